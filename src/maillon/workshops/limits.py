"""Under *Limites du modèle*: in how many neighbouring cases a surprise holds, and where it fails.

The shares were counted beforehand; only the search for a counter-example runs the model.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from maillon.base.wording import NBSP, capitalised, count, number
from maillon.widgets import controls
from maillon.workshops.robustness import Claim, Share

#: How many draws one press of the button looks through.
TRIES = 300
#: How many changes of a counter-example are told one by one.
MOST_TOLD = 8
SEARCH = "Chercher un cas où cela ne tient pas"
NEIGHBOUR = (
    "Un cas voisin est le même modèle, avec d’autres nombres. "
    "Ils sont tirés au hasard, chacun dans sa plage."
)


class LimitsStep:
    """The claims of one workshop, their shares, their boxes, and the search for what fails."""

    def __init__(self, claims: Sequence[Claim], shares: Sequence[Share]) -> None:
        self._claims = dict(zip((claim.id for claim in claims), claims, strict=True))
        self._shares = dict(zip(self._claims, shares, strict=True))
        # Not the draws that were counted: pressing again goes on with new ones.
        self._rngs = {claim.id: random.Random(claim.seed + 1) for claim in claims}
        self._tried = dict.fromkeys(self._claims, 0)
        options = [(claim.id, capitalised(claim.label)) for claim in claims]
        self._chosen = controls.select("La phrase à éprouver", options)
        self._box = controls.sentence()
        self._search = controls.buttons(("search", SEARCH))
        self._found = controls.sentence()
        self._chosen.on_value(lambda _value: self._turn())
        self._search.on_click(lambda _button: self._look())
        self._turn()

    @property
    def box(self) -> Sequence[Any]:
        """What the step shows."""
        lines = [
            f"{capitalised(claim.label)}. {self._shares[name].sentence} {claim.remark}".strip()
            for name, claim in self._claims.items()
        ]
        told = controls.sentence("Dans combien de cas voisins cela tient-il ?", *lines, NEIGHBOUR)
        told.add_class("maillon-headed")
        return [told, self._chosen, self._box, self._search, self._found]

    def _claim(self) -> Claim:
        return self._claims.get(self._chosen.value) or next(iter(self._claims.values()))

    def _turn(self) -> None:
        claim = self._claim()
        drawn = (
            f"{number(claim.draws)} tirages, graine {claim.seed}{NBSP}: "
            "les refaire donne le même compte."
        )
        ranges = [f"• {capitalised(line)}." for line in claim.box.ranges]
        controls.tell(self._box, ["Les nombres tirés, et leurs plages :", *ranges, drawn])
        controls.tell(self._found, [])

    def _look(self) -> None:
        claim = self._claim()
        found = claim.counter_example(self._rngs[claim.id], TRIES)
        self._tried[claim.id] += found[0] if found else TRIES
        tried = count(self._tried[claim.id], "nouveau tirage", "nouveaux tirages")
        if found is None:
            none = f"Aucun cas contraire en {tried}. Cela ne prouve pas qu’il n’y en ait aucun."
            controls.tell(self._found, [none])
            return
        _rank, case, outcome = found
        changes = claim.box.changes(case)
        lines = [f"Un cas où cela ne tient pas, trouvé en {tried}."]
        if changes:
            lines += ["Il suffit de changer :", *(f"• {change}." for change in changes[:MOST_TOLD])]
            if len(changes) > MOST_TOLD:
                lines.append(f"• et {len(changes) - MOST_TOLD} autres.")
        else:
            lines.append("Les nombres de départ y suffisent.")
        controls.tell(self._found, [*lines, f"Le modèle y dit : {outcome.told}"])
