"""Who drives whom (« analyse structurelle », MICMAC): direct influences, then those by relay.

A matrix holds what each variable (row) does directly to each other one (column), from 0 (nothing)
to 3 (strong). The sum of a row is an influence, the sum of a column a dependence. The same sums on
the k-th power of the matrix count the paths of k arrows, each weighing the product of its arrows;
a path may pass twice through one variable. The signs are lost: the method says who drives, a
causal map says which way.

Only ranks are meant to be shown. Sums are whole numbers of any size, so that ties are true ties;
dividing each power by its total, as the method asks, changes no rank and is left out.

Source: Michel Godet, *De l’anticipation à l’action*, Dunod, 1991 (method MICMAC, 1971-1974);
`shared/domain.md` §3.1 and §7 N3. Godet stops at a ranking unchanged once or twice, which may
still move later: here it must stay unchanged over twice as many lengths as there are variables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from maillon.base.amounts import check
from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, NNBSP, capitalised, listing, ordinal
from maillon.topics.influence.model.square import known, rows_of, square

Quadrant = Literal["motrice", "relais", "dépendante", "autonome"]
STRONGEST = 3
"""Highest intensity of a card."""
MAX_POWER = 100
"""Longest paths looked at before saying that the ranking does not settle."""


class NoCircuit(MaillonError):
    """No path comes back to its start: long paths vanish, and rank nothing."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a variable stands: ranks (1 is the highest; equal sums share a rank) and quadrant.

    `quadrant` compares with the means: « motrice » drives much and depends little, « relais »
    does both much, « dépendante » depends much and drives little, « autonome » does both little.
    """

    label: str
    influence_rank: int
    dependence_rank: int
    quadrant: Quadrant


@dataclass(frozen=True, slots=True)
class StableRanking:
    """Direct and indirect standings, in the order of the labels.

    `power` is the length of the paths at which the search stopped, `since` the shortest length
    that already gave this ranking. `settled` is false when the ranking still moved at the end.
    """

    direct: tuple[Standing, ...]
    indirect: tuple[Standing, ...]
    power: int
    since: int
    settled: bool

    def sentence(self, label: str) -> str:
        """Tell how a variable moved in the ranking of influences, in French.

        Raises:
            OutOfModel: no variable has this label.
        """
        before, after = (_of(label, each).influence_rank for each in (self.direct, self.indirect))
        if before == after:
            return (
                f"{capitalised(label)}{NBSP}: {ordinal(before)} rang d’influence, avant et après."
            )
        verb = "monte" if after < before else "descend"
        return (
            f"{capitalised(label)}{NBSP}: {verb} du {ordinal(before)} au {ordinal(after)} rang "
            "d’influence quand les chemins longs comptent."
        )

    @property
    def summary(self) -> str:
        """Tell whether and when the ranking settled, in French."""
        if not self.settled:
            return f"Le classement bouge encore pour des chemins de {self.power} flèches."
        if self.since == 1:
            return "Le classement direct ne change pas quand les chemins longs comptent."
        return f"Le classement ne change plus à partir de chemins de {self.since} flèches."


@dataclass(frozen=True)
class InfluenceMatrix:
    """Labels, and one row of intensities for each: `rows[i][j]` is what `i` does to `j`.

    Raises:
        OutOfModel: fewer than two labels, one given twice or empty, a matrix that is not
            square, an intensity that is not 0, 1, 2 or 3, or a diagonal that is not 0.

    >>> farm = InfluenceMatrix(("poules", "œufs", "renards"), ((0, 3, 1), (2, 0, 0), (0, 0, 0)))
    >>> farm.influence(), farm.dependence()
    ((4, 2, 0), (2, 3, 1))
    """

    labels: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        labels, rows = square(self.labels, self.rows)
        object.__setattr__(self, "labels", labels)
        object.__setattr__(self, "rows", rows)
        for cause, row in zip(labels, rows, strict=True):
            for effect, value in zip(labels, row, strict=True):
                place = f"La case «{NBSP}{cause} → {effect}{NBSP}»"
                check(place, value, 0, STRONGEST, whole=True)

    @classmethod
    def from_pairs(
        cls, labels: Sequence[str], pairs: Mapping[tuple[str, str], int]
    ) -> InfluenceMatrix:
        """Build a matrix from (cause, effect) → intensity; every other cell is 0.

        Raises:
            OutOfModel: a pair names an unknown label, or like the class.
        """
        return cls(tuple(labels), rows_of(labels, pairs, 0))

    def influence(self, power: int = 1) -> tuple[int, ...]:
        """Sum of each row of the matrix to this power: paths of `power` arrows that leave."""
        return _sums(self.rows, power)

    def dependence(self, power: int = 1) -> tuple[int, ...]:
        """Sum of each column of the matrix to this power: paths of `power` arrows that arrive."""
        return _sums(tuple(zip(*self.rows, strict=True)), power)

    @property
    def has_circuit(self) -> bool:
        """Whether some path comes back to its start."""
        left = set(range(len(self.labels)))
        while left:
            ends = {i for i in left if not any(self.rows[i][j] for j in left)}
            if not ends:
                return True
            left -= ends
        return False

    def standings(self, power: int = 1) -> tuple[Standing, ...]:
        """Rank the variables by their paths of `power` arrows, in the order of the labels."""
        drives, depends = self.influence(power), self.dependence(power)
        return tuple(
            Standing(label, 1 + sum(x > d for x in drives), 1 + sum(x > e for x in depends),
                     _quadrant(d, drives, e, depends))
            for label, d, e in zip(self.labels, drives, depends, strict=True)
        )  # fmt: skip

    def stable_ranking(self, max_power: int = MAX_POWER) -> StableRanking:
        """Lengthen the paths until both rankings stay unchanged for long, or up to `max_power`.

        For long is over twice as many lengths as there are variables: on random matrices, no
        ranking that settled so differs from the limit of long paths.

        Raises:
            NoCircuit: nothing comes back to its start, so that the powers end at zero.
        """
        if not self.has_circuit:
            raise NoCircuit(
                "Aucun circuit dans cette matrice.",
                why="Aucune influence ne revient à son point de départ, les chemins longs "
                "s’éteignent et ne classent rien.",
                remedy="Lisez le classement direct, ou cherchez une influence en retour.",
            )
        steady = 2 * len(self.labels)
        columns = tuple(zip(*self.rows, strict=True))
        leave, arrive = self.influence(), self.dependence()
        order, since, power = (_ranks(leave), _ranks(arrive)), 1, 1
        while power - since < steady and power < max_power:
            power += 1
            leave, arrive = _longer(self.rows, leave), _longer(columns, arrive)
            before, order = order, (_ranks(leave), _ranks(arrive))
            if order != before:
                since = power
        return StableRanking(
            self.standings(1), self.standings(power), power, since, power - since >= steady
        )


def ties(standings: Sequence[Standing]) -> str:
    """Name the variables that share a rank of influence, in French; empty without any."""
    groups: dict[int, list[str]] = {}
    for standing in standings:
        groups.setdefault(standing.influence_rank, []).append(standing.label)
    told = [
        f"au {ordinal(rank)} rang d’influence{NBSP}: {listing(labels)}"
        for rank, labels in sorted(groups.items())
        if len(labels) > 1
    ]
    return f"Ex æquo {f'{NNBSP}; '.join(told)}." if told else ""


def _sums(rows: Sequence[Sequence[int]], power: int) -> tuple[int, ...]:
    check("Le nombre de flèches d’un chemin", power, 1, whole=True)
    sums = (1,) * len(rows)
    for _ in range(power):
        sums = _longer(rows, sums)
    return sums


def _longer(rows: Sequence[Sequence[int]], sums: Sequence[int]) -> tuple[int, ...]:
    """Count paths of one arrow more."""
    return tuple(sum(map(int.__mul__, row, sums)) for row in rows)


def _ranks(sums: Sequence[int]) -> tuple[int, ...]:
    """Rank sums, 1 being the highest; equal sums share a rank."""
    down = sorted(sums, reverse=True)
    return tuple(1 + down.index(each) for each in sums)


def _quadrant(d: int, drives: Sequence[int], e: int, depends: Sequence[int]) -> Quadrant:
    drives_much = d * len(drives) >= sum(drives)
    depends_much = e * len(depends) >= sum(depends)
    if drives_much:
        return "relais" if depends_much else "motrice"
    return "dépendante" if depends_much else "autonome"


def _of(label: str, standings: Sequence[Standing]) -> Standing:
    return standings[known(label, [standing.label for standing in standings])]
