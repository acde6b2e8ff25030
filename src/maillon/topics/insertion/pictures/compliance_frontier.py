"""Where promises are kept: two frontiers of checks and penalty, and where the clause stands."""

from __future__ import annotations

import math
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from maillon.base.wording import NBSP, euros, listing, number, percent
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, BALANCING, FADED, INK, MUTED, PAPER, RC, REINFORCING
from maillon.topics.insertion.model.compliance import (
    ExtraCosts,
    Sanction,
    penalty_needed,
    percent_to_check,
)

COLUMNS: Final = (
    "Part des heures vérifiées",
    "Pénalité où une entreprise sur deux gagne à tenir",
    "Pénalité où toutes y gagnent",
)
#: Points: the width of a telephone; a title and three lines of key above the axes.
WIDTH, HEIGHT = 302.0, 283.0
LEFT, RIGHT, TOP, BOTTOM = 42.0, 22.0, 81.0, 40.0
HIGHEST = 150.0
"""€/h at the top of the picture."""
_SHARES: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
_DOTS: Final = (0, (1.2, 1.8))
_DASHES: Final = (0, (4, 2.2))


def frontier_picture(
    sanction: Sanction, costs: ExtraCosts, *, without_help: ExtraCosts | None = None
) -> Picture:
    """Draw the penalties (€/h) from which promises are kept, for each share of hours checked.

    `costs`: what an insertion hour costs more (€/h), from one firm to the other.
    `without_help`: the same without any facilitator, whose upper bound is drawn in dots when it
    differs. The clause is a disc where every firm gains by keeping its promise, a diamond where
    some do, a cross where none does.
    """
    helped = without_help is not None and without_help.high > costs.high
    with mpl.rc_context(RC | {"font.size": 9.5}):
        fig = Figure(figsize=(WIDTH / 72, HEIGHT / 72))
        ax = _axes(fig)
        shares, all_keep = _curve(costs.high)
        ax.fill_between(shares, all_keep, HIGHEST, color=BALANCING, alpha=0.18, lw=0)
        ax.plot(shares, all_keep, color=BALANCING, lw=2.4)
        ax.plot(*_curve(costs.low), color=REINFORCING, lw=2, ls=_DASHES)
        if helped and without_help is not None:
            ax.plot(*_curve(without_help.high), color=MUTED, lw=2, ls=_DOTS)
        ax.text(0.97, HIGHEST * 0.93, "toutes tiennent", ha="right", va="top", color=BALANCING)
        _point(ax, sanction, costs)
        _key(fig, costs, without_help if helped else None)
    return Picture.from_figure(
        fig,
        alt=frontier_finding(sanction, costs),
        caption=(
            "Disque : toutes les entreprises gagnent à tenir. Losange : une partie. "
            "Croix : aucune. "
            "Plafond des pénalités non compté. Statut des valeurs : fictif."
        ),
        columns=COLUMNS,
        rows=[
            (percent(share), *(_needed(share, cost) for cost in (costs.mean, costs.high)))
            for share in _SHARES
        ],
    )


def frontier_finding(sanction: Sanction, costs: ExtraCosts) -> str:
    r"""Say which firms gain by keeping their promise, and what checks would win the others over.

    >>> frontier_finding(Sanction(1, 40), ExtraCosts()).split(". ")[1]
    'Tenir coûte de 4 à 20\xa0€, selon l’entreprise\xa0: toutes y gagnent.'
    """
    told = (
        f"Rompre coûte {per_hour(sanction.per_hour)} par heure en moyenne. "
        f"Tenir coûte {spread_told(costs)}, selon l’entreprise : "
    )
    share = costs.share_up_to(sanction.per_hour)
    if share == 1:
        return f"{told}toutes y gagnent."
    told += f"{percent(share)} y gagnent." if share else "aucune n’y gagne."
    half, whole = (percent_to_check(sanction.penalty, cost) for cost in (costs.mean, costs.high))
    if half is None:
        return f"{told} Avec cette pénalité, aucun suivi ne suffirait à en gagner la moitié."
    goals = [f"{percent(half / 100)} des heures pour une entreprise sur deux"]
    if share >= 0.5:
        goals = []
    if whole is not None:
        goals.append(f"{percent(whole / 100)}{'' if goals else ' des heures'} pour toutes")
    if not goals:
        return f"{told} Avec cette pénalité, aucun suivi ne suffirait pour toutes."
    penalty = per_hour(sanction.penalty)
    return f"{told} À {penalty} de pénalité, il faut vérifier {listing(goals)}."


