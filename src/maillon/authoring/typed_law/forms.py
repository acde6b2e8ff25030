"""Read the quantities of a French text: amounts, shares, delays, dates, whatever their writing.

A quantity may be read in several ways (« 60.000 € » is sixty thousand or sixty): all are kept.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from maillon.authoring.typed_law.dates import Day, dates
from maillon.authoring.typed_law.number_words import fold, spelled

_S = r"[\s\u00a0\u2009\u202f]"
_DIGITS = re.compile(
    rf"(?<![\w.,/])(?:\d{{1,3}}(?:(?:{_S}|[.'_])\d{{3}})+(?!\d)(?:,\d+)?"
    r"|\d+(?:_\d{3})*(?:[.,]\d+)?)"
)
#: Numbers that only name something: articles, texts, pages. They are hidden before reading.
_NAMES = re.compile(
    rf"""
    \b[lrda]{{1,2}}\.?{_S}?\*?{_S}?\d{{1,4}}(?:-\d+)+\b
  | \b[lrd]\.?{_S}?\d{{3,4}}\b
  | \b(?:articles?|art\.|alineas?|annexes?|chapitres?|etapes?|figures?|numeros?|pages?|tableaux?
      |tableau|versions?|lots?|rubriques?|paragraphes?|no)(?:{_S}+[lrd]\.?)?{_S}*\d[\d.-]*
      (?!{_S}*(?:\d{{3}}|€|eur|%|jours|mois))
  | (?:n°|§){_S}*\d[\d.-]*
  | \b\d{{4}}[-/]\d{{1,4}}(?:/(?:ue|ce))?\b(?!-\d)
  | \bc-\d+/\d\d\b
    """,
    re.VERBOSE,
)
_POWERS = {"k": 3, "mille": 3, "millier": 3, "m": 6, "million": 6, "md": 9, "milliard": 9}
_SCALE = (
    rf"(?:(?P<scale>mille|milliers?|millions?|milliards?)\b|(?P<letter>k|mds?|m){_S}?(?=€|eur))?"
)
_TAX = (
    rf"(?:{_S}*\(?(?P<tax>h\.{_S}?t\b\.?|h{_S}?t\b|hors{_S}+(?:taxes?|tva)"
    rf"|ttc\b|toutes{_S}+taxes)\)?)"
)
#: What stands between a number without unit and the one whose unit it shares.
_TOWARDS = re.compile(
    rf"{_S}*\)?{_S}*(?:(?:a|et|ou|puis|contre|voire|jusqu'a|(?:et|puis){_S}+(?:non|a)"
    rf"|au{_S}+lieu{_S}+de)\b|[-–—/→,(]){_S}*(?:de{_S}+|d'|la{_S}+)?"
)
_AFTER = re.compile(rf"{_S}*(?:[(,;]|et|ou|puis)?{_S}*")
_FOR = re.compile(rf"{_S}+(?:pour|si|chez|dans|en|avec|quand|lorsque)\b")
_FRACTION = re.compile(rf"(?<![\w/])(?:1|v){_S}?/{_S}?(?P<below>\d{_S}?\d{{3}})(?:{_S}?e|emes?)?\b")


@dataclass(frozen=True)
class Quantity:
    """A number where it stands in a text: its readings, its unit (empty: none), its tax words."""

    start: int
    end: int
    readings: tuple[Decimal | Day, ...]
    unit: str
    tax: str = ""
    power: int = 0  # of ten, in its unit: 3 in « k€ »


@cache
def words() -> dict[str, Any]:
    """Return the tables of `words.toml`.

    >>> words()["spoken"]["la moitie"]
    ['%', 50]
    """
    path = Path(__file__).with_name("words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _tail() -> re.Pattern[str]:
    forms = words()["units"].values()
    units = "|".join(f"(?P<u{rank}>{form})" for rank, form in enumerate(forms))
    return re.compile(rf"{_S}*\)?{_S}*{_SCALE}(?:{_S}*(?:d['e]{_S}*)?(?:{units}))?{_TAX}?")


@cache
def _spoken() -> list[tuple[re.Pattern[str], str, Decimal]]:
    return [
        (re.compile(rf"(?<![a-z]){form}(?![a-z])"), unit, Decimal(str(value)))
        for form, (unit, value) in words()["spoken"].items()
    ]


def quantities(text: str) -> list[Quantity]:
    """List the quantities of a text, in order; those that name something are left out.

    >>> text = "De 40 000 à 60 k€ HT (art. R2122-8), trente jours."
    >>> for q in quantities(text): print(text[q.start : q.end], q.readings[0], q.unit, sep=" | ")
    40 000 | 40000 | EUR
    60 k€ HT | 60000 | EUR
    trente jours | 30 | jours
    """
    folded = fold(text)
    found: list[Quantity] = []
    for start, end, day, named in dates(folded):
        folded = _hide(folded, start, end)
        if not named:
            found.append(Quantity(start, end, (day,), "date"))
    for quantity in [*_fractions(folded)]:
        folded = _hide(folded, quantity.start, quantity.end)
        found.append(quantity)
    found += _numbers(_NAMES.sub(lambda match: "¤" * len(match[0]), folded))
    return sorted(found, key=lambda quantity: quantity.start)


def unit_in(text: str) -> str:
    """Return how a heading writes a unit, to be put after the numbers below it; or nothing.

    >>> unit_in("Seuil (€ HT)"), unit_in("Délai, en jours"), unit_in("Règle")
    ('€ ht', 'jours', '')
    """
    forms = "|".join(words()["units"].values())
    match = re.search(rf"(?<![a-z])(?:{forms}){_TAX}?", fold(text))
    return match[0].rstrip(")") if match else ""


def _hide(text: str, start: int, end: int) -> str:
    return text[:start] + "¤" * (end - start) + text[end:]


def _fractions(folded: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(folded):
        below = Decimal(re.sub(r"\D", "", match["below"]))
        yield Quantity(match.start(), match.end(), (below,), "fraction")
    for form, unit, value in _spoken():
        for match in form.finditer(folded):
            yield Quantity(match.start(), match.end(), (value,), unit)


def _numbers(folded: str) -> list[Quantity]:
    digits = [(m.start(), m.end(), _readings(m[0])) for m in _DIGITS.finditer(folded)]
    spoken = [(start, end, (value,)) for start, end, value in spelled(folded)]
    found: list[Quantity] = []
    for start, end, readings in sorted([*digits, *spoken]):
        if not found or start >= found[-1].end:
            found.append(_with_unit(folded, start, end, readings))
    return _sharing(folded, found)


def _sharing(folded: str, found: list[Quantity]) -> list[Quantity]:
    """Give a number without unit that of its neighbour: « 5 à 30 % », « 30 jours, 50 pour… »."""
    for place in range(len(found) - 2, -1, -1):
        here, following = found[place], found[place + 1]
        shared = not here.unit and following.unit
        if shared and _TOWARDS.fullmatch(folded, here.end, following.start):
            found[place] = _in_unit_of(here, following)
    for place in range(1, len(found)):
        before, here = found[place - 1], found[place]
        if not here.unit and before.unit and _FOR.match(folded, here.end):
            gap = folded[before.end : here.start]
            if _AFTER.fullmatch(gap) or re.match(rf"{_S}+(?:pour|en|dans)\b[^.;:]{{,40}}$", gap):
                found[place] = _in_unit_of(here, before)
    return found


def _in_unit_of(here: Quantity, other: Quantity) -> Quantity:
    scaled = tuple(v * 10**other.power for v in here.readings if isinstance(v, Decimal))
    return replace(
        here,
        unit=other.unit,
        tax=other.tax,
        readings=tuple(dict.fromkeys([*here.readings, *scaled])),
    )


def _readings(written: str) -> tuple[Decimal, ...]:
    """Read digits: separators of thousands, then the decimal mark, in the likely order."""
    bare = re.sub(rf"{_S}|['_]", "", written)
    both = bare.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare) else None
    plain = bare if bare.count(".") + bare.count(",") <= 1 else bare.replace(".", "")
    read = [Decimal(form.replace(",", ".")) for form in (both, plain) if form]
    if re.fullmatch(r"\d{1,3},\d{3}", bare):
        read.append(Decimal(bare.replace(",", "")))
    return tuple(dict.fromkeys(read))


def _with_unit(folded: str, start: int, end: int, readings: tuple[Decimal, ...]) -> Quantity:
    tail = _tail().match(folded, end)
    if tail is None or not tail[0].strip(" )\n"):
        before = re.search(rf"(?:€|\beur(?:os)?){_S}?$", folded[max(0, start - 6) : start])
        return Quantity(start, end, readings, "EUR" if before else "")
    unit = next(
        (name for rank, name in enumerate(words()["units"]) if tail[f"u{rank}"] is not None), ""
    )
    scale = tail["scale"] or tail["letter"]
    power = _POWERS[scale.rstrip("s")] if scale else 0
    readings = tuple(value * 10**power for value in readings)
    tax = "" if not tail["tax"] else "TTC" if tail["tax"].startswith("t") else "HT"
    return Quantity(start, tail.end(), readings, unit or ("EUR" if tax else ""), tax, power)
