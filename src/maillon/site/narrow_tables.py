"""Tables on narrow screens: each row becomes a card, whose cells name their column.

A table of three columns or more does not fit a telephone, and what scrolls out of sight is not
read. The names of the columns are written on the cells when the book is built; the style sheet
stacks them. Roles say that it still is a table: some browsers forget it once cells are stacked.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

#: Two columns fit a telephone.
FEWEST = 3
LOOK = "maillon-fiches"
#: Tables that have a look of their own on narrow screens, or that are folded and scroll.
APART = {"maillon-valeurs", "maillon-donnees__table"}
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)


def stackable(body: str) -> str:
    """Return the body of a page (HTML), its wide tables ready to be stacked.

    >>> row = "<tr><td>A</td><td>1</td><td>2</td></tr>"
    >>> head = "<tr><th>Nom</th><th>Prix</th><th>Note</th></tr>"
    >>> made = stackable(f"<table><thead>{head}</thead><tbody>{row}</tbody></table>")
    >>> 'data-titre="Note"' in made, 'data-titre="Nom"' in made
    (True, False)
    """
    return _TABLE.sub(lambda found: _stacked(found[0]), body)


def _stacked(table: str) -> str:
    """Return one table with its cells named, or as it is when it needs nothing."""
    soup = BeautifulSoup(table, "html.parser")
    top = soup.table
    if top is None or APART & set(top.get_attribute_list("class")):
        return table
    heads = [" ".join(cell.get_text(" ").split()) for cell in top.select("thead > tr > th")]
    rows = [row.find_all(["td", "th"], recursive=False) for row in top.select("tbody > tr")]
    whole = len(top.select("thead > tr")) == 1 and not top.select("[colspan], [rowspan]")
    if len(heads) < FEWEST or not whole or any(len(row) != len(heads) for row in rows):
        return table
    top["class"] = " ".join([*filter(None, top.get_attribute_list("class")), LOOK])
    for part in [top, *top.find_all(list(ROLES))]:
        part["role"] = ROLES[part.name]
    for cell in top.find_all("th"):
        cell["role"] = "columnheader" if cell.find_parent("thead") else "rowheader"
    for row in rows:
        _name(row[1:], heads[1:])
    return str(soup)


def _name(cells: list[Tag], heads: list[str]) -> None:
    """Write on each cell the name of its column; an empty cell says nothing, and shows nothing."""
    for cell, head in zip(cells, heads, strict=True):
        if head and cell.get_text(strip=True):
            cell["data-titre"] = head
