"""Why a field of a contract says nothing: « inconnu » alone would leave people guessing."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

import polars as pl

from maillon.base.wording import NBSP, NNBSP, number
from maillon.opendata.cleaning.texts import is_absence_mark, is_blank
from maillon.opendata.forms.raw import Form

SUFFIX = "_dit"
"""What ends the name of the column that tells what a field holds: one of the codes below."""
_BLANK, _MARK, _TEXT = 1, 2, 3
#: Fields that the formats of 2019 do not have.
_SINCE_2024 = (
    *("considerationsSociales", "considerationsEnvironnementales", "offresRecues"),
    *("marcheInnovant", "sousTraitanceDeclaree"),
)
#: Fields of holders that the consolidated table alone has.
_CONSOLIDATED = ("titulaire_categorie", "titulaire_region_code")
_FORMER = (Form.JSON_2019, Form.XML)


class Why(StrEnum):
    """Why nothing is known; the value says it in French."""

    FORM = "champ absent de ce format"
    FILE = "champ absent ou vide partout"
    BLANK = "champ vide"
    MARK = "sigle d’absence (CDL, MQ…)"
    UNREADABLE = "valeur illisible ou impossible"


Reasons: TypeAlias = tuple[tuple[Why, int], ...]
"""How many contracts each reason explains, the most frequent first."""


def holds(*fields: str) -> pl.Expr:
    """Return what the fields of a row hold, as published: text, a mark of absence or nothing."""
    codes = []
    for field in fields:
        text = pl.col(f"{field}_brut")
        code = pl.when(text.is_null() | is_blank(text)).then(_BLANK).when(is_absence_mark(text))
        codes.append(code.then(_MARK).otherwise(_TEXT).cast(pl.UInt8()))
    return pl.max_horizontal(codes).alias(f"{fields[0]}{SUFFIX}")


def reasons(
    contracts: pl.DataFrame, forms: Mapping[str, Form], unknown: pl.Expr, *fields: str
) -> Reasons:
    """Say why some contracts are unknown, by the first of their fields that holds least.

    Args:
        contracts: with `fichier`, and the columns of :func:`holds` for the fields.
        forms: the form of each file.
        unknown: true where nothing is known.
        fields: the fields that would tell.
    """
    names = [f"{field}{SUFFIX}" for field in fields]
    code = pl.min_horizontal(pl.col(name).fill_null(_BLANK) for name in names)
    empty = pl.all_horizontal((pl.col(name).fill_null(_BLANK) == _BLANK).all() for name in names)
    by_file = contracts.group_by("fichier").agg(
        empty.alias("vide"),
        *((unknown & (code == each)).sum().alias(str(each)) for each in (_BLANK, _MARK, _TEXT)),
    )
    times: dict[Why, int] = dict.fromkeys(Why, 0)
    of_files = by_file.with_columns(pl.col("fichier").cast(pl.String()))
    for file, is_empty, blank, mark, text in of_files.iter_rows():
        absent = _absent(forms.get(file), fields)
        times[(Why.FORM if absent else Why.FILE) if is_empty else Why.BLANK] += blank
        times[Why.MARK] += mark
        # The consolidated table repeats the field, but has no act of subcontracting.
        in_table = forms.get(file) is Form.TABULAR and fields == ("sousTraitanceDeclaree",)
        times[Why.FORM if in_table else Why.UNREADABLE] += text
    explained = ((why, number) for why, number in times.items() if number)
    return tuple(sorted(explained, key=lambda each: -each[1]))


def _absent(form: Form | None, fields: tuple[str, ...]) -> bool:
    """Say whether a format has none of these fields."""
    if form is not Form.TABULAR and set(fields) <= {*_CONSOLIDATED}:
        return True
    return form in _FORMER and set(fields) <= {*_SINCE_2024}


def why_told(found: Reasons) -> str:
    r"""Say reasons in French: alone, or each with its number.

    >>> why_told(((Why.BLANK, 3),))
    'champ vide'
    >>> why_told(((Why.BLANK, 3), (Why.MARK, 1)))
    'champ vide\xa0: 3\u202f; sigle d’absence (CDL, MQ…)\xa0: 1'
    """
    if len(found) == 1:
        return found[0][0].value
    return f"{NNBSP}; ".join(f"{why.value}{NBSP}: {number(times)}" for why, times in found)
