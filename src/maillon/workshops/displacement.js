// The table of displacements (« Tableau des déplacements »): a sign before and a sign after in each
// cell.

/** @import { Kind, Option } from "../widgets/model.js" */

import { control } from "../widgets/control.js";
import { element, hint, legend } from "../widgets/elements.js";
import { save } from "../widgets/model.js";

/**
 * The signs of a cell: 1 serves, −1 harms, 0 nothing.
 * @typedef {{ before: number, after: number }} Signs
 * @typedef {keyof Signs} Moment
 */

/**
 * The record of a `DisplacementTable`.
 * @typedef {{ cells?: Record<string, Record<string, Signs>> }} Table
 */

/** @type {[Moment, string][]} */
const MOMENTS = [["before", "avant"], ["after", "après"]];
/** @type {Record<number, string>} */
const MARKS = { 1: "▲ s’améliore", [-1]: "▼ se dégrade" };

/** @type {Kind<Table | null, { signs: [sign: number, text: string][] }>} */
const displacement = (model, root) => {
  const rows = model.get("options");
  const columns = model.get("categories");
  const help = hint(model);
  /** @type {{ impact: string, bearer: string, place: HTMLElement, selects: HTMLSelectElement[], mark: HTMLElement }[]} */
  const cells = [];

  /** @type {(impact: string, bearer: string) => Signs} */
  const read = (impact, bearer) => {
    const found = model.get("value")?.cells?.[impact]?.[bearer];
    return { before: 0, after: 0, ...found };
  };
  /** @type {(impact: string, bearer: string, moment: Moment, sign: number) => void} */
  const write = (impact, bearer, moment, sign) => {
    const record = model.get("value") ?? {};
    const row = { ...record.cells?.[impact] };
    row[bearer] = { ...read(impact, bearer), [moment]: sign };
    save(model, { ...record, cells: { ...record.cells, [impact]: row } });
    refresh();
  };

  /** @type {(row: Option, column: Option) => HTMLElement} */
  const cell = ([impact, impactLabel], [bearer, bearerLabel]) => {
    const selects = MOMENTS.map(([moment, word]) => {
      /** @type {HTMLSelectElement} */
      const select = element(
        "select",
        {
          "aria-label": `${impactLabel}, ${bearerLabel}, ${word}`,
          "data-moment": moment,
          onchange: () => write(impact, bearer, moment, Number(select.value)),
        },
        ...model.get("signs").map(([sign, text]) => element("option", { value: String(sign) }, text)),
      );
      return select;
    });
    const mark = element("span", { class: "maillon-shift-mark" });
    const place = element(
      "td",
      {},
      element("span", { class: "maillon-shift-bearer", "aria-hidden": "true" }, bearerLabel),
      ...selects,
      mark,
    );
    cells.push({ impact, bearer, place, selects, mark });
    return place;
  };

  const moment = (/** @type {string} */ word) =>
    element("span", { class: "maillon-shift-moment", "aria-hidden": "true" }, word);
  root.append(
    element(
      "fieldset",
      {},
      legend(model),
      help,
      element(
        "table",
        { class: "maillon-shift" },
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("td", {}),
            ...columns.map(([, text]) => element("th", { scope: "col" }, text)),
          ),
        ),
        element(
          "tbody",
          {},
          ...rows.map((row) =>
            element(
              "tr",
              {},
              element(
                "th",
                { scope: "row" },
                element(
                  "div",
                  { class: "maillon-shift-head" },
                  element("span", {}, row[1]),
                  ...MOMENTS.map(([, word]) => moment(word)),
                ),
              ),
              ...columns.map((column) => cell(row, column)),
            ),
          ),
        ),
      ),
    ),
  );

  const refresh = () => {
    for (const { impact, bearer, place, selects, mark } of cells) {
      const signs = read(impact, bearer);
      MOMENTS.forEach(([moment], rank) => {
        const sign = String(signs[moment]);
        const select = selects[rank];
        select.value = sign;
        select.dataset.sign = sign;
        select.disabled = model.get("disabled");
      });
      const change = Math.sign(signs.after - signs.before);
      place.dataset.change = String(change);
      mark.textContent = MARKS[change] ?? "";
    }
  };
  return refresh;
};

export default control({ displacement });
