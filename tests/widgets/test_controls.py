"""Controls: what each factory makes, what the page can draw, what a failing reaction says."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pages import answer, press

from maillon.base.errors import MaillonError
from maillon.plots.registry import picture
from maillon.widgets import controls
from maillon.widgets.controls import Control
from maillon.widgets.incidents import INCIDENT, LOG_NAME

DAYS = [date(2026, 1, day) for day in (1, 2, 3)]
SCRIPT = (controls.HERE / "controls.js").read_text(encoding="utf-8")
PAIRS = [("a", "Un"), ("b", "Deux")]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Incidents are written beside the notebook: here."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


FACTORIES: dict[str, tuple[Callable[[], Control], dict[str, Any]]] = {
    "slider": (
        lambda: controls.slider("L", start=3, low=1, high=9, step=2, unit="€", hint="H"),
        {"kind": "range", "label": "L", "value": 3.0, "min": 1.0, "max": 9.0, "step": 2.0}
        | {"unit": "€", "one": "", "hint": "H"},
    ),
    "slider, in the plural": (
        lambda: controls.slider("L", start=3, low=0, high=9, step=1, unit="jours", one="jour"),
        {"kind": "range", "unit": "jours", "one": "jour"},
    ),
    "day": (
        lambda: controls.day("L", start=DAYS[1], low=DAYS[0], high=DAYS[2], hint="H"),
        {"kind": "day", "label": "L", "value": "2026-01-02", "hint": "H"}
        | {"bounds": ["2026-01-01", "2026-01-03"]},
    ),
    "select": (
        lambda: controls.select("L", PAIRS, hint="H"),
        {"kind": "select", "options": [["a", "Un"], ["b", "Deux"]], "value": "a", "hint": "H"},
    ),
    "select, started": (
        lambda: controls.select("L", PAIRS, start="b"),
        {"kind": "select", "value": "b"},
    ),
    "radio": (
        lambda: controls.radio("L", PAIRS, statement="S", hint="H"),
        {"kind": "radio", "options": [["a", "Un"], ["b", "Deux"]], "value": None}
        | {"statement": "S", "hint": "H"},
    ),
    "checks": (
        lambda: controls.checks("L", PAIRS, statement="S", hint="H"),
        {"kind": "checks", "options": [["a", "Un"], ["b", "Deux"]], "value": []}
        | {"statement": "S", "hint": "H"},
    ),
    "ordering": (
        lambda: controls.ordering("L", PAIRS, statement="S", hint="H"),
        {"kind": "order", "options": [["a", "Un"], ["b", "Deux"]], "value": []}
        | {"statement": "S", "hint": "H"},
    ),
    "classify": (
        lambda: controls.classify("L", PAIRS, [("+", "Plus"), ("-", "Moins")], statement="S"),
        {"kind": "classify", "categories": [["+", "Plus"], ["-", "Moins"]], "value": {}}
        | {"options": [["a", "Un"], ["b", "Deux"]], "statement": "S"},
    ),
    "prompt": (
        lambda: controls.prompt("L", "Énoncé"),
        {"kind": "prompt", "label": "L", "statement": "Énoncé", "hint": ""},
    ),
    "text": (
        lambda: controls.text("L", unit="€", statement="S", hint="H", autocomplete="name"),
        {"kind": "text", "value": "", "unit": "€", "numeric": False, "hint": "H"}
        | {"autocomplete": "name", "statement": "S"},
    ),
    "textarea": (
        lambda: controls.textarea("L", max_words=60, statement="S", hint="H"),
        {"kind": "textarea", "value": "", "max": 60.0, "statement": "S", "hint": "H"},
    ),
    "buttons": (
        lambda: controls.buttons(("ok", "Valider", "main"), ("no", "Revenir")),
        {"kind": "buttons", "options": [["ok", "Valider", "main"], ["no", "Revenir"]]},
    ),
    "sentence": (
        lambda: controls.sentence("Une phrase.", "Une autre.", tone="good"),
        {"kind": "sentence", "lines": ["Une phrase.", "Une autre."], "tone": "good"},
    ),
    "figure": (
        lambda: controls.figure(picture("carte-cantine")),
        {"kind": "figure"},
    ),
}


@pytest.mark.parametrize("name", FACTORIES)
def test_each_factory_sets_what_the_page_reads(name: str) -> None:
    make, expected = FACTORIES[name]
    control = make()
    assert {trait: getattr(control, trait) for trait in expected} == expected


@pytest.mark.parametrize("name", FACTORIES)
def test_a_control_starts_shown_open_and_silent(name: str) -> None:
    control = FACTORIES[name][0]()
    assert (control.message, control.disabled, control.hidden) == ("", False, False)


def test_options_can_be_read_once_only() -> None:
    control = controls.select("L", (pair for pair in PAIRS))
    assert (control.options, control.value) == ([["a", "Un"], ["b", "Deux"]], "a")


# --- the page ------------------------------------------------------------------------------------


def test_the_page_has_a_drawing_function_for_each_kind() -> None:
    start = SCRIPT.index("const kinds = {")
    block = SCRIPT[start : SCRIPT.index("\n};", start)]
    entry = re.compile(r"^  (\w+)(?:\(model, root\) \{|: \(model, root\) =>)", re.MULTILINE)
    drawn = set(entry.findall(block))
    assert drawn == {make().kind for make, _ in FACTORIES.values()}


def test_the_page_reads_only_what_python_sends() -> None:
    read = set(re.findall(r'model\.get\("(\w+)"\)', SCRIPT))
    assert {"kind", "value", "options", "picture"} < read
    assert read <= set(Control().keys)


def test_the_page_fetches_nothing() -> None:
    assert not re.findall(r"https?://|\bfetch\(|\bimport\b.*\bfrom\b|XMLHttpRequest", SCRIPT)


@pytest.mark.skipif(shutil.which("node") is None, reason="node checks the script's syntax")
def test_the_script_of_the_page_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "controls.mjs"
    path.write_text(SCRIPT, encoding="utf-8")
    subprocess.run(["node", "--check", str(path)], check=True, timeout=30)


@pytest.mark.draws
def test_a_figure_carries_all_that_a_reader_needs() -> None:
    drawn = picture("carte-cantine")
    control = controls.figure(drawn)
    assert control.picture == {
        "svg": drawn.svg,
        "alt": drawn.alt,
        "caption": drawn.caption,
        "columns": list(drawn.columns),
        "rows": [list(row) for row in drawn.rows],
    }
    other = picture("boucle-sourcing")
    controls.redraw(control, lambda: other)
    assert control.picture is not None
    assert control.picture["alt"] == other.alt


def test_sentences_are_replaced_whole() -> None:
    box = controls.sentence("Avant.", "Encore.", tone="bad")
    controls.tell(box, ["Après."])
    assert (box.lines, box.tone) == (["Après."], "plain")


# --- reactions -----------------------------------------------------------------------------------


def test_a_reaction_gets_each_new_value_and_no_repetition() -> None:
    seen: list[Any] = []
    control = controls.checks("L", PAIRS)
    control.on_value(seen.append)
    for value in (["a"], ["a"], ["a", "b"], []):
        answer(control, value)
    assert seen == [["a"], ["a", "b"], []]


def test_a_reaction_runs_before_the_next_message_in_the_same_thread() -> None:
    """Nothing waits for a background thread: a kernel without threads serves the course."""
    threads: list[threading.Thread] = []
    control = controls.slider("L", start=0, low=0, high=9, step=1)
    control.on_value(lambda _value: threads.append(threading.current_thread()))
    before = threading.active_count()
    answer(control, 4)
    assert threads == [threading.current_thread()]
    assert threading.active_count() == before


def test_a_message_set_during_a_reaction_reaches_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page's own value is locked while its reactions run; what they say must still leave."""
    control = controls.slider("L", start=0, low=0, high=9, step=1)
    other = controls.sentence()

    def react(value: float) -> None:
        control.say(f"Reçu : {value}.", "good")
        controls.tell(other, ["Suite."])

    control.on_value(react)
    sent: list[set[str]] = []
    for widget in (control, other):
        monkeypatch.setattr(
            widget,
            "send_state",
            lambda key=None: sent.append({key} if isinstance(key, str) else set(key or ())),
        )
    answer(control, 4)
    assert {"message", "tone"} in sent
    assert any("lines" in keys for keys in sent)


