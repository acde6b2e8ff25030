// Files: open, save, and the map as an SVG, PNG or Word document.  The exported drawing is made
// from the shapes on the page, on white paper, with no style from outside.

/** @import { Properties } from "../../widgets/page.js" */
/** @import { Editor } from "./actions.js" */
/** @import { MapRecord } from "./record.js" */

/**
 * Write a text on the exported drawing.
 * @typedef {(content: string, properties: Properties) => SVGTextElement} Writer
 */

import { NBSP, download, quoted } from "../../widgets/page.js";
import { SVG_SPACE, button, drawn, element, signOf, wording } from "./elements.js";
import { arrowName, keyOf } from "./record.js";

const FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif";
const TEXT_SIZE = 14;
const PAPER_INK = "#14262c";
const SHARPNESS = 2; // pixels of the PNG for one of the page

/** @type {(record: MapRecord, suffix: string) => string} */
function fileName(record, suffix) {
  const bare = record.title.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFKD").replace(/\p{M}/gu, "");
  const words = bare.match(/[a-z0-9]+/g) ?? ["carte"];
  return `${words.join("-").slice(0, 60).replace(/-+$/, "")}.${suffix}`;
}

/**
 * Words on as many lines as the box needs, in the font of the export.
 * @type {(text: string, width: number, measure: (text: string) => number) => string[]}
 */
