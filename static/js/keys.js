// Let one key press a button or choose a rule on the desk; « ? » shows the keys, and turns them off or on.
const STORED = "keys-off";
const help = document.querySelector("[data-keys]");

const isTyping = (target) => target.matches?.("input, textarea, select, [contenteditable]");

const chooseRule = (select, digit) => {
  if (![...select.options].some((option) => option.value === digit)) return;
  select.value = digit;
  select.focus();
  select.blur();
  select.scrollIntoView({ block: "center" });
};

const press = (key) => {
  const control = document.querySelector(`[data-key~="${CSS.escape(key)}"]`);
  if (!control) return false;
  if (control.matches("textarea, select")) control.focus();
  else control.click();
  return true;
};

if (help) {
  const opener = document.querySelector("[data-keys-open]");
  const toggle = help.querySelector("[data-keys-toggle]");
  const rules = document.querySelector("[data-key-digits]");
  const isOff = () => localStorage.getItem(STORED) === "1";
  const show = () => {
    toggle.textContent = isOff() ? toggle.dataset.on : toggle.dataset.off;
  };
  opener.hidden = false;
  show();
  toggle.addEventListener("click", () => {
    localStorage.setItem(STORED, isOff() ? "0" : "1");
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
    if (isTyping(event.target)) return;
    if (event.key === "?") help.togglePopover();
    else if (isOff()) return;
    else if (rules && /^[1-9]$/.test(event.key)) chooseRule(rules, event.key);
    else if (!press(event.key.toLowerCase())) return;
    event.preventDefault();
  });
}
