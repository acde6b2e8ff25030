"""Workshop « La chaîne dépliée »: who gets what in a price, and whom the holders buy from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from maillon import territory
from maillon.base.wording import count, euros, number, percent
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
        year = territory.family(chains.CATERING).magnitude("hausse_agricole").year
        food = chains.price_chain(chains.CATERING)
        sold = territory.value(chains.CATERING, "ventes_des_fermes")
        tiers = chains.workwear_tiers()
        lines = [
            (
                f"Si chacun garde sa marge en pourcentage, le prix monte de "
                f"{change_told(scaled.price_change)}, soit {euros(scaled.price_change * price, 2)} "
                f"sur {euros(price)}. Les salaires n’en reçoivent que "
                f"{euros(scaled.gained / scaled.chain.price * price, 2)}. "
                f"{self.held('plus-d-un-euro')}"
            ),
            (
                f"Si chacun garde ses euros, la même hausse fait "
                f"{change_told(fixed.price_change)}, et les salaires reçoivent autant. La plus "
                f"petite part est aussi celle qui coûte le moins à relever. {self.held('en-euros')}"
            ),
            (
                f"Pour l’alimentation, l’observatoire des prix l’a calculé en {year}. Selon lui, "
                f"{percent(farm)} de plus sur les prix agricoles font {percent(everything, 1)} sur "
                f"toute la dépense, et {percent(domestic, 1)} sur les produits nationaux."
            ),
            (
                f"Les fermes vendent {percent(sold, 1)} de cette dépense, et en gardent "
                f"{percent(food.share('agriculture'), 1)} une fois leurs achats payés. Avec des "
                f"euros fixes, la hausse ferait {percent(farm * sold, 1)} : l’observatoire, lui, "
                "garde en pourcentage le commerce, le transport et les taxes."
            ),
            (
                f"Cinq grossistes à parts égales : indice {number(tiers.indices[0])}. "
                f"Derrière eux, l’indice est de {number(tiers.indices[1])}, comme "
                f"{equals(tiers.effective[1])}. Cinq contrats cachent un atelier. "
                f"{self.held('un-atelier-commun')}"
            ),
            (
                "Quand chacun achète au moins la moitié au même atelier, le rang 2 est presque "
                f"toujours plus concentré. {self.held('moitie-commune')}"
            ),
        ]
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
    aimed = chains.price_chain(chains.WORKWEAR)
    if rise.chain != aimed:
        return ["Défi n° 1 : il porte sur le T-shirt. Revenez d’abord à cette famille."], False
    small = aimed.smallest
    if rise.link != small.id or not rise.gained:
        return [f"Défi n° 1 : faites monter la plus petite part, « {small.label} »."], False
    gain, change = rise.gained / small.amount, rise.price_change
    aims = [
        (
            f"Défi n° 1, « {small.label} » : {percent(gain)} de plus "
            f"(but : {percent(LEAST_GAIN)} au moins)."
        ),
        f"Prix payé : {change_told(change)} de plus (but : {percent(MOST_PRICE)} au plus).",
    ]
    if rise.absorbed > 0:
        return [*aims, "Une part est absorbée : quelqu’un d’autre la paie. Qui ?"], False
    if gain >= LEAST_GAIN and change <= MOST_PRICE:
        return [*aims, "Premier défi réussi. Qui doit accepter que sa marge ne suive pas ?"], True
    hint = (
        "Le prix monte trop : que font les marges de l’aval ?"
        if change > MOST_PRICE
        else "Le plus petit maillon peut gagner davantage."
    )
    return [*aims, hint], False


def judged_tiers(holders: int, index: float) -> tuple[list[str], bool]:
    """Return what the challenge says of the tiers, and whether it is won."""
    aims = [
        f"Défi n° 2 : {count(holders, 'grossiste')} (but : {MOST_HOLDERS} au plus).",
        f"Indice du rang 2 : {number(index)} (but : {number(MOST_INDEX)} au plus).",
    ]
    if holders <= MOST_HOLDERS and index <= MOST_INDEX:
        return [*aims, "Second défi réussi, avec moins de contrats. Que demanderiez-vous ?"], True
    if index > MOST_INDEX:
        return [*aims, "L’indice reste haut : qu’est-ce que les grossistes ont en commun ?"], False
    return [*aims, "Le rang 2 est plus ouvert. Faut-il vraiment autant de grossistes ?"], False
