"""From the code of a place to its département and its région.

A postal code, a commune, an arrondissement or a canton begins with its département; Corsica and
overseas have their own rule. A code of région gives the région only; a country gives neither.
A postal code is that of a post office: some communes are served from the next département.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from maillon.base.yaml_files import read_yaml
from maillon.opendata.cleaning.rules import Step, by_distinct, rule

POSTAL = "Code postal"
COMMUNE = "Code commune"
DEPARTMENT = "Code département"
REGION = "Code région"
COUNTRY = "Code pays"
#: Parts of a département, whose codes begin with its own and have no fixed length.
_SMALL = ("Code arrondissement", "Code canton")
_WITHIN = (POSTAL, COMMUNE, DEPARTMENT, *_SMALL)
_FULL_CODE = 5
"""Characters of a postal code or of a code of commune."""
_OVERSEAS = ("97", "98")
#: Corsica: how its postal codes begin, and its codes in small letters.
_CORSICA = {"2A": ("200", "201", "2a"), "2B": ("202", "206", "2b")}
_BETWEEN = "|"
_CODE = "lieuExecution_code"
_KIND = "lieuExecution_typeCode"


@cache
def regions() -> Mapping[str, str]:
    """Return the régions: code → French name.

    >>> regions()["32"]
    'Hauts-de-France'
    """
    return MappingProxyType({code: each["nom"] for code, each in _places()["regions"].items()})


@cache
def region_of() -> Mapping[str, str | None]:
    """Return the région of each département; null for overseas collectivities, which have none.

    >>> region_of()["62"], region_of()["2A"], region_of()["988"]
    ('32', '94', None)
    """
    places = _places()
    within = {
        department: code
        for code, region in places["regions"].items()
        for department in region["departements"]
    }
    return MappingProxyType(within | dict.fromkeys(places["sans_region"]))


@cache
def _places() -> Any:
    return read_yaml(Path(__file__).with_name("places.yaml"))


def department(code: pl.Expr, kind: pl.Expr) -> pl.Expr:
    """Return the département of a code of a kind; null when it is in none, or not said.

    Five characters without a kind are a postal code or a commune: both give the département.

    >>> codes = pl.DataFrame({
    ...     "code": ["59170", "20200", "97400", "2B033", "2", "32", "1000"],
    ...     "kind": [POSTAL, POSTAL, POSTAL, COMMUNE, DEPARTMENT, REGION, None],
    ... })
    >>> codes.select(department(pl.col("code"), pl.col("kind"))).to_series().to_list()
    ['59', '2B', '974', '2B', '02', None, None]
    """
    code_of_kind = pl.concat_str(kind.fill_null(""), code, separator=_BETWEEN)
    return by_distinct(code_of_kind, _department, pl.String())


@cache
def _department(code_of_kind: str) -> str | None:
    kind, _, code = code_of_kind.partition(_BETWEEN)
    size = len(code)
    if (kind in (POSTAL, COMMUNE) and size == _FULL_CODE - 1) or (kind, size) == (DEPARTMENT, 1):
        code = f"0{code}"  # that a spreadsheet took away
    start = code[:3] if code.startswith(_OVERSEAS) else code[:2]
    within = kind in _WITHIN if kind else size == _FULL_CODE
    plausible = kind in _SMALL or code == start or len(code) == _FULL_CODE
    found = next((half for half, starts in _CORSICA.items() if code.startswith(starts)), start)
    return found if within and plausible and found in region_of() else None


def _matches_kind(code: pl.Expr, kind: pl.Expr) -> pl.Expr:
    """Say whether a code has the length that its kind asks for; null without a kind."""
    size = code.str.len_chars()
    return (
        pl.when(kind.is_in((POSTAL, COMMUNE)))
        .then(size == _FULL_CODE)
        .when(kind == DEPARTMENT)
        .then(size.is_between(2, 3))
        .when(kind.is_not_null())
        .then(statement=True)
    )


def region(code: pl.Expr, kind: pl.Expr, in_department: pl.Expr) -> pl.Expr:
    """Return the région of a place: that of its département, or the code when it is a région's."""
    own = pl.when((kind == REGION) & code.is_in(tuple(regions()))).then(code)
    return pl.coalesce(in_department.replace_strict(dict(region_of()), default=None), own)


def place_steps() -> Iterator[Step]:
    """Yield the steps that add `departement` and `region` to the table of contracts."""
    code, kind, found = pl.col(_CODE), pl.col(_KIND), pl.col("departement")
    yield Step((), (department(code, kind).alias("departement"),))
    yield Step((), (region(code, kind, found).alias("region"),))
    lost = code.is_not_null() & found.is_null() & pl.col("region").is_null()
    other_length = found.is_not_null() & ~_matches_kind(code, kind).fill_null(value=False)
    other_kind = kind.is_in((REGION, COUNTRY)).not_().fill_null(value=True)
    yield Step(
        (
            rule(f"lieu-forme:{_CODE}", other_length),
            rule(f"region-fausse:{_CODE}", lost & (kind == REGION)),
            rule(f"pays:{_CODE}", lost & (kind == COUNTRY)),
            rule(f"lieu-illisible:{_CODE}", lost & other_kind),
        )
    )
