"""Questions on the loops of a canteen: what a setting gives, in the form and when marked.

A marker never trusts a displayed number: it runs the model again on the recorded setting.
The goals are public (they stand in the question), so nothing here is a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillon.maps.loops import LoopSearch, find_loops
from maillon.sheet.marking import Checks
from maillon.topics.loops.model.canteen import CANTEEN, PRODUCE_LOOP, WASTE_LOOP

KEPT_BALANCING = 2


def canteen_cut(setting: Mapping[str, Any]) -> Checks:
    """Check that cutting the arrow `fleche` of the canteen map removes its two reinforcing loops.

    Balancing loops must stay, at least two: else neither removal counts.
    """
    left = find_loops(CANTEEN.without(str(setting["fleche"]).replace("-", ">")))
    if len(left.balancing) < KEPT_BALANCING:
        lost = (
            "Il ne reste pas assez de boucles B : vous avez coupé les freins, et les boucles R "
            "n’ont plus rien devant elles."
        )
        return [(False, lost), (False, "Cherchez une flèche commune aux deux boucles R.")]
    return [
        (
            not _walks(left, PRODUCE_LOOP),
            (
                "La boucle R des convives (qualité, fréquentation, recettes) tourne encore : "
                "votre flèche n’est pas sur son chemin."
            ),
        ),
        (
            not _walks(left, WASTE_LOOP),
            (
                "La boucle R des assiettes (qualité, gaspillage, budget) tourne encore : "
                "votre flèche n’est pas sur son chemin."
            ),
        ),
    ]


def _walks(search: LoopSearch, walk: tuple[str, ...]) -> bool:
    return any(set(loop.ids) == set(walk) for loop in search)
