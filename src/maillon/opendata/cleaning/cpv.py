"""Codes of the common procurement vocabulary (CPV): eight digits, and the division they begin with.

Source: Regulation (EC) 213/2008; the ninth digit, after a hyphen, only checks the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import polars as pl

from maillon.base.yaml_files import read_yaml
from maillon.opendata.cleaning.rules import Step, rule

_CHECK_DIGIT = r"^([0-9]{8})-?[0-9]$"
_SHORT = r"^[0-9]{2,7}$"
#: A spreadsheet takes the zero of divisions 03 and 09 away; 3… and 9… may then be either.
_LOST_ZERO = r"^[39][0-9]{6}$"


@cache
def divisions() -> Mapping[str, str]:
    """Return the 45 divisions: two digits → short French name.

    >>> len(divisions()), divisions()["45"]
    (45, 'Travaux')
    """
    return MappingProxyType(read_yaml(Path(__file__).with_name("divisions.yaml")))


def division_name(code: str) -> str:
    """Name a division; what is no division is said to be unknown.

    >>> division_name("15"), division_name("00")
    ('Alimentation', 'Division inconnue')
    """
    return divisions().get(code, "Division inconnue")


def cpv_steps() -> Iterator[Step]:
    """Yield the steps that write CPV codes in eight digits and add their `division`."""
    text = pl.col("codeCPV")
    bare = text.str.replace_all(r"[\s.]", "")
    yield Step((rule("cpv-espaces:codeCPV", text != bare),), (bare.alias("codeCPV"),))
    short = text.str.contains(_SHORT) & ~text.str.contains(_LOST_ZERO)
    without_check = text.str.replace(_CHECK_DIGIT, "$1")
    yield Step(
        (
            rule("cpv-cle:codeCPV", text.str.contains(_CHECK_DIGIT)),
            rule("cpv-court:codeCPV", short),
        ),
        (pl.when(short).then(text.str.pad_end(8, "0")).otherwise(without_check).alias("codeCPV"),),
    )
    division = text.str.slice(0, 2)
    known = text.str.contains(r"^[0-9]{8}$") & division.is_in(tuple(divisions()))
    yield Step(
        (rule("cpv-inconnu:codeCPV", text.is_not_null() & ~known),),
        (pl.when(known).then(division).alias("division"),),
    )
