"""Read numbers as French people write them, and say how they were understood.

Rules for separators, applied in this order:

1. Spaces (ordinary, non-breaking, narrow) and apostrophes only group thousands by three.
2. With both a comma and a dot, the last one is the decimal mark, the other one groups.
3. A comma alone is the decimal mark: `1,500` is one and a half. Several commas group.
   `comma_thousands` tells what the number would be if it grouped, as in English.
4. A dot alone is the decimal mark, except before exactly three digits, where it groups:
   `1.500` is fifteen hundred, but `1.5`, `0.125` and `1 500.125` are decimal.

Rules 3 and 4 choose between two readings, so a form shows `describe` beside the field.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from maillon.base.errors import MaillonError
from maillon.base.numbers import parsed
from maillon.base.text import fold
from maillon.sheet.units import (
    MEASURES,
    PLURALS,
    SIZES,
    UNITS,
    normal_unit,
    plain_text,
    split_rate,
)

__all__ = [
    "Quantity",
    "UnreadableNumber",
    "comma_thousands",
    "describe",
    "in_unit",
    "is_plain",
    "read_number",
    "shown",
    "unit_remark",
    "write_number",
    "write_quantity",
]

EXAMPLE = "1\u202f250 ou 12,5"
LONGEST_TEXT = 80
LARGEST = 1e15

_SHAPE = re.compile(
    r"(?:[Ee]nviron |[Ee]nv\. ?|[=~\u2248] ?)?(?P<sign>[+-]?) ?(?P<money>[€$]?) ?"
    r"(?P<body>[0-9](?:[0-9 .,']*[0-9])?|[.,][0-9]+)(?P<unit>[^0-9]*)"
)
_UNIT_TEXT = re.compile(
    r"(?:[^\W\d_]|[€$])(?:[^\W\d_]|[€$²³ ./'-])*|[%‰](?: d(?:es?|u|e la|')(?:[^\W\d_]|[ '-])+)?"
)
# What surrounds a number that is quoted.
_QUOTES = r"[\s\"'\u00ab\u00bb\u2018-\u201f]+"
_QUOTED = re.compile(rf"^{_QUOTES}|{_QUOTES}$")


#: Words of a number that are none by themselves.
_WORDS_OF_NUMBERS = frozenset("virgule million millions milliard milliards moins et".split())


class UnreadableNumber(MaillonError):
    """What was typed is not one number; the French message says what to write instead."""


@dataclass(frozen=True)
class Quantity:
    """A number as it was understood.

    `value` is finite and expressed in `unit`; `unit` is the normal spelling (`"€"`,
    `"€ HT"`, `"%"`, `"j"`…) or `None` when none was written. `45 %` is 45, not 0.45.
    """

    value: float
    unit: str | None = None


def read_number(text: object, *, example: str = EXAMPLE) -> Quantity:
    r"""Read one number, with its unit if there is one, as a French person writes it.

    `text` is what was typed, or an int or float read from JSON. `example` is the accepted
    form shown in the message. Thousands and millions of euros become euros.

    Raises:
        UnreadableNumber: with a French message that names what was typed.

    >>> read_number("12,5")
    Quantity(value=12.5, unit=None)
    >>> read_number("1\u202f500\u00a0€ HT")
    Quantity(value=1500.0, unit='€ HT')
    >>> read_number("12 k€").value, read_number("1.500").value, read_number("45 %").value
    (12000.0, 1500.0, 45.0)
    >>> read_number("quarante")
    Traceback (most recent call last):
    maillon.sheet.numbers.UnreadableNumber: « quarante » est en lettres : écrivez 40 en chiffres.
    """
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        return _bounded(text, None, example)
    if text is not None and not isinstance(text, str):
        raise _fault(text, "n’est pas un nombre", example)
    text = text or ""
    if len(text) > LONGEST_TEXT:
        raise _fault(text, "est trop long pour un nombre", example)
    plain = _QUOTED.sub("", plain_text(text)).rstrip(".;,").rstrip()
    if not plain:
        raise UnreadableNumber(f"Aucun nombre n’est écrit : écrivez par exemple {example}.")
    shape = _SHAPE.fullmatch(plain)
    if shape is None:
        raise UnreadableNumber(_why_not(text, plain, example))
    number = _read_body(shape["body"])
    if number is None:
        why = f"se lit de plusieurs façons : écrivez un seul nombre, par exemple {example}."
        raise UnreadableNumber(f"{shown(text)} {why}")
    before, after = shape["money"], shape["unit"].strip()
    unit_text = before or after
    if (before and after) or not (unit_text == "" or _UNIT_TEXT.fullmatch(unit_text)):
        raise _fault(text, "n’est pas un nombre suivi d’une unité", example)
    unit, factor = normal_unit(unit_text)
    value = number * factor
    return _bounded(float(-value if shape["sign"] == "-" else value) + 0.0, unit, example)


def describe(quantity: Quantity) -> str:
    r"""Say how a number was understood, with French spaces.

    >>> describe(read_number("1.500 euros")) == "compris\u00a0: 1\u202f500\u00a0€"
    True
    """
    return f"compris : {write_quantity(quantity)}"


def write_quantity(quantity: Quantity) -> str:
    r"""Write a number in French with its unit, if it has one.

    >>> write_quantity(read_number("2 sem"))
    '2\xa0semaines'
    """
    number = write_number(quantity.value)
    if quantity.unit is None:
        return number
    plural = PLURALS.get(quantity.unit) if abs(quantity.value) >= 2 else None
    unit = (plural or quantity.unit).replace(" ", "\u00a0").replace("'", "\u2019")
    return f"{number}\u00a0{unit}"


def in_unit(quantity: Quantity, unit: str) -> float | None:
    """Express a quantity in `unit`; `None` when its own unit measures something else.

    A quantity without unit is taken to be in `unit`; `€` goes with `€ HT` and `€ TTC`.
    Where a rate is asked, what it is counted by may be left out: the question says it.
    When no unit is expected, a noun is not one: `8 boucles` is 8, but `8 %` stays 8 %.

    >>> in_unit(read_number("12 000 €"), "k€"), in_unit(read_number("90 min"), "h")
    (12.0, 1.5)
    >>> in_unit(read_number("12 %"), "€") is None
    True
    >>> in_unit(read_number("900 h"), "heures par an"), in_unit(read_number("9 h/mois"), "h par an")
    (900.0, None)
    """
    if quantity.unit is None:
        return quantity.value
    asked, counted = split_rate(unit)
    given, per = split_rate(quantity.unit)
    if counted and (not per or per == counted):
        found, scale = normal_unit(given)
        return in_unit(Quantity(quantity.value * scale, found), asked)
    wanted, factor = normal_unit(unit)
    if wanted == quantity.unit or {wanted, quantity.unit} in ({"€", "€ HT"}, {"€", "€ TTC"}):
        return quantity.value / factor
    if wanted is None and quantity.unit not in MEASURES:
        return quantity.value
    here, there = SIZES.get(quantity.unit), SIZES.get(wanted or "")
    if here is None or there is None or here[0] != there[0]:
        return None
    return quantity.value * here[1] / there[1]


def comma_thousands(text: object) -> float | None:
    """Return what a number would be if its comma grouped thousands, as in English.

    None when its comma cannot be that, or when nothing of the kind was typed.

    >>> comma_thousands("3,000"), comma_thousands("12,500 €"), comma_thousands("3,0")
    (3000.0, 12500.0, None)
    """
    if not isinstance(text, str) or not re.match(r"\D*[1-9][0-9]{0,2},[0-9]{3}(?![0-9.,])", text):
        return None
    try:
        return read_number(text.replace(",", "")).value
    except UnreadableNumber:
        return None


def unit_remark(quantity: Quantity, unit: str) -> str:
    """Say in French that a number is written in another unit than the `unit` that is asked.

    Empty when it is written in that unit or in none, and when no unit is asked.

    >>> print(unit_remark(read_number("6 semaines"), "jours"))
    Dans l’unité attendue (jours), cela fait 42.
    >>> print(unit_remark(read_number("6 kg"), "jours"))
    L’unité attendue est «\N{NO-BREAK SPACE}jours\N{NO-BREAK SPACE}».
    >>> unit_remark(read_number("6 j"), "jours"), unit_remark(read_number("6"), "jours")
    ('', '')
    """
    if not unit or quantity.unit is None:
        return ""
    found = in_unit(quantity, unit)
    if found is None:
        return f"L’unité attendue est «\u00a0{unit}\u00a0»."
    if found == quantity.value or quantity.unit not in SIZES:
        return ""
    return f"Dans l’unité attendue ({unit}), cela fait {write_number(found)}."


def write_number(value: float, *, decimals: int = 6) -> str:
    """Write a finite number in French: decimal comma, thousands apart, at most `decimals`.

    >>> write_number(1.5), write_number(2.0), write_number(-1 / 3, decimals=2)
    ('1,5', '2', '−0,33')
    """
    text = format(round(Decimal(repr(float(value))), decimals), ",f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.lstrip("-") == "0":
        return "0"
    return text.replace(",", "\u202f").replace(".", ",").replace("-", "\u2212")


def shown(value: object, *, longest: int = 40) -> str:
    r"""Name in French, between quotation marks and shortened, what somebody gave.

    >>> print(shown(" douze\n"), shown([1]), shown(True))
    « douze » Une liste Une valeur oui/non
    """
    if isinstance(value, str):
        visible = "".join(c if c.isprintable() else " " for c in value)
        visible = " ".join(visible.split())
        visible = visible.removeprefix("«").removesuffix("»").strip()
        cut = visible if len(visible) <= longest else visible[: longest - 1] + "…"
        return f"«\u00a0{cut}\u00a0»" if cut else "Une réponse vide"
    if isinstance(value, bool):
        return "Une valeur oui/non"
    if isinstance(value, (int, float)):
        return "Ce nombre"
    names = {list: "Une liste", tuple: "Une liste", dict: "Un tableau", type(None): "Rien"}
    return names.get(type(value), "Cette réponse")


def is_plain(value: object, depth: int = 3) -> bool:
    """Tell whether a value is made of exact JSON types, nested no deeper than an answer can be.

    >>> is_plain({"item": ["a", 1, None]}), is_plain({"item": object()})
    (True, False)
    """
    if type(value) is dict:
        parts: list[object] = [*value.keys(), *value.values()]
    elif type(value) is list or type(value) is tuple:
        parts = list(value)
    else:
        return value is None or type(value) in (str, int, float, bool)
    return depth > 0 and all(is_plain(part, depth - 1) for part in parts)


def _read_body(body: str) -> Decimal | None:
    """Digits and separators to a number, or None when they do not group as a number does."""
    commas, dots = body.count(","), body.count(".")
    mark = ""
    if commas and dots:
        mark = "," if body.rfind(",") > body.rfind(".") else "."
    elif commas == 1:
        mark = ","
    elif dots == 1 and not re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", body):
        mark = "."
    whole, _, decimals = body.partition(mark) if mark else (body, "", "")
    groups = re.split(r"[ .,']", whole) if whole else ["0"]
    if len(set(re.findall(r"[ .,']", whole))) > 1 or not re.fullmatch(r"[0-9]*", decimals):
        return None
    if len(groups) > 1 and not (1 <= len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])):
        return None
    return Decimal("".join(groups) + "." + (decimals or "0"))


def _fault(text: object, why: str, example: str) -> UnreadableNumber:
    return UnreadableNumber(f"{shown(text)} {why} : écrivez par exemple {example}.")


def _bounded(value: float, unit: str | None, example: str) -> Quantity:
    """Refuse what is not finite or out of all proportion."""
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if math.isnan(number):
        raise UnreadableNumber(f"Ce nombre n’a pas de valeur : écrivez par exemple {example}.")
    if abs(number) > LARGEST:
        raise UnreadableNumber(
            f"Ce nombre est trop grand pour être une réponse : écrivez par exemple {example}."
        )
    return Quantity(number, unit)


def _why_not(text: str, plain: str, example: str) -> str:
    """Say why a text is not one number, and what to write instead."""
    words = fold(plain).replace("-", " ").split()
    for end in range(len(words), 0, -1):
        start = " ".join(words[:end])
        number = None if re.search("[0-9]", start) else parsed(start)
        rest = " ".join(words[end:])
        if number is not None and (not rest or rest in UNITS or rest in ("€ ht", "euros ht")):
            unit, factor = UNITS.get(rest, ("", 1))
            if factor == 1 and rest:
                unit = " ".join(plain.split()[-len(words[end:]) :])
            digits = f"{write_number(number * factor)} {unit or ''}".strip().replace(" ", "\u00a0")
            return f"{shown(text)} est en lettres : écrivez {digits} en chiffres."
    spelled = [
        word.isalpha() and (parsed(word) is not None or word in _WORDS_OF_NUMBERS) for word in words
    ]
    if any(spelled) and all(
        is_number or word in UNITS for is_number, word in zip(spelled, words, strict=True)
    ):
        why = "est en lettres : écrivez ce nombre en chiffres"
    elif len(re.findall(r"[0-9][0-9.,]*", plain)) > 1:
        why = "contient plusieurs nombres : écrivez-en un seul"
    else:
        why = "n’est pas un nombre : écrivez-le en chiffres"
    return f"{shown(text)} {why}, par exemple {example}."
