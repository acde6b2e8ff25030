"""Who buys what from whom around Hautebrune: the invented world that the sample is drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from maillon.base.yaml_files import read_yaml
from maillon.opendata.identifiers import fictional_siret

DATA = Path(__file__).with_name("data")
SCENARIO = DATA / "hautebrune-scenario.yaml"
#: Ranks of the fictional SIRET: buyers from 1, firms from 11.
FIRST_BUYER, FIRST_FIRM = 1, 11


@dataclass(frozen=True)
class Buyer:
    """An invented public buyer; `weight` is its share of consultations, `scale` their size."""

    name: str
    siret: str
    place: str
    weight: float
    scale: float


@dataclass(frozen=True)
class Firm:
    """An invented firm, with its size class (PME, ETI or GE) and its département."""

    name: str
    siret: str
    size: str
    departement: str


@dataclass(frozen=True)
class Lot:
    """What may be bought: its subject, CPV code, amounts in euros and duration in months."""

    subject: str
    cpv: str
    low: float
    high: float
    months: int

    @property
    def kind(self) -> str:
        """« Travaux », « Services » or « Fournitures », by the division of the CPV.

        >>> Lot("Peinture", "45442100", 1, 2, 8).kind
        'Travaux'
        """
        return kind_of(self.cpv)


@dataclass(frozen=True)
class Family:
    """A purchase family: how often it is bought, and how likely its considerations are."""

    id: str
    consultations: int
    lots_at_once: tuple[int, int]
    offers: float
    environment: float
    social: float
    lots: tuple[Lot, ...]
    firms: tuple[Firm, ...]


@dataclass(frozen=True)
class Scenario:
    """The whole invented world.

    Attributes:
        buyers: who buys.
        families: what is bought, from whom.
        regions: région of each département.
        ccag: the general conditions of each kind of purchase.
        traps: what is laid on purpose, by the name of the trap.
        columns: those of the tabular form that the sample fills.
    """

    buyers: tuple[Buyer, ...]
    families: tuple[Family, ...]
    regions: Mapping[str, str]
    ccag: Mapping[str, str]
    traps: Mapping[str, Any]
    columns: tuple[str, ...]

    @property
    def firms(self) -> dict[str, Firm]:
        """Every firm, by its SIRET."""
        return {firm.siret: firm for family in self.families for firm in family.firms}


def kind_of(cpv: str) -> str:
    """Return the kind of purchase of a CPV code: works are division 45, services 50 and above.

    >>> kind_of("15300000"), kind_of("90911200")
    ('Fournitures', 'Services')
    """
    division = int(cpv[:2])
    if division == 45:
        return "Travaux"
    return "Services" if division >= 50 else "Fournitures"


@cache
def scenario() -> Scenario:
    """Read the invented world of `hautebrune-scenario.yaml`.

    >>> [buyer.name for buyer in scenario().buyers][:1]
    ['Communauté urbaine de Hautebrune']
    >>> len(scenario().families)
    8
    """
    read = read_yaml(SCENARIO)
    buyers = (
        Buyer(siret=fictional_siret(rank), **row)
        for rank, row in enumerate(read["buyers"], FIRST_BUYER)
    )
    families, rank = [], FIRST_FIRM
    for row in read["families"]:
        families.append(_family(row, rank))
        rank += len(row["firms"])
    columns = tuple(name for group in read["tabular_columns"] for name in group)
    own = {name: read[name] for name in ("regions", "ccag", "traps")}
    return Scenario(tuple(buyers), tuple(families), columns=columns, **own)


def _family(row: Mapping[str, Any], first: int) -> Family:
    """Build a family; its firms take the fictional SIRET from rank `first` on."""
    lots = (
        Lot(lot["objet"], lot["cpv"], 1000 * low, 1000 * high, lot["months"])
        for lot in row["lots"]
        for low, high in [lot["amount"]]
    )
    firms = (
        Firm(firm["name"], fictional_siret(rank), firm["size"], firm["place"])
        for rank, firm in enumerate(row["firms"], first)
    )
    return Family(**{**row, "lots": tuple(lots), "firms": tuple(firms)})
