// The loops, and the map as a list: the same content and the same actions without the drawing.

import { quoted, unique } from "../../widgets/page.js";
import {
  MINUS, button, choiceOf, clamp, dress, element, setPressed, worded, wording,
} from "./elements.js";
import { LABEL_LENGTH, arrowName, keyOf, tierOf, tierOptions } from "./record.js";

export function makeLoops(editor) {
  const id = unique("boucles");
  const summary = element("p", { class: "maillon-graph-summary" });
  const news = element("p", { class: "maillon-hidden", role: "status" });
  const list = element("ul", { class: "maillon-graph-loops", "aria-labelledby": id });
  const panel = element("div", { class: "maillon-graph-side" }, element("p", { class: "maillon-label", id }, "Boucles trouvées"), summary, news, list);
  const rows = new Map(); // key → its button
  let shown = null;

  // One tab stop for the whole list; arrow keys go from one loop to the next.
  list.addEventListener("keydown", (event) => {
    const all = [...rows.values()];
    const at = all.indexOf(event.target.closest("button"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    all[clamp(to, 0, all.length - 1)]?.focus();
  });
  list.addEventListener("focusin", (event) => {
    for (const row of rows.values()) row.tabIndex = row.contains(event.target) ? 0 : -1;
  });

  function newRow(key) {
    const kind = element("b", { "aria-hidden": "true" });
    const text = element("span");
    const row = element("button", { type: "button", class: "maillon-graph-loop", tabindex: "-1", onclick: () => editor.showLoop(editor.loop === key ? "" : key) }, kind, text);
    rows.set(key, row);
    return Object.assign(row, { kind, text });
  }
  function rebuild(items) {
    const keys = new Set(items.map((item) => item.key));
    for (const key of rows.keys()) if (!keys.has(key)) rows.delete(key);
    const known = new Map(rows);
    rows.clear();
    const lines = items.map((item) => {
      const row = known.get(item.key) ?? newRow(item.key);
      rows.set(item.key, row);
      row.dataset.kind = item.kind;
      row.kind.textContent = item.kind;
      if (row.text.textContent !== item.text) row.text.textContent = item.text;
      return row.parentNode ?? element("li", {}, row);
    });
    const focused = list.contains(document.activeElement) && document.activeElement;
    list.replaceChildren(...lines);
    focused && focused.isConnected && focused.focus();
    const all = [...rows.values()];
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
      for (const [key, row] of rows) setPressed(row, key === editor.loop);
    },
  };
}

// What Python says of a chain, in place of its loops.
export function makeNotes(editor) {
  const id = unique("constats");
  const news = element("p", { class: "maillon-hidden", role: "status" });
  const list = element("ul", { class: "maillon-graph-notes", "aria-labelledby": id });
  const panel = element("div", { class: "maillon-graph-side" }, element("p", { class: "maillon-label", id }, "Ce que montre la carte"), news, list);
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

const SIGNS = [["1", "+ même sens"], ["-1", `${MINUS} sens contraire`]];

export function makeTextList(editor) {
  const { actions } = editor;
  const inside = element("div", { class: "maillon-graph-text" });
  const details = element("details", { class: "maillon-graph-list", ontoggle: () => refresh() }, element("summary", {}, "La carte en liste"), inside);
  let shown = null;

  const field = (told, key, value, act) =>
    element("input", { type: "text", "aria-label": told, placeholder: value ? undefined : "Nouvelle variable", maxlength: LABEL_LENGTH, autocomplete: "off", "data-at": key, value, disabled: editor.locked(), onchange: (event) => act(event.target.value) || (event.target.value = value) });
  const small = (text, told, key, act) =>
    dress(button(text, act), { "aria-label": told, "data-at": key, hidden: editor.locked() });

  function variableRow(variable) {
    const { id, label } = variable;
    const cells = [field(`Nom de la variable ${quoted(label)}`, `n ${id}`, label, (text) => actions.rename(id, text))];
    if (editor.tiers.length) {
      const move = (event) => actions.setTier(id, Number(event.target.value));
      cells.push(choiceOf({ "aria-label": `Rang de ${quoted(label)}`, "data-at": `t ${id}`, disabled: editor.locked(), onchange: move }, tierOptions(editor.tiers), String(tierOf(variable.y, editor.tiers))));
    }
    return element("li", {}, ...cells, small("Supprimer", `Supprimer la variable ${quoted(label)}`, `s ${id}`, () => actions.remove({ kind: "variable", id })));
  }

  function arrowRow(arrow) {
    const key = keyOf(arrow);
    const name = quoted(arrowName(editor.record, arrow));
    const sign = choiceOf({ "aria-label": `Signe de ${name}`, "data-at": `g ${key}`, disabled: editor.locked(), onchange: (event) => actions.setSign(Number(event.target.value), key) }, SIGNS, String(arrow.sign));
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

  function newVariable() {
    const name = field("Nom de la nouvelle variable", "new", "", () => true);
    const act = () => {
      if (actions.add(null, name.value)) name.value = "";
      inside.querySelector('[data-at="new"]')?.focus();
    };
    name.addEventListener("keydown", (event) => event.key === "Enter" && act());
    return element("div", { class: "maillon-graph-new", hidden: editor.locked() }, name, small("Ajouter la variable", "Ajouter la variable", "add", act));
  }
  function newArrow() {
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
    const at = inside.contains(document.activeElement) ? document.activeElement.dataset.at : "";
    const draft = [...inside.querySelectorAll('.maillon-graph-new [data-at]')].map((node) => [node.dataset.at, node.value, node.checked]);
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
    for (const [key, value, checked] of draft) {
      const node = inside.querySelector(`[data-at="${key}"]`);
      if (!node || node.tagName === "BUTTON") continue;
      if (node.type === "checkbox") node.checked = checked;
      else if (node.tagName !== "SELECT" || [...node.options].some((option) => option.value === value)) node.value = value;
    }
    if (at) (inside.querySelector(`[data-at="${CSS.escape(at)}"]`) ?? inside.querySelector('[data-at="new"]'))?.focus();
  }
  return { details, refresh };
}
