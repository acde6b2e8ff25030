"""What each link costs, and what its stop costs: the same links in two orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from maillon.base.wording import NBSP, number, ordinal
from maillon.plots.canvas import (
    WIDTH,
    Axes,
    Figure,
    Look,
    bare,
    box,
    framed,
    heading,
    page,
    whole_ticks,
    write,
)
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, MUTED, PAPER, REINFORCING
from maillon.topics.disruption.model.service import Node, lost_service, ranks
from maillon.topics.disruption.pictures.service import full_days

COLUMNS = (
    "Maillon", "Dépense par an", "Rang par la dépense", "Service perdu", "Rang par la perte",
)  # fmt: skip
HEIGHT = 262.0
#: Left, right, top and bottom.
MARGINS = (34.0, 12.0, 44.0, 38.0)
#: A row of bars, what stands above the first, and the longest bar: its value stands beyond it.
ROW, HEAD, BAR = 35.0, 34.0, WIDTH - 86.0
#: Letters a line of a label; beyond so many points, a line leads from a label to its point.
LABEL_WIDTH, NEAR = 13, 14.0
#: Where a label may stand around its point, in points, the best place first.
PLACES: tuple[tuple[float, float, str, str], ...] = tuple(
    place
    for far in (8.0, 14.0, 22.0, 32.0)
    for place in (
        (far, 0.0, "left", "center"),
        (-far, 0.0, "right", "center"),
        (0.0, far, "center", "bottom"),
        (0.0, -far, "center", "top"),
        (far, far, "left", "bottom"),
        (-far, far, "right", "bottom"),
        (far, -far, "left", "top"),
        (-far, -far, "right", "top"),
    )
)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A link, what its stop loses, and its rank in both orders."""

    node: Node
    lost: float
    spend_rank: int
    loss_rank: int

    @property
    def worst(self) -> bool:
        return self.loss_rank == 1

    @property
    def sentence(self) -> str:
        return (
            f"{self.node.label}{NBSP}: {ordinal(self.loss_rank)} rang par la perte "
            f"({full_days(self.lost)}), {ordinal(self.spend_rank)} rang par la dépense "
            f"({number(self.node.spend)}{NBSP}k€)."
        )

    @property
    def row(self) -> tuple[str, ...]:
        return (
            self.node.label,
            f"{number(self.node.spend)}{NBSP}k€",
            ordinal(self.spend_rank),
            full_days(self.lost),
            ordinal(self.loss_rank),
        )


def _standings(nodes: Mapping[str, Node]) -> list[_Standing]:
    """Stand the links in the order of their losses, the worst first."""
    lost = {name: lost_service(node) for name, node in nodes.items()}
    by_spend, by_loss = ranks({name: node.spend for name, node in nodes.items()}), ranks(lost)
    found = [_Standing(node, lost[n], by_spend[n], by_loss[n]) for n, node in nodes.items()]
    return sorted(found, key=lambda each: each.loss_rank)


def spend_and_loss_picture(nodes: Mapping[str, Node]) -> Picture:
    """Draw each link by its yearly spend (k€, rightwards) and what its stop loses (days).

    Each division of the spend is three times the one before; a link without spend is left out of
    the drawing, never of the data. The worst link is a square, the others are discs.
    """
    standings = _standings(nodes)
    shown = [each for each in standings if each.node.spend > 0]
    with page(HEIGHT) as fig:
        ax = framed(fig, *MARGINS, grid="both")
        heading(fig, "Ce que coûte l’arrêt")
        fig.text(12 / WIDTH, 1 - 30 / HEIGHT, "jours de service perdus ↑", color=MUTED)
        _scales(ax, shown)
        for each in shown:
            marker, colour = ("s", REINFORCING) if each.worst else ("o", BALANCING)
            look: Look = {"ms": 9, "color": colour, "mec": PAPER, "zorder": 3}
            # Whole, even when nearly nothing is lost.
            ax.plot([each.node.spend], [each.lost], marker, clip_on=False, **look)
        _label(fig, ax, shown)
    return Picture.from_figure(
        fig,
        alt=finding(nodes),
        caption=(
            "Chaque maillon selon sa dépense et selon ce que son arrêt fait perdre. "
            "Vers la droite, la dépense triple à chaque repère. "
            f"Carré{NBSP}: la plus grande perte. Statut des valeurs{NBSP}: fictif."
        ),
        columns=COLUMNS,
        rows=[each.row for each in standings],
    )


