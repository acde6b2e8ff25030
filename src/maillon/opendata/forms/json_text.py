"""Read JSON without losing a digit, and say in French where it is cut or broken."""

from __future__ import annotations

import json
import re
from typing import Any, Self

from maillon.base.wording import NBSP, number
from maillon.opendata.faults import UnreadableFile
from maillon.opendata.forms.decoding import decode
from maillon.opendata.forms.raw import Incident

_HEX = "[0-9a-fA-F]"
#: What follows a backslash.  Group 1: half of a character that needs two; group 2: nothing known,
#: and the backslash was meant as such.
_ESCAPE = re.compile(
    rf"\\u[dD][89abAB]{_HEX}{{2}}\\u[dD][c-fC-F]{_HEX}{{2}}|(\\u[dD][89a-fA-F]{_HEX}{{2}})"
    rf'|\\u{_HEX}{{4}}|\\["\\/bfnrt]|(\\)'
)
#: The longest thing that a cut can leave half-written outside a string: `false`.
_LITERAL = 5
#: Python refuses to convert longer integers; they stay text all the same.
_LONGEST_INTEGER = 4000


class PublishedNumber(float):
    """A number with the digits that were published: `30000.00` is not rewritten `30000.0`.

    >>> PublishedNumber("30000.00").text
    '30000.00'
    """

    text: str

    def __new__(cls, text: str) -> Self:
        """Keep the text beside the value."""
        value = super().__new__(cls, text)
        value.text = text
        return value


def load(data: bytes, name: str) -> tuple[Any, tuple[Incident, ...]]:
    """Return the content of a JSON file.

    Numbers with a decimal part are :class:`PublishedNumber`; `NaN` and `Infinity`, which JSON has
    not, are texts; the values of a key written twice in one object are gathered in a list.

    Raises:
        UnreadableFile: the file is cut, or is not JSON.
    """
    text, foreign = decode(data, name)
    text, repairs = _repaired(text, name)
    try:
        return _parse(text), (*foreign, *repairs)
    except json.JSONDecodeError as error:
        raise _broken(text, error, name) from error
    except RecursionError as error:
        raise UnreadableFile.of("nested", name=name) from error


def _parse(text: str) -> Any:
    return json.loads(
        text,
        strict=False,  # a line break inside a string is common and hurts nobody
        parse_float=PublishedNumber,
        parse_int=_integer,
        parse_constant=str,
        object_pairs_hook=gathered,
    )


def _integer(text: str) -> int | PublishedNumber:
    return int(text) if len(text) < _LONGEST_INTEGER else PublishedNumber(text)


def gathered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a block; values of a key written several times make one list, lists end to end.

    >>> gathered([("id", "1"), ("nom", "A"), ("id", ["2", "3"])])
    {'id': ['1', '2', '3'], 'nom': 'A'}
    """
    built = dict(pairs)
    if len(built) < len(pairs):
        for key in built:
            values = [value for name, value in pairs if name == key]
            if len(values) > 1:
                built[key] = [
                    item
                    for value in values
                    for item in (value if isinstance(value, list) else [value])
                ]
    return built


def _repaired(text: str, name: str) -> tuple[str, tuple[Incident, ...]]:
    """Write what old tools got wrong after a backslash as JSON has it, and count the repairs."""
    halves = lone = 0

    def repair(found: re.Match[str]) -> str:
        nonlocal halves, lone
        halves += bool(found[1])
        lone += bool(found[2])
        return r"\ufffd" if found[1] else r"\\" if found[2] else found[0]

    text = _ESCAPE.sub(repair, text)
    repairs = {"lone-backslashes": lone, "half-characters": halves}
    return text, tuple(Incident.of(kind, name, times=n) for kind, n in repairs.items() if n)


def _broken(text: str, error: json.JSONDecodeError, name: str) -> UnreadableFile:
    place = f"ligne{NBSP}{number(error.lineno)}, caractère{NBSP}{number(error.colno)}"
    cut = "Unterminated" in error.msg or error.pos + _LITERAL > len(text.rstrip())
    if cut:
        last = text.count("\n") + 1
        return UnreadableFile.of("json-cut", name=name, last=number(last), place=place)
    return UnreadableFile.of("json-damaged", name=name, place=place)
