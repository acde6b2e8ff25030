// Buttons around the drawing: everything that a key does has a visible button with a name.

/** @import { Editor } from "./actions.js" */
/** @import { Variable } from "./record.js" */

import { NBSP, closest, quoted, unique } from "../../widgets/page.js";
import { LARGEST, ZOOMS } from "./board.js";
import {
  MINUS, NNBSP, button, choiceOf, dress, element, setPressed, worded, wording,
} from "./elements.js";
import { shortcuts } from "./keyboard.js";
import {
  TITLE_LENGTH, arrowName, arrowOf, labelOf, tierOf, tierOptions, variableOf,
} from "./record.js";

/** @type {(node: Element, disabled: boolean) => void} */
const off = (node, disabled) => node.setAttribute("aria-disabled", String(Boolean(disabled)));
/**
 * A button switched off keeps the focus and says so: it must not act.
 * @type {(act: () => void) => (event: MouseEvent) => void}
 */
const unlessOff = (act) => (event) => {
  if (!closest(event, "[aria-disabled=true]")) act();
};

/** @param {Editor} editor */
export function makeTitle(editor) {
  const id = unique("titre");
  /** @type {HTMLInputElement} */
  const field = element("input", {
    type: "text",
    id,
    maxlength: TITLE_LENGTH,
    autocomplete: "off",
    placeholder: "Ce que la carte raconte, en quelques mots",
    onchange: () => editor.actions.title(field.value),
  });
  const row = element("div", { class: "maillon-graph-title" }, element("label", { for: id }, "Titre de la carte"), field);
  return {
    row,
    refresh() {
      if (document.activeElement !== field) field.value = editor.record.title;
      field.disabled = editor.locked();
    },
  };
}

/** @param {Editor} editor */
export function makeToolbar(editor) {
  const { actions, board } = editor;
  const helpId = unique("raccourcis");
  const undo = button("Annuler", unlessOff(() => editor.undo()), { key: "Ctrl+Z", shortcut: "Control+Z" });
  const redo = button("Rétablir", unlessOff(() => editor.redo()), { key: "Ctrl+Y", shortcut: "Control+Y" });
  const add = button("Ajouter une variable", () => actions.addAndName(), { look: "main", key: "N", shortcut: "N" });
  const tidyUp = button("Ranger", unlessOff(() => actions.tidy()));
  const larger = button("Agrandir", unlessOff(() => zoom(1)));
  const smaller = button("Réduire", unlessOff(() => zoom(-1)));
  const help = element(
    "div",
    { class: "maillon-graph-help", id: helpId, hidden: true },
    element("p", {}, worded("Cliquez une variable ou une flèche, ou entrez dans le dessin avec Tab. Un double clic ajoute une variable. Pour relier à la souris ou au doigt, tirez le rond → d’une variable à une autre.")),
    element(
      "dl",
      {},
      ...shortcuts().map(([keys, does]) =>
        element("div", {}, element("dt", {}, ...keys.split(/(, | et )/).map((part) => (/^(, | et )$/.test(part) ? part : element("kbd", {}, part)))), element("dd", {}, worded(does).replace(" ;", `${NNBSP};`))),
      ),
    ),
  );
  const toggle = button("Raccourcis", () => {
    help.hidden = !help.hidden;
    toggle.setAttribute("aria-expanded", String(!help.hidden));
  });
  dress(toggle, { "aria-expanded": "false", "aria-controls": helpId });
  /** @type {(step: number) => void} */
  function zoom(step) {
    board.zoomBy(step);
    refresh();
    editor.say(`Dessin à ${Math.round(board.zoom * 100)}${NBSP}%.`);
  }
  const row = element(
    "div",
    { class: "maillon-graph-bar", role: "group", "aria-label": "Outils de la carte" },
    add,
    undo,
    redo,
    tidyUp,
    element("span", { class: "maillon-graph-push" }),
    larger,
    smaller,
    toggle,
  );
  function refresh() {
    const locked = editor.locked();
    for (const node of [add, undo, redo, tidyUp]) node.hidden = locked;
    off(undo, !editor.past.length);
    off(redo, !editor.future.length);
    off(tidyUp, !editor.record.variables.length);
    off(larger, board.zoom === LARGEST);
    off(smaller, board.zoom === ZOOMS[0]);
  }
  return { row, help, refresh };
}

/**
 * What is chosen, and what can be done to it.
 * @param {Editor} editor
 */
