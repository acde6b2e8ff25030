"""What is said of duplicates, in French: how many rows were removed, and each with its twin.

The command line, the workshop and the Word page say the same, in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from maillon.base.wording import NBSP, NNBSP, count, curly, euros, long_date, number
from maillon.opendata.profiling.duplicates import Duplicates, Twin
from maillon.opendata.profiling.lines import first_ones, spaced

#: Characters of an object that are shown.
_OBJECT = 90


def removed_told(found: Duplicates) -> str:
    """Say how many rows were removed, how many are doubtful, and how many lots were kept.

    >>> removed_told(Duplicates())
    'Aucun doublon.'
    """
    text = "Aucun doublon"
    if found.total:
        text = count(found.total, "doublon retiré", "doublons retirés")
    if found.doubtful:
        doubt = count(found.doubtful, "peut-être un second lot", "peut-être des seconds lots")
        text += f", dont {doubt}"
    if found.lots:
        lots = count(found.lots, "marché gardé", "marchés gardés")
        text += (
            f"{NNBSP}; {lots} sous un numéro déjà pris chez le même acheteur, "
            "pour un autre objet ou un autre titulaire"
        )
    return f"{text}."


def twins_told(found: Duplicates, most: int | None = None) -> Iterator[str]:
    """Return a sentence a row removed; after `most` of them, how many are left."""
    sentences = map(twin_told, found.twins)
    return first_ones(sentences, most, "autre doublon retiré", "autres doublons retirés")


def twin_told(twin: Twin) -> str:
    """Say which row was removed, which one is kept, and why."""
    what = "objet inconnu"
    if twin.object:
        what = f"«{NBSP}{shorten(curly(twin.object), _OBJECT, placeholder='…')}{NBSP}»"
    removed = _row(twin.amount, twin.published, twin.file, twin.rank)
    kept = _row(twin.kept_amount, twin.kept_published, twin.kept_file, twin.kept_rank)
    return spaced(
        f"Retirée : id {twin.id}, {what}, {removed}. Gardée : {kept}. "
        f"Pourquoi : même acheteur ({twin.buyer}), même objet, mêmes titulaires ; {twin.kind}."
    )


def _row(amount: float | None, published: date | None, file: str, rank: int) -> str:
    money = "montant inconnu" if amount is None else euros(amount)
    day = f"publiée le {long_date(published)}" if published else "sans date de publication"
    return f"{money}, {day} ({file}, n°{NBSP}{number(rank + 1)})"
