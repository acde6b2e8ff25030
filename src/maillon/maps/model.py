"""Causal maps (« cartes causales »): variables and signed arrows between them.

An arrow *cause → effect* is positive when, all else equal, more of the cause puts the effect
above what it would have been, and negative when it puts it below. The sign describes the
structure, not what will happen: several causes act on each variable.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from maillon.base.wording import MINUS, NBSP, NNBSP


@dataclass(frozen=True, slots=True)
class Variable:
    """A noun that can rise and fall, with the words that sentences need.

    `article` is « le », « la », « l’ » or « les »; `more` and `less` are whole phrases
    (« plus de sourçage », « un prix plus bas »), so that agreement and elision are data.
    """

    id: str
    label: str
    article: str
    more: str
    less: str

    def __post_init__(self) -> None:
        if not self.id or ">" in self.id:
            raise ValueError(
                f"L’identifiant de variable «{NBSP}{self.id}{NBSP}» ne convient pas{NNBSP}; "
                f"donnez-en un non vide, sans le signe «{NBSP}>{NBSP}»."
            )

    @property
    def named(self) -> str:
        """The label with its article: « l’urgence », « le prix ».

        >>> Variable("u", "urgence", "l’", "plus d’urgence", "moins d’urgence").named
        'l’urgence'
        """
        return self.article + ("" if self.article.endswith("’") else " ") + self.label


@dataclass(frozen=True, slots=True)
class Arrow:
    """A causal arrow between two variable ids; `why` is one French sentence."""

    cause: str
    effect: str
    polarity: int
    delay: bool = False
    why: str = ""

    def __post_init__(self) -> None:
        if self.cause == self.effect:
            raise ValueError(
                f"La flèche «{NBSP}{self.key}{NBSP}» part d’une variable et y revient{NNBSP}; "
                "reliez deux variables différentes."
            )
        if self.polarity not in (1, -1):
            raise ValueError(
                f"Le signe de la flèche «{NBSP}{self.key}{NBSP}» vaut {self.polarity!r}{NNBSP}; "
                f"donnez +1 (même sens) ou {MINUS}1 (sens contraire)."
            )

    @property
    def key(self) -> str:
        """The name of the arrow: `"cause>effect"`."""
        return f"{self.cause}>{self.effect}"

    @property
    def sign(self) -> str:
        """The sign as people read it: « + » or « − »."""
        return "+" if self.polarity > 0 else MINUS

    def flipped(self) -> Arrow:
        """The same arrow with the opposite sign."""
        return replace(self, polarity=-self.polarity)


@dataclass(frozen=True)
class CausalMap:
    """Variables and the arrows between them; immutable, each change gives a new map.

    Raises `ValueError`, in French, on a variable given twice, an arrow given twice, or an
    arrow whose end is not a variable of the map.
    """

    variables: tuple[Variable, ...]
    arrows: tuple[Arrow, ...]

    def __post_init__(self) -> None:
        ids = [variable.id for variable in self.variables]
        for name, times in Counter(ids).items():
            if times > 1:
                raise ValueError(
                    f"La variable «{NBSP}{name}{NBSP}» est donnée {times} fois{NNBSP}; "
                    "gardez-en une seule."
                )
        for key, times in Counter(arrow.key for arrow in self.arrows).items():
            if times > 1:
                raise ValueError(
                    f"La flèche «{NBSP}{key}{NBSP}» est donnée {times} fois{NNBSP}; "
                    "gardez-en une seule ou changez son signe."
                )
        known = set(ids)
        for arrow in self.arrows:
            for end in (arrow.cause, arrow.effect):
                if end not in known:
                    raise ValueError(
                        f"La flèche «{NBSP}{arrow.key}{NBSP}» cite «{NBSP}{end}{NBSP}», qui n’est "
                        f"pas une variable de la carte{NNBSP}; choisissez parmi{NBSP}: "
                        f"{', '.join(sorted(known))}."
                    )

    @cached_property
    def _by_id(self) -> dict[str, Variable]:
        return {variable.id: variable for variable in self.variables}

    @cached_property
    def _by_key(self) -> dict[str, Arrow]:
        return {arrow.key: arrow for arrow in self.arrows}

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the arrows, in the order of the map."""
        return tuple(self._by_key)

    def variable(self, name: str) -> Variable:
        """The variable of this id. Raises `ValueError` when the map has none."""
        try:
            return self._by_id[name]
        except KeyError:
            raise ValueError(
                f"La carte n’a pas de variable «{NBSP}{name}{NBSP}»{NNBSP}; "
                f"choisissez parmi{NBSP}: {', '.join(sorted(self._by_id))}."
            ) from None

    def arrow(self, key: str) -> Arrow:
        """The arrow of this key (`"cause>effect"`). Raises `ValueError` when absent."""
        try:
            return self._by_key[key]
        except KeyError:
            raise ValueError(
                f"La carte n’a pas de flèche «{NBSP}{key}{NBSP}»{NNBSP}; écrivez-la "
                f"«{NBSP}cause>effet{NBSP}», avec deux variables déjà reliées dans ce sens."
            ) from None

    def without(self, key: str) -> CausalMap:
        """The map with one arrow cut. Raises `ValueError` when the arrow is absent."""
        cut = self.arrow(key)
        return replace(self, arrows=tuple(arrow for arrow in self.arrows if arrow is not cut))

    def flipped(self, key: str) -> CausalMap:
        """The map with the sign of one arrow turned. Raises `ValueError` when absent."""
        turned = self.arrow(key)
        arrows = tuple(arrow.flipped() if arrow is turned else arrow for arrow in self.arrows)
        return replace(self, arrows=arrows)

    def with_arrow(self, arrow: Arrow) -> CausalMap:
        """The map with one more arrow. Raises `ValueError` like the map itself."""
        return replace(self, arrows=(*self.arrows, arrow))
