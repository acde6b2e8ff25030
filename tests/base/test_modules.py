"""The course's scripts: ES modules that import each other, joined where one text is needed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from maillon.base.modules import joined, modules, page_script

SOURCES = Path(__file__).resolve().parents[2] / "src" / "maillon"
#: What a control sends to the page.
CONTROLS = (
    *("widgets/controls", "widgets/entry_table", "widgets/file_picker"),
    *("workshops/displacement", "maps/editor/editor"),
)
#: What the book's pages load.
PAGES = ("site/scripts/clauses", "site/scripts/law")
#: A server's page asks for it as it is.
ALONE = SOURCES / "site" / "pages" / "sans-formules.js"


def entry(name: str) -> Path:
    return SOURCES / f"{name}.js"


def test_modules_come_after_those_that_they_import_and_types_stay_home(tmp_path: Path) -> None:
    (tmp_path / "first.js").write_text(
        "/**\n * @param {string} word\n */\nexport const said = (word) => word; // kept\n"
    )
    (tmp_path / "second.js").write_text(
        'import { said } from "./first.js";\nexport function twice() {\n  return said("2");\n}\n'
    )
    (tmp_path / "entry.js").write_text(
        '// Two of them.\n\nimport {\n  said,\n} from "./first.js";\nimport { twice } from '
        '"./second.js";\n\nexport default { said, twice };\n'
    )
    assert joined(tmp_path / "entry.js") == (
        "const said = (word) => word; // kept\n"
        'function twice() {\n  return said("2");\n}\n'
        "export default { said, twice };\n"
    )


@pytest.mark.parametrize("name", [*CONTROLS, *PAGES])
def test_what_is_joined_is_one_sound_module(name: str, tmp_path: Path) -> None:
    text = joined(entry(name))
    assert not re.search(r"(?m)^import\b|\bimport\(|^\s*(?:/\*\*$|//)", text)
    assert re.findall(r"(?m)^export (\w+)", text) == (["default"] if name in CONTROLS else [])
    names = re.findall(r"(?m)^(?:async )?(?:const|let|function|class) (\w+)", text)
    assert sorted(names) == sorted(set(names)), "two modules give one name to two things"
    if shutil.which("node"):
        path = tmp_path / "joined.mjs"
        path.write_text(text, encoding="utf-8")
        subprocess.run(["node", "--check", str(path)], check=True, timeout=30)


def test_every_module_of_the_course_is_sent_and_stays_short() -> None:
    reached = {path for name in (*CONTROLS, *PAGES) for path in modules(entry(name))}
    assert reached | {ALONE} == set(SOURCES.rglob("*.js"))
    assert all(len(path.read_text("utf-8").splitlines()) < 400 for path in reached)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gets_a_script_that_needs_no_module(name: str) -> None:
    script = page_script(entry(name))
    assert script.startswith('(() => {\n"use strict";\n')
    assert "export" not in script
