"""Quantities of a clause: a number and what it counts, in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from maillon.base.numbers import NUMBER, RANK, parsed, rank
from maillon.base.text import fold
from maillon.base.wording import MONTHS
from maillon.clauses.text import Span

#: Days of a month, to compare durations.
MONTH = 30.0
_NUMBER = re.compile(NUMBER)
#: Dimension and number of base units (day, euro, whole) of each unit, longest spellings first.
_UNITS = (
    ("money", 1e9, r"milliards? (?:d'euros|€)|md€|mds€"),
    ("money", 1e6, r"millions?(?: d'| de |\s+)?euros?|m€|meur|millions? (?:d'euros|€)|m euros"),
    ("money", 1e3, r"k€|keur|milliers? d'euros|ke\b"),
    ("money", 1.0, r"€|euros?|eur\b"),
    ("money", 0.01, r"centimes?(?: d'euros?)?|cts?\b"),
    ("share", 0.01, r"%|p\. ?100|pour ?cent|pourcents?"),
    ("share", 0.001, r"‰|pour mille"),
    ("duration", 7.0, r"semaines?"),
    ("duration", MONTH, r"mois"),
    ("duration", 91.0, r"trimestres?"),
    ("duration", 182.0, r"semestres?"),
    ("duration", 365.0, r"ans?|annees?|saisons?|exercices?"),
    ("duration", 1.0, r"(?:demi-)?journees?|jours?|j\b|nuits?"),
    ("duration", 1 / 24, r"heures?|h\b"),
    ("duration", 1 / 1440, r"minutes?|min\b|mn\b"),
    ("duration", 1 / 86400, r"secondes?|s\b"),
    ("times", 1.0, r"fois"),
    ("points", 1.0, r"points?(?! (?:de (?!la note)|d'|du |lumineux|noirs?|chauds?))|pts?\b"),
    (
        "measure",
        1.0,
        (
            r"kg|kilos?(?:grammes?)?|grammes?|g/m2|g\b|mg|tonnes?|t\b|t(?:eq)?co2|kgco2|km/h|km|"
            r"kilometres?|metres?|m2|m3|m\b|ml\b|cm|mm|hectares?|ha\b|litres?|l\b|cl\b|hl\b|kwh\w*|"
            r"mwh\w*|gwh|kwc?|watts?|w\b|volts?|lumens?|lm(?:/w)?|lux|db(?:\(a\))?|decibels?|bars?|"
            r"degres?|°c?|ppm|dpi|go\b|to\b|mo\b|ghz|octets?|pouces|joules?|lavages?|cycles?|"
            r"recharges?|kelvins?|k\b|candelas?|pa\b|mpa|newtons?|n\b|ug/m3|ug"
        ),
    ),
    ("rank", 1.0, r"eme|e\b|er\b|ere\b"),
)
_UNIT = re.compile(
    "|".join(
        rf"(?P<u{place}>(?:{unit})(?:(?<![a-z0-9])|(?![a-z])))"
        for place, (*_, unit) in enumerate(_UNITS)
    )
)
_BEFORE_UNIT = re.compile(r"\s*(?:\([^)]{1,20}\)\s*)?(?:\w+\s+(?=euros))?(?:d'|de )?")
#: Words after which a number names something and counts nothing.
_NAMING = re.compile(
    r"(?<!\w)(?:articles?|art\.|annexes?|n°|numeros?|no\.?|nos|lots?|alineas?|tableaux?|pages?|"
    r"chapitres?|iso(?:/iec)?|nf en|nf|norme|classes?|euro|indices?|type|version|niveaux?|loi|code|"
    r"ccag\W*\w*|decret|titres?|phases?|zones?|batiments?|fiches?|criteres?|sous-criteres?|[lrd]\.?"
    r"|rang|categories?|rubriques?|parties?|point|paragraphes?|directive|reglement|siret|bt|tp|ipc"
    r"|crit|formules?|plans?|tranches?|scope|epi|ip|ik|ral|et n°|dc|kbis)\s*[- ]?\s*$"
)
_MONTHS = [fold(month) for month in MONTHS]
_DATE = re.compile(
    rf"(?<!\d)(\d{{1,2}}|1er|premier)\s+({'|'.join(_MONTHS)})(?:\s+((?:19|20)\d\d))?"
    r"|(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"
)
#: « le double du montant » is two times.
_TIMES = {"double": 2.0, "triple": 3.0, "quadruple": 4.0}
_MULTIPLES = re.compile(rf"(?<!\w)(?:au|le|du) ({'|'.join(_TIMES)}) (?=du|de |des)")
#: « le trentième jour » ends a delay of thirty days.
_RANKED = re.compile(rf"({RANK}) (jour|mois)(?!\w)")
#: « le vingtième jour » is a rank, « un vingtième du prix » a share.
_RANKED_NOUN = re.compile(r" (?:jour|mois|semaine|annee|heure|repas|passage|article|unite)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOUN = re.compile(r"\s*([a-z]{3,})")
_NO_NOUN = frozenset(
    "des les une aux par sur sous dans avec sans pour que qui est sont soit mais donc car puis "
    "ainsi apres avant chaque tout toute tous toutes cette ces ses leur leurs non pas plus "
    "moins".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its value in base units, its dimension, its place.

    `dimension`: `money` (euros), `share` (of one), `duration` (days), `times`, `points`,
    `measure`, `count` (followed by a noun), `bare` (nothing follows), `name` (an article, a lot, a
    date, a standard: no quantity).
    """

    value: float
    dimension: str
    unit: str
    span: Span


