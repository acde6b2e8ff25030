"""Workshop « La chaîne dépliée »: who gets what in a price, and whom the holders buy from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from maillon import territory
from maillon.base.wording import count
from maillon.maps.chain import chain_review
from maillon.maps.record import Record
from maillon.opendata.concentration import equals
from maillon.topics.value_chain import hautebrune as chains
from maillon.topics.value_chain.claims import CLAIMS
from maillon.topics.value_chain.model.prices import Margins, Rise, pass_through
from maillon.topics.value_chain.model.sentences import chain_sentences
from maillon.topics.value_chain.pictures.price_waterfall import change_told
from maillon.topics.value_chain.workshop.prices import PriceBench
from maillon.topics.value_chain.workshop.tiers import TierBench
from maillon.widgets import controls
from maillon.workshops.frame import OPEN, Workshop
from maillon.workshops.own_map import own_map_step

#: The bands of the chain that the trainee draws.
TIERS = ("Titulaire", "Rang 2", "Rang 3", "Rang 4")
#: The challenge: what the smallest link gains at least, for what the price gains at most.
LEAST_GAIN, MOST_PRICE = 1.0, 0.01
#: And a second tier less concentrated than that, with few holders.
MOST_INDEX, MOST_HOLDERS = 5500, 3


class UnfoldedChain(Workshop):
    """A price by link and a rise somewhere; tiers of suppliers and what they have in common."""

    id = "chaine-depliee"
    claims = CLAIMS
    _last: PriceBench | TierBench | None = None

    @cached_property
    def _price(self) -> PriceBench:
        return PriceBench(self._turn)

    @cached_property
    def _tiers(self) -> TierBench:
        return TierBench(self._turn)

    @property
    def bench(self) -> PriceBench | TierBench:
        """The bench that was handled last."""
        return self._last or self._price

    def _turn(self, moved: PriceBench | TierBench) -> None:
        self._last = moved
        self.handled()

    def _exploration(self) -> Sequence[Any]:
        return [
            controls.prompt("D’abord le prix", "Qui reçoit quoi, et que devient une hausse ?"),
            *self._price.box,
            controls.prompt(
                "Ensuite les rangs",
                "Hautebrune achète ses tenues à plusieurs grossistes. À qui achètent-ils ?",
            ),
            *self._tiers.box,
        ]

    def _comparison(self) -> Sequence[Any]:
        fixed, scaled = wage_rise("absolute"), wage_rise("percentage")
        price = territory.value(chains.WORKWEAR, "prix_tshirt")
        farm, everything, domestic = chains.farm_rise()
        sold = territory.value(chains.CATERING, "ventes_des_fermes")
        tiers = chains.workwear_tiers()
        lines = self.said(
            "surprise",
            scaled=change_told(scaled.price_change),
            fixed=change_told(fixed.price_change),
            more=scaled.price_change * price,
            price=price,
            wages=scaled.gained / scaled.chain.price * price,
            year=territory.family(chains.CATERING).magnitude("hausse_agricole").year,
            farm=farm,
            everything=everything,
            domestic=domestic,
            sold=sold,
            kept=chains.price_chain(chains.CATERING).share("agriculture"),
            passed=farm * sold,
            tiers=tiers,
            equals=equals(tiers.effective[1]),
        )
        return [self.against_bet(outcome(scaled), *lines)]

    def _challenge(self) -> Sequence[Any]:
        fair = self.goal(lambda: judged_price(self._price.rise()))
        wide = self.goal(lambda: judged_tiers(self._tiers.holders(), self._tiers.index(2)))
        return [*self._price.settings, fair, *self._tiers.settings[:2], wide]

    def own_chain(self) -> None:
        """*Au bureau*: a chain of one's own, drawn tier by tier and kept between two openings."""
        self._open_after(OPEN, self._own_chain, "")

    def _own_chain(self) -> Sequence[Any]:
        return own_map_step(
            self.store,
            "Votre chaîne",
            hint=(
                "Le titulaire en haut, ses fournisseurs dessous. Une flèche va du fournisseur à "
                "son client. La carte reste ici d’une visite à l’autre."
            ),
            tiers=TIERS,
            review=reviewed,
        )


def reviewed(record: Record) -> Sequence[str]:
    """Say what a drawn chain shows, on the bands of `TIERS`.

    >>> from maillon.maps.record import empty_map
    >>> reviewed(empty_map())
    ['Placez d’abord, tout en haut, l’entreprise qui signe le marché.']
    """
    return chain_sentences(chain_review(record, TIERS), TIERS)


def wage_rise(margins: Margins) -> Rise:
    """Return what becomes of the T-shirt when wages double, passed on in full."""
    return pass_through(chains.price_chain(chains.WORKWEAR), chains.WAGES, 1.0, margins=margins)


def outcome(rise: Rise) -> str:
    """Return the option of the bet that a rise bears out."""
    added = rise.price_change * territory.value(chains.WORKWEAR, "prix_tshirt")
    bounds = (("same", 0.25), ("some", 0.9), ("euro", 10))
    return next((name for name, below in bounds if added < below), "double")


def judged_price(rise: Rise) -> tuple[list[str], bool]:
    """Return what the challenge says of a rise, and whether it is won."""
    said, aimed = UnfoldedChain.said, chains.price_chain(chains.WORKWEAR)
    small = aimed.smallest
    if rise.chain != aimed:
        return said("elsewhere"), False
    if rise.link != small.id or not rise.gained:
        return said("smallest", small=small), False
    gain, change = rise.gained / small.amount, rise.price_change
    aims = said(
        "price",
        small=small,
        gain=gain,
        least=LEAST_GAIN,
        change=change_told(change),
        most=MOST_PRICE,
    )
    troubles = {
        "absorbed": rise.absorbed > 0,
        "dear": change > MOST_PRICE,
        "small": gain < LEAST_GAIN,
    }
    end = next((name for name, there in troubles.items() if there), "won")
    return [*aims, *said(f"price-{end}")], end == "won"


def judged_tiers(holders: int, index: float) -> tuple[list[str], bool]:
    """Return what the challenge says of the tiers, and whether it is won."""
    aims = UnfoldedChain.said(
        "tiers",
        holders=count(holders, "grossiste"),
        most_holders=MOST_HOLDERS,
        index=index,
        most_index=MOST_INDEX,
    )
    end = "closed" if index > MOST_INDEX else "many" if holders > MOST_HOLDERS else "won"
    return [*aims, *UnfoldedChain.said(f"tiers-{end}")], end == "won"
