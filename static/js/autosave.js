// Keep the draft of a form as it is typed. The form says where (data-autosave); the button works without this.
const QUIET = 2500;
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

async function save(form, note) {
  note.textContent = note.dataset.saving;
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    note.textContent = note.dataset.saved.replace("{time}", clock.format(new Date()));
    form.dispatchEvent(new Event("draftsaved"));
  } catch {
    note.textContent = note.dataset.failed;
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const note = form.querySelector("[data-draft-note]");
  let waiting;
  if (!note) continue;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, QUIET, form, note);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