def spread_told(costs: ExtraCosts) -> str:
    r"""Write the bounds of the extra costs.

    >>> spread_told(ExtraCosts()), spread_told(ExtraCosts(4, 4))
    ('de 4 à 20\xa0€', '4\xa0€')
    """
    low, high = per_hour(costs.low), per_hour(costs.high)
    return high if low == high else f"de {low.removesuffix(f'{NBSP}€')} à {high}"


def per_hour(amount: float) -> str:
    r"""Write euros an hour, with cents unless they are whole.

    >>> per_hour(12.0), per_hour(4.8)
    ('12\xa0€', '4,80\xa0€')
    """
    shown = round(amount, 2)
    return euros(shown, 0 if float(shown).is_integer() else 2)


def _needed(share: float, cost: float) -> str:
    return f"{euros(_cents_up(penalty_needed(share, cost)), 2)} par heure"


def _cents_up(amount: float) -> float:
    """Round euros up to the cent, so that the penalty written is one that suffices."""
    return math.ceil(100 * amount - 1e-9) / 100


def _curve(cost: float) -> tuple[list[float], list[float]]:
    """Return shares of hours checked and penalties, from where the curve enters the picture."""
    first = min(1.0, max(0.01, cost / HIGHEST))
    shares = [first + (1 - first) * step / 100 for step in range(101)]
    return shares, [min(HIGHEST, penalty_needed(share, cost)) for share in shares]


def _point(ax: Axes, sanction: Sanction, costs: ExtraCosts) -> None:
    share = costs.share_up_to(sanction.per_hour)
    marker, colour = ("o", BALANCING) if share == 1 else ("X", REINFORCING)
    if 0 < share < 1:
        marker, colour = "D", ACCENT
    ax.plot(
        [sanction.follow_up], [min(sanction.penalty, HIGHEST)], marker=marker, ms=11,
        color=colour, mec=PAPER, mew=1.2, clip_on=False, zorder=5,
    )  # fmt: skip


def _axes(fig: Figure) -> Axes:
    ax = fig.add_axes(
        (LEFT / WIDTH, BOTTOM / HEIGHT, 1 - (LEFT + RIGHT) / WIDTH, 1 - (TOP + BOTTOM) / HEIGHT)
    )
    ax.set_xlim(0, 1)
    ax.set_ylim(0, HIGHEST)
    ticks = (0, 0.25, 0.5, 0.75, 1)
    ax.set_xticks(ticks, [percent(share) for share in ticks])
    levels = (0, 50, 100, 150)
    ax.set_yticks(levels, [number(each) for each in levels])
    ax.set_xlabel("heures vérifiées")
    ax.grid(color=FADED, lw=0.8)
    ax.set_axisbelow(True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax


def _key(fig: Figure, costs: ExtraCosts, without_help: ExtraCosts | None) -> None:
    """Title, then what each line stands for: no colour to be told apart."""
    title = f"Pénalité (€/h){NBSP}: où la promesse tient"
    fig.text(12 / WIDTH, 1 - 14 / HEIGHT, title, weight="bold", fontsize=11)
    lines: list[tuple[str, str, Any]] = [
        (f"au-dessus, toutes tiennent ({per_hour(costs.high)})", BALANCING, "-"),
        (f"au-dessous, aucune ({per_hour(costs.low)})", REINFORCING, _DASHES),
    ]
    if without_help is not None:
        lines.append((f"toutes, sans facilitation ({per_hour(without_help.high)})", MUTED, _DOTS))
    for rank, (words, colour, style) in enumerate(lines):
        y = 1 - (33 + 15 * rank) / HEIGHT
        fig.add_artist(
            mpl.lines.Line2D([12 / WIDTH, 36 / WIDTH], [y] * 2, color=colour, lw=2.4, ls=style)
        )
        fig.text(42 / WIDTH, y, words, color=INK, va="center_baseline")
