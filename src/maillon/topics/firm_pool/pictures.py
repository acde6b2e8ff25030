"""The pool of firms month by month: offers, price, and what is displayed beside what is real."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, NNBSP, count, number
from maillon.plots.canvas import WIDTH, Axes, Figure, framed, french_numbers, page, whole_ticks
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, BALANCING, DASHES, DOTS, FADED, INK, MUTED, REINFORCING
from maillon.topics.firm_pool.model import STATUS, Trajectory

COLUMNS = ("Mois", "Offres", "Prix", "Exigence affichée", "Impact réel", "Impact cumulé")
#: Three panels one under the other.
HEIGHT, LEFT, RIGHT, PANEL, TOP, GAP = 446.0, 34.0, 12.0, 96.0, 24.0, 46.0


def firm_pool_picture(run: Trajectory, *, reference: Trajectory | None = None) -> Picture:
    """Draw a run of the pool of firms in three panels, all of them against the months.

    `reference` is another run, drawn in grey dots to compare with. The data are one row every six
    months, and the last month.
    """
    with page(HEIGHT) as fig:
        offers, price, level = (_panel(fig, rank, run.months) for rank in range(3))
        if reference is not None:
            offers.plot(reference.offers, color=MUTED, lw=1.8, ls=DOTS)
            price.plot(reference.price, color=MUTED, lw=1.8, ls=DOTS)
            level.plot(reference.impact, color=MUTED, lw=1.8, ls=DOTS)
        _title(offers, "Offres par consultation", reference is not None)
        offers.plot(run.offers, color=BALANCING, lw=2.4)
        offers.set_ylim(0, 1.12 * max(*run.offers, *_of(reference, "offers"), 5))
        _title(price, "Prix (100 = large concurrence)")
        price.plot(run.price, color=REINFORCING, lw=2.4)
        price.set_ylim(95, max(185, *run.price, *_of(reference, "price")) + 5)
        _title(level, "Clauses affichées (tirets) et impact réel (plein)")
        level.plot(run.displayed, color=ACCENT, lw=2.0, ls=DASHES)
        level.plot(run.impact, color=INK, lw=2.4)
        level.fill_between(range(run.months), run.impact, run.displayed, color=FADED, alpha=0.5)
        level.set_ylim(0, 1.05)
        level.set_yticks([0, 0.5, 1], ["0", "0,5", "1"])
        level.set_xlabel("mois")
    return Picture.from_figure(
        fig,
        alt=finding(run),
        caption=(
            f"Le vivier d’entreprises sur {count(run.months, 'mois', 'mois')}. "
            "La surface grise est ce qui est affiché sans être réel. "
            f"Statut des valeurs{NBSP}: {STATUS}."
        ),
        columns=COLUMNS,
        rows=_table(run),
    )


def offers_told(value: float) -> str:
    r"""Write a number of offers.

    >>> offers_told(0.3), offers_told(2.0)
    ('0,3\xa0offre', '2,0\xa0offres')
    """
    return f"{number(value, 1)}{NBSP}offre{'s' if round(value, 1) >= 2 else ''}"


def finding(run: Trajectory) -> str:
    """Say in French what a run shows: offers, price, and displayed against real."""
    worst = run.offers.index(run.fewest_offers)
    dear = run.price.index(max(run.price))
    ratio = run.total_displayed / run.total_impact if run.total_impact else 0
    return (
        f"Au plus bas, {offers_told(run.fewest_offers)} (mois {worst}){NNBSP}; "
        f"à la fin, {number(run.offers[-1], 1)}. "
        f"Le prix culmine à {number(run.price[dear])} (mois {dear}). "
        f"Impact réel cumulé{NBSP}: {number(run.total_impact, 1)}, quand les clauses affichées "
        f"totalisent {number(run.total_displayed, 1)}, soit {number(ratio, 1)} fois l’impact réel."
    )


def _of(run: Trajectory | None, name: str) -> Sequence[float]:
    values: Sequence[float] = getattr(run, name) if run is not None else ()
    return values


def _panel(fig: Figure, rank: int, months: int) -> Axes:
    top = TOP + rank * (PANEL + GAP)
    ax = framed(fig, LEFT, RIGHT, top, HEIGHT - top - PANEL)
    ax.set_xlim(0, months - 1 if months > 1 else 1)
    ax.set_xticks(range(0, months + 1, max(1, 12 * -(-months // 72))))
    whole_ticks(ax, 4)
    french_numbers(ax.yaxis)
    return ax


def _title(ax: Axes, text: str, compared: bool = False) -> None:
    # Matplotlib counts `x` in widths of the panel: the title starts at the edge of the page.
    x = -LEFT / (WIDTH - LEFT - RIGHT) + 0.02
    text += f" (points{NBSP}: l’autre réglage)" if compared else ""
    ax.set_title(text, loc="left", x=x, fontsize=10, weight="bold", color=INK)


def _table(run: Trajectory) -> list[tuple[str, ...]]:
    months = sorted({*range(0, run.months, 6), run.months - 1})
    return [
        (
            str(month),
            number(run.offers[month], 1),
            number(run.price[month]),
            number(run.displayed[month], 2),
            number(run.impact[month], 2),
            number(run.cumulated_impact[month], 1),
        )
        for month in months
    ]
