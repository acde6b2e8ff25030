// The table of displacements (« Tableau des déplacements »): a sign before and a sign after in each
// cell.  Sent after controls.js, whose helpers it uses, as one module.

kinds.displacement = (model, root) => {
  const rows = model.get("options");
  const columns = model.get("categories");
  const moments = [["before", "avant"], ["after", "après"]];
  const marks = { 1: "▲ s’améliore", [-1]: "▼ se dégrade" };
  const help = hint(model);
  const cells = new Map();

  const read = (impact, bearer) => {
    const found = model.get("value")?.cells?.[impact]?.[bearer];
    return { before: 0, after: 0, ...found };
  };
  const write = (impact, bearer, moment, sign) => {
    const record = model.get("value") ?? {};
    const row = { ...record.cells?.[impact] };
    row[bearer] = { ...read(impact, bearer), [moment]: sign };
    save(model, { ...record, cells: { ...record.cells, [impact]: row } });
    refresh();
  };

  const cell = ([impact, impactLabel], [bearer, bearerLabel]) => {
    const selects = moments.map(([moment, word]) =>
      element(
        "select",
        {
          "aria-label": `${impactLabel}, ${bearerLabel}, ${word}`,
          "data-moment": moment,
          onchange: (event) => write(impact, bearer, moment, Number(event.target.value)),
        },
        ...model.get("signs").map(([sign, text]) => element("option", { value: String(sign) }, text)),
      ),
    );
    const mark = element("span", { class: "maillon-shift-mark" });
    const place = element(
      "td",
      {},
      element("span", { class: "maillon-shift-bearer", "aria-hidden": "true" }, bearerLabel),
      ...selects,
      mark,
    );
    cells.set(`${impact}\n${bearer}`, { place, selects, mark });
    return place;
  };

  const moment = (word) =>
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
                  ...moments.map(([, word]) => moment(word)),
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
    for (const [key, { place, selects, mark }] of cells) {
      const signs = read(...key.split("\n"));
      for (const select of selects) {
        const sign = signs[select.dataset.moment];
        select.value = String(sign);
        select.dataset.sign = sign;
        select.disabled = model.get("disabled");
      }
      const change = Math.sign(signs.after - signs.before);
      place.dataset.change = change;
      mark.textContent = marks[change] ?? "";
    }
  };
  return refresh;
};
