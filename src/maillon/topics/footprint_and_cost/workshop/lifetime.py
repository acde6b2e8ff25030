"""Cost bench of « Carbone et coût »: a new laptop and a refurbished one, brought to one year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from maillon import territory
from maillon.base.wording import count, euros, percent
from maillon.plots.picture import Picture
from maillon.topics.footprint_and_cost import hautebrune
from maillon.topics.footprint_and_cost.model.life_cycle_cost import Option
from maillon.topics.footprint_and_cost.pictures.annual_cost import annual_cost_picture, finding
from maillon.widgets import controls
from maillon.workshops.frame import bench
from maillon.workshops.kept_settings import settings_of

NEW, REFURBISHED = hautebrune.COMPUTERS[:2]
PER_CENT = 100


class LifetimeBench:
    """Five controls, the yearly costs and the break-even lifetime; `moved` follows each change."""

    def __init__(self, moved: Callable[[], None]) -> None:
        new, refurbished = (hautebrune.computer(name) for name in (NEW, REFURBISHED))
        table = territory.table(hautebrune.IT, "ordinateurs")
        self._status = table.status
        setting = settings_of("deux-thermometres")
        self.price = setting("prix-reconditionne", start=refurbished.price)
        self.kept = setting("duree-reconditionne", start=refurbished.years)
        self.new_years = setting("duree-neuf", start=new.years)
        self.rate = setting("taux", start=PER_CENT * hautebrune.discount_rate())
        self.fleet = setting("postes", start=territory.value(hautebrune.IT, "ordinateurs"))
        self.settings = [self.price, self.kept, self.new_years, self.rate, self.fleet]
        self._result = controls.sentence()
        self._figure = controls.portrait()
        reset = controls.reset(self.settings)
        controls.follow(self.settings, self._show, moved)
        self.box: Sequence[Any] = [bench([*self.settings, reset], [self._result, self._figure])]

    @property
    def options(self) -> tuple[Option, Option]:
        """The new laptop and the refurbished one, as the controls describe them."""
        return (
            replace(hautebrune.computer(NEW), years=self.new_years.value),
            replace(
                hautebrune.computer(REFURBISHED), price=self.price.value, years=self.kept.value
            ),
        )

    @property
    def discount(self) -> float:
        """The discount rate of the controls, as a share a year."""
        rate = self.rate.value / PER_CENT
        return float(rate)

    @property
    def finding(self) -> str:
        """What each laptop costs a year, and when they tie, in French."""
        new, refurbished = self.options
        return finding([new, refurbished], self.discount, kept=refurbished, against=new)

    def _show(self) -> None:
        new, refurbished = self.options
        posts = round(self.fleet.value)
        yearly = [euros(posts * option.annual_cost(self.discount)) for option in (new, refurbished)]
        saved = 1 - refurbished.price / new.price
        less = 1 - refurbished.annual_cost(self.discount) / new.annual_cost(self.discount)
        controls.tell(
            self._result,
            [
                self.finding,
                f"Le reconditionné coûte {_less(saved)} à l’achat, et {_less(less)} par an.",
                (
                    f"Pour {count(posts, 'poste', 'postes')} : {yearly[0]} par an en neuf, "
                    f"{yearly[1]} en reconditionné."
                ),
            ],
        )
        controls.redraw(self._figure, self._picture)

    def _picture(self) -> Picture:
        new, refurbished = self.options
        return annual_cost_picture(
            [new, refurbished], self.discount, kept=refurbished, against=new, status=self._status
        )


def _less(share: float) -> str:
    return f"{percent(abs(share))} de {'moins' if share >= 0 else 'plus'}"
