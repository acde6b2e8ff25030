// What is pressed or read: buttons, sentences, figures.

/** @import { Kind } from "./model.js" */

import { element, statement } from "./elements.js";
import { press } from "./model.js";
import { unique } from "./page.js";

/**
 * `[name](address)` becomes a link in another tab: the workshop stays where it is.
 * @param {string} line
 */
const linked = (line) =>
  line.split(/(\[[^\]]+\]\(https:[^\s)]+\))/).map((piece, rank) => {
    if (rank % 2 === 0) return piece;
    const [name, href] = piece.slice(1, -1).split("](");
    const title = "Page officielle, dans un autre onglet";
    return element("a", { href, target: "_blank", rel: "noopener", title }, name);
  });

export const shown = {
  /** @type {Kind<unknown>} */
  buttons(model, root) {
    const row = element("div", { class: "maillon-buttons" });
    root.append(row);
    let known = "";
    return () => {
      const wanted = JSON.stringify([model.get("options"), model.get("disabled")]);
      if (wanted === known) return;
      known = wanted;
      row.replaceChildren(
        ...model.get("options").map(([id, text, look]) =>
          element(
            "button",
            {
              type: "button",
              class: `maillon-button maillon-${look || "plain"}`,
              disabled: model.get("disabled"),
              onclick: () => press(model, id),
            },
            text,
          ),
        ),
      );
    };
  },

  /**
   * The title and statement of a question that has several controls: they name its box, which is
   * on the page by the time that the prompt has a size.
   * @type {Kind<unknown>}
   */
  prompt(model, root) {
    const title = element("p", { class: "maillon-label", id: unique("titre") }, model.get("label"));
    const asked = statement(model);
    root.append(title, asked ?? "");
    const shown = new ResizeObserver(() => {
      const group = root.closest(".maillon-group");
      if (!group) return;
      shown.disconnect();
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", title.id);
      if (asked) group.setAttribute("aria-describedby", asked.id);
    });
    shown.observe(root);
    return () => {};
  },

  /**
   * A sentence that says the result; read aloud when it changes.
   * @type {Kind<unknown>}
   */
  sentence(model, root) {
    const box = element("div", { class: "maillon-sentence", role: "status" });
    root.append(box);
    return () => {
      const lines = model.get("lines");
      box.replaceChildren(...lines.map((line) => element("p", {}, ...linked(line))));
      box.dataset.tone = model.get("tone");
      box.hidden = lines.length === 0;
    };
  },

  /** @type {Kind<unknown>} */
  figure(model, root) {
    const image = element("img", { alt: "" });
    const caption = element("figcaption", { id: unique("legende") });
    const head = element("tr");
    const body = element("tbody");
    const table = element("table", {}, element("thead", {}, head), body);
    const data = element("div", { class: "maillon-scroll", tabindex: "0", role: "group" }, table);
    root.append(
      element(
        "figure",
        { class: "maillon-figure" },
        // On a narrow screen the picture keeps a legible size and scrolls in its own box.
        element("div", { class: "maillon-scroll", tabindex: "0", role: "group", "aria-labelledby": caption.id }, image),
        caption,
        element("details", {}, element("summary", {}, "Voir les données"), data),
      ),
    );
    return () => {
      const picture = model.get("picture");
      if (!picture) return;
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.svg)}`;
      image.alt = picture.alt;
      caption.textContent = picture.caption;
      data.setAttribute("aria-label", `Données\u00a0: ${picture.caption}`);
      head.replaceChildren(...picture.columns.map((text) => element("th", { scope: "col" }, text)));
      body.replaceChildren(
        ...picture.rows.map((row) => element("tr", {}, ...row.map((text) => element("td", {}, text)))),
      );
    };
  },
};
