"""What options of different lifetimes cost a year: bars of what it is made of, and a break-even."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from maillon.base.wording import NBSP, NNBSP, euros, number, percent
from maillon.plots.canvas import WIDTH, Axes, bare, box, framed, french_numbers, halo, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, BALANCING, DASHES, DOTS, INK, MUTED, PAPER, REINFORCING
from maillon.topics.footprint_and_cost.model.life_cycle_cost import Option, break_even_years

COLUMNS = ("Achat", "Prix", "Durée", "Achat net par an", "Usage par an", "Coût par an")
#: A bar's band, the panel of lifetimes, and what is around them.
BAND, PANEL, TOP, GAP, BOTTOM = 40.0, 150.0, 24.0, 42.0, 36.0
#: Euros under which cents are worth writing.
SMALL = 100
#: Points: the mark of the lifetime that is chosen, and how far from the line its name stands.
MARK, CLEAR = 8.0, 7.0
#: Tenths of a year between two points of the curve.
_STEPS = 10


def annual_cost_picture(
    options: Sequence[Option], rate: float, *, kept: Option, against: Option, status: str
) -> Picture:
    """Draw the equivalent annual cost of `options` and, below, that of `kept` by lifetime.

    The curve crosses the dashed line (the cost of `against`) at the break-even lifetime.
    `rate` is the discount rate a year; `status` tells where the prices come from.
    """
    bands = BAND * len(options)
    height = TOP + bands + GAP + PANEL + BOTTOM
    with page(height, hatch=1.4, hatch_colour=PAPER) as fig:
        top = max(option.annual_cost(rate) for option in options)
        place = (0.03, 1 - (TOP + bands) / height, 0.94, bands / height)
        bars = bare(fig, place, across=(0, 1.24 * top), upwards=(len(options), 0))
        _bars(bars, options, rate, top)
        curve = framed(fig, 0.13 * WIDTH, 0.04 * WIDTH, TOP + bands + GAP, BOTTOM)
        _curve(curve, kept, against, rate)
    return Picture.from_figure(
        fig,
        alt=finding(options, rate, kept=kept, against=against),
        caption=(
            f"Coût par an de chaque achat, taux d’actualisation {percent(rate, 1)}. "
            f"En hachures, l’achat moins la reprise{NNBSP}; en plein, l’énergie et l’entretien. "
            f"Statut des prix{NBSP}: {status}."
        ),
        columns=COLUMNS,
        rows=[_row(option, rate) for option in options],
    )


def finding(options: Sequence[Option], rate: float, *, kept: Option, against: Option) -> str:
    """Say in French what each option costs a year, and when the two of the curve tie."""
    costs = [
        f"{named(option)}{NBSP}: {cost_told(option.annual_cost(rate))} par an."
        for option in options
    ]
    return " ".join([*costs, _tie(kept, against, rate)])


def named(option: Option) -> str:
    r"""Name an option and how long it is kept, with a capital.

    >>> named(Option("neuf", 750, 8, 20, 30, 5))
    'Neuf, 5\xa0ans'
    """
    return f"{option.label[:1].upper()}{option.label[1:]}, {years_told(option.years)}"


def cost_told(cost: float) -> str:
    r"""Write a yearly cost; a small one keeps its cents.

    >>> cost_told(186.1), cost_told(17.58)
    ('186\xa0€', '17,58\xa0€')
    """
    return euros(cost, 0 if cost >= SMALL else 2)


def years_told(years: float) -> str:
    r"""Write a lifetime.

    >>> years_told(1), years_told(2.5)
    ('1\xa0an', '2,5\xa0ans')
    """
    text = number(years, 0 if round(years, 1) == round(years) else 1)
    return f"{text}{NBSP}an{'s' if years >= 2 else ''}"


def _tie(kept: Option, against: Option, rate: float) -> str:
    years = break_even_years(kept, against.annual_cost(rate), rate)
    if years is None:
        return (
            f"Aucune durée n’égalise les deux coûts par an{NBSP}: l’écart ne tient pas à la durée."
        )
    return f"Égalité des deux coûts par an{NBSP}: à {years_told(years)} d’usage."


def _parts(option: Option, rate: float) -> tuple[float, float]:
    """Return what buying, less the resale, costs a year, then what using costs a year."""
    used = option.energy + option.upkeep
    return option.annual_cost(rate) - used, used


def _row(option: Option, rate: float) -> tuple[str, ...]:
    bought, used = _parts(option, rate)
    return (
        option.label,
        euros(option.price),
        years_told(option.years),
        cost_told(bought),
        cost_told(used),
        cost_told(option.annual_cost(rate)),
    )


def _bars(ax: Axes, options: Sequence[Option], rate: float, top: float) -> None:
    ax.set_title("Coût par an, tout compris", loc="left", fontsize=10, weight="bold", color=INK)
    for rank, option in enumerate(options):
        bought, used = _parts(option, rate)
        colour, y, high = _COLOURS[rank % len(_COLOURS)], rank + 0.44, 0.44
        write(ax, 0, rank + 0.24, f"{named(option)} ({euros(option.price)} à l’achat)")
        box(ax, 0, y, bought, high, fc=colour, ec=PAPER, hatch="///", lw=0)
        box(ax, bought, y, used, high, fc=colour, lw=0)
        cost = cost_told(option.annual_cost(rate))
        write(ax, bought + used + 0.015 * top, y + high / 2, cost, bold=True, size=11)


_COLOURS = (REINFORCING, BALANCING, ACCENT)


def _curve(ax: Axes, kept: Option, against: Option, rate: float) -> None:
    target = against.annual_cost(rate)
    tie = break_even_years(kept, target, rate)
    last = max(8.0, 1.3 * max(kept.years, tie or 0))
    lifetimes = [rank / _STEPS for rank in range(_STEPS, round(last * _STEPS) + 1)]
    costs = [replace(kept, years=years).annual_cost(rate) for years in lifetimes]
    title = f"{kept.label}{NBSP}: coût par an selon la durée"
    ax.set_title(title, loc="left", x=-0.11, fontsize=10, weight="bold", color=INK)
    ax.plot(lifetimes, costs, color=BALANCING, lw=2.4)
    ax.axhline(target, color=REINFORCING, lw=1.6, ls=DASHES)
    # The name of the line stands where the curve has gone under it, or not yet come down to it.
    under = kept.annual_cost(rate) < target if tie is None else tie <= last / 2
    ax.annotate(
        f"{named(against)}{NBSP}: {cost_told(target)}",
        (0.99 if under else 0.02, target), xycoords=("axes fraction", "data"),
        xytext=(0, CLEAR if under else -CLEAR), textcoords="offset points",
        ha="right" if under else "left", va="bottom" if under else "top",
        fontsize=9, bbox=halo(0.1), zorder=4,
    )  # fmt: skip
    cost = [kept.annual_cost(rate)]
    ax.plot([kept.years], cost, "o", ms=MARK, color=BALANCING, mec=INK, zorder=5)
    if tie is not None and tie <= last:
        ax.plot([tie, tie], [0, target], color=INK, lw=1.2, ls=DOTS)
        side = "right" if tie > 0.6 * last else "left"
        look = {"size": 9, "ha": side, "va": "baseline"}
        write(ax, tie, 0.1 * target, f" égalité à {years_told(tie)} ", bold=True, **look)
    ax.set_xlim(0.6, last)
    ax.set_ylim(0, min(max(costs), 2.6 * max(target, kept.annual_cost(rate))) * 1.05)
    ax.set_xlabel("années d’usage")
    french_numbers(ax.xaxis, ax.yaxis)
    ax.tick_params(colors=MUTED, labelcolor=INK)
