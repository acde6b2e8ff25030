"""The page a trainee receives: questions, messages, points and comments, in French, no code."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbgrader import utils  # type: ignore[import-untyped]
from nbgrader.api import Gradebook, MissingEntry  # type: ignore[import-untyped]
from nbgrader.preprocessors import NbGraderPreprocessor  # type: ignore[import-untyped]
from traitlets import List, Unicode
from traitlets.config import Config

from maillon.grading.preprocessors import is_manual, question_of, trainee_name
from maillon.grading.rendering import (
    answer,
    french_number,
    messages,
    points,
    printed_lines,
    safe_html,
    split_title,
)

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE_NAME = "maillon_feedback"

_MARKED = re.compile(r"""\.mark\(\s*["']([\w-]+)["']""")

FAILED_MARKING = (
    "La correction automatique de cette question n’a pas abouti. "
    "Votre réponse n’est pas en cause\u00a0: signalez-le à la personne qui vous forme."
)


@dataclass
class Item:
    """One marked question of the page; texts are plain, `*_html` are cleaned HTML."""

    title: str
    points: str
    unit: str
    manual: bool
    waiting: bool
    context_html: str = ""
    text_html: str = ""
    answer: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    rubric: list[str] = field(default_factory=list)
    comments_html: list[str] = field(default_factory=list)
    bonus: str = ""


@dataclass
class Page:
    """Everything the template shows."""

    title: str
    trainee: str
    score: str
    items: list[Item]
    automatic: str
    manual: str
    waiting: bool
    penalty: str = ""


class FeedbackExporter(HTMLExporter):
    """HTML exporter bound to the course's page, whatever the other settings say."""

    def __init__(self, config: Any = None, **options: Any) -> None:
        # nbgrader names a template for every HTMLExporter; only a setting of this very class wins.
        bound = Config(config or {})
        bound.FeedbackExporter.template_name = TEMPLATE_NAME
        bound.FeedbackExporter.extra_template_basedirs = [str(TEMPLATES)]
        super().__init__(config=bound, **options)  # type: ignore[no-untyped-call]


def read_questions(folder: Path) -> tuple[str, dict[str, dict[str, Any]]]:
    """Return the title and the questions by id of the `questions.toml` in `folder`.

    A missing or broken file gives an empty answer: the page then numbers its questions.
    """
    try:
        found = tomllib.loads((folder / "questions.toml").read_text(encoding="utf-8"))
        questions = {str(q["id"]): dict(q) for q in found.get("question", [])}
        return str(found.get("title", "")), questions
    except (OSError, ValueError, KeyError, TypeError):
        return "", {}


class FeedbackPage(NbGraderPreprocessor):  # type: ignore[misc]
    """Gather the page from an autograded notebook and the gradebook; runs after `GetGrades`."""

    #: The HTML exporter sets this for every preprocessor, and complains where it is not known.
    display_data_priority = List(Unicode()).tag(config=True)

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Store a `Page` under `resources["maillon"]`."""
        folder = Path(resources["metadata"]["path"])
        title, questions = read_questions(folder)
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            heading, items, totals = _Reader(gradebook, ids, questions).read(nb)
        penalty = float(ids.get("late_penalty") or 0)
        resources["maillon"] = Page(
            title=title or heading or str(ids["notebook"]),
            trainee=trainee_name(folder) or str(ids["student"]),
            score=points(float(ids["score"]), float(ids["max_score"])),
            items=items,
            automatic=points(*totals[False]),
            manual=points(*totals[True]) if totals[True][1] else "",
            waiting=any(item.waiting for item in items),
            penalty=french_number(penalty) if penalty else "",
        )
        return nb, resources


class _Reader:
    """Reads cells in order, holding what belongs to the next marked question."""

    def __init__(
        self, gradebook: Any, ids: dict[str, Any], questions: dict[str, dict[str, Any]]
    ) -> None:
        self.gradebook = gradebook
        self.where = (ids["notebook"], ids["assignment"], ids["student"])
        self.questions = questions
        self.heading = ""
        self.context: list[str] = []
        self.comments: list[str] = []
        self.recorded: list[str] = []
        self.items: list[Item] = []
        self.totals = {False: (0.0, 0.0), True: (0.0, 0.0)}

    def read(self, nb: Any) -> tuple[str, list[Item], dict[bool, tuple[float, float]]]:
        for cell in nb.cells:
            if utils.is_solution(cell):
                self._keep_comment(cell)
            if utils.is_grade(cell):
                self.items.append(self._item(cell))
            elif cell.cell_type == "markdown":
                self._keep_context(cell)
            elif utils.is_solution(cell):
                self.recorded = printed_lines(cell.outputs)
        return self.heading, self.items, self.totals

    def _keep_context(self, cell: Any) -> None:
        heading, rest = split_title(cell.source)
        if heading and self.heading:
            rest = cell.source
        self.heading = self.heading or heading
        if rest.startswith("## "):  # a new part: what introduced the exercise is no question
            self.context = []
        if rest:
            self.context.append(safe_html(rest))

    def _keep_comment(self, cell: Any) -> None:
        try:
            comment = self.gradebook.find_comment(cell.metadata.nbgrader.grade_id, *self.where)
        except MissingEntry:
            return
        if comment.manual_comment:
            self.comments.append(safe_html(comment.manual_comment))

    def _item(self, cell: Any) -> Item:
        grade = self.gradebook.find_grade(cell.metadata.nbgrader.grade_id, *self.where)
        manual = is_manual(cell)
        question = self._question(cell)
        score, maximum = float(grade.score), float(grade.max_score)
        won, possible = self.totals[manual]
        self.totals[manual] = (won + score, possible + maximum)
        item = Item(
            title=str(question.get("title") or f"Question {len(self.items) + 1}"),
            points=points(score, maximum),
            unit="point" if maximum < 2 else "points",
            manual=manual,
            waiting=bool(grade.needs_manual_grade),
            context_html=self._context(question),
            rubric=[str(line) for line in question.get("rubric", [])] if manual else [],
            comments_html=self.comments,
            bonus=french_number(grade.extra_credit) if grade.extra_credit else "",
        )
        if manual:
            untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
            item.text_html = "" if untouched else safe_html(cell.source)
        else:
            item.answer = answer(self.recorded, item.title)
            item.lines = messages(
                printed_lines(cell.outputs), item.title, full=0 < maximum <= score
            )
            if any(output.output_type == "error" for output in cell.outputs):
                item.lines = [*item.lines, FAILED_MARKING]
        self.context, self.comments, self.recorded = [], [], []
        return item

    def _question(self, cell: Any) -> dict[str, Any]:
        marked = _MARKED.search(cell.source)
        name = question_of(cell) or (marked.group(1) if marked else "")
        return self.questions.get(name, {})

    def _context(self, question: dict[str, Any]) -> str:
        prompt = str(question.get("prompt", ""))
        return "\n".join([*self.context, safe_html(prompt) if prompt else ""]).strip()
