// A table to fill with one's own data, each row with its result.  Sent after controls.js, whose
// helpers it uses, as one module.

// What the printed page needs, in a document of its own: nothing else of the page comes along.
const PRINT_STYLE = `
  body { font: 11pt/1.4 system-ui, sans-serif; color: #000; margin: 0; }
  h1 { font-size: 14pt; margin: 0 0 8pt; }
  p { margin: 6pt 0; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border: 1px solid #666; padding: 6pt; text-align: left; vertical-align: top; }
  tbody td { height: 30pt; }
  @page { margin: 15mm; }`;

const printPage = (title, heads, rows, note) => {
  const frame = element("iframe", { class: "maillon-hidden", title: "Page à imprimer" });
  document.body.append(frame);
  const page = frame.contentDocument;
  page.documentElement.lang = "fr";
  page.title = title;
  page.head.append(element("style", {}, PRINT_STYLE));
  page.body.append(
    element("h1", {}, title),
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((text) => element("td", {}, text))))),
    ),
    element("p", {}, note),
  );
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.focus();
  frame.contentWindow.print();
};

kinds.entries = (model, root) => {
  const rows = model.get("options");
  const columns = model.get("categories");
  const help = hint(model);
  const fields = new Map();
  const outcomes = new Map();
  const lines = new Map();

  const read = (row, column) => model.get("value")?.[row]?.[column] ?? "";
  const write = (row, column, text) => {
    const value = model.get("value") ?? {};
    save(model, { ...value, [row]: { ...value[row], [column]: text } });
  };

  const field = ([row, rowLabel], [column, columnLabel], rank) => {
    const input = element("input", {
      type: "text",
      maxlength: "60",
      autocomplete: "off",
      inputmode: rank ? "decimal" : undefined,
      "aria-label": `${rowLabel}, ${columnLabel}`,
    });
    let timer;
    const flush = () => {
      clearTimeout(timer);
      if (input.value !== read(row, column)) write(row, column, input.value);
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(flush, TYPING_PAUSE_MS);
    });
    input.addEventListener("blur", flush);
    fields.set(input, [row, column]);
    return element(
      "td",
      {},
      element("span", { class: "maillon-entry-name", "aria-hidden": "true" }, columnLabel),
      input,
    );
  };

  const outcome = ([row]) => {
    const output = element("output", { class: "maillon-entry-result" });
    outcomes.set(row, output);
    return element(
      "td",
      {},
      element("span", { class: "maillon-entry-name", "aria-hidden": "true" }, model.get("result_label")),
      output,
    );
  };

  const filled = (row) => columns.some(([column]) => read(row, column).trim());
  const adding = model.get("adding");
  const added = new Set();
  // A growing table shows what is filled and one empty row, or, with a button, the first rows and
  // those that it added; a row under the hand stays.
  const shown = () => {
    const empty = rows.find(([row]) => !filled(row))?.[0];
    return rows.filter(
      ([row], rank) =>
        !model.get("growing") ||
        (adding ? rank < model.get("least") || added.has(row) : row === empty) ||
        filled(row) ||
        lines.get(row)?.contains(document.activeElement),
    );
  };
  const hiddenRows = () => rows.filter(([row]) => lines.get(row).hidden);
  const more = adding
    ? element(
        "button",
        {
          type: "button",
          class: "maillon-button maillon-plain",
          onclick: () => {
            const next = hiddenRows()[0]?.[0];
            if (next === undefined) return;
            added.add(next);
            refresh();
            lines.get(next).querySelector("input").focus();
          },
        },
        adding,
      )
    : null;

  const heads = [...columns.map(([, text]) => text), model.get("result_label")];
  const printed = () =>
    shown().map(([row]) => [...columns.map(([column]) => read(row, column)), outcomes.get(row).textContent]);
  root.append(
    element(
      "fieldset",
      {},
      legend(model),
      help,
      element(
        "table",
        { class: "maillon-entries" },
        element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))),
        element(
          "tbody",
          {},
          ...rows.map((row) => {
            const line = element("tr", {}, ...columns.map((column, rank) => field(row, column, rank)), outcome(row));
            lines.set(row[0], line);
            return line;
          }),
        ),
      ),
    ),
    element(
      "div",
      { class: "maillon-buttons" },
      more,
      element(
        "button",
        {
          type: "button",
          class: "maillon-button maillon-plain",
          onclick: () => printPage(model.get("label"), heads, printed(), model.get("hint")),
        },
        "Imprimer ce tableau",
      ),
    ),
  );

  const refresh = () => {
    for (const [input, [row, column]] of fields) {
      if (document.activeElement !== input) input.value = read(row, column);
      input.disabled = model.get("disabled");
    }
    const seen = new Set(shown().map(([row]) => row));
    rows.forEach(([row], rank) => {
      lines.get(row).hidden = !seen.has(row);
      const [text, tone] = model.get("results")[rank] ?? ["", "plain"];
      outcomes.get(row).textContent = text;
      outcomes.get(row).dataset.tone = tone;
    });
    if (more) more.hidden = model.get("disabled") || hiddenRows().length === 0;
  };
  return refresh;
};
