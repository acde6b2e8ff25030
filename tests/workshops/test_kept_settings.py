"""Settings of a bench: kept at each change, and brought back only where they still fit."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from maillon.sheet.store import AnswerStore
from maillon.widgets import controls
from maillon.widgets.controls import Control
from maillon.workshops.kept_settings import ANSWER, fits, keep_settings

OPTIONS = [("a", "Un"), ("b", "Deux")]


def made() -> dict[str, Control]:
    return {
        "poids": controls.slider("Poids", start=50, low=0, high=100, step=1),
        "formule": controls.select("Formule", OPTIONS),
        "lots": controls.checks("Lots", OPTIONS),
        "prix": controls.text("Prix"),
    }


def test_what_was_set_is_there_again(tmp_path: Path) -> None:
    first = made()
    keep_settings(AnswerStore(tmp_path, "x"), first)
    first["poids"].value, first["lots"].value, first["prix"].value = 35.0, ["b"], "90"
    again = made()
    keep_settings(AnswerStore(tmp_path, "x"), again)
    assert [control.value for control in again.values()] == [35.0, "a", ["b"], "90"]


def test_nothing_is_written_before_something_changes(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path, "x")
    keep_settings(store, made())
    assert store.get(ANSWER) is None


@pytest.mark.parametrize(
    "kept", [None, 3, [], {"poids": 400, "formule": "z", "lots": ["z"], "prix": 3, "autre": 1}]
)
def test_what_no_longer_fits_leaves_the_start(tmp_path: Path, kept: object) -> None:
    store = AnswerStore(tmp_path, "x")
    store.save(ANSWER, kept)
    settings = made()
    keep_settings(store, settings)
    assert [control.value for control in settings.values()] == [50.0, "a", [], ""]


def test_an_absurd_value_is_not_kept(tmp_path: Path) -> None:
    store = AnswerStore(tmp_path, "x")
    settings = made()
    keep_settings(store, settings)
    settings["poids"].value = -4.0
    assert "poids" not in store.get(ANSWER)


@pytest.mark.parametrize("value", [None, True, "4", math.nan, math.inf, -1, 101, [4]])
def test_a_slider_takes_numbers_within_its_ends(value: object) -> None:
    assert not fits(made()["poids"], value)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file, where the answers should go", encoding="utf-8")
    settings = made()
    keep_settings(AnswerStore(tmp_path / "folder", "x"), settings)
    settings["poids"].value = 30.0
    assert settings["poids"].tone == "bad"
