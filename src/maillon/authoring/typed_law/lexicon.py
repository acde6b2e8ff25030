"""Compare wordings: find the keywords of the registry and the words of law in a sentence.

Words are compared by their stems: without case, accents, endings nor small words. A wording of
several words is found when they stand close together, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from maillon.authoring.typed_law.forms import words
from maillon.authoring.typed_law.number_words import fold

_TOKEN = re.compile(r"(?:sous-)?[a-z0-9œ]+")
_ENDING = re.compile(r"(?:s|x)$")
_VERBAL = re.compile(r"(?:ent|er|ez|e+)$")
_SPARE = 4  # words that may stand among those of a wording

Stems = tuple[str, ...]


@cache
def _small() -> frozenset[str]:
    return frozenset(words()["small"]["words"].split())


@cache
def _synonyms() -> dict[str, str]:
    return {word: fold(same) for word, same in words()["synonyms"].items()}


def stem(word: str) -> str:
    """Return what a folded word keeps once its endings are gone.

    >>> stem("imposent") == stem("imposees") == stem("impose")
    True
    """
    word = _synonyms().get(word, word)
    if len(word) <= 4:
        return word.rstrip("s") if len(word) == 4 else word
    singular = _ENDING.sub("", word)
    return singular if len(singular) <= 4 else _VERBAL.sub("", singular)


@cache
def stems(text: str) -> Stems:
    """Return the stems of a wording, small words left out.

    >>> stems("Délais maximaux de paiement")
    ('delai', 'maximau', 'paiem')
    """
    return tuple(stem(word) for word in _TOKEN.findall(fold(text)) if word not in _small())


@dataclass(frozen=True)
class Words:
    """The stems of a text and where each starts in it."""

    text: str
    places: tuple[int, ...] = field(init=False)
    stems: Stems = field(init=False)

    def __post_init__(self) -> None:
        found = [
            (match.start(), stem(match[0]))
            for match in _TOKEN.finditer(_without_idioms(fold(self.text)))
            if match[0] not in _small()
        ]
        object.__setattr__(self, "places", tuple(place for place, _ in found))
        object.__setattr__(self, "stems", tuple(word for _, word in found))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.stems)

    def places_of(self, wording: Stems) -> Iterator[tuple[int, int]]:
        """Yield the ranks of the first and last words of a wording, each time that it stands.

        A wording of four words or more may lack one.
        """
        wanted = set(wording)
        enough = len(wanted) - (len(wanted) >= 4)
        if not wanted or len(wanted & self._known) < enough:
            return
        for rank, word in enumerate(self.stems):
            if word in wanted:
                span = self.stems[rank : rank + len(wanted) + _SPARE]
                if len(wanted.intersection(span)) >= enough:
                    yield rank, rank + max(n for n, other in enumerate(span) if other in wanted)

    def holds(self, wordings: Iterable[Stems]) -> bool:
        """Tell whether one of the wordings is in the text."""
        return any(next(self.places_of(wording), None) for wording in wordings)

    def rank_at(self, place: int) -> int:
        """Return how many words start before a place of the text."""
        return sum(start < place for start in self.places)


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(idiom)) for idiom in words()["jargon"]["idioms"]))


def _without_idioms(folded: str) -> str:
    return _idioms().sub(lambda match: " " * len(match[0]), folded)


@dataclass(frozen=True)
class Group:
    """Wordings of one kind, what they weigh, and the only unit that they speak of, if any."""

    weight: int
    wordings: tuple[Stems, ...]
    only: str = ""


@cache
def groups() -> tuple[Group, ...]:
    """Return the groups of wordings of `words.toml`, in order."""
    return tuple(
        Group(group["weight"], tuple(stems(word) for word in group["words"]), group.get("only", ""))
        for group in words()["wordings"]
    )


@cache
def listed(table: str, key: str = "words") -> tuple[Stems, ...]:
    """Return the wordings of a table of `words.toml`."""
    return tuple(stems(word) for word in words()[table][key])


@cache
def stems_of(table: str, key: str = "words") -> frozenset[str]:
    """Return every stem of the wordings of a table."""
    return frozenset(word for wording in listed(table, key) for word in wording)
