"""What the bench of « Trois formules » says of an award, in French sentences."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, count, listing, number, percent
from maillon.topics.award.model.award import Award
from maillon.topics.award.model.price_scores import PriceFormula
from maillon.topics.award.model.sensitivity import price_weight_told, relative_spread, stable_around

#: Most decimals that tell two totals apart.
_CLOSE = 4
MONETISED_TITLE = "La qualité s’exprime en euros, et aucune formule ne note le prix."
MONETISED_LIMITS = [
    "Le classement ne dépend d’aucune autre offre.",
    "Son biais : aucun n’est caché, mais il faut dire combien vaut un point, et le publier.",
]


def left_out_told(names: Sequence[str]) -> str:
    r"""Name the offers that do not count; empty when all of them do.

    >>> left_out_told([]), left_out_told(["A"]), left_out_told(["A", "Dupont"])
    ('', '1\xa0offre non comptée\xa0: A.', '2\xa0offres non comptées\xa0: A et Dupont.')
    """
    if not names:
        return ""
    return f"{count(len(names), 'offre non comptée', 'offres non comptées')} : {listing(names)}."


def reserve_told(names: Sequence[str]) -> str:
    r"""Name the offers that do not count, and say what that makes of the ranking.

    >>> reserve_told(["A"])
    '1\xa0offre non comptée\xa0: A. Le classement se fait sans elle.'
    """
    if not names:
        return ""
    them = "elle" if len(names) < 2 else "elles"
    return f"{left_out_told(names)} Le classement se fait sans {them}."


def rank(place: int) -> str:
    """Write a rank of an offer.

    >>> rank(1), rank(2)
    ('1re', '2e')
    """
    return "1re" if place == 1 else f"{place}e"


def points(total: float, decimals: int = 2) -> str:
    r"""Write a total and its noun.

    >>> points(1.5), points(8.304)
    ('1,50\xa0point', '8,30\xa0points')
    """
    return f"{number(total, decimals)}{NBSP}point{'s' if total >= 2 else ''}"


def weight(share: float) -> str:
    r"""Write a weight, with a decimal only where it says something.

    >>> weight(0.5), weight(0.5126)
    ('50\xa0%', '51,3\xa0%')
    """
    return percent(share, 0 if abs(100 * share - round(100 * share)) < 0.05 else 1)


def steady(found: Award) -> tuple[str, str]:
    """Write between which weights the first stays first, rounded as the figure rounds them."""
    part = stable_around(found)
    return weight(part.low), weight(part.high)


def award_told(
    found: Award, before: Award | None = None, left_out: Sequence[str] = ()
) -> list[str]:
    """Say who comes first, how firmly, and what the price weighs in effect.

    `before` is the award without the hopeless offer, if it is there; `left_out` names the offers
    that do not count, told before anybody is said to come first.
    """
    leader = leader_told(found)
    lines = [
        reserve_told(left_out),
        f"Parmi les offres comptées, {leader}" if left_out else leader,
        hopeless_told(found, before),
        _stable(found),
        _effective(found),
    ]
    return [line for line in lines if line]


def leader_told(found: Award) -> str:
    """Say who comes first, and before whom."""
    names, best = found.winner_names, max(found.totals)
    if len(names) > 1:
        return f"{listing(names)} sont à égalité, avec {points(best)}."
    second = max(total for place, total in enumerate(found.totals) if place not in found.winners)
    follower = found.offers[found.totals.index(second)].name
    told, then = apart(best, second)
    return f"{names[0]} arrive en tête, avec {told}, devant {follower} ({then})."


def apart(best: float, second: float) -> tuple[str, str]:
    r"""Write two totals with as many decimals as tell them apart, two at least.

    >>> apart(8.3, 7.754), apart(7.754, 7.752)
    (('8,30\xa0points', '7,75'), ('7,754\xa0points', '7,752'))
    """
    places = next(
        (each for each in range(2, _CLOSE) if number(best, each) != number(second, each)), _CLOSE
    )
    return points(best, places), number(second, places)


def hopeless_told(found: Award, before: Award | None) -> str:
    """Say what the hopeless offer, the last of `found`, did to the first place."""
    if before is None:
        return ""
    name = found.offers[-1].name
    if before.winner_names == found.winner_names:
        return f"{name}, l’offre sans espoir, ne change pas le premier rang."
    return (
        f"Sans {name}, {listing(before.winner_names)} arrivait en tête : une offre qui ne peut "
        "pas gagner a changé le résultat."
    )


def _stable(found: Award) -> str:
    if len(found.winners) > 1:
        return "À ce poids, le moindre écart départage les offres."
    low, high = steady(found)
    return f"{found.winner_names[0]} reste en tête tant que le prix pèse de {low} à {high}."


def _effective(found: Award) -> str:
    share = price_weight_told(found)
    apart = percent(relative_spread([offer.price for offer in found.offers]))
    if share is None:
        return "Toutes les notes se valent : rien ne départage les offres."
    return (
        f"Le prix, annoncé à {percent(found.weight)}, pèse en fait {percent(share)} dans l’écart "
        f"des notes. L’offre la plus chère dépasse de {apart} la moins chère."
    )


def formula_told(one: PriceFormula) -> list[str]:
    """Say what a formula computes, what it depends on and its bias."""
    return [
        f"Formule « {one.label} » : {one.words}.",
        f"La note dépend {one.depends}.",
        f"Son biais{NBSP}: {one.bias[:1].lower()}{one.bias[1:]}",
    ]
