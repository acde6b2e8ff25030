"""In what share of a plausible box of parameters a surprise holds, and where it fails.

A surprise is shown at one point: the numbers of the workshop. Around that point lies a box, each
parameter (« knob ») drawn evenly between two plausible bounds, independently of the others. The
share of the draws in which the surprise holds says whether it is a lesson or a chosen example; it
is a share of the box, not a probability in the world. Draws come from a seeded generator of the
standard library: the same seed gives the same share.

A counter-example is brought as close to the workshop as can be: each parameter goes back to its
starting value when the surprise still fails there, so that what remains is what matters.

Source: Monte Carlo sensitivity analysis; Saltelli et al. (2008), « Global Sensitivity Analysis:
The Primer », ch. 1.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, number, percent

Case = Mapping[str, float]
"""A value for each knob, by name."""
#: Draws outside the subject of a claim, for one inside, beyond which its box is wrong.
MOST_ASIDE = 200
#: Cases that a claim is tried on.
DRAWS = 2000


class BoxRefused(MaillonError):
    """The bounds of a parameter do not hold together, or a claim speaks of almost no case."""


@dataclass(frozen=True, slots=True)
class Knob:
    r"""One parameter and its plausible range, `start` being its value in the workshop.

    `label` names it in French. With `unit` « % » the values are shares, 1 for the whole.
    `whole` draws whole numbers, both bounds included; with `names`, a value is the place of a
    name in them.

    Raises:
        BoxRefused: the bounds are not in order, or the start lies outside them.

    >>> Knob("support", "appui", 0.3, 0.15, 0.45, unit="%").range
    'appui\xa0: de 15 à 45\xa0%'
    """

    name: str
    label: str
    start: float
    low: float
    high: float
    unit: str = ""
    decimals: int = 0
    whole: bool = False
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.low <= self.start <= self.high or self.low == self.high:
            raise BoxRefused(
                f"La plage de « {self.label} » ne tient pas.",
                why=f"Elle va de {self.low} à {self.high}, et l’atelier donne {self.start}.",
                remedy="Donnez deux bornes dans l’ordre, autour de la valeur de l’atelier.",
            )

    def draw(self, rng: random.Random) -> float:
        """Draw a value in the range."""
        if self.whole:
            return rng.randint(round(self.low), round(self.high))
        return rng.uniform(self.low, self.high)

    def said(self, value: float) -> str:
        r"""Write a value with its unit.

        >>> Knob("r", "durée de la montée", 36, 18, 54, unit="mois").said(36)
        '36\xa0mois'
        """
        if self.names:
            return f"«{NBSP}{self.names[round(value)]}{NBSP}»"
        if self.unit == "%":
            return percent(value, self.decimals)
        return number(value, self.decimals) + (f"{NBSP}{self.unit}" if self.unit else "")

    @property
    def range(self) -> str:
        """Say the range in French, the unit once."""
        if self.names:
            return f"{self.label}{NBSP}: {len(self.names)} possibles"
        low = number(self.low * 100 if self.unit == "%" else self.low, self.decimals)
        return f"{self.label}{NBSP}: de {low} à {self.said(self.high)}"


def among(name: str, label: str, names: Sequence[str], start: str) -> Knob:
    """Return a knob that draws one of `names`, `start` being that of the workshop."""
    first = names.index(start)
    return Knob(name, label, first, 0, len(names) - 1, whole=True, names=tuple(names))


def around(
    name: str,
    label: str,
    start: float,
    spread: float = 0.25,
    *,
    most: float | None = None,
    unit: str = "",
    decimals: int = 0,
    whole: bool = False,
) -> Knob:
    r"""Return a knob from `start` less `spread` of it to as much more, up to `most`.

    >>> around("follow_up", "suivi", 0.9, 0.25, most=1, unit="%").range
    'suivi\xa0: de 68 à 100\xa0%'
    """
    low, high = start * (1 - spread), start * (1 + spread)
    if most is not None:
        high = min(high, most)
    return Knob(name, label, start, low, high, unit, decimals, whole)


@dataclass(frozen=True, slots=True)
class Box:
    """The knobs that a claim is tried on; `told` replaces their list when it would be long.

    With `alone`, one knob moves at a time, drawn among all: the others stay at their start.
    """

    knobs: tuple[Knob, ...]
    told: tuple[str, ...] = ()
    alone: bool = False

    @property
    def start(self) -> dict[str, float]:
        """The case of the workshop."""
        return {knob.name: knob.start for knob in self.knobs}

    @property
    def ranges(self) -> tuple[str, ...]:
        """Say the box in French, a line a knob."""
        return self.told or tuple(knob.range for knob in self.knobs)

    def draw(self, rng: random.Random) -> dict[str, float]:
        """Draw a case."""
        if self.alone:
            knob = rng.choice(self.knobs)
            value = knob.start
            while value == knob.start:
                value = knob.draw(rng)
            return self.start | {knob.name: value}
        return {knob.name: knob.draw(rng) for knob in self.knobs}

    def changes(self, case: Case) -> list[str]:
        """Say in French what a case changes to the workshop."""
        shown = ((knob, knob.said(case[knob.name]), knob.said(knob.start)) for knob in self.knobs)
        return [f"{knob.label}{NBSP}: {now} au lieu de {then}" for knob, now, then in shown
                if now != then]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a model gives in one case: whether the surprise holds, and the figures, in French.

    `holds` is None when the case is not one that the surprise speaks of: it is drawn again.
    """

    holds: bool | None
    told: str


