// Copying a clause of the library.

import { NBSP, every, one } from "./filters.js";

const COPIED = `Copié. Supprimez la note de tête, remplacez les valeurs entre crochets, puis faites relire.`;
const NOT_COPIED = `Votre navigateur refuse la copie${NBSP}: sélectionnez le texte, puis Ctrl+C.`;

/**
 * The note to remove, the text, its proof and what follows, as paragraphs; what is to be chosen
 * stands in brackets.
 * @param {Element} variant
 * @param {string} note
 */
function copied(variant, note) {
  /** @type {string[]} */
  const lines = [];
  let label = "";
  for (const child of variant.children) {
    if (child.matches(".maillon-clause__rubrique")) label = child.textContent ?? "";
    if (!child.matches(".maillon-clause__copie")) continue;
    const text = document.importNode(child, true);
    for (const value of text.querySelectorAll(".maillon-clause__champ")) {
      const said = value.textContent ?? "";
      value.replaceWith(said.startsWith("[") ? said : `[${said}]`);
    }
    const written = (text.textContent ?? "").replace(/[ \t\r\n]+/g, " ").trim();
    lines.push(lines.length ? `${label}${NBSP}: ${written}` : written);
  }
  return [note, ...lines].join("\n");
}

/**
 * Pages that are not served by this machine or by https have no clipboard: the older way.
 * @param {string} text
 */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "maillon-invisible";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/** Show the buttons that copy, and what they did. */
export function offerCopies() {
  for (const button of every(document, "[data-copier]")) {
    const variant = button.closest(".maillon-clause__variante");
    const place = button.parentElement;
    if (!variant || !place) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const status = one(place, "[role=status]");
      const done = await toClipboard(copied(variant, button.dataset.note ?? ""));
      button.focus();
      status.textContent = "";
      // Said again when it is copied again.
      setTimeout(() => {
        status.textContent = done ? COPIED : NOT_COPIED;
      }, 50);
    });
  }
}
