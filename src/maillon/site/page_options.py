"""What a chapter says about itself in its front matter: steps of the cycle, reading time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillon.site.cycle import STEP_IDS, STEPS

#: Reading speed for a text that one studies, in words a minute.
WORDS_PER_MINUTE = 180
LONGEST_READING = 60


@dataclass(frozen=True)
class PageOptions:
    """The checked front matter of a page.

    `cycle` holds step ids, `minutes` the reading time in minutes or None when the page does not
    say, `problems` one French sentence for each thing that could not be read; `law` asks for the
    legal banner, `printable` for a page that fits on one sheet.
    """

    cycle: tuple[str, ...] = ()
    minutes: int | None = None
    problems: tuple[str, ...] = ()
    law: bool = False
    printable: bool = False


def reading_minutes(words: int) -> int:
    """Return the reading time of a text of `words` words, in whole minutes, at least one.

    >>> reading_minutes(1200)
    7
    """
    return max(1, round(words / WORDS_PER_MINUTE))


def read_page_options(metadata: Mapping[str, Any]) -> PageOptions:
    """Check the front matter of a page, as Sphinx keeps it (MyST turns lists into JSON text).

    >>> read_page_options({"cycle": '["bilan"]', "minutes": "9"})
    PageOptions(cycle=('bilan',), minutes=9, problems=(), law=False, printable=False)
    >>> "recette" in read_page_options({"cycle": '["recette"]'}).problems[0]
    True
    """
    problems: list[str] = []
    cycle: tuple[str, ...] = ()
    if "cycle" in metadata:
        raw = _decoded(metadata["cycle"])
        if isinstance(raw, list) and all(isinstance(step, str) for step in raw):
            for step in raw:
                if step not in STEP_IDS:
                    known = ", ".join(s.id for s in STEPS)
                    problems.append(
                        f"Étape de cycle inconnue\u00a0: «\u00a0{step}\u00a0». "
                        f"Étapes connues\u00a0: {known}."
                    )
            cycle = tuple(s.id for s in STEPS if s.id in raw)
        else:
            problems.append(
                "L’en-tête «\u00a0cycle\u00a0» doit être une liste d’étapes, "
                "par exemple [besoin, bilan]."
            )
    minutes: int | None = None
    if "minutes" in metadata:
        value = _decoded(metadata["minutes"])
        if type(value) is int and 1 <= value <= LONGEST_READING:
            minutes = value
        else:
            problems.append(
                "L’en-tête «\u00a0minutes\u00a0» doit être un nombre entier de minutes, "
                f"de 1 à {LONGEST_READING}."
            )
    switches: dict[str, bool] = {}
    for name in ("droit", "imprimable"):
        value = _decoded(metadata.get(name, False))
        value = {"True": True, "False": False}.get(value, value) if type(value) is str else value
        if type(value) is not bool:
            problems.append(f"L’en-tête «\u00a0{name}\u00a0» doit valoir true ou false.")
        switches[name] = value is True
    return PageOptions(
        cycle, minutes, tuple(problems), law=switches["droit"], printable=switches["imprimable"]
    )


def _decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
