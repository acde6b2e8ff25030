"""What holds of every picture: a telephone shows it whole, and its words are French sentences."""

from __future__ import annotations

import re
from collections.abc import Callable

from maillon.plots.picture import Picture
from maillon.site.nodes import WIDE_PICTURE, svg_size


def check_size(draw: Callable[[], Picture], *, least: float = 150) -> None:
    """Draw twice the same, at the width of a telephone, so that no letter is shrunk there."""
    drawn = draw()
    assert drawn == draw()
    width, height = svg_size(drawn.svg)
    assert 380 < width < 420 < WIDE_PICTURE
    assert height > least


def check_words(drawn: Picture) -> None:
    """Read the alternative and the caption as whoever checks the course's typography does."""
    for text in (drawn.alt, drawn.caption):
        assert text.endswith(".")
        assert not text.endswith("..")
        assert "'" not in text
        assert not re.search(r"\d\.\d", text)
        assert not re.search(r"[^\xa0]:|[^\u202f][;?!]", text)
