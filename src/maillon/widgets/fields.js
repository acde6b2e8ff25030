// Fields: a number, an option, a day, words.

/** @import { Kind } from "./model.js" */

import { describedBy, element, hint, label, statement, withUnit } from "./elements.js";
import { save, typing } from "./model.js";
import { unique } from "./page.js";

export const fields = {
  /** @type {Kind<number>} */
  range(model, root) {
    const id = unique("curseur");
    const help = hint(model);
    const output = element("output", { class: "maillon-output", for: id });
    const input = element("input", {
      type: "range",
      id,
      min: model.get("min"),
      max: model.get("max"),
      step: model.get("step"),
      "aria-describedby": describedBy([help?.id]),
      oninput: () => {
        show(Number(input.value));
        save(model, Number(input.value));
      },
    });
    const show = (/** @type {number} */ value) => {
      output.textContent = withUnit(model, value);
      input.setAttribute("aria-valuetext", withUnit(model, value));
    };
    const bounds = element(
      "div",
      { class: "maillon-bounds", "aria-hidden": "true" },
      element("span", {}, withUnit(model, model.get("min"))),
      element("span", {}, withUnit(model, model.get("max"))),
    );
    root.append(element("div", { class: "maillon-line" }, label(model, id), output), input, bounds);
    if (help) root.append(help);
    return () => {
      input.value = String(model.get("value"));
      input.disabled = model.get("disabled");
      show(Number(input.value));
    };
  },

  /** @type {Kind<string | null>} */
  select(model, root) {
    const id = unique("liste");
    const help = hint(model);
    /** @type {HTMLSelectElement} */
    const select = element("select", {
      id,
      "aria-describedby": describedBy([help?.id]),
      onchange: () => save(model, select.value),
    });
    root.append(label(model, id), select);
    if (help) root.append(help);
    let known = "";
    return () => {
      const options = model.get("options");
      // Rebuilding the list closes it under the reader's hand: only when it changed.
      if (JSON.stringify(options) !== known) {
        known = JSON.stringify(options);
        select.replaceChildren(
          ...options.map(([value, text]) => element("option", { value }, text)),
        );
      }
      select.value = model.get("value") ?? "";
      select.disabled = model.get("disabled");
    };
  },

  /**
   * A day of the calendar; the browser shows it in the reader's own way.
   * @type {Kind<string>}
   */
  day(model, root) {
    const id = unique("jour");
    const help = hint(model);
    const [min, max] = model.get("bounds");
    /** @type {HTMLInputElement} */
    const input = element("input", {
      type: "date",
      id,
      min,
      max,
      "aria-describedby": describedBy([help?.id]),
      onchange: () => save(model, input.value),
    });
    root.append(label(model, id), input);
    if (help) root.append(help);
    return () => {
      if (document.activeElement !== input) input.value = model.get("value") ?? "";
      input.disabled = model.get("disabled");
    };
  },

  /** @type {Kind<string>} */
  text(model, root) {
    const id = unique("champ");
    const [asked, help] = [statement(model), hint(model)];
    const input = element("input", {
      type: "text",
      id,
      autocomplete: model.get("autocomplete") || "off",
      inputmode: model.get("unit") || model.get("numeric") ? "decimal" : undefined,
      maxlength: "200",
      "aria-describedby": describedBy([asked?.id, help?.id]),
    });
    typing(input, () => model.get("value") ?? "", (text) => save(model, text));
    const unit = model.get("unit");
    root.append(
      label(model, id),
      asked ?? "",
      element("div", { class: "maillon-field" }, input, unit ? element("span", {}, unit) : null),
    );
    if (help) root.append(help);
    return () => {
      if (document.activeElement !== input) input.value = model.get("value") ?? "";
      input.disabled = model.get("disabled");
    };
  },

  /** @type {Kind<string>} */
  textarea(model, root) {
    const id = unique("texte");
    const [asked, help] = [statement(model), hint(model)];
    const count = element("p", { class: "maillon-hint", id: unique("mots") });
    const area = element("textarea", {
      id,
      rows: "9",
      maxlength: "20000",
      "aria-describedby": describedBy([asked?.id, help?.id, count.id]),
      oninput: () => countWords(),
    });
    const countWords = () => {
      const words = area.value.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      const limit = model.get("max");
      count.textContent =
        `${words} mot${words > 1 ? "s" : ""}` + (limit ? ` sur ${limit} au plus` : "");
      count.classList.toggle("maillon-over", Boolean(limit) && words > limit);
    };
    typing(area, () => model.get("value") ?? "", (text) => save(model, text));
    root.append(label(model, id), asked ?? "", help ?? "", area, count);
    return () => {
      if (document.activeElement !== area) area.value = model.get("value") ?? "";
      area.disabled = model.get("disabled");
      countWords();
    };
  },
};
