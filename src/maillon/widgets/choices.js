// Choices: one or several options, an order, a category for each item.

/** @import { Kind, Model } from "./model.js" */

import { element, hint, legend, statement } from "./elements.js";
import { save } from "./model.js";
import { unique } from "./page.js";

/** @param {Model<any>} model */
const namesOf = (model) =>
  new Map(model.get("options").map(([id, text]) => /** @type {const} */ ([id, text])));

export const choices = {
  /** @type {Kind<string | string[] | null>} */
  radio: (model, root) => options(model, root, "radio"),
  /** @type {Kind<string | string[] | null>} */
  checks: (model, root) => options(model, root, "checkbox"),

  /** @type {Kind<string[]>} */
  order(model, root) {
    const list = element("ol", { class: "maillon-order" });
    const spoken = element("p", { class: "maillon-hidden", role: "status" });
    const keep = element(
      "button",
      { type: "button", class: "maillon-button maillon-quiet", onclick: () => save(model, current()) },
      "Garder cet ordre",
    );
    const start = () => model.get("options").map(([id]) => id);
    const current = () => {
      const value = model.get("value");
      return Array.isArray(value) && value.length ? [...value] : start();
    };
    /** @type {(id: string, step: number) => void} */
    const move = (id, step) => {
      const ids = current();
      const from = ids.indexOf(id);
      const to = from + step;
      if (to < 0 || to >= ids.length) return;
      ids.splice(to, 0, ids.splice(from, 1)[0]);
      save(model, ids);
      refresh();
      const name = namesOf(model).get(id);
      spoken.textContent = `${name}\u00a0: position ${to + 1} sur ${ids.length}.`;
      const row = list.querySelector(`[data-id="${CSS.escape(id)}"]`);
      /** @type {NodeListOf<HTMLButtonElement> | undefined} */
      const able = row?.querySelectorAll("button:enabled");
      const wanted = step < 0 ? "maillon-up" : "maillon-down";
      ([...(able ?? [])].find((button) => button.classList.contains(wanted)) ?? able?.[0])?.focus();
    };
    root.append(
      element("fieldset", {}, legend(model), statement(model), hint(model), list, keep, spoken),
    );
    const refresh = () => {
      const names = namesOf(model);
      const ids = current().filter((id) => names.has(id));
      const off = model.get("disabled");
      list.replaceChildren(
        ...ids.map((id, index) =>
          element(
            "li",
            { "data-id": id },
            element("span", { class: "maillon-order-name" }, names.get(id)),
            element(
              "span",
              { class: "maillon-order-moves" },
              element("button", {
                type: "button",
                class: "maillon-move maillon-up",
                "aria-label": `Monter\u00a0: ${names.get(id)}`,
                title: "Monter",
                disabled: off || index === 0,
                onclick: () => move(id, -1),
              }, "↑"),
              element("button", {
                type: "button",
                class: "maillon-move maillon-down",
                "aria-label": `Descendre\u00a0: ${names.get(id)}`,
                title: "Descendre",
                disabled: off || index === ids.length - 1,
                onclick: () => move(id, 1),
              }, "↓"),
            ),
          ),
        ),
      );
      const value = model.get("value");
      keep.hidden = Array.isArray(value) && value.length > 0;
      keep.disabled = off;
    };
    return refresh;
  },

  /** @type {Kind<Record<string, string>>} */
  classify(model, root) {
    const body = element("tbody");
    const inputs = new Map();
    for (const [item, itemLabel] of model.get("options")) {
      const name = unique("rang");
      const heading = element("th", { scope: "row", id: `${name}-titre` }, itemLabel);
      const cells = model.get("categories").map(([category, categoryLabel]) => {
        const input = element("input", {
          type: "radio",
          name,
          value: category,
          "aria-label": `${itemLabel}\u00a0: ${categoryLabel}`,
          onchange: () => save(model, { ...(model.get("value") || {}), [item]: category }),
        });
        inputs.set(`${item}\n${category}`, input);
        return element(
          "td",
          {},
          element("label", { class: "maillon-cell" }, input, element("span", {}, categoryLabel)),
        );
      });
      body.append(element("tr", {}, heading, ...cells));
    }
    root.append(
      element(
        "fieldset",
        {},
        legend(model),
        statement(model),
        hint(model),
        element("table", { class: "maillon-classify" }, body),
      ),
    );
    return () => {
      const value = model.get("value") || {};
      for (const [key, input] of inputs) {
        const [item, category] = key.split("\n");
        input.checked = value[item] === category;
        input.disabled = model.get("disabled");
      }
    };
  },
};

/**
 * Options all visible: `type` says whether one or several can be chosen.
 * @param {Model<string | string[] | null>} model
 * @param {HTMLElement} root
 * @param {"radio" | "checkbox"} type
 */
function options(model, root, type) {
  const name = unique("choix");
  const list = element("div", { class: "maillon-choices" });
  root.append(element("fieldset", {}, legend(model), statement(model), hint(model), list));
  let known = "";
  /** @type {HTMLInputElement[]} */
  let inputs = [];
  const picked = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return () => {
    const offered = model.get("options");
    if (JSON.stringify(offered) !== known) {
      known = JSON.stringify(offered);
      inputs = offered.map(([value]) =>
        element("input", {
          type,
          name,
          value,
          onchange: () => save(model, type === "radio" ? picked()[0] : picked()),
        }),
      );
      list.replaceChildren(
        ...offered.map(([, text], index) =>
          element("label", { class: "maillon-choice" }, inputs[index], element("span", {}, text)),
        ),
      );
    }
    const value = model.get("value");
    for (const input of inputs) {
      input.checked = Array.isArray(value) ? value.includes(input.value) : value === input.value;
      input.disabled = model.get("disabled");
    }
  };
}
