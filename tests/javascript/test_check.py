"""The check of the scripts' types: it is not silent when it cannot be done."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).resolve().parent


@pytest.fixture
def check() -> ModuleType:
    spec = importlib.util.spec_from_file_location("javascript_check", HERE / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_without_node_a_person_goes_on_and_ci_fails(
    check: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: str,
    code: int,
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(check.shutil, "which", lambda _name: None)
    assert check.main() == code
    assert "les types du JavaScript ne sont pas vérifiés" in capsys.readouterr().out


def test_the_compiler_is_pinned_and_no_registry_is_named() -> None:
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["devDependencies"]
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
    found = {name.removeprefix("node_modules/"): one for name, one in lock.items() if name}
    assert {name: one["version"] for name, one in found.items()} == wanted
    assert all(one["integrity"] and "resolved" not in one for one in found.values())
