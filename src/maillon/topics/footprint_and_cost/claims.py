"""The claims of « Carbone et coût : deux thermomètres », tried on other prices and lifetimes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from maillon.base.wording import percent
from maillon.topics.footprint_and_cost import hautebrune
from maillon.topics.footprint_and_cost.model.footprint import relative_change
from maillon.topics.footprint_and_cost.model.life_cycle_cost import Option
from maillon.topics.footprint_and_cost.pictures.annual_cost import cost_told
from maillon.workshops.claims import claim
from maillon.workshops.robustness import Box, Case, Outcome, around

#: What a yearly saving must reach to be one.
SMALL = 0.05
ONE_MORE = 1.0
_NEW, _REFURBISHED, _ = (hautebrune.computer(name) for name in hautebrune.COMPUTERS)
_FIELDS = {
    "price": ("prix", "€"),
    "energy": ("énergie", "€ par an"),
    "upkeep": ("entretien", "€ par an"),
    "resale": ("reprise", "€"),
    "years": ("durée", "ans"),
}
_LAPTOPS = Box(
    (
        *(
            around(
                f"{side}-{field}",
                f"{label} du {side}",
                getattr(option, field),
                unit=unit,
                decimals=1 if field == "years" else 0,
            )
            for side, option in (("neuf", _NEW), ("reconditionné", _REFURBISHED))
            for field, (label, unit) in _FIELDS.items()
        ),
        around("rate", "taux d’actualisation", hautebrune.discount_rate(), unit="%", decimals=1),
    )
)
_CHAIRS = Box(
    tuple(
        around(f"{kind}-{field}", label, value, unit=unit)
        for kind in hautebrune.CHAIRS[:2]
        for field, label, value, unit in (
            ("price", f"prix d’une chaise {kind}", hautebrune.list_price(kind), "€"),
            (
                "carbon",
                f"carbone d’une chaise {kind}",
                hautebrune.physical_factor(kind).value,
                "kg",
            ),
        )
    )
)


def _costs(case: Case, *, more: float = 0.0) -> tuple[float, float]:
    """Return what each laptop costs a year, the refurbished one kept `more` years."""
    new, refurbished = (
        Option(side, **{field: case[f"{side}-{field}"] for field in _FIELDS})
        for side in ("neuf", "reconditionné")
    )
    refurbished = replace(refurbished, years=refurbished.years + more)
    return new.annual_cost(case["rate"]), refurbished.annual_cost(case["rate"])


def _told(new: float, refurbished: float) -> str:
    return f"{cost_told(new)} par an en neuf, {cost_told(refurbished)} en reconditionné."


def _no_cheaper(case: Case) -> Outcome:
    new, refurbished = _costs(case)
    return Outcome(refurbished > (1 - SMALL) * new, _told(new, refurbished))


def _flipped(case: Case) -> Outcome:
    """Tell whether one more year makes a saving, where there was none."""
    new, refurbished = _costs(case)
    _new, kept = _costs(case, more=ONE_MORE)
    cheaper = (1 - SMALL) * new
    flips = kept <= cheaper if refurbished > cheaper else None
    return Outcome(flips, f"{_told(new, refurbished)} Un an de plus : {cost_told(kept)}.")


def _lost_rebate(case: Case) -> Outcome:
    """Tell whether less than half of the rebate on the price is found again each year."""
    new, refurbished = _costs(case)
    rebate = -relative_change(case["neuf-price"], case["reconditionné-price"])
    saved = -relative_change(new, refurbished)
    if rebate <= 0:
        return Outcome(None, "")
    told = f"{percent(rebate)} de moins à l’achat, {percent(saved)} de moins par an."
    return Outcome(saved < rebate / 2, told)


def _better_looks_worse(case: Case) -> Outcome:
    """Tell whether the euros of the durable chair rise while its kilograms fall."""
    money, matter = (
        relative_change(*(case[f"{kind}-{field}"] for kind in hautebrune.CHAIRS[:2]))
        for field in ("price", "carbon")
    )
    told = f"au thermomètre monétaire, {signed(money)}. Au physique, {signed(matter)}."
    return Outcome(money > 0 > matter, told)


def signed(share: float) -> str:
    r"""Write a change with its sign.

    >>> signed(0.4), signed(-0.1), signed(0)
    ('+40\xa0%', '−10\xa0%', '0\xa0%')
    """
    text = percent(share)
    return f"+{text}" if share > 0 and text != percent(0) else text


_claim = partial(claim, "deux-thermometres", small=SMALL)
CLAIMS = (
    _claim("moitie-prix", _LAPTOPS, _lost_rebate),
    _claim("pas-moins-cher", _LAPTOPS, _no_cheaper),
    _claim("un-an-de-plus", _LAPTOPS, _flipped),
    _claim("mieux-parait-pire", _CHAIRS, _better_looks_worse),
)
