"""The winner along the axis of price weights: one strip a formula, cut where two offers tie."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, listing, percent
from maillon.plots.canvas import WIDTH, Axes, bare, box, halo, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import INK, MUTED
from maillon.topics.award.model.award import Award
from maillon.topics.award.model.sensitivity import Interval, stability
from maillon.topics.award.pictures.names import keys, titled
from maillon.topics.award.pictures.totals import Labelled

COLUMNS = ("Formule", "Poids du prix, de", "à", "En tête")
#: A title, a strip and the weights of its cuts.
MARGIN, ROW, STRIP, HEAD, LINE = 12.0, 64.0, 24.0, 22.0, 15.0
#: Points under which a key does not fit in its part, and between two weights written under.
_NARROW, _CLOSE = 12.0, 34.0
#: Light fills with a texture each: ink reads on all of them, and a grey print keeps them apart.
_FILLS = ("#f7d9c8", "#cfe0f3", "#e3d7ef", "#e4e9c8", "#f3e6b8", "#d9d9d9")
_HATCHES = ("", "///", "...", "\\\\\\", "xxx", "---", "|||", "++", "oo", "**", "//..", "--|")


def winner_strip_picture(awards: Sequence[Labelled], *, status: str) -> Picture:
    """Draw a strip for each formula; a vertical line shows the announced weight.

    The announced weight is that of the first award. `status` says where the offers come from.
    """
    offers = awards[0][1].offers
    legend = [name for name in titled(offers) if name not in keys(offers)]
    foot = HEAD + ROW * len(awards)
    with page(foot + LINE * len(legend) + MARGIN, hatch=0.7, hatch_colour=MUTED) as fig:
        ax = bare(fig)
        write(ax, MARGIN, 9, f"Poids du prix{NBSP}: 0{NBSP}%", size=8.5, color=MUTED)
        write(ax, WIDTH - MARGIN, 9, f"100{NBSP}%", ha="right", size=8.5, color=MUTED)
        for rank, (label, found) in enumerate(awards):
            _strip(ax, HEAD + rank * ROW, label, found)
        for rank, name in enumerate(legend):
            write(ax, MARGIN, foot + LINE * (rank + 0.5), name, size=9)
    return Picture.from_figure(
        fig,
        alt=" ".join(finding(label, found) for label, found in awards),
        caption=(
            "Qui arrive en tête, selon le poids du prix. "
            f"Trait vertical{NBSP}: le poids annoncé, {percent(awards[0][1].weight)}. {status}"
        ),
        columns=COLUMNS,
        rows=[
            (label, percent(part.low, 1), percent(part.high, 1), _names(found, part))
            for label, found in awards
            for part in stability(found)
        ],
    )


def finding(label: str, found: Award) -> str:
    r"""Say in French who comes first along the axis of weights.

    >>> from maillon.topics.award.model.award import Offer, award
    >>> from maillon.topics.award.model.price_scores import formula
    >>> bids = [Offer("A", 100, 6), Offer("B", 112, 7.6)]
    >>> finding("Classique", award(bids, formula("classique"), 0.5))
    'Classique\xa0: B jusqu’à 59,9\xa0%, puis A.'
    """
    parts = stability(found)
    steps = [f"{_names(found, part)} jusqu’à {percent(part.high, 1)}" for part in parts[:-1]]
    last = _names(found, parts[-1])
    told = ", puis ".join([*steps, last]) if steps else f"{last} à tous les poids"
    return f"{label}{NBSP}: {told}."


def _names(found: Award, part: Interval) -> str:
    return listing([found.offers[place].name for place in part.winners])


def _strip(ax: Axes, top: float, label: str, found: Award) -> None:
    length, names = WIDTH - 2 * MARGIN, keys(found.offers)
    write(ax, MARGIN, top + 4, label, bold=True)
    bar, parts = top + 17, stability(found)
    for part in parts:
        x, width, first = MARGIN + length * part.low, length * part.width, part.winners[0]
        fill, hatch = _FILLS[first % len(_FILLS)], _HATCHES[first % len(_HATCHES)]
        box(ax, x, bar, width, STRIP, ec=INK, lw=0.9, fc=fill, hatch=hatch)
        if width > _NARROW:
            look = {"ha": "center", "size": 11, "bbox": halo(0.15), "zorder": 7}
            key = "=".join(names[place] for place in part.winners)
            write(ax, x + width / 2, bar + STRIP / 2, key, bold=True, **look)
    _cuts(ax, bar + STRIP + 8, [MARGIN + length * part.high for part in parts[:-1]], parts)
    announced = MARGIN + length * found.weight
    ax.plot([announced] * 2, [bar - 4, bar + STRIP + 2], color=INK, lw=2.2, zorder=6)
    ax.plot([announced], [bar - 4], marker="v", ms=6, color=INK, zorder=6)


def _cuts(ax: Axes, y: float, places: Sequence[float], parts: Sequence[Interval]) -> None:
    """Write each weight under its cut; two that stand close lean away from each other."""
    for rank, (x, part) in enumerate(zip(places, parts, strict=False)):
        before = x - places[rank - 1] if rank else WIDTH
        after = places[rank + 1] - x if rank + 1 < len(places) else WIDTH
        if max(before, after) < _CLOSE:
            continue  # between two others: the table has it
        side, nudge = "center", 0.0
        if before < _CLOSE:
            side, nudge = "left", -_leaning(before)
        elif after < _CLOSE:
            side, nudge = "right", _leaning(after)
        write(ax, x + nudge, y, percent(part.high, 1), ha=side, size=8.5)


def _leaning(gap: float) -> float:
    """Return how far a weight may lean over its cut towards its neighbour, `gap` points away."""
    return min(6.0, (gap - 4) / 2)
