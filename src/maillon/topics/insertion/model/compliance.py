"""Does a firm gain by keeping its promise of insertion hours? Checks, penalty, cap, help.

A firm that minds its money only compares, over the hours that it promised:

- what keeping them costs: `extra_cost` euros an hour beyond an ordinary hour;
- what breaking them costs: `penalty` euros an hour declared and not worked, on the `follow_up`
  share of the hours that somebody checks, all of it under a cap. (An hour that is not declared
  shows in the total, without any check.)

It keeps its promise iff `min(follow_up · penalty · hours, cap) ≥ extra_cost · hours`; without a
cap, iff `follow_up · penalty ≥ extra_cost`. The cap is that of the registry of law for late
penalties, which a contract may take up, or set aside, for its insertion clause.

One firm knows its extra cost; who writes the clause does not know which firm will come. Over firms,
the cost is spread evenly from `low` to `high` (`ExtraCosts`), so that the share of firms
that gain by keeping their promise rises smoothly with what breaking costs an hour, b:
`F(b) = (b − low) / (high − low)`, held between 0 and 1.

The facilitator finds people, prepares them and follows them: the extra hour costs the firm less,
`base / (1 + days)`, however many hours there are to support (a limit that the workshop tells).
The extra costs, and how help lowers them, are teaching values (« fictif »).

Source: deterrence of a risk-neutral firm (G. Becker, 1968), as in `shared/domain.md` §3.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from maillon import law
from maillon.base.amounts import OutOfModel, check
from maillon.law.figures import rate

STATUS = "fictif"
"""Status of every constant of this module, to be printed beside its results."""
EXTRA_COST = 12.0
"""€ that an insertion hour costs a middling firm without any help, beyond an ordinary hour."""
SPREAD = 8.0
"""How far from `EXTRA_COST`, in €/h on each side, the extra cost of a firm may stand."""
HALVING = 1.0
"""Days of facilitator a month that halve the extra cost."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Sanction:
    """How a promise is followed up: share of hours checked (0 to 1), penalty in €/h.

    Raises:
        OutOfModel: a share outside 0 to 1, or a penalty that is no positive amount.
    """

    follow_up: float
    penalty: float

    def __post_init__(self) -> None:
        check("La part des heures suivies", self.follow_up, 0, 1)
        _check("La pénalité", self.penalty)

    @property
    def per_hour(self) -> float:
        """What a missing hour costs on average, in euros, before any cap.

        >>> Sanction(0.2, 40).per_hour
        8.0
        """
        return self.follow_up * self.penalty

    def expected(self, hours: float, cap: float = math.inf) -> float:
        """Return what breaking the promise of `hours` costs on average, in euros, cap included.

        >>> Sanction(0.5, 40).expected(100), Sanction(0.5, 40).expected(100, cap=1500)
        (2000.0, 1500)
        """
        _check("Le nombre d’heures", hours)
        _check("Le plafond", cap)
        return min(self.per_hour * hours, cap)

    def pays(self, extra_cost: float, hours: float = 1.0, cap: float = math.inf) -> bool:
        """Tell whether a firm gains by keeping its promise (a tie keeps it).

        >>> Sanction(0.2, 40).pays(12), Sanction(0.6, 40).pays(12), Sanction(0.05, 120).pays(12)
        (False, True, False)
        """
        _check("Le surcoût", extra_cost)
        return self.expected(hours, cap) >= extra_cost * hours - _ROUNDING * (1 + hours)

    def weight(self, hours: float, cap: float = math.inf) -> float:
        """Return what a missing hour costs on average (€/h) of `hours` promised, cap included."""
        return self.expected(hours, cap) / hours if hours else self.per_hour


