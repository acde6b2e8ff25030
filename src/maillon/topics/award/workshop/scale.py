"""The scale of the marks of quality, read in the title of their column.

Buyers mark on 15, 20, 40, 50, 60 or 100: any number is a scale, none is guessed from the marks.
What was understood is said back in French, because a wrong scale gives plausible marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from maillon.base.wording import number
from maillon.sheet.numbers import shown
from maillon.topics.award.model.price_scores import SCALE

_NUMBER = r"(\d+(?: \d{3})*(?:[.,]\d+)?)"
_WORDS = {
    "cinq": 5, "dix": 10, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40,
    "cinquante": 50, "soixante": 60, "cent": 100,
}  # fmt: skip
#: Where a title, folded (no capital, no accent), holds a scale: « /15 », « sur 40 »,
#: « (60 points) », « de 0 à 5 », « maximum 25 ».
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"/ ?{_NUMBER}",
        rf"\bsur {_NUMBER}",
        rf"{_NUMBER} ?(?:points?|pts?)\b",
        rf"\b0 ?(?:a|-|–|/) ?{_NUMBER}",
        rf"\b(?:max(?:i|imum|imale?)?|bareme)\b\.? ?(?:de |:)? ?{_NUMBER}",
    )
)
_IN_WORDS = re.compile(rf"\bsur ({'|'.join(_WORDS)})\b")


@dataclass(frozen=True, slots=True)
class MarkScale:
    """The best mark of a column, and whether its title says so; `title` as it is written.

    `doubts` are the numbers between which the title leaves the choice.
    """

    best: float
    said: bool
    title: str = ""
    doubts: tuple[float, ...] = ()

    @property
    def told(self) -> str:
        r"""What was understood, as a French sentence.

        >>> MarkScale(60, said=True).told
        'Notes sur 60 ramenées à 10.'
        """
        if self.best != SCALE:
            return f"Notes sur {written(self.best)} ramenées à {SCALE:.0f}."
        if self.said:
            return f"Notes lues sur {SCALE:.0f}."
        if not self.title:
            return f"Notes lues sur {SCALE:.0f}, faute de titres."
        return (
            f"Notes lues sur {SCALE:.0f} : le titre {shown(self.title)} ne donne pas d’échelle. "
            "Si c’est une autre, écrivez-la : « Qualité sur 60 »."
        )


def read_scale(title: str, folded: str) -> MarkScale:
    """Read the scale of a title; `folded` is the same without capitals nor accents.

    >>> read_scale("Note /15", "note /15").best, read_scale("Qualité", "qualite").best
    (15.0, 10.0)
    >>> read_scale("Note /20 (40 points)", "note /20 (40 points)").doubts
    (20.0, 40.0)
    """
    texts = [text for shape in _SHAPES for text in shape.findall(folded)]
    found = {float(text.replace(" ", "").replace(",", ".")) for text in texts}
    found |= {float(_WORDS[word]) for word in _IN_WORDS.findall(folded)}
    if not found:
        return MarkScale(SCALE, said=False, title=title)
    if len(found) > 1 or 0 in found:
        return MarkScale(SCALE, said=False, title=title, doubts=tuple(sorted(found)))
    return MarkScale(found.pop(), said=True, title=title)


def doubt_told(scale: MarkScale) -> str:
    """Say in French why a title gives no scale that can be kept."""
    told = " ou ".join(written(best) for best in scale.doubts)
    return f"Le titre {shown(scale.title)} laisse un doute sur l’échelle : {told} ?"


def written(best: float) -> str:
    r"""Write a mark, with the decimals that it has.

    >>> written(60), written(12.5)
    ('60', '12,5')
    """
    decimals = next(each for each in (0, 1, 2) if each == 2 or round(best, each) == best)
    return number(best, decimals)
