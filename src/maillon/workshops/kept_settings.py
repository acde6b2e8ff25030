"""Settings of a bench: as its texts describe them, and kept with the answers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from maillon.base.errors import MaillonError
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import news
from maillon.widgets import controls
from maillon.widgets.controls import Control, watch
from maillon.workshops.texts import load_texts

#: Where the settings stand among the answers of a workshop.
ANSWER = "reglages"
_KINDS: Mapping[str, Callable[..., Control]] = {
    "slider": controls.slider,
    "radio": controls.radio,
    "select": controls.select,
    "text": controls.text,
    "day": controls.day,
}


def settings_of(workshop: str) -> Callable[..., Control]:
    """Return what builds the settings that a workshop describes under `[settings]`, by name.

    It also takes what a model gives: a start, a bound, a hint. A setting is a slider unless its
    `kind` says otherwise.

    >>> settings_of("vivier-entreprises")("duree", start=12).value
    12.0
    """
    looks = load_texts(workshop).settings

    def build(name: str, **given: Any) -> Control:
        look = {"kind": "slider"} | looks[name] | given
        return _KINDS[look.pop("kind")](**look)

    return build


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
