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
  const NNBSP = "\u202f";

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
  const sections = [...new Set(clauses.map((clause) => clause.section))];
  const count = form.querySelector("[role=status]");
  const tries = form.querySelector(".maillon-filtres__essais");
  const ADVICE = JSON.parse(form.dataset.essais);
  /* The words of each family, in the order of the page; its end, to put the sections in order. */
  const families = sections.map((section) => ({
    section,
    words: ADVICE.familles[section.querySelector(".maillon-clause").dataset.famille].flatMap(wordsOf),
  }));
  const end = document.createComment("");
  sections.at(-1)?.after(end);
  const field = form.elements.namedItem("mots");
  const chosen = (name) => form.elements.namedItem(name).value;
  const quoted = (text) => `«${NBSP}${text}${NBSP}»`;

  /* What to try for words that the library is known not to hold: a part of its name will do. */
  function known(starts) {
    const begun = (word, among) => among.some((start) => word.startsWith(start));
    const long = starts.filter((start) => start.length > 2);
    return ADVICE["au-lieu"].find(({ mots }) =>
      mots.map(asked).some(
        (names) =>
          names.every((name) => begun(name, long)) ||
          starts.every((start) => names.some((name) => name.startsWith(start))),
      ),
    )?.essais;
  }

  /* What the clause is about speaks first; all that it says, when nothing is about these words. */
  function holding(starts) {
    const found = clauses.filter(({ about }) => holds(about, starts));
    return found.length ? found : clauses.filter(({ all }) => holds(all, starts));
  }

  /* The family that is asked for comes first, the others in their order. */
  let order = sections;
  function arrange(first) {
    const others = sections.filter((section) => !first.includes(section));
    const wanted = [...first, ...others];
    if (wanted.every((section, rank) => section === order[rank])) return;
    order = wanted;
    for (const section of order) end.before(section);
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

  function said(shown, text, advised, apart) {
    if (shown && apart)
      return `Aucune clause ne réunit ces mots${NNBSP}; voici celles qui en ont un${NBSP}: ${shown} sur ${clauses.length}.`;
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
    let wide = holding(starts);
    const better = starts.length && !wide.length ? known(starts) : undefined;
    /* Nothing holds every word: what holds one of them, unless something better can be tried. */
    const apart = starts.length > 1 && !wide.length && !better;
    if (apart) wide = starts.flatMap((start) => holding([start]));
    const matched = (words) =>
      apart ? starts.some((start) => holds(words, [start])) : holds(words, starts);
    arrange(
      starts.length
        ? families.filter(({ words }) => matched(words)).map(({ section }) => section)
        : [],
    );
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
    const words = starts.length && !wide.length ? (better ?? ADVICE.sinon) : [];
    propose(words);
    tell(said(shown, text, words.length > 0, apart), words);
  }

  const withdrawn = (id) =>
    `La clause ${quoted(id)} n’est pas ici${NBSP}: elle a été retirée, ou son adresse est inexacte. ` +
    `Voici les ${clauses.length} clauses qui restent.`;

  /* An address that names a clause shows it and opens it, whatever the filters say. */
  function showTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (id && !target) {
      tell(withdrawn(id), []);
      form.scrollIntoView();
    }
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

  /* The note to remove, the text, its proof and what follows, as paragraphs; what is to be chosen
   * stands in brackets. */
  function copied(variant, note) {
    const lines = [];
    let label = "";
    for (const child of variant.children) {
      if (child.matches(".maillon-clause__rubrique")) label = child.textContent;
      if (!child.matches(".maillon-clause__copie")) continue;
      const text = child.cloneNode(true);
      for (const value of text.querySelectorAll(".maillon-clause__champ")) {
        const said = value.textContent;
        value.replaceWith(said.startsWith("[") ? said : `[${said}]`);
      }
      const written = text.textContent.replace(/[ \t\r\n]+/g, " ").trim();
      lines.push(lines.length ? `${label}${NBSP}: ${written}` : written);
    }
    return [note, ...lines].join("\n");
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

  const COPIED = `Copié. Supprimez la note de tête, remplacez les valeurs entre crochets, puis faites relire.`;
  const NOT_COPIED = `Votre navigateur refuse la copie${NBSP}: sélectionnez le texte, puis Ctrl+C.`;

  for (const button of document.querySelectorAll("[data-copier]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const status = button.parentElement.querySelector("[role=status]");
      const done = await toClipboard(copied(button.closest(".maillon-clause__variante"), button.dataset.note));
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
