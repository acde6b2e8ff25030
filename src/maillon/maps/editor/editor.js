// The whole editor: its state, its history, what it says, and its talk with Python.  Python keeps
// the record in `value`, and gives back the number of each change in `seen`.

const SLOW_MS = 800;
const ANSWER_MS = 6000;
const SLOW = "Enregistrement en cours…";
const LOST =
  `Le cours ne répond plus${NBSP}: ce changement n’est pas enregistré. ` +
  `Gardez votre carte par le bouton ${quoted("Enregistrer")}, relancez le cours, puis rechargez la page.`;
const HISTORY = 300;

function makeEditor(model) {
  const board = makeBoard();
  const status = element("p", { class: "maillon-graph-status", role: "status" });
  const message = element("p", { class: "maillon-message", role: "status" });
  const parts = [];
  const editor = {
    model,
    board,
    status,
    message,
    record: model.get("value"),
    past: [],
    future: [],
    chosen: null,
    mode: null,
    loop: "",
    get tiers() {
      return model.get("tiers");
    },
    locked: () => model.get("disabled"),
    hasFocus: () => board.sheet.contains(board.sheet.getRootNode().activeElement),

    say(words) {
      const text = worded(words);
      // The same sentence twice must be read twice.
      status.textContent = status.textContent === text ? text + NBSP : text;
    },
    tell(text, tone) {
      message.textContent = text;
      message.dataset.tone = tone;
      message.hidden = !text;
    },

    // --- changes ------------------------------------------------------------------------------
    commit(next, said) {
      if (editor.locked()) return;
      editor.past.push({ record: editor.record, said });
      if (editor.past.length > HISTORY) editor.past.shift();
      editor.future = [];
      editor.become(next);
      editor.say(said);
    },
    become(next) {
      editor.record = next;
      editor.refresh();
      const number = model.get("edit") + 1;
      model.set("value", next);
      model.set("edit", number);
      editor.expectAnswer(number);
      model.save_changes();
    },
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
    undo: () => editor.travel(editor.past, editor.future, "Annulé"),
    redo: () => editor.travel(editor.future, editor.past, "Rétabli"),
    // Python set another map: a file that was opened, a new start.
    adopt(record) {
      if (record === editor.record) return;
      editor.past.push({ record: editor.record, said: "Carte remplacée." });
      editor.future = [];
      editor.stopMode();
      editor.record = record;
      editor.refresh();
      board.fit();
    },
    ask(content, buffers) {
      const number = model.get("edit") + 1;
      model.set("edit", number);
      editor.expectAnswer(number);
      model.send({ ...content, edit: number }, undefined, buffers);
    },
    expectAnswer(number) {
      const unanswered = (text, tone) => () => model.get("seen") < number && editor.tell(text, tone);
      setTimeout(unanswered(SLOW, "plain"), SLOW_MS);
      setTimeout(unanswered(LOST, "bad"), ANSWER_MS);
    },

    // --- what is chosen, what is being done ---------------------------------------------------
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
    showLoop(key) {
      editor.loop = key;
      editor.refresh();
      const loop = editor.loopShown();
      if (loop) board.reveal(loop.variables);
      editor.say(loop ? `Boucle ${loop.kind} mise en avant${NBSP}: ${loop.name}.` : "Plus aucune boucle mise en avant.");
    },
    loopShown: () => model.get("loops").items?.find((item) => item.key === editor.loop),

    // --- words --------------------------------------------------------------------------------
    summary: () => worded(`Carte de ${many(editor.record.variables.length, "variable")} et ${many(editor.record.arrows.length, "flèche")}.`),
    describe({ kind, id }) {
      const { record, tiers } = editor;
      if (kind === "variable") {
        const { label, y } = variableOf(record, id);
        const leaving = record.arrows.filter((arrow) => arrow.cause === id).length;
        const coming = record.arrows.filter((arrow) => arrow.effect === id).length;
        const where = tiers.length ? `, rang ${quoted(tiers[tierOf(y, tiers)])}` : "";
        return worded(`Variable ${quoted(label)}${where}, ${many(leaving, "flèche")} au départ, ${many(coming, "flèche")} à l’arrivée`);
      }
      const arrow = arrowOf(record, id);
      const loops = (model.get("loops").items ?? []).filter((item) => item.arrows.includes(id)).length;
      return `Flèche ${quoted(arrowName(record, arrow))}${signTold(arrow)}${arrow.delay ? ", avec retard" : ""}${loops ? `, dans ${many(loops, "boucle")}` : ""}`;
    },

    // --- drawing ------------------------------------------------------------------------------
    refresh() {
      if (editor.loop && !editor.loopShown()) editor.loop = "";
      board.show(editor.record);
      if (editor.mode && !variableOf(editor.record, editor.mode.id ?? editor.mode.from)) editor.mode = null;
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
        if (step) node.dataset.step = step;
        else delete node.dataset.step;
      }
      for (const [key, { group }] of board.arrows) group.classList.toggle("is-on-loop", keys.has(key));
    },
    showChoice() {
      const { chosen, mode, record } = editor;
      if (chosen && !board.elementOf(chosen)) editor.chosen = null;
      const stop = editor.chosen ?? (record.variables[0] && { kind: "variable", id: record.variables[0].id });
      const dress = (node, kind, id) => {
        const is = (item) => item?.kind === kind && item.id === id;
        node.classList.toggle("is-chosen", is(editor.chosen));
        node.setAttribute("tabindex", is(stop) ? "0" : "-1");
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
    addPart(part) {
      parts.push(part);
      return part;
    },
  };
  editor.actions = makeActions(editor);
  return editor;
}

function render({ model, el }) {
  speech.chain = model.get("chain");
  const editor = makeEditor(model);
  const { board } = editor;
  const labelId = unique("carte");
  const title = editor.addPart(makeTitle(editor));
  const tools = editor.addPart(makeToolbar(editor));
  const selection = editor.addPart(makeSelection(editor));
  const loops = editor.addPart(speech.chain ? makeNotes(editor) : makeLoops(editor));
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
    const { id, key } = event.target.closest("[data-id], [data-key]")?.dataset ?? {};
    const item = id ? { kind: "variable", id } : key ? { kind: "arrow", id: key } : null;
    if (item && (item.id !== editor.chosen?.id || item.kind !== editor.chosen.kind)) editor.choose(item);
  });
  // JupyterLab and Voilà listen to keys for their own shortcuts.
  for (const event of ["keydown", "keyup", "keypress"]) {
    root.addEventListener(event, (happened) => happened.stopPropagation());
  }
  const heard = () => editor.tell(model.get("message"), model.get("tone"));
  const refresh = () => {
    root.hidden = model.get("hidden");
    board.showTiers(editor.tiers);
    editor.refresh();
    heard();
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
    "msg:custom": (content, buffers) => content.download && download(content.download.filename, content.download.type, buffers),
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
