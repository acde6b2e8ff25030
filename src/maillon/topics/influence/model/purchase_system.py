"""The ten variables of the workshop « Qui entraîne qui ? »: who drives whom, and which way.

Invented for the course (« fictif »): the intensities are those of a group that never met, and
the weights were chosen so that the two lessons of the workshop can be seen. A hand count of other
cards may tell another story; nothing here is a measurement.

Each weight keeps to the intensity of its pair: 0.1 to 0.3 for 1, 0.4 to 0.6 for 2, 0.7 to 1 for 3.
"""

from __future__ import annotations

from maillon.topics.influence.model.cross_impact import InfluenceMatrix
from maillon.topics.influence.model.fuzzy_map import FuzzyMap

STATUS = "fictif"
"""Status of every intensity and weight, to be printed beside them."""

DEMANDS = "exigence du cahier des charges"
SOUNDING = "sourçage"
EFFORT = "effort de réponse"
OFFERS = "nombre d’offres"
PRICE = "prix payé"
CASH = "trésorerie des entreprises"
WORKLOAD = "charge du service achats"
FOLLOW_UP = "suivi d’exécution"
TRUST = "confiance"
IMPACT = "impact réel"

LABELS = (
    DEMANDS, SOUNDING, EFFORT, OFFERS, PRICE, CASH, WORKLOAD, FOLLOW_UP, TRUST, IMPACT,
)  # fmt: skip
"""The variables, in the order of the cards."""

_ARROWS: dict[tuple[str, str], tuple[int, float]] = {
    (DEMANDS, EFFORT): (3, 1.0),
    (DEMANDS, OFFERS): (2, -0.6),
    (DEMANDS, PRICE): (2, 0.6),
    (DEMANDS, WORKLOAD): (1, 0.1),
    (DEMANDS, IMPACT): (2, 0.6),
    (SOUNDING, DEMANDS): (3, 0.7),
    (SOUNDING, EFFORT): (1, -0.1),
    (SOUNDING, OFFERS): (1, 0.1),
    (SOUNDING, TRUST): (2, 0.4),
    (EFFORT, OFFERS): (3, -1.0),
    (EFFORT, PRICE): (2, 0.6),
    (EFFORT, CASH): (1, -0.3),
    (OFFERS, PRICE): (2, -0.4),
    (OFFERS, WORKLOAD): (1, 0.3),
    (PRICE, DEMANDS): (2, -0.6),
    (PRICE, CASH): (2, 0.4),
    (PRICE, IMPACT): (2, -0.6),
    (CASH, OFFERS): (1, 0.1),
    (CASH, WORKLOAD): (1, -0.3),
    (CASH, TRUST): (1, 0.1),
    (CASH, IMPACT): (1, 0.1),
    (WORKLOAD, SOUNDING): (2, -0.6),
    (WORKLOAD, FOLLOW_UP): (3, -1.0),
    (FOLLOW_UP, WORKLOAD): (2, 0.6),
    (FOLLOW_UP, TRUST): (1, 0.1),
    (FOLLOW_UP, IMPACT): (3, 0.9),
    (TRUST, EFFORT): (1, -0.1),
    (TRUST, OFFERS): (3, 0.7),
    (TRUST, PRICE): (1, -0.1),
    (TRUST, WORKLOAD): (1, -0.1),
    (IMPACT, DEMANDS): (1, 0.1),
    (IMPACT, TRUST): (2, 0.4),
}

INFLUENCE = InfluenceMatrix.from_pairs(LABELS, {pair: a[0] for pair, a in _ARROWS.items()})
"""Direct influences, 0 (none) to 3 (strong): row drives column."""

FUZZY = FuzzyMap.from_pairs(LABELS, {pair: a[1] for pair, a in _ARROWS.items()})
"""The same pairs with a sign and a weight between −1 and 1."""