export function makeSelection(editor) {
  const { actions } = editor;
  const name = element("p", { class: "maillon-graph-chosen" });
  const variable = [
    button("Renommer", () => actions.startName(), { key: "Entrée", shortcut: "Enter" }),
    button("Relier", () => actions.startLink(), { key: "L", shortcut: "L" }),
    button("Déplacer", () => actions.startMove(), { key: "M", shortcut: "M" }),
    button("Supprimer la variable", () => actions.remove(), { key: "Suppr", shortcut: "Delete" }),
  ];
  const tierId = unique("rang");
  const setTier = () => editor.chosen && actions.setTier(editor.chosen.id, Number(tier.value));
  /** @type {HTMLSelectElement} */
  const tier = choiceOf({ id: tierId, onchange: setTier }, []);
  const tierRow = element("span", { class: "maillon-graph-tier" }, element("label", { for: tierId }, "Rang"), tier);
  const plus = button("+ même sens", () => actions.setSign(1), { key: "+", shortcut: "+" });
  const minus = button(`${MINUS} sens contraire`, () => actions.setSign(-1), { key: MINUS, shortcut: "-" });
  const delay = button("Retard", () => actions.toggleDelay(), { key: "D", shortcut: "D" });
  const arrow = [
    ...(wording.chain ? [] : [plus, minus, delay]),
    button("Retourner", () => actions.reverse(), { key: "I", shortcut: "I" }),
    button("Supprimer la flèche", () => actions.remove(), { key: "Suppr", shortcut: "Delete" }),
  ];
  /** @type {(text: string, told: string, dx: number, dy: number) => HTMLButtonElement} */
  const step = (text, told, ...way) => dress(button(text, () => actions.stepMove(...way)), { "aria-label": told });
  const moving = [
    step("←", "Vers la gauche", -1, 0),
    step("↑", "Vers le haut", 0, -1),
    step("↓", "Vers le bas", 0, 1),
    step("→", "Vers la droite", 1, 0),
    button("Poser ici", () => actions.endMove(), { look: "main", key: "Entrée", shortcut: "Enter" }),
  ];
  const cancel = button("Renoncer", () => actions.giveUp(), { key: "Échap", shortcut: "Escape" });
  /** @type {Record<string, HTMLElement[]>} */
  const groups = { variable, arrow, moving, linking: [], none: [] };
  const bar = element("div", { class: "maillon-graph-bar" }, tierRow, ...variable, ...arrow, ...moving, cancel);
  const row = element("div", { class: "maillon-graph-selection", role: "group", "aria-label": "Élément choisi" }, name, bar);

  /** @type {() => [shown: string, text: string]} */
  function state() {
    const { mode, chosen, record } = editor;
    if (mode?.kind === "move") return ["moving", `Déplacer ${quoted(labelOf(record, mode.id))}`];
    if (mode?.kind === "link") return ["linking", `Relier ${quoted(labelOf(record, mode.from))} à… choisissez la variable d’arrivée`];
    if (chosen?.kind === "variable") return ["variable", `Variable ${quoted(labelOf(record, chosen.id))}`];
    const arrow = arrowOf(record, chosen?.id);
    if (arrow) return ["arrow", `Flèche ${quoted(arrowName(record, arrow))}`];
    if (record.variables.length) return ["none", "Choisissez une variable ou une flèche pour la modifier."];
    return ["none", "Ajoutez une première variable, puis une deuxième, et reliez-les."];
  }
  /** @type {(chosen: Variable | undefined) => void} */
  function showTier(chosen) {
    const { tiers } = editor;
    tierRow.hidden = !chosen || !tiers.length;
    if (!chosen || !tiers.length) return;
    if (tier.dataset.names !== String(tiers)) {
      tier.dataset.names = String(tiers);
      tier.replaceChildren(...choiceOf({}, tierOptions(tiers)).children);
    }
    tier.value = String(tierOf(chosen.y, tiers));
  }
  return {
    row,
    refresh() {
      row.hidden = editor.locked();
      const [shown, text] = state();
      name.textContent = worded(text);
      for (const [kind, nodes] of Object.entries(groups)) {
        for (const node of nodes) node.hidden = kind !== shown;
      }
      cancel.hidden = !editor.mode;
      bar.hidden = shown === "none";
      const { record, chosen: item } = editor;
      showTier(shown === "variable" ? variableOf(record, item?.id) : undefined);
      const chosen = shown === "arrow" && arrowOf(record, item?.id);
      if (!chosen) return;
      setPressed(plus, chosen.sign > 0);
      setPressed(minus, chosen.sign < 0);
      setPressed(delay, chosen.delay);
    },
  };
}
