"""French sentences and short names for loops, right for any signs."""

from __future__ import annotations

from maillon.base.wording import MINUS, NNBSP, capitalised
from maillon.maps.loop import Loop
from maillon.maps.model import Arrow

_ENDINGS = {
    "R": "la boucle revient et amplifie le mouvement (R)",
    "B": "la boucle revient et freine le mouvement (B)",
}


def sentence(loop: Loop, *, start: str | None = None) -> str:
    """Tell a loop in French, from more of its first variable (or of `start`) back to it.

    Each step says « plus » or « moins » by the product of the signs walked so far, and
    « à terme » when its arrow is delayed. Raises `ValueError` when `start` is not on the loop.

    >>> from maillon.maps.loops import find_loops
    >>> from maillon.maps.model import Arrow, CausalMap, Variable
    >>> fox = Variable("renard", "renards", "les", "plus de renards", "moins de renards")
    >>> hen = Variable("poule", "poules", "les", "plus de poules", "moins de poules")
    >>> arrows = (Arrow("poule", "renard", 1, delay=True), Arrow("renard", "poule", -1))
    >>> print(sentence(find_loops(CausalMap((fox, hen), arrows)).loops[0]))
    Plus de poules, donc, à terme, plus de renards, donc moins de poules\N{NARROW NO-BREAK SPACE}; \
la boucle revient et freine le mouvement (B).
    """
    variables, arrows = loop.starting_at(start)
    parts = [capitalised(variables[0].more)]
    direction = 1
    for arrow, reached in zip(arrows, (*variables[1:], variables[0]), strict=True):
        direction *= arrow.polarity
        link = "donc, à terme, " if arrow.delay else "donc "
        parts.append(link + (reached.more if direction > 0 else reached.less))
    return f"{', '.join(parts)}{NNBSP}; {_ENDINGS[loop.kind]}."


def chain(loop: Loop, *, start: str | None = None) -> str:
    """Name a loop by its walk, with a minus before each variable reached by a « − » arrow.

    Raises `ValueError` when `start` is not on the loop.
    """
    variables, arrows = loop.starting_at(start)
    text = variables[0].label
    for arrow, reached in zip(arrows, (*variables[1:], variables[0]), strict=True):
        text += f" → {_marked(arrow)}{reached.label}"
    return text


def _marked(arrow: Arrow) -> str:
    return "" if arrow.polarity > 0 else f"({MINUS}) "
