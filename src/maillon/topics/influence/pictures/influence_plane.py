"""Who drives whom, as two planes of ranks: direct influences, then those by relay."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from maillon.base.wording import NBSP, NNBSP, capitalised, listing, ordinal
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, INK, MUTED, PAPER, RC, TINT
from maillon.topics.influence.model.cross_impact import (
    InfluenceMatrix,
    NoCircuit,
    StableRanking,
    Standing,
    ties,
)

COLUMNS: Final = (
    "Repère",
    "Variable",
    "Influence directe",
    "Influence indirecte",
    "Dépendance directe",
    "Dépendance indirecte",
    "Place directe",
    "Place indirecte",
)
#: Points: the width of a telephone, the planes one under the other, then the key.
WIDTH, SIDE, MARGIN = 302.0, 212.0, 12.0
HEAD, FOOT, LINE = 44.0, 26.0, 15.5
RADIUS: Final = 8.6


def influence_plane_picture(matrix: InfluenceMatrix, *, highlight: str | None = None) -> Picture:
    """Draw the ranks of influence (upwards) and dependence (rightwards), direct then indirect.

    Only ranks are drawn, never sums; the lines stand at the means, which part the four quadrants.
    `highlight` is the label of a variable to bring forward. Without any circuit the direct plane
    stands alone, and the caption says why.

    Raises:
        MatrixRefused: no variable has the label `highlight`.

    >>> from maillon.topics.influence.model.purchase_system import INFLUENCE, WORKLOAD
    >>> influence_plane_picture(INFLUENCE, highlight=WORKLOAD).rows[6][2:4]
    ('7e', '3e')
    """
    direct = matrix.standings()
    ranking, why = _ranking(matrix)
    told = ranking or StableRanking(direct, direct, 1, 1, False)
    if highlight is not None:
        told.sentence(highlight)
    planes = [("Influences directes", direct)]
    if ranking is not None:
        planes.append(("Avec les chemins longs", ranking.indirect))
    each = HEAD + SIDE + FOOT
    height = len(planes) * each + LINE * (len(direct) + 1) + MARGIN
    with mpl.rc_context(RC | {"font.size": 9.5}):
        fig = Figure(figsize=(WIDTH / 72, height / 72))
        ax = fig.add_axes((0, 0, 1, 1))
        ax.set_axis_off()
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(height, 0)
        for rank, (title, standings) in enumerate(planes):
            _plane(ax, rank * each, title, standings, highlight)
        _key(ax, len(planes) * each + LINE, told, highlight, moved=ranking is not None)
    return Picture.from_figure(
        fig,
        alt=_finding(told, highlight, why),
        caption=_caption(ranking, why),
        columns=COLUMNS,
        rows=_table(told, known=ranking is not None),
    )


def _ranking(matrix: InfluenceMatrix) -> tuple[StableRanking | None, str]:
    try:
        return matrix.stable_ranking(), ""
    except NoCircuit as error:
        return None, str(error)


def _letter(place: int, among: int) -> str:
    return string.ascii_uppercase[place] if among <= 26 else str(place + 1)


def _plane(
    ax: Axes, top: float, title: str, standings: Sequence[Standing], highlight: str | None
) -> None:
    left, y = (WIDTH - SIDE) / 2, top + HEAD
    right, bottom = left + SIDE, y + SIDE
    ax.text(MARGIN, top + 12, title, fontsize=11, weight="bold", va="center")
    high = [s.influence_rank for s in standings if s.quadrant in ("motrice", "relais")]
    much = [s.dependence_rank for s in standings if s.quadrant in ("dépendante", "relais")]
    across = _between(y, bottom, high, [s.influence_rank for s in standings])
    along = right - (_between(left, right, much, [s.dependence_rank for s in standings]) - left)
    ax.fill([along, right, right, along], [y, y, across, across], color=TINT, lw=0)
    ax.plot([left, right, right, left, left], [y, y, bottom, bottom, y], color=MUTED, lw=1)
    ax.plot([left, right], [across] * 2, color=MUTED, lw=1, ls=(0, (4, 2.5)))
    ax.plot([along] * 2, [y, bottom], color=MUTED, lw=1, ls=(0, (4, 2.5)))
    for x, level, name, side in (
        (left, y - 8, "motrices", "left"), (right, y - 8, "relais", "right"),
        (left, bottom + 9, "autonomes", "left"), (right, bottom + 9, "dépendantes", "right"),
    ):  # fmt: skip
        ax.text(x, level, name, color=MUTED, ha=side, va="center")
    ax.text(left - 9, (y + bottom) / 2, "influence →", rotation=90, ha="center", va="center")
    ax.text((left + right) / 2, bottom + 9, "dépendance →", ha="center", va="center")
    places = [(s.dependence_rank, s.influence_rank) for s in standings]
    for place, standing in enumerate(standings):
        same = [k for k, other in enumerate(places) if other == places[place]]
        shift = (same.index(place) - (len(same) - 1) / 2) * 2.15 * RADIUS
        x = right - _at(standing.dependence_rank, len(standings)) + shift
        level = y + _at(standing.influence_rank, len(standings))
        forward = standing.label == highlight
        ax.plot(
            [x], [level], marker="s" if forward else "o", ms=2 * RADIUS, zorder=4 + forward,
            mfc=ACCENT if forward else PAPER, mec=ACCENT if forward else INK, mew=1.3,
        )  # fmt: skip
        ax.text(
            x, level + 0.3, _letter(place, len(standings)), ha="center", va="center", zorder=6,
            color=PAPER if forward else INK, weight="bold", fontsize=10,
        )  # fmt: skip


def _at(rank: float, among: int) -> float:
    """Distance in points from the side where rank 1 stands."""
    return SIDE * (rank - 0.5) / among


def _between(low: float, high: float, above: Sequence[int], ranks: Sequence[int]) -> float:
    """Where the mean stands: half-way between the ranks on its two sides."""
    under = [rank for rank in ranks if rank > max(above)]
    if not under:
        return high
    return low + _at((max(above) + min(under)) / 2, len(ranks))


def _key(ax: Axes, top: float, told: StableRanking, highlight: str | None, *, moved: bool) -> None:
    ax.text(MARGIN, top, "Rang d’influence", weight="bold", va="center")
    for place, (before, after) in enumerate(zip(told.direct, told.indirect, strict=True)):
        y = top + (place + 1) * LINE
        forward = before.label == highlight
        weight, colour = ("bold", ACCENT) if forward else ("normal", INK)
        ax.text(
            MARGIN, y, _letter(place, len(told.direct)), weight="bold", va="center", color=colour
        )
        ax.text(MARGIN + 18, y, before.label, weight=weight, va="center", color=colour)
        text = ordinal(before.influence_rank)
        if moved:
            text += f" → {ordinal(after.influence_rank)}"
        ax.text(WIDTH - MARGIN, y, text, ha="right", va="center", weight=weight, color=colour)


def _finding(told: StableRanking, highlight: str | None, why: str) -> str:
    first = [s.label for s in told.direct if s.influence_rank == 1]
    sentences = [
        why,
        f"Plus forte influence directe{NBSP}: {listing(first)}.",
    ]
    if not why:
        climbs = [
            (before.influence_rank - after.influence_rank, before.label)
            for before, after in zip(told.direct, told.indirect, strict=True)
        ]
        most = max(climb for climb, _ in climbs)
        shown = highlight or max(climbs)[1]
        sentences += [told.sentence(shown), told.summary]
        if most > 0 and highlight and (most, highlight) in climbs:
            sentences.append("Aucune variable ne monte davantage.")
    elif highlight:
        rank = next(s.influence_rank for s in told.direct if s.label == highlight)
        sentences.append(f"{capitalised(highlight)}{NBSP}: {ordinal(rank)} rang d’influence.")
    sentences.append(ties(told.direct if why else told.indirect))
    return " ".join(sentence for sentence in sentences if sentence)


def _caption(ranking: StableRanking | None, why: str) -> str:
    reading = (
        f"Plus haut, la variable influence davantage{NNBSP}; plus à droite, elle dépend davantage. "
        "Les tirets sont les moyennes. Seuls les rangs comptent."
    )
    return f"{why or (ranking.summary if ranking else '')} {reading}"


def _table(told: StableRanking, *, known: bool) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for place, (before, after) in enumerate(zip(told.direct, told.indirect, strict=True)):
        rows.append(
            (
                _letter(place, len(told.direct)),
                before.label,
                ordinal(before.influence_rank),
                ordinal(after.influence_rank) if known else "aucun circuit",
                ordinal(before.dependence_rank),
                ordinal(after.dependence_rank) if known else "aucun circuit",
                before.quadrant,
                after.quadrant if known else "aucun circuit",
            )
        )
    return rows
