// Keep up with a sitting: what is marked data-live is read again, a data-live-form is sent at each change.
const PERIOD = 5000;
let sending = 0;

const isBusy = (part) => part.contains(document.activeElement) || part.querySelector("[data-typed]");

const show = (answer) => {
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = answer.getElementById(part.id);
    if (!fresh || fresh.textContent === part.textContent || isBusy(part)) continue;
    part.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
  for (const box of document.querySelectorAll("[data-live-form] [type=checkbox]")) {
    const fresh = answer.querySelector(`[data-live-form] [type=checkbox][value="${box.value}"]`);
    if (fresh && !sending) box.checked = fresh.defaultChecked;
  }
};

const ask = (form) => {
  const request = new XMLHttpRequest();
  request.open(form ? "POST" : "GET", form?.action ?? location.href);
  request.responseType = "document";
  request.onloadend = () => {
    if (form) sending -= 1;
    if (request.status !== 200) return form?.requestSubmit();
    form?.dispatchEvent(new Event("draftsaved"));
    show(request.response);
  };
  if (form) sending += 1;
  request.send(form && new FormData(form));
};

if (document.querySelector("[data-live]")) {
  document.addEventListener("input", (event) => event.target.form?.setAttribute("data-typed", ""));
  document.addEventListener("change", ({ target: { form } }) => form?.matches("[data-live-form]") && ask(form));
  setInterval(() => document.hidden || sending || ask(), PERIOD);
}
