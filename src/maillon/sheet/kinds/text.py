"""A short text, marked by hand."""

from __future__ import annotations

from dataclasses import dataclass

from maillon.base.wording import NBSP, NNBSP
from maillon.sheet.kinds.base import Cell, Finding, Question, Remark, Unreadable
from maillon.sheet.numbers import shown


@dataclass(frozen=True)
class Text(Question, kind="text"):
    """A short text of at most `max_words` words, marked by hand against `rubric`.

    A text of fewer than `words` words is asked about, never refused.
    """

    max_words: int = 0
    rubric: tuple[str, ...] = ()
    words: int = 0

    def read(self, value: object) -> str:
        """Return the text, which is not too long."""
        if not isinstance(value, str):
            raise Unreadable(
                f"{shown(value)} n’est pas un texte : écrivez votre réponse en une ou deux phrases."
            )
        count = count_words(value)
        if count <= self.max_words:
            return value
        excess = count - self.max_words
        words = "1 mot" if excess == 1 else f"{excess} mots"
        most = f"{count} mots pour {self.max_words} au plus"
        raise Unreadable(f"Votre texte compte {most} : retirez {words}.")

    def doubt(self, value: object) -> str:
        """Ask about a text of fewer words than expected."""
        count = count_words(self.read(value))
        words = "mot" if count < 2 else "mots"
        return f"{count}{NBSP}{words}{NBSP}: est-ce tout{NNBSP}?" if count < self.words else ""

    def judge(self, _value: object, _cell: Cell) -> Finding:
        """Leave every text to a person, a blank one too."""
        return Finding(0.0, [Remark("Cette réponse est lue et notée par une personne.")])


def count_words(text: str) -> int:
    """Count what is separated by spaces and holds a letter or a digit.

    >>> count_words("Un délai : 30 jours.")
    4
    """
    return len([word for word in text.split() if any(c.isalnum() for c in word)])
