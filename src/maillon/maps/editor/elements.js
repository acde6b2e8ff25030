// Editor of causal maps.  Python joins these parts, in the order given in editor.py, into one ES
// module: no framework, nothing fetched.  This part makes elements and words.

const NBSP = "\u00a0";
const NNBSP = "\u202f";
const MINUS = "\u2212";
const SVG_SPACE = "http://www.w3.org/2000/svg"; // a name, never fetched

const quoted = (text) => `«${NBSP}${text}${NBSP}»`;
const many = (number, noun) => `${number}${NBSP}${noun}${number > 1 ? "s" : ""}`;
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const signOf = (arrow) => (arrow.sign > 0 ? "+" : MINUS);
const signWords = (arrow) => (arrow.sign > 0 ? "signe plus, même sens" : "signe moins, sens contraire");

// A map of causes, or a chain of suppliers: there, arrows have no sign and variables are firms.
const speech = { chain: false };
const signTold = (arrow) => (speech.chain ? "" : `, ${signWords(arrow)}`);
const CHAIN_WORDS = [
  [/à l’effet/g, "au client"],
  [/à la cause/g, "au fournisseur"],
  [/Cause/g, "Fournisseur"],
  [/Effet/g, "Client"],
  [/(^|\P{L})la variable/gu, "$1l’entreprise"],
  [/variable/g, "entreprise"],
  [/Variable/g, "Entreprise"],
];
// The course's own words in those of a chain; what a person typed stands between « » and stays.
const worded = (text) =>
  !speech.chain
    ? text
    : text
        .split(/(«[^»]*»)/)
        .map((part, rank) => (rank % 2 ? part : CHAIN_WORDS.reduce((told, [from, to]) => told.replace(from, to), part)))
        .join("");
const WORDED = new Set(["aria-label", "title", "placeholder"]);

// Each editor runs its own copy of this module, so a counter would give the same id twice.
const unique = (prefix) => `maillon-${prefix}-${Math.random().toString(36).slice(2)}`;

function fill(node, properties, children) {
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") node.setAttribute("class", value);
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (typeof value === "boolean" || key === "value") node[key] = value;
    else if (value !== undefined && value !== null) node.setAttribute(key, WORDED.has(key) ? worded(value) : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const element = (name, properties = {}, ...children) =>
  fill(document.createElement(name), properties, children);

const drawn = (name, properties = {}, ...children) =>
  fill(document.createElementNS(SVG_SPACE, name), properties, children);

// A button with its shortcut beside its name; the name alone is read aloud.
function button(text, act, { look = "quiet", key = "", shortcut = "" } = {}) {
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

const choiceOf = (properties, options, value) => {
  const list = element("select", properties, ...options.map(([id, text]) => element("option", { value: id }, text)));
  list.value = value ?? options[0]?.[0] ?? "";
  return list;
};

// Pressed or not: « + », « − », « Retard », a loop brought forward.
const press = (node, on) => node.setAttribute("aria-pressed", String(Boolean(on)));
