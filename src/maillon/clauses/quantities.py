"""Quantities of a clause: a number and what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from maillon.base.numbers import NUMBER, RANK, parsed, rank
from maillon.base.text import fold
from maillon.base.wording import MONTHS
from maillon.clauses.text import Span
from maillon.clauses.units import UNIT, UNITS

_MONTH: Final = 30
_NUMBER: Final = re.compile(NUMBER)
#: Words after which a number names something and counts nothing.
_NAMING: Final = re.compile(
    r"(?<!\w)(?:articles?|art\.|annexes?|n°|numeros?|no\.?|nos|lots?|alineas?|tableaux?|pages?|"
    r"chapitres?|iso(?:/iec)?|nf en|nf|norme|classes?|euro|indices?|type|version|niveaux?|loi|code|"
    r"ccag\W*\w*|decret|titres?|phases?|zones?|batiments?|fiches?|criteres?|sous-criteres?|[lrd]\.?|rang|"
    r"categories?|rubriques?|parties?|point|paragraphes?|directive|reglement|siret|bt|tp|ipc|crit|"
    r"formules?|plans?|tranches?|scope|epi|ip|ik|ral|et n°|dc|kbis)\s*[- ]?\s*$"
)
_DATE: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}}|1er|premier)\s+({'|'.join(fold(m) for m in MONTHS)})"
    r"(?:\s+((?:19|20)\d\d))?"
    r"|(?<!\d)(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"
)
#: « le double du montant » is two times.
_TIMES: Final = {"double": 2.0, "triple": 3.0, "quadruple": 4.0}
_MULTIPLES: Final = re.compile(rf"(?<!\w)(?:au|le|du) ({'|'.join(_TIMES)}) (?=du|de |des)")
#: « le trentième jour » ends a delay of thirty days.
_RANKED: Final = re.compile(rf"({RANK}) (jour|mois)(?!\w)")
#: « le vingtième jour » is a rank, « un vingtième du prix » a share.
_RANKED_NOUN: Final = re.compile(r" (?:jour|mois|semaine|annee|heure|repas|passage|article|unite)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NOUN: Final = re.compile(r"\s*([a-z]{3,})")
_NO_NOUN: Final = frozenset(
    "des les une aux par sur sous dans avec sans pour que qui est sont soit mais donc car puis "
    "ainsi apres avant chaque tout toute tous toutes cette ces ses leur leurs non pas plus "
    "moins".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its value in base units, its dimension, its place.

    ``dimension``: `money` (euros), `share` (of one), `duration` (days), `times`, `points`,
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
    dated = [Span(*found.span()) for found in _DATE.finditer(folded)]
    found: list[Quantity] = []
    for match in _NUMBER.finditer(folded):
        number = parsed(match.group())
        inside_last = bool(found) and match.start() < found[-1].span.end
        if number is None or inside_last:  # the « million » of « 1,5 million d’euros »
            continue
        span = Span(*match.span())
        named = any(day.holds(span) for day in dated) or bool(
            _NAMING.search(folded[max(0, span.start - 24) : span.start])
        )
        quantity = _measured(folded, number, span, match.group(), named=named)
        if quantity:
            found.append(quantity)
    found += [
        Quantity(_TIMES[match.group(1)], "times", "", Span(*match.span()))
        for match in _MULTIPLES.finditer(folded)
    ]
    for match in _RANKED.finditer(folded):
        days = rank(match.group(1)) * (1 if match.group(2) == "jour" else _MONTH)
        found.append(Quantity(days, "duration", match.group(2), Span(*match.span())))
    return tuple(sorted(found, key=lambda quantity: quantity.span.start))


def _measured(
    folded: str, number: float, span: Span, words: str, *, named: bool
) -> Quantity | None:
    """Attach to a number the unit that follows it."""
    if named:
        return Quantity(number, "name", "", span)
    if not words[0].isdigit() and 0 < number < 1:
        if _RANKED_NOUN.match(folded, span.end):
            return None
        return Quantity(number, "share", words, span)
    after = re.compile(r"\s*(?:\([^)]{1,20}\)\s*)?(?:\w+\s+(?=euros))?(?:d'|de )?").match(
        folded, span.end
    )
    start = after.end() if after else span.end
    unit = UNIT.match(folded, start)
    if unit:
        dimension, factor, _ = UNITS[int(str(unit.lastgroup)[1:])]
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


def dates(folded: str) -> list[tuple[date, Span]]:
    """List the full dates of a folded text.

    >>> dates("avis envoye le 5 octobre 2026")[0][0]
    datetime.date(2026, 10, 5)
    """
    months = [fold(month) for month in MONTHS]
    found = []
    for match in _DATE.finditer(folded):
        day, month, year, day2, month2, year2, year3, month3, day3 = match.groups()
        try:
            if month and year:
                rank = int(day) if day.isdigit() else 1
                read = date(int(year), months.index(month) + 1, rank)
            elif day2:
                read = date(int(year2), int(month2), int(day2))
            elif year3:
                read = date(int(year3), int(month3), int(day3))
            else:
                continue
        except ValueError:
            continue
        found.append((read, Span(*match.span())))
    return found
