// Form controls of the course: plain HTML elements with French labels, usable by mouse, touch,
// keyboard and screen reader alike.  One file, no framework, nothing fetched.
// Each kind is a function (model, root) that builds its elements once and returns `refresh`.

const TYPING_PAUSE_MS = 400;
// Python answers each change by giving back its number in `seen`; a redraw takes well under a second.
const SLOW_MS = 800;
const ANSWER_MS = 6000;
const SLOW = "Enregistrement en cours…";
const LOST =
  "Le cours ne répond plus\u00a0: ce changement n’est pas enregistré. " +
  "Copiez votre texte s’il y en a un, relancez le cours, puis rechargez la page.";

const element = (name, properties = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (typeof value === "boolean" || key === "value") node[key] = value;
    else if (value !== undefined && value !== null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};

// How each control speaks by itself, when the answer to a change does not come.
const speech = new WeakMap();

// An older « Réponse enregistrée » must not stand under a newer answer that is not.
const expectAnswer = (model, edit) => {
  const unanswered = (text, tone) => () =>
    model.get("seen") < edit && speech.get(model)?.(text, tone);
  setTimeout(unanswered(SLOW, "plain"), SLOW_MS);
  setTimeout(unanswered(LOST, "bad"), ANSWER_MS);
};

const save = (model, value) => {
  const edit = model.get("edit") + 1;
  model.set("value", value);
  model.set("edit", edit);
  expectAnswer(model, edit);
  model.save_changes();
};

const press = (model, button) => {
  const edit = model.get("edit") + 1;
  model.set("edit", edit);
  expectAnswer(model, edit);
  model.send({ click: button, edit });
};

// Each control runs its own copy of this module, so a counter would give the same id twice.
const unique = (prefix) => `maillon-${prefix}-${Math.random().toString(36).slice(2)}`;

// French numbers: decimal comma, thin spaces between thousands.
const frenchNumber = (value, step, unit) => {
  const places = (String(step).split(".")[1] || "").length;
  // Cents are written in full: 8,80 €, not 8,8 €.
  const decimals = places && unit.startsWith("€") ? 2 : places;
  return Number(value).toLocaleString("fr-FR", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
};

// In French the plural starts at two: 1 jour, 1,5 an, 2 jours.
const withUnit = (model, value) => {
  const unit = (Math.abs(value) < 2 && model.get("one")) || model.get("unit");
  return frenchNumber(value, model.get("step"), unit) + (unit ? `\u00a0${unit}` : "");
};

const describedBy = (ids) => ids.filter(Boolean).join(" ") || undefined;

function label(model, target) {
  return element("label", { class: "maillon-label", for: target }, model.get("label"));
}

function legend(model) {
  return element("legend", { class: "maillon-label" }, model.get("label"));
}

// What is asked, before the field; a hint only helps.
function statement(model) {
  const text = model.get("statement");
  return text ? element("p", { class: "maillon-statement", id: unique("enonce") }, text) : null;
}

function hint(model) {
  const text = model.get("hint");
  return text ? element("p", { class: "maillon-hint", id: unique("aide") }, text) : null;
}

// `[name](address)` becomes a link in another tab: the workshop stays where it is.
function linked(line) {
  return line.split(/(\[[^\]]+\]\(https:[^\s)]+\))/).map((piece, rank) => {
    if (rank % 2 === 0) return piece;
    const [, name, href] = piece.match(/^\[([^\]]+)\]\((.+)\)$/);
    const title = "Page officielle, dans un autre onglet";
    return element("a", { href, target: "_blank", rel: "noopener", title }, name);
  });
}

