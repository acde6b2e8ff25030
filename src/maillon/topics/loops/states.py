"""Questions on the loops of a canteen: what a setting gives, in the form and when marked.

A marker never trusts a displayed number: it runs the model again on the recorded setting.
The goals are public (they stand in the question), so nothing here is a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from maillon.maps.loops import LoopSearch, find_loops
from maillon.sheet.marking import Checks
from maillon.topics.loops.model.canteen import CANTEEN, PRODUCE_LOOP, WASTE_LOOP
from maillon.workshops.texts import say

KEPT_BALANCING = 2
_say = partial(say, "mur-des-boucles")


def canteen_cut(setting: Mapping[str, Any]) -> Checks:
    """Check that cutting the arrow `fleche` of the canteen map removes its two reinforcing loops.

    Balancing loops must stay, at least two: else neither removal counts.
    """
    left = find_loops(CANTEEN.without(str(setting["fleche"]).replace("-", ">")))
    if len(left.balancing) < KEPT_BALANCING:
        return [(False, _say("no-brake")), (False, _say("common"))]
    return [
        (not _walks(left, PRODUCE_LOOP), _say("guests")),
        (not _walks(left, WASTE_LOOP), _say("plates")),
    ]


def _walks(search: LoopSearch, walk: tuple[str, ...]) -> bool:
    return any(set(loop.ids) == set(walk) for loop in search)
