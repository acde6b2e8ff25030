"""Numbers as buyers write them: figures, words, fractions."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

_UNITS: Final = {
    name: value
    for value, names in enumerate(
        "zero un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
        "quinze seize".split()
    )
    for name in names.split("|")
}
_TENS: Final = {
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "nonante": 90,
}
_THOUSAND: Final = 1000
_MILLION: Final = _THOUSAND**2
_SCALES: Final = {
    "cent": 100,
    "cents": 100,
    "mille": 1000,
    "million": _MILLION,
    "millions": _MILLION,
    "milliard": _MILLION * _THOUSAND,
    "milliards": _MILLION * _THOUSAND,
}
_ABOUT: Final = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "millier": 1000,
}
_FRACTIONS: Final = {
    "moitie": Fraction(1, 2),
    "demi": Fraction(1, 2),
    "demie": Fraction(1, 2),
    "tiers": Fraction(1, 3),
    "quart": Fraction(1, 4),
    "quarts": Fraction(1, 4),
    "cinquieme": Fraction(1, 5),
    "cinquiemes": Fraction(1, 5),
    "sixieme": Fraction(1, 6),
    "huitieme": Fraction(1, 8),
    "vingtieme": Fraction(1, 20),
    "vingtiemes": Fraction(1, 20),
    "centieme": Fraction(1, 100),
    "centiemes": Fraction(1, 100),
    "dixieme": Fraction(1, 10),
    "dixiemes": Fraction(1, 10),
}


_STEMS: Final = {"cinq": "cinqu", "neuf": "neuv"}
_ORDINALS: Final = {
    f"{_STEMS.get(name, name.removesuffix('e'))}ieme": value
    for name, value in {**_UNITS, **_TENS, **_SCALES}.items()
}


def _any(words: object) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))  # type: ignore[call-overload]


_CARDINAL: Final = _any([*_UNITS, *_TENS, *_SCALES])
_WORDS: Final = rf"(?:{_CARDINAL})(?:(?:[ -]et[ -]|[ -])(?:{_CARDINAL})(?!\w))*+"
_FRACTION: Final = (
    rf"(?:(?:un|une|la|le|deux|trois|quatre|les deux|les trois)[ -])?(?:{_any(_FRACTIONS)})"
)
_FIGURES: Final = r"\d{1,3}(?:[ .]\d{3})++(?:,\d++)?|\d++(?:[.,]\d++)?"
#: A number in folded text.
NUMBER: Final = (
    rf"(?:(?<![\w,.])(?:{_FIGURES})(?![\d])|(?<!\w)(?:{_FRACTION}|(?:une )?(?:{_any(_ABOUT)})s?"
    rf"|{_WORDS})(?!\w))"
)

#: The rank of a day or a month: « trentième », « 45e ».
RANK: Final = (
    rf"(?<![\w-])(?:\d+ ?(?:e|eme|ieme)"
    rf"|(?:(?:{_CARDINAL})(?:-et-|[ -]))*(?:{_any(_ORDINALS)}))(?!\w)"
)


def rank(words: str) -> float:
    """Return the value of an ordinal that `RANK` matches.

    >>> [rank(w) for w in ("trentieme", "quarante-cinquieme", "50e", "vingt et unieme")]
    [30.0, 45.0, 50.0, 21.0]
    """
    figures = re.match(r"\d+", words)
    if figures:
        return float(figures.group())
    *before, last = re.split(r"[ -]+", words)
    return (parsed(" ".join(before)) or 0.0) + _ORDINALS[last]


def parsed(words: str) -> float | None:
    """Return the value of a number written in folded text, or None.

    >>> [parsed(w) for w in ("1 250,5", "quatre-vingt-dix-sept", "deux tiers", "mille deux cents")]
    [1250.5, 97.0, 0.6666666666666666, 1200.0]
    >>> parsed("une trentaine"), parsed("vingt et un"), parsed("titulaire")
    (30.0, 21.0, None)
    """
    words = words.strip()
    if words[:1].isdigit():
        return _figures(words)
    parts = [part for part in re.split(r"[ -]+", words) if part not in ("et", "les")]
    if not parts:
        return None
    if parts[-1].rstrip("s") in _ABOUT:
        return float(_ABOUT[parts[-1].rstrip("s")])
    if parts[-1] in _FRACTIONS:
        times = _UNITS.get(parts[0], 1) if len(parts) > 1 else 1
        return float(times * _FRACTIONS[parts[-1]])
    return _cardinal(parts)


def _figures(words: str) -> float | None:
    text = re.sub(r" ", "", words)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _cardinal(parts: list[str]) -> float | None:
    total, current = 0, 0
    for part in parts:
        if part in _UNITS:
            current += _UNITS[part]
        elif part in _TENS:
            quatre_vingt = part.startswith("vingt") and current % 100 == 4
            if current % 100 and not quatre_vingt:
                return None  # « vingt quarante » is no number
            current += 76 if quatre_vingt else _TENS[part]
        elif part in _SCALES:
            scale = _SCALES[part]
            if scale == 100:
                rest = current % 100 if current >= 100 else current
                current = current - rest + max(rest, 1) * 100
            else:
                total += max(current, 1) * scale
                current = 0
        else:
            return None
    return float(total + current)
