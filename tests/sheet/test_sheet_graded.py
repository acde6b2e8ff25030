"""The sheet while nbgrader runs it: it prints, draws nothing, and its marks never fail."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from eight_kinds import ANSWERS, ID, answer_all, make_exercise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import Page, plain

from maillon.sheet import open_sheet
from maillon.sheet.sheet import UNMARKABLE, Sheet
from maillon.sheet.store import FILE, AnswerStore
from maillon.widgets.incidents import LOG_NAME

# --- while a copy is graded ----------------------------------------------------------------------


@pytest.mark.usefixtures("graded")
def test_a_graded_copy_draws_nothing_and_prints_the_answers(
    exercise: Path, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_all(AnswerStore(exercise, ID))
    sheet = open_sheet(ID)
    for name in sheet.questions:
        sheet.question(name, preview=lambda setting: ["Aperçu."])
    sheet.figure("carte-cantine")
    sheet.hand_in()
    printed = capsys.readouterr()
    assert page.shown == []
    assert printed.err == ""
    # The text with a rubric stands in its own cell: it is not printed twice.
    assert plain(printed.out).splitlines() == [
        "Le lieu",
        "Réponse : Ici",
        "La copie",
        "Réponses :",
        "– Un nom",
        "– Un carnet",
        "Les gestes",
        "Ordre :",
        "1. Commencer",
        "2. Finir",
        "Les étapes",
        "Payer : Après",
        "Visiter : Avant",
        "Le coût",
        "Réponse : 1 500 €",
        "Le réglage",
        "Repas : 65 repas",
        "Mode : Variante",
        "La carte",
        "Carte : 2 variables et 2 flèches.",
        "– confiance → dialogue",
        "– dialogue → confiance (avec retard)",
        "L’attente",
        "Pas de réponse.",
    ]


@pytest.mark.usefixtures("graded")
def test_a_graded_copy_without_questions_prints_why(
    exercise: Path, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    (exercise / "questions.toml").unlink()
    sheet = open_sheet(ID)
    sheet.question("lieu")
    assert sheet.mark("lieu", points=2, key="ici") == 0.0
    printed = capsys.readouterr()
    assert page.shown == []
    assert "questions.toml est introuvable" in plain(printed.out)
    assert UNMARKABLE in printed.out
    assert printed.err == ""


GRADED = """
import maillon.sheet
fiche = maillon.sheet.open_sheet("essai-fiche")
fiche.question("lieu")
fiche.figure("carte-cantine")
fiche.hand_in()
assert fiche.mark("lieu", points=2, key="ici") == 2.0
import sys
assert "matplotlib" not in sys.modules, "marking a cohort must not load the drawing tools"
"""


def test_a_graded_copy_leaves_the_error_output_empty(exercise: Path) -> None:
    answer_all(AnswerStore(exercise, ID))
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", GRADED],
        cwd=exercise,
        env={**os.environ, "NBGRADER_EXECUTION": "autograde"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert plain(done.stdout).splitlines() == [
        "Le lieu",
        "Réponse : Ici",
        "Question « Le lieu » : 2 / 2",
    ]


# --- marks ---------------------------------------------------------------------------------------


def test_a_mark_is_a_float_and_its_explanation_is_printed(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet.store.save("copie", ["nom"])
    score = sheet.mark("copie", points=3, key=["nom", "carnet"])
    assert (type(score), score) == (float, 1.5)
    assert plain(capsys.readouterr().out).startswith("Question « La copie » : 1,5 / 3")


def test_a_mark_is_of_what_is_on_disk_now(sheet: Sheet) -> None:
    assert sheet.mark("lieu", points=2, key="ici") == 0.0
    AnswerStore(sheet.folder, ID).save("lieu", "ici")
    assert sheet.mark("lieu", points=2, key="ici") == 2.0


@pytest.mark.parametrize(("given", "verdict"), [("ici", "juste"), ("la", "à revoir")])
def test_a_rehearsal_explains_without_a_mark(
    sheet: Sheet, capsys: pytest.CaptureFixture[str], given: str, verdict: str
) -> None:
    sheet.store.save("lieu", given)
    messages = {"la": ["", "Rien ne part tout seul."]}
    score = sheet.mark("lieu", points=0, key="ici", messages=messages)
    first, *rest = plain(capsys.readouterr().out).splitlines()
    assert (type(score), score) == (float, 0.0)
    assert first == f"Question « Le lieu » : {verdict} (sans note)"
    assert ("Rien ne part tout seul." in " ".join(rest)) == (given == "la")


def test_an_incident_while_marking_gives_nothing_and_is_logged(
    sheet: Sheet, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sheet.mark("inconnue", points=2) == 0.0
    assert capsys.readouterr().out == f"{UNMARKABLE}\n"
    assert "inconnue" in (sheet.folder / LOG_NAME).read_text(encoding="utf-8")


def failing(setting: Any) -> Any:
    raise RuntimeError(setting)


MARKING: dict[str, dict[str, Any]] = {
    "lieu": {"key": "ici", "messages": {"la": ["", "Non."]}},
    "copie": {"key": ["nom"], "messages": {"carnet": ["", "Non."]}},
    "gestes": {"key": ["a", "b"], "messages": {"": ["", "Non."]}},
    "etapes": {"key": {"payer": "apres", "voir": "avant"}},
    "cout": {"key": {"value": 1500, "tolerance": 1, "unit": "€"}},
    "reglage": {"simulate": lambda setting: [(setting["repas"] > 60, "Plus.")]},
    "carte": {},
    "avis": {"key": None},
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["nom", "a", "payer", "repas", "mode", "x", "schema", "variables", "arrows"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(sorted(MARKING)),
    value=json_values,
    points=st.sampled_from([0, 1, 2.5, 4]),
)
@pytest.mark.usefixtures("no_sync")
def test_no_saved_value_makes_a_mark_fail(
    tmp_path_factory: pytest.TempPathFactory, name: str, value: Any, points: float
) -> None:
    folder = make_exercise(tmp_path_factory.mktemp("fiche"))
    entry = {"value": value, "saved_at": "2026-01-01T00:00:00Z"}
    document = {"schema": 1, "assignment": ID, "answers": {name: entry}}
    (folder / FILE).write_text(json.dumps(document), encoding="utf-8")
    score = Sheet(ID, folder).mark(name, points=points, **MARKING[name])
    assert type(score) is float
    assert 0.0 <= score <= points


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"\xff", b'{"schema": 1}', b'{"schema": 9, "answers": {}}', b"[" * 9999]
)
@pytest.mark.parametrize("name", MARKING)
def test_no_answer_file_makes_a_mark_fail(exercise: Path, content: bytes, name: str) -> None:
    (exercise / FILE).write_bytes(content)
    assert Sheet(ID, exercise).mark(name, points=2, **MARKING[name]) == 0.0


def test_a_model_that_fails_gives_nothing(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    sheet.store.save("reglage", ANSWERS["reglage"])
    assert sheet.mark("reglage", points=2, simulate=failing) == 0.0
    assert "Traceback" not in capsys.readouterr().out


def test_half_a_surrogate_pair_can_be_printed(
    sheet: Sheet, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    sheet.store.save("attente", "abc\ud83d")
    sheet.store.save("cout", "\ud83d")
    sheet.question("attente")
    sheet.mark("cout", points=1, **MARKING["cout"])
    printed = capsys.readouterr().out
    assert "abc?" in printed
    assert printed.encode()


def test_a_solution_records_its_answers(sheet: Sheet) -> None:
    sheet.record("lieu", "la")
    assert AnswerStore(sheet.folder, ID).get("lieu") == "la"


def test_a_solution_that_cannot_record_says_so(
    sheet: Sheet, disk: Callable[[bool], None], capsys: pytest.CaptureFixture[str]
) -> None:
    disk(True)
    sheet.record("lieu", "la")
    assert "n’est pas enregistrée" in capsys.readouterr().out
