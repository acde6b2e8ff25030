"""The canonical form: what is rewritten, what is refused, and that it is final."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.authoring import canonical
from maillon.base.errors import MaillonError
from maillon.cli.commands import parse


def messy() -> dict[str, Any]:
    """A notebook as JupyterLab leaves it."""
    graded = {"grade_id": "note", "grade": True, "points": 1, "checksum": "0f", "schema_version": 3}
    return {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {
            "widgets": {"state": {}},
            "language_info": {"name": "python", "version": "3.11.7"},
            "kernelspec": {"name": "python3", "display_name": "Python 3 (venv)"},
            "title": "Essai",
            "maillon": {"assignment": "essai"},
        },
        "cells": [
            {
                "cell_type": "markdown",
                "id": "titre",
                "metadata": {"slideshow": {}},
                "source": "# É\n\n",
            },
            {
                "cell_type": "code",
                "id": "3b1f00aa",
                "metadata": {"nbgrader": graded, "editable": False, "deletable": True, "tags": []},
                "source": ["a = 1\r\n", "a"],
                "execution_count": 3,
                "outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}],
            },
        ],
    }


def test_keeps_what_authors_write_and_drops_the_rest() -> None:
    done = canonical.canonical(messy())
    assert done["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "title": "É",
        "maillon": {"assignment": "essai"},
    }
    title, code = done["cells"]
    assert title == {"cell_type": "markdown", "id": "titre", "metadata": {}, "source": ["# É"]}
    assert code == {
        "cell_type": "code",
        "id": "note",
        "metadata": {
            "nbgrader": {"grade_id": "note", "grade": True, "points": 1, "schema_version": 3},
            "editable": False,
            "jupyter": {"source_hidden": True},
        },
        "source": ["a = 1\n", "a"],
        "execution_count": None,
        "outputs": [],
    }


def test_a_notebook_without_heading_keeps_its_title() -> None:
    assert canonical.canonical({**messy(), "cells": []})["metadata"]["title"] == "Essai"


def test_a_released_notebook_keeps_its_checksums() -> None:
    done = canonical.canonical(messy(), released=True)
    assert done["cells"][1]["metadata"]["nbgrader"]["checksum"] == "0f"


def test_the_text_is_stable_valid_and_readable() -> None:
    text = canonical.dumps(canonical.canonical(messy()))
    again = canonical.canonical(json.loads(text))
    assert canonical.dumps(again) == text
    assert text.endswith("}\n")
    assert '"# É"' in text
    nbformat.validate(nbformat.reads(text, as_version=4))


@given(st.text(alphabet="aé\n\r \u2028\x0b", max_size=30))
def test_cutting_lines_loses_nothing(source: str) -> None:
    assert "".join(canonical.lines_of(source)) == source
    assert canonical.source_of({"source": canonical.lines_of(source)}) == source


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"id": "6f3022f0"}, "tiré au hasard"),
        ({"id": "Mot_Clé"}, "d’autres signes que"),
        ({"id": "2-mots"}, "d’autres signes que"),
        ({"id": ""}, "n’a pas de nom"),
        ({"id": "suite"}, "deux cellules portent ce nom"),
        ({"cell_type": "raw"}, "n’est pas prévu"),
        ({"attachments": {"a.png": {}}}, "pièce jointe"),
        ({"metadata": {"nbgrader": {"grade_id": "Note 1"}}}, "d’autres signes que"),
    ],
)
def test_what_an_author_must_decide_is_told(change: dict[str, Any], told: str) -> None:
    cells = [{"cell_type": "markdown", "id": name, "source": "a"} for name in ("debut", "suite")]
    assert canonical.faults({"cells": cells}) == []
    faulty = copy.deepcopy(cells)
    faulty[0] |= change
    (fault,) = canonical.faults({"cells": faulty})
    assert told in fault
    assert fault.startswith("cellule ")


def course(tmp_path: Path, content: str) -> Path:
    (tmp_path / "notebooks").mkdir()
    path = tmp_path / "notebooks" / "essai.ipynb"
    path.write_text(content, encoding="utf-8")
    return path


def test_the_command_compares_then_rewrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = messy()
    path = course(tmp_path, json.dumps(notebook))
    monkeypatch.chdir(tmp_path)
    assert canonical.main(parse(["notebooks", "--check"])) == 1
    assert "notebooks/essai.ipynb : n’est pas en forme canonique" in capsys.readouterr().out
    assert json.loads(path.read_text("utf-8")) == notebook
    assert canonical.main(parse(["notebooks"])) == 0
    assert canonical.main(parse(["notebooks", "--check"])) == 0
    assert capsys.readouterr().out.endswith("Carnets en forme canonique : 1.\n")


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"nbformat": 3, "cells": []}', '{"nbformat": 4}']
)
def test_a_file_that_is_no_notebook_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str,
) -> None:
    path = course(tmp_path, content)
    monkeypatch.chdir(tmp_path)
    assert canonical.main(parse(["notebooks"])) == 1
    assert "notebooks/essai.ipynb n’est pas un carnet lisible." in capsys.readouterr().err
    assert path.read_text("utf-8") == content


def test_no_notebook_at_all_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MaillonError, match="Aucun carnet"):
        canonical.main(parse(["notebooks", "--check"]))
