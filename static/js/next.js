// Send a decision and show the next case in its place, without loading the page again; any failure loads it.
const ASKED = "[data-next-case] form";

const failed = (form, submitter) => {
  form.dataset.plain = "yes";
  delete form.dataset.sent;
  form.requestSubmit(submitter);
};

const show = (answer, address) => {
  const main = answer?.querySelector("main");
  if (!main) return false;
  document.querySelector("main").replaceWith(document.importNode(main, true));
  document.querySelector(".desk-nav")?.replaceChildren(...(answer.querySelector(".desk-nav")?.childNodes ?? []));
  document.title = answer.title;
  if (address !== location.href) history.pushState({ replaced: true }, "", address);
  scrollTo(0, 0);
  const target = document.querySelector("main [data-focus]") ?? document.querySelector("main h1");
  if (!target.matches("[data-focus]")) target.tabIndex = -1;
  target.focus();
  document.querySelector(".flashes").replaceChildren(...(answer.querySelector(".flashes")?.childNodes ?? []));
  document.dispatchEvent(new Event("shown"));
  return true;
};

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !form.matches(ASKED) || form.dataset.plain) return;
  event.preventDefault();
  const main = document.querySelector("main");
  main.setAttribute("aria-busy", "true");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  request.timeout = 15000;
  request.onload = () => {
    const refused = request.status === 422 || request.status === 409;
    const known = request.status === 200 || refused;
    if (!known || !show(request.response, refused ? location.href : request.responseURL)) failed(form, submitter);
  };
  request.onerror = request.ontimeout = () => failed(form, submitter);
  request.send(new FormData(form, submitter));
});

// A page put in place of another is loaded again when one comes back to it: what waits may have changed.
addEventListener("popstate", (event) => {
  if (event.state?.replaced || document.querySelector("[data-next-case]")) location.reload();
});
