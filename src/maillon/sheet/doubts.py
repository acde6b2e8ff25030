"""What to ask about an answer that can be kept, but that may not be what its author meant.

A number out of its plausible bounds, a text of very few words: the form and the check of the sheet
ask about them in the same words. Nothing is refused, and nothing is said of what is right.
"""

from __future__ import annotations

from maillon.sheet.questions import Question, is_blank, problem

KEEP = "Vous pouvez garder cette réponse."


def doubt(question: Question, value: object) -> str:
    r"""Ask in French about an answer that is odd; empty when blank, badly formed or plausible.

    >>> from maillon.sheet.questions import Number
    >>> asked = Number("n", "Titre", "?", scale="sur 10", low=0, high=10)
    >>> doubt(asked, "72"), doubt(asked, "7,2")
    ('72\xa0sur 10\xa0: est-ce possible\u202f? Vous pouvez garder cette réponse.', '')
    """
    if is_blank(question, value) or problem(question, value):
        return ""
    asked = question.doubt(value)
    return f"{asked} {KEEP}" if asked else ""
