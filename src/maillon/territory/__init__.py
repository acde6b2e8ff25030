"""The fictional territory of the course and its purchase families, as dated, sourced data.

Every magnitude says its unit, its status (`sourcé`, `hypothèse` or `fictif`) and where it comes
from. No number of law lies here: those are in `maillon.law`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from maillon.base.yaml_files import RegistryError as RegistryError
from maillon.territory.families import Body as Body
from maillon.territory.families import Family as Family
from maillon.territory.families import Place as Place
from maillon.territory.loading import PLACE, read_families, read_place
from maillon.territory.magnitudes import Column as Column
from maillon.territory.magnitudes import Magnitude as Magnitude
from maillon.territory.magnitudes import Row as Row
from maillon.territory.magnitudes import Source as Source
from maillon.territory.magnitudes import Status as Status
from maillon.territory.magnitudes import Table as Table
from maillon.territory.magnitudes import UnknownName as UnknownName
from maillon.territory.magnitudes import find

#: Days a year on which the school canteens of the territory serve: a teaching magnitude.
SERVICE_DAYS_PER_YEAR = 140
#: The files that the course ships.
DATA = Path(__file__).parent / "data"


@cache
def place() -> Place:
    """Return the territory itself.

    Raises:
        RegistryError: its file cannot be used.

    >>> place().label
    'Communauté urbaine de Hautebrune'
    """
    return read_place(DATA / PLACE)


def families() -> tuple[Family, ...]:
    """Return the purchase families, in the order of the course.

    Raises:
        RegistryError: a file cannot be used.

    >>> len(families())
    8
    """
    return tuple(_families().values())


def family(family_id: str) -> Family:
    """Return a purchase family.

    Raises:
        UnknownName: the territory has no such family; the message gives the nearest ones.
        RegistryError: a file cannot be used.

    >>> family("mobilier").label
    'Mobilier'
    """
    return find(_families(), family_id, wanted="famille d’achats", place="Le territoire")


def value(family_id: str, magnitude_id: str) -> float:
    """Return the number of a magnitude, in the unit that the magnitude states.

    Raises:
        UnknownName: there is no such family, or it has no such magnitude.
        RegistryError: a file cannot be used.

    >>> value("mobilier", "besoin_reduit")
    120.0
    """
    return family(family_id).magnitude(magnitude_id).value


def table(family_id: str, table_id: str) -> Table:
    """Return a table of a family.

    Raises:
        UnknownName: there is no such family, or it has no such table.
        RegistryError: a file cannot be used.

    >>> table("restauration-scolaire", "maillons").row("barquettes").number("ttr")
    60.0
    """
    return family(family_id).table(table_id)


@cache
def _families() -> dict[str, Family]:
    return read_families(DATA)