def loss_bars_picture(nodes: Mapping[str, Node]) -> Picture:
    """Draw what the stop of each link loses, the worst on top, with its rank in both orders."""
    standings = _standings(nodes)
    with page(HEAD + ROW * len(nodes) + 10, hatch=1.1) as fig:
        ax = bare(fig)
        write(ax, 12, 14, "Service perdu si ce maillon s’arrête", bold=True, size=11)
        longest = max((each.lost for each in standings), default=0.0) or 1.0
        for place, each in enumerate(standings):
            _bar(ax, HEAD + ROW * place, each, BAR * each.lost / longest)
    return Picture.from_figure(
        fig,
        alt=finding(nodes),
        caption=(
            "Perte de chaque maillon, avec son rang par la dépense et son rang par la perte. "
            f"Hachures{NBSP}: la plus grande perte. Statut des valeurs{NBSP}: fictif."
        ),
        columns=COLUMNS,
        rows=[each.row for each in standings],
    )


def finding(nodes: Mapping[str, Node]) -> str:
    """Say in French where the worst link and the largest spend stand in the other order."""
    standings = _standings(nodes)
    if not standings:
        return "Aucun maillon n’est décrit."
    dearest = min(standings, key=lambda each: each.spend_rank)
    return " ".join(dict.fromkeys((standings[0].sentence, dearest.sentence)))


def _bar(ax: Axes, top: float, each: _Standing, length: float) -> None:
    """Name and ranks on one line, then the bar and what it is worth."""
    order = f"dépense{NBSP}: {ordinal(each.spend_rank)}, perte{NBSP}: {ordinal(each.loss_rank)}"
    write(ax, 12, top + 6, each.node.label, bold=each.worst)
    write(ax, WIDTH - 12, top + 6, order, ha="right", color=MUTED)
    look: Look = {"fc": BALANCING, "ec": BALANCING}
    if each.worst:
        look = {"fc": PAPER, "ec": REINFORCING, "hatch": "////"}
    box(ax, 12, top + 14.5, length, 11, lw=1, **look)
    write(ax, 12 + length + 5, top + 20.4, full_days(each.lost), bold=each.worst)


def _scales(ax: Axes, shown: Sequence[_Standing]) -> None:
    from matplotlib.ticker import FixedLocator, NullLocator

    low = min((each.node.spend for each in shown), default=10.0)
    high = max((each.node.spend for each in shown), default=100.0)
    ax.set_xscale("log")
    ax.set_xlim(low / 1.6, high * 1.6)
    marks = [step * 10**power for power in range(-3, 7) for step in (1, 3)]
    ax.xaxis.set_major_locator(FixedLocator(marks))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(lambda value, _place: number(value, int(value < 1)))
    ax.set_xlabel("dépense par an, en k€ →")
    ax.set_ylim(0, 1.2 * max([5.0, *(each.lost for each in shown)]))
    whole_ticks(ax, 5)


def _label(fig: Figure, ax: Axes, shown: Sequence[_Standing]) -> None:
    """Write each name at the first place where it covers neither a point nor another name."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.transforms import Bbox

    FigureCanvasAgg(fig)  # text has a size only on a canvas that can draw it
    points = [(each.node.spend, each.lost) for each in shown]
    taken = [Bbox.from_bounds(x - 5, y - 5, 10, 10) for x, y in ax.transData.transform(points)]
    for each, point in zip(shown, points, strict=True):
        name = "\n".join(wrap(each.node.label, LABEL_WIDTH))
        for dx, dy, ha, va in PLACES:
            text = ax.annotate(
                name, point, (dx, dy), textcoords="offset points", ha=ha, va=va, linespacing=1.1,
                weight="bold" if each.worst else "normal",
            )  # fmt: skip
            box = text.get_window_extent().padded(2)
            inside = ax.bbox.x0 < box.x0 and box.x1 <= fig.bbox.x1 and box.y0 >= ax.bbox.y0
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                if max(abs(dx), abs(dy)) > NEAR:
                    line = {"arrowstyle": "-", "color": MUTED, "lw": 0.8}
                    ax.annotate("", point, (dx, dy), textcoords="offset points", arrowprops=line)
                break
            text.remove()  # no room anywhere: the name stays in the data
