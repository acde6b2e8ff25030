/* Maillon: the filters of the page « Bibliothèque de clauses ».
 *
 * Without a script, every clause is there, folded on itself, and the form is hidden.
 */
(() => {
  "use strict";

  const form = document.querySelector("[data-maillon-clauses]");
  if (!form) return;

  /* No accent, no case: « énergie » is found with « energie ». */
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[’']/g, " ")
      .replace(/\s+/g, " ")
      .trim();

  const CHOICES = ["famille", "visee", "place"];
  const clauses = [...document.querySelectorAll(".maillon-clause")].map((element) => ({
    element,
    section: element.parentElement,
    text: fold(element.textContent),
  }));
  const sections = new Set(clauses.map((clause) => clause.section));
  const count = form.querySelector("[role=status]");
  const chosen = (name) => form.elements.namedItem(name).value;

  function said(shown) {
    const start = shown === 0 ? "Aucune clause" : shown === 1 ? "1 clause" : `${shown} clauses`;
    return `${start} sur ${clauses.length}`;
  }

  function filter() {
    const words = fold(chosen("mots")).split(" ");
    let shown = 0;
    for (const { element, text } of clauses) {
      const kept =
        words.every((word) => text.includes(word)) &&
        CHOICES.every((name) => !chosen(name) || element.dataset[name] === chosen(name));
      element.hidden = !kept;
      shown += kept;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector(".maillon-clause:not([hidden])");
    }
    const text = said(shown);
    if (count.textContent !== text) count.textContent = text;
  }

  /* An address that names a clause shows it and opens it, whatever the filters say. */
  function showTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.closest(".maillon-clause[hidden], section[hidden]")) {
      form.reset();
      filter();
    }
    const clause = target.closest(".maillon-clause");
    if (clause) {
      clause.querySelector("details").open = true;
      target.scrollIntoView();
    }
  }

  /* What is folded on the screen is printed all the same. */
  window.addEventListener("beforeprint", () => {
    for (const pli of document.querySelectorAll(".maillon-clause__pli")) pli.open = true;
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  window.addEventListener("hashchange", showTarget);
  form.hidden = false;
  filter();
  showTarget();
})();
