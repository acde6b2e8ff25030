// The keyboard on the drawing: one tab stop; arrow keys go from variable to variable, F to the
// arrows.  Letters act only while the drawing has the focus.

import { MINUS, wording } from "./elements.js";
import { arrowOf, keyOf } from "./record.js";

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// What the help shows: [keys, what they do, "causes" when a chain has no such thing].
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

export function listenToKeys(editor) {
  const { board, actions } = editor;
  const variables = () => editor.record.variables.map((v) => ({ kind: "variable", id: v.id }));
  const everything = () => [
    ...variables(),
    ...editor.record.arrows.map((arrow) => ({ kind: "arrow", id: keyOf(arrow) })),
  ];
  const go = (item) => item && editor.choose(item, { focus: true });
  const rankIn = (items) =>
    items.findIndex((item) => item.kind === editor.chosen?.kind && item.id === editor.chosen?.id);
  const walk = (items, step) => {
    if (items.length) go(items[(rankIn(items) + step + items.length) % items.length]);
  };

  // The nearest variable that way: straight ahead counts more than aside.
  function nearest([dx, dy]) {
    const from = board.boxes.get(editor.chosen?.id);
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
    return best && { kind: "variable", id: best.id };
  }

  let around = ""; // the variable whose arrows are being walked
  function nextArrow(back) {
    const { chosen, record } = editor;
    const arrow = chosen?.kind === "arrow" && arrowOf(record, chosen.id);
    if (chosen?.kind === "variable") around = chosen.id;
    else if (arrow && around !== arrow.cause && around !== arrow.effect) around = arrow.cause;
    const touching = record.arrows
      .filter((arrow) => arrow.cause === around || arrow.effect === around)
      .map((arrow) => ({ kind: "arrow", id: keyOf(arrow) }));
    if (!touching.length) return editor.say("Aucune flèche ne touche cette variable. L en commence une.");
    walk(touching, back ? -1 : 1);
  }

  function moveFocus(key) {
    const { chosen, record, mode } = editor;
    if (chosen?.kind === "arrow" && mode?.kind !== "link") {
      const arrow = arrowOf(record, chosen.id);
      if (key === "ArrowRight") return go({ kind: "variable", id: arrow.effect });
      if (key === "ArrowLeft") return go({ kind: "variable", id: arrow.cause });
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
    if (event.target.closest("input") || event.isComposing || event.altKey) return;
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (key === "z") event.shiftKey ? editor.redo() : editor.undo();
      else if (key === "y") editor.redo();
      else return;
      return event.preventDefault();
    }
    if (event.target.closest("button")) return;
    if (key === "escape") actions.giveUp();
    else if (event.key in WAYS) {
      const far = event.shiftKey ? 0.34 : 1;
      if (editor.mode?.kind === "move") actions.stepMove(...WAYS[event.key].map((way) => way * far));
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
