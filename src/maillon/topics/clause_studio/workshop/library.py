"""A clause of the library to fill: its family, its blanks, the French text, its Word page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import ipywidgets

from maillon.base.errors import MaillonError
from maillon.base.word_page import WORD
from maillon.base.wording import NBSP, capitalised
from maillon.clauses import library, review
from maillon.clauses.library import AMBITIONS, FAMILIES, StandardClause, Variant
from maillon.clauses.word_clauses import word_clause
from maillon.law import placeholders
from maillon.sheet.store import AnswerStore
from maillon.topics.clause_studio.workshop.sentences import told
from maillon.widgets import controls
from maillon.widgets.controls import Control
from maillon.workshops.frame import bench
from maillon.workshops.kept_settings import keep

#: Where the filled clause stands among the answers of a workshop.
ANSWER: Final = "ma-clause-de-bibliotheque"
#: The first choice of the list of families.
EVERY: Final = "toutes"


class LibraryForm:
    """A family, a clause and an ambition to choose, its blanks to fill; `box` is what is shown.

    `asked` and `ambition` are those of the link that opened the workshop, when it named them: that
    clause is then shown, whatever was kept.
    """

    def __init__(self, store: AnswerStore, asked: str = "", ambition: str = "") -> None:
        self._store = store
        every = library.clauses()
        self._family = controls.select(
            "Famille d’achats",
            [
                (EVERY, f"Toutes les familles ({len(every)})"),
                *(
                    (name, f"{label} ({sum(item.family == name for item in every)})")
                    for name, label in FAMILIES.items()
                ),
            ],
            hint="Elle raccourcit la liste des clauses.",
        )
        self._clause = controls.select("Clause", self._offered(EVERY))
        self._ambition = controls.radio(
            "Ambition", _ambitions(every[0]), start=next(iter(AMBITIONS))
        )
        self._blanks: list[Control] = []
        self._places = ipywidgets.VBox([])
        self._why = controls.headed()
        self._text = controls.headed()
        self._export = controls.buttons(("word", "Page Word de cette clause", "main"))
        self._busy = False
        self._withdrawn = controls.sentence()
        self._open(asked, ambition)
        self._family.on_value(lambda _name: self._narrow())
        self._clause.on_value(lambda _id: self._change())
        self._ambition.on_value(lambda _id: self._chose())
        self._export.on_click(lambda _button: self._send())
        settings = [self._family, self._clause, self._ambition, self._places]
        self.box: Sequence[Any] = [
            self._withdrawn,
            bench(settings, [self._why, self._text, self._export]),
        ]

    @staticmethod
    def _offered(family: str) -> list[tuple[str, str]]:
        """Return the clauses of a family; the family stands before the title when all are there."""
        if family == EVERY:
            return [(one.id, f"{FAMILIES[one.family]}, {one.title}") for one in library.clauses()]
        return [(one.id, one.title) for one in library.clauses() if one.family == family]

    def _narrow(self) -> None:
        """Offer the clauses of the chosen family; keep the chosen one when it is among them."""
        offered = self._offered(self._family.value)
        known = [key for key, _label in offered]
        kept = self._clause.value in known
        self._busy = True
        with self._clause.hold_sync():  # the list and what is chosen in it arrive together
            self._clause.options = [list(pair) for pair in offered]
            if not kept:
                self._clause.value = known[0]
        self._busy = False
        if not kept:
            self._change()

    def _change(self) -> None:
        """Offer the variants of the chosen clause, and show one."""
        if not self._busy:
            self._offer(self._ambition.value)
            self._load()

    def _offer(self, wanted: object) -> None:
        """Offer the variants that the chosen clause has; choose the wanted one if it is there."""
        offered = _ambitions(library.clause(self._clause.value))
        self._busy = True
        with self._ambition.hold_sync():
            self._ambition.options = [list(pair) for pair in offered]
            known = [key for key, _label in offered]
            self._ambition.value = wanted if wanted in known else known[0]
        self._busy = False

    def _chose(self) -> None:
        if not self._busy:
            self._load()

    @property
    def chosen(self) -> tuple[StandardClause, Variant]:
        """The clause and the variant that the lists name."""
        clause = library.clause(self._clause.value)
        return clause, clause.variant(self._ambition.value)

    def _values(self) -> dict[str, str]:
        _clause, variant = self.chosen
        pairs = zip(variant.fields, self._blanks, strict=True)
        return {field.id: str(blank.value) for field, blank in pairs}

    def _open(self, asked: str, ambition: str) -> None:
        """Show the clause of the link, else the one that was kept, else the first."""
        found = self._store.get(ANSWER)
        kept: dict[str, Any] = found if isinstance(found, dict) else {}
        wanted = {"clause": asked, "ambition": ambition} if asked else kept
        identifier = str(wanted.get("clause") or "")
        controls.tell(self._withdrawn, _withdrawn(identifier, wanted.get("ambition")))
        known = {item.id: item.family for item in library.clauses()}
        if asked:  # one that was withdrawn still names its family
            named = (name for name in FAMILIES if asked.startswith(f"{name}-"))
            self._family.value = known.get(asked) or next(named, EVERY)
            self._clause.options = [list(pair) for pair in self._offered(self._family.value)]
            self._clause.value = self._clause.options[0][0]
        if identifier in known:
            self._clause.value = identifier
        self._offer(wanted.get("ambition"))
        same = (kept.get("clause"), kept.get("ambition")) == (
            self._clause.value,
            self._ambition.value,
        )
        values = kept.get("values") if same else None
        self._load(values if isinstance(values, dict) else {})

    def _load(self, values: dict[str, Any] | None = None) -> None:
        """Show the blanks of the chosen variant, with `values` or what the library proposes."""
        _clause, variant = self.chosen
        old, self._blanks = self._blanks, []
        for field in variant.fields:
            blank = controls.text(field.label, unit=field.unit, hint=placeholders.fill(field.hint))
            kept = (values or {}).get(field.id)
            blank.value = kept if isinstance(kept, str) else field.default
            blank.on_value(lambda _text: self._keep())
            self._blanks.append(blank)
        self._places.children = tuple(self._blanks)
        for blank in old:
            blank.close()
        self._show()

    def _keep(self) -> None:
        record = {
            "clause": self._clause.value,
            "ambition": self._ambition.value,
            "values": self._values(),
        }
        keep(self._store, ANSWER, record, self._export)
        self._show()

    def _show(self) -> None:
        clause, variant = self.chosen
        lines = [
            f"{clause.title}.",
            placeholders.fill(clause.why),
            placeholders.fill(clause.only_if),
            f"Risque{NBSP}: {placeholders.fill(clause.risk)}",
            f"{clause.reviewed}.",
            f"À demander d’abord aux entreprises{NBSP}: {clause.sourcing}",
            f"Ce que cela peut déplacer{NBSP}: {clause.displaces}",
        ]
        if variant.sanction_note:
            lines.append(variant.sanction_note)
        if clause.people_note:
            lines.append(f"Données personnelles{NBSP}: {clause.people_note}")
        controls.tell(self._why, lines)
        try:
            filled = library.parts(variant, self._values())
            found = review(library.as_record(clause, variant, self._values()))
        except MaillonError as error:
            controls.tell(self._text, [str(error)], "bad")
            self._export.disabled = True
            return
        self._export.disabled = False
        parts = [filled.text, filled.proof, filled.sanction, filled.incentive]
        controls.tell(self._text, [*filter(None, parts), *told(found)])

    def _send(self) -> None:
        clause, variant = self.chosen
        name = f"{clause.id}.docx"
        content = word_clause(clause, variant, self._values())
        self._export.hand(name, WORD, content)
        self._export.say(f"La page Word «{NBSP}{name}{NBSP}» est prête.", "good")


def _ambitions(clause: StandardClause) -> list[tuple[str, str]]:
    """Return the ambitions that a clause offers."""
    kept = [variant.ambition for variant in clause.variants]
    return [(key, f"{capitalised(key)}{NBSP}: {AMBITIONS[key]}") for key in kept]


def _withdrawn(identifier: str, ambition: object) -> list[str]:
    """Say that a clause or a variant that was asked for is no longer there, and what is."""
    try:
        if identifier:
            library.clause(identifier).variant(str(ambition or next(iter(AMBITIONS))))
    except MaillonError as error:
        return [str(error)]
    return []
