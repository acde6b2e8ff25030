"""The pictures of the archetypes and of the ladder: what they say, and that nothing overlaps."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from maillon.plots import registry
from maillon.site.nodes import WIDE_PICTURE
from maillon.topics.loops.model.archetypes import ARCHETYPES, Archetype
from maillon.topics.loops.pictures import archetype_layout as layout
from maillon.topics.loops.pictures.archetype_map import archetype_picture

pytestmark = pytest.mark.draws

each = pytest.mark.parametrize("one", ARCHETYPES, ids=lambda one: one.slug)
NAMES = ("echelle-leviers", *(f"archetype-{one.slug}" for one in ARCHETYPES))


@each
def test_labels_stay_on_the_page_and_apart(one: Archetype) -> None:
    placed = layout.LAYOUTS[one.slug]
    frames = list(layout.boxes(one.causal_map, placed).values())
    for frame in frames:
        assert frame.half_width <= frame.x <= layout.WIDTH - frame.half_width
        assert frame.y + frame.half_height <= placed.height + layout.LEGEND
        assert frame.y - frame.half_height >= layout.LEGEND
    for a, b in itertools.combinations(frames, 2):
        apart_x = abs(a.x - b.x) - a.half_width - b.half_width
        apart_y = abs(a.y - b.y) - a.half_height - b.half_height
        assert max(apart_x, apart_y) > 0.1, (a.lines, b.lines)


@each
def test_arrows_cross_no_label_and_stay_on_the_page(one: Archetype) -> None:
    placed = layout.LAYOUTS[one.slug]
    frames = layout.boxes(one.causal_map, placed)
    for key, route in layout.routes(one.causal_map, placed).items():
        for frame in frames.values():
            assert not frame.holds(route.points, 0.02).any(), (key, frame.lines)
        x, y = route.points.T
        assert x.min() >= layout.SIGN_RADIUS
        assert x.max() <= layout.WIDTH - layout.SIGN_RADIUS
        assert y.min() >= layout.LEGEND + layout.SIGN_RADIUS
        assert y.max() <= placed.height + layout.LEGEND - layout.SIGN_RADIUS


@each
def test_marks_are_clear_of_one_another(one: Archetype) -> None:
    placed = layout.LAYOUTS[one.slug]
    routes = layout.routes(one.causal_map, placed)
    signs = [(route.sign, layout.SIGN_RADIUS) for route in routes.values()]
    badges = [(np.array([x, y + layout.LEGEND]), layout.BADGE_RADIUS) for x, y in placed.badges]
    for (a, size_a), (b, size_b) in itertools.combinations([*signs, *badges], 2):
        assert float(np.hypot(*(a - b))) > size_a + size_b + 0.02
    for (centre, radius), (key, route) in itertools.product(badges, routes.items()):
        away = float(np.hypot(*(route.points - centre).T).min())
        assert away > radius + 0.03, key
    for arrow in one.causal_map.arrows:
        route = routes[arrow.key]
        assert float(np.hypot(*(route.points[-1] - route.sign))) > 0.25, arrow.key
        if arrow.delay:
            assert float(np.hypot(*(route.bar - route.sign))) > 0.19, arrow.key


@each
def test_alternative_states_the_finding_then_each_loop(one: Archetype) -> None:
    drawn = archetype_picture(one)
    assert drawn.alt.startswith(one.finding)
    for named in one.loops:
        assert f"{named.kind}, {named.part}\xa0: " in drawn.alt
    assert one.name in drawn.caption
    assert len(drawn.rows) == len(one.causal_map.arrows)
    assert all(row[4] for row in drawn.rows)


@pytest.mark.parametrize("name", NAMES)
def test_pictures_are_registered_drawn_once_and_fit_a_telephone(name: str) -> None:
    drawn = registry.picture(name)
    assert drawn is registry.picture(name)
    width = float(re.search(r'<svg[^>]*\bwidth="([\d.]+)pt"', drawn.svg)[1]) * 96 / 72  # type: ignore[index]
    assert width <= 403 < WIDE_PICTURE


def test_drawing_is_deterministic() -> None:
    assert archetype_picture(ARCHETYPES[0]) == archetype_picture(ARCHETYPES[0])


def test_the_ladder_says_what_is_weak_and_strong() -> None:
    drawn = registry.picture("echelle-leviers")
    assert "12 les nombres" in drawn.alt
    assert drawn.alt.index("12 les nombres") < drawn.alt.index("2 le regard")
    assert drawn.rows[0][0] == "1"
    assert drawn.rows[-1][:2] == ("12", "Les nombres")
