// Geometry of the arrows, in pixels.  A box is { x, y, w, h }: the middle and the half sizes of a
// variable.  Every arrow bows to its own left, so that an arrow and its return stay apart.

/** @import { Spot } from "./record.js" */

/**
 * A curve goes from its start to its end, and bends towards its control.
 * @typedef {[start: Spot, control: Spot, end: Spot]} Curve
 */

/**
 * The middle and the half sizes of a variable.
 * @typedef {Spot & { w: number, h: number }} Box
 */


const GAP = 4; // between a variable and its arrows
const HEAD = 11;
const BOWS = [0.12, 0.3, -0.12, -0.3];
const BOWS_WITH_RETURN = [0.15, 0.32];
const SIGN_PLACES = [0.5, 0.6, 0.42, 0.69];
const SIGN_ROOM = 23;

/** @type {(one: Spot, other: Spot, t: number) => Spot} */
const mix = (one, other, t) => ({ x: one.x + (other.x - one.x) * t, y: one.y + (other.y - one.y) * t });
/** @type {(spot: Spot, box: Box, gap: number) => boolean} */
const inBox = (spot, box, gap) =>
  Math.abs(spot.x - box.x) < box.w + gap && Math.abs(spot.y - box.y) < box.h + gap;

/** @type {(curve: Curve, t: number) => Spot} */
const onCurve = ([start, control, end], t) => mix(mix(start, control, t), mix(control, end, t), t);

/** @type {(from: Spot, to: Spot, bow: number) => Curve} */
export function bowed(from, to, bow) {
  const middle = mix(from, to, 0.5);
  const control = { x: middle.x + (to.y - from.y) * bow, y: middle.y - (to.x - from.x) * bow };
  return [{ x: from.x, y: from.y }, control, { x: to.x, y: to.y }];
}

/**
 * Where the curve crosses the edge of a box, between `inside` and `outside`.
 * @type {(curve: Curve, box: Box, inside: number, outside: number) => number}
 */
function crossing(curve, box, inside, outside) {
  for (let step = 0; step < 14; step += 1) {
    const middle = (inside + outside) / 2;
    if (inBox(onCurve(curve, middle), box, GAP)) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** @type {(curve: Curve, from: Box, to: Box) => Curve} */
export function trimmed(curve, from, to) {
  const [start, control, end] = curve;
  const t0 = crossing(curve, from, 0, 0.5);
  const t1 = crossing(curve, to, 1, 0.5);
  const turn = mix(mix(start, control, t0), mix(control, end, t0), t1);
  return [onCurve(curve, t0), turn, onCurve(curve, t1)];
}

/**
 * The first bow that passes under the fewest variables; the present one unless another does better.
 * @type {(from: Box, to: Box, boxes: Box[], hasReturn: boolean, present: number) => number}
 */
export function chooseBow(from, to, boxes, hasReturn, present) {
  const tried = hasReturn ? BOWS_WITH_RETURN : BOWS;
  /** @type {(bow: number) => number} */
  const hidden = (bow) => {
    const curve = bowed(from, to, bow);
    let count = 0;
    for (const box of boxes) {
      if (box === from || box === to) continue;
      for (let t = 0.1; t < 0.95; t += 0.1) {
        if (inBox(onCurve(curve, t), box, GAP)) {
          count += 1;
          break;
        }
      }
    }
    return count;
  };
  let best = tried.includes(present) ? present : tried[0];
  let least = hidden(best);
  for (const bow of tried) {
    if (least === 0) break;
    const count = hidden(bow);
    if (count < least) [best, least] = [bow, count];
  }
  return best;
}

/**
 * Everything that draws one arrow.
 * @param {Box} from
 * @param {Box} to
 * @param {number} bow
 * @param {number} signAt the place of its sign along the curve
 * @param {boolean} delay
 */
export function arrowShape(from, to, bow, signAt, delay) {
  const curve = trimmed(bowed(from, to, bow), from, to);
  const [start, control, end] = curve;
  const length = Math.hypot(end.x - control.x, end.y - control.y) || 1;
  const way = { x: (end.x - control.x) / length, y: (end.y - control.y) / length };
  const neck = { x: end.x - way.x * HEAD * 0.8, y: end.y - way.y * HEAD * 0.8 };
  const base = { x: end.x - way.x * HEAD, y: end.y - way.y * HEAD };
  /** @type {(value: number) => number} */
  const round = (value) => Math.round(value * 10) / 10;
  /** @type {(spot: Spot) => string} */
  const at = (spot) => `${round(spot.x)} ${round(spot.y)}`;
  /** @type {(spot: Spot, size: number) => string} */
  const aside = (spot, size) => at({ x: spot.x - way.y * size, y: spot.y + way.x * size });
  return {
    curve,
    line: `M${at(start)}Q${at(control)} ${at(neck)}`,
    whole: `M${at(start)}Q${at(control)} ${at(end)}`,
    head: `M${at(end)}L${aside(base, HEAD * 0.48)}L${aside(base, -HEAD * 0.48)}Z`,
    sign: onCurve(curve, signAt),
    bars: delay ? delayBars(curve) : "",
  };
}

/** @type {(curve: Curve) => string} */
function delayBars(curve) {
  const t = 0.24;
  const spot = onCurve(curve, t);
  const next = onCurve(curve, t + 0.02);
  const angle = Math.atan2(next.y - spot.y, next.x - spot.x);
  const [along, across] = [{ x: Math.cos(angle), y: Math.sin(angle) }, { x: -Math.sin(angle), y: Math.cos(angle) }];
  return [-3, 3]
    .map((shift) => {
      const middle = { x: spot.x + along.x * shift, y: spot.y + along.y * shift };
      const end = (/** @type {number} */ side) => `${(middle.x + across.x * side).toFixed(1)} ${(middle.y + across.y * side).toFixed(1)}`;
      return `M${end(-8)}L${end(8)}`;
    })
    .join("");
}

/**
 * The place of a sign that stands clear of the variables and of the signs already placed.
 * @type {(curve: Curve, boxes: Box[], taken: Spot[]) => number}
 */
export function chooseSign(curve, boxes, taken) {
  let best = SIGN_PLACES[0];
  let most = -Infinity;
  for (const t of SIGN_PLACES) {
    const spot = onCurve(curve, t);
    let room = SIGN_ROOM;
    for (const other of taken) {
      room = Math.min(room, Math.hypot(other.x - spot.x, other.y - spot.y));
    }
    for (const box of boxes) if (inBox(spot, box, 10)) room = Math.min(room, 0);
    if (room > most + 0.5) [best, most] = [t, room];
    if (most >= SIGN_ROOM) break;
  }
  return best;
}
