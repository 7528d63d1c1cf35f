// Small courtesies: the errors of a form come first, a link into a folded part opens it, paper shows everything.
const wrong = document.querySelector("[data-focus]");
// After the load: an address that ends with the skip link's #contenu would take the focus away.
addEventListener("load", () => wrong?.focus());

function openAround(element) {
  for (let folded = element?.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
}

// A text that stands on another page of its discussion: its number leads there, once.
function seekElsewhere() {
  const [, number] = /^#(?:argument|commentaire|source)-(\d{1,9})$/.exec(location.hash) || [];
  if (!number || !document.getElementById("commentaires") || sessionStorage.getItem("sought") === number) return;
  sessionStorage.setItem("sought", number);
  location.replace(`/contributions/${number}`);
}

function followHash() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return seekElsewhere();
  sessionStorage.removeItem("sought");
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
