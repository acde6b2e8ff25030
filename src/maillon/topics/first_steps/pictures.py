"""The yearly cost of school meals beside the budget: one bar against one line."""

from __future__ import annotations

from maillon.base.wording import euros, number, percent
from maillon.plots.canvas import Axes, bare, box, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, INK, MUTED, PAPER, REINFORCING, TEXT_SIZE, TINT
from maillon.topics.first_steps.model import PRICE_STATUS, MealService, cost_sentence

COLUMNS = ("Grandeur", "Valeur", "Statut")


def meals_picture(service: MealService, budget_eur: float) -> Picture:
    """Draw the cost of a year of meals within a yearly budget in euros.

    What goes beyond the budget is hatched and said in words. Raises `ValueError`, in French,
    when the budget is not a positive amount.
    """
    share = service.share_of(budget_eur)
    cost = service.yearly_cost_eur
    top = max(cost, budget_eur)
    with page(158.4, 576, size=TEXT_SIZE, hatch=1.4) as fig:
        ax = bare(fig, (0.02, 0.05, 0.96, 0.9), across=(0, 1.02 * top), upwards=(0, 3))
        box(ax, 0, 1.05, budget_eur, 0.9, fc=TINT, ec=MUTED, lw=1)
        box(ax, 0, 1.05, min(cost, budget_eur), 0.9, fc=BALANCING)
        if cost > budget_eur:
            beyond = {"fc": PAPER, "ec": REINFORCING, "hatch": "///"}
            box(ax, budget_eur, 1.05, cost - budget_eur, 0.9, **beyond)
        ax.plot([budget_eur] * 2, [0.8, 2.2], color=INK, linewidth=2.4)
        _tag(ax, cost, 0.55, f"coût de l’année\u00a0: {euros(cost)}", top)
        _tag(ax, budget_eur, 2.45, f"budget\u00a0: {euros(budget_eur)}", top)
    return Picture.from_figure(
        fig,
        alt=cost_sentence(service, budget_eur),
        caption="Coût d’une année de repas scolaires et budget. Prix et budget sont fictifs.",
        columns=COLUMNS,
        rows=[
            ("Repas par jour", number(service.meals_per_day), "hypothèse"),
            ("Jours par an", number(service.days_per_year), "hypothèse"),
            ("Prix du repas", euros(service.price_eur, 2), PRICE_STATUS),
            ("Coût de l’année", euros(cost), "calculé"),
            ("Budget", euros(budget_eur), PRICE_STATUS),
            ("Part du budget", percent(share, 1), "calculé"),
        ],
    )


def _tag(ax: Axes, x: float, y: float, text: str, top: float) -> None:
    """Write beside a value, on the side where there is room."""
    write(ax, x, y, text, bold=True, ha="right" if x > 0.5 * top else "left")
