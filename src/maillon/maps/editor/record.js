// The record of a map and what can be done to it.  Every change gives a new record: the history
// keeps the old ones as they are.

/**
 * The record of a map, as `maps.record` checks it.
 * @typedef {{ id: string, label: string, x: number, y: number }} Variable
 * @typedef {{ cause: string, effect: string, sign: number, delay: boolean }} Arrow
 * @typedef {{ schema: number, title: string, variables: Variable[], arrows: Arrow[] }} MapRecord
 */

/**
 * A variable or an arrow, named by its id or by its key.
 * @typedef {{ kind: "variable" | "arrow", id: string }} Item
 */

/**
 * A place: shares of the drawing in a record, pixels on the page.
 * @typedef {{ x: number, y: number }} Spot
 */

import { clamp, worded } from "./elements.js";

export const LABEL_LENGTH = 80;
export const TITLE_LENGTH = 120;
export const MAX_ARROWS = 400;
const RING = [0, 2, 4, 6, 1, 3, 5, 7]; // eighths of a turn, clockwise: the first four make a cross

/** @type {(arrow: Pick<Arrow, "cause" | "effect">) => string} */
export const keyOf = (arrow) => `${arrow.cause}>${arrow.effect}`;
/** @type {(id: string) => Item} */
export const variableItem = (id) => ({ kind: "variable", id });
/** @type {(arrow: Pick<Arrow, "cause" | "effect">) => Item} */
export const arrowItem = (arrow) => ({ kind: "arrow", id: keyOf(arrow) });
/** @type {(record: MapRecord, id: string | undefined) => Variable | undefined} */
export const variableOf = (record, id) => record.variables.find((variable) => variable.id === id);
/** @type {(record: MapRecord, key: string | undefined) => Arrow | undefined} */
export const arrowOf = (record, key) => record.arrows.find((arrow) => keyOf(arrow) === key);
/** @type {(record: MapRecord, id: string | undefined) => string} */
export const labelOf = (record, id) => variableOf(record, id)?.label ?? "";
/** @type {(record: MapRecord, arrow: Pick<Arrow, "cause" | "effect">) => string} */
export const arrowName = (record, arrow) =>
  `${labelOf(record, arrow.cause)} → ${labelOf(record, arrow.effect)}`;
/** @type {(text: string, longest: number) => string} */
export const tidy = (text, longest) => text.replace(/\p{Cc}|\u2028|\u2029/gu, " ").trim().slice(0, longest);
/** @type {(tiers: string[]) => [id: string, text: string][]} */
export const tierOptions = (tiers) => tiers.map((tier, rank) => [String(rank), tier]);
/** @type {(y: number, tiers: string[]) => number} */
export const tierOf = (y, tiers) => clamp(Math.floor(y * tiers.length), 0, tiers.length - 1);

/** @type {() => MapRecord} */
export const emptyMap = () => ({ schema: 1, title: "", variables: [], arrows: [] });

export const edit = {
  /** @type {(record: MapRecord, title: string) => MapRecord} */
  title: (record, title) => ({ ...record, title }),
  /** @type {(record: MapRecord, variable: Variable) => MapRecord} */
  add: (record, variable) => ({ ...record, variables: [...record.variables, variable] }),
  /** @type {(record: MapRecord, id: string, patch: Partial<Variable>) => MapRecord} */
  variable: (record, id, patch) => ({
    ...record,
    variables: record.variables.map((v) => (v.id === id ? { ...v, ...patch } : v)),
  }),
  /** @type {(record: MapRecord, places: Map<string, Spot>) => MapRecord} */
  places: (record, places) => ({
    ...record,
    variables: record.variables.map((v) => ({ ...v, ...places.get(v.id) })),
  }),
  /** @type {(record: MapRecord, id: string) => MapRecord} */
  drop: (record, id) => ({
    ...record,
    variables: record.variables.filter((v) => v.id !== id),
    arrows: record.arrows.filter((a) => a.cause !== id && a.effect !== id),
  }),
  /** @type {(record: MapRecord, arrow: Arrow) => MapRecord} */
  link: (record, arrow) => ({ ...record, arrows: [...record.arrows, arrow] }),
  /** @type {(record: MapRecord, key: string, patch: Partial<Arrow>) => MapRecord} */
  arrow: (record, key, patch) => ({
    ...record,
    arrows: record.arrows.map((a) => (keyOf(a) === key ? { ...a, ...patch } : a)),
  }),
  /** @type {(record: MapRecord, key: string) => MapRecord} */
  unlink: (record, key) => ({ ...record, arrows: record.arrows.filter((a) => keyOf(a) !== key) }),
};

/** @type {(record: MapRecord) => string} */
export function freeId(record) {
  const taken = new Set(record.variables.map((variable) => variable.id));
  let rank = record.variables.length + 1;
  while (taken.has(`v${rank}`)) rank += 1;
  return `v${rank}`;
}

/** @type {(one: string, other: string) => boolean} */
const sameName = (one, other) =>
  one.trim().toLocaleLowerCase("fr") === other.trim().toLocaleLowerCase("fr");

/** @type {(record: MapRecord, label: string, but?: string) => boolean} */
export const isTaken = (record, label, but = "") =>
  record.variables.some((variable) => variable.id !== but && sameName(variable.label, label));

