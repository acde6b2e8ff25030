"""Workshop « Carbone et coût : deux thermomètres »: chairs, laptops, and a map of hot spots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from maillon.base.wording import NBSP, capitalised, count, euros, number, percent
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
QUESTIONS = (
    "Quelle est la durée de garantie, et combien de temps les pièces sont-elles fournies ?",
    "Quel facteur d’émission, de quelle année, tiré de quelle étude ?",
    "Qui reprend le bien en fin d’usage, à quel prix, et pour en faire quoi ?",
)


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
            *(f"À demander{NBSP}: {question}" for question in QUESTIONS),
        ]

    def _comparison(self) -> Sequence[Any]:
        new, refurbished, kept = (hautebrune.computer(name) for name in hautebrune.COMPUTERS)
        rate = hautebrune.discount_rate()
        price_cut = -change(new.price, refurbished.price)
        lines = [
            (
                f"À l’achat, le reconditionné coûte {percent(price_cut)} de moins. "
                f"Par an, il ne coûte guère moins : {cost_told(refurbished.annual_cost(rate))}, "
                f"contre {cost_told(new.annual_cost(rate))} pour le neuf. "
                f"{self.held('pas-moins-cher')}"
            ),
            (
                "Une leçon plus solide : la baisse du prix d’achat ne se retrouve pas, même à "
                f"moitié, dans le coût par an. {self.held('moitie-prix')}"
            ),
            longer_or_cheaper(refurbished, kept, rate),
            (
                "Là où il ne l’est pas déjà, un an de plus le rend-il moins cher que le neuf ? "
                f"{self.held('un-an-de-plus')}"
            ),
            *_carbon_surprises(),
        ]
        return [self.against_bet(outcome(new, refurbished, rate), *lines)]

    def _challenge(self) -> Sequence[Any]:
        rules = controls.prompt("Les règles du défi", " ".join(challenge_rules()))
        return [rules, *self.bench.settings, self.goal(lambda: judged(self.bench))]


def challenge_rules() -> list[str]:
    """Return what the challenge allows, which `judged` then holds to."""
    least = count(round(hautebrune.need(reduced=True)), "chaise", "chaises")
    new, durable = (years_told(hautebrune.lifetime(kind)) for kind in ("neuve", "durable"))
    return [
        f"L’école garde au moins {least}.",
        f"Le vendeur d’occasion n’en a que {SECOND_HAND} : prenez des chaises neuves.",
        f"Une chaise neuve dure {new} au plus, une durable {durable} au plus.",
    ]


def longer_or_cheaper(option: Option, kept: Option, rate: float) -> str:
    """Say what one more year of service does to a yearly cost, and what a lower price does."""
    cost = option.annual_cost(rate)
    longer = change(cost, kept.annual_cost(rate))
    cheaper = replace(option, price=(1 - QUARTER) * option.price).annual_cost(rate)
    return (
        f"Gardé {years_told(kept.years)} au lieu de {years_told(option.years)}, il descend à "
        f"{cost_told(kept.annual_cost(rate))} par an : {_signed(longer)}. Payé {percent(QUARTER)} "
        f"de moins, il descendrait à {cost_told(cheaper)} : {_signed(change(cost, cheaper))}. "
        "Ici, ni la durée ni le prix ne décide seul : demandez les deux."
    )


def _carbon_surprises() -> list[str]:
    """Say what each thermometer sees of a better chair, a rebate, a version and a smaller need."""
    start = initial()
    money = hautebrune.monetary_factor()
    durable = read(hautebrune.chairs("durable"), money)
    asked = hautebrune.chairs()
    rebate = read(replace(asked, unit_price=(1 - REBATE) * asked.unit_price), money)
    sober = read(replace(asked, quantity=hautebrune.need(reduced=True)), money)
    new_kg, durable_kg = (
        monetary_footprint([(hautebrune.list_price(kind) / EUR_PER_KEUR, money)])
        for kind in ("neuve", "durable")
    )
    return [
        (
            f"Une chaise durable « émet » {number(durable_kg, 2)} kg au thermomètre monétaire, "
            f"contre {number(new_kg, 2)} kg pour la neuve : {_moved(start, durable)[0]}. "
            f"Au thermomètre physique : {_moved(start, durable)[1]}. Acheter mieux paraît pire. "
            + TwoThermometers.held("mieux-parait-pire")
        ),
        (
            f"Un rabais de {percent(REBATE)} « économise » du carbone : {_moved(start, rebate)[0]} "
            f"en monétaire, {_moved(start, rebate)[1]} en physique. Les chaises sont les mêmes."
        ),
        (
            f"Une autre version du facteur ferait {_signed(hautebrune.version_gap())}, sans qu’une "
            "chaise ait bougé. Son année est incertaine : elle n’entre dans aucun bilan."
        ),
        (
            f"Passer de {number(hautebrune.need())} à {number(hautebrune.need(reduced=True))} "
            f"chaises donne {_moved(start, sober)[0]} en monétaire, {_moved(start, sober)[1]} en "
            f"physique et {_signed(change(start.spend, sober.spend))} de dépense. C’est le seul "
            "réglage que tout lit de la même façon : commencez par le besoin."
        ),
    ]


def _moved(before: TwoReadings, after: TwoReadings) -> tuple[str, str]:
    """Return by how much both thermometers moved, money first."""
    money = change(before.monetary or 0, after.monetary or 0)
    return _signed(money), _signed(change(before.physical, after.physical))


def judged(bench: ChairBench) -> tuple[list[str], bool]:
    """Say how far the controls are from the challenge, and whether it is won."""
    start, reading = initial(), bench.reading
    ceiling = (1 + MOST_SPENT) * start.spend
    cut = -change(start.physical_per_year, reading.physical_per_year)
    lines = [
        (
            f"Carbone physique par année d’usage : {_signed(-cut)} "
            f"(but : {_signed(-LEAST_CUT)} au moins)."
        ),
        f"Dépense : {euros(reading.spend)} HT (but : {euros(ceiling)} au plus).",
    ]
    refusal = _refused(bench)
    if refusal:
        return [*lines, refusal], False
    clean, cheap = cut >= LEAST_CUT - 1e-9, reading.spend <= ceiling
    if not clean or not cheap:
        return [*lines, _advice(clean, cheap)], False
    return [*lines, f"Défi réussi. {_other_thermometer(start, reading)}"], True


def _other_thermometer(start: TwoReadings, reading: TwoReadings) -> str:
    """Say what the winner's balance would show, if it counts money."""
    if reading.monetary is None:
        return "Choisissez un facteur daté, et lisez ce qu’en dirait le bilan monétaire."
    moved = _moved(start, reading)[0]
    return f"Au thermomètre monétaire : {moved}. Lequel irait dans votre bilan ?"


