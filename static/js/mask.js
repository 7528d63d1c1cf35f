// Fill the passage at fault with what was seen for the rule chosen, unless someone wrote another.
document.addEventListener("change", ({ target }) => {
  const passage = document.querySelector("[data-passages]");
  if (!passage || !target.matches("[data-key-digits]")) return;
  const seen = JSON.parse(passage.dataset.passages);
  if (!passage.value || Object.values(seen).includes(passage.value)) passage.value = seen[target.value] ?? "";
});

// Add the words selected in a case to those that will be masked, when « W » is pressed; with none, « W » leads there.
document.addEventListener("keydown", (event) => {
  const words = document.querySelector("[data-mask-words]");
  const isTyping = event.target.matches?.("input, textarea, select, [contenteditable]");
  if (!words || event.key.toLowerCase() !== "w" || event.ctrlKey || event.altKey || event.metaKey || isTyping) return;
  if (localStorage.getItem("keys-off") === "1") return;
  const selection = document.getSelection();
  const passage = selection.toString().trim().replace(/\s+/g, " ");
  if (!passage || !document.querySelector(".case-text").contains(selection.anchorNode)) return;
  words.value = [...words.value.split("\n").filter(Boolean), passage].join("\n");
  event.preventDefault();
  event.stopPropagation();
}, true);
