// The whole editor, put on the page.

/** @import { MapModel } from "./state.js" */

import { SLOW } from "../../widgets/model.js";
import { closest, download, keepKeys, unique } from "../../widgets/page.js";
import { makeActions } from "./actions.js";
import { element, wording } from "./elements.js";
import { makeFiles } from "./exports.js";
import { listenToKeys } from "./keyboard.js";
import { makeLoops, makeNotes, makeTextList } from "./lists.js";
import { listenToPointer } from "./pointer.js";
import { makeState } from "./state.js";
import { makeSelection, makeTitle, makeToolbar } from "./toolbar.js";

/** @param {{ model: MapModel, el: HTMLElement }} place */
function render({ model, el }) {
  wording.chain = model.get("chain");
  const state = makeState(model);
  const editor = Object.assign(state, { actions: makeActions(state) });
  const { board } = editor;
  const labelId = unique("carte");
  const title = editor.addPart(makeTitle(editor));
  const tools = editor.addPart(makeToolbar(editor));
  const selection = editor.addPart(makeSelection(editor));
  const loops = editor.addPart(wording.chain ? makeNotes(editor) : makeLoops(editor));
  const list = editor.addPart(makeTextList(editor));
  const files = editor.addPart(makeFiles(editor));
  const [statement, hint] = [model.get("statement"), model.get("hint")];
  const root = element(
    "div",
    { class: "maillon-control maillon-graph", role: "group", "aria-labelledby": labelId },
    element("p", { class: "maillon-label", id: labelId }, model.get("label")),
    statement ? element("p", { class: "maillon-statement" }, statement) : null,
    hint ? element("p", { class: "maillon-hint" }, hint) : null,
    tools.row,
    tools.help,
    element("div", { class: "maillon-graph-bench" }, element("div", { class: "maillon-graph-main" }, board.frame, selection.row, editor.status), loops.panel),
    list.details,
    title.row,
    files.row,
    editor.message,
  );
  listenToPointer(editor);
  listenToKeys(editor);
  board.sheet.addEventListener("focusin", (event) => {
    const { id, key } = closest(event, "[data-id], [data-key]")?.dataset ?? {};
    if (id && !editor.isChosen("variable", id)) editor.choose({ kind: "variable", id });
    else if (key && !editor.isChosen("arrow", key)) editor.choose({ kind: "arrow", id: key });
  });
  keepKeys(root);
  const heard = () => editor.tell(model.get("message"), model.get("tone"));
  const refresh = () => {
    root.hidden = model.get("hidden");
    board.showTiers(editor.tiers);
    editor.refresh();
    heard();
  };
  /** @type {(content: { download?: { filename: string, type: string } }, buffers: BufferSource[]) => void} */
  const receive = ({ download: file }, buffers) => {
    if (file) download(file.filename, file.type, buffers);
  };
  const handlers = {
    "change:value": () => editor.adopt(model.get("value")),
    "change:loops": () => editor.refresh(),
    "change:message": heard,
    "change:tone": heard,
    "change:seen": () => editor.message.textContent === SLOW && heard(),
    "change:disabled": refresh,
    "change:hidden": refresh,
    "change:tiers": refresh,
    "msg:custom": receive,
  };
  for (const [event, react] of Object.entries(handlers)) model.on(event, react);
  el.append(root);
  refresh();
  // The drawing takes its size when the page shows it, then each time that the page changes.
  let fitted = false;
  const sizes = new ResizeObserver(() => {
    if (!fitted && board.frame.clientWidth) {
      fitted = true;
      board.fit();
      tools.refresh();
    } else {
      board.layout();
      tools.refresh();
    }
  });
  sizes.observe(board.frame);
  document.fonts?.ready.then(() => board.layout());
  return () => {
    sizes.disconnect();
    for (const [event, react] of Object.entries(handlers)) model.off(event, react);
  };
}

export default { render };
