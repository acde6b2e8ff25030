"""What people read: French typography and words, one sentence a line, short chapters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from maillon.authoring import checks, masks, texts

ROOT = Path(__file__).resolve().parents[2]
PATHS = texts.find(ROOT)
#: One page to print, a list of sources, a library of clauses: not chapters.
SHEETS = {"aide-memoire", "bibliotheque-de-clauses", "d-ou-viennent-les-chiffres"}
CHAPTERS = sorted(
    path
    for part in ("demarrer", "relier", "remonter", "ecrire", "droit")
    for path in (ROOT / "book" / part).glob("*.md")
    if path.stem not in SHEETS
)
PAGES = sorted((ROOT / "book").rglob("*.md"))
CYCLE = ["besoin", "sourcage", "consultation", "analyse", "execution", "bilan"]
LONGEST_CHAPTER = 1200  # words
#: Fourteen points, or eight stories, each read alone by whoever needs it: these are lists.
LONGER = {"ce-qui-a-change": 1950, "remedes-qui-echouent": 1450}
WORDS_A_MINUTE = (90, 260)  # reading on a screen, figures and tables included

each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
each_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def units() -> list[texts.Unit]:
    return [unit for path in PATHS for unit in texts.read(path, path.relative_to(ROOT))]


def test_the_course_has_texts_of_every_kind() -> None:
    for kind in (".md", ".ipynb", ".toml", ".py", ".yaml"):
        assert any(path.suffix == kind for path in PATHS), f"aucun texte {kind} n’est vérifié"
    assert CHAPTERS, "book/demarrer et book/relier sont vides : le cours doit avoir des chapitres"


def test_typography_is_french_everywhere(units: list[texts.Unit]) -> None:
    report = [line for unit in units for line in checks.typography_faults(unit)]
    assert not report, _told(report, "lancez « maillon check --fix »")


@pytest.mark.parametrize("rule", ["ligne", "longueur", "mot", "adresse"])
def test_prose_follows_the_rules(units: list[texts.Unit], rule: str) -> None:
    report = [
        line for unit in units for remark, line in checks.prose_remarks(unit) if remark.rule == rule
    ]
    assert not report, _told(report, "récrivez ces lignes")


def _told(report: list[str], remedy: str) -> str:
    return "\n".join([f"{len(report)} points à revoir ; {remedy} :", *report])


@each_page
def test_a_page_says_its_steps_and_its_reading_time(path: Path) -> None:
    front = _front_matter(path)
    assert {"cycle", "minutes"} <= set(front)
    assert set(front) <= {"cycle", "minutes", "droit", "imprimable", "tocdepth"}
    assert [step for step in CYCLE if step in front["cycle"]] == front["cycle"]
    assert isinstance(front["minutes"], int)
    assert 1 <= front["minutes"] <= 12


@each_page
def test_a_page_has_one_title_and_no_code_cell(path: Path) -> None:
    source = path.read_text("utf-8")
    assert len(re.findall(r"(?m)^# \S", source)) == 1
    assert "{code-cell}" not in source


@each_chapter
def test_a_chapter_is_short_and_its_reading_time_true(path: Path) -> None:
    count = _word_count(path.read_text("utf-8"))
    assert count <= LONGER.get(path.stem, LONGEST_CHAPTER)
    slow, fast = WORDS_A_MINUTE
    assert count / fast <= _front_matter(path)["minutes"] <= count / slow


@each_chapter
@pytest.mark.parametrize(
    ("what", "find"),
    [
        ("les objectifs avant le premier titre de section", r"(?s)\A.*?:::\{objectifs\}.*?\n## "),
        ("un atelier à ouvrir", r":::\{atelier\} [a-z0-9-]+\n"),
        ("les sources à la fin", r"(?s):::+\{sources\}(?:(?!\n## ).)*\Z"),
        ("une action pour le bureau", r"Au bureau"),
    ],
)
def test_a_chapter_has(path: Path, what: str, find: str) -> None:
    assert re.search(find, path.read_text("utf-8")), f"il manque : {what}"


@each_page
def test_what_a_page_opens_exists(path: Path) -> None:
    homes: dict[str, Callable[[str], Path]] = {
        "atelier": lambda name: ROOT / "notebooks" / f"{name}.ipynb",
        "exercice": lambda name: ROOT / "exercises" / name / f"{name}.ipynb",
    }
    for kind, name in re.findall(r"\{(atelier|exercice)\} ([a-z0-9-]+)", path.read_text("utf-8")):
        assert homes[kind](name).is_file(), f"{kind} {name}"


def _front_matter(path: Path) -> dict[str, object]:
    return dict(yaml.safe_load(path.read_text("utf-8").split("---")[1]))


def _word_count(source: str) -> int:
    """Count the words of a chapter, without its front matter nor its list of sources."""
    body = re.sub(r"(?s):::\{sources\}.*?\n:::", "", source)
    return len(re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", "".join(_spoken(masks.masked(body)))))


def _spoken(hidden: str) -> Iterator[str]:
    return (character for character in hidden if character not in (masks.WORD, masks.TAG))
