"""The claims of « La chaîne dépliée », tried on other prices and other purchases."""

from __future__ import annotations

from functools import partial

from maillon import territory
from maillon.base.wording import euros, number, percent
from maillon.topics.value_chain import hautebrune as chains
from maillon.topics.value_chain.model.prices import Margins, Part, PriceChain, Rise, pass_through
from maillon.topics.value_chain.model.tiers import SupplyTiers, common_source
from maillon.workshops.claims import claim
from maillon.workshops.robustness import Box, Case, Knob, Outcome, around

DOUBLED = 1.0
#: The euros of the bet, and the share of the price that is « hardly anything ».
ONE_EURO, LITTLE = 1.0, 0.01
HALF = 0.5
_ROUNDING = 1e-6
_SHIRT = chains.price_chain(chains.WORKWEAR)
_PRICE = territory.value(chains.WORKWEAR, "prix_tshirt")
_PARTS = Box(
    tuple(
        around(
            part.id,
            f"{part.label[:1].lower()}{part.label[1:]}",
            _PRICE * part.amount,
            0.5,
            unit="€",
            decimals=2,
        )
        for part in _SHIRT.parts
    )
)
_TIERS = chains.workwear_tiers()
_HOLDERS, _WORKSHOPS = len(_TIERS.amounts), len(_TIERS.matrices[0][0])
_COMMON = _TIERS.matrices[0][0][0]
_MOST = 8


def _firms(least: float) -> Box:
    """Return the box of the tiers, each holder buying at least that share from one workshop."""
    return Box(
        (
            Knob("holders", "grossistes, à parts égales", _HOLDERS, 2, _MOST, whole=True),
            Knob("workshops", "ateliers derrière eux", _WORKSHOPS, 2, _MOST, whole=True),
            Knob("common", "part achetée au même atelier", _COMMON, least, 1, "%"),
        )
    )


def _rise(case: Case, margins: Margins) -> Rise:
    parts = [Part(part.id, part.label, case[part.id], part.kind) for part in _SHIRT.parts]
    return pass_through(PriceChain(tuple(parts)), chains.WAGES, DOUBLED, margins=margins)


def _paid(rise: Rise) -> str:
    paid = rise.price - rise.chain.price
    return f"{euros(paid, 2)} de plus à payer, dont {euros(rise.gained, 2)} pour les salaires."


def _more_than_a_euro(case: Case) -> Outcome:
    rise = _rise(case, "percentage")
    return Outcome(rise.price - rise.chain.price > ONE_EURO, _paid(rise))


def _hardly_anything(case: Case) -> Outcome:
    rise = _rise(case, "absolute")
    told = f"le prix monte de {percent(rise.price_change, 1)}."
    return Outcome(rise.price_change < LITTLE, told)


def _closes(case: Case) -> Outcome:
    """Tell whether tier 2 is more concentrated; what is not bought in common is spread evenly."""
    holders, others = round(case["holders"]), round(case["workshops"]) - 1
    rest = [1 / others] * others
    matrix = common_source(holders, case["common"], [rest] * holders)
    first, behind = SupplyTiers((1.0,) * holders, (matrix,)).indices
    told = f"indice {number(first)} au rang 1, {number(behind)} au rang 2."
    return Outcome(behind > first + _ROUNDING, told)


_claim = partial(claim, "chaine-depliee", little=LITTLE)
CLAIMS = (
    _claim("plus-d-un-euro", _PARTS, _more_than_a_euro),
    _claim("en-euros", _PARTS, _hardly_anything),
    _claim("un-atelier-commun", _firms(0), _closes),
    _claim("moitie-commune", _firms(HALF), _closes),
)
