"""Twin thermometers, yearly costs, the map of hot spots: pictures say what the models say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from pages import plain

from maillon import territory
from maillon.base.amounts import OutOfModel
from maillon.plots import registry
from maillon.topics.footprint_and_cost import hautebrune
from maillon.topics.footprint_and_cost.model.footprint import TwoReadings, read
from maillon.topics.footprint_and_cost.model.hot_spots import IMPACTS, STAGES, HeatMap, Score
from maillon.topics.footprint_and_cost.model.life_cycle_cost import Option
from maillon.topics.footprint_and_cost.pictures import annual_cost
from maillon.topics.footprint_and_cost.pictures.annual_cost import annual_cost_picture
from maillon.topics.footprint_and_cost.pictures.annual_cost import finding as cost_finding
from maillon.topics.footprint_and_cost.pictures.heat_map import heat_map_picture
from maillon.topics.footprint_and_cost.pictures.thermometers import finding, thermometers_picture

pytestmark = pytest.mark.draws

NEW = Option("neuf", price=750, energy=8, upkeep=20, resale=30, years=5)
REFURBISHED = Option("reconditionné", price=420, energy=9, upkeep=30, resale=10, years=3)
START = TwoReadings(5197.5, 4200, 22500)


def test_the_alternative_states_both_readings_and_both_moves() -> None:
    drawn = thermometers_picture(TwoReadings(7276.5, 3780, 31500), start=START)
    assert plain(drawn.alt) == (
        "Thermomètre monétaire : 7,3 t (+40 %). Thermomètre physique : 3,8 t (−10 %). "
        "Dépense : 31 500 € HT (+40 %)."
    )
    assert [plain(cell) for cell in drawn.rows[0]] == [
        "Thermomètre monétaire", "7,3 t", "5,2 t", "+40 %",
    ]  # fmt: skip


def test_what_did_not_move_shows_no_move() -> None:
    assert "(" not in finding(START, START)


def test_without_a_dated_factor_the_monetary_thermometer_cannot_be_read() -> None:
    blind = thermometers_picture(TwoReadings(None, 4200, 22500), start=START)
    assert "monétaire : illisible" in plain(blind.alt)
    assert blind.rows[0][1] == "illisible"
    assert blind.svg != thermometers_picture(START, start=START).svg


@pytest.mark.parametrize("reading", [TwoReadings(0, 0, 0), TwoReadings(1e6, 1e7, 1e8)])
def test_a_thermometer_holds_any_reading(reading: TwoReadings) -> None:
    drawn = thermometers_picture(reading, start=START, top=13_000)
    assert thermometers_picture(reading, start=TwoReadings(0, 0, 0)).alt
    assert len(drawn.rows) == 3


def test_the_same_readings_draw_the_same_picture() -> None:
    assert thermometers_picture(START, start=START) == thermometers_picture(START, start=START)


def test_the_yearly_costs_are_those_of_the_model() -> None:
    drawn = annual_cost_picture(
        [NEW, REFURBISHED], 0.03, kept=REFURBISHED, against=NEW, status="fictif"
    )
    assert [plain(row[-1]) for row in drawn.rows] == ["186 €", "184 €"]
    assert "Statut des prix : fictif" in plain(drawn.caption)
    assert plain(drawn.alt).endswith("Égalité des deux coûts par an : à 3 ans d’usage.")


def test_bought_and_used_make_the_yearly_cost() -> None:
    whole = replace(NEW, resale=0)
    [row] = annual_cost_picture([whole], 0, kept=whole, against=whole, status="fictif").rows
    assert [plain(cell) for cell in row[3:]] == ["150 €", "28,00 €", "178 €"]


def test_it_says_when_no_lifetime_ties() -> None:
    told = cost_finding([NEW], 0.03, kept=replace(REFURBISHED, upkeep=400), against=NEW)
    assert "Aucune durée n’égalise" in told
    drawn = annual_cost_picture(
        [NEW], 0.03, kept=replace(REFURBISHED, upkeep=400), against=NEW, status="fictif"
    )
    assert "Aucune durée" in drawn.alt


def test_the_heat_map_writes_each_score_and_each_hottest_stage() -> None:
    heats = HeatMap({("Usage", "Eau"): Score(3, "lavage"), ("Matières", "Climat"): Score(0)})
    drawn = heat_map_picture(heats, status="Essai.")
    assert drawn.rows[STAGES.index("Usage")][1 + IMPACTS.index("Eau")] == "3"
    assert drawn.rows[STAGES.index("Matières")][1 + IMPACTS.index("Climat")] == "0"
    assert "Eau : usage (3, très chaud)." in plain(drawn.alt)
    assert drawn.caption.endswith("Essai.")


def test_a_score_is_seen_without_its_colour() -> None:
    cell = ("Usage", "Eau")
    drawings = {
        heat_map_picture(HeatMap({cell: Score(heat, "raison")}), status="Essai.").svg.count("<path")
        for heat in range(4)
    }
    assert len(drawings) > 1  # hatches and digits, not the fill alone, tell scores apart


def test_a_hot_cell_without_reason_waits() -> None:
    waiting = heat_map_picture(HeatMap(), status="Essai.", pending=[("Usage", "Eau")])
    assert waiting.svg != heat_map_picture(HeatMap(), status="Essai.").svg
    assert waiting.rows[STAGES.index("Usage")][1 + IMPACTS.index("Eau")] == "–"


def test_the_pictures_of_the_chapter_say_their_lesson() -> None:
    trap = plain(registry.picture("deux-thermometres").alt)
    assert "monétaire : 7,3 t (+40 %)" in trap
    assert "physique : 3,8 t (−10 %)" in trap
    assert plain(registry.picture("cout-annuel").alt).count("17,5") == 2
    hot = plain(registry.picture("carte-des-points-chauds").alt)
    assert "Climat : matières (3, très chaud)." in hot
    assert "Ressources : matières et fin de vie (3, très chaud)." in hot


def test_the_chapter_does_not_give_the_bet_away() -> None:
    costs = registry.picture("cout-annuel")
    assert not any("econditionn" in text for text in (costs.alt, costs.caption))


def test_every_factor_of_the_territory_tells_its_year_and_its_status() -> None:
    money = hautebrune.monetary_factor()
    assert (money.value, money.year, money.status) == (231, 2023, "hypothèse")
    goods = [hautebrune.physical_factor(kind) for kind in hautebrune.CHAIRS]
    assert [of.status for of in goods] == ["sourcé", "sourcé", "fictif"]
    assert all(of.year for of in goods)


def test_a_factor_whose_year_is_disputed_has_none_and_is_refused() -> None:
    found = territory.family(hautebrune.FURNITURE).magnitude(hautebrune.DISPUTED)
    assert (found.value, found.year) == (261, None)
    assert "Année à vérifier" in found.note
    with pytest.raises(OutOfModel, match="n’a pas d’année"):
        hautebrune.monetary_factor(hautebrune.DISPUTED)


def test_a_move_is_told_with_what_it_starts_from() -> None:
    told = finding(TwoReadings(7276.5, 4200, 31500), START, origin="150 chaises neuves")
    assert told.endswith("Écarts par rapport à 150 chaises neuves.")
    assert "Écarts" not in finding(START, START, origin="150 chaises neuves")


@pytest.mark.parametrize("years", [1.5, 2, 3, 3.5, 4, 5, 8])
def test_the_name_of_the_line_stands_clear_of_the_mark(
    years: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Figure] = []
    monkeypatch.setattr(
        annual_cost.Picture, "from_figure", lambda figure, **_words: seen.append(figure)
    )
    kept = replace(REFURBISHED, years=years)
    annual_cost_picture([NEW, kept], 0.03, kept=kept, against=NEW, status="fictif")
    [figure] = seen
    FigureCanvasAgg(figure).draw()
    curve = figure.axes[1]
    [name] = [text for text in curve.texts if text.get_text().startswith("Neuf")]
    box = name.get_window_extent()
    [mark] = [line for line in curve.lines if line.get_marker() == "o"]
    at = curve.transData.transform(mark.get_xydata())[0]
    radius = annual_cost.MARK / 2
    assert not box.overlaps(Bbox([at - radius, at + radius]))
    assert (box.x0 >= curve.bbox.x0, box.x1 <= curve.bbox.x1) == (True, True)


def test_the_territory_gives_the_purchases_of_the_domain() -> None:
    prices = [hautebrune.list_price(kind) for kind in hautebrune.CHAIRS]
    assert prices == [150, 210, 75]
    costs = [
        round(hautebrune.computer(name).annual_cost(hautebrune.discount_rate()))
        for name in hautebrune.COMPUTERS
    ]
    assert costs == [186, 184, 150]
    assert read(hautebrune.chairs(), hautebrune.monetary_factor()).spend == 22500
