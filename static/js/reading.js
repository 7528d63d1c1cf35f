// Small courtesies: the errors of a form come first, a link into a folded part opens it, paper shows everything.
document.querySelector("[data-focus]")?.focus();

function openAround(element) {
  for (let folded = element?.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
}

function followHash() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  openAround(target);
  target.scrollIntoView();
}

addEventListener("hashchange", followHash);
if (location.hash) followHash();

addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not([open])")) {
    folded.open = true;
    folded.dataset.forPaper = "yes";
  }
});

addEventListener("afterprint", () => {
  for (const folded of document.querySelectorAll("[data-for-paper]")) {
    folded.open = false;
    delete folded.dataset.forPaper;
  }
});
