/* Maillon: the page « Bibliothèque de clauses »: search and filters, copying, the way to the workshop.
 *
 * Without a script, every clause is there, folded on itself, with its link to the workshop; the
 * form and the buttons that copy are hidden.
 */
(() => {
  "use strict";

  const form = document.querySelector("[data-maillon-clauses]");
  if (!form) return;

  const NBSP = "\u00a0";

  /* No accent, no case: « énergie » is found with « energie ». */
  const fold = (text) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/œ/g, "oe")
      .replace(/æ/g, "ae");
  const wordsOf = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /* « l’eau », « de la forêt »: these words find nothing by themselves. */
  const EMPTY = new Set(
    "l d s c n m j qu le la les un une des du de et ou a au aux en sur par pour avec sans dans".split(" "),
  );
  /* « déchets » finds « déchet » too. */
  const stem = (word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);
  const asked = (text) => {
    const words = wordsOf(text);
    const full = words.filter((word) => !EMPTY.has(word));
    return (full.length ? full : words).map(stem);
  };
  const holds = (words, starts) =>
    starts.every((start) => words.some((word) => word.startsWith(start)));

  const CHOICES = ["famille", "visee", "place"];
  const part = (element, look) =>
    [...element.querySelectorAll(look)].map((piece) => piece.textContent).join(" ");
  const clauses = [...document.querySelectorAll(".maillon-clause")].map((element) => ({
    element,
    section: element.parentElement,
    /* What the clause is about, then all that it says: the second helps when the first is silent. */
    about: wordsOf(
      `${part(element, ".maillon-clause__titre, .maillon-clause__pourquoi")} ${element.dataset.mots}`,
    ),
    all: wordsOf(`${element.textContent} ${element.dataset.mots}`),
  }));
  const sections = new Set(clauses.map((clause) => clause.section));
  const count = form.querySelector("[role=status]");
  const tries = form.querySelector(".maillon-filtres__essais");
  const ADVICE = JSON.parse(form.dataset.essais);
  const field = form.elements.namedItem("mots");
  const chosen = (name) => form.elements.namedItem(name).value;
  const quoted = (text) => `«${NBSP}${text}${NBSP}»`;

  /* What to try for words that found nothing: their own suggestions, else the usual ones. */
  function advice(starts) {
    const known = ADVICE["au-lieu"].find(({ mots }) =>
      mots.some((word) => starts.some((start) => asked(word).some((other) => other.startsWith(start)))),
    );
    return known ? known.essais : ADVICE.sinon;
  }

  let proposed = "";

  function propose(words) {
    /* A field that loses the hand says « change »: the button under the hand must stay. */
    if (words.join() === proposed) return;
    proposed = words.join();
    tries.hidden = words.length === 0;
    const buttons = words.map((word) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "maillon-bouton maillon-bouton--trait";
      button.textContent = word;
      button.addEventListener("click", () => {
        field.value = word;
        filter();
        field.focus();
      });
      return button;
    });
    tries.replaceChildren(tries.firstElementChild, ...buttons);
  }

  function said(shown, text, advised) {
    if (shown) return `${shown} clause${shown > 1 ? "s" : ""} sur ${clauses.length}`;
    const start = `Aucune clause sur ${clauses.length}`;
    if (!text) return `${start} avec ces filtres.`;
    if (!advised) return `${start} pour ${quoted(text)} avec ces filtres${NBSP}: effacez-les.`;
    return `${start} pour ${quoted(text)}.`;
  }

  /* The buttons show what to try; whoever does not see them hears it. */
  function tell(sentence, words) {
    const heard = words.length ? ` Essayez ${words.map(quoted).join(", ")}.` : "";
    if (count.textContent === sentence + heard) return;
    const apart = document.createElement("span");
    apart.className = "maillon-invisible";
    apart.textContent = heard;
    count.replaceChildren(sentence, apart);
  }

  function filter() {
    const text = chosen("mots").trim();
    const starts = asked(text);
    const found = clauses.filter(({ about }) => holds(about, starts));
    const wide = found.length ? found : clauses.filter(({ all }) => holds(all, starts));
    let shown = 0;
    for (const clause of clauses) {
      const { element } = clause;
      const kept =
        wide.includes(clause) &&
        CHOICES.every((name) => !chosen(name) || element.dataset[name] === chosen(name));
      element.hidden = !kept;
      shown += kept;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector(".maillon-clause:not([hidden])");
    }
    const words = starts.length && !wide.length ? advice(starts) : [];
    propose(words);
    tell(said(shown, text, words.length > 0), words);
  }

  /* An address that names a clause shows it and opens it, whatever the filters say. */
  function showTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.closest(".maillon-clause[hidden], section[hidden]")) {
      form.reset();
      filter();
    }
    const clause = target.closest(".maillon-clause");
    if (clause) {
      clause.querySelector("details").open = true;
      target.scrollIntoView();
    }
  }

  /* Copying ------------------------------------------------------------------------------------- */

  /* The text, its proof and what follows, as paragraphs; what is to be chosen stands in brackets. */
  function copied(variant) {
    const lines = [];
    let label = "";
    for (const child of variant.children) {
      if (child.matches(".maillon-clause__rubrique")) label = child.textContent;
      if (!child.matches(".maillon-clause__copie")) continue;
      const text = child.cloneNode(true);
      for (const value of text.querySelectorAll(".maillon-clause__champ")) {
        value.replaceWith(`[${value.textContent}]`);
      }
      const written = text.textContent.replace(/[ \t\r\n]+/g, " ").trim();
      lines.push(lines.length ? `${label}${NBSP}: ${written}` : written);
    }
    return lines.join("\n");
  }

  /* Pages that are not served by this machine or by https have no clipboard: the older way. */
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

  const COPIED = `Copié. Les valeurs entre crochets sont à remplacer, puis le tout est à faire relire.`;
  const NOT_COPIED = `Votre navigateur refuse la copie${NBSP}: sélectionnez le texte, puis Ctrl+C.`;

  for (const button of document.querySelectorAll("[data-copier]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const status = button.parentElement.querySelector("[role=status]");
      const done = await toClipboard(copied(button.closest(".maillon-clause__variante")));
      button.focus();
      status.textContent = "";
      /* Said again when it is copied again. */
      setTimeout(() => {
        status.textContent = done ? COPIED : NOT_COPIED;
      }, 50);
    });
  }

  /* The workshop ------------------------------------------------------------------------------- */

  /* The same pages are read on a site without a course behind it: a link would then lead nowhere. */
  async function served() {
    if (location.protocol === "file:") return false;
    try {
      const answer = await fetch(`${form.dataset.serveur}maillon/atelier.css`, { method: "HEAD" });
      return answer.ok && (answer.headers.get("content-type") || "").includes("css");
    } catch {
      return false;
    }
  }

  served().then((there) => {
    document.documentElement.dataset.maillonAtelier = there ? "oui" : "non";
    if (there) return;
    for (const link of document.querySelectorAll("[data-atelier]")) link.hidden = true;
    for (const link of document.querySelectorAll(".maillon-clause__hors-ligne")) link.hidden = false;
  });

  /* What is folded on the screen is printed all the same. */
  window.addEventListener("beforeprint", () => {
    for (const pli of document.querySelectorAll(".maillon-clause__pli")) pli.open = true;
  });

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  window.addEventListener("hashchange", showTarget);
  form.hidden = false;
  filter();
  showTarget();
})();
