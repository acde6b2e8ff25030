"""Figures of footprint and cost that the book shows."""

from __future__ import annotations

from maillon.plots.picture import Picture
from maillon.topics.footprint_and_cost import hautebrune
from maillon.topics.footprint_and_cost.model.footprint import read
from maillon.topics.footprint_and_cost.pictures.annual_cost import annual_cost_picture
from maillon.topics.footprint_and_cost.pictures.heat_map import heat_map_picture
from maillon.topics.footprint_and_cost.pictures.thermometers import thermometers_picture


def two_thermometers() -> Picture:
    """Draw both readings of a durable chair, dearer than the new one."""
    money = hautebrune.monetary_factor()
    return thermometers_picture(
        read(hautebrune.chairs("durable"), money),
        start=read(hautebrune.chairs(), money),
        note="Départ : la chaise neuve. Lecture : la chaise durable, plus chère.",
    )


def annual_cost() -> Picture:
    """Draw the yearly cost of chairs, when the workshop bets on computers."""
    new, durable = (hautebrune.chair_option(kind) for kind in ("neuve", "durable"))
    return annual_cost_picture(
        [new, durable], hautebrune.discount_rate(), kept=durable, against=new, status="fictif"
    )


FIGURES = {
    "carte-des-points-chauds": lambda: heat_map_picture(
        hautebrune.PLASTIC_CHAIR, status="Exemple inventé : une chaise d’école en plastique."
    ),
    "cout-annuel": annual_cost,
    "deux-thermometres": two_thermometers,
}
