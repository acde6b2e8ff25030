"""Who gets what in a price: decomposition by link, and what becomes of a rise somewhere upstream.

A price is the sum of what each link adds, of imports and of taxes: P = Σ va_k + imports + taxes,
with va_k = price_k − purchases_k, the price at which link k sells less what it buys.

When link k gains a share δ more, a share θ of that rise is passed on to the next customer:

- *absolute* margins (each link downstream keeps its euros): ΔP / P = θ · δ · s_k, s_k = va_k / P;
- *percentage* margins (each link keeps its markup m_j = va_j / purchases_j): the rise is multiplied
  by the product of (1 + m_j) over the links and taxes downstream, though nobody there works more;
  an import is bought apart and marks nothing up.

Sources: Porter, *Competitive Advantage* (1985), for the chain of value; `shared/domain.md` §3.2
for the two kinds of margins.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from maillon.base.amounts import OutOfModel, check, check_choice
from maillon.base.wording import NBSP

PartKind = Literal["link", "import", "tax"]
Margins = Literal["absolute", "percentage"]
LARGEST_RISE = 10.0
"""Rise beyond which the model says nothing: eleven times what the link gets."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a price: what a link adds to it, an import or a tax.

    `amount` is in the unit of the price (euros, or per cent of it) and cannot be negative.

    Raises:
        OutOfModel: the amount is negative, too large or no number, or the kind is unknown.
    """

    id: str
    label: str
    amount: float
    kind: PartKind = "link"

    def __post_init__(self) -> None:
        check(f"La part «{NBSP}{self.label}{NBSP}»", self.amount)
        check_choice(f"Le genre de «{NBSP}{self.label}{NBSP}»", self.kind, get_args(PartKind))


@dataclass(frozen=True)
class PriceChain:
    """The parts of one price, upstream first.

    Raises:
        OutOfModel: there is no part, two have the same id, or the price is zero.
    """

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if len({part.id for part in self.parts}) < len(self.parts):
            raise OutOfModel(
                "Deux parts du prix portent le même identifiant.",
                remedy="Donnez-en un différent à chacune.",
            )
        if not self.price > 0:
            raise OutOfModel(
                "Le prix à décomposer est nul.",
                remedy="Indiquez au moins une part supérieure à zéro.",
            )

    @property
    def price(self) -> float:
        """What the last customer pays: the sum of the parts."""
        return math.fsum(part.amount for part in self.parts)

    @property
    def shares(self) -> tuple[float, ...]:
        """Share of each part in the price; they sum to 1."""
        price = self.price
        return tuple(part.amount / price for part in self.parts)

    @property
    def smallest(self) -> Part:
        """The link that gets least; imports and taxes are nobody's income here.

        Raises:
            OutOfModel: the price is made of imports and taxes alone.
        """
        links = [part for part in self.parts if part.kind == "link"]
        if not links:
            raise OutOfModel(
                "Ce prix n’a aucun maillon, seulement des importations ou des taxes.",
                remedy="Ajoutez au moins une entreprise à la décomposition.",
            )
        return min(links, key=lambda part: part.amount)

    def part(self, name: str) -> Part:
        """Return the part of this id.

        Raises:
            OutOfModel: the price has none.
        """
        return self.parts[self._rank(name)]

    def share(self, name: str) -> float:
        """Return the share of one part in the price, 0 to 1. Raises `OutOfModel`."""
        return self.part(name).amount / self.price

    def markup(self, name: str) -> float:
        """Return m = va / purchases: what a part adds, as a share of what is bought before it.

        An import is bought apart and marks nothing up: 0.

        Raises:
            OutOfModel: there is no such part, or next to nothing is bought before it.
        """
        part = self.part(name)
        if part.kind == "import":
            return 0.0
        bought = math.fsum(before.amount for before in self.parts[: self._rank(name)])
        if bought <= 0 or math.isinf(part.amount / bought):
            raise OutOfModel(
                f"Rien n’est acheté avant « {part.label} » : il n’y a pas de marge en pourcentage.",
                remedy="Choisissez un maillon plus en aval.",
            )
        return part.amount / bought

    def _rank(self, name: str) -> int:
        ids = [part.id for part in self.parts]
        check_choice("La part", name, ids)
        return ids.index(name)


@dataclass(frozen=True, slots=True)
class Rise:
    """What becomes of a rise at one link; amounts are in the unit of the price.

    `gains` is what each part gains, in the order of the chain: the link itself, then, with
    percentage margins, the parts after it, though they work no more. `absorbed` is what the
    chain takes on its own margins instead of passing it on (1 − θ); the model does not say who.
    """

    chain: PriceChain
    link: str
    gains: tuple[float, ...]
    absorbed: float

    @property
    def gained(self) -> float:
        """What the link itself gains."""
        return self.gains[[part.id for part in self.chain.parts].index(self.link)]

    @property
    def downstream(self) -> float:
        """What the parts after the link gain, by percentage margins alone."""
        return math.fsum(self.gains) - self.gained

    @property
    def price_change(self) -> float:
        """ΔP / P: relative change of the price that the last customer pays."""
        return (math.fsum(self.gains) - self.absorbed) / self.chain.price

    @property
    def price(self) -> float:
        """The new price."""
        return self.chain.price * (1 + self.price_change)


def pass_through(
    chain: PriceChain,
    link: str,
    rise: float,
    *,
    passed: float = 1.0,
    margins: Margins = "absolute",
) -> Rise:
    """Return what becomes of the price when one part rises by `rise` (δ, 0.1 for +10 %).

    `passed` is θ, the share of the rise that the next customer pays, from 0 to 1.

    Raises:
        OutOfModel: an unknown part or kind of margins, a rise not in 0 to 10, a share not
            in 0 to 1.

    >>> chain = PriceChain((Part("f", "ferme", 2.0), Part("m", "magasin", 6.0)))
    >>> pass_through(chain, "f", 0.1).price_change
    0.025
    >>> pass_through(chain, "f", 0.1, margins="percentage").price_change
    0.1
    """
    check_choice("Le genre de marge", margins, get_args(Margins))
    check("La hausse", rise, 0, LARGEST_RISE)
    check("La part répercutée", passed, 0, 1)
    gained = rise * chain.part(link).amount
    at = [part.id for part in chain.parts].index(link)
    gains = [*(0.0 for _part in chain.parts[:at]), gained]
    increase = passed * gained
    for part in chain.parts[at + 1 :]:
        more = increase * chain.markup(part.id) if margins == "percentage" and increase else 0.0
        gains.append(more)
        increase += more
    return Rise(chain, link, tuple(gains), (1 - passed) * gained)
