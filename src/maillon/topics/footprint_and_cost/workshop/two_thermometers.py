"""Workshop « Carbone et coût : deux thermomètres »: chairs, laptops, and a map of hot spots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from maillon.base.wording import NBSP, capitalised, count
from maillon.topics.footprint_and_cost import hautebrune
from maillon.topics.footprint_and_cost.claims import CLAIMS
from maillon.topics.footprint_and_cost.claims import signed as _signed
from maillon.topics.footprint_and_cost.model.footprint import (
    EUR_PER_KEUR,
    TwoReadings,
    monetary_footprint,
    read,
)
from maillon.topics.footprint_and_cost.model.footprint import relative_change as change
from maillon.topics.footprint_and_cost.model.hot_spots import IMPACTS
from maillon.topics.footprint_and_cost.model.life_cycle_cost import Option
from maillon.topics.footprint_and_cost.pictures.annual_cost import cost_told, years_told
from maillon.topics.footprint_and_cost.workshop.chairs import ChairBench, initial
from maillon.topics.footprint_and_cost.workshop.heat_map import HeatStep
from maillon.topics.footprint_and_cost.workshop.lifetime import LifetimeBench
from maillon.widgets import controls
from maillon.workshops.frame import Workshop

#: The challenge: half the carbon of a year of service, for a budget that hardly grows.
LEAST_CUT, MOST_SPENT = 0.5, 0.15
REBATE = 0.1
#: A fall of the price that does about as much as one more year.
QUARTER = 0.25
#: Chairs that the second-hand dealer has: too few for the school.
SECOND_HAND = 20


class TwoThermometers(Workshop):
    """A purchase read in money and in goods, brought to one year, and its hot spots."""

    id = "deux-thermometres"
    claims = CLAIMS

    @cached_property
    def bench(self) -> ChairBench:
        """The chairs of the school."""
        return ChairBench(self.handled)

    @cached_property
    def _laptops(self) -> LifetimeBench:
        return LifetimeBench(self.handled)

    @cached_property
    def _heats(self) -> HeatStep:
        return HeatStep(self.store, self.refresh)

    def cost(self) -> None:
        """*Manipuler*: the second bench, where lifetimes are brought to one year."""
        self._open_after("bet", self._lifetimes, "Pariez d’abord : ce banc s’ouvrira ensuite.")

    def _lifetimes(self) -> Sequence[Any]:
        return self._laptops.box

    def hot_spots(self) -> None:
        """*Manipuler*: the trainee's own map, kept from one opening to the next."""
        self._open_after("bet", self._heat_map, "Pariez d’abord : la carte s’ouvrira ensuite.")

    def _heat_map(self) -> Sequence[Any]:
        return self._heats.box

    def note(self) -> None:
        """*Au bureau*: what to take away, written from the benches and the map."""
        self._open_after("bet", self._note, "Pariez d’abord : la fiche s’écrira ensuite.")

    def _note(self) -> Sequence[Any]:
        sheet = controls.headed()
        self.follow(lambda: controls.tell(sheet, self._note_lines()))
        return [sheet]

    def _note_lines(self) -> list[str]:
        heats = self._heats
        hot = " ".join(heats.heats.sentence(impact) for impact in IMPACTS)
        return [
            "Fiche à emporter",
            f"{capitalised(self.bench.described)}. {self.bench.finding}",
            self._laptops.finding,
            f"Points chauds, {heats.family or 'famille à nommer'}{NBSP}: {hot}",
            *(f"À demander{NBSP}: {question}" for question in self.said("questions")),
        ]

    def _comparison(self) -> Sequence[Any]:
        new, refurbished, kept = (hautebrune.computer(name) for name in hautebrune.COMPUTERS)
        rate = hautebrune.discount_rate()
        start, money, asked = initial(), hautebrune.monetary_factor(), hautebrune.chairs()
        rebate = replace(asked, unit_price=(1 - REBATE) * asked.unit_price)
        sober = read(replace(asked, quantity=hautebrune.need(reduced=True)), money)
        new_kg, durable_kg = (
            monetary_footprint([(hautebrune.list_price(kind) / EUR_PER_KEUR, money)])
            for kind in ("neuve", "durable")
        )
        lines = self.said(
            "surprise",
            cut=-change(new.price, refurbished.price),
            new=cost_told(new.annual_cost(rate)),
            refurbished=cost_told(refurbished.annual_cost(rate)),
            longer=longer_or_cheaper(refurbished, kept, rate),
            new_kg=new_kg,
            durable_kg=durable_kg,
            durable=_moved(start, read(hautebrune.chairs("durable"), money)),
            rebate=REBATE,
            rebated=_moved(start, read(rebate, money)),
            version=_signed(hautebrune.version_gap()),
            asked=hautebrune.need(),
            needed=hautebrune.need(reduced=True),
            sober=_moved(start, sober),
            saved=_signed(change(start.spend, sober.spend)),
        )
        return [self.against_bet(outcome(new, refurbished, rate), *lines)]

    def _challenge(self) -> Sequence[Any]:
        rules = controls.prompt("Les règles du défi", " ".join(challenge_rules()))
        return [rules, *self.bench.settings, self.goal(lambda: judged(self.bench))]


