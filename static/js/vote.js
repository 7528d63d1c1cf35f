// Vote without leaving the page. The server answers {"position": "for" | "mixed" | "against" | null, "counts": {...} | null,
// "left": a sentence where votes are limited | null}; anything else, and the form is sent the ordinary way.
const language = document.documentElement.lang;
const whole = new Intl.NumberFormat(language);
const share = new Intl.NumberFormat(language, { style: "percent" });
const POSITIONS = ["for", "mixed", "against"];

function showChoice(form, position) {
  for (const button of form.querySelectorAll("[name=position]")) {
    const chosen = button.value === position;
    const meaning = button.querySelector("[data-meaning]");
    button.setAttribute("aria-pressed", String(chosen));
    meaning.textContent = chosen ? form.dataset.chosen : meaning.dataset.meaning;
  }
  const withdraw = form.querySelector("[data-withdraw]");
  if (!withdraw) return;
  if (!position && document.activeElement === withdraw) form.querySelector("[name=position]").focus();
  withdraw.hidden = !position;
}

function totalText(form, total) {
  if (total === 0) return form.dataset.totalNone;
  return total === 1 ? form.dataset.totalOne : form.dataset.totalMany.replace("{n}", whole.format(total));
}

// As the server counts: what rounding down leaves goes to the largest remainders, so that shares add up to 100.
function sharesOf(numbers, total) {
  const shown = numbers.map((number) => Math.floor((100 * number) / total));
  const left = 100 - shown.reduce((sum, one) => sum + one, 0);
  const rest = (at) => (100 * numbers[at]) % total;
  const order = numbers.map((_number, at) => at).sort((one, other) => rest(other) - rest(one) || one - other);
  for (const at of order.slice(0, left)) shown[at] += 1;
  return shown;
}

// As the server writes it: a few votes among thousands are not none.
function shareText(form, part, shown) {
  if (shown === 0 && part > 0) return form.dataset.shareLeast;
  return shown === 100 && part < 1 ? form.dataset.shareMost : share.format(shown / 100);
}

function showCounts(form, counts) {
  const bars = document.querySelector("[data-votes-here]");
  if (!counts || !bars) return;
  const total = POSITIONS.reduce((sum, key) => sum + counts[key], 0);
  bars.querySelector("[data-total]").textContent = totalText(form, total);
  const shown = total ? sharesOf(POSITIONS.map((key) => counts[key]), total) : [];
  for (const [at, key] of POSITIONS.entries()) {
    const part = total ? counts[key] / total : 0;
    bars.querySelector(`[data-count=${key}]`).textContent = whole.format(counts[key]);
    bars.querySelector(`[data-share=${key}]`).textContent = total ? shareText(form, part, shown[at]) : "";
    bars.querySelector(`[data-bar=${key}]`).setAttribute("width", `${(100 * part).toFixed(1)}%`);
  }
}

function showLeft(form, left) {
  const note = form.querySelector("[data-votes-left]");
  if (note && left) note.textContent = left;
}

function say(form, position) {
  const button = form.querySelector(`[name=position][value=${position || "none"}]`);
  const label = button?.querySelector("strong").textContent.trim();
  form.querySelector("[data-vote-status]").textContent = button ? `${form.dataset.said} ${label}.` : form.dataset.withdrawn;
}

async function send(form, button) {
  const body = new FormData(form, button);
  const url = button.getAttribute("formaction") || form.getAttribute("action");
  const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error(answer.status);
  return answer.json();
}

for (const form of document.querySelectorAll("form[data-vote]")) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (!button || form.dataset.plain) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    try {
      const { position, counts, left } = await send(form, button);
      showChoice(form, position);
      showCounts(form, counts);
      showLeft(form, left);
      say(form, position);
    } catch {
      form.dataset.plain = "yes";
      form.requestSubmit(button);
    } finally {
      form.removeAttribute("aria-busy");
    }
  });
}
