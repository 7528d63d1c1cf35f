// Say how many characters are left: at once on the screen, after a pause to those who listen.
const PAUSE = 1200;

const fill = (text, n) => text.replace("{n}", n.toLocaleString(document.documentElement.lang));

const sentence = (left, note) => {
  if (left < 0) return fill(note.dataset.over, -left);
  return left === 1 ? note.dataset.one : fill(note.dataset.many, left);
};

for (const control of document.querySelectorAll("[data-counter]")) {
  const note = document.getElementById(`${control.id}-counter`);
  if (!note) continue;
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  note.after(spoken);
  let waiting;
  const tell = () => {
    const left = Number(control.dataset.counter) - control.value.length;
    note.textContent = sentence(left, note);
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (left < Number(control.dataset.counter) / 5) spoken.textContent = note.textContent;
    }, PAUSE);
  };
  control.addEventListener("input", tell);
  if (control.value) tell();
}
