"""What the sample's amounts say, read one way or another: the surprise and the challenge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from maillon.base.wording import NBSP, count, euros, percent
from maillon.opendata import sample
from maillon.opendata.profiling.amount_reading import AmountReading, Change, RowSums, Unit, row_sums
from maillon.opendata.profiling.profile import profile
from maillon.opendata.reading import read
from maillon.topics.contracts.pictures.concentration import duplicates_told
from maillon.widgets import controls
from maillon.workshops.frame import Workshop, bench

#: The readings that the challenge proposes at first: the naive ones.
NAIVE = AmountReading(Unit.HOLDER, duplicates=True, change=Change.DIFFERENCE)
RIGHT = AmountReading()
UNITS = [
    (Unit.HOLDER.value, "Chaque montant, une fois par titulaire"),
    (Unit.CONTRACT.value, "Chaque montant, une fois par marché"),
]
DUPLICATES = [("oui", "Gardés"), ("non", "Retirés")]
CHANGES = [
    (Change.DIFFERENCE.value, "Comme un écart, à ajouter"),
    (Change.TOTAL.value, "Comme un nouveau total, qui remplace"),
    (Change.IGNORED.value, f"Sans les lire{NBSP}: montant de départ"),
    (Change.JUDGED.value, "Au cas par cas, selon sa taille"),
]


def comparison(workshop: Workshop) -> Sequence[Any]:
    """Say beside the bet what the rows of the table add up to, and what one family loses."""
    sums = _table_sums()
    portrait = profile(read([sample.NATIVE]))
    moved = max(
        portrait.divisions,
        key=lambda row: abs((row.before.amount or 0) - (row.after.amount or 0)),
    )
    lines = workshop.said(
        "surprise",
        sums=sums,
        rows=count(sums.rows, "ligne"),
        contracts=count(sums.contracts, "marché", "marchés"),
        duplicates=duplicates_told(moved),
        portrait=portrait,
    )
    told = workshop.against_bet(
        outcome(sums.overstatement),
        *lines,
        right="C’est ce que l’on trouve.",
        wrong="Le calcul dit autre chose.",
    )
    return [told]


def challenge(workshop: Workshop) -> Sequence[Any]:
    """Build the challenge: read the amounts so that the total is the one of reference."""
    dataset = read([sample.NATIVE])
    unit = controls.radio("Ce que l’on additionne", UNITS, start=NAIVE.unit.value)
    duplicates = controls.radio("Les doublons", DUPLICATES, start="oui")
    change = controls.radio("Le montant d’une modification", CHANGES, start=NAIVE.change.value)
    right = RIGHT.total(dataset)
    start = controls.sentence(
        f"Ici, on part du format officiel, pas du tableau{NBSP}: d’où un total pressé de "
        f"{euros(NAIVE.total(dataset))}, et non de {euros(_table_sums().naive)}.",
    )

    def judge() -> tuple[list[str], bool]:
        reading = AmountReading(Unit(unit.value), duplicates.value == "oui", Change(change.value))
        total = reading.total(dataset)
        lines = [
            f"Total lu{NBSP}: {euros(total)}, soit {_gap(total / right)}.",
            workshop.said(f"advice-{overlooked(reading)}")[0],
        ]
        return lines, reading == RIGHT

    readings = [unit, duplicates, change]
    return [start, bench(readings, [workshop.goal(judge, readings)])]


def _table_sums() -> RowSums:
    """Add up the rows of the consolidated table of the sample, then its contracts."""
    rows = pl.scan_csv(sample.TABULAR, infer_schema=False)
    return row_sums(rows, read([sample.TABULAR]))


def outcome(overstatement: float) -> str:
    """Return the option of the bet that the sum of the rows bears out."""
    for option, highest in (("same", 1.1), ("third", 1.7), ("double", 2.5), ("triple", 4.0)):
        if overstatement < highest:
            return option
    return "more"


def overlooked(reading: AmountReading) -> str:
    """Return the name of what a reading of the amounts overlooks, one thing at a time."""
    if reading.unit is Unit.HOLDER:
        return "holder"
    return "duplicates" if reading.duplicates else reading.change.value


def _gap(ratio: float) -> str:
    if abs(ratio - 1) < 0.0005:
        return "le total de référence"
    word = "de plus" if ratio > 1 else "de moins"
    return f"{percent(abs(ratio - 1), 1)} {word} que la référence"