function wrap(text, width, measure) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (!line || measure(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** @type {(canvas: HTMLCanvasElement) => CanvasRenderingContext2D} */
function penOf(canvas) {
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("Ce navigateur ne dessine pas.");
  return pen;
}

/** @param {Editor} editor */
function standalone(editor) {
  const { board, record, tiers } = editor;
  const pen = penOf(document.createElement("canvas"));
  pen.font = `${TEXT_SIZE}px ${FONT}`;
  /** @type {(text: string) => number} */
  const measure = (text) => pen.measureText(text).width;
  const [wide, high] = [board.width, board.height];
  const [head, foot] = [record.title ? 44 : 12, 40];
  /** @type {Writer} */
  const text = (content, properties) => drawn("text", { fill: PAPER_INK, "font-family": FONT, "font-size": TEXT_SIZE, "text-anchor": "middle", ...properties }, content);
  const sheet = drawn("g", { transform: `translate(0 ${head})` });
  tiers.forEach((tier, rank) => {
    const tall = high / tiers.length;
    sheet.append(
      drawn("rect", { x: 0, y: rank * tall, width: wide, height: tall, fill: rank % 2 ? "#ffffff" : "#f2f6f7" }),
      text(tier, { x: 10, y: rank * tall + 20, "text-anchor": "start", "font-size": 13, fill: "#495d65" }),
    );
  });
  const stroke = { fill: "none", stroke: PAPER_INK, "stroke-width": 1.8 };
  for (const arrow of record.arrows) {
    const shape = board.arrows.get(keyOf(arrow))?.shape;
    if (!shape) continue;
    sheet.append(
      drawn("path", { ...stroke, d: shape.line, "stroke-dasharray": arrow.sign < 0 ? "7 5" : undefined }),
      drawn("path", { d: shape.head, fill: PAPER_INK }),
    );
    if (shape.bars) sheet.append(drawn("path", { ...stroke, d: shape.bars, "stroke-width": 2.2 }));
    if (wording.chain) continue;
    const { x, y } = shape.sign;
    sheet.append(
      drawn("circle", { cx: x, cy: y, r: 9, fill: "#ffffff", stroke: PAPER_INK, "stroke-width": 1.4 }),
      drawn("path", { ...stroke, d: `M${x - 4.5} ${y}h9${arrow.sign > 0 ? `M${x} ${y - 4.5}v9` : ""}` }),
    );
  }
  for (const variable of record.variables) {
    const box = board.boxes.get(variable.id);
    if (!box) continue;
    const { x, y, w, h } = box;
    const inner = 2 * w - 10;
    const lines = wrap(variable.label, inner, measure);
    const step = TEXT_SIZE * 1.25;
    const tall = Math.max(2 * h, lines.length * step + 12);
    sheet.append(drawn("rect", { x: x - w, y: y - tall / 2, width: 2 * w, height: tall, rx: 10, fill: "#ffffff", stroke: PAPER_INK, "stroke-width": 1.5 }));
    lines.forEach((line, rank) => {
      const tight = measure(line) > inner ? { textLength: inner, lengthAdjust: "spacingAndGlyphs" } : {};
      sheet.append(text(line, { x, y: y + (rank - (lines.length - 1) / 2) * step + TEXT_SIZE * 0.35, ...tight }));
    });
  }
  const size = { width: wide, height: high + head + foot };
  const svg = drawn(
    "svg",
    { ...size, viewBox: `0 0 ${size.width} ${size.height}`, role: "img", lang: "fr", xmlns: SVG_SPACE },
    drawn("title", {}, record.title || (wording.chain ? "Chaîne de fournisseurs" : "Carte de causes")),
    drawn("desc", {}, `${editor.summary()} ${record.arrows.map((arrow) => arrowName(record, arrow) + (wording.chain ? "" : ` (${signOf(arrow)}${arrow.delay ? ", retard" : ""})`)).join(", ")}`),
    drawn("rect", { ...size, fill: "#ffffff" }),
    record.title ? text(record.title, { x: wide / 2, y: 28, "font-size": 20, "font-weight": 700, ...(measure(record.title) * 1.4 > wide - 20 ? { textLength: wide - 20, lengthAdjust: "spacingAndGlyphs" } : {}) }) : null,
    sheet,
    ...legendOf(size.height, text, stroke),
  );
  return { svg: `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}`, size };
}

/** @type {(bottom: number, text: Writer, stroke: Properties) => SVGElement[]} */
function legendOf(bottom, text, stroke) {
  const y = bottom - 16;
  if (wording.chain) return [text("Une flèche va du fournisseur à son client.", { x: 14, y, "text-anchor": "start", "font-size": 13 })];
  const words = [["même sens", ""], ["sens contraire", "7 5"], ["retard", ""]];
  let x = 14;
  return words.flatMap(([word, dash], rank) => {
    const sign = rank < 2 ? drawn("path", { ...stroke, d: `M${x + 40} ${y - 5}h9${rank ? "" : `m-4.5 -4.5v9`}` }) : drawn("path", { ...stroke, d: `M${x + 13} ${y - 12}v14m6 0v-14`, "stroke-width": 2.2 });
    const made = [drawn("path", { ...stroke, d: `M${x} ${y - 5}h32`, "stroke-dasharray": dash || undefined }), sign, text(word, { x: x + (rank < 2 ? 55 : 40), y, "text-anchor": "start", "font-size": 13 })];
    x += rank ? 168 : 138;
    return made;
  });
}

/** @type {(editor: Editor) => Promise<Blob>} */
async function pictureOf(editor) {
  const { svg, size } = standalone(editor);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = element("canvas", { width: size.width * SHARPNESS, height: size.height * SHARPNESS });
  penOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => {
    const written = (/** @type {Blob | null} */ image) => (image ? done(image) : fail(new Error("Image vide.")));
    canvas.toBlob(written, "image/png");
  });
}

/** @param {Editor} editor */
export function makeFiles(editor) {
  /** @type {(act: () => unknown) => () => Promise<void>} */
  const failed = (act) => async () => {
    try {
      await act();
    } catch (error) {
      console.warn(error);
      editor.tell("Le fichier n’a pas pu être préparé. Recommencez, ou rechargez la page.", "bad");
    }
  };
  /** @type {(suffix: string) => string} */
  const name = (suffix) => fileName(editor.record, suffix);
  /** @type {(filename: string) => void} */
  const saved = (filename) => editor.tell(`Fichier ${quoted(filename)} préparé${NBSP}: votre navigateur le range dans ses téléchargements.`, "good");
  /** @type {(suffix: string, type: string, parts: BlobPart[]) => void} */
  const keep = (suffix, type, parts) => {
    download(name(suffix), type, parts);
    saved(name(suffix));
  };
  const picker = element("input", { type: "file", accept: ".json,application/json", class: "maillon-hidden", tabindex: "-1", "aria-hidden": "true", "aria-label": "Fichier de carte à ouvrir" });
  picker.addEventListener("change", failed(async () => {
    const file = picker.files?.[0];
    picker.value = "";
    if (!file) return;
    if (file.size > 2_000_000) return editor.tell(`Ce fichier est bien plus lourd qu’une carte${NBSP}: rien n’a changé.`, "bad");
    editor.ask({ open: file.name }, [await file.arrayBuffer()]);
  }));
  const open = button("Ouvrir un fichier", () => picker.click());
  const others = [
    button("Enregistrer", failed(() => keep("json", "application/json", [JSON.stringify(editor.record, null, 1)])), { look: "plain" }),
    button("Image SVG", failed(() => keep("svg", "image/svg+xml", [standalone(editor).svg]))),
    button("Image PNG", failed(async () => keep("png", "image/png", [await pictureOf(editor)]))),
    button("Page Word", failed(async () => editor.ask({ word: true }, [await (await pictureOf(editor)).arrayBuffer()]))),
  ];
  return {
    row: element("div", { class: "maillon-graph-bar maillon-graph-files", role: "group", "aria-label": "Fichiers" }, open, picker, ...others),
    refresh() {
      open.hidden = editor.locked();
    },
  };
}
