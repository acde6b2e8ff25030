"""The twelve places to act on a system, from the weakest to the strongest, in a buyer's hand.

The list and its order are D. Meadows', *Leverage Points: Places to Intervene in a System*,
Sustainability Institute, 1999 (summary read:
http://nautilus.org/gps/solving/places-to-intervene-in-a-system/). The examples from public
procurement are this course's own reading: they start a discussion, they measure nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FLOORS", "RUNGS", "Rung"]


@dataclass(frozen=True, slots=True)
class Rung:
    """One place to act: 12 is the weakest, 1 the strongest; `floor` groups three of them."""

    number: int
    name: str
    example: str
    floor: str


FLOORS = ("Ce que l’on vise", "Les règles du jeu", "Les boucles", "Les réglages")
"""The four floors of the course, strongest first; three rungs each."""

RUNGS = (
    Rung(1, "Changer de regard", "chantier d’exploration", FLOORS[0]),
    Rung(2, "Le regard", "de « fournisseur » à « partenaire »", FLOORS[0]),
    Rung(3, "Le but", "SPASER", FLOORS[0]),
    Rung(4, "La liberté d’évoluer", "plan de progrès, achat innovant", FLOORS[1]),
    Rung(5, "Les règles", "règlement de consultation simplifié", FLOORS[1]),
    Rung(6, "L’information", "motifs et délais de paiement publiés", FLOORS[1]),
    Rung(7, "Les boucles R", "reconduction liée aux progrès", FLOORS[2]),
    Rung(8, "Les boucles B", "suivi d’exécution, médiation", FLOORS[2]),
    Rung(9, "Les retards", "temps de réponse, délai de paiement", FLOORS[2]),
    Rung(10, "Les circuits", "découpage en lots", FLOORS[3]),
    Rung(11, "Les réserves", "avance, stock", FLOORS[3]),
    Rung(12, "Les nombres", "poids d’un critère, taux de pénalité", FLOORS[3]),
)
"""The twelve rungs, strongest first."""
