"""A clause of the library to fill: its family, its blanks, the French text, its Word page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import ipywidgets

from maillon.clauses import library, review
from maillon.clauses.library import AMBITIONS, FAMILIES, StandardClause, Variant
from maillon.clauses.word_clauses import word_clause
from maillon.errors import MaillonError
from maillon.law import placeholders
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import told as notices
from maillon.widgets import controls
from maillon.widgets.controls import Control
from maillon.word_page import WORD
from maillon.wording import NBSP, capitalised
from maillon.workshops.clause_told import told
from maillon.workshops.frame import bench

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
            "Ambition",
            [(key, f"{capitalised(key)}{NBSP}: {text}") for key, text in AMBITIONS.items()],
            start=next(iter(AMBITIONS)),
        )
        self._blanks: list[Control] = []
        self._places = ipywidgets.VBox([])
        self._why = controls.sentence()
        self._why.add_class("maillon-headed")
        self._text = controls.sentence()
        self._text.add_class("maillon-headed")
        self._export = controls.buttons(("word", "Page Word de cette clause", "main"))
        self._busy = False
        self._open(asked, ambition)
        self._family.on_value(lambda _name: self._narrow())
        self._clause.on_value(lambda _id: self._chose())
        self._ambition.on_value(lambda _id: self._chose())
        self._export.on_click(lambda _button: self._send())
        settings = [self._family, self._clause, self._ambition, self._places]
        self.box: Sequence[Any] = [bench(settings, [self._why, self._text, self._export])]

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
            self._load()

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
        known = {item.id for item in library.clauses()}
        linked = {"clause": asked, "ambition": ambition}
        wanted = linked if asked in known else kept
        if asked in known:
            self._family.value = library.clause(asked).family
            self._clause.options = [list(pair) for pair in self._offered(self._family.value)]
        for control, name, accepted in (
            (self._clause, "clause", known),
            (self._ambition, "ambition", set(AMBITIONS)),
        ):
            value = wanted.get(name)
            if isinstance(value, str) and value in accepted:
                control.value = value
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
        news, tone = notices(self._store.save(ANSWER, record))
        self._export.say(news, tone)
        self._show()

    def _show(self) -> None:
        clause, variant = self.chosen
        lines = [
            f"{clause.title}.",
            placeholders.fill(clause.why),
            f"À demander d’abord aux entreprises{NBSP}: {clause.sourcing}",
            f"Ce que cela peut déplacer{NBSP}: {clause.displaces}",
        ]
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
        self._export.send({"download": {"filename": name, "type": WORD}}, [content])
        self._export.say(f"La page Word «{NBSP}{name}{NBSP}» est prête.", "good")
