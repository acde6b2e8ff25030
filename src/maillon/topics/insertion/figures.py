"""Figures of promised hours that the book shows."""

from __future__ import annotations

from maillon.topics.insertion.hautebrune import AMBITIOUS, START, lots, pool
from maillon.topics.insertion.model.compliance import FIRMS
from maillon.topics.insertion.model.delivery import deliver
from maillon.topics.insertion.pictures.compliance_frontier import frontier_picture
from maillon.topics.insertion.pictures.promised_and_worked import funnel_picture

FIGURES = {
    # A clause that promises more than the territory has.
    "entonnoir-des-heures": lambda: funnel_picture(
        deliver(list(lots().values()), AMBITIOUS, pool())
    ),
    # Without any help, and with a day of facilitator a month.
    "frontiere-du-respect": lambda: frontier_picture(
        START.sanction, FIRMS.helped(1), without_help=FIRMS
    ),
}
FOLLOWS_LAW = frozenset({"entonnoir-des-heures"})
"""The figures that change with the registry of law."""
