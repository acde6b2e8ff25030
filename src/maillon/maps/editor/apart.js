// Names that do not hide each other on bands.  The record says where a firm is wanted; the drawing
// shows it there, or at the nearest free place of its band when its box would cover another one.

/** @import { Box } from "./curves.js" */
/** @import { Spot } from "./record.js" */

/**
 * What bands and rows ask of a drawing.
 * @typedef {{ width: number, height: number, bands: number }} Area
 * @typedef {Box & { band: number }} Banded
 * @typedef {Pick<Box, "w" | "h">} Size
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Limits
 */

import { clamp } from "./elements.js";

const CLEAR = 6; // pixels between two boxes
const SEARCH_STEP = 6;
const NAME = 28; // height of the name of a band: kept clear as long as there is room

/** @type {(one: Box, other: Box) => boolean} */
const cover = (one, other) =>
  Math.abs(one.x - other.x) < one.w + other.w + CLEAR && Math.abs(one.y - other.y) < one.h + other.h + CLEAR;

/**
 * Where the middle of a box may stand: inside its band, `above` pixels from its top.
 * @type {(box: Size, band: number, board: Area, above: number) => Limits}
 */
function limitsOf(box, band, board, above) {
  const tall = board.height / board.bands;
  const [top, bottom] = [band * tall + above + 3, (band + 1) * tall - 3];
  const low = Math.max(bottom - box.h, band * tall + tall / 2);
  return {
    left: Math.min(box.w + CLEAR, board.width / 2),
    right: Math.max(board.width - box.w - CLEAR, board.width / 2),
    top: Math.min(top + box.h, low),
    bottom: low,
  };
}

/**
 * The free place of the band nearest to where the box is wanted, or nothing.
 * @type {(box: Banded, taken: Box[], board: Area, above: number) => Spot | null}
 */
function nearestFree(box, taken, board, above) {
  const { left, right, top, bottom } = limitsOf(box, box.band, board, above);
  /** @type {Spot | null} */
  let best = null;
  let least = Infinity;
  for (let y = top; y <= bottom + 0.5; y += SEARCH_STEP) {
    for (let x = left; x <= right + 0.5; x += SEARCH_STEP) {
      const far = Math.hypot(x - box.x, y - box.y);
      if (far < least && !taken.some((other) => cover({ ...box, x, y }, other))) [best, least] = [{ x, y }, far];
    }
  }
  return best;
}

/**
 * Rows from left to right in each band, when moving boxes one by one leaves no room.
 * @type {(boxes: Banded[], band: number, board: Area) => boolean}
 */
function inRows(boxes, band, board) {
  /** @type {{ boxes: Banded[], wide: number, h: number }[]} */
  const rows = [];
  for (const box of boxes) {
    const row = rows.at(-1);
    const wide = 2 * box.w + CLEAR;
    if (row && row.wide + wide <= board.width - CLEAR) row.boxes.push(box), (row.wide += wide), (row.h = Math.max(row.h, box.h));
    else rows.push({ boxes: [box], wide, h: box.h });
  }
  const tall = board.height / board.bands;
  const asked = rows.reduce((sum, row) => sum + 2 * row.h + CLEAR, CLEAR);
  if (asked > tall || rows.some((row) => row.wide > board.width - CLEAR)) return false;
  const below = Math.min(NAME, tall - asked);
  const air = (tall - asked - below) / (rows.length + 1);
  let y = band * tall + below + CLEAR;
  for (const row of rows) {
    y += air;
    const space = (board.width - row.wide) / row.boxes.length;
    let x = space / 2;
    for (const box of row.boxes) {
      Object.assign(box, { x: x + box.w + CLEAR / 2, y: y + row.h });
      x += 2 * box.w + CLEAR + space;
    }
    y += 2 * row.h + CLEAR;
  }
  return true;
}

/**
 * Move boxes ({ x, y, w, h, band }) until none covers another; false when they ask for more room.
 * @type {(boxes: Banded[], board: Area) => boolean}
 */
export function keepApart(boxes, board) {
  const wanted = boxes.map(({ x, y }) => ({ x, y }));
  /** @type {Box[]} */
  const taken = [];
  const moved = boxes.every((box) => {
    const { top, bottom } = limitsOf(box, box.band, board, 0);
    box.y = clamp(box.y, top, bottom);
    const stays = !taken.some((other) => cover(box, other));
    const spot = stays ? box : (nearestFree(box, taken, board, NAME) ?? nearestFree(box, taken, board, 0));
    if (spot) Object.assign(box, { x: spot.x, y: spot.y }), taken.push(box);
    return spot;
  });
  if (moved) return true;
  const bands = Array.from({ length: board.bands }, (_, band) => boxes.filter((box) => box.band === band));
  if (bands.every((inside, band) => inRows(inside.sort((one, other) => one.x - other.x), band, board))) return true;
  boxes.forEach((box, rank) => Object.assign(box, wanted[rank]));
  return false;
}

/**
 * The first free place for a new box: its own band row by row, then the next bands; or nothing.
 * Places where a long name would fit too come first: the box is named once it stands there.
 * @type {(box: Size, roomy: Size, band: number, taken: Box[], board: Area) => Spot | null}
 */
export function firstFree(box, roomy, band, taken, board) {
  /** @type {[size: Size, above: number][]} */
  const tried = [[roomy, NAME], [box, NAME], [box, 0]];
  for (const [size, above] of tried) {
    for (let step = 0; step < board.bands; step += 1) {
      const limits = limitsOf(size, (band + step) % board.bands, board, above);
      const free = gridOf(size, limits).find((spot) => !taken.some((other) => cover({ ...size, ...spot }, other)));
      if (free) return free;
    }
  }
  return null;
}

/**
 * As many places as boxes of that size have room for, row by row.
 * @type {(box: Size, limits: Limits) => Spot[]}
 */
function gridOf(box, { left, right, top, bottom }) {
  const [down, across] = [Math.floor((bottom - top) / (2 * box.h + CLEAR)), Math.floor((right - left) / (2 * box.w + CLEAR))];
  /** @type {(from: number, to: number, steps: number) => number[]} */
  const spread = (from, to, steps) =>
    Array.from({ length: steps + 1 }, (_, rank) => (steps ? from + ((to - from) * rank) / steps : (from + to) / 2));
  const columns = fromMiddle(spread(left, right, across));
  return spread(top, bottom, down).flatMap((y) => columns.map((x) => ({ x, y })));
}

/**
 * From the middle outwards: the first firm of a band stands in its middle.
 * @type {(places: number[]) => number[]}
 */
const fromMiddle = (places) => {
  const middle = (places.length - 1) / 2;
  return [...places.keys()].sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle)).map((rank) => places[rank]);
};
