// Form controls of the course: plain HTML elements with French labels, usable by mouse, touch,
// keyboard and screen reader alike.  No framework, nothing fetched.

/** @import { Kind, Model, Say } from "./model.js" */

import { element } from "./elements.js";
import { speech } from "./model.js";
import { download, keepKeys } from "./page.js";

// They are sentences themselves: no message stands under them.
const SILENT = new Set(["sentence", "figure"]);

/**
 * The module of anywidget that draws controls of these kinds.
 * @param {Record<string, Kind<any, any>>} kinds
 */
export const control = (kinds) => ({
  /** @param {{ model: Model<unknown>, el: HTMLElement }} place */
  render({ model, el }) {
    const kind = model.get("kind");
    const root = element("div", { class: `maillon-control maillon-kind-${kind}` });
    const message = element("p", { class: "maillon-message", role: "status" });
    const refreshKind = kinds[kind](model, root);
    if (!SILENT.has(kind)) root.append(message);
    keepKeys(root);
    /** @type {Say} */
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
    /** @type {(content: { download?: { filename: string, type?: string } }, buffers: BufferSource[]) => void} */
    const receive = (content, buffers) => {
      const { filename, type = "application/zip" } = content.download ?? {};
      if (filename) download(filename, type, buffers);
    };
    speech.set(model, say);
    model.on("change", refresh);
    model.on("msg:custom", receive);
    el.append(root);
    refresh();
    return () => {
      model.off("change", refresh);
      model.off("msg:custom", receive);
    };
  },
});