def quantities(folded: str) -> tuple[Quantity, ...]:
    """List the numbers of a folded text, in order.

    >>> [(q.value, q.dimension) for q in quantities("420 heures, quinze jours, 2,5 % de 3 k€")]
    [(17.5, 'duration'), (15.0, 'duration'), (0.025, 'share'), (3000.0, 'money')]
    >>> [(q.value, q.dimension) for q in quantities("article 9, douze chaises, le 5 octobre 2026")]
    [(9.0, 'name'), (12.0, 'count'), (5.0, 'name'), (2026.0, 'name')]
    """
    every = [*_numbers(folded), *_others(folded)]
    return tuple(sorted(every, key=attrgetter("span.start")))


def _numbers(folded: str) -> Iterator[Quantity]:
    days = [Span(*day.span()) for day in _DATE.finditer(folded)]
    end = 0
    for match in _NUMBER.finditer(folded):
        number, span = parsed(match.group()), Span(*match.span())
        if number is None or span.start < end:  # the « million » of « 1,5 million d’euros »
            continue
        before = folded[max(0, span.start - 24) : span.start]
        if any(day.holds(span) for day in days) or _NAMING.search(before):
            quantity: Quantity | None = Quantity(number, "name", "", span)
        else:
            quantity = _measured(folded, number, span)
        if quantity:
            end = quantity.span.end
            yield quantity


def _others(folded: str) -> Iterator[Quantity]:
    """Give multiples, and delays that end on a day of some rank."""
    for match in _MULTIPLES.finditer(folded):
        yield Quantity(_TIMES[match.group(1)], "times", "", Span(*match.span()))
    for match in _RANKED.finditer(folded):
        days = rank(match.group(1)) * (1 if match.group(2) == "jour" else MONTH)
        yield Quantity(days, "duration", match.group(2), Span(*match.span()))


def _measured(folded: str, number: float, span: Span) -> Quantity | None:
    """Attach to a number the unit that follows it."""
    words = folded[span.start : span.end]
    if not words[0].isdigit() and 0 < number < 1:
        ranked = _RANKED_NOUN.match(folded, span.end)
        return None if ranked else Quantity(number, "share", words, span)
    start = _BEFORE_UNIT.match(folded, span.end)
    unit = _UNIT.match(folded, start.end() if start else span.end)
    if unit:
        dimension, factor, _ = _UNITS[int(str(unit.lastgroup)[1:])]
        if dimension == "rank":
            return None
        return Quantity(number * factor, dimension, unit.group(), Span(span.start, unit.end()))
    if words in ("un", "une"):
        return None
    if _YEAR.fullmatch(words):
        return Quantity(number, "name", "", span)
    noun = _NOUN.match(folded, span.end)
    if noun and noun.group(1) not in _NO_NOUN:
        return Quantity(number, "count", noun.group(1), Span(span.start, noun.end()))
    return Quantity(number, "bare", "", span)


def dates(folded: str) -> Iterator[tuple[date, Span]]:
    """Give the full dates of a folded text.

    >>> next(dates("avis envoye le 5 octobre 2026"))[0]
    datetime.date(2026, 10, 5)
    """
    for match in _DATE.finditer(folded):
        day, name, written, *others = match.groups()
        parts: tuple[str | None, ...]
        if name:
            parts = (written, str(_MONTHS.index(name) + 1), day if day.isdigit() else "1")
        else:
            parts = (others[2], others[1], others[0]) if others[0] else (*others[3:],)
        try:
            year, month, number = (int(part) for part in parts if part)
            yield date(year, month, number), Span(*match.span())
        except ValueError:
            continue  # no year, or no day of the calendar
