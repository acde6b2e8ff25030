"""First steps: what a year of school meals costs (a linear toy, « premiers gestes »).

yearly cost (€) = meals a day × days a year × price of a meal (€).
"""

from __future__ import annotations

from dataclasses import dataclass

from maillon.base.amounts import check
from maillon.base.wording import NNBSP, euros, percent
from maillon.territory import SERVICE_DAYS_PER_YEAR

MEALS_PER_DAY = 2200
"""Teaching magnitude of the fictional territory (school catering)."""
FICTIONAL_PRICE_EUR = 8.0
"""Price of a meal in euros: invented for the exercise, not to be quoted."""
FICTIONAL_BUDGET_EUR = 2_500_000.0
"""Yearly budget in euros: invented for the exercise, not to be quoted."""
PRICE_STATUS = "fictif"
"""Status of the price and of the budget, to be printed beside them."""


@dataclass(frozen=True, slots=True)
class MealService:
    """A year of school meals; the price is fictional.

    Raises `OutOfModel` on a count that is not a whole number, on a negative or non-finite value,
    and on more than 366 days.

    >>> MealService().yearly_cost_eur
    2464000.0
    """

    meals_per_day: int = MEALS_PER_DAY
    price_eur: float = FICTIONAL_PRICE_EUR
    days_per_year: int = SERVICE_DAYS_PER_YEAR

    def __post_init__(self) -> None:
        check("Le nombre de repas par jour", self.meals_per_day, whole=True)
        check("Le nombre de jours par an", self.days_per_year, 0, 366, whole=True)
        check("Le prix du repas", self.price_eur)

    @property
    def meals_per_year(self) -> int:
        """Meals served in a year."""
        return self.meals_per_day * self.days_per_year

    @property
    def yearly_cost_eur(self) -> float:
        """Cost of the year, in euros."""
        return self.meals_per_year * self.price_eur

    def share_of(self, budget_eur: float) -> float:
        """Share of a yearly budget in euros that the meals take (1 is the whole budget).

        Raises `OutOfModel` when the budget is under one euro.
        """
        check("Le budget", budget_eur, 1)
        return self.yearly_cost_eur / budget_eur


def cost_sentence(service: MealService, budget_eur: float) -> str:
    r"""Tell the cost and its place in the budget, in French.

    Raises `OutOfModel` like `MealService.share_of`.

    >>> cost_sentence(MealService(), 2_500_000)  # doctest: +ELLIPSIS
    'Les repas de l’année coûtent ..., soit 98,6\xa0% du budget...; il reste 36\u202f000\xa0€.'
    """
    share = service.share_of(budget_eur)
    gap = budget_eur - service.yearly_cost_eur
    if abs(gap) < 0.5:
        ending = "le budget est consommé exactement"
    else:
        ending = f"il {'reste' if gap > 0 else 'manque'} {euros(abs(gap))}"
    return (
        f"Les repas de l’année coûtent {euros(service.yearly_cost_eur)}, "
        f"soit {percent(share, 1)} du budget{NNBSP}; {ending}."
    )
