"""The claims of « Trois formules, trois gagnants », tried on other bids.

Nobody knows what bids will come: the prices and the marks of the three bids are drawn apart from
one another, far from those of Hautebrune. Some claims are then tried again on the draws where
paying more buys better, as there. The hopeless bid stays the one that the workshop shows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from maillon.base.wording import listing, percent
from maillon.topics.award import hautebrune
from maillon.topics.award.model.award import Award, Offer, award
from maillon.topics.award.model.price_scores import formula
from maillon.topics.award.model.sensitivity import price_weight_told
from maillon.workshops.claims import claim
from maillon.workshops.robustness import Box, Case, Knob, Outcome

#: Thousands of euros, and marks, between which a bid is drawn.
CHEAPEST, DEAREST, WEAKEST, BEST = 80.0, 140.0, 4.0, 10.0
THOUSAND = 1000
HALF = 0.5
_SERIOUS = hautebrune.offers()
_BIDS = Box(
    tuple(
        knob
        for offer in _SERIOUS
        for knob in (
            Knob(
                f"prix-{offer.name}",
                f"prix de {offer.name}",
                offer.price / THOUSAND,
                CHEAPEST,
                DEAREST,
                "k€",
            ),
            Knob(
                f"qualite-{offer.name}",
                f"qualité de {offer.name}, sur 10",
                offer.quality,
                WEAKEST,
                BEST,
                decimals=1,
            ),
        )
    )
)


def _offers(case: Case) -> list[Offer]:
    return [
        Offer(each.name, THOUSAND * case[f"prix-{each.name}"], case[f"qualite-{each.name}"])
        for each in _SERIOUS
    ]


def _marked(offers: list[Offer], name: str) -> Award:
    return award(offers, formula(name), HALF, hautebrune.terms())


def _winners(offers: list[Offer], at_least: int) -> Outcome:
    """Tell who comes first under each formula, and whether that makes enough winners."""
    first = {name: _marked(offers, name).winner_names[0] for name in hautebrune.COMPARED}
    told = [f"{winner} avec la {formula(name).label.lower()}" for name, winner in first.items()]
    return Outcome(len(set(first.values())) >= at_least, f"gagne {listing(told)}.")


def _reversed(offers: list[Offer]) -> Outcome:
    """Tell whether the hopeless bid changes the first place under min–max without taking it."""
    before = _marked(offers, "min-max").winner_names[0]
    after = _marked([*offers, hautebrune.hopeless()], "min-max").winner_names[0]
    moved = after not in (before, hautebrune.hopeless().name)
    return Outcome(moved, f"en tête, {before} avant l’offre sans espoir, {after} après.")


def _heavier(offers: list[Offer]) -> Outcome:
    """Tell whether the price weighs more than announced under min–max."""
    share = price_weight_told(_marked(offers, "min-max")) or 0
    return Outcome(share > HALF, f"annoncé à {percent(HALF)}, le prix pèse {percent(share)}.")


def _tried(found: Callable[[list[Offer]], Outcome]) -> Callable[[Case], Outcome]:
    return lambda case: found(_offers(case))


def _where_paying_buys(found: Callable[[list[Offer]], Outcome]) -> Callable[[Case], Outcome]:
    """Keep the draws where the dearer of two bids is the better one."""

    def run(case: Case) -> Outcome:
        offers = _offers(case)
        qualities = [offer.quality for offer in sorted(offers, key=lambda offer: offer.price)]
        return found(offers) if qualities == sorted(qualities) else Outcome(None, "")

    return run


#: Three winners are so rare that it takes many draws to count them.
MANY = 20_000

_claim = partial(claim, "trois-formules")
CLAIMS = (
    _claim("trois-gagnants", _BIDS, _tried(partial(_winners, at_least=3)), draws=MANY),
    _claim("trois-gagnants-ordonnes", _BIDS, _where_paying_buys(partial(_winners, at_least=3))),
    _claim("deux-gagnants", _BIDS, _tried(partial(_winners, at_least=2))),
    _claim("deux-gagnants-ordonnes", _BIDS, _where_paying_buys(partial(_winners, at_least=2))),
    _claim("sans-espoir", _BIDS, _tried(_reversed)),
    _claim("sans-espoir-ordonnes", _BIDS, _where_paying_buys(_reversed)),
    _claim("prix-plus-lourd", _BIDS, _tried(_heavier)),
)