/** @type {(record: MapRecord) => string} */
export function freeName(record) {
  let rank = record.variables.length + 1;
  while (isTaken(record, worded(`Variable ${rank}`))) rank += 1;
  return worded(`Variable ${rank}`);
}

/**
 * A place that others leave free: on the ring first, then wherever there is most room.
 * @type {(record: MapRecord) => Spot}
 */
export function freePlace(record) {
  const apart = (/** @type {Spot} */ spot) =>
    Math.min(...record.variables.map((v) => Math.hypot((v.x - spot.x) * 1.6, v.y - spot.y)), 9);
  const ring = RING.map((rank) => onOval(rank, RING.length));
  const free = ring.find((spot) => apart(spot) > 0.25);
  if (free) return free;
  const grid = [];
  for (let x = 0.05; x < 1; x += 0.075) for (let y = 0.05; y < 1; y += 0.075) grid.push({ x, y });
  return mostRoom(grid, apart);
}

/** @type {(spots: Spot[], apart: (spot: Spot) => number) => Spot} */
const mostRoom = (spots, apart) =>
  spots.reduce((best, spot) => (apart(spot) > apart(best) + 1e-9 ? spot : best));

/** @type {(value: number) => number} */
export const rounded = (value) => Math.round(clamp(value, 0, 1) * 1e4) / 1e4;

/**
 * Clockwise from the top; from nine variables on, one in two stands back so that names stay apart.
 * @type {(rank: number, total: number) => Spot}
 */
function onOval(rank, total) {
  const angle = (2 * Math.PI * rank) / total;
  const size = total <= 8 ? 0.4 : total % 2 && rank === total - 1 ? 0.4 : [0.5, 0.3][rank % 2];
  return { x: rounded(0.5 + size * Math.sin(angle)), y: rounded(0.5 - size * Math.cos(angle)) };
}

/**
 * Order of the variables when one walks along the arrows: neighbours on a loop stay neighbours.
 * @type {(record: MapRecord) => string[]}
 */
function walkOrder(record) {
  const left = new Map(record.variables.map((variable) => [variable.id, variable]));
  const order = [];
  while (left.size) {
    /** @type {string | undefined} */
    let id = left.keys().next().value;
    while (id !== undefined) {
      order.push(id);
      left.delete(id);
      id = record.arrows.find((arrow) => arrow.cause === id && left.has(arrow.effect))?.effect;
    }
  }
  return order;
}

/**
 * The same order once no exchange of two variables brings the ends of arrows closer on the oval.
 * @type {(record: MapRecord, order: string[]) => string[]}
 */
function closerOrder(record, order) {
  const total = order.length;
  const rank = new Map(order.map((id, place) => [id, place]));
  const rankOf = (/** @type {string} */ id) => rank.get(id) ?? 0;
  const length = () =>
    record.arrows.reduce((sum, { cause, effect }) => {
      const apart = Math.abs(rankOf(cause) - rankOf(effect));
      return sum + Math.min(apart, total - apart) ** 1.5;
    }, 0);
  /** @type {(one: string, other: string) => void} */
  const swap = (one, other) => {
    const place = rankOf(one);
    rank.set(one, rankOf(other));
    rank.set(other, place);
  };
  let least = length();
  for (let better = true, rounds = 0; better && rounds < 20; rounds += 1) {
    better = false;
    for (const one of order) {
      for (const other of order) {
        swap(one, other);
        const now = length();
        if (now < least - 1e-9) [least, better] = [now, true];
        else swap(one, other);
      }
    }
  }
  return [...order].sort((one, other) => rankOf(one) - rankOf(other));
}

/**
 * Tidy places: an oval for a small map, rows for a large one, bands kept where there are tiers.
 * @type {(record: MapRecord, tiers: string[], shape: number) => Map<string, Spot>}
 */
export function tidyPlaces(record, tiers, shape) {
  const order = walkOrder(record);
  /** @type {(record: MapRecord, places: Map<string, Spot>) => MapRecord} */
  /** @type {Map<string, Spot>} */
  const places = new Map();
  /** @type {(ids: string[], top: number, height: number) => void} */
  const rows = (ids, top, height) => {
    const across = Math.max(1, Math.min(ids.length, Math.round(Math.sqrt(ids.length * shape))));
    const down = Math.ceil(ids.length / across);
    ids.forEach((id, rank) => {
      const row = Math.floor(rank / across);
      const inRow = row === down - 1 ? ids.length - row * across : across;
      const shift = row % 2 ? 0.75 : 0.25; // rows out of step leave room for the arrows
      const x = (rank % across) + (inRow === across && down > 1 ? shift + 0.25 : 0.5);
      places.set(id, { x: rounded(x / (inRow + (down > 1 ? 0.5 : 0))), y: rounded(top + (height * (row + 0.5)) / down) });
    });
  };
  if (tiers.length) {
    tiers.forEach((_, tier) => {
      const ids = order.filter((id) => tierOf(variableOf(record, id)?.y ?? 0, tiers) === tier);
      rows(ids, tier / tiers.length, 1 / tiers.length);
    });
  } else if (order.length <= 20) {
    closerOrder(record, order).forEach((id, rank) => places.set(id, onOval(rank, order.length)));
  } else rows(order, 0, 1);
  return places;
}
