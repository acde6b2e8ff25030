// Elements and words that every control is made of.

/** @import { Model } from "./model.js" */
/** @import { Child, Properties } from "./page.js" */

import { NBSP, fill, unique } from "./page.js";

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {Properties} [properties]
 * @param {Child[]} children
 */
export const element = (name, properties = {}, ...children) =>
  fill(document.createElement(name), properties, children);

/**
 * French numbers: decimal comma, thin spaces between thousands.
 * @param {number} value
 * @param {number} step its decimals are those that are written
 * @param {string} unit
 */
export function frenchNumber(value, step, unit) {
  const places = (String(step).split(".")[1] || "").length;
  // Cents are written in full: 8,80 €, not 8,8 €.
  const decimals = places && unit.startsWith("€") ? 2 : places;
  return value.toLocaleString("fr-FR", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/**
 * In French the plural starts at two: 1 jour, 1,5 an, 2 jours.
 * @param {Model<number>} model
 * @param {number} value
 */
export function withUnit(model, value) {
  const unit = (Math.abs(value) < 2 && model.get("one")) || model.get("unit");
  return frenchNumber(value, model.get("step"), unit) + (unit ? `${NBSP}${unit}` : "");
}

/** @param {(string | undefined)[]} ids */
export const describedBy = (ids) => ids.filter(Boolean).join(" ") || undefined;

/**
 * @param {Model<any>} model
 * @param {string} target
 */
export const label = (model, target) =>
  element("label", { class: "maillon-label", for: target }, model.get("label"));

/** @param {Model<any>} model */
export const legend = (model) => element("legend", { class: "maillon-label" }, model.get("label"));

/**
 * What is asked, before the field; a hint only helps.
 * @param {Model<any>} model
 */
export function statement(model) {
  const text = model.get("statement");
  return text ? element("p", { class: "maillon-statement", id: unique("enonce") }, text) : null;
}

/** @param {Model<any>} model */
export function hint(model) {
  const text = model.get("hint");
  return text ? element("p", { class: "maillon-hint", id: unique("aide") }, text) : null;
}
