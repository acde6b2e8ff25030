"""Wide tables carry the names of their columns on their cells, so that a telephone stacks them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from maillon.site.narrow_tables import LOOK, stackable

HEAD = "<thead><tr><th>Formule</th><th>Dépend de</th><th>Biais</th></tr></thead>"
ROW = "<tr><td><p>Classique</p></td><td>le plus bas</td><td></td></tr>"


def table(*, look: str = "table", head: str = HEAD, rows: str = ROW) -> str:
    return f'<p>Avant.</p><table class="{look}">{head}<tbody>{rows}</tbody></table><p>Après.</p>'


def test_cells_name_their_column_and_the_first_one_heads_the_card() -> None:
    made = BeautifulSoup(stackable(table()), "html.parser")
    assert made.table["class"] == ["table", LOOK]
    cells = made.select("tbody td")
    assert [cell.get("data-titre") for cell in cells] == [None, "Dépend de", None]
    assert [made.find(tag)["role"] for tag in ("table", "thead", "tr", "th", "td")] == [
        "table",
        "rowgroup",
        "row",
        "columnheader",
        "cell",
    ]
    assert made.get_text() == BeautifulSoup(table(), "html.parser").get_text()


@pytest.mark.parametrize(
    "left",
    [
        "<p>Sans tableau.</p>",
        table(head="<thead><tr><th>A</th><th>B</th></tr></thead>", rows="<tr><td>1</td></tr>"),
        table(look="maillon-valeurs table"),
        table(look="table maillon-donnees__table"),
        table(rows='<tr><td colspan="3">Tout</td></tr>'),
        table(rows="<tr><td>1</td><td>2</td></tr>"),
        table(head="<thead><tr><th>A</th></tr><tr><th>B</th></tr></thead>"),
        table(head=""),
    ],
)
def test_what_cannot_or_need_not_be_stacked_is_left_as_it_is(left: str) -> None:
    assert stackable(left) == left


def test_a_heading_of_row_stays_one() -> None:
    row = '<tr><th class="stub">Ligne</th><td>1 &amp; 2</td><td>3</td></tr>'
    made = BeautifulSoup(stackable(table(rows=row)), "html.parser")
    assert made.select_one("tbody th")["role"] == "rowheader"
    assert made.select("tbody td")[0].get_text() == "1 & 2"