@dataclass(frozen=True, slots=True)
class Share:
    r"""In how many of `cases` draws a claim holds.

    >>> Share(1940, 2000).sentence
    'Cela tient dans 97\xa0% de 2\u202f000 cas voisins.'
    >>> Share(12, 2000).sentence
    'Cela ne tient que dans 0,6\xa0% de 2\u202f000 cas voisins.'
    """

    held: int
    cases: int

    @property
    def value(self) -> float:
        """The share itself, from 0 to 1."""
        return self.held / self.cases

    @property
    def said(self) -> str:
        """Write the share; only all is 100 %, only none is 0 %."""
        if 0 < self.value < 0.02 or 0.99 <= self.value < 1:
            fine = min(max(self.value, 0.001), 0.999)
            return percent(fine, 1)
        return percent(self.value)

    @property
    def sentence(self) -> str:
        """Say it as the workshop does, under its surprise."""
        cases = f"{number(self.cases)} cas voisins"
        if self.held == self.cases:
            return f"Cela tient dans chacun des {cases}."
        if not self.held:
            return f"Cela ne tient dans aucun des {cases}."
        only = "" if self.value >= 0.5 else "ne "
        que = "" if self.value >= 0.5 else "que "
        return f"Cela {only}tient {que}dans {self.said} de {cases}."


@dataclass(frozen=True, slots=True)
class Claim:
    """What a workshop says as a surprise, and how to try it elsewhere.

    `label` is the claim in a few French words, without its capital; `run` runs the model again
    on a case; `remark` says what the share does not: what is true by construction, or chosen.
    """

    id: str
    label: str
    box: Box
    run: Callable[[Case], Outcome] = field(repr=False)
    remark: str = ""
    draws: int = DRAWS
    seed: int = 2026

    def cases(self, rng: random.Random) -> Iterator[tuple[dict[str, float], Outcome]]:
        """Draw cases without end, and run each; those that the claim does not speak of are left.

        Raises:
            BoxRefused: the claim speaks of almost none of them.
        """
        aside = 0
        while aside <= MOST_ASIDE:
            case = self.box.draw(rng)
            found = self.run(case)
            aside = aside + 1 if found.holds is None else 0
            if found.holds is not None:
                yield case, found
        raise BoxRefused(
            f"« {self.label} » ne parle de presque aucun cas de sa boîte.",
            remedy="Resserrez ses plages.",
        )

    def share(self) -> Share:
        """Count the draws in which the claim holds."""
        drawn = islice(self.cases(random.Random(self.seed)), self.draws)
        return Share(sum(bool(found.holds) for _case, found in drawn), self.draws)

    def counter_example(
        self, rng: random.Random, tries: int
    ) -> tuple[int, dict[str, float], Outcome] | None:
        """Look for a case where the claim fails, brought as close to the workshop as can be.

        Returns how many draws it took, the case and what the model gives there, or None.
        """
        for rank, (case, found) in enumerate(islice(self.cases(rng), tries), 1):
            if not found.holds:
                return rank, *self._closest(case, found)
        return None

    def _closest(self, case: dict[str, float], found: Outcome) -> tuple[dict[str, float], Outcome]:
        there = self.run(self.box.start)
        if there.holds is False:
            return self.box.start, there
        for name, start in self.box.start.items():
            closer = {**case, name: start}
            there = self.run(closer)
            if there.holds is False:
                case, found = closer, there
        return case, found
