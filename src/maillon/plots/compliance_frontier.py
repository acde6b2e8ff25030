"""Where a promise is kept: the frontier between checks and penalty, and where the clause stands."""

from __future__ import annotations

import math
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from maillon.models.compliance import Sanction, penalty_needed, percent_to_check
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, RC, REINFORCING
from maillon.wording import NBSP, euros, number, percent

COLUMNS: Final = ("Part des heures vérifiées", "Pénalité à partir de laquelle la promesse tient")
#: Points: the width of a telephone; a title and two lines of key above the axes.
WIDTH, HEIGHT = 302.0, 268.0
LEFT, RIGHT, TOP, BOTTOM = 42.0, 22.0, 66.0, 40.0
HIGHEST = 150.0
"""€/h at the top of the picture."""
_SHARES: Final = (0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0)
_DOTS: Final = (0, (1.2, 1.8))


def frontier_picture(
    sanction: Sanction, cost: float, *, without_help: float | None = None
) -> Picture:
    """Draw the penalties (€/h) from which a promise is kept, for each share of hours checked.

    ``cost``: what an insertion hour costs more (€/h). ``without_help``: the same without any
    facilitator, drawn in dots when it differs. The clause is a disc where the promise is kept, a
    cross elsewhere.
    """
    helped = without_help is not None and without_help > cost
    with mpl.rc_context(RC | {"font.size": 9.5}):
        fig = Figure(figsize=(WIDTH / 72, HEIGHT / 72))
        ax = _axes(fig)
        shares, needed = _curve(cost)
        ax.fill_between(shares, needed, HIGHEST, color=BALANCING, alpha=0.14, lw=0)
        ax.plot(shares, needed, color=BALANCING, lw=2.4)
        if helped and without_help is not None:
            ax.plot(*_curve(without_help), color=MUTED, lw=2, ls=_DOTS)
        ax.text(0.97, HIGHEST * 0.93, "promesse tenue", ha="right", va="top", color=BALANCING)
        ax.text(0.03, HIGHEST * 0.015, "promesse rompue", va="bottom", color=REINFORCING)
        _point(ax, sanction, cost)
        _key(fig, cost, without_help if helped else None)
    return Picture.from_figure(
        fig,
        alt=frontier_finding(sanction, cost),
        caption=(
            "Au-dessus du trait, tenir coûte moins que rompre. Disque : clause tenue. "
            "Croix : clause rompue. Plafond des pénalités non compté. Statut des valeurs : fictif."
        ),
        columns=COLUMNS,
        rows=[
            (percent(share), f"{euros(_cents_up(penalty_needed(share, cost)), 2)} par heure")
            for share in _SHARES
        ],
    )


def frontier_finding(sanction: Sanction, cost: float) -> str:
    r"""Say whether the promise is kept, and what would move it.

    >>> frontier_finding(Sanction(0.6, 40), 12)
    'Rompre coûte 24\xa0€ par heure en moyenne, tenir coûte 12\xa0€\xa0: la promesse est tenue.'
    """
    weighed = (
        f"Rompre coûte {per_hour(sanction.per_hour)} par heure en moyenne, "
        f"tenir coûte {per_hour(cost)} :"
    )
    if sanction.pays(cost):
        return f"{weighed} la promesse est tenue."
    told = f"{weighed} la promesse est rompue."
    needed = percent_to_check(sanction.penalty, cost)
    if needed is None:
        return f"{told} Avec cette pénalité, aucun suivi ne suffirait."
    return (
        f"{told} À {per_hour(sanction.penalty)} de pénalité, il faut vérifier "
        f"{percent(needed / 100)} des heures."
    )


def per_hour(amount: float) -> str:
    r"""Write euros an hour, with cents unless they are whole.

    >>> per_hour(12.0), per_hour(4.8)
    ('12\xa0€', '4,80\xa0€')
    """
    shown = round(amount, 2)
    return euros(shown, 0 if float(shown).is_integer() else 2)


def _cents_up(amount: float) -> float:
    """Round euros up to the cent, so that the penalty written is one that suffices."""
    return math.ceil(100 * amount - 1e-9) / 100


def _curve(cost: float) -> tuple[list[float], list[float]]:
    """Return shares of hours checked and penalties, from where the curve enters the picture."""
    first = min(1.0, max(0.01, cost / HIGHEST))
    shares = [first + (1 - first) * step / 100 for step in range(101)]
    return shares, [min(HIGHEST, penalty_needed(share, cost)) for share in shares]


def _point(ax: Axes, sanction: Sanction, cost: float) -> None:
    kept = sanction.pays(cost)
    ax.plot(
        [sanction.follow_up], [min(sanction.penalty, HIGHEST)], marker="o" if kept else "X", ms=11,
        color=BALANCING if kept else REINFORCING, mec=PAPER, mew=1.2, clip_on=False, zorder=5,
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


def _key(fig: Figure, cost: float, without_help: float | None) -> None:
    """Title, then what each line stands for: no colour to be told apart."""
    title = f"Pénalité (€/h){NBSP}: où la promesse tient"
    fig.text(12 / WIDTH, 1 - 14 / HEIGHT, title, weight="bold", fontsize=11)
    lines: list[tuple[str, str, Any]] = [
        (f"tenir coûte {per_hour(cost)} de plus par heure", BALANCING, "-")
    ]
    if without_help is not None:
        lines.append((f"sans facilitation{NBSP}: {per_hour(without_help)}", MUTED, _DOTS))
    for rank, (words, colour, style) in enumerate(lines):
        y = 1 - (33 + 15 * rank) / HEIGHT
        fig.add_artist(
            mpl.lines.Line2D([12 / WIDTH, 36 / WIDTH], [y] * 2, color=colour, lw=2.4, ls=style)
        )
        fig.text(42 / WIDTH, y, words, color=INK, va="center_baseline")
