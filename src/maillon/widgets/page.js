// What everything drawn on a page is made of.

/**
 * Attributes of an element; `on…` is a listener, a boolean and `value` are properties.
 * @typedef {{ [K in keyof HTMLElementEventMap as `on${K}`]?: (event: HTMLElementEventMap[K]) => unknown }} Listeners
 * @typedef {Listeners & { [name: string]: string | number | boolean | null | undefined | ((event: any) => unknown) }} Properties
 * @typedef {Node | string | null | undefined} Child
 */

export const NBSP = "\u00a0";

/**
 * Dress an element: its attributes, as `words` says them, its listeners, its children.
 * @template {HTMLElement | SVGElement} T
 * @param {T} node
 * @param {Properties} properties
 * @param {Child[]} [children]
 * @param {(name: string, text: string) => string} [words]
 * @returns {T}
 */
export function fill(node, properties, children = [], words = (_, text) => text) {
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === "function") node.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (typeof value === "boolean" || key === "value") Reflect.set(node, key, value);
    else if (value !== undefined && value !== null) node.setAttribute(key, words(key, String(value)));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/**
 * Each control runs its own copy of this module, so a counter would give the same id twice.
 * @param {string} prefix
 */
export const unique = (prefix) => `maillon-${prefix}-${Math.random().toString(36).slice(2)}`;

/** @param {string} text */
export const quoted = (text) => `«${NBSP}${text}${NBSP}»`;

/**
 * The element under an event, or the nearest one around it, that a selector names.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | SVGElement | null}
 */
export const closest = (event, selector) =>
  event.target instanceof Element ? event.target.closest(selector) : null;

/**
 * Hand a file to the person, where the browser keeps what it downloads.
 * @param {string} filename
 * @param {string} type
 * @param {BlobPart[]} parts
 */
export function download(filename, type, parts) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = fill(document.createElement("a"), { href: url, download: filename });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * Keep keys inside `root`: JupyterLab and Voilà listen to them for their own shortcuts.
 * @param {HTMLElement} root
 */
export function keepKeys(root) {
  for (const event of ["keydown", "keyup", "keypress"]) {
    root.addEventListener(event, (happened) => happened.stopPropagation());
  }
}
