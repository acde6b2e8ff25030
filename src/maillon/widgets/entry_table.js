// A table to fill with one's own data, each row with its result.

/** @import { Kind, Option, Tone } from "./model.js" */

import { control } from "./control.js";
import { element, hint, legend } from "./elements.js";
import { save, typing } from "./model.js";

/**
 * What the table reads besides what every control has (see `entry_table.EntryTable`).
 * @typedef {object} Own
 * @property {string} result_label
 * @property {boolean} growing
 * @property {number} least
 * @property {string} adding
 * @property {[text: string, tone: Tone][]} results
 */

// What the printed page needs, in a document of its own: nothing else of the page comes along.
const PRINT_STYLE = `
  body { font: 11pt/1.4 system-ui, sans-serif; color: #000; margin: 0; }
  h1 { font-size: 14pt; margin: 0 0 8pt; }
  p { margin: 6pt 0; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border: 1px solid #666; padding: 6pt; text-align: left; vertical-align: top; }
  tbody td { height: 30pt; }
  @page { margin: 15mm; }`;

/** @type {(title: string, heads: string[], rows: string[][], note: string) => void} */
const printPage = (title, heads, rows, note) => {
  const frame = element("iframe", { class: "maillon-hidden", title: "Page à imprimer" });
  document.body.append(frame);
  const { contentDocument: page, contentWindow: view } = frame;
  if (!page || !view) return;
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
  view.addEventListener("afterprint", () => frame.remove());
  view.focus();
  view.print();
};

/** @type {Kind<Record<string, Record<string, string>> | null, Own>} */
const entries = (model, root) => {
  const rows = model.get("options");
  const columns = model.get("categories");
  const help = hint(model);
  /** @type {{ input: HTMLInputElement, row: string, column: string }[]} */
  const fields = [];
  /** @type {Map<string, { line: HTMLElement, output: HTMLElement }>} */
  const lines = new Map();

  /** @type {(row: string, column: string) => string} */
  const read = (row, column) => model.get("value")?.[row]?.[column] ?? "";
  /** @type {(row: string, column: string, text: string) => void} */
  const write = (row, column, text) => {
    const value = model.get("value") ?? {};
    save(model, { ...value, [row]: { ...value[row], [column]: text } });
  };

  /** @type {(row: Option, column: Option, rank: number) => HTMLElement} */
  const field = ([row, rowLabel], [column, columnLabel], rank) => {
    const input = element("input", {
      type: "text",
      maxlength: "60",
      autocomplete: "off",
      inputmode: rank ? "decimal" : undefined,
      "aria-label": `${rowLabel}, ${columnLabel}`,
    });
    typing(input, () => read(row, column), (text) => write(row, column, text));
    fields.push({ input, row, column });
    return element(
      "td",
      {},
      element("span", { class: "maillon-entry-name", "aria-hidden": "true" }, columnLabel),
      input,
    );
  };

  /** @type {(row: Option) => HTMLElement} */
  const lineOf = (row) => {
    const output = element("output", { class: "maillon-entry-result" });
    const line = element(
      "tr",
      {},
      ...columns.map((column, rank) => field(row, column, rank)),
      element(
        "td",
        {},
        element("span", { class: "maillon-entry-name", "aria-hidden": "true" }, model.get("result_label")),
        output,
      ),
    );
    lines.set(row[0], { line, output });
    return line;
  };

  const filled = (/** @type {string} */ row) => columns.some(([column]) => read(row, column).trim());
  const adding = model.get("adding");
  /** @type {Set<string>} */
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
        lines.get(row)?.line.contains(document.activeElement),
    );
  };
  const hiddenRows = () => rows.filter(([row]) => lines.get(row)?.line.hidden);
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
            lines.get(next)?.line.querySelector("input")?.focus();
          },
        },
        adding,
      )
    : null;

  const heads = [...columns.map(([, text]) => text), model.get("result_label")];
  const printed = () =>
    shown().map(([row]) => [...columns.map(([column]) => read(row, column)), lines.get(row)?.output.textContent ?? ""]);
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
          ...rows.map(lineOf),
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
    for (const { input, row, column } of fields) {
      if (document.activeElement !== input) input.value = read(row, column);
      input.disabled = model.get("disabled");
    }
    const seen = new Set(shown().map(([row]) => row));
    rows.forEach(([row], rank) => {
      const shown = lines.get(row);
      if (!shown) return;
      const [text, tone] = model.get("results")[rank] ?? ["", "plain"];
      shown.line.hidden = !seen.has(row);
      shown.output.textContent = text;
      shown.output.dataset.tone = tone;
    });
    if (more) more.hidden = model.get("disabled") || hiddenRows().length === 0;
  };
  return refresh;
};

export default control({ entries });
