"""Who drives whom, as two planes of ranks: direct influences, then those by relay."""

from __future__ import annotations

import string
from collections.abc import Sequence

from maillon.base.wording import NBSP, NNBSP, capitalised, listing, ordinal
from maillon.plots.canvas import WIDTH, Axes, Look, bare, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, INK, MUTED, PAPER, TINT
from maillon.topics.influence.model.cross_impact import (
    InfluenceMatrix,
    NoCircuit,
    StableRanking,
    Standing,
    ties,
)

COLUMNS = (
    *("Repère", "Variable", "Influence directe", "Influence indirecte", "Dépendance directe"),
    *("Dépendance indirecte", "Place directe", "Place indirecte"),
)
#: The planes one under the other, then the key.
SIDE, MARGIN, HEAD, FOOT, LINE, RADIUS = 212.0, 12.0, 44.0, 26.0, 15.5, 8.6


def influence_plane_picture(matrix: InfluenceMatrix, *, highlight: str | None = None) -> Picture:
    """Draw the ranks of influence (upwards) and dependence (rightwards), direct then indirect.

    Only ranks are drawn, never sums; the lines stand at the means, which part the four quadrants.
    `highlight` is the label of a variable to bring forward. Without any circuit the direct plane
    stands alone, and the caption says why.

    Raises:
        OutOfModel: no variable has the label `highlight`.
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
    with page(height) as fig:
        ax = bare(fig)
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
    write(ax, MARGIN, top + 12, title, size=11, bold=True)
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
        write(ax, x, level, name, color=MUTED, ha=side)
    write(ax, left - 9, (y + bottom) / 2, "influence →", rotation=90, ha="center")
    write(ax, (left + right) / 2, bottom + 9, "dépendance →", ha="center")
    places = [(s.dependence_rank, s.influence_rank) for s in standings]
    for place, standing in enumerate(standings):
        same = [k for k, other in enumerate(places) if other == places[place]]
        shift = (same.index(place) - (len(same) - 1) / 2) * 2.15 * RADIUS
        x = right - _at(standing.dependence_rank, len(standings)) + shift
        level = y + _at(standing.influence_rank, len(standings))
        forward = standing.label == highlight
        marker, fill, edge, ink = "o", PAPER, INK, INK
        if forward:
            marker, fill, edge, ink = "s", ACCENT, ACCENT, PAPER
        look: Look = {"mfc": fill, "mec": edge, "mew": 1.3, "zorder": 4 + forward}
        ax.plot([x], [level], marker, ms=2 * RADIUS, **look)
        letter = _letter(place, len(standings))
        write(ax, x, level + 0.3, letter, ha="center", zorder=6, color=ink, bold=True, size=10)


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
    write(ax, MARGIN, top, "Rang d’influence", bold=True)
    for place, (before, after) in enumerate(zip(told.direct, told.indirect, strict=True)):
        y, forward = top + (place + 1) * LINE, before.label == highlight
        colour = ACCENT if forward else INK
        write(ax, MARGIN, y, _letter(place, len(told.direct)), bold=True, color=colour)
        write(ax, MARGIN + 18, y, before.label, bold=forward, color=colour)
        text = ordinal(before.influence_rank)
        if moved:
            text += f" → {ordinal(after.influence_rank)}"
        write(ax, WIDTH - MARGIN, y, text, ha="right", bold=forward, color=colour)


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
    def indirect(cell: str) -> str:
        return cell if known else "aucun circuit"

    return [
        (
            _letter(place, len(told.direct)),
            before.label,
            ordinal(before.influence_rank),
            indirect(ordinal(after.influence_rank)),
            ordinal(before.dependence_rank),
            indirect(ordinal(after.dependence_rank)),
            before.quadrant,
            indirect(after.quadrant),
        )
        for place, (before, after) in enumerate(zip(told.direct, told.indirect, strict=True))
    ]
