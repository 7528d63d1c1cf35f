// Let one key press a button or choose a rule on the desk; « ? » shows the keys, and turns them off or on.
const STORED = "keys-off";
const help = () => document.querySelector("[data-keys]");
const isOff = () => localStorage.getItem(STORED) === "1";

const isTyping = (target) => target.matches?.("input:not([type=checkbox]), textarea, select, [contenteditable]");

const here = () => document.activeElement.closest("[data-row]");

// J and K walk the rows of a list, from the one that has the focus; on a page without rows they press buttons.
const walk = (step) => {
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(here());
  const next = rows[at < 0 ? 0 : at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return rows.length > 0;
};

const chooseRule = (select, digit) => {
  if (![...select.options].some((option) => option.value === digit)) return;
  select.value = digit;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  select.focus();
  select.blur();
  select.scrollIntoView({ block: "center" });
};

// A key means the control of the row that has the focus first, then that of the page; Enter goes to the next row,
// and from the last one presses the button.
const press = (key) => {
  if ((key === "j" || key === "k") && walk(key === "j" ? 1 : -1)) return true;
  const row = here();
  const named = `[data-key~="${CSS.escape(key)}"]`;
  const control = row?.querySelector(named) ?? document.querySelector(named);
  if (!control) return false;
  const rows = [...document.querySelectorAll("[data-row]")];
  if (key === "enter" && rows.length > 1 && row !== rows.at(-1)) return walk(1);
  if (control.matches("textarea, select, input[type=text]")) control.focus();
  // A box the program ticked: its key confirms it first, and only then unticks it.
  else if (control.matches("[data-guess]:checked")) control.removeAttribute("data-guess");
  // A sentence says why the key does nothing here: it is shown, and heard.
  else if (control.matches("p")) {
    control.tabIndex = -1;
    control.focus();
  } else control.click();
  // A folded part that opens gives its first field; Escape leaves it.
  if (control.matches("[open] > summary")) control.parentElement.querySelector("input, select, textarea")?.focus();
  return true;
};

const prepare = () => {
  const toggle = help()?.querySelector("[data-keys-toggle]");
  if (!toggle) return;
  document.querySelector("[data-keys-open]").hidden = false;
  toggle.textContent = isOff() ? toggle.dataset.on : toggle.dataset.off;
  toggle.onclick = () => {
    localStorage.setItem(STORED, isOff() ? "0" : "1");
    prepare();
  };
};

prepare();
document.addEventListener("shown", prepare);
document.addEventListener("keydown", (event) => {
  if (!help() || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
  if (isTyping(event.target)) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const rules = document.querySelector("[data-key-digits]");
  if (event.key === "?") help().togglePopover();
  // While the keys are being read, none of them decides.
  else if (isOff() || help().matches(":popover-open")) return;
  else if (rules && /^[1-9]$/.test(event.key)) chooseRule(rules, event.key);
  else if (!press(event.key.toLowerCase())) return;
  event.preventDefault();
});
