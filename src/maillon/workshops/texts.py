"""The texts of the workshops, one TOML file each: bet, recall questions, settings, sentences.

They are data so that whoever teaches can reread and change them without opening any code.
A number of law stands there as `{loi:id}`, filled from the registry (`law/placeholders.py`); what
a model gives, in the sentences of `[said]`, as `{name}`, `{name:euros}` or `{name:percent 1}`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maillon.base.wording import written
from maillon.catalogue import topic_of
from maillon.law.placeholders import fill


@dataclass(frozen=True)
class Bet:
    """A prediction to make before the controls open: a question and its possible answers."""

    prompt: str
    hint: str
    options: tuple[tuple[str, str], ...]

    def label(self, option: str) -> str:
        """Return the text of an option."""
        return dict(self.options)[option]


@dataclass(frozen=True)
class RecallQuestion:
    """An ungraded question; each option has an explanation, `right` is the id of the right one."""

    prompt: str
    options: tuple[tuple[str, str], ...]
    right: str
    explanations: dict[str, str]


@dataclass(frozen=True)
class Texts:
    """What one workshop says outside its notebook."""

    bet: Bet
    recall: tuple[RecallQuestion, ...]
    said: Mapping[str, Any]
    settings: Mapping[str, dict[str, Any]]

    def told(self, name: str, **values: Any) -> list[str]:
        """Return the sentences of this name (one, or a list), filled with `values`."""
        texts = self.said[name]
        return [written(text, **values) for text in ([texts] if isinstance(texts, str) else texts)]


def load_texts(workshop: str) -> Texts:
    """Read the texts of `workshop`, with the numbers of law that they cite.

    Raises:
        MaillonError: a text cites a value that the registry of law cannot give.

    >>> load_texts("mur-des-boucles").bet.label("4")
    'Quatre'
    """
    table = _filled(
        tomllib.loads((topic_of(workshop).folder / "texts.toml").read_text(encoding="utf-8"))
    )
    bet = table["bet"]
    return Texts(
        bet=Bet(bet["prompt"], bet["hint"], _pairs(bet["options"])),
        recall=tuple(
            RecallQuestion(
                card["prompt"],
                _pairs(card["options"]),
                card["right"],
                {option["id"]: option["explanation"] for option in card["options"]},
            )
            for card in table["recall"]
        ),
        said=table.get("said", {}),
        settings=table.get("settings", {}),
    )


def say(workshop: str, name: str, **values: Any) -> str:
    """Return the sentences of this name in the texts of `workshop`, one after the other."""
    return " ".join(load_texts(workshop).told(name, **values))


def _filled(item: Any) -> Any:
    """Fill every text of a TOML table."""
    if isinstance(item, str):
        return fill(item)
    if isinstance(item, list):
        return [_filled(part) for part in item]
    if isinstance(item, dict):
        return {key: _filled(part) for key, part in item.items()}
    return item


def _pairs(options: list[dict[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((option["id"], option["label"]) for option in options)
