"""The commands as a person types them, in a folder where nothing is installed."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def type_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Type `course.py` and `words` in `folder`."""
    variables = dict(os.environ, PYTHONUTF8="1", PYTHONDONTWRITEBYTECODE="1")
    return subprocess.run(
        [sys.executable, "course.py", *words],
        cwd=folder,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("words", [[], ["--help"], ["aide"]])
def test_help_installs_nothing(copy: Path, words: list[str]) -> None:
    shown = type_in(copy, *words)
    assert shown.returncode == 0
    assert "course.py serve [--port N] [--no-browser]" in shown.stdout
    assert not (copy / ".venv").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["serv"], "commande inconnue «\u00a0serv\u00a0». Vouliez-vous dire «\u00a0serve\u00a0»"),
        (["serve", "--prot", "1"], "argument inconnu\u00a0: --prot 1"),
        (["serve", "--port", "99999"], "un nombre de 1 à 65535"),
        (["test", "--rapide"], "n’a que --quick"),
    ],
)
def test_a_wrong_command_costs_no_installation(copy: Path, words: list[str], sentence: str) -> None:
    shown = type_in(copy, *words)
    assert shown.returncode == 2
    assert sentence in shown.stderr
    assert "Traceback" not in shown.stderr
    assert not (copy / ".venv").exists()


def test_a_taken_port_is_said_before_the_installation_and_a_free_one_proposed(copy: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        shown = type_in(copy, "serve", "--port", str(port))
    assert shown.returncode == 1
    assert f"Le port {port} est déjà pris" in shown.stderr
    assert "course.py serve --port " in shown.stderr
    proposed = int(shown.stderr.split("--port ")[1])
    assert proposed > port
    assert not (copy / ".venv").exists()


def test_checks_are_those_of_the_contract_in_order(course: ModuleType, layout: Any) -> None:
    steps = course.checks(layout, quick=False)
    programs = [Path(command[0]).stem for _, command in steps]
    assert programs == [
        "ruff", "ruff", "mypy", "python", "lint-imports", "pytest", "pytest", "maillon", "pytest",
    ]  # fmt: skip
    quick = course.checks(layout, quick=True)
    assert quick == steps[:7]
    assert all("tests/browser" not in command for _, command in quick)


def test_checks_go_on_after_a_failure_which_the_code_remembers(
    course: ModuleType, layout: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    python = [sys.executable, "-c"]
    bad = ("Types", [*python, "exit(3)"])
    good = ("Contenu", [*python, "print('contenu vérifié')"])
    assert course.run_checks(layout, [bad, good]) == 1
    shown = capfd.readouterr().out
    assert "━━━ 1/2  Types" in shown
    assert "contenu vérifié" in shown
    assert "échec (code 3)" in shown
    assert "Étapes réussies\u00a0: 1. Étapes en échec\u00a0: 1." in shown
    assert course.run_checks(layout, [good]) == 0
