"""Figures of chains that the book shows, on invented workwear."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from maillon.plots.picture import Picture
from maillon.topics.value_chain import hautebrune as chains
from maillon.topics.value_chain.pictures.concentration import concentration_picture
from maillon.topics.value_chain.pictures.price_waterfall import price_picture
from maillon.topics.value_chain.pictures.tier_tree import tier_tree_picture


def _tiers(draw: Callable[..., Picture]) -> Picture:
    """Draw the tiers of workwear: who supplies whom, or how concentrated each tier is."""
    return draw(
        chains.workwear_tiers(), chains.workwear_actors(), chains.TIERS, caption=chains.INVENTED
    )


FIGURES = {
    "arbre-des-rangs": partial(_tiers, tier_tree_picture),
    "prix-deplie": lambda: price_picture(
        chains.price_chain(chains.WORKWEAR), caption=chains.price_origin(chains.WORKWEAR)
    ),
    "rangs-et-concentration": partial(_tiers, concentration_picture),
}
