"""Figures of chains that the book shows, on invented workwear."""

from __future__ import annotations

from maillon.plots.picture import Picture
from maillon.topics.value_chain import hautebrune as chains
from maillon.topics.value_chain.pictures.concentration import concentration_picture
from maillon.topics.value_chain.pictures.price_waterfall import price_picture
from maillon.topics.value_chain.pictures.tier_tree import tier_tree_picture


def unfolded_price() -> Picture:
    """Draw a price unfolded, from the material to the buyer."""
    family = chains.WORKWEAR
    return price_picture(chains.price_chain(family), caption=chains.price_origin(family))


def tier_concentration() -> Picture:
    """Draw how concentrated each tier is."""
    return concentration_picture(
        chains.workwear_tiers(), chains.workwear_actors(), chains.TIERS, caption=chains.INVENTED
    )


def tier_tree() -> Picture:
    """Draw who supplies whom, tier by tier."""
    return tier_tree_picture(
        chains.workwear_tiers(), chains.workwear_actors(), chains.TIERS, caption=chains.INVENTED
    )


FIGURES = {
    "arbre-des-rangs": tier_tree,
    "prix-deplie": unfolded_price,
    "rangs-et-concentration": tier_concentration,
}
