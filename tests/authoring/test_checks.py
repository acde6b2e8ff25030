"""`maillon check`: which files it reads, what it tells, what it fixes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maillon import law
from maillon.authoring import canonical, checks, texts, typed_law
from maillon.base.errors import MaillonError
from maillon.cli.commands import parse

MODULE = '''"""Un module : à taire."""

TEXT = f"Voilà : {1} ; puis {'a'}"
PATTERN = r"é : \\s"
'''


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with a fault in a file of each kind, that is the current folder."""
    files = {
        "book/demarrer/page.md": "# Titre\n\nOui : non. Et un feedback.\n",
        "book/droit/seuil.md": "# Titre\n\nLe seuil européen est de 216\u202f000\u00a0€ HT.\n",
        "src/maillon/law/data/a.yaml": "label: Oui ; non\n",
        "trainer/guide.md": "Deux phrases. Oui !\n",
        "README.fr.md": "L'accueil\n",
        "solutions/e9/questions.toml": 'title = "Qui ?"\n',
        "src/maillon/sheet/form.py": MODULE,
        "src/maillon/quiet/quiet.py": 'TEXT = "Voilà : oui"\n',
        "notebooks/a.ipynb": json.dumps(
            {
                "nbformat": 4,
                "metadata": {"title": "Un titre : oui"},
                "cells": [
                    {
                        "cell_type": "markdown",
                        "id": "titre",
                        "source": "# Un titre : oui\n\nOui ; non.",
                    },
                    {"cell_type": "code", "id": "code", "source": 'f("Voilà : a")'},
                ],
            }
        ),
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_tells_each_fault_where_it_is(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    assert checks.main(parse(["check"])) == 1
    told = capsys.readouterr().err
    for place in (
        "book/demarrer/page.md:3:4 : espace avant deux-points",
        "book/demarrer/page.md:3 : deux phrases sur la même ligne",
        "book/demarrer/page.md:3 : « feedback » : écrivez « retour »",
        "book/droit/seuil.md:3 : « 216\u202f000\u00a0€ HT » est une valeur du droit",
        "src/maillon/law/data/a.yaml:1:11 : espace avant point-virgule",
        "trainer/guide.md:1:18 : espace avant point-virgule",
        "README.fr.md:1:2 : apostrophe droite",
        "notebooks/a.ipynb, cellule « titre », ligne 3:4 : ",
        "notebooks/a.ipynb, cellule « code », ligne 1:9 : ",
        "solutions/e9/questions.toml:1:13 : ",
        "src/maillon/sheet/form.py:3:15 : ",
    ):
        assert place in told
    assert "quiet.py" not in told
    assert "trainer/guide.md:1 : deux phrases" not in told
    assert told.rstrip().endswith("« maillon check --fix » corrige la typographie.")
    assert {path: path.read_bytes() for path in before} == before


def test_fixes_in_place_and_leaves_the_rest(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checks.main(parse(["check", "--fix"])) == 1
    out, err = capsys.readouterr()
    assert "src/maillon/sheet/form.py : 2 corrections." in out
    assert err.count("page.md") == 2, "il reste une phrase à couper et un mot à changer"
    module = (course / "src/maillon/sheet/form.py").read_text("utf-8")
    assert module == MODULE.replace("Voilà :", "Voilà\u00a0:").replace("} ;", "}\u202f;")
    notebook = canonical.read(course / "notebooks/a.ipynb")
    assert notebook["metadata"]["title"] == "Un titre\u00a0: oui"
    sources = [canonical.source_of(cell) for cell in notebook["cells"]]
    assert sources == ["# Un titre\u00a0: oui\n\nOui\u202f; non.", 'f("Voilà\u00a0: a")']
    assert checks.fix(checks.chosen([], course)) == []


def test_reads_the_paths_that_it_is_given(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checks.main(parse(["check", "trainer"])) == 1
    assert checks.main(parse(["check", "README.fr.md", "--fix"])) == 0
    assert "1 fichier relu : rien à corriger." in capsys.readouterr().out
    with pytest.raises(MaillonError, match="absent est introuvable"):
        checks.main(parse(["check", "absent"]))


def test_a_file_that_nobody_can_read_is_told(course: Path) -> None:
    (course / "a.bin").write_text("a", encoding="utf-8")
    with pytest.raises(MaillonError, match="n’est pas vérifié"):
        texts.read(course / "a.bin")
    (course / "b.md").write_bytes(b"\xff\xfe")
    with pytest.raises(MaillonError, match="UTF-8"):
        texts.read(course / "b.md")


def test_line_ends_of_a_file_are_kept(course: Path) -> None:
    path = course / "c.md"
    path.write_bytes(b"Oui : non.\r\n")
    assert texts.fix(path) == 1
    assert path.read_bytes() == "Oui\u00a0: non.\r\n".encode()


BROKEN = {
    "src/maillon/sheet/a.py": ("A = 1\nB = (\n", 2, "ce code Python ne se lit pas"),
    "solutions/e9/a.toml": ('id = "a"\ntitle = "b\n', 2, "ce texte TOML ne se lit pas"),
    "src/maillon/law/data/b.yaml": ("a: [b\n", 2, "ce texte YAML ne se lit pas"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_and_the_others_are_read(
    course: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source, line, sentence = BROKEN[name]
    (course / name).write_text(source, encoding="utf-8")
    assert checks.main(parse(["check", "--fix"])) == 1
    told = capsys.readouterr().err
    assert f"{name}:{line} : {sentence}" in told
    assert "« feedback »" in told
    assert (course / name).read_text("utf-8") == source
    (unit,) = texts.read(course / name, Path(name))
    for reading in (unit.passages, lambda: list(typed_law.findings(unit))):
        with pytest.raises(texts.Unreadable, match=f"{name}:{line} "):
            reading()


def test_a_command_of_jupyter_is_told_as_what_it_is(course: Path) -> None:
    unit = texts.Unit(Path("notebooks/a.ipynb"), "python", "a = 1\n%matplotlib inline\n", "b")
    with pytest.raises(texts.Unreadable, match=r"« b », ligne 2.*commande de Jupyter"):
        unit.passages()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{loi}`dispense_fx`", None),
        ("{depuis}`dispense_fx`", None),
        ("{article}`dispense_fx`", None),
        ("{loi}`avance_taux/sommet`", "n’a pas de portée"),
        ("{loi}`dispense_fs@1990-01-01`", "Aucune valeur de"),
        ("{loi}`dispense_fs@2026-02-31`", "n’est pas un jour du calendrier"),
        ("{loi}`La dispense`", "ne se lit pas comme une règle de droit"),
        ("{article}`dispense_fs/9`", "n’a pas d’article"),
        ("{article}`dispense_travaux_2027`", "ne se cite pas comme du droit"),
        ("{depuis}`marche_ecrit`", "On ne sait pas depuis quand"),
    ],
)
def test_a_reference_without_answer_is_told(
    course: Path, written: str, sentence: str | None
) -> None:
    page = Path("book/droit/role.md")
    (course / page).write_text(f"# Titre\n\nVoir {{loi}}`dispense_fs`, {written}.\n", "utf-8")
    if sentence is None:
        with pytest.raises(law.UnknownEntry) as caught:
            law.entry("dispense_fx")
        sentence = str(caught.value)
    (line,) = checks.check([page])
    assert line.startswith("book/droit/role.md:3 : ")
    assert sentence in line


def test_a_placeholder_without_answer_is_told(course: Path) -> None:
    path = Path("solutions/e9/questions.toml")
    (course / path).write_text('title = "Seuil {loi:dispense_fx@2026-03-31}"\n', "utf-8")
    (line,) = checks.check([path])
    assert line.startswith("solutions/e9/questions.toml:1 : Aucune règle ne s’appelle")
    module = Path("src/maillon/sheet/form.py")
    (course / module).write_text('HELP = "Écrivez {loi:identifiant}."\n', "utf-8")
    assert checks.check([module]) == [], "hors des leçons, c’est un mode d’emploi"


def test_a_role_shown_as_code_is_no_reference(course: Path) -> None:
    page = Path("book/droit/role.md")
    shown = "# Titre\n\nÉcrivez `` {loi}`dispense_fx` ``.\n\n```text\n{loi}`dispense_fx`\n```\n"
    (course / page).write_text(shown, "utf-8")
    assert checks.check([page]) == []
