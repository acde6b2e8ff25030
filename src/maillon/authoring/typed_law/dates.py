"""Read the dates of a French text, whole or in part; a date that names a law is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from maillon.authoring.typed_law.number_words import fold
from maillon.base.wording import MONTHS

_MONTHS = [fold(month) for month in MONTHS]
_S = r"[\s\u00a0\u202f]"
_DATE = re.compile(
    rf"(?<![\w/-])(?:(?P<d>\d{{1,2}}|1er|premier|vingt(?:{_S}et{_S}|-et-)un|vingt-deux){_S}+)?"
    rf"(?P<month>{'|'.join(_MONTHS)})(?:{_S}+(?P<y>\d{{4}}))?(?![\w-])"
    r"|(?<![\w/.-])(?P<d2>\d{1,2})[/.](?P<m2>0?\d|1[0-2])[/.](?P<y2>\d{4}|\d{2})(?![\w/.,-]*[\w/])"
    r"|(?<![\w/.-])(?P<d4>\d{1,2})-(?P<m4>0?\d|1[0-2])-(?P<y4>(?:19|20)\d{2})(?![\w/-])"
    r"|(?<![\w/-])(?P<y3>\d{4})-(?P<m3>0\d|1[0-2])-(?P<d3>\d{2})(?![\w-])"
)
_DAYS = {"1er": 1, "premier": 1, "vingt-deux": 22}
#: What comes before a date that only names a text: « la loi n° 2021-1104 du ».
_NAMED = re.compile(
    rf"(?:\b(?:loi|decret|arrete|ordonnance|avis|circulaire|arret|jugement|directive|reglement"
    rf"|decision|conseil{_S}+d'etat|ce|cjue|cjce|jo|joue)\b[^.;:!?]{{0,40}}?(?:\bdu\b|,){_S}*)$"
)


@dataclass(frozen=True)
class Day:
    """A date, whole or in part: « août 2026 » has no day, « 31 mars » no year."""

    year: int | None
    month: int
    day: int | None

    def fits(self, other: date) -> bool:
        """Tell whether it may be that day.

        >>> Day(2026, 8, None).fits(date(2026, 8, 21)), Day(None, 8, 22).fits(date(2026, 8, 21))
        (True, False)
        """
        return (
            self.month == other.month
            and self.year in (None, other.year)
            and self.day in (None, other.day)
        )

    @property
    def whole(self) -> bool:
        """Whether day, month and year are all there."""
        return None not in (self.year, self.day)


def dates(folded: str) -> Iterator[tuple[int, int, Day, bool]]:
    """Yield each date of a folded text: start, end, the date, whether it only names a text.

    >>> [(str(day.year), named) for _, _, day, named in dates("le 21/08/2026, loi du 22 aout 2021")]
    [('2026', False), ('2021', True)]
    """
    for match in _DATE.finditer(folded):
        if match["month"] and not (match["d"] or match["y"]):
            continue  # a month alone
        month = _MONTHS.index(match["month"]) + 1 if match["month"] else 0
        year = match["y"] or match["y2"] or match["y3"] or match["y4"]
        day = Day(
            int(year) + (2000 if len(year) == 2 else 0) if year else None,
            month or int(match["m2"] or match["m3"] or match["m4"]),
            _day(match["d"] or match["d2"] or match["d3"] or match["d4"]),
        )
        yield match.start(), match.end(), day, bool(_NAMED.search(folded[: match.start()]))


def _day(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if written.isdigit() else _DAYS.get(written, 21)
