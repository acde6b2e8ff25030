"""The time line of the law: what it draws, what it leaves out, what it says in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from law_copies import change_value, copied_registry, small_registry

from maillon import law
from maillon.law.registry import load
from maillon.plots.style import PAPER, contrast
from maillon.site.nodes import WIDE_PICTURE, svg_size
from maillon.topics.procedure.pictures.law_timeline import (
    LEFT_OUT,
    PALETTE,
    PER_LINE,
    drawn_changes,
    law_timeline_picture,
)

pytestmark = pytest.mark.draws


def test_each_change_of_the_law_is_a_row_of_the_data():
    picture = law_timeline_picture(law.registry())
    found = drawn_changes(law.registry())
    assert len(picture.rows) == len(found)
    row = next(row for row in picture.rows if "Dispense" in row[1] and "2026" in row[0])
    plain = [cell.replace("\u00a0", " ").replace("\u202f", " ") for cell in row]
    assert plain[0] == "1er avril 2026"
    assert plain[2:] == ["40 000 € HT", "60 000 € HT"]


def test_noise_is_left_out_with_a_reason():
    drawn = {change.entry.id for change in drawn_changes(law.registry())}
    assert LEFT_OUT.keys() <= law.registry().entries.keys()
    assert not drawn & LEFT_OUT.keys()
    assert "interets_moratoires_taux" in drawn


def test_the_alternative_text_states_rules_a_year_and_the_busiest_dates():
    found = drawn_changes(law.registry())
    said = law_timeline_picture(law.registry()).alt.replace("\u00a0", " ")
    for year in (2024, 2025, 2026):
        rules = len({change.entry.id for change in found if change.on.year == year})
        assert f"{rules} règles en {year}" in said
    busy = {change.entry.id for change in found if change.on == date(2026, 1, 1)}
    assert f"le 1er janvier 2026 ({len(busy)})" in said


def test_a_telephone_shows_it_whole():
    width, _ = svg_size(law_timeline_picture(law.registry()).svg)
    assert 0 < width < WIDE_PICTURE


def test_letters_keep_their_contrast_in_full_and_hollow_discs():
    assert [colour for colour in PALETTE if contrast(colour, PAPER) < 4.5] == []


def test_one_day_with_many_rules_takes_several_lines(tmp_path: Path):
    many = small_registry(tmp_path / "many", lambda files: _many(files, 2 * PER_LINE + 1))
    few = small_registry(tmp_path / "few", lambda files: _many(files, PER_LINE))
    heights = [svg_size(law_timeline_picture(load(folder)).svg)[1] for folder in (few, many)]
    assert heights[1] > heights[0]


def _many(files, number):
    (rule,) = files["rules"]["entries"]
    files["rules"]["entries"] = [{**rule, "id": f"regle_{i}"} for i in range(number)]
    files["watch"]["watch"] = []


def test_a_change_of_the_law_changes_the_picture(tmp_path: Path):
    data = copied_registry(tmp_path / "droit")
    change_value(data, "dispense_fs", "'2026-04-01'", "'2026-05-01'")
    change_value(data, "dispense_fs", "'2026-03-31'", "'2026-04-30'")
    changed, shipped = law_timeline_picture(load(data)), law_timeline_picture(law.registry())
    assert changed.svg != shipped.svg
    assert law_timeline_picture(law.registry()).svg == shipped.svg


def test_a_law_that_never_changes_is_no_picture(tmp_path: Path):
    def still(files):
        values = files["rules"]["entries"][0]["values"]
        values[:] = [{**values[1], "valid_from": "2020-01-01"}]

    with pytest.raises(ValueError, match="Aucun changement à dessiner"):
        law_timeline_picture(load(small_registry(tmp_path / "droit", still)))
