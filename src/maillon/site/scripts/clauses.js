// The page « Bibliothèque de clauses »: search and filters, copying, the way to the workshop.
//
// Without a script, every clause is there, folded on itself, with its link to the workshop; the
// form and the buttons that copy are hidden.

/** @import { Advice } from "./clause_words.js" */

import { offerCopies } from "./clause_copy.js";
import { asked, holds, insteadOf, readClauses, wordsOf } from "./clause_words.js";
import {
  NBSP, NNBSP, addressed, every, field, hideEmpty, one, printUnfolded, quoted, start,
} from "./filters.js";

const CHOICES = ["famille", "visee", "place"];

/** @param {HTMLFormElement} form */
function searchLibrary(form) {
  const clauses = readClauses();
  const sections = [...new Set(clauses.flatMap(({ element }) => element.parentElement ?? []))];
  const count = one(form, "[role=status]");
  const tries = one(form, ".maillon-filtres__essais");
  /** @type {Advice} */
  const advice = JSON.parse(form.dataset.essais ?? "");
  // The words of each family, in the order of the page; its end, to put the sections in order.
  const families = sections.map((section) => ({
    section,
    words: advice.familles[one(section, ".maillon-clause").dataset.famille ?? ""].flatMap(wordsOf),
  }));
  const end = document.createComment("");
  sections.at(-1)?.after(end);
  const chosen = (/** @type {string} */ name) => field(form, name).value;

  /**
   * What the clause is about speaks first; all that it says, when nothing is about these words.
   * @param {string[]} starts
   */
  function holding(starts) {
    const found = clauses.filter(({ about }) => holds(about, starts));
    return found.length ? found : clauses.filter(({ all }) => holds(all, starts));
  }

  let order = sections;
  /**
   * The family that is asked for comes first, the others in their order.
   * @param {HTMLElement[]} first
   */
  function arrange(first) {
    const wanted = [...first, ...sections.filter((section) => !first.includes(section))];
    if (wanted.every((section, rank) => section === order[rank])) return;
    order = wanted;
    for (const section of order) end.before(section);
  }

  let proposed = "";
  /** @param {string[]} words */
  function propose(words) {
    // A field that loses the hand says « change »: the button under the hand must stay.
    if (words.join() === proposed) return;
    proposed = words.join();
    tries.hidden = words.length === 0;
    const buttons = words.map((word) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "maillon-bouton maillon-bouton--trait";
      button.textContent = word;
      button.addEventListener("click", () => {
        field(form, "mots").value = word;
        filter();
        field(form, "mots").focus();
      });
      return button;
    });
    tries.replaceChildren(...[...tries.children].slice(0, 1), ...buttons);
  }

  /**
   * @param {number} shown
   * @param {string} text what is asked
   * @param {boolean} advised
   * @param {boolean} apart whether clauses hold one of the words only
   */
  function said(shown, text, advised, apart) {
    if (shown && apart)
      return `Aucune clause ne réunit ces mots${NNBSP}; voici celles qui en ont un${NBSP}: ${shown} sur ${clauses.length}.`;
    if (shown) return `${shown} clause${shown > 1 ? "s" : ""} sur ${clauses.length}`;
    const none = `Aucune clause sur ${clauses.length}`;
    if (!text) return `${none} avec ces filtres.`;
    if (!advised) return `${none} pour ${quoted(text)} avec ces filtres${NBSP}: effacez-les.`;
    return `${none} pour ${quoted(text)}.`;
  }

  /**
   * The buttons show what to try; whoever does not see them hears it.
   * @param {string} sentence
   * @param {string[]} words
   */
  function tell(sentence, words) {
    const heard = words.length ? ` Essayez ${words.map(quoted).join(", ")}.` : "";
    if (count.textContent === sentence + heard) return;
    const apart = document.createElement("span");
    apart.className = "maillon-invisible";
    apart.textContent = heard;
    count.replaceChildren(sentence, apart);
  }

  function filter() {
    const text = chosen("mots").trim();
    const starts = asked(text);
    let wide = holding(starts);
    const better = starts.length && !wide.length ? insteadOf(starts, advice) : undefined;
    // Nothing holds every word: what holds one of them, unless something better can be tried.
    const apart = starts.length > 1 && !wide.length && !better;
    if (apart) wide = starts.flatMap((start) => holding([start]));
    const matched = (/** @type {string[]} */ words) =>
      apart ? starts.some((start) => holds(words, [start])) : holds(words, starts);
    const first = starts.length ? families.filter(({ words }) => matched(words)) : [];
    arrange(first.map(({ section }) => section));
    for (const clause of clauses) {
      const { dataset } = clause.element;
      clause.element.hidden = !(
        wide.includes(clause) &&
        CHOICES.every((name) => !chosen(name) || dataset[name] === chosen(name))
      );
    }
    hideEmpty(sections, ".maillon-clause");
    const shown = clauses.filter(({ element }) => !element.hidden).length;
    const words = starts.length && !wide.length ? (better ?? advice.sinon) : [];
    propose(words);
    tell(said(shown, text, words.length > 0, apart), words);
  }

  const withdrawn = (/** @type {string} */ id) =>
    `La clause ${quoted(id)} n’est pas ici${NBSP}: elle a été retirée, ou son adresse est inexacte. ` +
    `Voici les ${clauses.length} clauses qui restent.`;

  /** An address that names a clause shows it and opens it, whatever the filters say. */
  function showTarget() {
    const { id, target } = addressed();
    if (id && !target) {
      tell(withdrawn(id), []);
      form.scrollIntoView();
    }
    if (!target) return;
    if (target.closest(".maillon-clause[hidden], section[hidden]")) {
      form.reset();
      filter();
    }
    const clause = target.closest(".maillon-clause");
    if (clause) {
      one(clause, "details").setAttribute("open", "");
      target.scrollIntoView();
    }
  }

  printUnfolded(".maillon-clause__pli");
  start(form, filter, showTarget);
}

/**
 * Whether the course is behind the page: the same pages are read on a site without it, where a
 * link to the workshop would lead nowhere.
 * @param {string} server
 */
async function isServed(server) {
  if (location.protocol === "file:") return false;
  try {
    const answer = await fetch(`${server}maillon/atelier.css`, { method: "HEAD" });
    return answer.ok && (answer.headers.get("content-type") || "").includes("css");
  } catch {
    return false;
  }
}

/** @param {boolean} there */
function showWorkshop(there) {
  document.documentElement.dataset.maillonAtelier = there ? "oui" : "non";
  if (there) return;
  for (const link of every(document, "[data-atelier]")) link.hidden = true;
  for (const link of every(document, ".maillon-clause__hors-ligne")) link.hidden = false;
}

const [form] = every(document, "[data-maillon-clauses]");
if (form instanceof HTMLFormElement) {
  offerCopies();
  isServed(form.dataset.serveur ?? "").then(showWorkshop);
  searchLibrary(form);
}
