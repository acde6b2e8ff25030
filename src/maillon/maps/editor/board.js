// The drawing: variables are HTML boxes (their names wrap, fingers can hold them), arrows are SVG
// paths under them.  A change touches only what it concerns; a moving variable redraws its own
// arrows, once a frame.

/** @import { Box } from "./curves.js" */
/** @import { Arrow, Item, MapRecord, Spot, Variable } from "./record.js" */

/**
 * A variable on the drawing: its element, its place, its band where there are bands.
 * @typedef {Box & { id: string, band: number, node: HTMLElement, text: HTMLElement }} NodeBox
 */

/**
 * An arrow on the drawing: its elements, its ends, how it bends and where its sign stands.
 * @typedef {ReturnType<typeof makeArrow>} DrawnArrow
 */

/** @typedef {ReturnType<typeof makeBoard>} Board */

import { firstFree, keepApart } from "./apart.js";
import { arrowShape, bowed, chooseBow, chooseSign, trimmed } from "./curves.js";
import { clamp, drawn, element, worded, wording } from "./elements.js";
import { emptyMap, keyOf, rounded, tierOf } from "./record.js";

const HANDLE = 14; // half of its size
export const ZOOMS = [1, 1.25, 1.5, 2, 2.5, 3];
export const LARGEST = Math.max(...ZOOMS);

/** @type {(id: string) => NodeBox} */
function makeBox(id) {
  const text = element("span", { class: "maillon-graph-name" });
  const node = element("div", { class: "maillon-graph-node", role: "button", tabindex: "-1", "data-id": id }, text);
  return { id, node, text, x: 0, y: 0, w: 0, h: 0, band: 0 };
}

/**
 * @param {string} key
 * @param {NodeBox} from
 * @param {NodeBox} to
 */
function makeArrow(key, from, to) {
  const parts = {
    hit: drawn("path", { class: "maillon-graph-hit" }),
    line: drawn("path", { class: "maillon-graph-line" }),
    head: drawn("path", { class: "maillon-graph-head" }),
    bars: drawn("path", { class: "maillon-graph-bars" }),
    sign: drawn(
      "g",
      { class: "maillon-graph-sign" },
      drawn("circle", { class: "maillon-graph-touch", r: "14" }),
      drawn("circle", { r: "9" }),
      drawn("path", { class: "is-across", d: "M-4.5 0H4.5" }),
      drawn("path", { class: "is-upright", d: "M0 -4.5V4.5" }),
    ),
  };
  const dressed = { class: "maillon-graph-arrow", role: "button", tabindex: "-1", "data-key": key };
  const group = drawn("g", dressed, ...Object.values(parts));
  const shape = arrowShape(from, to, 0, 0.5, false);
  return { from, to, group, shape, bow: 0, signAt: 0.5, delay: false, ...parts };
}

