"""Where promises are kept: two frontiers of checks and penalty, and where the clause stands."""

from __future__ import annotations

import math
from typing import Any

from maillon.base.wording import NBSP, euros, listing, number, percent
from maillon.plots.canvas import Axes, Figure, Look, framed, heading, page
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, BALANCING, DASHES, DOTS, MUTED, PAPER, REINFORCING
from maillon.topics.insertion.model.compliance import (
    ExtraCosts,
    Sanction,
    penalty_needed,
    percent_to_check,
)

COLUMNS = (
    "Part des heures vérifiées",
    "Pénalité où une entreprise sur deux gagne à tenir",
    "Pénalité où toutes y gagnent",
)
#: A title and three lines of key above the axes.
HEIGHT = 283.0
#: Left, right, top and bottom.
MARGINS = (42.0, 22.0, 81.0, 40.0)
HIGHEST = 150.0
"""€/h at the top of the picture."""
_SHARES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)


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
    with page(HEIGHT) as fig:
        ax = _axes(fig)
        shares, all_keep = _curve(costs.high)
        ax.fill_between(shares, all_keep, HIGHEST, color=BALANCING, alpha=0.18, lw=0)
        ax.plot(shares, all_keep, color=BALANCING, lw=2.4)
        ax.plot(*_curve(costs.low), color=REINFORCING, lw=2, ls=DASHES)
        if helped and without_help is not None:
            ax.plot(*_curve(without_help.high), color=MUTED, lw=2, ls=DOTS)
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
    place = [sanction.follow_up], [min(sanction.penalty, HIGHEST)]
    look: Look = {"color": colour, "mec": PAPER, "mew": 1.2, "zorder": 5}
    ax.plot(*place, marker, ms=11, clip_on=False, **look)


def _axes(fig: Figure) -> Axes:
    ax = framed(fig, *MARGINS, grid="both")
    ax.set_xlim(0, 1)
    ax.set_ylim(0, HIGHEST)
    ticks = (0, 0.25, 0.5, 0.75, 1)
    ax.set_xticks(ticks, [percent(share) for share in ticks])
    levels = (0, 50, 100, 150)
    ax.set_yticks(levels, [number(each) for each in levels])
    ax.set_xlabel("heures vérifiées")
    return ax


def _key(fig: Figure, costs: ExtraCosts, without_help: ExtraCosts | None) -> None:
    """Say what each line stands for: no colour to be told apart."""
    lines: list[tuple[str, str, Any]] = [
        (f"au-dessus, toutes tiennent ({per_hour(costs.high)})", BALANCING, "-"),
        (f"au-dessous, aucune ({per_hour(costs.low)})", REINFORCING, DASHES),
    ]
    if without_help is not None:
        lines.append((f"toutes, sans facilitation ({per_hour(without_help.high)})", MUTED, DOTS))
    heading(fig, f"Pénalité (€/h){NBSP}: où la promesse tient", lines)
