"""When a link of the chain stops: service day by day, and full-service days lost.

Nobody is asked how likely the stop is: only what happens « if ». A link has two clocks, both
counted in whole days of service from the stop, day 0:

- time to survive (TTS): the days that its stock covers;
- time to recover (TTR): the days before it works again as before.

Service is full while t < TTS, and again from t = TTR on. In between it is the alternative
capacity, if it is already there (t ≥ delay), or nothing. Hence

    lost = Σ_{t=TTS}^{TTR−1} (1 − alternative · 1[t ≥ delay])   full-service days.

A second source (« second fournisseur ») that the buyer has qualified has its own delay: from then
on it takes over a share of what is missing on that day, whether the alternative is there or not.

Several links struck on the same day: each one is indispensable, so the day's service is that of
the worst of them.

Days are whole: a stock of two days and a half counts for two, a delay of two days and a half for
three. The model refuses fractions, so that this prudent rounding stays with whoever knows.

Source: D. Simchi-Levi, time to survive, time to recover and risk exposure index (2015), in the
day-by-day teaching form of `shared/domain.md` §3.2; tests freeze the numbers of its §7 N6.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillon.base.amounts import OutOfModel, check
from maillon.base.wording import NBSP

if TYPE_CHECKING:
    from maillon.territory import Table

LONGEST = 730
"""Days beyond which the model says nothing: two years of service."""
WHOLE_DAYS = (
    "Donnez un nombre entier de jours\u202f; par prudence, arrondissez un stock vers le bas et "
    "un délai vers le haut."
)


@dataclass(frozen=True, slots=True)
class Node:
    """A link of the chain (« maillon »).

    `spend`: yearly spend in k€. `stock` (TTS), `delay` of the alternative and
    `time_to_recover` (TTR): whole days of service. `alternative`: share of the service, from 0
    to 1, that somebody else can give once the delay is over. `second_source`: share of what is
    then missing, from 0 to 1, that a qualified second source gives after `second_delay` days.

    Raises:
        OutOfModel: an empty name, a number of days that is not whole or not between 0 and
            `LONGEST`, a share outside 0 to 1, or a spend that is no positive amount.
    """

    label: str
    spend: float = 0.0
    stock: int = 0
    alternative: float = 0.0
    delay: int = 0
    time_to_recover: int = 0
    second_source: float = 0.0
    second_delay: int = 0

    def __post_init__(self) -> None:
        if not self.label.strip():
            raise OutOfModel(
                "Un maillon n’a pas de nom.", remedy="Donnez-lui un nom que vous reconnaîtrez."
            )
        for what, value in (
            ("le stock, en jours,", self.stock),
            ("le délai du secours, en jours,", self.delay),
            ("le temps de rétablissement, en jours,", self.time_to_recover),
            ("le délai du second fournisseur, en jours,", self.second_delay),
        ):
            check(f"{self.label}{NBSP}: {what}", value, 0, LONGEST, whole=True, remedy=WHOLE_DAYS)
        check(f"{self.label}{NBSP}: la part du secours", self.alternative, 0, 1)
        check(f"{self.label}{NBSP}: la part du second fournisseur", self.second_source, 0, 1)
        check(f"{self.label}{NBSP}: la dépense en k€", self.spend)

    def service(self, day: int) -> float:
        """Share of the service, 0 to 1, on a day counted from the stop.

        >>> dairy = Node("Laiterie", stock=6, alternative=0.7, delay=3, time_to_recover=15)
        >>> dairy.service(5), dairy.service(6), dairy.service(15)
        (1.0, 0.7, 1.0)
        """
        if day < self.stock or day >= self.time_to_recover:
            return 1.0
        given = float(self.alternative) if day >= self.delay else 0.0
        if day >= self.second_delay:
            given += self.second_source * (1 - given)
        return min(1.0, given)


def service_levels(nodes: Iterable[Node], horizon: int) -> tuple[float, ...]:
    """Share of the service on each day from 0 to `horizon` − 1, all `nodes` struck on day 0.

    The worst link makes the day; without any link struck, service is full.

    Raises:
        OutOfModel: a horizon that is no whole number of days from 1 to `LONGEST`.
    """
    if type(horizon) is not int or not 1 <= horizon <= LONGEST:
        raise OutOfModel(
            f"La durée observée vaut {horizon}.",
            remedy=f"Choisissez un nombre entier de jours, de 1 à {LONGEST}.",
        )
    struck = tuple(nodes)
    return tuple(min((node.service(day) for node in struck), default=1.0) for day in range(horizon))


def lost_service(*nodes: Node) -> float:
    """Full-service days lost when these links stop on the same day, until all have recovered.

    >>> lost_service(Node("Froid", alternative=0.6, delay=1, time_to_recover=10))
    4.6
    """
    horizon = max((node.time_to_recover for node in nodes), default=0)
    lost = (1 - level for level in service_levels(nodes, horizon)) if horizon else ()
    # Sums of tenths drift: nine decimals are far below what is shown, and keep 15 equal to 15.
    return round(math.fsum(lost), 9)


def ranks(values: Mapping[str, float]) -> dict[str, int]:
    """Rank of each value, 1 for the highest; equal values share a rank."""
    return {name: 1 + sum(v > value for v in values.values()) for name, value in values.items()}


def nodes_of(table: Table) -> dict[str, Node]:
    """Read the links of a table of the territory: row id → link, in the table's order.

    Its columns: `depense` (k€), `stock`, `delai` and `ttr` (days), `alternative` (0–1).

    Raises:
        OutOfModel: a value lies outside the model.
        MaillonError: a column is missing, or holds a text.
    """
    return {
        name: Node(
            row.label,
            spend=row.number("depense"),
            stock=_whole(row.number("stock")),
            alternative=row.number("alternative"),
            delay=_whole(row.number("delai")),
            time_to_recover=_whole(row.number("ttr")),
        )
        for name, row in table.rows.items()
    }


def _whole(days: float) -> int:
    """Turn 3.0 into 3, and leave 2.5 as it is: `Node` refuses it in French."""
    return int(days) if days.is_integer() else days  # type: ignore[return-value]
