// Files that the page hands to Python.
// A file leaves in parts, each waiting for the answer to the one before: no message is too long for
// the server, and a kernel that stopped is seen at once.

/** @import { Kind } from "./model.js" */

import { control } from "./control.js";
import { describedBy, element, frenchNumber, hint } from "./elements.js";
import { LOST, speech } from "./model.js";
import { NBSP, quoted, unique } from "./page.js";

const PART_BYTES = 1 << 19;
const PART_ANSWER_MS = 30_000;

/** @param {number} bytes */
const megabytes = (bytes) => `${frenchNumber(bytes / 1e6, 1, "")}${NBSP}Mo`;

/** @type {Kind<string[], { several: boolean, accept: string }>} */
const files = (model, root) => {
  const several = model.get("several");
  const choose = several ? "Choisir des fichiers" : "Choisir un fichier";
  const id = unique("fichiers");
  const help = hint(model);
  const progress = element("progress", { class: "maillon-progress", max: 1, "aria-label": "Lecture des fichiers" });
  // The browser’s own field says « no file » in its own language: it stays, unseen, under the label.
  /** @type {HTMLInputElement} */
  const input = element("input", {
    type: "file",
    id,
    class: "maillon-hidden",
    multiple: several,
    accept: model.get("accept"),
    "aria-describedby": describedBy([help?.id]),
    onchange: () => hand([...(input.files ?? [])]),
  });
  const button = element("label", { class: "maillon-button maillon-file", for: id }, choose);
  const title = element("p", { class: "maillon-label" }, model.get("label"));
  input.setAttribute("aria-label", `${model.get("label")}${NBSP}: ${choose.toLowerCase()}`);
  root.append(title, input, button, progress);
  if (help) root.append(help);
  progress.hidden = true;

  /** @type {{ resolve: () => void, reject: (error: Error) => void, timer: ReturnType<typeof setTimeout> } | null} */
  let waiting = null;
  model.on("msg:custom", (content) => {
    if (content.part === undefined || !waiting) return;
    clearTimeout(waiting.timer);
    const { resolve, reject } = waiting;
    waiting = null;
    if (content.refused) reject(new Error(content.refused));
    else resolve();
  });
  /** @type {(content: object, buffers: ArrayBuffer[]) => Promise<void>} */
  const send = (content, buffers) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject, timer: setTimeout(() => reject(new Error(LOST)), PART_ANSWER_MS) };
      model.send(content, undefined, buffers);
    });

  /** @param {File[]} files */
  async function hand(files) {
    const tell = speech.get(model);
    if (!files.length || !tell) return;
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const most = model.get("max");
    if (total > most) {
      const weight = `${megabytes(total)}, pour ${megabytes(most)} au plus.`;
      tell(files.length > 1 ? `Ces fichiers pèsent ${weight} Choisissez-en moins.` : `Ce fichier pèse ${weight} Choisissez-en un plus léger.`, "bad");
      input.value = "";
      return;
    }
    input.disabled = true;
    progress.hidden = false;
    progress.value = 0;
    let done = 0;
    try {
      await send({ begin: files.length }, []);
      for (const [rank, file] of files.entries()) {
        tell(`Lecture de ${quoted(file.name)}…`, "plain");
        let start = 0;
        do {
          const part = await file.slice(start, start + PART_BYTES).arrayBuffer();
          start += PART_BYTES;
          done += part.byteLength;
          await send({ file: file.name, rank, last: start >= file.size }, [part]);
          progress.value = total ? done / total : 1;
        } while (start < file.size);
      }
      model.send({ end: true });
    } catch (error) {
      console.warn(error);
      tell(error instanceof Error ? error.message : String(error), "bad");
    } finally {
      input.value = "";
      input.disabled = model.get("disabled");
      progress.hidden = true;
    }
  }

  return () => {
    input.disabled = model.get("disabled");
  };
};

export default control({ files });
