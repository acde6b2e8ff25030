"""The trainee's own map: the graph editor in a workshop, and the record that it leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillon.maps.editor import Review, graph_editor
from maillon.maps.record import MapRecordError, Record, clean_map
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import news

#: Where the map stands among the answers of a workshop.
ANSWER = "ma-carte"


def own_map_step(
    store: AnswerStore,
    label: str,
    *,
    hint: str = "",
    tiers: Sequence[str] | None = None,
    review: Review | None = None,
) -> Sequence[Any]:
    """Return the editor, opened on the map kept in `store`; each change is kept in turn.

    `tiers` and `review` make it a chain of suppliers, as in `graph_editor`.
    """
    editor = graph_editor(kept_map(store), label=label, hint=hint, tiers=tiers, review=review)

    def keep(_record: object) -> None:
        words, tone = news(store.save(ANSWER, editor.record))
        if words:
            editor.say(words, tone)

    editor.on_value(keep)
    return [editor]


def kept_map(store: AnswerStore) -> Record | None:
    """Return the map kept in `store`, or None if none can be read."""
    try:
        return clean_map(store.get(ANSWER))
    except MapRecordError:
        return None
