"""The installation: what it leaves when it works, fails, is cut short or runs twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

COLLECTED = "Collecting voila\nCollecting ruff\n"
INSTALLING = COLLECTED + "Installing collected packages: voila, ruff\n"
MANY_COLLECTED = """\
Collecting voila (from -r requirements.txt)
  Downloading voila-0.5.13-py3-none-any.whl
Collecting Jinja2>=3
Collecting jinja2==3.1.6 (from voila)
Requirement already satisfied: six in ./.venv/lib
"""


class FakePip:
    """Stands for the programs that the installation runs; writes `log`, then fails if told to."""

    def __init__(self, course: ModuleType, log: str, failure: type[BaseException] | None) -> None:
        self.course = course
        self.log = log
        self.failure = failure
        self.commands: list[list[str]] = []

    def __call__(
        self, layout: Any, command: list[str], watch: Callable[[str], None] | None = None
    ) -> None:
        self.commands.append(command)
        if "venv" in command:
            Path(layout.bin).mkdir()
            Path(layout.python).touch()
            return
        Path(layout.log).write_text(self.log, encoding="utf-8")
        if watch:
            watch(self.log)
        if self.failure:
            raise self.failure("échec")


@pytest.fixture
def pip(course: ModuleType, monkeypatch: pytest.MonkeyPatch) -> FakePip:
    fake = FakePip(course, INSTALLING, None)
    monkeypatch.setattr(course, "run_logged", fake)
    monkeypatch.setattr(course, "SPACE_NEEDED", 0)
    return fake


def test_a_new_folder_gets_an_environment_then_the_libraries(
    course: ModuleType, copy: Path, pip: FakePip, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = course.Layout(str(copy))
    course.install(layout, tools=False)
    venv, install = pip.commands
    assert venv[1:] == ["-m", "venv", layout.venv]
    assert install[install.index("-r") + 1] == "requirements.txt"
    assert install[install.index("-c") + 1] == "constraints.txt"
    assert ".[test]" not in install
    assert course.is_ready(layout)
    shown = capsys.readouterr().out
    assert "Étape 1 sur 2" in shown
    assert "bibliothèques sur" in shown
    assert shown.endswith("Le cours est installé.\n")


def test_the_second_start_installs_nothing(
    course: ModuleType, copy: Path, pip: FakePip, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = course.Layout(str(copy))
    handed: list[list[str]] = []
    monkeypatch.setattr(
        course, "hand_over", lambda layout, program, args: handed.append([program, *args])
    )
    course.run(layout, ["build"])
    course.run(layout, ["build"])
    assert len(pip.commands) == 2
    assert handed == [["maillon", "build"], ["maillon", "build"]]


def test_the_test_tools_come_with_test_and_stay(
    course: ModuleType, copy: Path, pip: FakePip
) -> None:
    layout = course.Layout(str(copy))
    course.install(layout, tools=True)
    assert pip.commands[-1][-2:] == ["-e", ".[test]"]
    assert course.is_ready(layout, tools=True)
    course.install(layout, tools=False)
    assert course.is_ready(layout, tools=True)


def test_a_failure_while_downloading_keeps_what_was_there(
    course: ModuleType, layout: Any, pip: FakePip
) -> None:
    kept = Path(layout.venv) / "kept"
    kept.touch()
    pip.log, pip.failure = COLLECTED, course.CourseError
    with pytest.raises(course.CourseError):
        course.install(layout, tools=False)
    assert not course.must_start_over(layout)
    assert not course.is_ready(layout)
    assert kept.exists()


@pytest.mark.parametrize("failure", ["CourseError", "KeyboardInterrupt"])
def test_an_installation_cut_short_is_made_anew(
    course: ModuleType, layout: Any, pip: FakePip, failure: str
) -> None:
    halfway = Path(layout.venv) / "halfway"
    halfway.touch()
    pip.failure = getattr(course, failure, KeyboardInterrupt)
    with pytest.raises(pip.failure):
        course.install(layout, tools=False)
    assert course.must_start_over(layout)

    pip.failure = None
    course.install(layout, tools=False)
    assert course.is_ready(layout)
    assert not halfway.exists()


def test_two_installations_at_once_are_refused(
    course: ModuleType, layout: Any, pip: FakePip
) -> None:
    Path(layout.build).mkdir()
    first = course.lock(layout)
    with pytest.raises(course.CourseError, match="déjà ailleurs"):
        course.install(layout, tools=False)
    assert pip.commands == []
    first.close()
    course.install(layout, tools=False)
    assert course.is_ready(layout)


def test_a_disk_without_room_is_said_before_anything_is_made(
    course: ModuleType, copy: Path, pip: FakePip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "SPACE_NEEDED", 10**18)
    with pytest.raises(course.CourseError, match="libérez de la place"):
        course.install(course.Layout(str(copy)), tools=False)
    assert pip.commands == []


def test_a_program_that_fails_is_told_from_its_log(
    course: ModuleType, layout: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(layout.build).mkdir()
    seen: list[str] = []
    program = "print('Network is unreachable', flush=True); import time; time.sleep(0.3); exit(1)"
    with pytest.raises(course.CourseError, match="Internet ne répond pas"):
        course.run_logged(layout, [course.sys.executable, "-c", program], seen.append)
    assert any("unreachable" in log for log in seen)


@pytest.mark.parametrize(
    ("log", "installed", "line"),
    [
        ("", 2, "Téléchargement\u00a0: 0 bibliothèques sur 155"),
        (
            MANY_COLLECTED,
            2,
            "Téléchargement\u00a0: 3 bibliothèques sur 155",
        ),
        (INSTALLING, 57, "Installation\u00a0: 57 bibliothèques sur 155"),
        (INSTALLING, 200, "Installation\u00a0: 155 bibliothèques sur 155"),
    ],
)
def test_progress_counts_libraries(course: ModuleType, log: str, installed: int, line: str) -> None:
    assert course.progress(log, installed, 155) == line


def test_expected_libraries_are_the_pins_of_every_system(course: ModuleType) -> None:
    pins = '# Course\na==1\nb-c==2.0\nd==1 ; os_name == "nt"\n\n# Test tools\ne==3\n'
    assert course.expected_libraries(pins, tools=False) == 2
    assert course.expected_libraries(pins, tools=True) == 3
