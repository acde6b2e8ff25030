// What the pages of law do with a script: bubbles, and the filters of the annex « Barème daté ».

import { placeBubbles } from "./bubbles.js";
import { addressed, every, field, hideEmpty, one, plain, printUnfolded, start } from "./filters.js";

/**
 * No accent, no case, and « 60 000 » as « 60000 ».
 * @param {string} text
 */
const fold = (text) =>
  plain(text)
    .replace(/[’']/g, " ")
    .replace(/(\d)\s(?=\d{3}(?!\d))/g, "$1")
    .replace(/\s+/g, " ")
    .trim();

/** @param {HTMLFormElement} form */
function filterRules(form) {
  const rules = every(document, ".maillon-regle").map((element) => ({
    element,
    text: fold(`${element.textContent} ${element.id} ${element.dataset.mots}`),
  }));
  const sections = new Set(rules.flatMap(({ element }) => element.parentElement ?? []));
  const count = one(form, "[role=status]");

  /** @param {number} shown */
  function said(shown) {
    const start = shown === 0 ? "Aucune règle" : shown === 1 ? "1 règle" : `${shown} règles`;
    return `${start} sur ${rules.length}`;
  }

  function filter() {
    const words = fold(field(form, "mots").value).split(" ");
    const theme = field(form, "theme").value;
    const confidence = field(form, "confiance").value;
    const changed = field(form, "change").checked;
    for (const { element, text } of rules) {
      element.hidden = !(
        words.every((word) => text.includes(word)) &&
        (!theme || element.dataset.theme === theme) &&
        (!confidence || element.dataset.confiance === confidence) &&
        (!changed || "change" in element.dataset)
      );
    }
    hideEmpty(sections, ".maillon-regle");
    const text = said(rules.filter(({ element }) => !element.hidden).length);
    if (count.textContent !== text) count.textContent = text;
  }

  /** An address that names a rule (or its theme) shows it, whatever the filters say. */
  function showTarget() {
    const { target } = addressed();
    if (!target?.closest(".maillon-regle[hidden], section[hidden]")) return;
    form.reset();
    filter();
    target.scrollIntoView();
  }

  printUnfolded(".maillon-regle__sources");
  start(form, filter, showTarget);
}

placeBubbles();
const [form] = every(document, "[data-maillon-filtres]");
if (form instanceof HTMLFormElement) filterRules(form);
