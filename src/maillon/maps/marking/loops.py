"""Questions on a causal map that a trainee draws: loops, names and size, found again when marked.

A marker never trusts a displayed count: it reads the record again and looks for the loops itself.
The goals are public (they stand in the question), so nothing here is a key. The sign of an arrow
between free variables cannot be known: signs count through the type of the loops, and those that
the course sees otherwise become questions, which cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from maillon.base.wording import MINUS, NBSP, NNBSP, count, listing
from maillon.maps.loops import LoopSearch, search_loops
from maillon.maps.marking.hints import first_hints
from maillon.maps.marking.names import course_variable, name_hint
from maillon.maps.model import CausalMap, Variable
from maillon.maps.record import read_map
from maillon.maps.supplier_relation import SUPPLIER_RELATION

LIMIT = 1_000
"""Loops beyond which the search stops, and says so; a map of fifteen variables rarely has fifty."""


class MapGoals(Protocol):
    """What a map is asked to show: so many loops of each type, so many variables at most."""

    @property
    def reinforcing(self) -> int:
        """Loops « R » asked."""

    @property
    def balancing(self) -> int:
        """Loops « B » asked."""

    @property
    def max_variables(self) -> int:
        """Variables at most."""


@dataclass(frozen=True)
class MapReview:
    """What is found on a map: loops by type, then French sentences.

    `share` is the part of the points (0 to 1). `missing` keeps from having all of them, so do
    `names`, hints that may be wrong; `questions` and `unlinked` variables cost nothing.
    """

    found: LoopSearch
    summary: str
    missing: tuple[str, ...]
    names: tuple[str, ...]
    questions: tuple[str, ...]
    unlinked: tuple[str, ...]
    share: float

    @property
    def lines(self) -> tuple[str, ...]:
        """All sentences, the summary first."""
        return (self.summary, *self.missing, *self.hints)

    @property
    def hints(self) -> tuple[str, ...]:
        """What to look at again: names, signs, variables that nothing links; the first of each."""
        return (
            *self.early_hints,
            *first_hints(self.unlinked, "Une autre est seule", "autres sont seules"),
        )

    @property
    def early_hints(self) -> tuple[str, ...]:
        """The hints worth reading while the map is drawn: a new variable still stands alone."""
        return (
            *first_hints(self.names, "Un autre nom est à revoir", "autres noms sont à revoir"),
            *first_hints(
                self.questions, "Une autre question se pose", "autres questions se posent"
            ),
        )


def review(goals: MapGoals, record: object) -> MapReview:
    """Read a map again, count its loops and look at its names, against the goals of `goals`.

    The loops asked are worth four sixths of the points, good names one sixth, a map that is not
    too large one sixth; the last two count in proportion of the loops, so that a list of words
    earns nothing.

    Raises:
        MapRecordError: the record is not a map.
    """
    causal_map = read_map(record)
    found = search_loops(causal_map, limit=LIMIT).search
    counts = {"R": len(found.reinforcing), "B": len(found.balancing)}
    wanted = {"R": goals.reinforcing, "B": goals.balancing}
    reached = sum(min(counts[kind], wanted[kind]) for kind in wanted) / sum(wanted.values())
    labels = [variable.label for variable in causal_map.variables]
    hints = [
        f"«{NBSP}{label}{NBSP}»{NBSP}: {hint}" for label in labels if (hint := name_hint(label))
    ]
    fits = len(labels) <= goals.max_variables
    named = 1 - len(hints) / max(1, len(labels))
    missing = [_lacking(kind, wanted[kind] - counts[kind]) for kind in wanted]
    if not fits:
        missing.append(
            f"La carte compte {count(len(labels), 'variable')}, pour "
            f"{goals.max_variables} au plus{NBSP}: fusionnez, ou retirez ce qui ne sert à "
            "aucune boucle."
        )
    return MapReview(
        found,
        _summary(causal_map, found),
        tuple(filter(None, missing)),
        tuple(hints),
        tuple(_other_signs(causal_map)),
        tuple(_alone(causal_map)),
        reached * (4 + named + fits) / 6,
    )


def described(record: object) -> list[str]:
    """Return a map as French lines, for who reads an answer: its variables, then its arrows.

    Raises:
        MapRecordError: the record is not a map.
    """
    causal_map = read_map(record)
    return [
        f"Carte{NBSP}: {_size(causal_map)}.",
        *(f"– {variable.label}" for variable in _unlinked(causal_map)),
        *(
            f"– {causal_map.variable(arrow.cause).label} → "
            f"{'' if arrow.polarity > 0 else f'({MINUS}) '}"
            f"{causal_map.variable(arrow.effect).label}{' (avec retard)' if arrow.delay else ''}"
            for arrow in causal_map.arrows
        ),
    ]


def _size(causal_map: CausalMap) -> str:
    variables = count(len(causal_map.variables), "variable")
    return f"{variables} et {count(len(causal_map.arrows), 'flèche')}"


def _summary(causal_map: CausalMap, found: LoopSearch) -> str:
    kinds = listing(
        [
            count(len(loops), f"boucle {kind}", f"boucles {kind}")
            for kind, loops in (("R", found.reinforcing), ("B", found.balancing))
        ]
    )
    least = "au moins " if found.truncated else ""
    return f"Le cours trouve {least}{kinds}, sur {_size(causal_map)}."


def _lacking(kind: str, lacking: int) -> str:
    if lacking <= 0:
        return ""
    what = f"une boucle {kind}" if lacking == 1 else f"{lacking} boucles {kind}"
    where = {
        "R": "cherchez ce qui s’entretient tout seul, avec un nombre pair de signes −.",
        "B": "cherchez ce qui freine ou corrige, avec un nombre impair de signes −.",
    }[kind]
    return f"Il manque {what}{NBSP}: {where}"


def _unlinked(causal_map: CausalMap) -> list[Variable]:
    ends = {end for arrow in causal_map.arrows for end in (arrow.cause, arrow.effect)}
    return [variable for variable in causal_map.variables if variable.id not in ends]


def _alone(causal_map: CausalMap) -> list[str]:
    return [
        f"«{NBSP}{variable.label}{NBSP}» n’est reliée à rien{NBSP}: à quoi sert-elle ici{NNBSP}?"
        for variable in _unlinked(causal_map)
    ]


def _other_signs(causal_map: CausalMap) -> list[str]:
    """Ask about each arrow that the course's own map draws with the opposite sign."""
    ours = {arrow.key: arrow for arrow in SUPPLIER_RELATION.arrows}
    asked = []
    for arrow in causal_map.arrows:
        cause, effect = causal_map.variable(arrow.cause), causal_map.variable(arrow.effect)
        known = ours.get(f"{course_variable(cause.label)}>{course_variable(effect.label)}")
        if known is not None and known.polarity != arrow.polarity:
            asked.append(
                f"«{NBSP}{cause.label} → {effect.label}{NBSP}»{NBSP}: vous avez mis {arrow.sign}, "
                f"la carte du cours met {known.sign}. {known.why} "
                f"Est-ce autre chose chez vous{NNBSP}?"
            )
    return asked
