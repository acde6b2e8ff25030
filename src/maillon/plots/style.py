"""One palette and one type for all the course's pictures.

Orange-red and blue stay apart for every common form of colour blindness; a letter and a line
style always go with the colour. Colours named `…TEXT` or used for text reach a contrast of
4.5:1 on `PAPER` (WCAG 2.2, success criterion 1.4.3), the others are for lines and fills.
"""

from __future__ import annotations

from typing import Any

PAPER = "#ffffff"
INK = "#1f2933"
"""Text and main lines."""
MUTED = "#5b6670"
"""Secondary text."""
REINFORCING = "#b23a0e"
"""Loops « R »: orange-red, always with the letter R and a plain outline."""
BALANCING = "#0b5cad"
"""Loops « B »: blue, always with the letter B and a dashed outline."""
ACCENT = "#6b3fa0"
"""What the reader has just added."""
FADED = "#d3d8dd"
"""Lines that step back; never text."""
TINT = "#f1f4f6"
"""Background of boxes; never text."""

TEXT_COLOURS = (INK, MUTED, REINFORCING, BALANCING, ACCENT)
KIND_COLOURS = {"R": REINFORCING, "B": BALANCING}
KIND_WORDS = {"R": "amplifie", "B": "freine"}
KIND_OUTLINES = {"R": "solid", "B": (0, (3.0, 1.8))}

DOTS = (0, (1.2, 1.8))
DASHES = (0, (4, 2.2))
"""Line styles that tell two curves apart without colour."""

TEXT_SIZE = 11.2
"""Points; a picture 8 in wide shown at 760 px keeps its text above 11 pt."""

RC: dict[Any, Any] = {
    "font.family": "sans-serif",
    # The font that Matplotlib ships: the same letters on every machine.
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": TEXT_SIZE,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "axes.unicode_minus": True,
    "savefig.facecolor": PAPER,
    "svg.fonttype": "path",
    "svg.hashsalt": "maillon",
    "path.simplify": False,
}
"""Matplotlib settings of every picture; use them with `matplotlib.rc_context`."""


def luminance(colour: str) -> float:
    """Relative luminance of a `#rrggbb` colour, from 0 (black) to 1 (white); WCAG 2.2.

    Raises `ValueError` when the colour is not written `#rrggbb`.

    >>> luminance("#ffffff")
    1.0
    """
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(f"a colour is written #rrggbb, not {colour!r}")
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, from 1 to 21; WCAG 2.2.

    Raises `ValueError` like `luminance`.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
