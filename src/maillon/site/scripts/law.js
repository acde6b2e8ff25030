/* Maillon: what the pages of law do with a script.
 *
 * 1. Bubbles: hover and focus show them by CSS alone; here they are kept inside the window, out of
 *    scrolling tables, and Escape closes them.
 * 2. The annex « Barème daté »: filters, live count, and the rule that an address names.
 * Without a script, all the text is there and the form is hidden.
 */
(() => {
  "use strict";

  /* 1. Bubbles -------------------------------------------------------------------------------- */
  const EDGE = 8; // pixels between a bubble and the window's edge, or the value
  const SHUT = "maillon-loi--fermee";

  function place(law) {
    const bubble = law.querySelector(".maillon-loi__bulle");
    const value = law.querySelector(".maillon-loi__valeur").getClientRects()[0];
    const root = document.documentElement;
    bubble.style.left = bubble.style.top = "0";
    const { width, height } = bubble.getBoundingClientRect();
    const left = Math.max(EDGE, Math.min(value.left, root.clientWidth - width - EDGE));
    const header = document.querySelector(".maillon-entete");
    const ceiling = header ? header.getBoundingClientRect().bottom : 0;
    const above = value.top - height - EDGE;
    const under = value.bottom + EDGE;
    const fits = under + height + EDGE <= root.clientHeight || above < ceiling;
    bubble.style.left = `${left}px`;
    bubble.style.top = `${fits ? under : above}px`;
  }

  const laws = document.querySelectorAll(".maillon-loi");
  if (laws.length) {
    document.documentElement.classList.add("maillon-avec-bulles");
    const open = () => [...laws].filter((law) => law.matches(":hover, :focus-within"));
    for (const law of laws) {
      law.addEventListener("mouseenter", () => place(law));
      law.addEventListener("focusin", () => place(law));
      law.addEventListener("mouseleave", () => law.classList.remove(SHUT));
      law.addEventListener("focusout", () => law.classList.remove(SHUT));
    }
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") open().forEach((law) => law.classList.add(SHUT));
    });
    const follow = () => open().forEach(place);
    window.addEventListener("scroll", follow, { capture: true, passive: true });
    window.addEventListener("resize", follow);
  }

  /* 2. Filters -------------------------------------------------------------------------------- */
  const form = document.querySelector("[data-maillon-filtres]");
  if (!form) return;

  /* No accent, no case, and « 60 000 » as « 60000 ». */
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[’']/g, " ")
      .replace(/(\d)\s(?=\d{3}(?!\d))/g, "$1")
      .replace(/\s+/g, " ")
      .trim();

  const rules = [...document.querySelectorAll(".maillon-regle")].map((element) => ({
    element,
    section: element.parentElement,
    text: fold(`${element.textContent} ${element.id} ${element.dataset.mots}`),
  }));
  const sections = new Set(rules.map((rule) => rule.section));
  const count = form.querySelector("[role=status]");
  const field = (name) => form.elements.namedItem(name);

  function said(shown) {
    const start = shown === 0 ? "Aucune règle" : shown === 1 ? "1 règle" : `${shown} règles`;
    return `${start} sur ${rules.length}`;
  }

  function filter() {
    const words = fold(field("mots").value).split(" ");
    const theme = field("theme").value;
    const confidence = field("confiance").value;
    const changed = field("change").checked;
    let shown = 0;
    for (const { element, text } of rules) {
      const kept =
        words.every((word) => text.includes(word)) &&
        (!theme || element.dataset.theme === theme) &&
        (!confidence || element.dataset.confiance === confidence) &&
        (!changed || "change" in element.dataset);
      element.hidden = !kept;
      shown += kept;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector(".maillon-regle:not([hidden])");
    }
    const text = said(shown);
    if (count.textContent !== text) count.textContent = text;
  }

  /* An address that names a rule (or its theme) shows it, whatever the filters say. */
  function showTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target || !target.closest(".maillon-regle[hidden], section[hidden]")) return;
    form.reset();
    filter();
    target.scrollIntoView();
  }

  /* What is folded on the screen is printed all the same. */
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(".maillon-regle__sources")) fold.open = true;
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
