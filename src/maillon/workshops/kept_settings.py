"""Settings of a bench, kept with the answers: a page opened again is as it was left."""

from __future__ import annotations

import math
from collections.abc import Mapping

from maillon.base.errors import MaillonError
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import news
from maillon.widgets.controls import Control, watch

#: Where the settings stand among the answers of a workshop.
ANSWER = "reglages"


def keep(store: AnswerStore, name: str, value: object, control: Control, done: str = "") -> None:
    """Keep an answer, and say under `control` how it went: `done` when nothing needs saying."""
    words, tone = news(store.save(name, value))
    control.say(words or done, tone)


def keep_settings(store: AnswerStore, settings: Mapping[str, Control]) -> None:
    """Bring back what `store` holds of these controls, by name; then keep each of their changes.

    A value that a control no longer takes is left out: the control stays at its start.
    """
    kept = store.get(ANSWER)
    for name, control in settings.items():
        if isinstance(kept, dict) and fits(control, kept.get(name)):
            control.value = kept[name]

    def keep_all() -> None:
        record = {name: one.value for name, one in settings.items() if fits(one, one.value)}
        words, tone = news(store.save(ANSWER, record))
        if tone == "bad":
            raise MaillonError(words)

    watch(settings.values(), keep_all)


def fits(control: Control, value: object) -> bool:
    """Tell whether a value is one that the page could have given to `control`.

    >>> from maillon.widgets import controls
    >>> slider = controls.slider("Poids", start=50, low=0, high=100, step=1)
    >>> fits(slider, 40.0), fits(slider, 140), fits(slider, "40")
    (True, False, False)
    """
    known = [option[0] for option in control.options]
    if control.kind == "range":
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        return math.isfinite(value) and control.min <= value <= control.max
    if control.kind == "checks":
        return isinstance(value, list) and all(one in known for one in value)
    if control.kind in ("select", "radio"):
        return value in known
    return isinstance(value, str)
