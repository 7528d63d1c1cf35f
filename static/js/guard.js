// Ask before leaving words that are not saved, and send a form once however often its button is pressed.
const dirty = new Set();
const AGAIN_AFTER = 8000;

for (const form of document.querySelectorAll("form[data-guard]")) {
  form.addEventListener("input", () => dirty.add(form));
  form.addEventListener("draftsaved", () => dirty.delete(form));
  if (document.querySelector(".error-summary, [data-unsaved]")) dirty.add(form);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, AGAIN_AFTER);
  dirty.delete(form);
});

addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

addEventListener("beforeunload", (event) => {
  if (dirty.size) event.preventDefault();
});