def challenge_rules() -> list[str]:
    """Return what the challenge allows, which `judged` then holds to."""
    return TwoThermometers.said(
        "rules",
        least=count(round(hautebrune.need(reduced=True)), "chaise", "chaises"),
        second_hand=SECOND_HAND,
        new=years_told(hautebrune.lifetime("neuve")),
        durable=years_told(hautebrune.lifetime("durable")),
    )


def longer_or_cheaper(option: Option, kept: Option, rate: float) -> str:
    """Say what one more year of service does to a yearly cost, and what a lower price does."""
    cost, longer = option.annual_cost(rate), kept.annual_cost(rate)
    cheaper = replace(option, price=(1 - QUARTER) * option.price).annual_cost(rate)
    [told] = TwoThermometers.said(
        "longer",
        kept=years_told(kept.years),
        years=years_told(option.years),
        kept_cost=cost_told(longer),
        kept_change=_signed(change(cost, longer)),
        quarter=QUARTER,
        cheaper_cost=cost_told(cheaper),
        cheaper_change=_signed(change(cost, cheaper)),
    )
    return told


def _moved(before: TwoReadings, after: TwoReadings) -> tuple[str, str]:
    """Return by how much both thermometers moved, money first."""
    money = change(before.monetary or 0, after.monetary or 0)
    return _signed(money), _signed(change(before.physical, after.physical))


def judged(bench: ChairBench) -> tuple[list[str], bool]:
    """Say how far the controls are from the challenge, and whether it is won."""
    said, start, reading = TwoThermometers.said, initial(), bench.reading
    ceiling = (1 + MOST_SPENT) * start.spend
    cut = -change(start.physical_per_year, reading.physical_per_year)
    lines = said(
        "goal",
        cut=_signed(-cut),
        least=_signed(-LEAST_CUT),
        spend=reading.spend,
        ceiling=ceiling,
    )
    clean, cheap = cut >= LEAST_CUT - 1e-9, reading.spend <= ceiling
    needed, listed = hautebrune.need(reduced=True), hautebrune.lifetime(bench.kind.value)
    troubles = {
        "second-hand": bench.kind.value == "occasion",
        "standing": bench.quantity.value < needed,
        "unproven": bench.years.value > listed,
        "both": not clean and not cheap,
        "dirty": not clean,
        "dear": not cheap,
    }
    end = next((name for name, there in troubles.items() if there), "won")
    other = ""
    if end == "won":
        dated = "undated" if reading.monetary is None else "dated"
        [other] = said(dated, moved=_moved(start, reading)[0])
    told = said(end, second_hand=SECOND_HAND, least=needed, listed=years_told(listed), other=other)
    return [*lines, *told], end == "won"


def outcome(new: Option, refurbished: Option, rate: float) -> str:
    """Return the option of the bet that two yearly costs bear out."""
    ratio = refurbished.annual_cost(rate) / new.annual_cost(rate)
    if ratio > 1.1:
        return "more"
    if ratio > 0.9:
        return "same"
    return "quarter" if ratio > 0.65 else "half"
