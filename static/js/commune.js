// Suggest communes under their field while one types; without this, the form offers those it found.
const PAUSE = 200;

for (const field of document.querySelectorAll("[data-communes]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-list`;
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting;

  const suggest = async () => {
    const typed = field.value.trim();
    if (typed.length < 2) return;
    const answer = await fetch(`${field.dataset.communes}?q=${encodeURIComponent(typed)}`).catch(() => null);
    if (!answer?.ok || field.value.trim() !== typed) return;
    const { communes } = await answer.json();
    list.replaceChildren(...communes.map((value) => Object.assign(document.createElement("option"), { value })));
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, PAUSE);
  });
}
