"""The purchases of Hautebrune that N5 and its chapter compare, read from the territory.

Models take plain numbers and the territory holds them: this is the one place where both meet.
"""

from __future__ import annotations

from pathlib import Path

from maillon import territory
from maillon.base.yaml_files import read_yaml
from maillon.topics.footprint_and_cost.model.footprint import (
    PER_KEUR,
    PER_UNIT,
    EmissionFactor,
    Purchase,
    relative_change,
)
from maillon.topics.footprint_and_cost.model.hot_spots import HeatMap, Score
from maillon.topics.footprint_and_cost.model.life_cycle_cost import Option

CHAIRS = ("neuve", "durable", "occasion")
"""The three school chairs, by the name of their row."""
COMPUTERS = ("neuf", "reconditionne", "reconditionne-4-ans")
"""The laptops, by the name of their row."""
MONEY = "facteur_monetaire"
"""The monetary factor of furniture whose year is known."""
DISPUTED = "facteur_monetaire_suivant"
"""Another version of it: those who quote it disagree on its year, so that it has none here."""
PLASTIC_CHAIR = HeatMap(
    {
        (stage, impact): Score(*score)
        for impact, stages in read_yaml(Path(__file__).with_name("plastic_chair.yaml")).items()
        for stage, score in stages.items()
    }
)
"""An invented example; its climate column alone follows a study."""
FURNITURE = "mobilier"
IT = "informatique"


def monetary_factor(name: str = MONEY) -> EmissionFactor:
    """Return a monetary factor of furniture, `MONEY` or `DISPUTED`.

    Raises:
        OutOfModel: the factor has no year, as the disputed one.
    """
    return _factor(name, PER_KEUR)


def version_gap() -> float:
    """Return by what share `DISPUTED` exceeds `MONEY`: what a change of version does."""
    return relative_change(*(territory.value(FURNITURE, name) for name in (MONEY, DISPUTED)))


def physical_factor(kind: str) -> EmissionFactor:
    """Return the physical factor of a chair of `CHAIRS`."""
    return _factor(f"carbone_{kind}", PER_UNIT)


def chairs(kind: str = CHAIRS[0]) -> Purchase:
    """Return the chairs that the school asks for, of a kind of `CHAIRS`."""
    return Purchase(need(), list_price(kind), physical_factor(kind), lifetime(kind))


def list_price(kind: str) -> float:
    """Return the price of a chair, in euros without tax."""
    return territory.table(FURNITURE, "chaises").row(kind).number("prix")


def lifetime(kind: str) -> float:
    """Return how long a chair serves, in years."""
    return territory.value(FURNITURE, f"duree_{kind}")


def need(*, reduced: bool = False) -> float:
    """Return how many places the school asks for, or needs once somebody talked it over."""
    return territory.value(FURNITURE, "besoin_reduit" if reduced else "besoin_initial")


def chair_option(kind: str) -> Option:
    """Return a chair as something to keep: it neither costs in use nor sells back."""
    label = territory.table(FURNITURE, "chaises").row(kind).label
    return Option(label, list_price(kind), 0, 0, 0, lifetime(kind))


def computer(name: str) -> Option:
    """Return a laptop of `COMPUTERS`."""
    row = territory.table(IT, "ordinateurs").row(name)
    return Option(
        row.label.split(",")[0],
        price=row.number("prix"),
        energy=row.number("energie"),
        upkeep=row.number("entretien"),
        resale=row.number("reprise"),
        years=row.number("duree"),
    )


def discount_rate() -> float:
    """Return the discount rate of the exercise, as a share a year."""
    return territory.value(IT, "taux_actualisation")


def _factor(name: str, unit: str) -> EmissionFactor:
    found = territory.family(FURNITURE).magnitude(name)
    return EmissionFactor(
        label=found.label,
        value=found.value,
        unit=unit,
        year=found.year,
        source=found.source.title if found.source else "inventé pour le cours",
        status=found.status,
    )
