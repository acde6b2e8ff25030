"""Formulas that turn prices into marks: a small registry, and what each depends on.

With a scale N, a price P, the lowest price L and the highest price H of the bids received:

- classic: N·L/P; min–max: N·(H − P)/(H − L); scale n: N·(n·L − P)/((n − 1)·L), never under 0;
- quadratic: N·(L/P)²; absolute: N·(R − P)/(R − F) held between 0 and N, where the reference R and
  the floor F were published before the bids.

The legal department of the French ministry of the economy (DAJ) also describes a third method, the
average of the bids. No page that we could read gives its exact formula: it is left out.

Sources: https://www.economie.gouv.fr/daj/methodes-notation-critere-prix-outil-pratique (classic and
min–max, 2024); « Méthode de jugement des offres », Weka (scale n), read in 2026; Stilger, Siderius
and van Raaij (2017), https://repub.eur.nl/pub/99582, compare 38 formulas.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from maillon.base.amounts import OutOfModel

MONETISED_LABEL = "Qualité monétisée"
"""What the method that turns quality into euros is called."""
SCALE = 10.0
"""The best mark, N."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the buyer publishes beside the formula.

    `multiple` is the n of the scale: a price of n times the lowest earns nothing. `reference`
    and `floor`, in euros, earn 0 and the best mark under the absolute formula.

    Raises:
        OutOfModel: a multiple of 1 or less, or a reference that is not above the floor.
    """

    multiple: float = 2.0
    reference: float = 150_000.0
    floor: float = 95_000.0

    def __post_init__(self) -> None:
        if not 1 < self.multiple < math.inf:
            raise OutOfModel("L’échelle doit dépasser 1.", remedy="Écrivez par exemple 2.")
        if not 0 <= self.floor < self.reference < math.inf:
            raise OutOfModel(
                "Le prix de référence doit dépasser le prix plancher.",
                remedy="Corrigez l’un des deux.",
            )


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and the highest price of the bids received, in euros."""

    lowest: float
    highest: float


Curve = Callable[[float, Bounds, Terms], float]


@dataclass(frozen=True, slots=True)
class PriceFormula:
    """One formula: its French words, its mark and what one euro more costs, in points.

    `mark` and `loss` take a price, the bounds of the bids and the published terms.
    """

    id: str
    label: str
    words: str
    depends: str
    bias: str
    mark: Curve
    loss: Curve

    def marks(self, prices: Sequence[float], terms: Terms | None = None) -> tuple[float, ...]:
        """Return the mark of each price, from 0 to `SCALE`.

        Raises:
            OutOfModel: there is no price, or one is not above zero.

        >>> [round(mark, 2) for mark in formula("classique").marks([100, 112, 135])]
        [10.0, 8.93, 7.41]
        """
        found = bounds(prices)
        return tuple(self.mark(price, found, terms or Terms()) for price in prices)


def bounds(prices: Sequence[float]) -> Bounds:
    """Return the lowest and the highest of `prices`, in euros.

    Raises:
        OutOfModel: there is no price, or one is not above zero.

    >>> bounds([112, 100])
    Bounds(lowest=100, highest=112)
    """
    if not prices:
        raise OutOfModel("Il manque un prix.", remedy="Donnez au moins une offre.")
    for price in prices:
        if not 0 < price < math.inf:
            raise OutOfModel("Un prix doit être supérieur à zéro.")
    return Bounds(min(prices), max(prices))


def _classic(price: float, bids: Bounds, _terms: Terms) -> float:
    return SCALE * bids.lowest / price


def _classic_loss(price: float, bids: Bounds, _terms: Terms) -> float:
    return SCALE * bids.lowest / price**2


def _min_max(price: float, bids: Bounds, _terms: Terms) -> float:
    width = bids.highest - bids.lowest
    return SCALE if width == 0 else SCALE * (bids.highest - price) / width


def _min_max_loss(_price: float, bids: Bounds, _terms: Terms) -> float:
    width = bids.highest - bids.lowest
    return 0.0 if width == 0 else SCALE / width


def _scale_n(price: float, bids: Bounds, terms: Terms) -> float:
    zero = terms.multiple * bids.lowest
    return SCALE * max(0.0, zero - price) / (zero - bids.lowest)


def _scale_n_loss(price: float, bids: Bounds, terms: Terms) -> float:
    zero = terms.multiple * bids.lowest
    return SCALE / (zero - bids.lowest) if price < zero else 0.0


def _quadratic(price: float, bids: Bounds, _terms: Terms) -> float:
    return SCALE * (bids.lowest / price) ** 2


def _quadratic_loss(price: float, bids: Bounds, _terms: Terms) -> float:
    return 2 * SCALE * (bids.lowest / price) ** 2 / price


def _absolute(price: float, _bids: Bounds, terms: Terms) -> float:
    share = (terms.reference - price) / (terms.reference - terms.floor)
    return SCALE * min(1.0, max(0.0, share))


def _absolute_loss(price: float, _bids: Bounds, terms: Terms) -> float:
    counts = terms.floor <= price < terms.reference
    return SCALE / (terms.reference - terms.floor) if counts else 0.0


FORMULAS = (
    PriceFormula(
        "classique",
        "Classique",
        "10 × prix le plus bas ÷ prix de l’offre",
        "du prix le plus bas",
        "Elle tasse les prix élevés : plus une offre est chère, moins un euro de plus lui coûte.",
        _classic,
        _classic_loss,
    ),
    PriceFormula(
        "min-max",
        "Linéaire min–max",
        "10 × (prix le plus haut − prix de l’offre) ÷ (prix le plus haut − prix le plus bas)",
        "du prix le plus bas et du prix le plus haut",
        "L’offre la plus chère a toujours zéro, et une offre sans espoir déplace toutes les notes.",
        _min_max,
        _min_max_loss,
    ),
    PriceFormula(
        "echelle",
        "Linéaire à échelle",
        "10 × (n × prix le plus bas − prix de l’offre) ÷ ((n − 1) × prix le plus bas), "
        "jamais sous zéro",
        "du prix le plus bas et de l’échelle n",
        "Un point coûte partout autant d’euros, jusqu’à n fois le prix le plus bas : zéro au-delà.",
        _scale_n,
        _scale_n_loss,
    ),
    PriceFormula(
        "quadratique",
        "Quadratique",
        "10 × (prix le plus bas ÷ prix de l’offre)²",
        "du prix le plus bas",
        "Elle creuse les écarts près du prix le plus bas, et tasse les prix très élevés.",
        _quadratic,
        _quadratic_loss,
    ),
    PriceFormula(
        "absolue",
        "Absolue, à référence publiée",
        "10 × (prix de référence − prix de l’offre) ÷ (prix de référence − prix plancher), "
        "entre 0 et 10",
        "de la référence et du plancher publiés, d’aucune autre offre",
        "Sous le plancher, baisser ne paie pas ; publiés, les deux prix révèlent l’estimation.",
        _absolute,
        _absolute_loss,
    ),
)
"""The formulas that give a mark, in the order of the pages."""

_BY_ID = {one.id: one for one in FORMULAS}


def formula(id: str) -> PriceFormula:  # noqa: A002 - the registry's own word
    """Return the formula `id`.

    Raises:
        OutOfModel: there is none of that id.

    >>> formula("min-max").marks([100, 135])
    (10.0, 0.0)
    """
    if id not in _BY_ID:
        raise OutOfModel(
            f"Aucune formule ne s’appelle « {id} ».", remedy=f"Choisissez : {', '.join(_BY_ID)}."
        )
    return _BY_ID[id]
