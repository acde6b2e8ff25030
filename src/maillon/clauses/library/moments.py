"""Hours and days that a blank holds: whether one comes before another."""

from __future__ import annotations

import re

from maillon.base.text import fold
from maillon.base.wording import MONTHS

_HOUR = re.compile(r"(\d{1,2}) ?(?:h|heures?|:) ?(\d{2})?")
_DAY = re.compile(r"(\d{1,2})(?:er)? ([a-z]+)")
_MONTHS = [fold(month) for month in MONTHS]
_LAST_HOUR = 24
_LAST_DAY = 31


def moment(text: str) -> tuple[str, int] | None:
    """Read an hour of the day (in minutes) or a day of the year; None when it is neither.

    >>> moment("8 h 30"), moment("20h"), moment("1er avril"), moment("le matin")
    (('heure', 510), ('heure', 1200), ('jour', 401), None)
    """
    folded = " ".join(fold(text).split())
    if (found := _HOUR.fullmatch(folded)) and int(found[1]) <= _LAST_HOUR:
        return "heure", 60 * int(found[1]) + int(found[2] or 0)
    if (found := _DAY.fullmatch(folded)) and found[2] in _MONTHS and int(found[1]) <= _LAST_DAY:
        return "jour", 100 * (_MONTHS.index(found[2]) + 1) + int(found[1])
    return None


def comes_after(text: str, other: str) -> bool:
    """Say whether an hour or a day comes after another; true when they cannot be compared.

    >>> comes_after("18 h", "8 h"), comes_after("18 h", "20 h"), comes_after("le soir", "20 h")
    (True, False, True)
    """
    one, two = moment(text), moment(other)
    return one is None or two is None or one[0] != two[0] or one[1] > two[1]
