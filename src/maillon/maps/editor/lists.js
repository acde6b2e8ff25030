// The loops, and the map as a list: the same content and the same actions without the drawing.

/** @import { Editor } from "./actions.js" */
/** @import { Arrow, Variable } from "./record.js" */
/** @import { Loop, Loops } from "./state.js" */

import { closest, quoted, unique } from "../../widgets/page.js";
import {
  MINUS, button, choiceOf, clamp, dress, element, setPressed, worded, wording,
} from "./elements.js";
import { LABEL_LENGTH, arrowName, keyOf, tierOf, tierOptions } from "./record.js";

/**
 * The line of a loop: its button, and what stands in it.
 * @typedef {{ row: HTMLButtonElement, kind: HTMLElement, text: HTMLElement }} Row
 */

/** @param {Editor} editor */
export function makeLoops(editor) {
  const id = unique("boucles");
  const summary = element("p", { class: "maillon-graph-summary" });
  const news = element("p", { class: "maillon-hidden", role: "status" });
  const list = element("ul", { class: "maillon-graph-loops", "aria-labelledby": id });
  const panel = element("div", { class: "maillon-graph-side" }, element("p", { class: "maillon-label", id }, "Boucles trouvées"), summary, news, list);
  /** @type {Map<string, Row>} */
  const rows = new Map();
  /** @type {Loops | null} */
  let shown = null;

  // One tab stop for the whole list; arrow keys go from one loop to the next.
  list.addEventListener("keydown", (event) => {
    const all = [...rows.values()].map(({ row }) => row);
    const at = all.findIndex((row) => row === closest(event, "button"));
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const to = steps[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    all[clamp(to, 0, all.length - 1)]?.focus();
  });
  list.addEventListener("focusin", (event) => {
    const held = closest(event, "button");
    for (const { row } of rows.values()) row.tabIndex = row === held ? 0 : -1;
  });

  /** @type {(key: string) => Row} */
  function newRow(key) {
    const kind = element("b", { "aria-hidden": "true" });
    const text = element("span");
    const row = element("button", { type: "button", class: "maillon-graph-loop", tabindex: "-1", onclick: () => editor.showLoop(editor.loop === key ? "" : key) }, kind, text);
    return { row, kind, text };
  }
  /** @type {(items: Loop[]) => void} */
  function rebuild(items) {
    const keys = new Set(items.map((item) => item.key));
    for (const key of rows.keys()) if (!keys.has(key)) rows.delete(key);
    const known = new Map(rows);
    rows.clear();
    const lines = items.map((item) => {
      const line = known.get(item.key) ?? newRow(item.key);
      const { row, kind, text } = line;
      rows.set(item.key, line);
      row.dataset.kind = item.kind;
      kind.textContent = item.kind;
      if (text.textContent !== item.text) text.textContent = item.text;
      return row.parentNode ?? element("li", {}, row);
    });
    const focused = list.contains(document.activeElement) && document.activeElement;
    list.replaceChildren(...lines);
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    const all = [...rows.values()].map(({ row }) => row);
    if (!all.some((row) => row.tabIndex === 0) && all[0]) all[0].tabIndex = 0;
  }
  return {
    panel,
    refresh() {
      const loops = editor.model.get("loops");
      if (loops !== shown) {
        shown = loops;
        summary.textContent = loops.summary ?? "";
        news.textContent = loops.news ?? "";
        rebuild(loops.items ?? []);
      }
      for (const [key, { row }] of rows) setPressed(row, key === editor.loop);
    },
  };
}

/**
 * What Python says of a chain, in place of its loops.
 * @param {Editor} editor
 */
export function makeNotes(editor) {
  const id = unique("constats");
  const news = element("p", { class: "maillon-hidden", role: "status" });
  const list = element("ul", { class: "maillon-graph-notes", "aria-labelledby": id });
  const panel = element("div", { class: "maillon-graph-side" }, element("p", { class: "maillon-label", id }, "Ce que montre la carte"), news, list);
  /** @type {Loops | null} */
  let shown = null;
  return {
    panel,
    refresh() {
      const told = editor.model.get("loops");
      if (told === shown) return;
      shown = told;
      news.textContent = told.news ?? "";
      list.replaceChildren(...(told.notes ?? []).map((note) => element("li", {}, note)));
    },
  };
}

/** @type {[id: string, text: string][]} */
const SIGNS = [["1", "+ même sens"], ["-1", `${MINUS} sens contraire`]];

/** @param {Editor} editor */
export function makeTextList(editor) {
  const { actions } = editor;
  const inside = element("div", { class: "maillon-graph-text" });
  const details = element("details", { class: "maillon-graph-list", ontoggle: () => refresh() }, element("summary", {}, "La carte en liste"), inside);
  /** @type {string | null} */
  let shown = null;

  /**
   * @type {(told: string, key: string, value: string, act: (text: string) => boolean) => HTMLInputElement}
   */
  const field = (told, key, value, act) => {
    /** @type {HTMLInputElement} */
    const input = element("input", {
      type: "text",
      "aria-label": told,
      placeholder: value ? undefined : "Nouvelle variable",
      maxlength: LABEL_LENGTH,
      autocomplete: "off",
      "data-at": key,
      value,
      disabled: editor.locked(),
      onchange: () => {
        if (!act(input.value)) input.value = value;
      },
    });
    return input;
  };
  /**
   * A list whose choice is made at once.
   * @type {(told: string, key: string, options: [id: string, text: string][], value: string, act: (id: string) => void) => HTMLSelectElement}
   */
  const chosenFrom = (told, key, options, value, act) => {
    /** @type {HTMLSelectElement} */
    const list = choiceOf(
      { "aria-label": told, "data-at": key, disabled: editor.locked(), onchange: () => act(list.value) },
      options,
      value,
    );
    return list;
  };
  /** @type {(text: string, told: string, key: string, act: () => void) => HTMLButtonElement} */
  const small = (text, told, key, act) =>
    dress(button(text, act), { "aria-label": told, "data-at": key, hidden: editor.locked() });

  /** @type {(variable: Variable) => HTMLElement} */
  function variableRow(variable) {
    const { id, label } = variable;
    /** @type {HTMLElement[]} */
    const cells = [field(`Nom de la variable ${quoted(label)}`, `n ${id}`, label, (text) => actions.rename(id, text))];
    if (editor.tiers.length) {
      const tier = String(tierOf(variable.y, editor.tiers));
      const move = (/** @type {string} */ rank) => actions.setTier(id, Number(rank));
      cells.push(chosenFrom(`Rang de ${quoted(label)}`, `t ${id}`, tierOptions(editor.tiers), tier, move));
    }
    return element("li", {}, ...cells, small("Supprimer", `Supprimer la variable ${quoted(label)}`, `s ${id}`, () => actions.remove({ kind: "variable", id })));
  }

  /** @type {(arrow: Arrow) => HTMLElement} */
  function arrowRow(arrow) {
    const key = keyOf(arrow);
    const name = quoted(arrowName(editor.record, arrow));
    const sign = chosenFrom(`Signe de ${name}`, `g ${key}`, SIGNS, String(arrow.sign), (chosen) => actions.setSign(Number(chosen), key));
    const delay = element("input", { type: "checkbox", checked: arrow.delay, "data-at": `d ${key}`, disabled: editor.locked(), onchange: () => actions.toggleDelay(key) });
    return element(
      "li",
      {},
      element("span", { class: "maillon-graph-ends" }, arrowName(editor.record, arrow)),
      ...(wording.chain ? [] : [sign, element("label", { class: "maillon-graph-check" }, delay, element("span", {}, "Retard"), element("span", { class: "maillon-hidden" }, ` de ${name}`))]),
      small("Retourner", `Retourner la flèche ${name}`, `i ${key}`, () => actions.reverse(key)),
      small("Supprimer", `Supprimer la flèche ${name}`, `x ${key}`, () => actions.remove({ kind: "arrow", id: key })),
    );
  }

  const fieldAt = (/** @type {string} */ key) =>
    inside.querySelector(`[data-at="${CSS.escape(key)}"]`);
  const focusAt = (/** @type {string} */ key) => {
    const node = fieldAt(key) ?? fieldAt("new");
    if (node instanceof HTMLElement) node.focus();
  };

  function newVariable() {
    const name = field("Nom de la nouvelle variable", "new", "", () => true);
    const act = () => {
      if (actions.add(null, name.value)) name.value = "";
      focusAt("new");
    };
    name.addEventListener("keydown", (event) => event.key === "Enter" && act());
    return element("div", { class: "maillon-graph-new", hidden: editor.locked() }, name, small("Ajouter la variable", "Ajouter la variable", "add", act));
  }
  function newArrow() {
    /** @type {[id: string, text: string][]} */
    const names = editor.record.variables.map(({ id, label }) => [id, label]);
    if (names.length < 2) return "";
    const from = choiceOf({ "data-at": "from", "aria-label": "Cause de la nouvelle flèche" }, names);
    const to = choiceOf({ "data-at": "to", "aria-label": "Effet de la nouvelle flèche" }, names, names[1][0]);
    const sign = choiceOf({ "data-at": "sign", "aria-label": "Signe de la nouvelle flèche" }, SIGNS);
    const delay = element("input", { type: "checkbox", "data-at": "late" });
    const act = () => actions.link(from.value, to.value, { sign: Number(sign.value), delay: delay.checked, focus: false });
    return element("div", { class: "maillon-graph-new", hidden: editor.locked() }, from, element("span", { "aria-hidden": "true" }, "→"), to, ...(wording.chain ? [] : [sign, element("label", { class: "maillon-graph-check" }, delay, element("span", {}, "Retard"))]), small("Ajouter la flèche", "Ajouter la flèche", "join", act));
  }

  function refresh() {
    const { record } = editor;
    const state = JSON.stringify([record, editor.locked()]);
    if (!details.open || state === shown) return;
    shown = state;
    // The new rows replace the old ones under the reader's hand: give the focus back.
    const held = document.activeElement;
    const at = held instanceof HTMLElement && inside.contains(held) ? held.dataset.at : "";
    /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */
    const drafts = inside.querySelectorAll(
      ".maillon-graph-new input[data-at], .maillon-graph-new select[data-at]",
    );
    /** @type {<T>(items: T[], row: (item: T) => HTMLElement, none: string) => HTMLElement} */
    const rows = (items, row, none) =>
      items.length ? element("ul", {}, ...items.map(row)) : element("p", { class: "maillon-hint" }, none);
    inside.replaceChildren(
      element("p", { class: "maillon-label" }, worded(`Variables (${record.variables.length})`)),
      rows(record.variables, variableRow, worded("Aucune variable pour l’instant.")),
      newVariable(),
      element("p", { class: "maillon-label" }, `Flèches (${record.arrows.length})`),
      rows(record.arrows, arrowRow, "Aucune flèche pour l’instant."),
      newArrow(),
    );
    for (const draft of drafts) {
      const node = fieldAt(draft.dataset.at ?? "");
      if (node instanceof HTMLSelectElement) {
        if ([...node.options].some((option) => option.value === draft.value)) node.value = draft.value;
      } else if (node instanceof HTMLInputElement && draft instanceof HTMLInputElement) {
        node.checked = draft.checked;
        node.value = draft.value;
      }
    }
    if (at) focusAt(at);
  }
  return { details, refresh };
}
