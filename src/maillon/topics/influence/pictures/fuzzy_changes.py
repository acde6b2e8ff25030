"""What a scenario changes on a fuzzy map: a sign and a rank for each concept, never a decimal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maillon.base.wording import NBSP, capitalised, listing
from maillon.plots.canvas import ON_PAPER, WIDTH, Axes, Figure, Look, bare, box, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, INK, MUTED, PAPER, REINFORCING
from maillon.topics.influence.model.fuzzy_map import Change, FuzzyMap

COLUMNS = ("Notion", "Sens", "Rang du changement")
LEVER_COLUMNS = ("Levier poussé seul", "Effet sur le but", "Rang")
_CAPTION = (
    "La longueur d’une barre dit un rang, pas une mesure. "
    "Barre pleine à droite\N{NO-BREAK SPACE}: monte\N{NARROW NO-BREAK SPACE}; "
    "barre hachurée à gauche\N{NO-BREAK SPACE}: baisse. Poids fictifs."
)
#: A name above each bar.
MARGIN, ROW, BAR = 12.0, 35.0, 13.0
_MARKS = {1: "▲", -1: "▼", 0: "="}


def fuzzy_changes_picture(
    fuzzy: FuzzyMap,
    clamped: Mapping[str, float],
    *,
    slope: float = 1.0,
) -> Picture:
    """Draw what holding some concepts changes, the largest change first.

    Bars to the right rise, hatched bars to the left fall; their length follows the rank alone.

    Raises:
        OutOfModel: an unknown concept, or a level or slope outside its range.
        NoOrder: the map does not settle, so that there is no order to draw.
    """
    changes = sorted(
        fuzzy.changes(clamped, slope=slope),
        key=lambda change: (not change.held, not change.sign, change.rank, change.label),
    )
    return Picture.from_figure(
        _bars(changes, _shares([change for change in changes if change.rank])),
        alt=_finding(changes),
        caption=_CAPTION,
        columns=COLUMNS,
        rows=[(change.label, change.word, str(change.rank or "aucun")) for change in changes],
    )


def lever_picture(
    fuzzy: FuzzyMap,
    levers: Sequence[str],
    target: str,
    *,
    slope: float = 1.0,
) -> Picture:
    """Draw what each lever, pulled alone and as far as the others, does to one concept.

    Raises:
        OutOfModel: an unknown lever or target, or a slope outside its range.
        NoOrder: the map does not settle, so that there is no order to draw.
    """
    found = fuzzy.lever_ranking(levers, target, slope=slope)
    # The last of those that lower the target is the one that lowers it most.
    rising = _shares([change for change in found if change.sign > 0])
    falling = _shares([change for change in reversed(found) if change.sign < 0])
    return Picture.from_figure(
        _bars(found, rising | falling),
        alt=_lever_finding(found, target),
        caption="Ce que chaque levier, poussé seul et d’un même pas, fait à "
        f"«{NBSP}{target}{NBSP}». {_CAPTION}",
        columns=LEVER_COLUMNS,
        rows=[(change.label, change.word, str(change.rank)) for change in found],
    )


def _shares(largest_first: Sequence[Change]) -> dict[str, float]:
    """Length of each bar, 1 for the first rank; equal ranks have equal bars."""
    ranks = list(dict.fromkeys(change.rank for change in largest_first))
    return {change.label: 1 - ranks.index(change.rank) / len(ranks) for change in largest_first}


def _bars(changes: Sequence[Change], shares: Mapping[str, float]) -> Figure:
    height = ROW * len(changes) + 2 * MARGIN
    middle, longest = WIDTH / 2, WIDTH / 2 - MARGIN
    with page(height, size=10, hatch=1.3) as fig:
        ax = bare(fig)
        ax.plot([middle] * 2, [MARGIN / 2, height - MARGIN / 2], color=FADED, lw=1.2, zorder=0)
        on_top: Look = {"zorder": 3, "bbox": ON_PAPER}
        for row, change in enumerate(changes):
            y, colour = MARGIN + row * ROW + 8, _colour(change)
            write(ax, MARGIN, y, change.label, **on_top)
            move: Look = {"ha": "right", "bold": True, "color": colour} | on_top
            write(ax, WIDTH - MARGIN, y, _said(change), **move)
            if change.label in shares:
                _bar(ax, y + 15 - BAR / 2, change, middle, longest * shares[change.label])
    return fig


def _bar(ax: Axes, y: float, change: Change, middle: float, length: float) -> None:
    outline = {"ec": _colour(change), "lw": 1.4}
    if change.sign > 0:
        box(ax, middle, y, length, BAR, fc=BALANCING, **outline)
    else:
        box(ax, middle, y, -length, BAR, fc=PAPER, hatch="///", **outline)


def _said(change: Change) -> str:
    return "● tenu" if change.held else f"{_MARKS[change.sign]} {change.word}"


def _colour(change: Change) -> str:
    if change.held or not change.sign:
        return INK if change.held else MUTED
    return BALANCING if change.sign > 0 else REINFORCING


def _finding(changes: Sequence[Change]) -> str:
    held = [change.label for change in changes if change.held]
    sentences = [f"Scénario qui tient {listing(held)}." if held else "Aucune notion n’est tenue."]
    moved = [change for change in changes if change.rank]
    if not moved:
        return f"{sentences[0]} Rien d’autre ne change."
    first = [change for change in moved if change.rank == 1]
    sentences.append(
        f"Plus grand changement{NBSP}: "
        + listing([f"{change.label} ({change.word})" for change in first])
        + "."
    )
    for sign, verb in ((1, "Montent"), (-1, "Baissent")):
        labels = [change.label for change in moved if change.sign == sign]
        if labels:
            sentences.append(f"{verb}, du plus au moins{NBSP}: {listing(labels)}.")
    still = [change.label for change in changes if not change.sign and not change.held]
    if still:
        sentences.append(f"Inchangé{NBSP}: {listing(still)}.")
    return " ".join(sentences)


def _lever_finding(found: Sequence[Change], target: str) -> str:
    if not found:
        return f"{capitalised(target)}{NBSP}: aucun levier à comparer."
    best = [change.label for change in found if change.rank == 1]
    sentences = [
        f"{capitalised(target)}{NBSP}: ce qui le sert le mieux, à pas égal, est {listing(best)}."
        if found[0].sign > 0
        else f"{capitalised(target)}{NBSP}: aucun levier poussé seul ne le fait monter."
    ]
    for sign, verb in ((1, "Font monter, du plus au moins"), (-1, "Font baisser")):
        labels = [change.label for change in found if change.sign == sign]
        if labels:
            sentences.append(f"{verb}{NBSP}: {listing(labels)}.")
    return " ".join(sentences)
