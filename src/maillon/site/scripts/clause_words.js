// Words of the library of clauses: what is asked, what a clause says, what to try instead.

import { every, plain } from "./filters.js";

/**
 * The words of each family, and what to try for words that find nothing: `library/search.yaml`.
 * @typedef {{ mots: string[], essais: string[] }} Instead
 * @typedef {{ familles: Record<string, string[]>, "au-lieu": Instead[], sinon: string[] }} Advice
 */

// « l’eau », « de la forêt »: these words find nothing by themselves.
const EMPTY = new Set(
  "l d s c n m j qu le la les un une des du de et ou a au aux en sur par pour avec sans dans".split(" "),
);

/** @param {string} text */
export const wordsOf = (text) =>
  plain(text).replace(/œ/g, "oe").replace(/æ/g, "ae").split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/**
 * « déchets » finds « déchet » too.
 * @param {string} word
 */
const stem = (word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);

/**
 * The starts of words that a text asks for.
 * @param {string} text
 */
export function asked(text) {
  const words = wordsOf(text);
  const full = words.filter((word) => !EMPTY.has(word));
  return (full.length ? full : words).map(stem);
}

/** @type {(words: string[], starts: string[]) => boolean} */
export const holds = (words, starts) =>
  starts.every((start) => words.some((word) => word.startsWith(start)));

/**
 * The clauses of the page: what each is about, then all that it says. The second helps when the
 * first is silent.
 */
export const readClauses = () =>
  every(document, ".maillon-clause").map((element) => {
    const named = every(element, ".maillon-clause__titre, .maillon-clause__pourquoi");
    const about = named.map((piece) => piece.textContent).join(" ");
    return {
      element,
      about: wordsOf(`${about} ${element.dataset.mots}`),
      all: wordsOf(`${element.textContent} ${element.dataset.mots}`),
    };
  });

/**
 * What to try for words that the library is known not to hold: a part of its name will do.
 * @param {string[]} starts
 * @param {Advice} advice
 */
export function insteadOf(starts, advice) {
  /** @type {(word: string, among: string[]) => boolean} */
  const begun = (word, among) => among.some((start) => word.startsWith(start));
  const long = starts.filter((start) => start.length > 2);
  return advice["au-lieu"].find(({ mots }) =>
    mots.map(asked).some(
      (names) =>
        names.every((name) => begun(name, long)) ||
        starts.every((start) => names.some((name) => name.startsWith(start))),
    ),
  )?.essais;
}
