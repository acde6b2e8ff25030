// The state of the editor: its record, its history, what it says, and its talk with Python, which
// keeps the record in `value` and gives back the number of each change in `seen`.

/** @import { Model, Say } from "../../widgets/model.js" */
/** @import { Item, MapRecord, Spot } from "./record.js" */

/**
 * A loop that Python found, and what Python says of the map (`loops.describe`, or a chain's notes).
 * @typedef {{ key: string, kind: string, name: string, text: string, variables: string[], arrows: string[] }} Loop
 * @typedef {{ summary?: string, news?: string, items?: Loop[], notes?: string[] }} Loops
 */

/** @typedef {Model<MapRecord, { loops: Loops, tiers: string[], chain: boolean, max_variables: number }>} MapModel */

/**
 * What was begun: an arrow that leaves a variable, or a variable on its way.
 * @typedef {{ kind: "link", from: string }} Linking
 * @typedef {{ kind: "move", id: string } & Spot} Moving
 */

/**
 * A step of the history: the map before a change, and the sentence that told the change.
 * @typedef {{ record: MapRecord, said: string }} Step
 */

/**
 * What the drawing shows, and how it came there.
 * @typedef {object} Shown
 * @property {MapRecord} record
 * @property {Step[]} past
 * @property {Step[]} future
 * @property {Item | null} chosen
 * @property {Linking | Moving | null} mode
 * @property {string} loop key of the loop brought forward
 */

/**
 * A part around the drawing, which follows the state.
 * @typedef {{ refresh: () => void }} Part
 */

/** @typedef {ReturnType<typeof makeState>} State */

import { MAP_LOST, newEdit, speech } from "../../widgets/model.js";
import { NBSP, quoted } from "../../widgets/page.js";
import { makeBoard } from "./board.js";
import { element, many, signTold, worded } from "./elements.js";
import { arrowName, arrowOf, tierOf, variableOf } from "./record.js";

const HISTORY = 300;

/** @type {(mode: Linking | Moving) => string} */
const startOf = (mode) => (mode.kind === "link" ? mode.from : mode.id);

