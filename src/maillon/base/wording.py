"""French wording of numbers, dates and lists, shared by the whole course."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from string import Formatter
from typing import Any

NBSP = "\N{NO-BREAK SPACE}"
NNBSP = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)

_STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")
#: What no office file may hold: controls but tab and line end, lone surrogates, two non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: Room for the largest amounts, cents included.
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def number(value: float, decimals: int = 0) -> str:
    r"""Write a number the French way: decimal comma, narrow space between thousands.

    Halves go up, away from zero, on fifteen digits: what a spreadsheet shows of the same number.

    >>> number(4.125, 2)
    '4,13'
    >>> number(1250)
    '1\u202f250'
    >>> number(-0.5, 1)
    '−0,5'
    >>> number(-0.2)
    '0'
    """
    exact = Decimal(abs(value) if isinstance(value, int) else f"{abs(value):.15g}")
    if exact.is_finite():
        exact = exact.quantize(Decimal(1).scaleb(-decimals), context=_WIDE)
    text = f"{exact:,.{decimals}f}"
    text = text.replace(",", NNBSP).replace(".", ",")
    negative = value < 0 and any(digit in text for digit in "123456789")
    return (MINUS if negative else "") + text


def euros(value: float, decimals: int = 0) -> str:
    r"""Write an amount in euros.

    >>> euros(12.5, 2)
    '12,50\xa0€'
    """
    return f"{number(value, decimals)}{NBSP}€"


def percent(share: float, decimals: int = 0) -> str:
    r"""Write a share (1 is the whole) as a percentage.

    >>> percent(0.985, 1)
    '98,5\xa0%'
    """
    return f"{number(100 * share, decimals)}{NBSP}%"


class _French(Formatter):
    """Fills texts whose places say how a number is written, and with how many decimals."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write one value."""
        name, _, decimals = format_spec.partition(" ")
        write = {"number": number, "euros": euros, "percent": percent}.get(name)
        return write(value, int(decimals or 0)) if write else format(value, format_spec)


def written(text: str, **values: Any) -> str:
    r"""Fill the places of a text.

    >>> written("{who} pèse {share:percent 1}.", who="Le prix", share=0.758)
    'Le prix pèse 75,8\xa0%.'
    """
    return _French().vformat(text, (), values)


def count(quantity: int, singular: str, plural: str = "") -> str:
    r"""Write a quantity and its noun; zero and one take the singular in French.

    >>> count(0, "boucle"), count(1, "boucle"), count(2, "boucle")
    ('0\xa0boucle', '1\xa0boucle', '2\xa0boucles')
    """
    noun = singular if abs(quantity) < 2 else plural or f"{singular}s"
    return f"{number(quantity)}{NBSP}{noun}"


def ordinal(rank: int) -> str:
    """Write a rank the French way.

    >>> ordinal(1), ordinal(7)
    ('1er', '7e')
    """
    return "1er" if rank == 1 else f"{rank}e"


def listing(items: Sequence[str]) -> str:
    """Join items into a French list.

    >>> listing(["le prix", "la qualité", "le délai"])
    'le prix, la qualité et le délai'
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def capitalised(text: str) -> str:
    """Put a capital on the first letter and leave the rest untouched.

    >>> capitalised("élan de la PME")
    'Élan de la PME'
    """
    return text[:1].upper() + text[1:]


def printable(text: str) -> str:
    r"""Leave out of a typed or pasted text the signs that Word and Excel refuse.

    >>> printable("un\x0b plan\x00 de progrès")
    'un plan de progrès'
    """
    return _UNPRINTABLE.sub("", text)


def curly(text: str) -> str:
    """Give a typed text the apostrophes of a printed page.

    >>> curly("l'eau d'une cuve, aujourd'hui")
    'l’eau d’une cuve, aujourd’hui'
    """
    return _STRAIGHT.sub("’", text)


def long_date(day: date) -> str:
    r"""Write a date in words.

    >>> long_date(date(2026, 4, 1)), long_date(date(2026, 8, 21))
    ('1er\xa0avril 2026', '21\xa0août 2026')
    """
    rank = "1er" if day.day == 1 else str(day.day)
    return f"{rank}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Write a date in figures.

    >>> short_date(date(2026, 4, 1))
    '01/04/2026'
    """
    return f"{day:%d/%m/%Y}"
