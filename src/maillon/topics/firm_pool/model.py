"""The pool of firms (« le vivier d’entreprises »): stocks and flows under a policy of demands.

Three stocks: the firms ready to answer, their average capacity to meet what is asked (0 to 1),
and the appeal of the market (0 to 1), which fades when few answer. Each month, with X the level
that is asked and gap = max(0, X − capacity):

- an answer has the rate p = 0.30 · appeal · exp(−5 · gap), hence offers = max(0.3, firms · p);
- price = (100 + 80 / (offers + 1)) · (1 + 0.15 · gap), 100 being the price of a wide market;
- compliance f = min(1, (capacity + 0.1) / X) · (0.4 + 0.6 · follow-up). Offers come one by one
  (Poisson), hence at least one with the probability 1 − exp(−offers). Real impact = X · f times
  that probability: a consultation that nobody answers changes nothing;
- capacity grows with support and with the practice of those who answer (offers / firms, at most
  all of them), and wears out; firms leave when the gap opens and come back with the appeal, which
  follows the gap and the number of offers.

Explicit Euler, at most one month a step. No stock needs a clamp: each outflow takes less than the
whole of its stock in a month. The only floor is that of the offers, and it is part of the model.

Source: `shared/domain.md` §7 N2, whose offers and prices the tests freeze. All constants are
teaching values (« fictif »), none is a measurement.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from maillon.base.amounts import check, check_choice
from maillon.base.wording import NBSP

Path = Literal["jump", "ramp"]
STATUS = "fictif"
"""Status of every number of this model, to be printed beside them."""
HELD_UNCHECKED = 0.4
"""Share of what was promised that is held when nobody checks."""
FEWEST_OFFERS = 0.3
"""Floor of the offers: at the worst, three consultations in ten still find one firm."""
LONGEST = 240
"""Months beyond which the model says nothing."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the buyer decides: how fast demands rise, with what support and what follow-up.

    `path`: from `start` to `target` at once (« jump ») or along `ramp_months` months
    (« ramp »), from the month `start_month`. `support` (0 to 0.5) helps firms to learn;
    `follow_up` (0 to 1) is the share of what was promised that somebody checks. `start` and
    `target` are levels of demand, above 0 and up to 1.

    Raises:
        OutOfModel: a value lies outside its bounds.
    """

    path: Path = "ramp"
    ramp_months: int = 36
    support: float = 0.0
    follow_up: float = 0.2
    target: float = 0.8
    start: float = 0.2
    start_month: int = 6

    def __post_init__(self) -> None:
        check_choice("Le chemin", self.path, get_args(Path))
        check("La durée de la montée", self.ramp_months, 1, LONGEST, whole=True)
        check("Le mois de départ", self.start_month, 0, LONGEST, whole=True)
        check("L’appui aux entreprises", self.support, 0, 0.5)
        check("Le suivi d’exécution", self.follow_up, 0, 1)
        check("L’exigence de départ", self.start, 0.01, 1)
        check("L’exigence visée", self.target, 0.01, 1)

    def demand(self, month: float) -> float:
        """Level asked at a time in months: X, also what the tender documents display."""
        if month < self.start_month:
            return self.start
        if self.path == "jump":
            return self.target
        done = min(1.0, (month - self.start_month) / self.ramp_months)
        # Ends exactly on the target, whatever the rounding of the way.
        return self.target if done == 1 else self.start + (self.target - self.start) * done


@dataclass(frozen=True, slots=True)
class Pool:
    """The three stocks: number of firms, capacity (0 to 1), appeal (0 to 1)."""

    firms: float = 30.0
    capacity: float = 0.30
    appeal: float = 0.60

    def __post_init__(self) -> None:
        check("Le nombre d’entreprises", self.firms, 1, 10_000)
        check("La capacité", self.capacity, 0, 1)
        check("L’attrait du marché", self.appeal, 0, 1)


@dataclass(frozen=True, slots=True)
class Rates:
    """Monthly rates of the flows; each teaching value is the default. Zero closes a flow.

    Raises:
        OutOfModel: a rate lies outside 0 to 0.25, where no stock can be emptied in a month.
    """

    support: float = 0.10
    practice: float = 0.20
    wear: float = 0.004
    arrival: float = 0.05
    departure: float = 0.05
    appeal: float = 0.06

    def __post_init__(self) -> None:
        for name in self.__slots__:
            check(f"Le débit «{NBSP}{name}{NBSP}»", getattr(self, name), 0, 0.25)


@dataclass(frozen=True, slots=True)
class Answers:
    """How firms answer a consultation.

    `rate` is the share of the pool that answers when all can do what is asked and the market
    attracts fully; `fall` says how fast that share falls as the gap opens.

    Raises:
        OutOfModel: the rate lies outside 0 to 1, or the fall outside 0 to 20.
    """

    rate: float = 0.30
    fall: float = 5.0

    def __post_init__(self) -> None:
        check("La part qui répond", self.rate, 0, 1)
        check("La chute des réponses", self.fall, 0, 20)


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What happened, one value a month: month `m` is read at its first day, as it opens.

    `displayed` is the level asked (what a count of clauses sees), `impact` what it changes for
    real, on average over consultations with and without a bid; `cumulated_impact` includes the
    month.
    """

    policy: Policy
    offers: tuple[float, ...]
    price: tuple[float, ...]
    displayed: tuple[float, ...]
    impact: tuple[float, ...]
    firms: tuple[float, ...]
    capacity: tuple[float, ...]
    appeal: tuple[float, ...]
    cumulated_impact: tuple[float, ...]

    @property
    def months(self) -> int:
        """Number of months simulated."""
        return len(self.offers)

    @property
    def fewest_offers(self) -> float:
        """The smallest number of offers of all months."""
        return min(self.offers)

    @property
    def total_impact(self) -> float:
        """Sum of the real impact over the months, in months of a full impact."""
        return self.cumulated_impact[-1]

    @property
    def total_displayed(self) -> float:
        """Sum of the displayed level over the months, to be set against the real impact."""
        return sum(self.displayed)

    def months_below(self, offers: float) -> int:
        """Number of months with fewer offers than that."""
        return sum(value < offers for value in self.offers)


