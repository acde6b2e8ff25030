"""What to ask about an answer that can be kept, but that may not be what its author meant.

A number out of its plausible bounds, a text of very few words: the form and the check of the sheet
ask about them in the same words. Nothing is refused, and nothing is said of what is right.
"""

from __future__ import annotations

from maillon.base.wording import NBSP
from maillon.sheet.numbers import Quantity, in_unit, write_number, write_quantity
from maillon.sheet.questions import Number, Question, Text, count_words, is_blank, problem

KEEP = "Vous pouvez garder cette réponse."


def doubt(question: Question, value: object) -> str:
    r"""Ask in French about an answer that is odd; empty when blank, badly formed or plausible.

    >>> asked = Number("n", "Titre", "?", scale="sur 10", low=0, high=10)
    >>> doubt(asked, "72").replace("\xa0", " "), doubt(asked, "7,2")
    ('72 sur 10 : est-ce possible ? Vous pouvez garder cette réponse.', '')
    """
    if is_blank(question, value) or problem(question, value):
        return ""
    match question:
        case Number():
            odd, ask = _odd_number(question, question.read(value)), "est-ce possible"
        case Text():
            odd, ask = _few_words(question, question.read(value)), "est-ce tout"
        case _:
            return ""
    return f"{odd}{NBSP}: {ask}{NBSP}? {KEEP}" if odd else ""


def _odd_number(question: Number, quantity: Quantity) -> str:
    """Return a number out of bounds, in the unit of the question; empty when it is plausible."""
    found = in_unit(quantity, question.unit)
    low, high = question.low, question.high
    if found is None:  # another unit: that is what the form says already
        return ""
    if (low is None or found >= low) and (high is None or found <= high):
        return ""
    if unit := question.scale or _agreed(question.unit, found):
        return f"{write_number(found)}{NBSP}{unit}"
    return write_quantity(quantity)


def _agreed(unit: str, value: float) -> str:
    """Write a unit in the singular below two, as French does.

    >>> _agreed("heures par an", 1), _agreed("heures par an", 2), _agreed("mois", 0)
    ('heure par an', 'heures par an', 'mois')
    """
    first, space, rest = unit.partition(" ")
    return unit if abs(value) >= 2 or first == "mois" else first.removesuffix("s") + space + rest


def _few_words(question: Text, text: str) -> str:
    """Return the count of a text of fewer words than expected; empty for another one."""
    count = count_words(text)
    words = "mot" if count < 2 else "mots"
    return f"{count}{NBSP}{words}" if count < question.words else ""
