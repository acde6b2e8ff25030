"""The graph editor as a control: its record, the loops found on it, the files it opens and makes.

The page draws and edits; Python keeps the record in `value`, checks it, finds the loops after each
change and tells them in French.  The script is written in modules, one concern a file, and
sent as one (`base.modules`): the page fetches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import traitlets

from maillon.base.modules import joined
from maillon.base.word_page import WORD
from maillon.maps.editor import files
from maillon.maps.editor.loops import describe
from maillon.maps.loops import LoopSearch, search_loops
from maillon.maps.record import (
    MAX_VARIABLES,
    MapRecordError,
    Record,
    check_map,
    clean_map,
    empty_map,
    read_map,
)
from maillon.widgets.controls import Control
from maillon.widgets.incidents import explain

#: What a chain shows, in French, one sentence an item.
Review = Callable[[Record], Sequence[str]]
HERE = Path(__file__).resolve().parent


class GraphEditor(Control):
    """A map of causes to draw; `value` is its record (see `maps.record`).

    `loops` is what the page shows beside the drawing: `{"summary", "news", "items"}` for the loops
    of a map of causes, `{"news", "notes"}` for a chain of suppliers, where `review` says them.
    """

    _esm = joined(HERE / "editor.js")
    _css = Control._css + (HERE / "graph_editor.css").read_text(encoding="utf-8")

    max_variables = traitlets.Int(MAX_VARIABLES).tag(sync=True)
    tiers: traitlets.List[Any] = traitlets.List().tag(sync=True)
    chain = traitlets.Bool(False).tag(sync=True)
    loops: traitlets.Dict[str, Any] = traitlets.Dict().tag(sync=True)

    def __init__(self, *, review: Review | None = None, **traits: Any) -> None:
        self._review = review
        self._search = LoopSearch(())
        self._drawn: object = None
        super().__init__(kind="graph", chain=review is not None, **traits)
        self._look({"new": self.value})
        self.observe(self._look, names="value")
        self.on_msg(self._receive)

    @property
    def record(self) -> Record:
        """A checked copy of what is drawn.

        Raises:
            MapRecordError: the page sent something else than a map.
        """
        return clean_map(self.value, max_variables=self.max_variables)

    def on_value(self, react: Callable[[Any], None]) -> None:
        """Call `react` with each new sound record; guarded like those of other controls."""

        def sound(record: Any) -> None:
            if not check_map(record, max_variables=self.max_variables):
                react(record)

        super().on_value(sound)

    def _look(self, change: Any) -> None:
        """Find and tell the loops of the map, or what a chain shows; say when it is no map."""
        record = change["new"]
        faults = check_map(record, max_variables=self.max_variables)
        if faults:
            self.say(str(MapRecordError(faults)), "bad")
            return
        if self.message:
            self.say("")
        if self._review is not None:
            self._tell_chain(self._review(clean_map(record, max_variables=self.max_variables)))
            return
        drawn = record["variables"], record["arrows"]
        shape = [[(v["id"], v["label"]) for v in drawn[0]], drawn[1]]
        if shape == self._drawn:  # a variable moved: same map, same loops
            return
        self._drawn = shape
        found = search_loops(read_map(record, max_variables=self.max_variables))
        self.loops = describe(found, self._search)
        self._search = found.search

    def _tell_chain(self, notes: Sequence[str]) -> None:
        """Show what a chain shows; the page reads aloud what is new."""
        before = self.loops.get("notes", [])
        news = " ".join(note for note in notes if note not in before)
        self.loops = {"news": news, "notes": list(notes)}

    def _receive(self, _widget: object, content: Any, buffers: Sequence[Any]) -> None:
        """Do what a button of the page asks with a file, or say why it cannot be done."""
        if not isinstance(content, dict):
            return
        try:
            if "open" in content:
                self.value = files.read(bytes(buffers[0]), max_variables=self.max_variables)
                self.say("La carte du fichier est ouverte. «\xa0Annuler\xa0» rend la précédente.")
            elif "word" in content:
                record = self.record
                notes = None if self._review is None else self._review(record)
                page = files.word_page(record, bytes(buffers[0]), notes=notes)
                name = files.name(record, "docx")
                self.hand(name, WORD, page)
                self.say(f"La page Word «\xa0{name}\xa0» est prête.")
        except Exception as error:
            self.say(explain(error), "bad")
        self._acknowledge(content.get("edit"))


def graph_editor(
    record: Record | None = None,
    *,
    label: str,
    statement: str = "",
    hint: str = "",
    max_variables: int = MAX_VARIABLES,
    tiers: Sequence[str] | None = None,
    review: Review | None = None,
) -> GraphEditor:
    """Return an editor that starts from `record`, or from an empty map.

    `tiers` are the French names of horizontal bands, from top to bottom: a variable belongs to
    the band where it stands.

    `review` makes the map a chain of suppliers: variables are firms, an arrow goes from a supplier
    to its customer without sign nor delay, and the sentences that `review` returns for the record,
    after each change, stand in place of the loops.

    Raises:
        MapRecordError: `record` is not a map of at most `max_variables` variables.
    """
    start = clean_map(record or empty_map(), max_variables=max_variables)
    return GraphEditor(
        label=label,
        statement=statement,
        hint=hint,
        value=start,
        max_variables=max_variables,
        tiers=list(tiers or ()),
        review=review,
    )
