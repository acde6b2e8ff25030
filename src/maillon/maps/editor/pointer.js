// Mouse, pen and finger.  A press on a variable holds it, a press on its handle pulls an arrow; a
// press elsewhere leaves the page free to scroll.

/** @import { Editor } from "./actions.js" */
/** @import { Spot } from "./record.js" */

import { closest } from "../../widgets/page.js";


const SLACK = 5; // pixels that a finger trembles without dragging

/** @param {Editor} editor */
export function listenToPointer(editor) {
  const { board, actions } = editor;
  const { sheet } = board;
  /**
   * @type {{ pointer: number, id: string, pulls: boolean, start: Spot, moved: boolean, shift: Spot, spot?: Spot } | null}
   */
  let gesture = null;

  /** @type {(event: PointerEvent) => string | undefined} */
  const nodeAt = (event) => {
    const found = document.elementFromPoint(event.clientX, event.clientY);
    const root = found?.shadowRoot?.elementFromPoint(event.clientX, event.clientY) ?? found;
    /** @type {HTMLElement | null | undefined} */
    const node = root?.closest(".maillon-graph-node");
    return node?.dataset.id;
  };
  sheet.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || gesture || editor.locked()) return;
    const node = closest(event, ".maillon-graph-node");
    const onHandle = closest(event, ".maillon-graph-handle");
    const holder = node ?? onHandle;
    if (!holder) return;
    const id = node?.dataset.id ?? editor.chosen?.id;
    const box = id && board.boxes.get(id);
    if (!box) return;
    const start = board.fromPage(event);
    gesture = { pointer: event.pointerId, id, pulls: Boolean(onHandle), start, moved: false, shift: { x: box.x - start.x, y: box.y - start.y } };
    holder.setPointerCapture(event.pointerId);
    if (onHandle) event.preventDefault();
  });

  sheet.addEventListener("pointermove", (event) => {
    if (event.pointerId !== gesture?.pointer) return;
    const spot = board.fromPage(event);
    if (!gesture.moved && Math.hypot(spot.x - gesture.start.x, spot.y - gesture.start.y) < SLACK) return;
    if (!gesture.moved && !gesture.pulls && editor.mode?.kind === "link") return;
    gesture.moved = true;
    sheet.classList.add("is-held");
    if (gesture.pulls) return board.showPull(gesture.id, spot);
    gesture.spot = { x: spot.x + gesture.shift.x, y: spot.y + gesture.shift.y };
    board.drag(gesture.id, gesture.spot);
  });

  /** @type {(event: PointerEvent, dropped: boolean) => void} */
  const end = (event, dropped) => {
    if (event.pointerId !== gesture?.pointer) return;
    const { id, pulls, moved, spot } = gesture;
    gesture = null;
    sheet.classList.remove("is-held");
    board.showPull("", null);
    board.release();
    if (!dropped) return editor.refresh();
    if (pulls && moved) {
      const target = nodeAt(event);
      if (target && target !== id) actions.link(id, target);
      else editor.say("Lâchez sur une variable pour y faire arriver la flèche.");
    } else if (pulls) actions.startLink(id);
    else if (spot) {
      if (editor.mode) editor.stopMode();
      actions.place(id, board.toShare(spot));
      editor.choose({ kind: "variable", id }, { focus: true });
    } else if (editor.mode?.kind === "link" && editor.mode.from !== id) actions.link(editor.mode.from, id);
    else editor.choose({ kind: "variable", id }, { focus: true });
  };
  sheet.addEventListener("pointerup", (event) => end(event, true));
  sheet.addEventListener("pointercancel", (event) => end(event, false));

  sheet.addEventListener("click", (event) => {
    if (closest(event, ".maillon-graph-node, .maillon-graph-handle, input, button")) return;
    const key = closest(event, ".maillon-graph-arrow")?.dataset.key;
    if (key && !editor.mode) return editor.choose({ kind: "arrow", id: key }, { focus: true });
    if (editor.mode?.kind === "move") {
      Object.assign(editor.mode, board.toShare(board.fromPage(event)));
      return actions.endMove();
    }
    if (editor.mode) return actions.giveUp();
    editor.choose(null);
  });

  sheet.addEventListener("dblclick", (event) => {
    if (editor.locked() || closest(event, "input, button, .maillon-graph-handle, .maillon-graph-arrow")) return;
    const id = closest(event, ".maillon-graph-node")?.dataset.id;
    if (id) actions.startName(id);
    else if (!editor.mode) actions.addAndName(board.toShare(board.fromPage(event)));
  });
}
