// What a person can do to the map.  Mouse, keyboard, buttons and list call the same actions; each
// one says what it did.

/** @import { Arrow, Item, Spot } from "./record.js" */
/** @import { State } from "./state.js" */

/** @typedef {ReturnType<typeof makeActions>} Actions */

/** @typedef {State & { actions: Actions }} Editor */

import { NBSP, quoted } from "../../widgets/page.js";
import { clamp, element, many, signTold, signWords } from "./elements.js";
import {
  LABEL_LENGTH, MAX_ARROWS, TITLE_LENGTH, arrowName, arrowOf, edit, freeId, freeName, freePlace,
  isTaken, keyOf, labelOf, rounded, tidy, tidyPlaces, tierOf, variableOf,
} from "./record.js";

const STEP = 0.03; // of the drawing, for one press of an arrow key in « déplacer »

/** @param {State} editor */
export function makeActions(editor) {
  /** @type {(id: string) => string} */
  const label = (id) => quoted(labelOf(editor.record, id));
  /** @type {(arrow: Pick<Arrow, "cause" | "effect">) => string} */
  const nameOf = (arrow) => quoted(arrowName(editor.record, arrow));
  /** @type {(kind: Item["kind"]) => string | undefined} */
  const chosenIs = (kind) => (editor.chosen?.kind === kind ? editor.chosen.id : undefined);
  // Tell why nothing is done.
  const refuse = (/** @type {string} */ words) => {
    editor.say(words);
    return undefined;
  };

  // From an arrow, the walk goes on from where it arrives.
  const linkStart = () =>
    chosenIs("variable") ?? arrowOf(editor.record, chosenIs("arrow"))?.effect;

  const actions = {
    /** @type {(spot?: Spot | null, name?: string) => string | undefined} */
    add(spot = null, name = "") {
      const { record, tiers, model } = editor;
      if (record.variables.length >= model.get("max_variables")) {
        return refuse(`La carte compte déjà ${record.variables.length} variables, le plus qu’elle puisse tenir.`);
      }
      const typed = tidy(name, LABEL_LENGTH);
      if (typed && isTaken(record, typed)) return refuse(`Une variable se nomme déjà ${quoted(typed)}.`);
      const near = variableOf(record, chosenIs("variable"));
      const called = typed || freeName(record);
      const place = spot ?? (tiers.length ? editor.board.freeSpot(called, near) : freePlace(record));
      const variable = { id: freeId(record), label: called, ...place };
      const where = tiers.length ? `, dans ${quoted(tiers[tierOf(variable.y, tiers)])}` : "";
      editor.commit(edit.add(record, variable), `Variable ${quoted(variable.label)} ajoutée${where}.`);
      return variable.id;
    },

    /**
     * From the board: the new variable is named where it stands.
     * @type {(spot?: Spot | null) => void}
     */
    addAndName(spot = null) {
      const id = actions.add(spot);
      if (!id) return;
      editor.choose({ kind: "variable", id }, { focus: true });
      actions.startName(id);
    },

    /** @type {(id: string, text: string) => boolean} */
    rename(id, text) {
      const typed = tidy(text, LABEL_LENGTH);
      const before = labelOf(editor.record, id);
      if (!typed || typed === before) return false;
      if (isTaken(editor.record, typed, id)) {
        editor.say(`Une variable se nomme déjà ${quoted(typed)}${NBSP}: le nom ${quoted(before)} reste.`);
        return false;
      }
      editor.commit(edit.variable(editor.record, id, { label: typed }), `Variable renommée ${quoted(typed)}.`);
      return true;
    },

    /** @type {(id?: string) => void} */
    startName(id = chosenIs("variable")) {
      const box = id && editor.board.boxes.get(id);
      if (!box || editor.locked()) return;
      editor.stopMode();
      const board = editor.board;
      const width = Math.min(Math.max(2 * box.w, 190), board.width - 12);
      const left = clamp(box.x - width / 2, 6, board.width - width - 6);
      let done = false;
      /** @type {(keep: boolean) => void} */
      const finish = (keep) => {
        if (done) return;
        done = true;
        const hadFocus = field === field.ownerDocument.activeElement;
        field.remove();
        if (keep) actions.rename(id, field.value);
        if (hadFocus) editor.choose({ kind: "variable", id }, { focus: true });
      };
      /** @type {HTMLInputElement} */
      const field = element("input", {
        type: "text",
        class: "maillon-graph-field",
        "aria-label": `Nom de la variable ${label(id)}`,
        maxlength: LABEL_LENGTH,
        autocomplete: "off",
        value: labelOf(editor.record, id),
        style: `left:${left}px;top:${box.y - 20}px;width:${width}px`,
        onkeydown: (event) => {
          event.stopPropagation();
          if (event.key === "Enter" && !event.isComposing) event.preventDefault(), finish(true);
          else if (event.key === "Escape") event.preventDefault(), finish(false);
        },
        onblur: () => finish(true),
        onpointerdown: (event) => event.stopPropagation(),
        ondblclick: (event) => event.stopPropagation(),
      });
      board.sheet.append(field);
      field.focus();
      field.select();
    },

    /** @type {(from?: string) => void} */
    startLink(from = linkStart()) {
      if (!from || editor.locked()) return;
      if (editor.record.variables.length < 2) return editor.say("Il faut une deuxième variable pour relier.");
      editor.setMode({ kind: "link", from });
      editor.choose({ kind: "variable", id: from }, { focus: true });
      editor.say(`Relier ${label(from)} à… Choisissez la variable d’arrivée, puis Entrée, ou touchez-la. Échap renonce.`);
    },

    /**
     * @type {(cause: string, effect: string, arrow?: { sign?: number, delay?: boolean, focus?: boolean }) => boolean}
     */
    link(cause, effect, { sign = 1, delay = false, focus = true } = {}) {
      const { record } = editor;
      if (!variableOf(record, cause) || !variableOf(record, effect)) return false;
      if (cause === effect) {
        editor.say("Une variable ne se relie pas à elle-même. Choisissez-en une autre.");
        return false;
      }
      editor.stopMode();
      const key = keyOf({ cause, effect });
      if (arrowOf(record, key)) {
        editor.say(`La flèche ${nameOf({ cause, effect })} existe déjà.`);
      } else if (record.arrows.length >= MAX_ARROWS) {
        editor.say(`La carte compte déjà ${MAX_ARROWS} flèches, le plus qu’elle puisse tenir.`);
        return false;
      } else {
        const next = edit.link(record, { cause, effect, sign, delay });
        editor.commit(next, `Flèche ${quoted(arrowName(next, { cause, effect }))} ajoutée${signTold({ sign })}.`);
      }
      editor.choose({ kind: "arrow", id: key }, { focus });
      return true;
    },

    /** @type {(sign: number, key?: string) => void} */
    setSign(sign, key = chosenIs("arrow")) {
      const arrow = arrowOf(editor.record, key);
      if (!arrow) return editor.say("Choisissez d’abord une flèche, puis son signe.");
      if (arrow.sign === sign) return editor.say(`La flèche ${nameOf(arrow)} a déjà ce signe.`);
      editor.commit(edit.arrow(editor.record, keyOf(arrow), { sign }), `Flèche ${nameOf(arrow)}${NBSP}: ${signWords({ sign })}.`);
    },

    /** @type {(key?: string) => void} */
    toggleDelay(key = chosenIs("arrow")) {
      const arrow = arrowOf(editor.record, key);
      if (!arrow) return editor.say("Choisissez d’abord une flèche, puis son retard.");
      const delay = !arrow.delay;
      editor.commit(edit.arrow(editor.record, keyOf(arrow), { delay }), `Flèche ${nameOf(arrow)}${NBSP}: ${delay ? "avec" : "sans"} retard.`);
    },

    /** @type {(key?: string) => void} */
    reverse(key = chosenIs("arrow")) {
      const arrow = arrowOf(editor.record, key);
      if (!arrow) return;
      const turned = { ...arrow, cause: arrow.effect, effect: arrow.cause };
      if (arrowOf(editor.record, keyOf(turned))) {
        return editor.say("Une flèche va déjà dans l’autre sens.");
      }
      const next = edit.arrow(editor.record, keyOf(arrow), turned);
      const inBoard = editor.hasFocus();
      editor.chosen = { kind: "arrow", id: keyOf(turned) };
      editor.commit(next, `Flèche retournée${NBSP}: ${quoted(arrowName(next, turned))}.`);
      if (inBoard) editor.choose(editor.chosen, { focus: true });
    },

    /** @type {(item?: Item | null) => void} */
    remove(item = editor.chosen) {
      const { record } = editor;
      if (!item || editor.locked()) return;
      const inBoard = editor.hasFocus();
      if (item.kind === "variable") {
        const arrows = record.arrows.filter((a) => a.cause === item.id || a.effect === item.id).length;
        const also = arrows ? ` et ${arrows > 1 ? `ses ${many(arrows, "flèche")}` : "sa flèche"}` : "";
        const said = `Variable ${label(item.id)}${also} ${arrows ? "supprimées" : "supprimée"}.`;
        const rank = record.variables.findIndex((variable) => variable.id === item.id);
        const next = edit.drop(record, item.id);
        const after = next.variables[Math.min(rank, next.variables.length - 1)];
        editor.chosen = after ? { kind: "variable", id: after.id } : null;
        editor.commit(next, said);
      } else {
        const arrow = arrowOf(record, item.id);
        if (!arrow) return;
        editor.chosen = { kind: "variable", id: arrow.cause };
        editor.commit(edit.unlink(record, item.id), `Flèche ${nameOf(arrow)} supprimée.`);
      }
      if (inBoard) editor.focusBoard();
    },

    /** @type {(id?: string) => void} */
    startMove(id = chosenIs("variable")) {
      const box = id && editor.board.boxes.get(id);
      if (!box || editor.locked()) return;
      editor.setMode({ kind: "move", id, ...editor.board.toShare(box) });
      editor.choose({ kind: "variable", id }, { focus: true });
      editor.say(`Déplacer ${label(id)}${NBSP}: touches fléchées, puis Entrée pour poser. Échap renonce.`);
    },
    /** @type {(dx: number, dy: number) => void} */
    stepMove(dx, dy) {
      const mode = editor.mode;
      if (mode?.kind !== "move") return;
      mode.x = rounded(mode.x + dx * STEP);
      mode.y = rounded(mode.y + dy * STEP);
      editor.board.drag(mode.id, editor.board.toSpot(mode));
    },
    endMove() {
      const { mode } = editor;
      if (mode?.kind !== "move") return;
      const { id } = mode;
      editor.stopMode();
      actions.place(id, mode);
      editor.choose({ kind: "variable", id }, { focus: true });
    },
    /** @type {(id: string, spot: Spot) => void} */
    place(id, { x, y }) {
      editor.board.release();
      const before = variableOf(editor.record, id);
      if (!before || (before.x === x && before.y === y)) return editor.refresh();
      const tier = editor.tiers[tierOf(y, editor.tiers)];
      const where = editor.tiers.length ? `, dans ${quoted(tier)}` : "";
      editor.commit(edit.variable(editor.record, id, { x, y }), `Variable ${label(id)} déplacée${where}.`);
    },
    /**
     * To another tier, at the same distance from the left.
     * @type {(id: string, rank: number) => void}
     */
    setTier(id, rank) {
      const variable = variableOf(editor.record, id);
      if (variable) actions.place(id, { x: variable.x, y: (rank + 0.5) / editor.tiers.length });
    },
    tidy() {
      if (!editor.record.variables.length) return;
      const { board, record, tiers } = editor;
      editor.stopMode();
      editor.commit(edit.places(record, tidyPlaces(record, tiers, board.width / (board.height || 1) / 2.2)), "Variables rangées.");
      board.fit();
    },

    /** @type {(text: string) => void} */
    title(text) {
      const title = tidy(text, TITLE_LENGTH);
      if (title !== editor.record.title) editor.commit(edit.title(editor.record, title), "Titre changé.");
    },

    // Échap: leave what was begun; else bring no loop forward; else choose nothing.
    giveUp() {
      if (editor.mode) {
        editor.stopMode();
        editor.refresh();
        editor.say("Renoncé.");
      } else if (editor.loop) editor.showLoop("");
    },
  };
  return actions;
}
