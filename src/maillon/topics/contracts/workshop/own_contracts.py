"""Workshop « Mes marchés en données »: the profile of a buyer, its gaps and its traps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from maillon.workshops.frame import Workshop

if TYPE_CHECKING:
    from maillon.topics.contracts.workshop.bench import PortraitBench

# What reads contracts is loaded with the bench: the bet needs none of it.


class OwnContracts(Workshop):
    """The profile of a set of contracts, from the fictional sample or from one's own data."""

    id = "mes-marches"

    @cached_property
    def bench(self) -> PortraitBench:
        """A set of contracts."""
        from maillon.topics.contracts.workshop.bench import PortraitBench

        return PortraitBench(self.handled)

    def _comparison(self) -> Sequence[Any]:
        from maillon.topics.contracts.workshop.readings import comparison

        return comparison(self)

    def _challenge(self) -> Sequence[Any]:
        from maillon.topics.contracts.workshop.readings import challenge

        return challenge(self)