def test_only_the_buttons_of_the_control_are_heard() -> None:
    pressed: list[str] = []
    control = controls.buttons(("ok", "Valider"))
    control.on_click(pressed.append)
    press(control, "ok")
    for odd in ({}, {"click": 3}, {"autre": "ok"}, "ok", None):
        control._handle_custom_msg(odd, [])
    assert pressed == ["ok"]


def test_a_reaction_that_fails_says_so_in_french_and_logs(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    control = controls.slider("L", start=0, low=0, high=9, step=1)
    control.on_value(lambda value: 1 / value)
    answer(control, 2)
    assert control.message == ""
    answer(control, 0)
    assert (control.message, control.tone) == (INCIDENT, "bad")
    assert "ZeroDivisionError" in (here / LOG_NAME).read_text(encoding="utf-8")
    assert capsys.readouterr() == ("", "")


def test_what_a_failure_said_goes_when_the_reaction_succeeds_again() -> None:
    control = controls.slider("L", start=2, low=0, high=9, step=1)
    control.on_value(lambda value: 1 / value)
    control.on_value(lambda value: None)  # a second, sound reaction hides nothing
    answer(control, 0)
    assert control.message == INCIDENT
    answer(control, 4)
    assert control.message == ""


def test_a_later_message_of_ones_own_is_not_wiped() -> None:
    control = controls.slider("L", start=2, low=0, high=9, step=1)

    def react(value: float) -> None:
        control.say(f"Ratio : {1 / value}")

    control.on_value(react)
    answer(control, 0)
    answer(control, 4)
    assert control.message == "Ratio : 0.25"


def test_a_button_that_fails_says_its_own_sentence(here: Path) -> None:
    def refuse(_button: str) -> None:
        raise MaillonError("Le carnet manque.", remedy="Rouvrez l’exercice.")

    control = controls.buttons(("ok", "Valider"))
    control.on_click(refuse)
    press(control, "ok")
    assert (control.message, control.tone) == ("Le carnet manque. Rouvrez l’exercice.", "bad")
    assert not (here / LOG_NAME).exists()
