"""The analysis sheet: LibreOffice finds what the model finds, before and after a change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from spreadsheets import converted, pages

from maillon.models.award import Offer, award, corrected_prices
from maillon.models.award_sensitivity import price_weight_told, stable_around
from maillon.models.price_scores import FORMULAS, Terms, formula
from maillon.plots import hautebrune_offers as hautebrune
from maillon.workshops.offer_sheet import (
    ANALYSIS,
    CELLS,
    COMPARED_HEAD,
    COMPARISON,
    FIRST,
    LAST,
    offer_sheet,
)

BIDS = (*hautebrune.offers(), Offer("=DUPONT()", 118_500.5, 8.1))
TERMS = Terms(multiple=1.7, reference=160_000, floor=80_000)


def saved(folder: Path, name: str, weight: float = 0.5, bids: tuple[Offer, ...] = BIDS) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(offer_sheet(bids, formula(name), weight, TERMS, 9_000))
    return path


def number(text: str) -> float:
    return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def check(cells: list[list[str]], name: str, weight: float, bids: tuple[Offer, ...]) -> None:
    """Compare a recalculated first page with the model."""
    found = award(bids, formula(name), weight, TERMS)
    rows = cells[FIRST - 1 : FIRST - 1 + len(bids)]
    assert [row[0] for row in rows] == [offer.name for offer in bids]
    assert [number(row[3]) for row in rows] == pytest.approx(found.price_marks, abs=1e-9)
    assert [number(row[4]) for row in rows] == pytest.approx(found.totals, abs=1e-9)
    assert [int(row[5]) for row in rows] == list(found.ranks)
    results = {row[0]: row[1] for row in cells[LAST:]}
    assert results["Offre en tête"] == found.winner_names[0]
    assert results["Égalité en tête"] == "non"
    part = stable_around(found)
    told = [number(results[label]) for label in ("Elle reste en tête si le prix pèse de",
                                                 "jusqu’à", "Poids effectif du prix")]  # fmt: skip
    assert told == pytest.approx([part.low, part.high, price_weight_told(found)], abs=1e-9)


@pytest.mark.parametrize(("name", "weight"), [("classique", 0.5), ("min-max", 0.35)])
def test_the_office_finds_what_the_model_finds_also_after_a_change(
    tmp_path: Path, name: str, weight: float
) -> None:
    path = saved(tmp_path, name, weight)
    check(pages(path)[ANALYSIS], name, weight, BIDS)
    book = load_workbook(path)
    book[ANALYSIS].cell(FIRST, 2, 131_000)  # A is no longer the cheapest
    book[ANALYSIS].cell(9, 2, 0.45)
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    check(pages(changed)[ANALYSIS], name, 0.45, (replace(BIDS[0], price=131_000), *BIDS[1:]))


def test_the_second_page_totals_under_every_formula(tmp_path: Path) -> None:
    cells = pages(saved(tmp_path, "echelle"))[COMPARISON]
    first = COMPARED_HEAD + 2
    for column, one in enumerate(FORMULAS, 1):
        found = award(BIDS, one, 0.5, TERMS)
        assert cells[COMPARED_HEAD - 1][column] == one.label
        assert cells[COMPARED_HEAD][column] == found.winner_names[0]
        assert cells[COMPARED_HEAD + 1][column] == one.bias
        totals = [number(cells[first + rank][column]) for rank in range(len(BIDS))]
        assert totals == pytest.approx(found.totals, abs=1e-9)
        assert cells[first + len(BIDS)][column] == ""
    column = len(FORMULAS) + 1
    corrected = corrected_prices(BIDS, 9_000)
    assert [number(cells[first + rank][column]) for rank in range(len(BIDS))] == pytest.approx(
        corrected
    )
    assert cells[COMPARED_HEAD][column] == BIDS[corrected.index(min(corrected))].name


def test_a_tie_and_a_row_without_a_mark_are_told(tmp_path: Path) -> None:
    twins = (BIDS[0], replace(BIDS[0], name="Jumelle"), BIDS[2])
    path = saved(tmp_path, "min-max", 1.0, twins)
    book = load_workbook(path)
    book[ANALYSIS].cell(FIRST + 3, 1, "Sans note")
    book[ANALYSIS].cell(FIRST + 3, 2, 50_000)  # cheaper, but without a mark of quality
    book.save(path)
    found = pages(path)
    cells = found[ANALYSIS]
    assert [row[5] for row in cells[FIRST - 1 : FIRST + 3]] == ["1", "1", "3", ""]
    results = {row[0]: row[1] for row in cells[LAST:]}
    assert results["Égalité en tête"] == "oui\u00a0: à départager"
    assert number(results["jusqu’à"]) == 1
    assert found[COMPARISON][COMPARED_HEAD][2] == "égalité"


def test_the_sheet_prints(tmp_path: Path) -> None:
    folder = converted(saved(tmp_path, "absolue"), "pdf")
    assert (folder / "absolue.pdf").read_bytes().startswith(b"%PDF")


def test_the_sheet_says_its_formula_its_bias_and_what_it_is(tmp_path: Path) -> None:
    page = load_workbook(saved(tmp_path, "min-max"))[ANALYSIS]
    one = formula("min-max")
    assert "pas un conseil juridique" in page["A2"].value
    assert [page.cell(row, 2).value for row in (3, 4, 5, 6)] == [
        one.label, one.words, one.depends, one.bias,
    ]  # fmt: skip


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    cell = load_workbook(saved(tmp_path, "min-max"))[ANALYSIS].cell(FIRST + 3, 1)
    assert (cell.value, cell.data_type) == ("=DUPONT()", "s")


def test_every_formula_of_the_model_has_its_spreadsheet_form() -> None:
    assert set(CELLS) == {one.id for one in FORMULAS}
