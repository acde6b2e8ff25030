"""A clause of the library to fill: its blanks, the French text they make, its Word page."""

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


class LibraryForm:
    """A clause and an ambition to choose, its blanks to fill; `box` is what the step shows."""

    def __init__(self, store: AnswerStore) -> None:
        self._store = store
        every = library.clauses()
        self._clause = controls.select(
            "Clause", [(item.id, f"{FAMILIES[item.family]}, {item.title}") for item in every]
        )
        self._ambition = controls.radio(
            "Ambition",
            [(key, f"{capitalised(key)}{NBSP}: {text}") for key, text in AMBITIONS.items()],
            start=next(iter(AMBITIONS)),
        )
        self._blanks: list[Control] = []
        self._places = ipywidgets.VBox([])
        self._why = controls.sentence()
        self._text = controls.sentence()
        self._text.add_class("maillon-headed")
        self._export = controls.buttons(("word", "Page Word de cette clause", "main"))
        self._open_kept()
        self._clause.on_value(lambda _id: self._load())
        self._ambition.on_value(lambda _id: self._load())
        self._export.on_click(lambda _button: self._send())
        settings = [self._clause, self._ambition, self._places]
        self.box: Sequence[Any] = [bench(settings, [self._why, self._text, self._export])]

    @property
    def chosen(self) -> tuple[StandardClause, Variant]:
        """The clause and the variant that the lists name."""
        clause = library.clause(self._clause.value)
        return clause, clause.variant(self._ambition.value)

    def _values(self) -> dict[str, str]:
        _clause, variant = self.chosen
        pairs = zip(variant.fields, self._blanks, strict=True)
        return {field.id: str(blank.value) for field, blank in pairs}

    def _open_kept(self) -> None:
        kept = self._store.get(ANSWER)
        if not isinstance(kept, dict):
            self._load()
            return
        known = {item.id for item in library.clauses()}
        if kept.get("clause") in known:
            self._clause.value = kept["clause"]
        if kept.get("ambition") in AMBITIONS:
            self._ambition.value = kept["ambition"]
        values = kept.get("values")
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
        controls.tell(
            self._why,
            [
                placeholders.fill(clause.why),
                f"À demander d’abord aux entreprises{NBSP}: {clause.sourcing}",
                f"Ce que cela peut déplacer{NBSP}: {clause.displaces}",
            ],
        )
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
