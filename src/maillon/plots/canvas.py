"""What pictures draw with: a page the width of a telephone, words, boxes, discs, plain axes, a key.

Lengths are points. Matplotlib is loaded when something is drawn: opening a workshop does not wait
for it, so a module of pictures imports this one and never Matplotlib at its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from maillon.base.wording import number
from maillon.plots.style import FADED, PAPER, RC, TEXT_SIZE

if TYPE_CHECKING:
    import matplotlib.axes
    import matplotlib.figure

Axes: TypeAlias = "matplotlib.axes.Axes"
Figure: TypeAlias = "matplotlib.figure.Figure"
Look: TypeAlias = dict[str, Any]
"""Colours, widths, places: what Matplotlib takes by keyword."""

WIDTH = 302.0
"""Width of a picture that a telephone shows whole."""
ON_PAPER: Look = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}
"""Behind words that a line may cross."""


@contextmanager
def page(
    height: float,
    width: float = WIDTH,
    *,
    size: float = 9.5,
    hatch: float = 1.0,
    hatch_colour: str | None = None,
) -> Iterator[Figure]:
    """Open an empty figure, with the settings of the course while it is drawn.

    `size` is that of its text; `hatch` and `hatch_colour` are the width of hatches, and
    their colour where it is not that of the outline.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    settings = RC | {"font.size": size, "hatch.linewidth": hatch}
    if hatch_colour:
        settings["hatch.color"] = hatch_colour
    with mpl.rc_context(settings):
        yield Figure(figsize=(width / 72, height / 72))


def bare(
    fig: Figure,
    box: tuple[float, float, float, float] = (0, 0, 1, 1),
    *,
    across: tuple[float, float] | None = None,
    upwards: tuple[float, float] | None = None,
) -> Axes:
    """Add axes without any mark: by default the page in points, from its top left corner.

    `box` is their left, bottom, width and height, as shares of the page; `across` and `upwards`
    are what they span.
    """
    width, height = 72 * fig.get_size_inches()
    ax = fig.add_axes(box)
    ax.set_axis_off()
    ax.set_xlim(*(across or (0, width)))
    ax.set_ylim(*(upwards or (height, 0)))
    return ax


def framed(
    fig: Figure,
    left: float,
    right: float,
    top: float,
    bottom: float,
    *,
    grid: Literal["y", "both"] = "y",
) -> Axes:
    """Add axes of a curve within these margins, in points: a light grid, and only two sides."""
    width, height = 72 * fig.get_size_inches()
    ax = fig.add_axes(
        (left / width, bottom / height, 1 - (left + right) / width, 1 - (top + bottom) / height)
    )
    ax.grid(axis=grid, color=FADED, lw=0.8)
    ax.set_axisbelow(True)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def french_numbers(*axes: Any) -> None:
    """Write the ticks of these axes (`ax.xaxis`, `ax.yaxis`) as French whole numbers."""
    for axis in axes:
        axis.set_major_formatter(lambda value, _place: number(value))


def whole_ticks(ax: Axes, most: int) -> None:
    """Put about `most` ticks upwards, on whole numbers."""
    from matplotlib.ticker import MaxNLocator

    ax.yaxis.set_major_locator(MaxNLocator(most, integer=True))


def write(ax: Axes, x: float, y: float, text: str, *, bold: bool = False, **look: Any) -> None:
    """Write in the middle of the height `y`; `look` is what Matplotlib's `text` takes."""
    ax.text(x, y, text, **({"va": "center", "weight": "bold" if bold else "normal"} | look))


def write_line(ax: Axes, x: float, y: float, text: str, **look: Any) -> None:
    """Write like `write`, all lines of a same size at one level whatever their letters."""
    write(ax, x, y, text, **({"va": "center_baseline"} | look))


def note(
    ax: Axes,
    text: str,
    place: tuple[float, float],
    offset: tuple[float, float],
    *,
    of: Any = "data",
    **look: Any,
) -> None:
    """Write at an `offset` in points from a place of the data, or of what else `of` measures in."""
    ax.annotate(text, place, offset, xycoords=of, textcoords="offset points", **look)


def box(ax: Axes, x: float, y: float, width: float, height: float, **look: Any) -> None:
    """Draw a rectangle from one of its corners, rounded by `rounding`; without outline unless `ec`.

    The rest of `look` is what Matplotlib's patches take.
    """
    from matplotlib.patches import FancyBboxPatch, Rectangle

    look = {"ec": "none"} | look
    if rounding := look.pop("rounding", 0):
        style = f"round,pad=0,rounding_size={rounding}"
        ax.add_patch(FancyBboxPatch((x, y), width, height, boxstyle=style, **look))
    else:
        ax.add_patch(Rectangle((x, y), width, height, **look))


def disc(ax: Axes, x: float, y: float, radius: float, *, stretch: float = 1, **look: Any) -> None:
    """Draw a disc, `stretch` times higher than wide in the units of the axes."""
    from matplotlib.patches import Ellipse

    ax.add_patch(Ellipse((x, y), 2 * radius, 2 * radius * stretch, **look))


def polygon(ax: Axes, corners: Any, **look: Any) -> None:
    """Fill a polygon."""
    from matplotlib.patches import Polygon

    ax.add_patch(Polygon(corners, **({"edgecolor": "none"} | look)))


def heading(fig: Figure, title: str, lines: Sequence[tuple[str, str, Any]] = ()) -> None:
    """Write a title at the top, then what each line stands for: its words, colour and style."""
    from matplotlib.lines import Line2D

    width, height = 72 * fig.get_size_inches()
    fig.text(12 / width, 1 - 14 / height, title, weight="bold", fontsize=11)
    for rank, (words, colour, style) in enumerate(lines):
        y = 1 - (33 + 15 * rank) / height
        fig.add_artist(Line2D([12 / width, 36 / width], [y, y], color=colour, lw=2.4, ls=style))
        fig.text(42 / width, y, words, va="center_baseline")


def halo(pad: float, shape: str = "round", **look: Any) -> Look:
    """Return a box of paper to set words apart from what is under them."""
    return {"boxstyle": f"{shape},pad={pad}", "facecolor": PAPER, "edgecolor": "none"} | look


@lru_cache(maxsize=256)
def text_width(text: str, size: float = TEXT_SIZE, weight: str = "normal") -> float:
    """Width in inches of one line of text in the course's font."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=RC["font.sans-serif"], size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


@lru_cache(maxsize=256)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """Break a label into the fewest lines of about `width` letters, as even as can be."""
    words = text.split(" ")
    if len(text) <= width:
        return (text,)
    for lines in range(1, len(words) + 1):
        best = min(_splits(words, lines), key=lambda split: max(map(len, split)))
        if max(map(len, best)) <= width:
            break
    return best


def _splits(words: list[str], lines: int) -> list[tuple[str, ...]]:
    if lines == 1:
        return [(" ".join(words),)]
    return [
        (" ".join(words[:cut]), *rest)
        for cut in range(1, len(words) - lines + 2)
        for rest in _splits(words[cut:], lines - 1)
    ]
