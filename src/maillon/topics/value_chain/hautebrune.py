"""The chains of Hautebrune that N4 and its chapter unfold, read from the territory.

Models take plain numbers and the territory holds them: this is the one place where both meet.
"""

from __future__ import annotations

import math

from maillon import territory
from maillon.base.amounts import OutOfModel
from maillon.base.wording import NBSP
from maillon.territory import Column, Row
from maillon.topics.value_chain.model.prices import Part, PartKind, PriceChain
from maillon.topics.value_chain.model.tiers import (
    Actor,
    Matrix,
    SupplyTiers,
    common_source,
    purchase_matrix,
)

CATERING = "restauration-scolaire"
WORKWEAR = "vetements-de-travail"
PRICES = {WORKWEAR: "prix-tshirt", CATERING: "euro-alimentaire"}
"""Table of the price of each family that N4 unfolds."""
WAGES = "salaires"
"""Part of the price of a T-shirt that workers get."""
TIERS = ("grossistes", "ateliers de confection", "tissages")
"""The tiers of workwear that the territory knows, tier 1 first."""
INVENTED = f"Statut des valeurs{NBSP}: fictif."
"""What a picture of `workwear_tiers` says of its figures."""
#: Invented like the firms themselves: every size class, so that a picture shows them all.
_SIZES = {
    "grossiste-1": "ETI",
    "grossiste-2": "PME",
    "grossiste-3": "PME",
    "grossiste-4": "PME",
    "grossiste-5": "SIAE",
    "confection-a": "ETI",
    "confection-b": "PME",
    "confection-c": "TPE",
    "tissage-a": "GE",
    "tissage-b": "PME",
}
_KINDS: dict[str, PartKind] = {
    "intrants-importes": "import",
    "importations-alimentaires": "import",
    "taxes": "tax",
}


def price_chain(family: str) -> PriceChain:
    """Return the price of a family of `PRICES` by link, in shares, upstream first."""
    rows = territory.table(family, PRICES[family]).rows.values()
    return PriceChain(
        tuple(
            Part(row.id, row.label, row.number("part"), _KINDS.get(row.id, "link")) for row in rows
        )
    )


def price_origin(family: str) -> str:
    """Say where the price of a family comes from, and its status."""
    table = territory.table(family, PRICES[family])
    year = f", {table.year}" if table.year else ""
    return f"{table.label}. Statut des valeurs{NBSP}: {table.status}{year}."


def farm_rise() -> tuple[float, float, float]:
    """Return a rise of farm prices, its effect on all food, and on domestic products (shares)."""
    names = ("hausse_agricole", "effet_toute_alimentation", "effet_produits_nationaux")
    rise, everything, domestic = (territory.value(CATERING, name) for name in names)
    return rise, everything, domestic


def workwear_tiers(holders: int | None = None, shared: float | None = None) -> SupplyTiers:
    """Return the tiers of workwear, in k€; as the territory tells them, or with other choices.

    `holders` keeps the first wholesalers, for the same total; `shared` is the share that each
    of them buys from the first workshop, the rest being spread as before among the others.

    Raises:
        OutOfModel: no wholesaler is kept, or a share not in 0 to 1.
    """
    spending = tuple(territory.table(WORKWEAR, "rang2").numbers("depense").values())
    second = _matrix("rang2", after="depense")
    kept = len(spending) if holders is None else min(holders, len(spending))
    if kept < 1:
        raise OutOfModel("Il faut au moins un grossiste.", remedy="Gardez-en un.")
    amounts = tuple(math.fsum(spending) / kept for _ in range(kept)) if holders else spending
    if shared is not None:
        rests = [[share / math.fsum(row[1:]) for share in row[1:]] for row in second]
        second = common_source(len(rests), shared, rests)
    return SupplyTiers(amounts, (second[:kept], _matrix("rang3")))


def workwear_actors() -> tuple[tuple[Actor, ...], ...]:
    """Return the suppliers of each tier of workwear, in the order of `workwear_tiers`."""
    second, third = (territory.table(WORKWEAR, name) for name in ("rang2", "rang3"))
    return (
        tuple(_actor(row) for row in second.rows.values()),
        tuple(_actor(row) for row in third.rows.values()),
        tuple(_actor(column) for column in third.columns),
    )


def _actor(named: Row | Column) -> Actor:
    return Actor(named.label, _SIZES[named.id])


def _matrix(table: str, *, after: str = "") -> Matrix:
    """Return the shares of purchases of a table, without the column `after`."""
    found = territory.table(WORKWEAR, table)
    suppliers = [column.id for column in found.columns if column.id != after]
    return purchase_matrix([row.number(name) for name in suppliers] for row in found.rows.values())
