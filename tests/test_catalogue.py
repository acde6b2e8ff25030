"""The catalogue: each topic has its folder, and what it names exists; nothing else is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from maillon.catalogue import TOPICS, Topic
from maillon.plots.registry import figures

ROOT = Path(__file__).resolve().parents[1]
each_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)


@each_topic
def test_a_topic_has_its_folder_notebook_chapters_and_exercises(topic: Topic) -> None:
    assert (ROOT / "notebooks" / f"{topic.notebook}.ipynb").is_file()
    assert (topic.folder / "texts.toml").is_file()
    assert topic.has("workshop")
    for chapter in topic.chapters:
        page = (ROOT / "book" / f"{chapter}.md").read_text(encoding="utf-8")
        assert f"{{atelier}} {topic.notebook}" in page, chapter
    for exercise in topic.exercises:
        assert (ROOT / "exercises" / exercise / f"{exercise}.ipynb").is_file()
    assert (ROOT / "tests" / "topics" / topic.name).is_dir()


@each_topic
def test_the_docstring_of_a_topic_names_what_belongs_to_it(topic: Topic) -> None:
    said = (topic.folder / "__init__.py").read_text(encoding="utf-8")
    for name in (topic.notebook, *topic.exercises, *(c.rsplit("/", 1)[1] for c in topic.chapters)):
        assert name in said, name


def test_every_notebook_exercise_and_folder_belongs_to_a_topic() -> None:
    notebooks = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert notebooks == {topic.notebook for topic in TOPICS}
    exercises = {path.name for path in (ROOT / "exercises").iterdir() if path.is_dir()}
    assert exercises == {name for topic in TOPICS for name in topic.exercises}
    folders = {path.parent.name for path in TOPICS[0].folder.parent.glob("*/__init__.py")}
    assert folders == {topic.name for topic in TOPICS}


def test_a_figure_has_one_topic() -> None:
    names = [name for topic in TOPICS for name in figures(topic)]
    assert len(names) == len(set(names)) > 20


#: Slow to load, and of no use before something is drawn or read.
SLOW = ("matplotlib", "numpy", "networkx", "openpyxl", "polars")


@each_topic
def test_opening_a_workshop_and_betting_load_its_own_topic_and_nothing_slow(
    topic: Topic, tmp_path: Path
) -> None:
    code = (
        "import sys; from maillon.workshops import open_workshop; "
        f"open_workshop({topic.notebook!r}).bet(); "
        "names = [name.split('.') for name in sys.modules]; "
        "topics = {name[2] for name in names if name[:2] == ['maillon', 'topics'] and name[2:]}; "
        f"print(); print(*topics, *{set(SLOW)}.intersection(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    loaded = ran.stdout.splitlines()[-1].split()
    assert loaded == [topic.name]