const kinds = {
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
        show(input.value);
        save(model, Number(input.value));
      },
    });
    const show = (value) => {
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
      input.value = model.get("value");
      input.disabled = model.get("disabled");
      show(input.value);
    };
  },

  select(model, root) {
    const id = unique("liste");
    const help = hint(model);
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

  // A day of the calendar; the browser shows it in the reader's own way.
  day(model, root) {
    const id = unique("jour");
    const help = hint(model);
    const [min, max] = model.get("bounds");
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

  radio: (model, root) => choices(model, root, "radio"),
  checks: (model, root) => choices(model, root, "checkbox"),

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
    const move = (id, step) => {
      const ids = current();
      const from = ids.indexOf(id);
      const to = from + step;
      if (to < 0 || to >= ids.length) return;
      ids.splice(to, 0, ids.splice(from, 1)[0]);
      save(model, ids);
      refresh();
      const name = new Map(model.get("options")).get(id);
      spoken.textContent = `${name}\u00a0: position ${to + 1} sur ${ids.length}.`;
      const row = list.querySelector(`[data-id="${CSS.escape(id)}"]`);
      const wanted = row?.querySelector(step < 0 ? ".maillon-up" : ".maillon-down");
      (wanted?.disabled ? row?.querySelector("button:not(:disabled)") : wanted)?.focus();
    };
    root.append(
      element("fieldset", {}, legend(model), statement(model), hint(model), list, keep, spoken),
    );
    const refresh = () => {
      const names = new Map(model.get("options"));
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
    typing(model, input);
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
    typing(model, area);
    root.append(label(model, id), asked ?? "", help ?? "", area, count);
    return () => {
      if (document.activeElement !== area) area.value = model.get("value") ?? "";
      area.disabled = model.get("disabled");
      countWords();
    };
  },

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

  // The title and statement of a question that has several controls: they name its box, which is
  // on the page by the time that the prompt has a size.
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

  // A sentence that says the result; read aloud when it changes.
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

function choices(model, root, type) {
  const name = unique("choix");
  const list = element("div", { class: "maillon-choices" });
  root.append(element("fieldset", {}, legend(model), statement(model), hint(model), list));
  let known = "";
  let inputs = [];
  const picked = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return () => {
    const options = model.get("options");
    if (JSON.stringify(options) !== known) {
      known = JSON.stringify(options);
      inputs = options.map(([value]) =>
        element("input", {
          type,
          name,
          value,
          onchange: () => save(model, type === "radio" ? picked()[0] : picked()),
        }),
      );
      list.replaceChildren(
        ...options.map(([, text], index) =>
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

// Text is saved after a pause in typing and when the field is left, so that nothing waits for a button.
function typing(model, field) {
  let timer;
  const flush = () => {
    clearTimeout(timer);
    if (field.value !== (model.get("value") ?? "")) save(model, field.value);
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(flush, TYPING_PAUSE_MS);
  });
  field.addEventListener("change", flush);
  field.addEventListener("blur", flush);
}

function download({ filename, type = "application/zip" }, [buffer]) {
  const url = URL.createObjectURL(new Blob([buffer], { type }));
  const link = element("a", { href: url, download: filename });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function render({ model, el }) {
  const kind = model.get("kind");
  const root = element("div", { class: `maillon-control maillon-kind-${kind}` });
  const message = element("p", { class: "maillon-message", role: "status" });
  const refreshKind = kinds[kind](model, root);
  if (kind !== "sentence" && kind !== "figure") root.append(message);
  // JupyterLab and Voilà listen to keys for their own shortcuts: arrows must move the slider.
  for (const event of ["keydown", "keyup", "keypress"]) {
    root.addEventListener(event, (happened) => happened.stopPropagation());
  }
  const say = (text, tone) => {
    message.textContent = text;
    message.dataset.tone = tone;
    message.hidden = !text;
  };
  const refresh = () => {
    root.hidden = model.get("hidden");
    refreshKind();
    say(model.get("message"), model.get("tone"));
  };
  speech.set(model, say);
  model.on("change", refresh);
  model.on("msg:custom", (content, buffers) => {
    if (content.download) download(content.download, buffers);
  });
  el.append(root);
  refresh();
  return () => model.off("change", refresh);
}

export default { render };
