// Suggest titles, themes and other words under the search box while one types; without this, one searches.
const PAUSE = 250;

for (const list of document.querySelectorAll("[data-suggestions]")) {
  const field = document.getElementById(list.dataset.for);
  let waiting;

  const row = ({ text, url }) => {
    const link = Object.assign(document.createElement("a"), { href: url, textContent: text });
    const item = document.createElement("li");
    item.append(link);
    return item;
  };

  const suggest = async () => {
    const typed = field.value.trim();
    const address = `${list.dataset.suggestions}?q=${encodeURIComponent(typed)}`;
    const answer = typed.length < 3 ? null : await fetch(address).catch(() => null);
    if (field.value.trim() !== typed) return;
    const { suggestions, said } = answer?.ok ? await answer.json() : { suggestions: [], said: "" };
    list.querySelector("ul").replaceChildren(...suggestions.map(row));
    list.querySelector("[role=status]").textContent = said;
    list.hidden = !suggestions.length;
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, PAUSE);
  });
}
