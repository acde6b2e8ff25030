"""A loop of a causal map: variables that arrows lead back to the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from maillon.base.wording import NBSP, NNBSP
from maillon.maps.model import Arrow, Variable

Kind = Literal["R", "B"]


@dataclass(frozen=True)
class Loop:
    """A loop that starts at its smallest variable id; arrow *i* leaves variable *i*."""

    variables: tuple[Variable, ...]
    polarity: int
    kind: Kind
    arrows: tuple[Arrow, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the variables, in the order of the walk."""
        return tuple(variable.id for variable in self.variables)

    @property
    def key(self) -> str:
        """The name of the loop, whatever its signs: `"a>b>c"`."""
        return ">".join(self.ids)

    @property
    def delayed(self) -> bool:
        """Whether at least one arrow of the loop takes time."""
        return any(arrow.delay for arrow in self.arrows)

    def starting_at(self, name: str | None) -> tuple[tuple[Variable, ...], tuple[Arrow, ...]]:
        """Variables and arrows of the same walk, begun at another variable.

        Raises `ValueError` when the loop does not pass through this variable.
        """
        if name is None:
            return self.variables, self.arrows
        if name not in self.ids:
            raise ValueError(
                f"La boucle ne passe pas par «{NBSP}{name}{NBSP}»{NNBSP}; "
                f"commencez par{NBSP}: {', '.join(self.ids)}."
            )
        shift = self.ids.index(name)
        return (
            self.variables[shift:] + self.variables[:shift],
            self.arrows[shift:] + self.arrows[:shift],
        )
