// Bubbles of the values of law: hover and focus show them by CSS alone; here they are kept inside
// the window, out of scrolling tables, and Escape closes them.

import { every, one } from "./filters.js";

const EDGE = 8; // pixels between a bubble and the window's edge, or the value
const SHUT = "maillon-loi--fermee";

/** @param {HTMLElement} law */
function place(law) {
  const bubble = one(law, ".maillon-loi__bulle");
  const value = one(law, ".maillon-loi__valeur").getClientRects()[0];
  const root = document.documentElement;
  bubble.style.left = bubble.style.top = "0";
  const { width, height } = bubble.getBoundingClientRect();
  const left = Math.max(EDGE, Math.min(value.left, root.clientWidth - width - EDGE));
  const header = document.querySelector(".maillon-entete");
  const ceiling = header ? header.getBoundingClientRect().bottom : 0;
  const above = value.top - height - EDGE;
  const under = value.bottom + EDGE;
  const fits = under + height + EDGE <= root.clientHeight || above < ceiling;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${fits ? under : above}px`;
}

export function placeBubbles() {
  const laws = every(document, ".maillon-loi");
  if (!laws.length) return;
  document.documentElement.classList.add("maillon-avec-bulles");
  const open = () => laws.filter((law) => law.matches(":hover, :focus-within"));
  for (const law of laws) {
    law.addEventListener("mouseenter", () => place(law));
    law.addEventListener("focusin", () => place(law));
    law.addEventListener("mouseleave", () => law.classList.remove(SHUT));
    law.addEventListener("focusout", () => law.classList.remove(SHUT));
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open().forEach((law) => law.classList.add(SHUT));
  });
  const follow = () => open().forEach(place);
  window.addEventListener("scroll", follow, { capture: true, passive: true });
  window.addEventListener("resize", follow);
}
