// What the pages that filter their content share. Without a script, all the content is there and
// the form is hidden.

export const NBSP = "\u00a0";
export const NNBSP = "\u202f";

/** @param {string} text */
export const quoted = (text) => `«${NBSP}${text}${NBSP}»`;

/**
 * No accent, no case: « énergie » is found with « energie ».
 * @param {string} text
 */
export const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export const every = (root, selector) => [...root.querySelectorAll(selector)].filter(isElement);

/** @type {(node: Element | null | undefined) => node is HTMLElement} */
const isElement = (node) => node instanceof HTMLElement;

/**
 * The only element of that kind, which the page cannot be without.
 * @param {ParentNode} root
 * @param {string} selector
 */
export function one(root, selector) {
  const [found] = every(root, selector);
  if (!found) throw new Error(`« ${selector} » manque à cette page.`);
  return found;
}

/**
 * A field of the form.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export const field = (form, name) =>
  /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

/** The id that the address names, and its element if the page has one. */
export function addressed() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // « 100% » is no encoded name: it is read as it stands.
  }
  return { id, target: id ? document.getElementById(id) : null };
}

/**
 * Hide each section of which nothing is shown.
 * @param {Iterable<HTMLElement>} sections
 * @param {string} items selector of what a section holds
 */
export function hideEmpty(sections, items) {
  for (const section of sections) section.hidden = !section.querySelector(`${items}:not([hidden])`);
}

/**
 * Show the form and follow it, and the address.
 * @param {HTMLFormElement} form
 * @param {() => void} filter
 * @param {() => void} showTarget
 */
export function start(form, filter, showTarget) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  window.addEventListener("hashchange", showTarget);
  form.hidden = false;
  filter();
  showTarget();
}

/**
 * What is folded on the screen is printed all the same.
 * @param {string} selector
 */
export function printUnfolded(selector) {
  window.addEventListener("beforeprint", () => {
    for (const fold of every(document, selector)) fold.setAttribute("open", "");
  });
}
