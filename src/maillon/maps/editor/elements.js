// Elements and words of the editor of causal maps.

/** @import { Child, Properties } from "../../widgets/page.js" */
/** @import { Arrow } from "./record.js" */

import { NBSP, fill } from "../../widgets/page.js";

export const NNBSP = "\u202f";
export const MINUS = "\u2212";
export const SVG_SPACE = "http://www.w3.org/2000/svg"; // a name, never fetched

/** @type {(number: number, noun: string) => string} */
export const many = (number, noun) => `${number}${NBSP}${noun}${number > 1 ? "s" : ""}`;
/** @type {(value: number, low: number, high: number) => number} */
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
/** @type {(arrow: Pick<Arrow, "sign">) => string} */
export const signOf = (arrow) => (arrow.sign > 0 ? "+" : MINUS);
/** @type {(arrow: Pick<Arrow, "sign">) => string} */
export const signWords = (arrow) => (arrow.sign > 0 ? "signe plus, même sens" : "signe moins, sens contraire");

// A map of causes, or a chain of suppliers: there, arrows have no sign and variables are firms.
export const wording = { chain: false };
/** @type {(arrow: Pick<Arrow, "sign">) => string} */
export const signTold = (arrow) => (wording.chain ? "" : `, ${signWords(arrow)}`);
/** @type {[from: RegExp, to: string][]} */
const CHAIN_WORDS = [
  [/à l’effet/g, "au client"],
  [/à la cause/g, "au fournisseur"],
  [/Cause/g, "Fournisseur"],
  [/Effet/g, "Client"],
  [/(^|\P{L})la variable/gu, "$1l’entreprise"],
  [/variable/g, "entreprise"],
  [/Variable/g, "Entreprise"],
];
/**
 * The course's own words in those of a chain; what a person typed stands between « » and stays.
 * @type {(text: string) => string}
 */
export const worded = (text) =>
  !wording.chain
    ? text
    : text
        .split(/(«[^»]*»)/)
        .map((part, rank) => (rank % 2 ? part : CHAIN_WORDS.reduce((told, [from, to]) => told.replace(from, to), part)))
        .join("");
const WORDED = new Set(["aria-label", "title", "placeholder"]);

/**
 * Dress an element of the editor, in the words of the map.
 * @template {HTMLElement | SVGElement} T
 * @param {T} node
 * @param {Properties} properties
 * @param {Child[]} children
 */
export const dress = (node, properties, children = []) =>
  fill(node, properties, children, (name, text) => (WORDED.has(name) ? worded(text) : text));

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Properties} [properties]
 * @param {Child[]} children
 */
export const element = (name, properties = {}, ...children) =>
  dress(document.createElement(name), properties, children);

/**
 * An element of a drawing.
 * @template {keyof SVGElementTagNameMap} N
 * @param {N} name
 * @param {Properties} [properties]
 * @param {Child[]} children
 */
export const drawn = (name, properties = {}, ...children) =>
  dress(document.createElementNS(SVG_SPACE, name), properties, children);

/**
 * A button with its shortcut beside its name; the name alone is read aloud.
 * @type {(text: string, act: (event: MouseEvent) => unknown, look?: { look?: string, key?: string, shortcut?: string }) => HTMLButtonElement}
 */
export function button(text, act, { look = "quiet", key = "", shortcut = "" } = {}) {
  return element(
    "button",
    {
      type: "button",
      class: `maillon-button maillon-${look}`,
      "aria-keyshortcuts": shortcut || undefined,
      onclick: act,
    },
    worded(text),
    key ? element("kbd", { "aria-hidden": "true" }, key) : null,
  );
}

/**
 * @type {(properties: Properties, options: [id: string, text: string][], value?: string) => HTMLSelectElement}
 */
export const choiceOf = (properties, options, value) => {
  const list = element("select", properties, ...options.map(([id, text]) => element("option", { value: id }, text)));
  list.value = value ?? options[0]?.[0] ?? "";
  return list;
};

/**
 * Pressed or not: « + », « − », « Retard », a loop brought forward.
 * @type {(node: Element, on: boolean) => void}
 */
export const setPressed = (node, on) => node.setAttribute("aria-pressed", String(Boolean(on)));
