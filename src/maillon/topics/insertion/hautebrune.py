"""The lots, the pool and the label of Hautebrune that N9 and its chapter use.

Models take plain numbers and the territory holds them: this is the one place where both meet.
"""

from __future__ import annotations

from maillon import law, territory
from maillon.law.figures import figure
from maillon.topics.insertion.model.compliance import Sanction
from maillon.topics.insertion.model.delivery import Clause, Lot

WORKS = ("peinture", "maconnerie", "charpente-metallique")
"""The lots of works, by the name of their row."""
CLEANING = "nettoyage"
"""The lot of services."""
SCHOOL = "renovation-ecole"
START = Clause(effort=0.10, sanction=Sanction(follow_up=0.05, penalty=40.0))
"""The clause that the workshop starts from, on every lot: its checks do not suffice."""
AMBITIOUS = Clause(effort=0.20, sanction=START.sanction)
"""The same clause, whose promise is beyond the pool: what the chapter shows."""


def lots() -> dict[str, Lot]:
    """Return the lots that may hold a clause, by id.

    Works take the hourly cost that the registry gives as an example; cleaning, the labour held in
    the hour that is billed.
    """
    labour, amounts = (territory.table(SCHOOL, name) for name in ("main-oeuvre", "montants-lots"))
    hour = float(figure(law.cite("insertion_heures", None, "cout-horaire")))
    found = {
        name: Lot(
            labour.row(name).label,
            amounts.row(name).number("montant"),
            labour.row(name).number("part"),
            hour,
        )
        for name in WORKS
    }
    surface, price, billed, share = (
        territory.value(CLEANING, name)
        for name in ("surface", "prix_m2", "prix_heure", "part_main_oeuvre")
    )
    label = territory.family(CLEANING).label
    return {**found, CLEANING: Lot(label, surface * price, share, share * billed)}


def hours_each() -> float:
    """Return the hours that one person works in a year."""
    return territory.place().magnitude("heures_par_personne").value


def available() -> float:
    """Return how many persons the territory has for these contracts in a year.

    >>> available()
    8.0
    """
    return territory.place().magnitude("personnes_clauses").value


def pool() -> float:
    """Return the hours that the territory can work in a year."""
    return available() * hours_each()


def seen_in_arras() -> tuple[float, float]:
    """Return the hours a person that Arras had in 2020 and 2021, whole, the fewer first."""
    place = territory.place()
    low, high = sorted(
        float(
            round(
                place.magnitude(f"heures_arras_{year}").value
                / place.magnitude(f"personnes_arras_{year}").value
            )
        )
        for year in (2020, 2021)
    )
    return low, high


def thresholds() -> tuple[float, ...]:
    """Return the cumulated hours of each level of the label."""
    place = territory.place()
    return tuple(place.magnitude(f"label_niveau_{rank}").value for rank in (1, 2))
