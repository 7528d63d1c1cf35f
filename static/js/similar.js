// Show, after each draft kept, the proposals that already say almost the same: never a step, never in the way.
const item = (template, one) => {
  const made = template.content.cloneNode(true);
  made.querySelector("a").href = one.url;
  made.querySelector("[data-title]").textContent = one.title;
  made.querySelector("[data-excerpt]").textContent = one.excerpt;
  made.querySelector("button").formAction = one.support_url;
  made.querySelector("input").value = one.id;
  return made;
};

for (const section of document.querySelectorAll("[data-similar]")) {
  const form = section.closest("form");
  const list = section.querySelector("ul");
  const template = section.querySelector("template");
  const status = document.querySelector("[data-similar-status]");
  const told = new Set();
  const known = () => [...list.querySelectorAll("a")].map((link) => link.href).join();
  form.addEventListener("draftsaved", async () => {
    for (const input of list.querySelectorAll("input")) told.add(input.value) && input.remove();
    const url = `${section.dataset.similar}?key=${encodeURIComponent(form.elements.key.value)}`;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      const { similar } = await answer.json();
      const before = known();
      if (section.contains(document.activeElement)) return;
      list.replaceChildren(...similar.map((one) => item(template, one)));
      for (const input of list.querySelectorAll("input")) if (told.has(input.value)) input.remove();
      section.hidden = !similar.length;
      if (similar.length && known() !== before) status.textContent = status.dataset.found;
    } catch {
      // The list is a help: without it one goes on writing.
    }
  });
}
