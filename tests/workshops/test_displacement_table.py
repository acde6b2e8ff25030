"""The table of displacements as a control: what the page draws, and what it may send."""

from __future__ import annotations

import re

import pytest
from pages import answer

from maillon.workshops.displacement import (
    BEARERS,
    IMPACTS,
    SIGNS,
    DisplacementRefused,
    DisplacementTable,
)
from maillon.workshops.displacement_table import HERE, DisplacementControl, displacement_table

OWN = (HERE / "displacement.js").read_text(encoding="utf-8")
TABLE = DisplacementTable("Livrer la nuit").with_cell("climat", "usagers", -1, 1)


def test_the_page_gets_every_row_column_and_sign() -> None:
    control = displacement_table("Qui porte quoi", hint="H")
    assert (control.kind, control.label, control.hint) == ("displacement", "Qui porte quoi", "H")
    assert [key for key, _ in control.options] == list(IMPACTS)
    assert [key for key, _ in control.categories] == list(BEARERS)
    assert [sign for sign, _ in control.signs] == sorted(SIGNS)
    assert control.table == DisplacementTable()


def test_it_starts_from_a_table() -> None:
    control = displacement_table("Qui porte quoi", table=TABLE)
    assert control.value == TABLE.record()
    assert control.table == TABLE


def test_what_the_page_sends_is_read_as_a_table() -> None:
    control = displacement_table("Qui porte quoi")
    empty = {"before": 0, "after": 0}
    cells = {"climat": {"usagers": {"before": -1, "after": 1}, "titulaire": empty}}
    answer(control, {"schema": 1, "title": "Livrer la nuit", "cells": cells})
    assert control.table == TABLE


@pytest.mark.parametrize("sent", [None, 3, {"schema": 2}, {"schema": 1, "cells": 5}])
def test_what_is_no_table_is_refused(sent: object) -> None:
    control = displacement_table("Qui porte quoi")
    answer(control, sent)
    with pytest.raises(DisplacementRefused):
        _ = control.table


def test_the_page_reads_only_what_python_sends() -> None:
    read = set(re.findall(r'model\.get\("(\w+)"\)', OWN))
    assert {"options", "categories", "signs", "value"} <= read <= set(DisplacementControl().keys)


def test_the_page_fetches_nothing() -> None:
    assert not re.findall(r"https?://|\bfetch\(|\bimport\(|XMLHttpRequest", OWN)