@dataclass(frozen=True, slots=True)
class ExtraCosts:
    """What an insertion hour costs beyond an ordinary one (€/h), spread evenly over firms.

    The same bound twice is one firm, or several alike.

    Raises:
        OutOfModel: a bound that is no positive amount, or bounds that do not rise.
    """

    low: float = EXTRA_COST - SPREAD
    high: float = EXTRA_COST + SPREAD

    def __post_init__(self) -> None:
        _check("Le surcoût le plus bas", self.low)
        _check("Le surcoût le plus haut", self.high)
        if self.low > self.high or math.isinf(self.high):
            raise OutOfModel(
                f"Le surcoût va de {self.low} à {self.high}.",
                why="Il faut deux nombres finis, le plus bas d’abord.",
            )

    @property
    def mean(self) -> float:
        """The extra cost of a middling firm: half the firms are at it or below."""
        return (self.low + self.high) / 2

    def helped(self, facilitator_days: float) -> ExtraCosts:
        """Return the same costs with so many days of facilitator a month."""
        return ExtraCosts(*(extra_cost(facilitator_days, cost) for cost in (self.low, self.high)))

    def share_up_to(self, amount: float) -> float:
        """Return the share of firms whose extra cost is at most `amount` (€/h).

        >>> [ExtraCosts().share_up_to(amount) for amount in (2, 4, 12, 20, 24)]
        [0.0, 0.0, 0.5, 1.0, 1.0]
        >>> ExtraCosts(12, 12).share_up_to(11.9), ExtraCosts(12, 12).share_up_to(12)
        (0.0, 1.0)
        """
        if amount >= self.high - _ROUNDING:
            return 1.0
        return max(0.0, (amount - self.low) / (self.high - self.low)) if amount > self.low else 0.0


def extra_cost(facilitator_days: float, base: float = EXTRA_COST) -> float:
    """Return what an insertion hour costs a firm (€/h) with so many days of facilitator a month.

    >>> extra_cost(0), extra_cost(1), extra_cost(2)
    (12.0, 6.0, 4.0)
    """
    _check("Le temps de facilitation", facilitator_days)
    _check("Le surcoût", base)
    return base / (1 + facilitator_days / HALVING)


def days_needed(amount: float, base: float = EXTRA_COST) -> float:
    """Return the days of facilitator a month that bring the extra cost down to `amount` (€/h).

    >>> days_needed(2), days_needed(12), days_needed(0)
    (5.0, 0.0, inf)
    """
    _check("Le surcoût visé", amount)
    _check("Le surcoût", base)
    if not amount:
        return math.inf if base else 0.0
    return max(0.0, HALVING * (base / amount - 1))


def penalty_needed(follow_up: float, cost: float) -> float:
    """Return the penalty (€/h) from which a promise is kept: the frontier; infinite at no check.

    >>> penalty_needed(0.5, 12), penalty_needed(0, 12)
    (24.0, inf)
    """
    _check("Le surcoût", cost)
    if Sanction(follow_up, 0).follow_up == 0:
        return math.inf if cost else 0.0
    return cost / follow_up


def follow_up_needed(penalty: float, cost: float) -> float | None:
    """Return the share of checked hours from which a promise is kept; None if none is enough.

    >>> follow_up_needed(40, 12), follow_up_needed(10, 12)
    (0.3, None)
    """
    _check("La pénalité", penalty)
    _check("Le surcoût", cost)
    if penalty < cost:
        return None
    return cost / penalty if penalty else 0.0


def percent_to_check(penalty: float, cost: float) -> int | None:
    """Return the whole percentage of checked hours from which a promise is kept, rounded up.

    Rounded to the nearest, it could name a share that still does not suffice.

    >>> percent_to_check(40, 12), percent_to_check(90, 12), percent_to_check(10, 12)
    (30, 14, None)
    """
    needed = follow_up_needed(penalty, cost)
    return None if needed is None else math.ceil(100 * needed - _ROUNDING / 10)


def penalty_cap(amount: float) -> float:
    """Return the most that penalties may reach (€) on a contract of `amount` euros without tax.

    The share is the cap of late penalties in the registry of law, as last checked.
    """
    _check("Le montant", amount)
    return amount * float(rate(law.cite("penalites", None, "plafond")))


def _check(what: str, value: float) -> None:
    check(what, value, 0, math.inf)


FIRMS = ExtraCosts()
"""The firms that may come, without any help."""