/** @param {MapModel} model */
export function makeState(model) {
  const board = makeBoard();
  const status = element("p", { class: "maillon-graph-status", role: "status" });
  const message = element("p", { class: "maillon-message", role: "status" });
  /** @type {Part[]} */
  const parts = [];
  /** @type {Shown} */
  const shown = { record: model.get("value"), past: [], future: [], chosen: null, mode: null, loop: "" };
  const editor = {
    model,
    board,
    status,
    message,
    ...shown,
    get tiers() {
      return model.get("tiers");
    },
    locked: () => model.get("disabled"),
    hasFocus() {
      // The sheet may stand in a shadow tree, which has an active element of its own.
      const tree = /** @type {Document | ShadowRoot} */ (board.sheet.getRootNode());
      return board.sheet.contains(tree.activeElement);
    },

    /** @type {(words: string) => void} */
    say(words) {
      const text = worded(words);
      // The same sentence twice must be read twice.
      status.textContent = status.textContent === text ? text + NBSP : text;
    },
    /** @type {Say} */
    tell(text, tone) {
      message.textContent = text;
      message.dataset.tone = tone;
      message.hidden = !text;
    },

    // --- changes ------------------------------------------------------------------------------
    /** @type {(next: MapRecord, said: string) => void} */
    commit(next, said) {
      if (editor.locked()) return;
      editor.past.push({ record: editor.record, said });
      if (editor.past.length > HISTORY) editor.past.shift();
      editor.future = [];
      editor.become(next);
      editor.say(said);
    },
    /** @type {(next: MapRecord) => void} */
    become(next) {
      editor.record = next;
      editor.refresh();
      model.set("value", next);
      newEdit(model, MAP_LOST);
      model.save_changes();
    },
    /** @type {(from: Step[], to: Step[], word: "Annulé" | "Rétabli") => void} */
    travel(from, to, word) {
      if (editor.locked()) return;
      const step = from.pop();
      if (!step) return editor.say(word === "Annulé" ? "Rien à annuler." : "Rien à rétablir.");
      const inBoard = editor.hasFocus();
      editor.stopMode();
      to.push({ record: editor.record, said: step.said });
      editor.become(step.record);
      editor.say(`${word}${NBSP}: ${step.said.charAt(0).toLowerCase()}${step.said.slice(1)}`);
      if (inBoard) editor.focusBoard();
    },
    /** @type {() => void} */
    undo: () => editor.travel(editor.past, editor.future, "Annulé"),
    /** @type {() => void} */
    redo: () => editor.travel(editor.future, editor.past, "Rétabli"),
    /**
     * Python set another map: a file that was opened, a new start.
     * @type {(record: MapRecord) => void}
     */
    adopt(record) {
      if (record === editor.record) return;
      editor.past.push({ record: editor.record, said: "Carte remplacée." });
      editor.future = [];
      editor.stopMode();
      editor.record = record;
      editor.refresh();
      board.fit();
    },
    /** @type {(content: object, buffers: ArrayBuffer[]) => void} */
    ask(content, buffers) {
      model.send({ ...content, edit: newEdit(model, MAP_LOST) }, undefined, buffers);
    },

    // --- what is chosen, what is being done ---------------------------------------------------
    /** @type {(kind: Item["kind"], id: string) => boolean} */
    isChosen: (kind, id) => editor.chosen?.kind === kind && editor.chosen.id === id,
    /** @type {(item: Item | null, look?: { focus?: boolean }) => void} */
    choose(item, { focus = false } = {}) {
      editor.chosen = item;
      editor.showChoice();
      if (focus) board.elementOf(item)?.focus();
    },
    focusBoard() {
      if (!board.elementOf(editor.chosen)) editor.chosen = null;
      const [first] = editor.record.variables;
      const item = editor.chosen ?? (first && { kind: "variable", id: first.id });
      if (item) editor.choose(item, { focus: true });
      else board.sheet.focus();
    },
    /** @type {(mode: Linking | Moving) => void} */
    setMode(mode) {
      editor.stopMode();
      editor.mode = mode;
      editor.showChoice();
    },
    stopMode() {
      if (!editor.mode) return;
      editor.mode = null;
      board.release();
      board.layout();
      editor.showChoice();
    },
    /** @type {(key: string) => void} */
    showLoop(key) {
      editor.loop = key;
      editor.refresh();
      const loop = editor.loopShown();
      if (loop) board.reveal(loop.variables);
      editor.say(loop ? `Boucle ${loop.kind} mise en avant${NBSP}: ${loop.name}.` : "Plus aucune boucle mise en avant.");
    },
    loopShown: () => model.get("loops").items?.find((item) => item.key === editor.loop),

    // --- words --------------------------------------------------------------------------------
    /** @type {() => string} */
    summary: () => worded(`Carte de ${many(editor.record.variables.length, "variable")} et ${many(editor.record.arrows.length, "flèche")}.`),
    /** @type {(item: Item) => string} */
    describe({ kind, id }) {
      const { record, tiers } = editor;
      if (kind === "variable") {
        const variable = variableOf(record, id);
        if (!variable) return "";
        const { label, y } = variable;
        const leaving = record.arrows.filter((arrow) => arrow.cause === id).length;
        const coming = record.arrows.filter((arrow) => arrow.effect === id).length;
        const where = tiers.length ? `, rang ${quoted(tiers[tierOf(y, tiers)])}` : "";
        return worded(`Variable ${quoted(label)}${where}, ${many(leaving, "flèche")} au départ, ${many(coming, "flèche")} à l’arrivée`);
      }
      const arrow = arrowOf(record, id);
      if (!arrow) return "";
      const loops = (model.get("loops").items ?? []).filter((item) => item.arrows.includes(id)).length;
      return `Flèche ${quoted(arrowName(record, arrow))}${signTold(arrow)}${arrow.delay ? ", avec retard" : ""}${loops ? `, dans ${many(loops, "boucle")}` : ""}`;
    },

    // --- drawing ------------------------------------------------------------------------------
    refresh() {
      if (editor.loop && !editor.loopShown()) editor.loop = "";
      board.show(editor.record);
      if (editor.mode && !variableOf(editor.record, startOf(editor.mode))) editor.mode = null;
      editor.showLoops();
      editor.showChoice();
    },
    showLoops() {
      const loop = editor.loopShown();
      board.sheet.dataset.loop = loop?.kind ?? "";
      const [steps, keys] = [loop?.variables ?? [], new Set(loop?.arrows)];
      for (const [id, { node }] of board.boxes) {
        const step = steps.indexOf(id) + 1;
        node.classList.toggle("is-on-loop", step > 0);
        if (step) node.dataset.step = String(step);
        else delete node.dataset.step;
      }
      for (const [key, { group }] of board.arrows) group.classList.toggle("is-on-loop", keys.has(key));
    },
    showChoice() {
      const { chosen, mode, record } = editor;
      if (chosen && !board.elementOf(chosen)) editor.chosen = null;
      const stop = editor.chosen ?? (record.variables[0] && { kind: "variable", id: record.variables[0].id });
      /** @type {(node: Element, kind: Item["kind"], id: string) => void} */
      const dress = (node, kind, id) => {
        node.classList.toggle("is-chosen", editor.isChosen(kind, id));
        node.setAttribute("tabindex", stop?.kind === kind && stop.id === id ? "0" : "-1");
        node.setAttribute("aria-label", editor.describe({ kind, id }));
      };
      for (const [id, { node }] of board.boxes) {
        dress(node, "variable", id);
        node.classList.toggle("is-source", mode?.kind === "link" && mode.from === id);
        node.classList.toggle("is-moving", mode?.kind === "move" && mode.id === id);
      }
      for (const [key, { group }] of board.arrows) dress(group, "arrow", key);
      // An empty drawing has nothing inside to stop at: it takes the focus, and N adds.
      board.sheet.tabIndex = stop ? -1 : 0;
      board.sheet.dataset.mode = mode?.kind ?? "";
      board.sheet.setAttribute("aria-label", `${editor.summary()} Dessin à parcourir avec les touches fléchées.`);
      board.showHandle(!mode && !editor.locked() && editor.chosen?.kind === "variable" ? editor.chosen.id : "");
      for (const part of parts) part.refresh();
    },
    /**
     * @template {Part} P
     * @param {P} part
     */
    addPart(part) {
      parts.push(part);
      return part;
    },
  };
  speech.set(model, editor.tell);
  return editor;
}
