"""The table to fill: what it keeps of what the page sends."""

from __future__ import annotations

from typing import Any

import pytest

from maillon.widgets.entry_table import LONGEST_CELL, EntryTable, clean, entry_table

ROWS = [("1", "Maillon 1"), ("2", "Maillon 2")]
COLUMNS = [("nom", "Maillon"), ("stock", "Stock (jours)")]


@pytest.fixture
def table() -> EntryTable:
    return entry_table("Mes maillons", rows=ROWS, columns=COLUMNS, result_label="Perte")


def test_it_starts_empty_or_from_what_was_kept(table: EntryTable) -> None:
    assert table.entries == {}
    kept = {"2": {"nom": "Froid"}}
    again = entry_table("M", rows=ROWS, columns=COLUMNS, result_label="Perte", entries=kept)
    assert again.entries == kept


def test_it_keeps_known_cells_on_one_line(table: EntryTable) -> None:
    table.set_state(
        {"value": {"1": {"nom": " La\n laverie ", "stock": "  ", "prix": "3"}, "7": {}}}
    )
    assert table.entries == {"1": {"nom": "La laverie"}}


@pytest.mark.parametrize("value", [None, "texte", [], {"1": "x"}, {"1": {"nom": 3}}, {"1": None}])
def test_whatever_the_page_sends_it_is_a_table(value: Any) -> None:
    assert clean(value, ["1", "2"], ["nom"]) == {}


def test_a_long_cell_is_cut() -> None:
    assert clean({"1": {"nom": "a" * 99}}, ["1"], ["nom"]) == {"1": {"nom": "a" * LONGEST_CELL}}


def test_the_page_gets_one_module_with_the_table(table: EntryTable) -> None:
    assert "control({ entries })" in table._esm
    assert "maillon-entries" in str(table._css)
    assert [table.kind, table.result_label] == ["entries", "Perte"]


def test_a_table_grows_only_when_asked(table: EntryTable) -> None:
    growing = entry_table("M", rows=ROWS, columns=COLUMNS, result_label="Perte", growing=True)
    assert (table.growing, growing.growing) == (False, True)
    assert 'model.get("growing")' in str(growing._esm)


def test_a_table_may_show_a_few_rows_and_a_button_for_one_more(table: EntryTable) -> None:
    added = entry_table(
        "M", rows=ROWS, columns=COLUMNS, result_label="Perte", least=1, adding="Ajouter"
    )
    assert (added.growing, added.least, added.adding) == (True, 1, "Ajouter")
    assert (table.least, table.adding) == (0, "")
    for name in ("least", "adding"):
        assert f'model.get("{name}")' in str(added._esm)
