"""Workshop « Le mur des boucles »: one arrow more, and how many loops more?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from maillon.base.wording import capitalised
from maillon.maps.drawing.causal_map import causal_map_picture
from maillon.maps.loop import Loop
from maillon.maps.loops import (
    LoopSearch,
    arrow_traffic,
    find_loops,
    loops_gained,
    loops_lost,
    loops_turned,
)
from maillon.maps.model import Arrow, CausalMap
from maillon.maps.sentences import chain, sentence
from maillon.maps.supplier_relation import ADDED_ARROW, SUPPLIER_RELATION
from maillon.topics.loops.claims import CLAIMS, arrow_label
from maillon.widgets import controls
from maillon.workshops.frame import OPEN, Workshop, bench
from maillon.workshops.own_map import own_map_step

FULL = SUPPLIER_RELATION
#: The map before the bet: everything but the arrow that the bet is about.
START = FULL.without(ADDED_ARROW)
NONE = ""
SHOWN_LOOPS = 4
ACTIONS = (("keep", "La laisser"), ("cut", "La couper"), ("flip", "Inverser son signe"))


class MapBench:
    """Arrows to add, cut or flip, and the loops of the map that they make; `moved` follows."""

    def __init__(self, moved: Callable[[], None]) -> None:
        variables = [(variable.id, variable.label) for variable in FULL.variables]
        first_cause = FULL.arrow(ADDED_ARROW).cause
        self._cause = controls.select("Ajouter une flèche, depuis", variables, start=first_cause)
        self._effect = controls.select("vers", self._effects(first_cause), start=NONE)
        self._arrow = controls.select(
            "Une flèche déjà présente",
            [
                (NONE, "Aucune"),
                *((arrow.key, arrow_label(START, arrow)) for arrow in START.arrows),
            ],
            start=NONE,
        )
        self._action = controls.radio("Qu’en faites-vous ?", ACTIONS, start="keep")
        self._loop = controls.select("Surligner une boucle", [(NONE, "Aucune")], start=NONE)
        self._result = controls.sentence()
        self._details = controls.sentence()
        self._reading = controls.sentence()
        self._figure = controls.figure()
        self.settings = [self._cause, self._effect, self._arrow, self._action, self._loop]
        reset = controls.reset(self.settings)
        self._cause.on_value(self._change_cause)
        controls.follow((self._effect, self._arrow, self._action), self._show, moved)
        self._loop.on_value(lambda _value: self._draw())
        results = [self._result, self._figure, self._reading]
        self.box: Sequence[Any] = [bench([*self.settings, reset], results), self._details]

    @staticmethod
    def _effects(cause: str) -> list[tuple[str, str]]:
        """List the arrows that can still leave `cause`, each with its two signs."""
        taken = {arrow.effect for arrow in START.arrows if arrow.cause == cause} | {cause}
        free = [variable for variable in FULL.variables if variable.id not in taken]
        signed = [
            (f"{sign}{variable.id}", f"({word}) {variable.label}")
            for variable in free
            for sign, word in (("-", "−"), ("+", "+"))
        ]
        return [(NONE, "Aucune flèche ajoutée"), *signed]

    def _change_cause(self, cause: str) -> None:
        with self._effect.hold_sync():
            self._effect.options = [list(pair) for pair in self._effects(cause)]
            self._effect.value = NONE

    def _added(self) -> Arrow | None:
        """Return the arrow that the two first lists describe, if they describe one."""
        chosen = self._effect.value
        # The page may send an effect chosen just before the cause changed: it is not offered.
        if not chosen or chosen not in dict(self._effect.options):
            return None
        return Arrow(self._cause.value, chosen[1:], -1 if chosen[0] == "-" else 1)

    def _changed_map(self) -> CausalMap:
        changed = START
        if added := self._added():
            changed = changed.with_arrow(added)
        if self._arrow.value and self._action.value == "cut":
            changed = changed.without(self._arrow.value)
        if self._arrow.value and self._action.value == "flip":
            changed = changed.flipped(self._arrow.value)
        return changed

    @property
    def described(self) -> str:
        """What was done to the arrows, in French."""
        if self._arrow.value and self._action.value != "keep":
            verb = "couper" if self._action.value == "cut" else "inverser"
            return f"{verb} {_quoted(START, START.arrow(self._arrow.value))}"
        if added := self._added():
            return f"ajouter {_quoted(self._map, added)}"
        return "aucune flèche changée"

    def _show(self) -> None:
        self._map = self._changed_map()
        self._search = find_loops(self._map)
        start = find_loops(START)
        controls.tell(self._result, [count_sentence(self._search), *self._differences(start)])
        controls.tell(self._details, self._changes(start))
        options = [[NONE, "Aucune"]] + [
            [loop.key, f"{loop.kind}{rank} : {' → '.join(v.label for v in loop.variables)}"]
            for rank, loop in enumerate(self._search, 1)
        ]
        kept = self._loop.value if any(key == self._loop.value for key, _ in options) else NONE
        with self._loop.hold_sync():
            self._loop.options = options
            self._loop.value = kept
        self._draw()

    def _differences(self, start: LoopSearch) -> list[str]:
        gap = len(self._search) - len(start)
        if gap == 0:
            return ["Soit autant que la carte de départ."]
        word = "de plus" if gap > 0 else "de moins"
        return [f"Soit {_loops(abs(gap))} {word} que la carte de départ."]

    def _changes(self, start: LoopSearch) -> list[str]:
        """Tell the loops that appeared, vanished or changed type, a few of each."""
        return [
            *_listing("Apparue", loops_gained(start, self._search)),
            *_listing("Disparue", loops_lost(start, self._search)),
            *_listing("Changée de type", loops_turned(start, self._search)),
        ]

    def _draw(self) -> None:
        chosen = next((loop for loop in self._search if loop.key == self._loop.value), None)
        controls.tell(self._reading, [sentence(chosen)] if chosen else [])
        added = self._added()
        shown, search, key = self._map, self._search, added.key if added else None
        controls.redraw(
            self._figure, lambda: causal_map_picture(shown, search, highlight=chosen, added=key)
        )


class LoopWall(Workshop):
    """The map of the relation with suppliers: add, cut and flip arrows, and read its loops."""

    id = "mur-des-boucles"
    claims = CLAIMS

    @cached_property
    def bench(self) -> MapBench:
        """Arrows to change."""
        return MapBench(self.handled)

    def own_map(self) -> None:
        """*Au bureau*: the trainee's own map, kept from one opening to the next."""
        self._open_after(OPEN, self._own_map, "")

    def _own_map(self) -> Sequence[Any]:
        return own_map_step(
            self.store,
            "Votre carte",
            hint="Cinq variables suffisent. La carte reste ici d’une visite à l’autre.",
        )

    def _comparison(self) -> Sequence[Any]:
        before, after = find_loops(START), find_loops(FULL)
        gained = len(after) - len(before)
        fewer = int(self.placed_bet or gained) < gained
        added = FULL.arrow(ADDED_ARROW)
        lines = self.said(
            "surprise",
            added=arrow_label(FULL, added),
            before=len(before),
            after=_loops(len(after)),
            reinforcing=len(after.reinforcing),
            balancing=len(after.balancing),
        )
        told = self.against_bet(
            str(gained),
            *lines,
            right="C’est le bon compte.",
            wrong=f"Le modèle en compte {'davantage' if fewer else 'moins'}.",
        )
        return [told]

    def _challenge(self) -> Sequence[Any]:
        whole = find_loops(FULL)
        best = max(arrow_traffic(whole).values())
        choice = controls.select(
            "Couper une seule flèche de la carte complète",
            [
                (NONE, "Choisissez…"),
                *((arrow.key, arrow_label(FULL, arrow)) for arrow in FULL.arrows),
            ],
            start=NONE,
        )

        def judge() -> tuple[list[str], bool]:
            if not choice.value:
                return [f"Cible : faire disparaître {_loops(best)} d’un seul geste."], False
            lost = loops_lost(whole, find_loops(FULL.without(choice.value)))
            won = len(lost) >= best
            verb = ("ne disparaît", "disparaît", "disparaissent")[min(len(lost), 2)]
            change = f"{capitalised(_loops(len(lost)))} {verb}."
            advice = (
                "Défi réussi : presque tout ce qui se passe ici traverse cette flèche."
                if won
                else f"La cible est {best}. Cherchez la flèche où passent le plus de chemins."
            )
            return [change, advice], won

        return [choice, self.goal(judge, [choice])]


