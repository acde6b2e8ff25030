"""The bench of the price: a family, a rise at one link, how it is passed on, with which margins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self

from maillon import territory
from maillon.base.wording import euros, number, percent
from maillon.plots.picture import Picture
from maillon.topics.value_chain import hautebrune as chains
from maillon.topics.value_chain.model.prices import PriceChain, Rise, pass_through
from maillon.topics.value_chain.pictures.price_waterfall import (
    UNMOVED,
    finding,
    price_moves,
    price_picture,
)
from maillon.widgets import controls
from maillon.workshops.frame import bench
from maillon.workshops.kept_settings import settings_of

#: The link whose rise is shown first, by family.
FIRST = {chains.WORKWEAR: chains.WAGES, chains.CATERING: "agriculture"}
START_RISE, START_PASSED = 10, 100
LAST = "Réglage sans objet : après cette part, il n’y a que la personne qui paie."


class PriceBench:
    """Five controls and the waterfall that they move."""

    def __init__(self, moved: Callable[[Self], None]) -> None:
        setting = settings_of("chaine-depliee")
        self._family = setting("famille", start=chains.WORKWEAR)
        first = FIRST[chains.WORKWEAR]
        self._link = setting("part", options=_links(self.chain()), start=first)
        self._rise = setting("hausse", start=START_RISE)
        self._passed = setting("repercutee", start=START_PASSED)
        self._margins = setting("marges")
        self._result = controls.headed()
        self._figure = controls.portrait()
        reset = controls.reset(self.settings, "Réinitialiser le prix")
        self._family.on_value(lambda _family: self._offer())
        controls.follow(self.settings, self._show, lambda: moved(self))
        self.box: Sequence[Any] = [bench([*self.settings, reset], [self._result, self._figure])]

    @property
    def settings(self) -> list[controls.Control]:
        """The controls, in the order of the page."""
        return [self._family, self._link, self._rise, self._passed, self._margins]

    def chain(self) -> PriceChain:
        """Return the price of the family that is chosen."""
        return chains.price_chain(self._family.value)

    def rise(self) -> Rise:
        """Return what becomes of the rise that the controls describe.

        The last part has no next customer who could absorb its rise: all of it is paid.
        """
        return pass_through(
            self.chain(),
            self._link.value,
            self._rise.value / 100,
            passed=1.0 if self._is_last else self._passed.value / 100,
            margins=self._margins.value,
        )

    @property
    def _is_last(self) -> bool:
        """Whether the part that rises is the last of the price."""
        return bool(self._link.value == self.chain().parts[-1].id)

    @property
    def described(self) -> str:
        """The rise, named in French without its capital."""
        rise = self.rise()
        label = rise.chain.part(rise.link).label
        kind = "en euros" if self._margins.value == "absolute" else "en pourcentage"
        risen = f"hausse de {percent(self._rise.value / 100)} pour « {label} »"
        if self._is_last:
            return f"{risen}, payée en entier"
        return f"{risen}, répercutée à {percent(self._passed.value / 100)}, marges {kind}"

    def _offer(self) -> None:
        """Offer the parts of the chosen family."""
        options = _links(self.chain())
        if self._link.value not in dict(options):
            with self._link.hold_sync():
                self._link.options = [list(option) for option in options]
                self._link.value = FIRST[self._family.value]

    def _picture(self) -> Picture:
        rise = self.rise()
        return price_picture(
            rise.chain,
            rise if rise.gained else None,
            caption=chains.price_origin(self._family.value),
        )

    def _show(self) -> None:
        rise = self.rise()
        self._passed.disabled = self._is_last
        self._passed.say(LAST if self._is_last else "")
        controls.tell(self._result, self._lines(rise))
        controls.redraw(self._figure, self._picture)

    def _lines(self, rise: Rise) -> list[str]:
        if not rise.gained:
            return ["Faites monter une part, et suivez-la jusqu’au prix.", finding(rise.chain)]
        cent = 100 / rise.chain.price
        told = [f"Le prix payé {price_moves(rise)}{self._in_euros(rise)}."]
        told.append(
            f"Sur 1 € payé, « {rise.chain.part(rise.link).label} » reçoit "
            f"{cents(rise.gained * cent)} de plus."
        )
        if rise.downstream > 0:
            told.append(
                f"Les maillons suivants reçoivent {cents(rise.downstream * cent)} de plus, "
                "sans travailler davantage."
            )
        if rise.absorbed > 0:
            told.append(
                f"Ce qui est absorbé en chemin : {cents(rise.absorbed * cent)}. "
                "Quelqu’un le prend sur sa marge."
            )
        if self._is_last:
            told.append(
                "Personne ne vient après pour l’absorber : le prix monte, "
                "ou cette part renonce à sa hausse."
            )
        return told

    def _in_euros(self, rise: Rise) -> str:
        """Say the rise on the price of the T-shirt; the euro of food has no price."""
        if self._family.value != chains.WORKWEAR or price_moves(rise) == UNMOVED:
            return ""
        price = territory.value(chains.WORKWEAR, "prix_tshirt")
        return f", soit {euros(rise.price_change * price, 2)} sur {euros(price)}"


def cents(value: float) -> str:
    r"""Write a number of cents; two decimals when one would say zero.

    >>> cents(0.6), cents(4.16), cents(0.03)
    ('0,6\xa0centime', '4,2\xa0centimes', '0,03\xa0centime')
    """
    decimals = 2 if 0 < value < 0.1 else 1
    noun = "centimes" if round(value, decimals) >= 2 else "centime"
    return f"{number(value, decimals)}\xa0{noun}"


def _links(chain: PriceChain) -> list[tuple[str, str]]:
    return [(part.id, part.label) for part in chain.parts]
