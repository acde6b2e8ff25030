"""What contracts declare, out of how many: yes, no and not said, beside a national mark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maillon.base.wording import NBSP, number, percent
from maillon.opendata.profiling.figures import Figure, figures
from maillon.opendata.profiling.indicators import Share
from maillon.opendata.profiling.profile import Profile
from maillon.opendata.profiling.unknown import why_told
from maillon.plots.canvas import WIDTH, Axes, bare, box, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, BALANCING, FADED, MUTED, PAPER

COLUMNS = (
    *("Indicateur", "Oui", "Non", "Non renseigné", "Pourquoi", "Part de oui", "Repère national"),
)
#: The figures of a profile worth a bar each, in their order.
DRAWN = ("single_offer", "env", "env_clause", "soc", "soc_clause", "small_firms")
#: A name and a figure above each bar.
MARGIN, ROW, BAR = 12.0, 54.0, 13.0


def drawn(found: Profile) -> list[Figure]:
    """Return the figures of a profile that are drawn, in their order."""
    known = {figure.id: figure for figure in figures(found)}
    return [known[name] for name in DRAWN]


def contract_shares_picture(shares: Sequence[Figure], *, status: str) -> Picture:
    """Draw one bar for each figure that is a share: plain yes, empty no, hatched not said.

    The bar is all the contracts; the mark is a national share of those that answer. `status`
    says in French where the contracts come from.
    """
    shown = [(figure, figure.share) for figure in shares if figure.share is not None]
    with page(ROW * len(shown) + 2 * MARGIN) as fig:
        ax = bare(fig)
        for rank, (figure, share) in enumerate(shown):
            _draw(ax, MARGIN + rank * ROW, figure, share)
    return Picture.from_figure(
        fig,
        alt=" ".join(
            f"{figure.label}{NBSP}: {figure.value} ({figure.basis})." for figure, _ in shown
        ),
        caption=(
            f"Plein{NBSP}: oui. Blanc{NBSP}: non. Hachuré{NBSP}: non renseigné. "
            f"Losange{NBSP}: repère national, sur un autre champ. {status}"
        ),
        columns=COLUMNS,
        rows=[_cells(figure, share) for figure, share in shown],
    )


def _cells(figure: Figure, share: Share) -> tuple[str, ...]:
    return (
        figure.label,
        number(share.yes),
        number(share.known - share.yes),
        number(share.unknown),
        why_told(share.why),
        figure.value,
        _mark(figure) or "aucun",
    )


def _mark(figure: Figure) -> str:
    reference = figure.reference
    return f"{percent(reference.value, 1)} ({reference.year})" if reference else ""


def _draw(ax: Axes, top: float, figure: Figure, share: Share) -> None:
    """Draw a name, its figure, the bar in three states, and the mark under it."""
    total, length = share.known + share.unknown, WIDTH - 2 * MARGIN
    write(ax, MARGIN, top + 6, figure.label)
    write(ax, WIDTH - MARGIN, top + 6, figure.value, ha="right", bold=True, color=BALANCING)
    x, y = MARGIN, top + 15
    states: tuple[tuple[int, dict[str, Any]], ...] = (
        (share.yes, {"fc": BALANCING, "ec": BALANCING}),
        (share.known - share.yes, {"fc": PAPER, "ec": MUTED}),
        (share.unknown, {"fc": PAPER, "ec": FADED, "hatch": "////"}),
    )
    for part, style in states:
        if part:
            width = length * part / total
            box(ax, x, y, width, BAR, lw=1.2, **style)
            x += width
    below = y + BAR + 9
    write(ax, MARGIN, below, _answers(share), size=8.5, color=MUTED)
    if figure.reference and share.known:
        place = MARGIN + length * figure.reference.value * share.known / total
        ax.plot([place], [y + BAR / 2], marker="D", ms=7, mfc=PAPER, mec=ACCENT, mew=1.8)
        mark = f"◇ {_mark(figure)}"
        write(ax, WIDTH - MARGIN, below, mark, ha="right", size=8.5, color=ACCENT)


def _answers(share: Share) -> str:
    """Say in few words who answered, under the bar."""
    if not share.known:
        mostly = "surtout " if len(share.why) > 1 else ""  # the data have every reason
        why = f"{NBSP}: {mostly}{why_told(share.why[:1])}" if share.why else ""
        return f"aucune réponse{why}"
    said = f"{number(share.yes)} sur {number(share.known)}"
    return f"{said}, {number(share.unknown)} sans réponse" if share.unknown else said
