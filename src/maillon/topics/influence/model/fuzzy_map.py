"""Fuzzy cognitive maps (« cartes cognitives floues »): what moves, which way, in which order.

Each concept has a level; at each round, a_i ← f(a_i + Σ_j w_ji · a_j), with weights between −1 and
1 and f = 1 / (1 + exp(−λx)), levels between 0 and 1. A scenario holds (« clamps ») some concepts at
a level; what it changes is read between the two fixed points, with and without it.

Only the sign and the order of the changes mean something: the decimals follow λ, and stay inside
(`Settling.levels`). A single fixed point is certain when the slope of f times the norm of I + W is
below 1 (`FuzzyMap.safe_slope`); beyond, the start may decide, and rounds may turn for ever between
two states.

Sources: Bart Kosko, « Fuzzy cognitive maps », *Int. J. Man-Machine Studies* 24, 1986; Knight,
Lloyd and Penn, « Linear and sigmoidal fuzzy cognitive maps: an analysis of fixed points », *Applied
Soft Computing* 15, 2014; `shared/domain.md` §3.1 and §7 N3.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Literal

from maillon.base.amounts import OutOfModel, check
from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP
from maillon.topics.influence.model.square import known, rows_of, square

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

State = Literal["fixed", "cycle", "unsettled"]
ROUNDS = 2000
"""Rounds after which the map is said not to settle."""
TOLERANCE = 1e-9
"""Levels closer than that are the same."""
VISIBLE = 1e-6
"""Smallest change that gets a sign; smaller ones are « inchangé », and closer ones tie."""
STEP = 0.05
"""How far above its rest each lever is pulled when levers are compared."""
_PROBE = 100
_STATES: dict[State, str] = {
    "fixed": "La carte se pose sur un état stable.",
    "cycle": "La carte ne se pose pas, elle passe sans fin d’un état à un autre et revient (cycle "
    "de période 2). N’en tirez aucun classement.",
    "unsettled": "La carte ne se pose pas dans le nombre de tours prévu. N’en tirez aucun "
    "classement.",
}


class NoOrder(MaillonError):
    """The map does not settle: there is no order of changes to read."""


@dataclass(frozen=True, slots=True)
class Settling:
    """How the rounds ended: on a fixed point, in a cycle of two states, or not at all.

    `levels` is the last state, `other` the second state of a cycle. Both are for comparisons
    and tests: never print them.
    """

    state: State
    rounds: int
    levels: tuple[float, ...] = field(repr=False)
    other: tuple[float, ...] = field(repr=False, default=())

    @property
    def sentence(self) -> str:
        """Tell how the rounds ended, in French."""
        return _STATES[self.state]


@dataclass(frozen=True, slots=True)
class Change:
    """What a scenario does to a concept.

    `sign` is 1 (rises), −1 (falls) or 0 (unchanged); `rank` is 1 for the largest change,
    whatever its sign, equal changes share it, and 0 stands for no change; `held` says that the
    scenario itself holds the concept, which then has no rank.
    """

    label: str
    sign: int
    rank: int
    held: bool = False

    @property
    def word(self) -> str:
        """« monte », « baisse », « inchangé » or « tenu »."""
        return "tenu" if self.held else ("inchangé", "monte", "baisse")[self.sign]


@dataclass(frozen=True)
class FuzzyMap:
    """Labels, and one row of weights for each: `weights[i][j]` is what `i` does to `j`.

    Raises:
        OutOfModel: fewer than two labels, one given twice or empty, a table that is not
            square, a weight beyond −1 or 1, or a diagonal that is not 0.

    >>> farm = FuzzyMap.from_pairs(
    ...     ("poules", "renards"), {("poules", "renards"): 0.8, ("renards", "poules"): -0.5}
    ... )
    >>> [change.word for change in farm.changes({"renards": 1.0})]
    ['baisse', 'tenu']
    """

    labels: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        labels, weights = square(self.labels, self.weights)
        object.__setattr__(self, "labels", labels)
        object.__setattr__(self, "weights", weights)
        for weight in chain(*weights):
            check("Un poids", weight, -1, 1)

    @classmethod
    def from_pairs(cls, labels: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> FuzzyMap:
        """Build a map from (cause, effect) → weight; every other weight is 0.

        Raises:
            OutOfModel: a pair names an unknown label, or like the class.
        """
        return cls(tuple(labels), rows_of(labels, pairs, 0.0))

    @cached_property
    def _pull(self) -> NDArray[np.float64]:
        """The matrix that takes the levels to the arguments of f: memory, then influences."""
        import numpy as np  # slow to load: not before something is computed

        pull: NDArray[np.float64] = np.array(self.weights, dtype=float).T
        return pull + np.eye(len(self.labels))

    @cached_property
    def safe_slope(self) -> float:
        """Largest λ of the sigmoid that makes a single fixed point certain (Banach).

        The sigmoid is nowhere steeper than λ/4, so the map contracts when λ/4 · ‖I + W‖ < 1; the
        smallest of three norms is taken.
        """
        import numpy as np

        norms = (float(np.linalg.norm(self._pull, order)) for order in (1, 2, np.inf))
        return 4 / min(norms)

    def fixed_point(
        self,
        clamped: Mapping[str, float] | None = None,
        *,
        slope: float = 1.0,
        start: Sequence[float] | None = None,
    ) -> Settling:
        """Play rounds until nothing moves, or two states alternate, or 2,000 rounds have passed.

        `clamped` holds concepts at a level; `slope` is λ; `start` gives the levels of the
        first round (one half for all by default).

        Raises:
            OutOfModel: an unknown concept, a level outside the range of f, a slope that is
                not above 0 and up to 20, or a start that has not one level a concept.
        """
        import numpy as np

        check("La pente λ", slope, 0.01, 20)
        places, held = self._held(clamped or {})
        first = [0.5] * len(self.labels) if start is None else list(start)
        if len(first) != len(self.labels):
            raise OutOfModel(
                f"Le départ compte {len(first)} niveaux pour {len(self.labels)} notions.",
                remedy="Donnez un niveau par notion.",
            )
        for level in first:
            check("Un niveau de départ", level, 0, 1)
        now: NDArray[np.float64] = np.array(first, dtype=float)
        now[places] = held
        before = now
        gap_then = math.inf
        for turn in range(1, ROUNDS + 1):
            after = 0.5 * (1 + np.tanh(slope * (self._pull @ now) / 2))
            after[places] = held
            gap = float(np.abs(after - now).max())
            if gap < TOLERANCE:
                return Settling("fixed", turn, tuple(after.tolist()))
            if turn % _PROBE == 0:
                # Two states alternate when every second round is the same and the gap between
                # them no longer shrinks: a slow return to rest shrinks it.
                same = float(np.abs(after - before).max()) < TOLERANCE
                if same and gap > VISIBLE and abs(gap - gap_then) < TOLERANCE:
                    return Settling("cycle", turn, tuple(after.tolist()), tuple(now.tolist()))
                gap_then = gap
            before, now = now, after
        return Settling("unsettled", ROUNDS, tuple(now.tolist()))

    def changes(
        self,
        clamped: Mapping[str, float],
        *,
        slope: float = 1.0,
    ) -> tuple[Change, ...]:
        """What a scenario changes, concept by concept, in the order of the labels.

        Raises:
            OutOfModel: like `fixed_point`.
            NoOrder: with or without the scenario, the map does not settle.
        """
        gaps = self._gaps(clamped, slope)
        free = [abs(g) for g, label in zip(gaps, self.labels, strict=True) if label not in clamped]
        return tuple(
            Change(label, sign(gap), 0, held=True)
            if label in clamped
            else Change(label, sign(gap), _rank(abs(gap), free) if sign(gap) else 0)
            for label, gap in zip(self.labels, gaps, strict=True)
        )

    def lever_ranking(
        self,
        levers: Sequence[str],
        target: str,
        *,
        step: float = STEP,
        slope: float = 1.0,
    ) -> tuple[Change, ...]:
        """Pull each lever alone by the same `step` above its rest, and rank the effects.

        Levers rest at different levels: holding them all at their highest would pull some further
        than others, and compare rooms as much as weights. Where the room of one of them is less
        than `step`, all are pulled by that room. One change a lever, the most useful first:
        rank 1 raises the target most; what lowers it comes last; equal effects share a rank.

        Raises:
            OutOfModel: like `fixed_point`, or a target that is unknown or a lever.
            NoOrder: like `changes`.
        """
        place = known(target, self.labels)
        if target in levers:
            raise OutOfModel(
                f"«{NBSP}{target}{NBSP}» est à la fois levier et but.",
                remedy="Choisissez un levier différent du but.",
            )
        rest = dict(zip(self.labels, self._settled({}, slope), strict=True))
        for each in levers:
            known(each, self.labels)
        step = min([step, *(1 - rest[each] for each in levers)])
        gaps = {
            each: self._settled({each: rest[each] + step}, slope)[place] - rest[target]
            for each in levers
        }
        ranked = [
            Change(each, sign(gap), _rank(gap, list(gaps.values()))) for each, gap in gaps.items()
        ]
        return tuple(sorted(ranked, key=lambda change: (change.rank, change.label)))

    def _gaps(self, clamped: Mapping[str, float], slope: float) -> tuple[float, ...]:
        """Levels with the scenario minus levels without it."""
        without, held = (self._settled(each, slope) for each in ({}, clamped))
        return tuple(b - a for a, b in zip(without, held, strict=True))

    def _settled(self, clamped: Mapping[str, float], slope: float) -> tuple[float, ...]:
        end = self.fixed_point(clamped, slope=slope)
        if end.state != "fixed":
            raise NoOrder(end.sentence, remedy="Baissez la pente λ, ou revoyez les poids négatifs.")
        return end.levels

    def _held(self, clamped: Mapping[str, float]) -> tuple[list[int], list[float]]:
        places = [known(label, self.labels) for label in clamped]
        for label, level in clamped.items():
            check(f"Le niveau de «{NBSP}{label}{NBSP}»", level, 0, 1)
        return places, list(clamped.values())


def sign(gap: float) -> int:
    """1, −1, or 0 for a gap that nobody should read."""
    return 0 if abs(gap) < VISIBLE else (1 if gap > 0 else -1)


def _rank(value: float, among: Sequence[float]) -> int:
    return 1 + sum(other > value + VISIBLE for other in among)
