"""What a buyer can pay for before a link stops, what it costs and what it changes.

Three measures for one link, none of which makes the stop less likely:

- qualify a second source (« second fournisseur »): somebody else is found, tested and known. It
  starts 5 days of service after the stop, and takes over 70 % of what is then missing; the other
  alternatives of the link come no sooner for it;
- stock (« stock d’avance »): each more day is a day more to survive. It costs the goods bought
  ahead, a day's share of the yearly spend, and their storage;
- a clause asking for a continuity plan (« plan de continuité »): the link, paid for it, recovers
  in 60 % of the time, rounded up.

Costs and effects are teaching values (« fictif »): none is a market price. Their order of
magnitude was chosen so that a budget of 15 k€ makes one choose (`shared/domain.md` §7 N6).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from maillon.base.amounts import check, check_choice
from maillon.territory import SERVICE_DAYS_PER_YEAR
from maillon.topics.disruption.model.service import LONGEST, Node

STATUS = "fictif"
"""Status of every cost and effect of this module, to be printed beside them."""
MOST_STOCK = 10
"""Days of stock that one may add: beyond, room runs out and fresh goods are lost."""

SOURCE_COST = 9.0
"""k€ to qualify a second source: search, visits, trials, a contract that stays alive."""
SOURCE_SHARE = 0.7
"""Share of what is missing, once it delivers, that the second source takes over."""
SOURCE_DELAY = 5
"""Days of service before a qualified second source delivers."""
CLAUSE_COST = 4.0
"""k€ for a continuity plan, whatever the size of the contract…"""
CLAUSE_RATE = 0.01
"""… plus this share of the yearly spend."""
CLAUSE_EFFECT = 0.6
"""What the time to recover is multiplied by when the plan exists."""
STORAGE_COST = 0.4
"""k€ to keep one day of stock for a year, besides the goods themselves."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What is bought for one link: a second source, more stock in whole days, a clause.

    Raises:
        OutOfModel: a stock that is not a whole number of days from 0 to `MOST_STOCK`.
    """

    second_source: bool = False
    extra_stock: int = 0
    continuity_plan: bool = False

    def __post_init__(self) -> None:
        check("Le stock ajouté, en jours,", self.extra_stock, 0, MOST_STOCK, whole=True)


NONE = Measures()
"""Nothing is bought."""


def apply(node: Node, measures: Measures) -> Node:
    """Return the link once the measures are in place."""
    changed = replace(node, stock=min(node.stock + measures.extra_stock, LONGEST))
    if measures.second_source:
        changed = replace(changed, second_source=SOURCE_SHARE, second_delay=SOURCE_DELAY)
    if measures.continuity_plan:
        shorter = math.ceil(CLAUSE_EFFECT * node.time_to_recover)
        changed = replace(changed, time_to_recover=shorter)
    return changed


def cost(node: Node, measures: Measures) -> float:
    """Cost of the measures for this link, in k€ for a first year."""
    total = measures.extra_stock * (STORAGE_COST + node.spend / SERVICE_DAYS_PER_YEAR)
    if measures.second_source:
        total += SOURCE_COST
    if measures.continuity_plan:
        total += CLAUSE_COST + CLAUSE_RATE * node.spend
    return round(total, 9)


def apply_all(nodes: Mapping[str, Node], plan: Mapping[str, Measures]) -> dict[str, Node]:
    """Return every link once the plan (link id → measures) is in place, in the same order.

    Raises:
        OutOfModel: the plan names a link that is not there.
    """
    _known(nodes, plan)
    return {name: apply(node, plan.get(name, NONE)) for name, node in nodes.items()}


def total_cost(nodes: Mapping[str, Node], plan: Mapping[str, Measures]) -> float:
    """Cost of a whole plan, in k€ for a first year.

    Raises:
        OutOfModel: the plan names a link that is not there.
    """
    _known(nodes, plan)
    return round(math.fsum(cost(nodes[name], measures) for name, measures in plan.items()), 9)


def _known(nodes: Mapping[str, Node], plan: Mapping[str, Measures]) -> None:
    for name in plan:
        check_choice("Un maillon du plan", name, nodes)
