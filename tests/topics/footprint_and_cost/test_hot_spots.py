"""Hot spots: each hot cell justified, each impact read alone, no total anywhere."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.base.amounts import OutOfModel
from maillon.topics.footprint_and_cost.model.hot_spots import (
    IMPACTS,
    STAGES,
    HeatMap,
    Score,
)

cells = st.tuples(st.sampled_from(STAGES), st.sampled_from(IMPACTS))
maps = st.builds(
    HeatMap, st.dictionaries(cells, st.builds(Score, st.integers(0, 3), st.just("vu sur place")))
)


@given(maps, st.sampled_from(IMPACTS))
def test_the_hottest_stages_are_those_that_nothing_exceeds(heats: HeatMap, impact: str) -> None:
    found = heats.hottest(impact)
    column = {stage: heats.heat(stage, impact) or 0 for stage in STAGES}
    assert found == tuple(s for s in STAGES if column[s] == max(column.values()) > 0)


@given(maps, st.sampled_from(IMPACTS), cells)
def test_another_impact_changes_nothing(heats: HeatMap, impact: str, cell: Any) -> None:
    stage, other = cell
    if other == impact:
        return
    hotter = HeatMap({**heats.scores, (stage, other): Score(3, "rejets")})
    assert hotter.hottest(impact) == heats.hottest(impact)
    assert hotter.sentence(impact) == heats.sentence(impact)


@pytest.mark.parametrize("name", ["total", "mean", "average", "sum", "score", "__float__"])
def test_the_map_offers_no_total(name: str) -> None:
    assert not hasattr(HeatMap(), name)


@pytest.mark.parametrize("heat", [2, 3])
@pytest.mark.parametrize("why", ["", " \n"])
def test_a_hot_cell_says_why(heat: int, why: str) -> None:
    with pytest.raises(OutOfModel, match=r"pas de justification.*Écrivez"):
        Score(heat, why)
    assert Score(heat, "teinture, dit la fiche du fabricant").heat == heat


@pytest.mark.parametrize("heat", [0, 1])
def test_a_cool_cell_needs_no_reason(heat: int) -> None:
    assert Score(heat).why == ""


@pytest.mark.parametrize("heat", [-1, 4, 1.5, "2", None, True])
def test_a_score_goes_from_0_to_3(heat: Any) -> None:
    with pytest.raises(OutOfModel, match="de 0 à 3"):
        Score(heat, "raison")


def test_a_cell_outside_the_map_is_refused() -> None:
    with pytest.raises(OutOfModel, match="Emballage, Eau"):
        HeatMap({("Emballage", "Eau"): Score(1)})


def test_it_says_each_impact_in_a_sentence() -> None:
    heats = HeatMap(
        {
            ("Matières", "Climat"): Score(3, "acier"),
            ("Fabrication", "Climat"): Score(3, "fours"),
            ("Usage", "Eau"): Score(0),
            ("Transport", "Ressources"): Score(1),
        }
    )
    told = [heats.sentence(impact).replace("\N{NO-BREAK SPACE}", " ") for impact in IMPACTS]
    assert told == [
        "Climat : matières et fabrication (3, très chaud).",
        "Eau : rien de notable.",
        "Ressources : transport (1, tiède).",
        "Santé et travail : pas encore noté.",
    ]
