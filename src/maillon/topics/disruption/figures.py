"""Figures of links that stop, as the book shows them."""

from __future__ import annotations

from maillon import territory
from maillon.plots.picture import Picture
from maillon.topics.disruption.model.measures import Measures, apply
from maillon.topics.disruption.model.service import Node, nodes_of
from maillon.topics.disruption.pictures.service import service_picture
from maillon.topics.disruption.pictures.spend_and_loss import spend_and_loss_picture


def _links() -> dict[str, Node]:
    return nodes_of(territory.table("restauration-scolaire", "maillons"))


def service_day_by_day() -> Picture:
    """Draw a link that is not the answer to the workshop's bet, without and with a plan."""
    link = _links()["legumerie"]
    return service_picture([link], [apply(link, Measures(continuity_plan=True))])


FIGURES = {
    "depense-et-jours-perdus": lambda: spend_and_loss_picture(_links()),
    "service-jour-par-jour": service_day_by_day,
}
