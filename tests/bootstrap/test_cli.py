"""`maillon …`: French words, thin dispatch, no traceback."""

from __future__ import annotations

import dataclasses
import importlib.util
import sys
from argparse import Namespace
from pathlib import Path
from types import ModuleType

import pytest

from maillon import cli
from maillon.base import course
from maillon.base.errors import MaillonError
from maillon.cli.parser import FrenchParser

ENGLISH = ("usage", "error", "argument ", "expected", "required", "invalid", "unrecognized", "show")


@pytest.fixture(autouse=True)
def called_maillon(monkeypatch: pytest.MonkeyPatch) -> None:
    """`course.py` names itself in the environment of the tests that it starts."""
    monkeypatch.delenv("MAILLON_PROG", raising=False)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch, copy: Path) -> ModuleType:
    """A module that a command runs, and a course folder to run it in."""
    module = ModuleType("a_room")
    module.main = lambda options: 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "a_room", module)
    for name, command in cli.COMMANDS.items():
        replaced = dataclasses.replace(command, module="a_room")
        monkeypatch.setitem(cli.COMMANDS, name, replaced)
    monkeypatch.chdir(copy)
    return module


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_names_a_module_that_exists(name: str) -> None:
    assert importlib.util.find_spec(cli.COMMANDS[name].module) is not None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["serve", "--port", "douze"], "«\u00a0douze\u00a0» n’est pas un port"),
        (["serve", "--port", "0"], "n’est pas un port"),
        (["serve", "--port"], "il faut une valeur après --port"),
        (["serve", "--navigateur"], "argument inconnu\u00a0: --navigateur"),
        (["exercises", "--check=oui"], "--check ne prend pas de valeur"),
        (["exercises", "--ch"], "argument inconnu\u00a0: --ch"),
        (["collect"], "il manque\u00a0: DOSSIER"),
        (["collect", "un", "deux"], "argument inconnu\u00a0: deux"),
        (["grade", "--encore"], "argument inconnu\u00a0: --encore"),
        (["feedback", "--partial=oui"], "--partial ne prend pas de valeur"),
        (["colect"], "Vouliez-vous dire «\u00a0collect\u00a0»\u202f?"),
        (["xyz"], "Commandes\u00a0: serve, build"),
    ],
)
def test_usage_errors_are_in_french(
    capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    assert stopped.value.code == 2
    shown = capsys.readouterr().err
    assert sentence in shown
    assert not [word for word in ENGLISH if word in shown.replace("argument inconnu", "")]


@pytest.mark.parametrize("message", ["ambiguous option: --p could match", "something brand new"])
def test_an_error_that_argparse_may_add_is_never_shown_in_english(
    capsys: pytest.CaptureFixture[str], message: str
) -> None:
    with pytest.raises(SystemExit):
        FrenchParser("maillon", "essai").error(message)
    assert "commande mal formée" in capsys.readouterr().err


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_help_of_each_command_is_in_french(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([name, "--help"])
    assert stopped.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Utilisation\u00a0: maillon " + name)
    assert "montre cette aide" in shown
    said = shown.replace("law show", "")  # the name of a command
    assert not [word for word in ENGLISH if word in said]


def test_maillon_alone_gives_an_example_for_each_user(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    shown = capsys.readouterr().out
    for example in ("serve", "collect copies-recues", "grade e1-boucles", "build"):
        assert f"maillon {example}" in shown


def test_a_command_runs_in_the_course_folder_with_what_was_typed(
    room: ModuleType, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[Path, bool]] = []

    def note(options: Namespace) -> int:
        seen.append((Path.cwd(), options.check))
        return 7

    room.main = note  # type: ignore[attr-defined]
    monkeypatch.chdir(copy / "src")
    assert cli.main(["exercises", "--check"]) == 7
    assert seen == [(copy, True)]


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (["grade"], {"ids": [], "again": False}),
        (["grade", "e0", "e1", "--again"], {"ids": ["e0", "e1"], "again": True}),
        (["feedback", "--partial", "e1"], {"ids": ["e1"], "partial": True}),
        (["law", "show", "avance", "--scope", "x"], {"use": "show", "rule": "avance"}),
    ],
)
def test_what_was_typed_reaches_the_module(
    room: ModuleType, words: list[str], options: dict[str, object]
) -> None:
    seen: list[Namespace] = []
    room.main = lambda options: seen.append(options) or 0  # type: ignore[attr-defined]
    assert cli.main(words) == 0
    assert options.items() <= vars(seen[0]).items()


def test_paths_are_named_from_where_the_person_is(
    room: ModuleType, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def note(options: Namespace) -> int:
        seen.append(options.paths)
        return 0

    room.main = note  # type: ignore[attr-defined]
    outside = copy.parent / "copies"
    monkeypatch.chdir(copy / "src")
    cli.main(["check", "--fix", "maillon", "../README.md"])
    monkeypatch.chdir(copy.parent)
    monkeypatch.setattr(cli, "find_root", lambda start: copy)
    cli.main(["collect", "copies"])
    assert [Path(path) for path in seen[0]] == [Path("src/maillon"), Path("src/../README.md")]
    assert seen[1] == [str(outside)]


def test_outside_a_course_the_package_s_own_course_serves(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert course.find_root(tmp_path) == root
    installed = tmp_path / "site-packages" / "maillon" / "base" / "course.py"
    monkeypatch.setattr(course, "__file__", str(installed))
    with pytest.raises(MaillonError, match="introuvable") as lost:
        course.find_root(tmp_path)
    assert lost.value.why
    assert lost.value.remedy


def test_a_known_failure_prints_its_message_alone(
    room: ModuleType, capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    def fail(options: Namespace) -> int:
        raise MaillonError("Le dossier est vide.", remedy="Ajoutez-y les copies.")

    room.main = fail  # type: ignore[attr-defined]
    assert cli.main(["collect", "copies"]) == 1
    assert capsys.readouterr().err == "Le dossier est vide. Ajoutez-y les copies.\n"
    assert not (copy / "_build").exists()


def test_an_unexpected_failure_goes_to_a_log(
    room: ModuleType, capsys: pytest.CaptureFixture[str], copy: Path
) -> None:
    room.main = lambda options: 1 // 0  # type: ignore[attr-defined]
    assert cli.main(["build"]) == 1
    shown = capsys.readouterr().err
    log = copy / "_build" / "maillon.log"
    assert str(log) in shown
    assert "Traceback" not in shown
    assert len(shown.splitlines()) == 1
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_ctrl_c_is_acknowledged(room: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(options: Namespace) -> int:
        raise KeyboardInterrupt

    room.main = interrupt  # type: ignore[attr-defined]
    assert cli.main(["build"]) == 130
    assert capsys.readouterr().err.strip() == "Arrêt demandé."


def test_a_path_named_like_a_word_of_the_command_is_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "profile").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    seen: list[Namespace] = []
    monkeypatch.setattr("maillon.opendata.commands.main", lambda found: seen.append(found) or 0)
    assert cli.run(["decp", "profile", "profile", "--json"]) == 0
    (options,) = seen
    assert (options.use, options.json) == ("profile", True)
    assert [Path(path) for path in options.paths] == [tmp_path / "profile"]
