"""Questions on published contracts: what a way of adding up gives, found again when marked.

As in `topics.first_steps.states`, the goals are public, so nothing here is a key. The contracts
are the fictional sample of Hautebrune, read again from the file that the course ships: it may be
drawn again without a change here. The ways of adding up are those of
`opendata.profiling.amount_reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from maillon.base.wording import NBSP, NNBSP, count, euros
from maillon.opendata import sample
from maillon.opendata.profiling.amount_reading import AmountReading, Change, Unit
from maillon.opendata.profiling.duplicates import find_duplicates
from maillon.opendata.reading import Dataset, read
from maillon.sheet.marking import Checks

WANTED = AmountReading(Unit.CONTRACT, duplicates=False, change=Change.IGNORED)
"""What the council asks for: what was signed at the start, each contract once."""
KEPT = {"oui": True, "non": False}
"""What each option says of the contracts published twice: whether both count."""
_SAME = 0.5
"""Two totals are the same under half a euro."""


def told(setting: Mapping[str, Any]) -> list[str]:
    """Say the total that a reading gives, then what the removal of duplicates sets aside.

    `setting` holds `unite` (`titulaire` or `marche`), `doublons` (`oui` if both publications
    count, or `non`) and `modifications` (`depart`, `total`, `ecart` or `cas-par-cas`).
    """
    reading = _reading(setting)
    lines = [f"Total lu{NBSP}: {euros(_total(reading))}."]
    removed = _removed()
    if not reading.duplicates and removed:
        lines.append(f"{count(removed, 'publication écartée', 'publications écartées')}.")
    return lines


def reading_checks(setting: Mapping[str, Any]) -> Checks:
    """Check that a reading counts each contract once, then that it keeps the initial amounts.

    Each check adds up again with that choice alone changed: it fails if the total moves.
    """
    chosen = _reading(setting)
    once = AmountReading(chosen.unit, chosen.duplicates, WANTED.change)
    initial = AmountReading(WANTED.unit, WANTED.duplicates, chosen.change)
    return [(_gap(once) < _SAME, _counted_again(chosen)), (_gap(initial) < _SAME, _moved(initial))]


def _counted_again(chosen: AmountReading) -> str:
    """Say what makes a contract count more than once, one cause at a time."""
    if chosen.unit is Unit.HOLDER:
        extra = _gap(AmountReading(chosen.unit, WANTED.duplicates, WANTED.change))
        return (
            f"Un montant par titulaire ajoute {euros(extra)}. Combien pèse alors un marché que "
            f"plusieurs entreprises tiennent ensemble{NNBSP}?"
        )
    extra = _gap(AmountReading(WANTED.unit, chosen.duplicates, WANTED.change))
    return (
        f"Garder les doublons ajoute {euros(extra)}. Un marché publié de nouveau pour déclarer un "
        "sous-traitant n’a pas été signé deux fois."
    )


def _moved(reading: AmountReading) -> str:
    """Say what a way of reading modifications changes, beside what the council asks for."""
    extra = euros(_gap(reading))
    return {
        Change.DIFFERENCE: (
            f"Ajouter les modifications en entier change le total de {extra}. Le format demande "
            f"un nouveau total{NBSP}: le départ compte alors deux fois."
        ),
        Change.TOTAL: (
            f"Remplacer le départ par la modification change le total de {extra}. Quand on a "
            "saisi le seul écart, presque tout le marché s’efface."
        ),
        Change.JUDGED: (
            f"C’est la valeur probable d’aujourd’hui, à {extra} du départ. Le conseil demande ce "
            "qui a été signé, avant toute modification."
        ),
        Change.IGNORED: "",
    }[reading.change]


def _reading(setting: Mapping[str, Any]) -> AmountReading:
    return AmountReading(
        Unit(str(setting["unite"])),
        KEPT[str(setting["doublons"])],
        Change(str(setting["modifications"])),
    )


def _gap(reading: AmountReading) -> float:
    """How far a total stands from the one asked for, in euros."""
    return abs(_total(reading) - _total(WANTED))


@cache
def _total(reading: AmountReading) -> float:
    return reading.total(_sample())


@cache
def _removed() -> int:
    tables = _sample().cleaned.tables
    return find_duplicates(tables.contracts, tables.holders).height


@cache
def _sample() -> Dataset:
    return read([sample.NATIVE])
