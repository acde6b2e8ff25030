"""Whatever fails in a cell: a French sentence on the page, the details in incidents.log."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest
from pages import Page

from maillon.base.errors import MaillonError
from maillon.widgets import incidents
from maillon.widgets.incidents import INCIDENT, LOG_NAME, explain, log_incident
from maillon.widgets.safety import french_errors

MISSING = MaillonError("Le carnet manque.", remedy="Rouvrez l’exercice.")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def failing(error: Exception) -> NoReturn:
    """Fail."""
    raise error


def test_what_succeeds_is_left_alone(page: Page) -> None:
    @french_errors
    def double(number: int, *, plus: int = 0) -> int:
        """Double."""
        return 2 * number + plus

    assert double(2, plus=1) == 5
    assert (double.__name__, double.__doc__) == ("double", "Double.")
    assert page.shown == []


def test_a_failure_with_a_sentence_shows_it_and_logs_nothing(page: Page, here: Path) -> None:
    assert french_errors(failing)(MISSING) is None
    assert page.text == "Le carnet manque. Rouvrez l’exercice."
    assert page.find("sentence").tone == "bad"
    assert not (here / LOG_NAME).exists()


def test_any_other_failure_shows_the_common_sentence_and_logs(
    page: Page, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert french_errors(failing)(KeyError("secret")) is None
    assert page.text == INCIDENT
    logged = (here / LOG_NAME).read_text(encoding="utf-8")
    assert "Traceback" in logged
    assert "KeyError: 'secret'" in logged
    assert capsys.readouterr() == ("", "")


def test_a_failure_while_a_copy_is_graded_is_printed_not_drawn(
    page: Page, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    french_errors(failing)(MISSING)
    assert page.shown == []
    assert capsys.readouterr() == ("Le carnet manque. Rouvrez l’exercice.\n", "")


def test_stopping_the_kernel_is_not_a_failure(page: Page) -> None:
    @french_errors
    def stopped() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert page.shown == []


def test_the_common_sentence_reassures_and_names_the_file() -> None:
    assert "réponses déjà enregistrées ne sont pas touchées" in INCIDENT
    assert LOG_NAME in INCIDENT


def test_incidents_add_up_each_with_its_date(here: Path) -> None:
    for word in ("un", "deux"):
        explain(ValueError(word))
    logged = (here / LOG_NAME).read_text(encoding="utf-8")
    assert logged.index("ValueError: un") < logged.index("ValueError: deux")
    assert logged.count("+00:00\n") == 2


def test_an_incident_goes_to_the_folder_of_the_notebook(here: Path, tmp_path: Path) -> None:
    folder = tmp_path / "travail"
    folder.mkdir()
    log_incident(ValueError("ici"), folder)
    assert (folder / LOG_NAME).is_file()
    assert not (here / LOG_NAME).exists()


def test_half_a_surrogate_pair_can_be_logged(here: Path) -> None:
    assert explain(ValueError("abc\ud83d")) == INCIDENT
    assert r"abc\ud83d" in (here / LOG_NAME).read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_is_given_up(here: Path) -> None:
    (here / LOG_NAME).mkdir()
    assert explain(ValueError("un")) == INCIDENT
    assert explain(ValueError("un"), here / "absent") == INCIDENT


def test_the_log_stays_of_a_size_to_be_sent(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "LARGEST_LOG", 5_000)
    for n in range(100):
        explain(ValueError(f"n° {n} " + "x" * 100))
    logged = (here / LOG_NAME).read_text(encoding="utf-8")
    assert "n° 0 " in logged
    assert len(logged) < 6_000
