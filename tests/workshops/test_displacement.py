"""The table of displacements: what moved, seen from rows and from columns, and its record."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import plain

from maillon.workshops.displacement import (
    BEARERS,
    IMPACTS,
    Cell,
    DisplacementRefused,
    DisplacementTable,
)

signs = st.sampled_from((-1, 0, 1))
places = st.tuples(st.sampled_from(sorted(IMPACTS)), st.sampled_from(sorted(BEARERS)))
tables = st.builds(
    DisplacementTable,
    st.text(max_size=20),
    st.dictionaries(places, st.builds(Cell, signs, signs), max_size=12),
)


def table(**cells: tuple[int, int]) -> DisplacementTable:
    """Cells by « impact__bearer »."""
    made = DisplacementTable("Essai")
    for name, (before, after) in cells.items():
        impact, bearer = name.replace("rang_suivant", "rang-suivant").split("__")
        made = made.with_cell(impact, bearer, before, after)
    return made


def test_a_shift_from_one_bearer_to_another() -> None:
    made = table(climat__acheteur=(-1, 1), climat__rang_suivant=(0, -1))
    (shift,) = made.shifts()
    assert shift.kind == "bearer"
    assert plain(shift.sentence) == (
        "Climat : ce qui s’améliore pour l’acheteur se reporte sur les fournisseurs de rang "
        "suivant."
    )


def test_a_shift_from_one_impact_to_another() -> None:
    made = table(climat__titulaire=(0, 1), tresorerie__titulaire=(1, 0))
    (shift,) = made.shifts()
    assert shift.kind == "impact"
    assert plain(shift.sentence) == (
        "Pour le titulaire : ce qui s’améliore sur le climat se paie sur la trésorerie."
    )


def test_a_shift_elsewhere() -> None:
    made = table(climat__acheteur=(0, 1), travail__rang_suivant=(0, -1))
    (shift,) = made.shifts()
    assert shift.kind == "elsewhere"
    assert plain(shift.sentence) == (
        "Ailleurs : la décision améliore le climat pour l’acheteur et dégrade le travail pour "
        "les fournisseurs de rang suivant."
    )


@given(tables)
def test_shifts_are_found_both_ways(made: DisplacementTable) -> None:
    def both(each: DisplacementTable, *, swap: bool) -> set[Any]:
        found = [shift for shift in each.shifts() if shift.kind != "elsewhere"]
        pairs = [(s.kind, s.relieved, s.loaded) for s in found]
        return {(kind, *((b, a) if swap else (a, b))) for kind, a, b in pairs}

    assert both(made, swap=False) == both(made.reversed(), swap=True)
    assert made.reversed().reversed() == made
    assert bool(made.shifts()) == bool(made.reversed().shifts())


@given(tables)
def test_every_worsening_is_told_as_soon_as_something_improves(made: DisplacementTable) -> None:
    told = {place for shift in made.shifts() for place in shift.loaded}
    assert told == (set(made.worsened) if made.improved else set())
    assert bool(made.shifts()) == bool(made.improved and made.worsened)
    for shift in made.shifts():
        assert set(shift.relieved) <= set(made.improved)
        side = {"bearer": 0, "impact": 1}.get(shift.kind)
        if side is not None:
            assert len({place[side] for place in shift.relieved + shift.loaded}) == 1


@given(tables)
def test_every_table_says_something_in_plain_french(made: DisplacementTable) -> None:
    assert made.sentences
    for sentence in made.sentences:
        assert sentence.endswith(".")
        assert "'" not in sentence


@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_filling_is_irrelevant(made: DisplacementTable, rng: Any) -> None:
    cells = list(made.cells.items())
    rng.shuffle(cells)
    other = DisplacementTable(made.title, dict(cells))
    assert other == made
    assert other.shifts() == made.shifts()
    assert json.dumps(other.record()) == json.dumps(made.record())


@given(tables)
def test_the_record_goes_through_json_and_comes_back(made: DisplacementTable) -> None:
    assert DisplacementTable.from_record(json.loads(json.dumps(made.record()))) == made


def test_tables_without_shift_say_so() -> None:
    assert table().sentences == ("Rien ne change dans ce tableau.",)
    assert "Aucun déplacement" in table(acces__usagers=(0, 1)).sentences[0]
    worse = table(acces__usagers=(0, -1)).sentences
    assert worse == ("Rien ne s’améliore, et la décision dégrade l’accès pour les usagers.",)


def test_cells_read_as_people_write_them() -> None:
    assert Cell(-1, 1).text == "− → +"
    assert Cell(0, 0).text == "0"
    assert [Cell(0, 1).change, Cell(1, -1).change, Cell(1, 1).change] == [1, -1, 0]
    assert table().cell("climat", "acheteur") == Cell(0, 0)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (None, "illisible"),
        ([], "illisible"),
        ({}, "schema"),
        ({"schema": 2}, "schema"),
        ({"schema": 1, "title": 3}, "un titre"),
        ({"schema": 1, "cells": []}, "un titre"),
        ({"schema": 1, "cells": {"climat": 3}}, "pas de colonnes"),
        ({"schema": 1, "cells": {"climat": {"acheteur": 1}}}, "signe avant"),
        ({"schema": 1, "cells": {"climat": {"acheteur": {"x": 1}}}}, "signe avant"),
        ({"schema": 1, "cells": {"climat": {"acheteur": {"after": 2}}}}, "Un signe vaut 2"),
        ({"schema": 1, "cells": {"climat": {"acheteur": {"after": True}}}}, "Un signe"),
        ({"schema": 1, "cells": {"bruit": {"acheteur": {"after": 1}}}}, "pas de ligne"),
        ({"schema": 1, "cells": {"climat": {"maire": {"after": 1}}}}, "pas de colonne"),
    ],
)
def test_broken_records_are_refused_in_french(record: Any, message: str) -> None:
    with pytest.raises(DisplacementRefused, match=message):
        DisplacementTable.from_record(record)


def test_unknown_cells_are_refused() -> None:
    for call in (lambda: table().cell("bruit", "acheteur"), lambda: table().cell("climat", "x")):
        with pytest.raises(DisplacementRefused, match="Choisissez parmi"):
            call()
