"""The contracts of Hautebrune as the book shows them: the fictional sample, drawn."""

from __future__ import annotations

from functools import cache

from maillon.opendata import sample
from maillon.opendata.profiling.profile import Profile, profile
from maillon.opendata.reading import read
from maillon.plots.picture import Picture
from maillon.topics.contracts.pictures.concentration import contract_concentration_picture
from maillon.topics.contracts.pictures.shares import contract_shares_picture, drawn


@cache
def _profile() -> Profile:
    return profile(read([sample.NATIVE]))


def shares() -> Picture:
    """Draw what the contracts declare, in three states."""
    return contract_shares_picture(drawn(_profile()), status=sample.MENTION)


def concentration() -> Picture:
    """Draw the concentration of holders, with republished contracts and without."""
    return contract_concentration_picture(_profile().divisions, status=sample.MENTION)


FIGURES = {"marches-concentration": concentration, "marches-parts": shares}
