"""What to ask about an answer that can be kept, but that may not be what its author meant.

A number out of its plausible bounds, a text of very few words: the form and the check of the sheet
ask about them in the same words. Nothing is refused, and nothing is said of what is right.
"""

from __future__ import annotations

from maillon.sheet.numbers import Quantity, describe, in_unit, read_number, write_number
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
    asked = ""
    if isinstance(question, Number):
        asked = _number_doubt(question, read_number(value))
    elif isinstance(question, Text):
        asked = _text_doubt(question, str(value))
    return f"{asked} {KEEP}" if asked else ""


def _number_doubt(question: Number, quantity: Quantity) -> str:
    """Ask about a number out of bounds, once put in the unit of the question."""
    found = in_unit(quantity, question.unit)
    if found is None:  # another unit: that is what the form says already
        return ""
    low, high = question.low, question.high
    if (low is None or found >= low) and (high is None or found <= high):
        return ""
    unit = question.scale or _agreed(question.unit, found)
    said = f"{write_number(found)}\N{NO-BREAK SPACE}{unit}" if unit else _as_understood(quantity)
    return f"{said}\N{NO-BREAK SPACE}: est-ce possible\N{NO-BREAK SPACE}?"


def _agreed(unit: str, value: float) -> str:
    """Write a unit in the singular below two, as French does.

    >>> _agreed("heures par an", 1), _agreed("heures par an", 2), _agreed("mois", 0)
    ('heure par an', 'heures par an', 'mois')
    """
    first, space, rest = unit.partition(" ")
    return unit if abs(value) >= 2 or first == "mois" else first.removesuffix("s") + space + rest


def _as_understood(quantity: Quantity) -> str:
    """Say a number with the unit that was written, as the form says it back."""
    return describe(quantity).partition(":")[2].strip()


def _text_doubt(question: Text, text: str) -> str:
    """Ask about a text of fewer words than expected."""
    count = count_words(text)
    if count >= question.words:
        return ""
    said = f"{count}\N{NO-BREAK SPACE}{'mot' if count < 2 else 'mots'}"
    return f"{said}\N{NO-BREAK SPACE}: est-ce tout\N{NO-BREAK SPACE}?"
