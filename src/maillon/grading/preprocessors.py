"""What nbgrader calls to make a hand-in safe before it is marked: a hook and two preprocessors.

What counts in a copy is the recorded answers, never the notebook file: the released notebook is
put back in its place, so no code, output, HTML or metadata of a trainee is run or shown. A text
typed straight into the answer cell is kept, as text.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook  # type: ignore[import-untyped]
from nbgrader.preprocessors import NbGraderPreprocessor  # type: ignore[import-untyped]

from maillon.grading.config import ANSWERS, HANDED_IN, MANIFEST, TEXT_STUB
from maillon.grading.files import (
    MAX_ANSWERS_BYTES,
    UnreadableFile,
    parse_object,
    read_answers,
    read_regular,
    text_answer,
)
from maillon.grading.rendering import text_cell

Notebook = Any
Resources = dict[str, Any]

logger = logging.getLogger(__name__)


def set_aside_foreign_files(*, assignment: str, student: str, notebooks: Sequence[str]) -> None:
    """Move what does not belong to a copy out of its folder, before nbgrader copies that folder.

    nbgrader follows links with the trainer's rights and would copy any file next to the kernel,
    where Python could import it. Links are removed, other entries go to `grading/archive`. The
    copy is the folder of its `notebooks`; `assignment` and `student` may be patterns.
    """
    for folder in {Path(notebook).parent for notebook in notebooks}:
        known = {Path(notebook).name for notebook in notebooks} | set(HANDED_IN)
        for entry in sorted(folder.iterdir()):
            try:
                if entry.name not in known or not entry.is_file() or entry.is_symlink():
                    _set_aside(entry)
            except OSError as error:
                logger.warning("%s n’a pas pu être mis à l’écart\u00a0: %s", entry, error)


def _set_aside(entry: Path) -> None:
    if entry.is_symlink():
        logger.warning("Lien retiré de la copie\u00a0: %s", entry)
        entry.unlink()
        return
    student, assignment = entry.parts[-3:-1]
    target = entry.parents[3] / "archive" / student / assignment / f"ecarte-{entry.name}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    entry.replace(target)
    logger.warning("Fichier inattendu rangé dans %s", target)


def is_manual(cell: Any) -> bool:
    """Tell whether `cell` holds a text that a person marks."""
    metadata = cell.metadata.get("nbgrader") or {}
    return bool(cell.cell_type == "markdown" and metadata.get("grade") and metadata.get("solution"))


def question_of(cell: Any) -> str:
    """Return the question id that `cell` names in its metadata, or an empty string."""
    own = cell.metadata.get("maillon")
    question = own.get("question") if isinstance(own, dict) else None
    return question if isinstance(question, str) else ""


def course_directory(component: Any) -> Any:
    """Return nbgrader's course directory, from any preprocessor it built."""
    while component is not None:
        found = getattr(component, "coursedir", None)
        if found is not None:
            return found
        component = component.parent
    raise RuntimeError("no course directory above this preprocessor")


class RestoreReleasedCells(NbGraderPreprocessor):  # type: ignore[misc]
    """Replace a handed-in notebook by the released one, keeping what was typed in text cells."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Return the released notebook, with the texts typed in `nb`.

        Raises:
            FileNotFoundError: the exercise was never generated.
        """
        ids = resources["nbgrader"]
        course = course_directory(self)
        folder = Path(course.format_path(course.release_directory, ".", ids["assignment"]))
        path = folder / f"{ids['notebook']}.ipynb"
        if not path.is_file():
            raise FileNotFoundError(
                f"L’énoncé {path} manque\u00a0: aucune copie ne peut être notée. "
                "Lancez «\u00a0maillon exercises\u00a0», puis recommencez."
            )
        released = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        typed = _typed_texts(nb)
        for cell in filter(is_manual, released.cells):
            text = typed.get(cell.metadata.nbgrader.get("grade_id"), "").strip()
            if text and text != cell.source.strip() and text != TEXT_STUB:
                cell.source = text_cell(text)
        return released, resources


def _typed_texts(nb: Notebook) -> dict[str, str]:
    """Return the sources of the text cells of a copy, whatever its metadata look like."""
    texts: dict[str, str] = {}
    for cell in nb.cells:
        metadata = cell.get("metadata", {}).get("nbgrader")
        grade_id = metadata.get("grade_id") if isinstance(metadata, dict) else None
        source = cell.get("source")
        if cell.get("cell_type") == "markdown" and isinstance(grade_id, str):
            texts.setdefault(grade_id, source if isinstance(source, str) else "")
    return texts


class InsertTextAnswers(NbGraderPreprocessor):  # type: ignore[misc]
    """Put the texts recorded in `reponses.json` into the cells that a person marks.

    It comes after `OverwriteCells`, which leaves the released cell's checksum in the metadata:
    a changed source then means « needs manual grade », an unchanged one an automatic zero.
    """

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Fill the manual cells of `nb` from the folder it was read from."""
        folder = Path(resources["metadata"]["path"])
        try:
            answers = read_answers(folder / ANSWERS, resources["nbgrader"]["assignment"])
        except FileNotFoundError:
            answers = {}
        except UnreadableFile as error:
            self._tell_trainer(nb, str(error))
            answers = {}
        for cell in filter(is_manual, nb.cells):
            text = text_answer(answers, question_of(cell))
            if text:
                cell.source = text_cell(text)
        self._record_name(folder, resources)
        return nb, resources

    def _tell_trainer(self, nb: Notebook, reason: str) -> None:
        """Keep a damaged copy from being marked zero in silence."""
        self.log.warning("Réponses illisibles\u00a0: %s", reason)
        message = (
            f"Le fichier {ANSWERS} de cette copie n’a pas pu être lu\u00a0: {reason}. "
            "Les points automatiques ne sont donc pas fiables. "
            "Demandez à la personne de télécharger sa copie de nouveau, puis notez-la encore."
        )
        for cell in filter(is_manual, nb.cells):
            cell.source = text_cell(f"[À l’attention de la formatrice ou du formateur]\n{message}")

    def _record_name(self, folder: Path, resources: Resources) -> None:
        """Let Formgrader show a person's name where it only knows an identifier."""
        name = trainee_name(folder)
        if not name:
            return
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            student = gradebook.find_student(ids["student"])
            if student.first_name is None and student.last_name is None:
                first, _, last = name.partition(" ")
                gradebook.update_or_create_student(ids["student"], first_name=first, last_name=last)


def trainee_name(folder: Path) -> str:
    """Return the name written in the manifest of the copy in `folder`, or an empty string."""
    try:
        manifest = parse_object(read_regular(folder / MANIFEST, MAX_ANSWERS_BYTES))
    except (OSError, UnreadableFile):
        return ""
    student = manifest.get("student")
    name = student.get("name") if isinstance(student, dict) else None
    printable = "".join(filter(_may_name, name)) if isinstance(name, str) else ""
    return " ".join(printable.split())[:80]


def _may_name(character: str) -> bool:
    """Keep what names are made of; Formgrader writes them into its pages as they are."""
    return character.isalnum() or character in " '’.-\u00a0\u2011"
