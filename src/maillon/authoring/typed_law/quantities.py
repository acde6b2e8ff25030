"""The quantities of a French text: amounts, shares, delays, days, however people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from maillon.base.numbers import NUMBER, parsed
from maillon.base.text import fold, folded_sign
from maillon.base.wording import MONTHS

#: What a quantity is worth: a number in its unit, or a day, « 2026-08-21 » or « 08-21 ».
Worth = float | str

#: The units of the registry, each with its forms in folded text; the first that fits is the unit.
UNITS = {
    "EUR/h": r"(?:€|euros?|eur) ?(?:/ ?h(?:eure)?\b|(?:de l'|par )heure)",
    "EUR": r"(?:€|euros?\b|eur\b|(?=h\.? ?t\b|ttc\b))",
    "%": r"(?:%|pour[ -]cent\b|p\. ?100)",
    "jours": r"(?:jours?|j)\b",
    "mois": r"mois\b",
    "ans": r"(?:ans?|annees?)\b",
    "heures": r"(?:heures?|h)\b",
    "×": r"fois\b",
    "points": r"points?\b",
    "catégories": r"categories\b",
}
_POWERS = {"k": 3, "mille": 3, "millier": 3, "m": 6, "million": 6, "md": 9, "milliard": 9}
_SCALE = (
    r"(?:(?P<scale>(?:mille|milliers?|millions?|milliards?)\b|(?:k|mds?|m)(?= ?(?:€|eur)))"
    r"(?: d'| de )? ?)?"
)
_UNIT = "|".join(f"(?P<u{rank}>{form})" for rank, form in enumerate(UNITS.values()))
_TAX = r"(?: ?\(?(?:(?P<net>h\.? ?t\b|hors (?:taxes?|tva))|ttc\b|toutes taxes(?: comprises)?))?"
_QUANTITY = re.compile(rf"(?P<number>{NUMBER})(?: ?\([^()]*\))? ?{_SCALE}(?:{_UNIT}){_TAX}")
#: A number that shares the unit of the quantity after it: « de 5 à 30 % ».
_SHARING = re.compile(rf"(?P<number>{NUMBER}) ?(?:(?:a|et|ou|puis|contre)\b|[-,/→]) ?(?:de |d')?$")
_FRACTION = re.compile(r"(?<![\w/])[1v] ?/ ?(?P<below>\d ?\d{3})\b")
_MONTHS = [fold(month) for month in MONTHS]
_DAY = re.compile(
    rf"(?<![\w/-])(?P<d>\d\d?|1er) (?P<month>{'|'.join(_MONTHS)})(?: (?P<y>\d{{4}}))?(?!\w)"
    r"|(?<![\w/.-])(?P<d2>\d\d?)[/.](?P<m2>\d\d?)[/.](?P<y2>\d{4})(?![\w/])"
    r"|(?<![\w/-])(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)(?![\w-])"
)
#: What comes before a day that only names a text: « la loi n° 2021-1104 du ».
_NAMED = re.compile(
    r"\b(?:loi|decret|arrete|ordonnance|avis|circulaire|arret|directive|reglement|decision|ce|cjue)"
    r"\b[^.;:!?]{0,40}?(?:\bdu|,) ?$"
)


@dataclass(frozen=True)
class Quantity:
    """What a text counts: where it is written, what it is worth, in which unit of the registry.

    `unit` is « date » for a day, « fraction » for the number below the bar of « 1/3000 », and empty
    for a number of a program. `sure`: written as thresholds are (« HT »), or in a program: a large
    one needs no word beside it.
    """

    start: int
    end: int
    worth: Worth
    unit: str
    sure: bool = False


def quantities(text: str) -> list[Quantity]:
    """List the quantities of a text, in order; a day that only names a law is none.

    >>> text = "De 40 000 à 60 k€ HT (art. R2122-8), trente jours, loi du 22 août 2021."
    >>> for q in quantities(text): print(text[q.start : q.end], q.worth, q.unit, sep=" | ")
    40 000 | 40000.0 | EUR
    60 k€ HT | 60000.0 | EUR
    trente jours | 30.0 | jours
    """
    folded = fold(text)
    places = [place for place, sign in enumerate(text) for _ in folded_sign(sign)]
    found = [*_days(folded), *_fractions(folded), *_numbers(folded)]
    return [
        replace(quantity, start=places[quantity.start], end=places[quantity.end - 1] + 1)
        for quantity in sorted(found, key=lambda quantity: quantity.start)
    ]


def _numbers(folded: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(folded):
        unit = next(name for rank, name in enumerate(UNITS) if match[f"u{rank}"] is not None)
        power = _POWERS[match["scale"].rstrip("s")] if match["scale"] else 0
        number: re.Match[str] | None = match
        end = match.end()
        while number:
            worth = parsed(number["number"])
            if worth is not None:
                if number is match or worth < 1000:  # « de 40 000 à 60 k€ »
                    worth = round(worth * 10**power, 6)
                yield Quantity(number.start(), end, worth, unit, match["net"] is not None)
            number = _SHARING.search(folded[: number.start()])
            end = number.end("number") if number else end


def _fractions(folded: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(folded):
        yield Quantity(*match.span(), float(match["below"].replace(" ", "")), "fraction")


def _days(folded: str) -> Iterator[Quantity]:
    for match in _DAY.finditer(folded):
        month = match["m2"] or match["m3"] or f"{_MONTHS.index(match['month']) + 1}"
        day = (match["d"] or match["d2"] or match["d3"]).removesuffix("er")
        year = match["y"] or match["y2"] or match["y3"]
        if not _NAMED.search(folded[: match.start()]):
            worth = f"{month:0>2}-{day:0>2}"
            yield Quantity(*match.span(), f"{year}-{worth}" if year else worth, "date")
