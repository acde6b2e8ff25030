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
from maillon.authoring.typed_law.forms import Quantity, unit_in, words

_BLOCK = re.compile(r"(?m)^[ \t]*\[")
_ASKED = re.compile(r"(?m)^(?:prompt|title|hint|text|label)[ \t]*=[ \t]*$")
_TOML_NUMBER = re.compile(r"([\w-]+)[ \t]*=[ \t]*(\d{4}-\d\d-\d\d|\d[\d_]*(?:\.\d+)?)")
_NAME_PARTS = re.compile(r"[A-Z]?[a-zà-ÿ]+|[A-Z]+(?![a-z])")


def french(name: str) -> str:
    """Put the name of a variable into the words of the registry, where they are known.

    >>> french("PAYMENT_DELAY_DAYS")
    'délai de paiement délai days'
    """
    known = words()["english"]
    parts = [part.lower() for part in _NAME_PARTS.findall(name)]
    return " ".join(str(known.get(part, part)) for part in parts)


def unit_of(name: str) -> str:
    """Return the unit that a name ends with, or nothing.

    >>> unit_of("penalty_rate"), unit_of("THRESHOLD_EUR_HT"), unit_of("step")
    ('%', 'EUR', '')
    """
    known = words()["name_units"]
    found = [known[part.lower()] for part in _NAME_PARTS.findall(name) if part.lower() in known]
    return str(found[-1]) if found else ""


def bare(text: str, written: str, line: int, unit: str, frame: str = "") -> Segment | None:
    """Return the segment of a number of a program: what surrounds it, then the number."""
    try:
        value = Decimal(written.replace("_", ""))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    if not unit:
        unit = "EUR" if value >= 25_000 else "%" if 0 < value < 1 else "?"
    readings = (value, value * 100) if unit == "%" and value < 1 else (value,)
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
        found += _toml_numbers(source, start, end, inside, " ; ".join(p.value for p in asked))
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
    for match in _TOML_NUMBER.finditer(text):
        line = source.count("\n", 0, start) + text.count("\n", 0, match.start()) + 1
        beside = [p.value for p in inside if source.count("\n", 0, p.offsets[0]) + 1 == line]
        context = " ; ".join([french(match[1]), *beside])
        unit = unit_of(match[1]) or unit_in(" ".join(beside))
        segment = bare(context, match[2], line, unit.upper() if unit == "€" else unit, frame)
        if segment:
            yield segment


def said(source: str, passage: Passage, above: str = "") -> Iterator[Segment]:
    """Yield the sentences of a literal at their lines in the source."""
    breaks = [0, *[n + 1 for n, c in enumerate(passage.value) if c == "\n"]]
    for segment in segments(passage.value, above):
        offset = passage.offsets[min(breaks[segment.line - 1], len(passage.offsets) - 1)]
        yield at(segment, source.count("\n", 0, offset) + 1)
