"""First steps: what a year of school meals costs (a linear toy, « premiers gestes »).

yearly cost (€) = meals a day × days a year × price of a meal (€).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from maillon.base.wording import NBSP, NNBSP, euros, number, percent
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

    Raises `ValueError`, in French, on a count that is not a whole number, on a negative or
    non-finite value, and on more than 366 days.

    >>> MealService().yearly_cost_eur
    2464000.0
    """

    meals_per_day: int = MEALS_PER_DAY
    price_eur: float = FICTIONAL_PRICE_EUR
    days_per_year: int = SERVICE_DAYS_PER_YEAR

    def __post_init__(self) -> None:
        _check_count("Le nombre de repas par jour", self.meals_per_day)
        _check_count("Le nombre de jours par an", self.days_per_year)
        _check_amount("Le prix du repas", self.price_eur)
        if self.days_per_year > 366:
            raise ValueError(
                f"Le nombre de jours par an vaut {number(self.days_per_year)}{NNBSP}; "
                "une année en compte 366 au plus, donnez un nombre plus petit."
            )

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

        Raises `ValueError` when the budget is not a positive, finite amount.
        """
        _check_amount("Le budget", budget_eur)
        if budget_eur == 0:
            raise ValueError(
                f"Le budget vaut 0{NBSP}€{NNBSP}; donnez un montant plus grand que zéro."
            )
        return self.yearly_cost_eur / budget_eur


def cost_sentence(service: MealService, budget_eur: float) -> str:
    """Tell the cost and its place in the budget, in French.

    Raises `ValueError` like `MealService.share_of`.

    >>> cost_sentence(MealService(), 2_500_000).replace(NBSP, " ").replace(NNBSP, " ")
    'Les repas de l’année coûtent 2 464 000 €, soit 98,6 % du budget ; il reste 36 000 €.'
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


def _check_count(name: str, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name} vaut {value!r}{NNBSP}; donnez un nombre entier.")
    if value < 0:
        raise ValueError(f"{name} vaut {number(value)}{NNBSP}; donnez zéro ou plus.")


def _check_amount(name: str, value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{name} vaut {value!r}{NNBSP}; donnez un montant en euros.")
    if value < 0:
        raise ValueError(f"{name} vaut {euros(value, 2)}{NNBSP}; donnez zéro ou plus.")
