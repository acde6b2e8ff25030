// The keyboard on the drawing: one tab stop; arrow keys go from variable to variable, F to the
// arrows.  Letters act only while the drawing has the focus.

/** @import { Editor } from "./actions.js" */
/** @import { Item } from "./record.js" */

import { closest } from "../../widgets/page.js";
import { MINUS, wording } from "./elements.js";
import { arrowItem, arrowOf, variableItem } from "./record.js";

/** @type {Record<string, [dx: number, dy: number]>} */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * What the help shows: [keys, what they do, "causes" when a chain has no such thing].
 * @type {[keys: string, does: string, only?: "causes"][]}
 */
const SHORTCUTS = [
  ["N", "ajouter une variable"],
  ["← ↑ → ↓", "aller d’une variable à l’autre ; sur une flèche, → va à l’effet, ← à la cause"],
  ["F", "aller à une flèche de la variable, puis à la suivante"],
  ["Page suivante, Page précédente", "parcourir toutes les variables, puis toutes les flèches"],
  ["Entrée", "renommer la variable, ou valider"],
  ["L", "relier : choisir la variable d’arrivée, puis Entrée"],
  ["+ et −", "donner son signe à la flèche", "causes"],
  ["D", "mettre ou ôter le retard", "causes"],
  ["I", "retourner la flèche"],
  ["M", "déplacer la variable avec les touches fléchées, puis Entrée"],
  ["Suppr", "supprimer"],
  ["Ctrl+Z, Ctrl+Y", "annuler, rétablir"],
  ["Échap", "renoncer"],
];

export const shortcuts = () => SHORTCUTS.filter(([, , only]) => !only || !wording.chain);

/** @param {Editor} editor */
export function listenToKeys(editor) {
  const { board, actions } = editor;
  /** @type {() => Item[]} */
  const variables = () => editor.record.variables.map((v) => variableItem(v.id));
  /** @type {() => Item[]} */
  const everything = () => [...variables(), ...editor.record.arrows.map(arrowItem)];
  /** @type {(item: Item | null | undefined) => void} */
  const go = (item) => {
    if (item) editor.choose(item, { focus: true });
  };
  /** @type {(items: Item[]) => number} */
  const rankIn = (items) =>
    items.findIndex((item) => item.kind === editor.chosen?.kind && item.id === editor.chosen?.id);
  /** @type {(items: Item[], step: number) => void} */
  const walk = (items, step) => {
    if (items.length) go(items[(rankIn(items) + step + items.length) % items.length]);
  };

  /**
   * The nearest variable that way: straight ahead counts more than aside.
   * @type {(way: [dx: number, dy: number]) => Item | null}
   */
  function nearest([dx, dy]) {
    const from = board.boxes.get(editor.chosen?.id ?? "");
    if (!from) return variables()[0];
    let best = null;
    let least = Infinity;
    for (const box of board.boxes.values()) {
      const along = (box.x - from.x) * dx + (box.y - from.y) * dy;
      const aside = Math.abs((box.x - from.x) * dy) + Math.abs((box.y - from.y) * dx);
      if (box === from || along < 6) continue;
      const cost = along + 2 * aside;
      if (cost < least) [best, least] = [box, cost];
    }
    return best && variableItem(best.id);
  }

  let around = ""; // the variable whose arrows are being walked
  /** @type {(back: boolean) => void} */
  function nextArrow(back) {
    const { chosen, record } = editor;
    const arrow = chosen?.kind === "arrow" && arrowOf(record, chosen.id);
    if (chosen?.kind === "variable") around = chosen.id;
    else if (arrow && around !== arrow.cause && around !== arrow.effect) around = arrow.cause;
    const touching = record.arrows
      .filter((arrow) => arrow.cause === around || arrow.effect === around)
      .map(arrowItem);
    if (!touching.length) return editor.say("Aucune flèche ne touche cette variable. L en commence une.");
    walk(touching, back ? -1 : 1);
  }

  /** @type {(key: string) => void} */
  function moveFocus(key) {
    const { chosen, record, mode } = editor;
    if (chosen?.kind === "arrow" && mode?.kind !== "link") {
      const arrow = arrowOf(record, chosen.id);
      if (!arrow) return;
      if (key === "ArrowRight") return go(variableItem(arrow.effect));
      if (key === "ArrowLeft") return go(variableItem(arrow.cause));
      return walk(everything().slice(record.variables.length), key === "ArrowDown" ? 1 : -1);
    }
    go(nearest(WAYS[key]));
  }

  function enter() {
    const { mode, chosen } = editor;
    if (mode?.kind === "move") return actions.endMove();
    if (mode?.kind === "link") {
      if (chosen?.kind === "variable") actions.link(mode.from, chosen.id);
      return;
    }
    if (chosen?.kind === "variable") actions.startName(chosen.id);
    else if (chosen) editor.say(editor.describe(chosen));
  }

  /** @type {Record<string, () => void>} */
  const letters = {
    n: () => actions.addAndName(),
    insert: () => actions.addAndName(),
    l: () => actions.startLink(),
    m: () => (editor.mode?.kind === "move" ? actions.endMove() : actions.startMove()),
    i: () => actions.reverse(),
    delete: () => actions.remove(),
    backspace: () => actions.remove(),
    enter,
    f2: () => actions.startName(),
  };
  const causal = {
    d: () => actions.toggleDelay(),
    "+": () => actions.setSign(1),
    "=": () => actions.setSign(1), // the same key, without Shift
    "-": () => actions.setSign(-1),
    [MINUS]: () => actions.setSign(-1),
  };
  if (!wording.chain) Object.assign(letters, causal);

  board.sheet.addEventListener("keydown", (event) => {
    if (closest(event, "input") || event.isComposing || event.altKey) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (key === "z") event.shiftKey ? editor.redo() : editor.undo();
      else if (key === "y") editor.redo();
      else return;
      return event.preventDefault();
    }
    if (closest(event, "button")) return;
    if (key === "escape") actions.giveUp();
    else if (event.key in WAYS) {
      const far = event.shiftKey ? 0.34 : 1;
      const [dx, dy] = WAYS[event.key];
      if (editor.mode?.kind === "move") actions.stepMove(dx * far, dy * far);
      else moveFocus(event.key);
    } else if (key === "home") go(everything()[0]);
    else if (key === "end") go(everything().at(-1));
    else if (key === "pagedown") walk(everything(), 1);
    else if (key === "pageup") walk(everything(), -1);
    else if (key === "f") nextArrow(event.shiftKey);
    else if (key === " ") enter();
    else if (letters[key] && !editor.locked()) letters[key]();
    else return;
    event.preventDefault();
  });
}
