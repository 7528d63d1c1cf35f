// Suggest titles, themes and other words under the search box while one types; without this, one searches.
const PAUSE = 250;

for (const box of document.querySelectorAll("[data-suggestions]")) {
  const field = document.getElementById(box.dataset.for);
  const list = box.querySelector("[role=listbox]");
  let waiting;
  let chosen = null;

  const say = (element, values) => Object.entries(values).forEach(([name, value]) => element.setAttribute(name, value));
  say(field, { type: "text", role: "combobox", enterkeyhint: "search" });
  say(field, { "aria-autocomplete": "list", "aria-controls": list.id });

  const choose = (option) => {
    if (chosen) say(chosen, { "aria-selected": false });
    if (option) say(option, { "aria-selected": true });
    option?.scrollIntoView({ block: "nearest" });
    chosen = option;
    say(field, { "aria-activedescendant": option?.id ?? "" });
  };

  const show = (suggestions, said = "") => {
    choose(null);
    list.replaceChildren(...suggestions.map(({ text, url }, place) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${place}`, textContent: text });
      say(option, { role: "option", "aria-selected": false });
      option.addEventListener("click", () => location.assign(url));
      return option;
    }));
    box.querySelector("[role=status]").textContent = said;
    list.hidden = !suggestions.length;
    say(field, { "aria-expanded": !list.hidden });
  };

  const suggest = async () => {
    const typed = field.value.trim();
    const address = `${box.dataset.suggestions}?q=${encodeURIComponent(typed)}`;
    const answer = typed.length < 3 ? null : await fetch(address).catch(() => null);
    if (field.value.trim() !== typed || document.activeElement !== field) return;
    const { suggestions, said } = answer?.ok ? await answer.json() : { suggestions: [], said: "" };
    show(suggestions, said);
  };

  const move = (step) => {
    const places = [null, ...list.children];
    choose(places[(places.indexOf(chosen) + step + places.length) % places.length]);
  };

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: () => show([]),
    Enter: () => chosen?.click(),
  };

  field.addEventListener("keydown", (event) => {
    if (list.hidden || !keys[event.key] || (event.key === "Enter" && !chosen)) return;
    event.preventDefault();
    keys[event.key]();
  });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, PAUSE);
  });
  field.addEventListener("blur", () => show([]));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  show([]);
}