export function makeBoard() {
  const layer = drawn("g");
  const pull = drawn("path", { class: "maillon-graph-pull", "aria-hidden": "true" });
  const svg = drawn("svg", { class: "maillon-graph-arrows", focusable: "false" }, layer, pull);
  const bands = element("div", { class: "maillon-graph-bands", "aria-hidden": "true" });
  const nodes = element("div", { class: "maillon-graph-nodes" });
  const empty = element("p", { class: "maillon-graph-empty" }, worded("La carte est vide. Ajoutez une variable par le bouton, par un double clic ici, ou par la touche N."));
  const handle = element("div", { class: "maillon-graph-handle", title: "Tirez jusqu’à une autre variable", "aria-hidden": "true", hidden: true }, "→");
  const sheet = element("div", { class: `maillon-graph-board${wording.chain ? " is-chain" : ""}`, role: "application", tabindex: "-1", "aria-roledescription": "carte" }, bands, empty, svg, nodes, handle);
  const frame = element("div", { class: "maillon-graph-frame" }, sheet);
  /** @type {Map<string, NodeBox>} */
  const boxes = new Map();
  /** @type {Map<string, DrawnArrow>} */
  const arrows = new Map();
  const board = { zoom: 1, width: 0, height: 0, record: emptyMap() };
  let pad = { x: 60, y: 26 };

  /**
   * In bands, the height says the tier: it is that of the drawing, without margins.
   * @type {string[]}
   */
  let tiers = [];
  let tiered = false;
  /** @type {(variable: Spot) => Spot} */
  const toSpot = (variable) => ({
    x: pad.x + variable.x * (board.width - 2 * pad.x),
    y: tiered ? clamp(variable.y * board.height, pad.y, board.height - pad.y) : pad.y + variable.y * (board.height - 2 * pad.y),
  });
  /** @type {(spot: Spot) => Spot} */
  const toShare = (spot) => ({
    x: rounded((spot.x - pad.x) / Math.max(1, board.width - 2 * pad.x)),
    y: rounded(tiered ? spot.y / Math.max(1, board.height) : (spot.y - pad.y) / Math.max(1, board.height - 2 * pad.y)),
  });
  /** @type {(event: MouseEvent) => Spot} */
  const fromPage = (event) => {
    const box = sheet.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  /** @type {(names: string[]) => void} */
  const showTiers = (names) => {
    bands.replaceChildren(...names.map((tier) => element("div", {}, element("span", {}, tier))));
    tiers = names;
    tiered = names.length > 0;
    bands.hidden = !tiered;
  };

  /**
   * Make the elements follow the record; each is made once and kept.
   * @type {(record: MapRecord) => void}
   */
  const show = (record) => {
    board.record = record;
    empty.hidden = record.variables.length > 0;
    const ids = new Set(record.variables.map((variable) => variable.id));
    for (const [id, box] of boxes) if (!ids.has(id)) box.node.remove(), boxes.delete(id);
    for (const variable of record.variables) {
      const box = boxes.get(variable.id) ?? newBox(variable.id);
      if (box.text.textContent !== variable.label) box.text.textContent = variable.label;
    }
    const keys = new Set(record.arrows.map(keyOf));
    for (const [key, arrow] of arrows) if (!keys.has(key)) arrow.group.remove(), arrows.delete(key);
    for (const arrow of record.arrows) {
      const known = arrows.get(keyOf(arrow)) ?? newArrow(arrow);
      if (!known) continue;
      known.delay = arrow.delay;
      known.group.classList.toggle("is-minus", arrow.sign < 0);
    }
    layout();
  };

  /** @type {(id: string) => NodeBox} */
  function newBox(id) {
    const box = makeBox(id);
    boxes.set(id, box);
    nodes.append(box.node);
    return box;
  }

  /** @type {(arrow: Arrow) => DrawnArrow | undefined} */
  function newArrow(arrow) {
    const [from, to] = [boxes.get(arrow.cause), boxes.get(arrow.effect)];
    if (!from || !to) return undefined;
    const made = makeArrow(keyOf(arrow), from, to);
    arrows.set(keyOf(arrow), made);
    layer.append(made.group);
    return made;
  }

  /** @type {(box: NodeBox) => void} */
  const measure = (box) => {
    box.w = box.node.offsetWidth / 2;
    box.h = box.node.offsetHeight / 2;
  };
  const area = () => ({ width: board.width, height: board.height, bands: tiers.length });
  /** @type {(variable: Spot) => number} */
  const bandOf = (variable) => tierOf(variable.y, tiers);

  /** @type {(wide: number, high: number) => void} */
  function resize(wide, high) {
    board.width = Math.round(wide * board.zoom);
    board.height = Math.round(high * board.zoom);
    sheet.style.width = `${board.width}px`;
    sheet.style.height = `${board.height}px`;
    svg.setAttribute("width", String(board.width));
    svg.setAttribute("height", String(board.height));
  }

  /**
   * Where the record wants each box; in bands, none covers another: the drawing grows if it must.
   * @type {(wide: number, high: number) => void}
   */
  function settle(wide, high) {
    const placed = board.record.variables.flatMap((variable) => {
      const box = boxes.get(variable.id);
      return box ? Object.assign(box, toSpot(variable), { band: tiered ? bandOf(variable) : 0 }) : [];
    });
    if (!tiered) return;
    if (keepApart(placed, area()) || board.zoom === LARGEST) return;
    board.zoom = ZOOMS[ZOOMS.indexOf(board.zoom) + 1];
    resize(wide, high);
    settle(wide, high);
  }

  /**
   * A free place for a new box of that name, as shares; in the band of `near`, if it has room.
   * @type {(label: string, near?: Variable) => Spot}
   */
  const freeSpot = (label, near) => {
    const box = newBox("");
    box.text.textContent = label;
    measure(box);
    const widest = Number.parseFloat(getComputedStyle(box.node).maxWidth) / 2 || box.w;
    const roomy = { w: Math.max(box.w, widest), h: 2 * box.h };
    box.node.remove();
    boxes.delete("");
    const band = near ? bandOf(near) : 0;
    const spot = firstFree(box, roomy, band, [...boxes.values()], area());
    return spot ? toShare(spot) : { x: 0.5, y: (band + 0.5) / tiers.length };
  };

  // Measure everything, then place everything: two passes, one reflow.
  const layout = () => {
    const [wide, high] = [frame.clientWidth, frame.clientHeight];
    if (!wide) return;
    resize(wide, high);
    const all = [...boxes.values()];
    all.forEach(measure);
    pad = {
      x: Math.max(40, ...all.map((box) => box.w)) + 8,
      y: Math.max(20, ...all.map((box) => box.h)) + 8,
    };
    settle(wide, high);
    all.forEach(placeBox);
    /** @type {Spot[]} */
    const taken = [];
    for (const arrow of arrows.values()) {
      const { from, to } = arrow;
      arrow.bow = bowOf(arrow, all);
      arrow.signAt = chooseSign(trimmed(bowed(from, to, arrow.bow), from, to), all, taken);
      drawArrow(arrow);
      taken.push(arrow.shape.sign);
    }
    placeHandle();
  };

  /** @type {(arrow: DrawnArrow, all: Box[]) => number} */
  const bowOf = ({ from, to, bow }, all) =>
    chooseBow(from, to, all, arrows.has(keyOf({ cause: to.id, effect: from.id })), bow);

  /** @type {(box: NodeBox) => void} */
  const placeBox = (box) => {
    box.node.style.transform = `translate(${Math.round(box.x - box.w)}px, ${Math.round(box.y - box.h)}px)`;
  };

  /** @type {(arrow: DrawnArrow) => void} */
  function drawArrow(arrow) {
    const shape = arrowShape(arrow.from, arrow.to, arrow.bow, arrow.signAt, arrow.delay);
    arrow.shape = shape;
    arrow.hit.setAttribute("d", shape.whole);
    arrow.line.setAttribute("d", shape.line);
    arrow.head.setAttribute("d", shape.head);
    arrow.bars.setAttribute("d", shape.bars);
    arrow.sign.setAttribute("transform", `translate(${shape.sign.x.toFixed(1)} ${shape.sign.y.toFixed(1)})`);
  }

  // Move one variable on the drawing alone; the record follows when it is dropped.
  let waiting = 0;
  /** @type {{ id: string, spot: Spot }} */
  let next;
  /** @type {(id: string, spot: Spot) => void} */
  const drag = (id, spot) => {
    next = { id, spot };
    waiting ||= requestAnimationFrame(() => {
      waiting = 0;
      const box = boxes.get(next.id);
      if (!box) return;
      box.x = clamp(next.spot.x, pad.x, board.width - pad.x);
      box.y = clamp(next.spot.y, pad.y, board.height - pad.y);
      placeBox(box);
      const all = [...boxes.values()];
      for (const arrow of arrows.values()) {
        if (arrow.from !== box && arrow.to !== box) continue;
        arrow.bow = bowOf(arrow, all);
        drawArrow(arrow);
      }
      placeHandle();
    });
  };
  // Let go: what waits for the next frame is drawn no more; the record is the truth again.
  const release = () => {
    cancelAnimationFrame(waiting);
    waiting = 0;
  };

  let held = "";
  /** @type {(id: string) => void} */
  const showHandle = (id) => {
    held = id;
    placeHandle();
  };
  // Beside its box, where it hides no other name.
  function placeHandle() {
    const box = boxes.get(held);
    handle.hidden = !box;
    if (!box) return;
    const sides = [
      { x: box.x + box.w + HANDLE + 3, y: box.y },
      { x: box.x - box.w - HANDLE - 3, y: box.y },
      { x: box.x, y: box.y + box.h + HANDLE + 3 },
      { x: box.x, y: box.y - box.h - HANDLE - 3 },
    ].filter(({ x, y }) => Math.min(x, y, board.width - x, board.height - y) > HANDLE);
    /** @type {(spot: Spot) => boolean} */
    const hides = ({ x, y }) => [...boxes.values()].some((other) => Math.abs(other.x - x) < other.w + HANDLE && Math.abs(other.y - y) < other.h + HANDLE);
    const { x, y } = sides.find((side) => !hides(side)) ?? sides[0] ?? box;
    handle.style.transform = `translate(${Math.round(x - HANDLE)}px, ${Math.round(y - HANDLE)}px)`;
  }

  /** @type {(id: string, spot: Spot | null) => void} */
  const showPull = (id, spot) => {
    const box = boxes.get(id);
    pull.setAttribute("d", box && spot ? `M${box.x} ${box.y}L${spot.x} ${spot.y}` : "");
  };

  // A map too dense for its frame starts enlarged: names off one another, and room for arrows.
  const fit = () => {
    board.zoom = ZOOMS[0];
    layout();
    let asked = 0;
    for (const box of boxes.values()) asked += (2 * box.w + 30) * (2 * box.h + 30);
    const room = (/** @type {number} */ zoom) => frame.clientWidth * frame.clientHeight * zoom * zoom;
    while (board.zoom < LARGEST && (1.4 * asked > room(board.zoom) || (board.zoom < 1.5 && overlaps()))) {
      board.zoom = ZOOMS[ZOOMS.indexOf(board.zoom) + 1];
      layout();
    }
    reveal(board.record.variables.slice(0, 1).map((variable) => variable.id));
  };
  /**
   * Bring variables to the middle of the frame, when the drawing is larger than its frame.
   * @type {(ids: string[]) => void}
   */
  const reveal = (ids) => {
    const shown = ids.flatMap((id) => boxes.get(id) ?? []);
    if (!shown.length) return;
    const middle = (/** @type {"x" | "y"} */ axis) => (Math.min(...shown.map((box) => box[axis])) + Math.max(...shown.map((box) => box[axis]))) / 2;
    frame.scrollLeft = middle("x") - frame.clientWidth / 2;
    frame.scrollTop = middle("y") - frame.clientHeight / 2;
  };
  function overlaps() {
    const all = [...boxes.values()];
    return all.some((one, rank) =>
      all.slice(0, rank).some((other) => Math.abs(one.x - other.x) < one.w + other.w && Math.abs(one.y - other.y) < one.h + other.h),
    );
  }
  /** @type {(step: number) => void} */
  const zoomBy = (step) => {
    const rank = clamp(ZOOMS.indexOf(board.zoom) + step, 0, ZOOMS.length - 1);
    const middle = { x: (frame.scrollLeft + frame.clientWidth / 2) / (board.width || 1), y: (frame.scrollTop + frame.clientHeight / 2) / (board.height || 1) };
    board.zoom = ZOOMS[rank];
    layout();
    frame.scrollLeft = middle.x * board.width - frame.clientWidth / 2;
    frame.scrollTop = middle.y * board.height - frame.clientHeight / 2;
  };
  /** @type {(item: Item | null | undefined) => HTMLElement | SVGElement | undefined} */
  const elementOf = (item) =>
    item?.kind === "variable" ? boxes.get(item.id)?.node : arrows.get(item?.id ?? "")?.group;
  return Object.assign(board, {
    ...{ frame, sheet, boxes, arrows },
    ...{ toSpot, toShare, fromPage, elementOf },
    ...{ showTiers, show, layout, fit, zoomBy, reveal, freeSpot },
    ...{ drag, release, showHandle, showPull },
  });
}
