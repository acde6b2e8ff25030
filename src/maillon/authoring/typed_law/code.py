"""Segments of TOML sources, and what those of programs share: bare numbers and their names.

A bare number has no sentence: its context is made of the names, strings and comments around it,
put into the French of the registry (`words.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from maillon.authoring.literals import Passage, toml_passages
from maillon.authoring.typed_law.context import Segment, at, segments
from maillon.authoring.typed_law.dates import Day
from maillon.authoring.typed_law.forms import Quantity, quantities, unit_in, words

_BLOCK = re.compile(r"(?m)^[ \t]*\[+(?P<name>[\w. \t\"'-]*)")
_ASKED = re.compile(
    r"(?m)^(?:prompt|question|title|hint|text|label|caption|name|subject|unit)[ \t]*=[ \t]*$"
)
_TOML_KEY = re.compile(r"([\w-]+)[ \t]*=[ \t]*(\[[^\]]*\]|[^\n,}]*)")
_TOML_NUMBER = re.compile(
    r"(?<![\w.-])(?:\d{4}-\d\d-\d\d|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE]\d+)?)(?![\w-])"
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
#: Keys of the texts of exercises that say how to show a question, not what it is about.
_SETTINGS = frozenset("points minutes decimals max_words min_words rows step order size".split())
LARGE = 25_000  # euros: a number of a program from there on is an amount, unless its name denies it
_NAME_PARTS = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])")


def french(name: str) -> str:
    """Put the name of a variable into the words of the registry, where they are known.

    >>> french("PAYMENT_DELAY_DAYS")
    'délai de paiement délai days'
    """
    known = words()["english"]
    parts = [part.lower() for part in _NAME_PARTS.findall(name)]
    return " ".join(str(known.get(part, known.get(part.rstrip("s"), part))) for part in parts)


def unit_of(name: str) -> str:
    """Return the unit that a name ends with, or nothing.

    >>> unit_of("penalty_rate"), unit_of("THRESHOLD_EUR_HT"), unit_of("step")
    ('%', 'EUR', '')
    """
    known = words()["name_units"]
    found = [known[part.lower()] for part in _NAME_PARTS.findall(name) if part.lower() in known]
    return str(found[-1]) if found else ""


def bare(text: str, written: str, line: int, unit: str, frame: str = "") -> Segment | None:
    """Return the segment of a number or a day of a program: what surrounds it, then the number."""
    day = _DAY.fullmatch(written)
    if day:
        return given(text, written, line, (Day(*map(int, day.groups())),), "date", frame)
    try:
        value = Decimal(written.replace("_", ""))
    except InvalidOperation:
        return None
    if not value.is_finite() or value in (0, 1):
        return None
    if unit == "ratio":
        unit = "%" if 0 < value < 1 else "?"
    if not unit:
        unit = "EUR" if value >= LARGE else "%" if 0 < value < 1 else "?"
    readings = (value, value * 100) if unit in ("%", "?") and value < 1 else (value,)
    return given(text, written, line, readings, unit, frame)


def given(
    text: str, written: str, line: int, readings: tuple[Decimal | Day, ...], unit: str, frame: str
) -> Segment:
    """Return the segment of a number whose readings are known."""
    start = len(text) + 3
    quantity = Quantity(start, start + len(written), readings, unit)
    return Segment(f"{text} : {written}", line, frame, given=(quantity,))


def toml_segments(source: str) -> list[Segment]:
    """Cut a TOML source: each string below the question that it answers, then the numbers."""
    passages = toml_passages(source)
    starts = [0, *[match.start() for match in _BLOCK.finditer(source)], len(source)]
    found: list[Segment] = []
    for start, end in pairwise(starts):
        inside = [p for p in passages if start <= p.offsets[0] < end]
        asked = [p for p in inside if _ASKED.search(source[start : p.offsets[0]].rstrip("\"'"))]
        for passage in inside:
            above = " ; ".join(p.value for p in asked if p is not passage)
            found += said(source, passage, above)
        header = _BLOCK.match(source, start)
        frame = " ; ".join([french(header["name"]) if header else "", *(p.value for p in asked)])
        found += _toml_numbers(source, start, end, inside, frame)
    return found


def _toml_numbers(
    source: str, start: int, end: int, inside: list[Passage], frame: str
) -> Iterator[Segment]:
    hidden = list(source)
    for passage in inside:
        hidden[passage.offsets[0] : passage.offsets[-1]] = "¤" * (
            passage.offsets[-1] - passage.offsets[0]
        )
    text = re.sub(r"#[^\n]*", "", "".join(hidden)[start:end])
    asked = unit_in(frame)
    for key in _TOML_KEY.finditer(text):
        if key[1] in _SETTINGS:
            continue
        for match in _TOML_NUMBER.finditer(key[2]):
            place = key.start(2) + match.start()
            line = source.count("\n", 0, start) + text.count("\n", 0, place) + 1
            beside = [p.value for p in inside if source.count("\n", 0, p.offsets[0]) + 1 == line]
            context = " ; ".join([french(key[1]), *beside])
            unit = unit_of(key[1]) or plain_unit(" ".join(beside)) or plain_unit(asked)
            segment = bare(context, match[0], line, unit, frame)
            if segment:
                yield segment


def plain_unit(text: str) -> str:
    """Return the unit that a text names, or nothing.

    >>> plain_unit("Seuil, en € HT"), plain_unit("en jours"), plain_unit("règle")
    ('EUR', 'jours', '')
    """
    return next((quantity.unit for quantity in quantities(f"1 {unit_in(text)}")), "")


def said(source: str, passage: Passage, above: str = "") -> Iterator[Segment]:
    """Yield the sentences of a literal at their lines in the source."""
    breaks = [0, *[n + 1 for n, c in enumerate(passage.value) if c == "\n"]]
    for segment in segments(passage.value, above):
        offset = passage.offsets[min(breaks[segment.line - 1], len(passage.offsets) - 1)]
        yield at(segment, source.count("\n", 0, offset) + 1)
