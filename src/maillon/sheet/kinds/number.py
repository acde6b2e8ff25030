"""A number to type, with its unit; all or nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import SupportsFloat

from maillon.base.wording import NBSP, NNBSP
from maillon.sheet.kinds.base import Cell, Finding, Question, Remark, Unreadable, WrongKey
from maillon.sheet.numbers import (
    EXAMPLE,
    Quantity,
    UnreadableNumber,
    comma_thousands,
    describe,
    in_unit,
    read_number,
    write_number,
    write_quantity,
)

_RIGHT = "Votre réponse est juste."


@dataclass(frozen=True)
class NumberKey:
    """The right number in `unit`, to `tolerance`; `slips` are the results of usual errors."""

    value: float
    tolerance: float
    unit: str
    slips: Mapping[str, float]

    def is_near(self, answer: float, wanted: float) -> bool:
        """Tell whether two numbers are the same, to the tolerance."""
        return abs(answer - wanted) <= self.tolerance + 1e-9 * max(1.0, abs(wanted))


@dataclass(frozen=True)
class Number(Question, kind="number"):
    """A number in `unit` (may be empty); the answer is the text as typed.

    Below `low` or above `high`, both in `unit`, a number is asked about, never refused;
    `scale` is what it is then followed by when it has no unit (« sur 10 »).
    """

    unit: str = ""
    example: str = ""
    low: float | None = None
    high: float | None = None
    scale: str = ""

    def read(self, value: object) -> Quantity:
        """Return the number as it is understood."""
        try:
            return read_number(value, example=self.example or EXAMPLE)
        except UnreadableNumber as error:
            raise Unreadable(str(error)) from error

    def doubt(self, value: object) -> str:
        """Ask about a number out of bounds, once put in the unit of the question."""
        quantity = self.read(value)
        number = in_unit(quantity, self.unit)
        if number is None:  # another unit: that is what the form says already
            return ""
        if (self.low is None or number >= self.low) and (self.high is None or number <= self.high):
            return ""
        unit = self.scale or _agreed(self.unit, number)
        odd = f"{write_number(number)}{NBSP}{unit}" if unit else write_quantity(quantity)
        return f"{odd}{NBSP}: est-ce possible{NNBSP}?"

    def right(self, key: object) -> NumberKey:
        """Read `{"value", "tolerance" (absolute), "unit", "slips"}`; only the value is needed."""
        if not isinstance(key, Mapping):
            raise WrongKey
        unit, slips = key.get("unit", self.unit) or "", key.get("slips", {})
        if not isinstance(unit, str) or not isinstance(slips, Mapping):
            raise WrongKey
        right = NumberKey(
            _finite(key.get("value")),
            _finite(key.get("tolerance", 0)),
            unit,
            {str(name): _finite(result) for name, result in slips.items()},
        )
        if right.tolerance < 0:
            raise WrongKey(_SOUND)
        return right

    def judge(self, value: object, cell: Cell) -> Finding:
        """Say how the number was understood, and what became of it."""
        quantity, right = self.read(value), self.right(cell.key)
        read = f"Nombre {describe(quantity)}."
        answer = in_unit(quantity, right.unit)
        if answer is None:
            unit = f"L’unité attendue est « {right.unit} »." if right.unit else _NO_UNIT
            return Finding(0.0, [Remark(read), cell.remark("unit", otherwise=unit)])
        if right.is_near(answer, right.value):
            return Finding(1.0, [Remark(f"{read} {_RIGHT}")])
        for slip, result in right.slips.items():
            if right.is_near(answer, result):
                return Finding(0.0, [Remark(read), cell.remark(slip)])
        if right.unit == "%" and quantity.unit is None and right.is_near(100 * answer, right.value):
            share = f"C’est une part{NBSP}: {write_number(100 * answer)}{NBSP}%."
            return Finding(1.0, [Remark(f"{read} {share} {_RIGHT}")])
        if (grouped := comma_thousands(value)) is not None:
            meant = grouped * answer / quantity.value
            if right.is_near(meant, right.value):
                return Finding(0.0, [Remark(read), Remark(_COMMA.format(write_number(meant)))])
        side, size = ("low", "petit") if answer < right.value else ("high", "grand")
        too = cell.remark(side, otherwise=f"C’est trop {size}.")
        return Finding(0.0, [Remark(read), too])

    def wrong(self, key: object) -> list[str]:
        """Name the usual errors."""
        right = self.right(key)
        results = sorted([right.value, *right.slips.values()])
        if not all(after - before > 2 * right.tolerance for before, after in pairwise(results)):
            raise WrongKey("deux résultats s’y confondent, à la tolérance près")
        return list(right.slips)

    def others(self) -> tuple[str, ...]:
        """Name what is said of a number that is no usual error."""
        return ("unreadable", "unit", "low", "high")


_SOUND = "la valeur est un nombre et la tolérance n’est pas négative"
_NO_UNIT = "Écrivez le nombre sans unité."
_COMMA = f"La virgule sépare ici les décimales{NBSP}: pour le nombre entier, écrivez {{}}."


def _agreed(unit: str, value: float) -> str:
    """Write a unit in the singular below two, as French does.

    >>> _agreed("heures par an", 1), _agreed("heures par an", 2), _agreed("mois", 0)
    ('heure par an', 'heures par an', 'mois')
    """
    first, space, rest = unit.partition(" ")
    return unit if abs(value) >= 2 or first == "mois" else first.removesuffix("s") + space + rest


def _finite(given: object) -> float:
    if not isinstance(given, SupportsFloat):
        raise WrongKey
    value = float(given)
    if not math.isfinite(value):
        raise WrongKey(_SOUND)
    return value
