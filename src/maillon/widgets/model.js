// What a control shares with Python, and what the page says when Python does not answer.

/**
 * An option: its id, what is read, and for a button its look.
 * @typedef {[id: string, text: string, look?: string]} Option
 */

/**
 * A picture as `controls.figure` sends it.
 * @typedef {{ svg: string, alt: string, caption: string, columns: string[], rows: string[][] }} Picture
 */

/**
 * How a sentence under a control looks.
 * @typedef {"plain" | "good" | "bad"} Tone
 */

/**
 * The traits of `controls.Control`; `value` is what the person chose or typed.
 * @template V
 * @typedef {object} State
 * @property {string} kind
 * @property {string} label
 * @property {string} statement
 * @property {string} hint
 * @property {number} edit
 * @property {number} seen
 * @property {V} value
 * @property {Option[]} options
 * @property {Option[]} categories
 * @property {string} unit
 * @property {string} one
 * @property {number} min
 * @property {number} max
 * @property {number} step
 * @property {[low: string, high: string]} bounds
 * @property {boolean} numeric
 * @property {string} autocomplete
 * @property {boolean} disabled
 * @property {boolean} hidden
 * @property {string} message
 * @property {Tone} tone
 * @property {string[]} lines
 * @property {Picture | null} picture
 */

/**
 * The model of anywidget; `Own` are the traits that one control adds to those of all.
 * @template V
 * @template {object} [Own={}]
 * @typedef {object} Model
 * @property {<K extends keyof (State<V> & Own)>(name: K) => (State<V> & Own)[K]} get
 * @property {<K extends keyof State<V>>(name: K, value: State<V>[K]) => void} set
 * @property {() => void} save_changes
 * @property {(content: object, callbacks?: unknown, buffers?: ArrayBuffer[]) => void} send
 * @property {(event: string, react: (...received: any[]) => void) => void} on
 * @property {(event: string, react: (...received: any[]) => void) => void} off
 */

/**
 * Show a sentence under the control.
 * @typedef {(text: string, tone: Tone) => void} Say
 */

/**
 * A kind of control: it builds its elements once in `root`, and returns what makes them follow
 * the model.
 * @template V
 * @template {object} [Own={}]
 * @typedef {(model: Model<V, Own>, root: HTMLElement) => () => void} Kind
 */

export const TYPING_PAUSE_MS = 400;
// Python answers each change by giving back its number in `seen`; a redraw takes well under a second.
const SLOW_MS = 800;
const ANSWER_MS = 6000;
export const SLOW = "Enregistrement en cours…";
const lost = (/** @type {string} */ advice) =>
  `Le cours ne répond plus\u00a0: ce changement n’est pas enregistré. ${advice}, relancez le cours, puis rechargez la page.`;
export const LOST = lost("Copiez votre texte s’il y en a un");
export const MAP_LOST = lost("Gardez votre carte par le bouton «\u00a0Enregistrer\u00a0»");

/**
 * How each control speaks by itself, when the answer to a change does not come.
 * @type {WeakMap<object, Say>}
 */
export const speech = new WeakMap();

/**
 * Number a change, and say so if no answer comes: an older « Réponse enregistrée » must not stand
 * under a newer answer that is not.
 * @param {Model<any>} model
 * @param {string} [advice] what to say when the answer is lost
 * @returns {number} the number of the change
 */
export function newEdit(model, advice = LOST) {
  const edit = model.get("edit") + 1;
  model.set("edit", edit);
  const unanswered = (/** @type {string} */ text, /** @type {Tone} */ tone) => () =>
    model.get("seen") < edit && speech.get(model)?.(text, tone);
  setTimeout(unanswered(SLOW, "plain"), SLOW_MS);
  setTimeout(unanswered(advice, "bad"), ANSWER_MS);
  return edit;
}

/**
 * @template V
 * @param {Model<V>} model
 * @param {V} value
 */
export function save(model, value) {
  model.set("value", value);
  newEdit(model);
  model.save_changes();
}

/**
 * Tell Python that a button was pressed.
 * @param {Model<unknown>} model
 * @param {string} button
 */
export function press(model, button) {
  model.send({ click: button, edit: newEdit(model) });
}

/**
 * Save text after a pause in typing and when the field is left: nothing waits for a button.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {() => string} kept what is saved now
 * @param {(text: string) => void} keep
 */
export function typing(field, kept, keep) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const flush = () => {
    clearTimeout(timer);
    if (field.value !== kept()) keep(field.value);
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(flush, TYPING_PAUSE_MS);
  });
  field.addEventListener("change", flush);
  field.addEventListener("blur", flush);
}
