"""How a data set was read, in a few French sentences for a page; the report has every case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from maillon.base.wording import NBSP, count, number
from maillon.opendata.profiling.lines import first_ones, spaced
from maillon.opendata.profiling.profile import Profile
from maillon.opendata.profiling.twins_told import removed_told
from maillon.opendata.reading import Dataset, skipped_notice

#: The cases of each kind that are told; the others are counted.
CASES = 5
#: The rules of cleaning that are told; the others are counted.
RULES = 8


def reading_told(dataset: Dataset, found: Profile) -> list[str]:
    """Say how files were read: forms, incidents, non-conforming contracts, duplicates, rules."""
    return [
        *_files(dataset),
        *_incidents(dataset),
        *_nonconforming(dataset),
        removed_told(found.duplicates),
        *_rules(found),
    ]


def _files(dataset: Dataset) -> Iterator[str]:
    lines = (
        f"{reading.name}{NBSP}: {reading.form.label}, {count(reading.lines, 'ligne')}."
        for reading in dataset.readings
    )
    yield from first_ones(lines, CASES, "autre fichier", "autres fichiers")
    if dataset.skipped:
        yield skipped_notice(dataset.skipped)


def _incidents(dataset: Dataset) -> Iterator[str]:
    lines = (
        f"{'À savoir' if item.kept else 'Non lu'}{NBSP}: {spaced(item.reason)}"
        for reading in dataset.readings
        for item in reading.incidents
    )
    return first_ones(lines, CASES, "autre incident de lecture", "autres incidents de lecture")


def _nonconforming(dataset: Dataset) -> Iterator[str]:
    broken = [item for reading in dataset.readings for item in reading.nonconforming]
    if not broken:
        return
    yield (
        f"{count(len(broken), 'marché s’écarte', 'marchés s’écartent')} du format officiel, et "
        f"{'est compté' if len(broken) == 1 else 'sont comptés'} tout de même."
    )
    for item in broken[:CASES]:
        name = item.id or f"Marché n°{NBSP}{item.rank + 1}"
        yield f"{name}{NBSP}: {count(len(item.faults), 'écart')} au format."


def _rules(found: Profile) -> Iterator[str]:
    """Yield what cleaning touched most, the columns of one rule added up."""
    touched: Counter[str] = Counter()
    for rule in found.cleaning:
        touched[rule.label] += rule.touched
    lines = [
        f"{number(times)} fois{NBSP}: {label}." for label, times in touched.most_common() if times
    ]
    if lines:
        yield f"Ce que le nettoyage a touché, doublons et modifications compris{NBSP}:"
    yield from first_ones(lines, RULES, "autre règle de nettoyage", "autres règles de nettoyage")
