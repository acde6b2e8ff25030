"""Hours of insertion, from the promise of a clause to what is worked.

Each lot promises H = amount · labour share · effort / hourly cost, in hours a year
(`law.insertion.insertion_hours`). Three things stand between promise and work:

- the will of the holder: a firm that gains by it keeps the whole promise, the others
  `GOODWILL` of it. Nobody knows who will hold a lot, nor what an insertion hour costs that
  firm: F(b) of the firms gain by keeping, where b is what a missing hour costs on average, cap
  included (`topics.insertion.model.compliance`). What one may count on is
  `compliance = GOODWILL + (1 − GOODWILL) · F(b)`;
- the pool: persons available in the territory, times the hours that each can work;
- hence `worked = min(Σ H · compliance, pool)`, shared among lots in proportion.

A part of the hours worked is training. `GOODWILL` and `TRAINING` are teaching values.
Source: `shared/domain.md` §3.3 and §7 N9.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from maillon import law
from maillon.base.amounts import OutOfModel, check
from maillon.law.insertion import insertion_hours
from maillon.topics.insertion.model.compliance import (
    FIRMS,
    ExtraCosts,
    Sanction,
    penalty_cap,
)

GOODWILL = 0.4
"""Share of a promise that is kept by a firm that would gain by breaking it."""
TRAINING = 0.15
"""Share of the hours worked that is spent in training."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot: amount in euros without tax, labour share (0 to 1), loaded hourly cost in €/h."""

    label: str
    amount: float
    labour_share: float
    hourly_cost: float

    def hours(self, effort: float) -> float:
        """Return the hours that an insertion effort (0 to 1) promises.

        Raises:
            MaillonError: a value that the calculator of the registry refuses.

        >>> Lot("Exemple", 1_000_000, 0.5, 30).hours(0.05)
        833.33
        """
        day = law.entry("insertion_heures").last_checked
        return float(
            insertion_hours(
                self.amount, self.labour_share, effort, day, hourly_cost=self.hourly_cost
            ).hours
        )

    def hours_per_thousand(self, effort: float) -> float:
        """Return the hours that a thousand euros of this lot promise.

        >>> Lot("Exemple", 1_000_000, 0.5, 30).hours_per_thousand(0.06)
        1.0
        """
        return 1000 * self.hours(effort) / self.amount if self.amount else 0.0


@dataclass(frozen=True, slots=True)
class Clause:
    """What the buyer sets: effort (0 to 1), sanction, days of facilitator a month.

    `without_help` are the extra costs of the firms that may come, which the buyer does not set.
    """

    effort: float
    sanction: Sanction
    facilitator_days: float = 0.0
    without_help: ExtraCosts = FIRMS

    @property
    def costs(self) -> ExtraCosts:
        """What an insertion hour costs the firms that may hold a lot, with that help."""
        return self.without_help.helped(self.facilitator_days)


@dataclass(frozen=True, slots=True)
class LotDelivery:
    """One lot: hours promised, share of them that one may count on, hours worked.

    `weight` is what a missing hour costs its holder on average, in euros, cap included.
    """

    lot: Lot
    promised: float
    compliance: float
    worked: float
    weight: float

    @property
    def kept(self) -> bool:
        """Whether the holder gains by keeping its promise, whichever firm it is."""
        return self.compliance == 1


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a clause gives over its lots, for a pool in hours a year."""

    lots: tuple[LotDelivery, ...]
    pool: float

    @property
    def promised(self) -> float:
        """Hours promised by all lots."""
        return sum(each.promised for each in self.lots)

    @property
    def recruited(self) -> float:
        """Hours promised for which the territory has somebody to recruit."""
        return min(self.promised, self.pool)

    @property
    def worked(self) -> float:
        """Hours worked in all lots."""
        return sum(each.worked for each in self.lots)

    @property
    def training(self) -> float:
        """Hours of training among those worked."""
        return TRAINING * self.worked

    @property
    def kept_share(self) -> float:
        """Share of the promise that is worked; 0 when nothing is promised."""
        return self.worked / self.promised if self.promised else 0.0

    @property
    def out_of_reach(self) -> float:
        """Hours promised beyond the pool: nobody could keep them, whatever the sanction."""
        return self.promised - self.recruited


def deliver(lots: Sequence[Lot], clause: Clause, pool: float) -> Delivery:
    """Return what a clause gives over `lots` when the territory can work `pool` hours a year.

    Raises:
        MaillonError: a value outside the model.
    """
    check("Le vivier, en heures,", pool, 0, math.inf)
    promised = [lot.hours(clause.effort) for lot in lots]
    weights = [
        clause.sanction.weight(hours, penalty_cap(lot.amount))
        for lot, hours in zip(lots, promised, strict=True)
    ]
    compliance = [
        GOODWILL + (1 - GOODWILL) * clause.costs.share_up_to(weight) for weight in weights
    ]
    meant = [hours * share for hours, share in zip(promised, compliance, strict=True)]
    total = sum(meant)
    reach = pool / total if total > pool else 1.0
    return Delivery(
        tuple(
            LotDelivery(lot, hours, share, reach * wanted, weight)
            for lot, hours, share, wanted, weight in zip(
                lots, promised, compliance, meant, weights, strict=True
            )
        ),
        pool,
    )


def highest_effort(lots: Sequence[Lot], pool: float) -> float:
    """Return the effort (0 to 1) whose promise just fills the pool; 1 when the pool is larger.

    >>> highest_effort([Lot("Exemple", 1_000_000, 0.5, 30)], pool=2500)
    0.15
    """
    most = sum(lot.hours(1.0) for lot in lots)
    return min(1.0, round(pool / most, 6)) if most > pool else 1.0


def persons(hours: float, each: float) -> int:
    """Return how many persons it takes to work `hours`, at so many hours each, rounded up.

    >>> persons(833, each=390), persons(780, each=390)
    (3, 2)
    """
    if not each > 0:
        raise OutOfModel(f"Une personne travaille {each} heures.", why="Il faut un nombre positif.")
    return math.ceil(hours / each - _ROUNDING)
