"""The analysis sheet: LibreOffice finds what the model finds, before and after a change."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pages import plain
from spreadsheets import converted, pages

from maillon.topics.award import hautebrune
from maillon.topics.award.model.award import (
    MOST_OFFERS,
    LeftOut,
    Offer,
    award,
    corrected_prices,
    ranks,
)
from maillon.topics.award.model.price_scores import FORMULAS, Terms, formula
from maillon.topics.award.model.sensitivity import price_weight_told, stable_around
from maillon.topics.award.spreadsheet.book import (
    FILE,
    LEVEL,
    RESULTS,
    TO_MEND,
    Settings,
    offer_sheet,
)
from maillon.topics.award.spreadsheet.cells import (
    ANALYSIS,
    CELLS,
    COMPARISON,
    FIRST,
    FLOOR,
    LAST,
    MULTIPLE,
    NOT_COUNTED,
    REFERENCE,
    ROWS,
    SET,
    WEIGHT,
    WORTH,
)
from maillon.topics.award.spreadsheet.comparison import BIAS, HEAD, TOTALS
from maillon.topics.award.spreadsheet.rules import BOUNDS

BIDS = (*hautebrune.offers(), Offer("=DUPONT()", 118_500.5, 8.1))
TERMS = Terms(multiple=1.7, reference=160_000, floor=80_000)
DAY = date(2026, 3, 31)
#: Two rows that are no offers: a price in words, a mark off the scale.
ODD = (LeftOut("Haie", "cent mille", 6.0), LeftOut("Buis", 90_000.0, 14.0))


def saved(
    folder: Path,
    name: str,
    weight: float = 0.5,
    bids: tuple[Offer, ...] = BIDS,
    left_out: tuple[LeftOut, ...] = (),
) -> Path:
    """Write the sheet of a formula, or of quality in euros where `name` is empty."""
    path = folder / f"{name or 'monetisee'}.xlsx"
    one = formula(name) if name else None
    settings = Settings(one, weight, TERMS, 9_000)
    path.write_bytes(offer_sheet(bids, settings, left_out=left_out, day=DAY))
    return path


def changed(path: Path, values: dict[str, object]) -> Path:
    """Write values in cells of the first page, as the buyer does, in a copy of the sheet."""
    book = load_workbook(path)
    for place, value in values.items():
        book[ANALYSIS][place.replace("$", "")] = value
    copy = path.with_name(f"change-{path.name}")
    book.save(copy)
    return copy


def number(text: str) -> float:
    """Read a cell, which the office writes the French way."""
    return float(text.removesuffix("%").strip().replace(",", ".")) / (
        100 if text.endswith("%") else 1
    )


def results(cells: list[list[str]]) -> dict[str, str]:
    """Return what the first page finds, by its label."""
    rows = cells[SET - 1 : SET + 8]
    return {row[RESULTS - 1]: plain(row[RESULTS + 2]) for row in rows}


def check(cells: list[list[str]], name: str, weight: float, bids: tuple[Offer, ...]) -> None:
    """Compare a recalculated first page with the model."""
    found = award(bids, formula(name), weight, TERMS)
    rows = cells[FIRST - 1 : FIRST - 1 + len(bids)]
    assert [row[0] for row in rows] == [offer.name for offer in bids]
    assert [number(row[3]) for row in rows] == pytest.approx(found.price_marks, abs=1e-9)
    assert [number(row[4]) for row in rows] == pytest.approx(found.totals, abs=1e-9)
    assert [int(row[5]) for row in rows] == list(found.ranks)
    told = results(cells)
    assert told["Offre en tête"] == found.winner_names[0]
    assert (told["Égalité en tête"], told["Offres non comptées"]) == ("non", "aucune")
    assert told["Réglages à corriger"] == "aucun"
    part = stable_around(found)
    firmness = [number(told[label]) for label in ("Elle reste en tête si le prix pèse de",
                                                  "jusqu’à", "Poids effectif du prix")]  # fmt: skip
    assert firmness == pytest.approx([part.low, part.high, price_weight_told(found)], abs=1e-9)


@pytest.mark.parametrize(("name", "weight"), [("classique", 0.5), ("min-max", 0.35)])
def test_the_office_finds_what_the_model_finds_also_after_a_change(
    tmp_path: Path, name: str, weight: float
) -> None:
    path = saved(tmp_path, name, weight)
    check(pages(path)[ANALYSIS], name, weight, BIDS)
    copy = changed(path, {f"B{FIRST}": 131_000, WEIGHT: 0.45})  # A is no longer the cheapest
    check(pages(copy)[ANALYSIS], name, 0.45, (replace(BIDS[0], price=131_000), *BIDS[1:]))


def test_the_second_page_totals_under_every_formula(tmp_path: Path) -> None:
    cells = pages(saved(tmp_path, "echelle"))[COMPARISON]
    for column, one in enumerate(FORMULAS, 1):
        found = award(BIDS, one, 0.5, TERMS)
        assert cells[HEAD - 1][column] == one.label
        assert cells[HEAD][column] == found.winner_names[0]
        assert cells[BIAS - 1][column] == one.bias
        totals = [number(cells[TOTALS - 1 + rank][column]) for rank in range(len(BIDS))]
        assert totals == pytest.approx(found.totals, abs=1e-9)
        assert cells[TOTALS - 1 + len(BIDS)][column] == ""
    column = len(FORMULAS) + 1
    corrected = corrected_prices(BIDS, 9_000)
    assert [number(cells[TOTALS - 1 + rank][column]) for rank in range(len(BIDS))] == (
        pytest.approx(corrected)
    )
    assert cells[HEAD][column] == BIDS[corrected.index(min(corrected))].name
    assert cells[2][0] == ""  # no offer is left out


def test_quality_in_euros_has_a_first_page_of_its_own(tmp_path: Path) -> None:
    cells = pages(saved(tmp_path, ""))[ANALYSIS]
    rows = cells[FIRST - 1 : FIRST - 1 + len(BIDS)]
    corrected = corrected_prices(BIDS, 9_000)
    assert [number(row[4]) for row in rows] == pytest.approx(corrected)
    assert [int(row[5]) for row in rows] == list(ranks([-price for price in corrected]))
    told = results(cells)
    leader = corrected.index(min(corrected))
    assert told["Offre en tête"] == BIDS[leader].name
    low, high = (
        number(told[label]) for label in ("Elle reste en tête si un point vaut de", "jusqu’à")
    )
    for worth, stays in ((low - 1, False), (low + 1, True), (high - 1, True), (high + 1, False)):
        prices = corrected_prices(BIDS, worth)
        assert (prices.index(min(prices)) == leader) == stays


def test_an_offer_that_does_not_count_is_named_on_both_pages(tmp_path: Path) -> None:
    found = pages(saved(tmp_path, "min-max", bids=BIDS[:3], left_out=ODD))
    told = results(found[ANALYSIS])
    assert told["Offres non comptées"] == "2 : Haie, Buis"
    assert told["Offre en tête"] == "A, parmi les offres comptées"
    rows = found[ANALYSIS][FIRST + 2 : FIRST + 4]
    assert [(row[0], row[3], row[5]) for row in rows] == [
        ("Haie", "prix à corriger", NOT_COUNTED),
        ("Buis", "qualité à corriger", NOT_COUNTED),
    ]
    second = found[COMPARISON]
    assert plain(second[2][0]) == "Offres non comptées : Haie, Buis"
    assert {cell for row in second[TOTALS + 2 : TOTALS + 4] for cell in row[1:7]} == {NOT_COUNTED}


def test_mending_a_row_in_the_sheet_makes_it_count(tmp_path: Path) -> None:
    path = saved(tmp_path, "min-max", bids=BIDS[:3], left_out=ODD)
    copy = changed(path, {f"B{FIRST + 3}": 104_000, f"C{FIRST + 4}": 1.4})
    check(
        pages(copy)[ANALYSIS],
        "min-max",
        0.5,
        (*BIDS[:3], Offer("Haie", 104_000, 6), Offer("Buis", 90_000, 1.4)),
    )


@pytest.mark.parametrize(
    ("name", "values", "column"),
    [
        ("echelle", {MULTIPLE: 1}, 3),
        ("echelle", {MULTIPLE: "deux"}, 3),
        ("classique", {WEIGHT: 1.4}, 1),
        ("absolue", {REFERENCE: 70_000}, 5),
        ("absolue", {FLOOR: -1}, 5),
        ("", {WORTH: "cher"}, 6),
        ("classique", {f"B{row}": None for row in range(FIRST, FIRST + 4)}, 1),
        ("min-max", {f"C{FIRST}": "n/a", f"B{FIRST + 1}": 0}, 2),
    ],
)
def test_no_setting_makes_an_error_of_the_spreadsheet(
    tmp_path: Path, name: str, values: dict[str, object], column: int
) -> None:
    found = pages(changed(saved(tmp_path, name), values))
    seen = [cell for page in found.values() for row in page for cell in row]
    assert [cell for cell in seen if re.match(r"#|Err:", cell)] == []
    told = results(found[ANALYSIS])
    if set(values) & {MULTIPLE, WEIGHT, REFERENCE, FLOOR, WORTH}:
        assert told["Réglages à corriger"] == TO_MEND
        assert found[COMPARISON][HEAD][column] == "réglage à corriger"
        assert told["Offre en tête"] == ""
    else:
        assert "non comptée" not in told["Offres non comptées"]
        assert told["Offres non comptées"][0] in "24"


def test_a_tie_and_a_row_without_a_mark_are_told(tmp_path: Path) -> None:
    twins = (BIDS[0], replace(BIDS[0], name="Jumelle"), BIDS[2])
    path = changed(
        saved(tmp_path, "min-max", 1.0, twins),
        {f"A{FIRST + 3}": "Sans note", f"B{FIRST + 3}": 50_000},  # cheaper, without a mark
    )
    found = pages(path)
    cells = found[ANALYSIS]
    assert [row[5] for row in cells[FIRST - 1 : FIRST + 3]] == ["1", "1", "3", NOT_COUNTED]
    told = results(cells)
    assert told["Égalité en tête"] == "oui : à départager"
    assert told["Offre en tête"] == LEVEL
    assert told["Offres non comptées"] == "1 : Sans note"
    assert number(told["jusqu’à"]) == 1
    assert found[COMPARISON][HEAD][2] == LEVEL


def test_the_table_and_the_hopeless_offer_fit(tmp_path: Path) -> None:
    many = tuple(Offer(f"O{rank}", 100 + rank, 5) for rank in range(MOST_OFFERS + 1))
    assert len(many) <= ROWS
    page = load_workbook(saved(tmp_path, "classique", bids=many))[ANALYSIS]
    assert page.cell(FIRST + MOST_OFFERS, 1).value == f"O{MOST_OFFERS}"


def test_each_page_prints_on_one_sheet(tmp_path: Path) -> None:
    path = saved(tmp_path, "absolue")
    for page in load_workbook(path).worksheets:
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 1)
    printed = (converted(path, "pdf") / "absolue.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


def test_the_sheet_says_its_formula_its_bias_its_day_and_what_it_is(tmp_path: Path) -> None:
    page = load_workbook(saved(tmp_path, "min-max"))[ANALYSIS]
    one = formula("min-max")
    assert "pas un conseil juridique" in page["A2"].value
    assert page["B3"].value.date() == DAY
    assert [page.cell(row, 2).value for row in (4, 5, 6, 7)] == [
        one.label, one.words, one.depends, one.bias,
    ]  # fmt: skip


def test_the_day_is_today_unless_told() -> None:
    content = offer_sheet(BIDS, Settings(formula("classique"), 0.5, TERMS, 1))
    page = load_workbook(io.BytesIO(content))[ANALYSIS]
    assert page["B3"].value.date() == datetime.now().astimezone().date()
    assert FILE.endswith(".xlsx")


def test_cells_to_fill_refuse_what_no_computation_can_use(tmp_path: Path) -> None:
    page = load_workbook(saved(tmp_path, "min-max"))[ANALYSIS]
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    for place, operator, _limits, told in BOUNDS:
        rule = rules[place.replace("$", "")]
        assert (rule.operator, rule.errorStyle, rule.showErrorMessage) == (operator, "stop", True)
        assert rule.error == told
        assert len(told) <= 225
        assert len(rule.errorTitle) <= 32  # beyond, spreadsheets refuse the file
    quality = rules[f"C{FIRST}:C{LAST}"]
    assert (quality.formula1, quality.formula2) == ("0", "$B$12")


def test_the_second_page_is_formatted_and_lights_its_winners(tmp_path: Path) -> None:
    page = load_workbook(saved(tmp_path, "min-max"))[COMPARISON]
    assert page[f"G{TOTALS}"].number_format == '[$-40C]#,##0.00"\u00a0€"'
    assert page[f"B{TOTALS}"].number_format == "[$-40C]0.00"
    lit = {str(area.sqref) for area in page.conditional_formatting}
    assert lit == {f"{letter}{TOTALS}:{letter}{BIAS - 1}" for letter in "BCDEFG"}


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    cell = load_workbook(saved(tmp_path, "min-max"))[ANALYSIS].cell(FIRST + 3, 1)
    assert (cell.value, cell.data_type) == ("=DUPONT()", "s")


def test_a_pasted_control_sign_does_not_break_the_sheet(tmp_path: Path) -> None:
    odd = (Offer("Haie\x0b du\x00 Nord", 90_000, 7.0), *hautebrune.offers())
    cell = load_workbook(saved(tmp_path, "min-max", bids=odd))[ANALYSIS].cell(FIRST, 1)
    assert cell.value == "Haie du Nord"


def test_every_formula_of_the_model_has_its_spreadsheet_form() -> None:
    assert set(CELLS) == {one.id for one in FORMULAS}
