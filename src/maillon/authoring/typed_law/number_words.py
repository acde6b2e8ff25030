"""Read the numbers that French texts write in words: « soixante mille », « dix virgule quatre ».

Regional forms (septante, huitante, octante, nonante) and both hyphenations are read. The reader is
generous with spelling and strict with grammar: « deux trois » is two numbers, « vingt et un » one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

_UNITS = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
).split()
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {
    "une": 1,
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
_LARGE = {"mille": 10**3, "million": 10**6, "millions": 10**6} | {
    "milliard": 10**9,
    "milliards": 10**9,
}
_WORD = "|".join(sorted([*_SMALL, *_LARGE, "cents?"], key=len, reverse=True))
_JOIN = r"(?:[-\u2010\u2011]|[\s\u00a0\u202f]+)(?:et(?:[-\u2010\u2011]|[\s\u00a0\u202f]+))?"
_RUN = re.compile(rf"(?<![a-z])(?:{_WORD})(?![a-z])(?:{_JOIN}(?:{_WORD})(?![a-z]))*")
_TOKEN = re.compile("[a-z]+")
_POINT = re.compile(r"[\s\u00a0\u202f]+virgule[\s\u00a0\u202f]+")


def fold(text: str) -> str:
    """Return a text of the same length, without case nor accents, with a straight apostrophe.

    >>> fold("L’Été")
    "l'ete"
    """
    return "".join(unicodedata.normalize("NFD", c)[0].lower()[0] for c in text).replace("’", "'")


def spelled(folded: str) -> Iterator[tuple[int, int, Decimal]]:
    """Yield each number written in words in a folded text: start, end, value.

    >>> [int(value) for _, _, value in spelled("quatre-vingt-dix mille, deux cent un ou trois")]
    [90000, 201, 3]
    >>> [str(value) for _, _, value in spelled("onze virgule quinze %")]
    ['11.15']
    """
    found = [number for run in _RUN.finditer(folded) for number in _numbers(run)]
    position = 0
    while position < len(found):
        start, end, value = found[position]
        position += 1
        following = found[position] if position < len(found) else None
        if following and _POINT.fullmatch(folded, end, following[0]):
            decimals = folded[following[0] :].startswith("zero ")  # « virgule zéro cinq »
            value += Decimal(following[2]) / 10 ** (len(str(following[2])) + decimals)
            end = following[1]
            position += 1
        yield start, end, Decimal(value)


def _numbers(run: re.Match[str]) -> Iterator[tuple[int, int, Decimal]]:
    """Cut a run of number words where the next word cannot go on the same number."""
    start = end = run.start()
    total = current = 0
    for token in _TOKEN.finditer(run[0]):
        word, place = token[0], run.start() + token.start()
        if word == "et":
            continue
        if end > start and word in _SMALL and not _may_follow(current, _SMALL[word]):
            yield start, end, Decimal(total + current)
            start, total, current = place, 0, 0
        total, current = _with(word, total, current)
        end = run.start() + token.end()
    yield start, end, Decimal(total + current)


def _may_follow(current: int, value: int) -> bool:
    """Tell whether a word below a hundred may follow what was read since the last « mille »."""
    rest = current % 100
    if value == 20:
        return rest in (0, 4)
    if value < 10:
        return rest % 10 == 0 and (rest > 0 or current != 0 or value > 0)
    return rest == 0 or (value < 20 and rest in (60, 80))


def _with(word: str, total: int, current: int) -> tuple[int, int]:
    if word in ("cent", "cents"):
        return total, max(1, current) * 100
    if word in ("vingt", "vingts") and current % 100 == 4:
        return total, current + 76  # quatre-vingts
    if word in _SMALL:
        return total, current + _SMALL[word]
    if _LARGE[word] == 10**3:
        return total + max(1, current) * 10**3, 0
    return (total + max(1, current)) * _LARGE[word], 0
