"""Addresses that exercises handed out before December 2026 carry, led to where things lie now."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_TOPICS = {
    "contract_states": ("contracts",),
    "insertion_states": ("insertion",),
    "law_states": ("procedure",),
    "pool_states": ("firm_pool",),
    "shock_states": ("disruption",),
    "states": ("first_steps", "loops"),
}


class FormerStates(ModuleType):
    """The states of a model, found in the topics that hold them now when somebody asks."""

    def __getattr__(self, name: str) -> Any:
        """Return what a topic's states call `name`."""
        for topic in _TOPICS[self.__name__.rpartition(".")[2]]:
            found = vars(import_module(f"maillon.topics.{topic}.states")).get(name)
            if found is not None:
                return found
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")


def lead(package: str) -> None:
    """Make the former addresses of `package` importable, without importing any topic."""
    for name in _TOPICS:
        former = FormerStates(f"{package}.{name}")
        sys.modules[former.__name__] = former
        setattr(sys.modules[package], name, former)
