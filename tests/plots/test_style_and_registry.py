"""Palette, and the registry of pictures."""

from __future__ import annotations

import itertools

import pytest

from maillon.plots import registry, style

pytestmark = pytest.mark.draws


@pytest.mark.parametrize("colour", style.TEXT_COLOURS)
def test_text_colours_are_readable_on_paper(colour: str) -> None:
    assert style.contrast(colour, style.PAPER) >= 4.5
    assert style.contrast(colour, style.TINT) >= 4.5


def test_letters_and_outlines_differ_beyond_colour() -> None:
    for names in (style.KIND_COLOURS, style.KIND_OUTLINES, style.KIND_WORDS):
        assert set(names) == {"R", "B"}
    assert style.KIND_OUTLINES["R"] != style.KIND_OUTLINES["B"]


def deuteranope(colour: str) -> tuple[float, float, float]:
    """What is left of a colour without the green cones (Viénot and others 1999, simplified)."""
    r, g, b = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return 0.29 * r + 0.71 * g, 0.29 * r + 0.71 * g, -0.02 * r + 0.02 * g + b


def test_loop_colours_stay_apart_without_green_cones() -> None:
    one, other = (deuteranope(style.KIND_COLOURS[kind]) for kind in "RB")
    assert sum((x - y) ** 2 for x, y in zip(one, other, strict=True)) ** 0.5 > 0.4


def test_colours_must_be_hexadecimal() -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        style.luminance("red")


def test_registry_draws_what_pages_ask_for() -> None:
    asked = ("boucle-sourcing", "boucle-tresorerie", "carte-relation")
    assert set(asked) <= set(registry.names())
    drawn = [registry.picture(name) for name in asked]
    for one, other in itertools.combinations(drawn, 2):
        assert one.svg != other.svg
    assert "sourçage → adéquation du besoin" in drawn[0].alt
    assert "trésorerie des entreprises → (−) litiges" in drawn[1].alt
    assert "mise en avant" not in drawn[2].alt


def test_unknown_picture_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"boucle-sourcing, boucle-tresorerie, .*carte-relation"):
        registry.picture("carte-inconnue")