NOTHING = Policy(target=0.2, follow_up=0.2)
"""The policy of who changes nothing."""

POLICIES: dict[str, Policy] = {
    "Ne rien changer": NOTHING,
    "D’un coup, avec suivi, sans appui": Policy(path="jump", follow_up=0.9),
    "D’un coup, avec suivi et appui": Policy(path="jump", support=0.3, follow_up=0.9),
    "Peu à peu, avec suivi, sans appui": Policy(follow_up=0.9),
    "Peu à peu, avec appui, peu de suivi": Policy(support=0.3, follow_up=0.2),
    "Peu à peu, avec suivi et appui": Policy(support=0.3, follow_up=0.9),
}
"""The six policies that the workshop compares, by French name."""


def simulate(
    policy: Policy,
    *,
    months: int = 60,
    steps_per_month: int = 1,
    pool: Pool = Pool(),
    rates: Rates = Rates(),
    answers: Answers = Answers(),
) -> Trajectory:
    """Run the model, from `pool`, over `months` months of `steps_per_month` equal steps.

    Raises:
        OutOfModel: fewer than 1 or more than 240 months, or than 1 or 100 steps a month.
    """
    check("Le nombre de mois", months, 1, LONGEST, whole=True)
    check("Le nombre de pas par mois", steps_per_month, 1, 100, whole=True)
    step = 1 / steps_per_month
    firms, capacity, appeal = pool.firms, pool.capacity, pool.appeal
    checked = HELD_UNCHECKED + (1 - HELD_UNCHECKED) * policy.follow_up
    total = 0.0
    rows: list[tuple[float, ...]] = []
    for month in range(months):
        for part in range(steps_per_month):
            demand = policy.demand(month + part * step)
            gap = max(0.0, demand - capacity)
            offers = max(
                FEWEST_OFFERS, firms * answers.rate * appeal * math.exp(-answers.fall * gap)
            )
            held = 1 - math.exp(-offers)
            impact = min(demand, capacity + 0.1) * checked * held
            total += step * impact
            if part == 0:
                price = (100 + 80 / (offers + 1)) * (1 + 0.15 * gap)
                rows.append((offers, price, demand, impact, firms, capacity, appeal))
            learning = (
                rates.support * policy.support * (1 - capacity)
                + rates.practice * min(1.0, offers / firms) * gap
                - rates.wear * capacity
            )
            moving = rates.arrival * (pool.firms - firms) * appeal - rates.departure * gap * firms
            wanted = (1 - gap) * (0.5 + 0.5 * min(1.0, offers / 5))
            capacity += step * learning
            firms += step * moving
            appeal += step * rates.appeal * (wanted - appeal)
        rows[-1] += (total,)
    return Trajectory(policy, *zip(*rows, strict=True))
