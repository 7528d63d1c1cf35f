// Keep up with what others do on a page that changes under one's eyes, a sitting: its parts marked data-live are read
// again every few seconds, and a form marked data-live-form is sent at each change. The page works without this.
const PERIOD = 5000;
const parts = () => document.querySelectorAll("[data-live]");
const forms = document.querySelectorAll("form[data-live-form]");
let sending = 0;

const isBusy = (part) => part.contains(document.activeElement) || part.querySelector("form[data-typed]");

const showParts = (answer) => {
  for (const part of parts()) {
    const fresh = answer.getElementById(part.id);
    if (!fresh || fresh.textContent === part.textContent || isBusy(part)) continue;
    part.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
  for (const box of document.querySelectorAll("form[data-live-form] [type=checkbox]")) {
    const fresh = answer.querySelector(`form[data-live-form] [value="${box.value}"][type=checkbox]`);
    if (fresh && !sending) box.checked = fresh.defaultChecked;
  }
};

const ask = (method, address, body, kept, failed) => {
  const request = new XMLHttpRequest();
  request.open(method, address);
  request.responseType = "document";
  request.timeout = 15000;
  request.onload = () => {
    if (body) sending -= 1;
    if (request.status !== 200 || !request.response) return failed?.();
    kept?.();
    showParts(request.response);
  };
  request.onerror = request.ontimeout = () => {
    if (body) sending -= 1;
    failed?.();
  };
  if (body) sending += 1;
  request.send(body);
};

if (parts().length) {
  document.addEventListener("input", (event) => event.target.form?.setAttribute("data-typed", ""));
  for (const form of forms) {
    const kept = () => form.dispatchEvent(new Event("draftsaved"));
    form.addEventListener("change", () => ask("POST", form.action, new FormData(form), kept, () => form.requestSubmit()));
  }
  setInterval(() => {
    if (!document.hidden && !sending) ask("GET", location.href);
  }, PERIOD);
}