def count_sentence(search: LoopSearch) -> str:
    """Say how many loops a map has, by type."""
    if not len(search):
        return "La carte ne compte aucune boucle."
    total = f"La carte compte {_loops(len(search))}"
    if search.truncated:
        total += " au moins (la recherche s’est arrêtée là)"
    return (
        f"{total} : {_kind(search.reinforcing, 'R', 'amplifie')}, "
        f"et {_kind(search.balancing, 'B', 'freine')}."
    )


def _kind(loops: Sequence[Loop], letter: str, verb: str) -> str:
    """Say how many loops of a type, and what they do."""
    if not loops:
        return f"aucune {letter}"
    return f"{len(loops)} {letter}, qui {verb}{'nt' if len(loops) > 1 else ''}"


def _loops(count: int) -> str:
    if count == 0:
        return "aucune boucle"
    return "une boucle" if count == 1 else f"{count} boucles"


def _quoted(causal_map: CausalMap, arrow: Arrow) -> str:
    return f"la flèche « {arrow_label(causal_map, arrow)} »"


def _listing(word: str, loops: Iterable[Loop]) -> list[str]:
    found = list(loops)
    lines = [f"{word} ({loop.kind}) : {chain(loop)}." for loop in found[:SHOWN_LOOPS]]
    if len(found) > SHOWN_LOOPS:
        rest = len(found) - SHOWN_LOOPS
        lines.append("… et une autre." if rest == 1 else f"… et {rest} autres.")
    return lines