def _refused(bench: ChairBench) -> str:
    """Say which rule of the challenge the controls break, or nothing."""
    if bench.kind.value == "occasion":
        return f"Le vendeur d’occasion n’a que {SECOND_HAND} chaises : choisissez une chaise neuve."
    if bench.quantity.value < hautebrune.need(reduced=True):
        least = number(hautebrune.need(reduced=True))
        return f"Sous {least} chaises, des élèves restent debout : remontez le nombre."
    listed = hautebrune.lifetime(bench.kind.value)
    if bench.years.value > listed:
        return (
            f"Rien ne prouve que ces chaises durent plus de {years_told(listed)} : "
            "une durée se demande et se garantit."
        )
    return ""


def _advice(clean: bool, cheap: bool) -> str:
    if not clean and not cheap:
        return "Les deux buts manquent : quelle chaise dure, et combien en faut-il vraiment ?"
    if not clean:
        return "Il manque du carbone évité : regardez la durée d’usage de chaque chaise."
    return "Il manque des euros : sur quoi discuter, avant le prix ?"


def outcome(new: Option, refurbished: Option, rate: float) -> str:
    """Return the option of the bet that two yearly costs bear out."""
    ratio = refurbished.annual_cost(rate) / new.annual_cost(rate)
    if ratio > 1.1:
        return "more"
    if ratio > 0.9:
        return "same"
    return "quarter" if ratio > 0.65 else "half"
