"""The answer sheet of an exercise, as its notebook uses it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import ipywidgets
from IPython.display import display

from maillon.sheet import marking, numbers
from maillon.sheet.doubts import doubt
from maillon.sheet.form import Preview, QuestionForm
from maillon.sheet.handin import build_copy
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import (
    Drawing,
    Number,
    Question,
    QuestionSet,
    State,
    Text,
    is_blank,
    problem,
)
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import answer_lines, news
from maillon.widgets import controls
from maillon.widgets.controls import Control
from maillon.widgets.incidents import log_incident
from maillon.widgets.safety import being_graded, french_errors

QUESTIONS_FILE = "questions.toml"
UNMARKABLE = (
    "La correction automatique a rencontré un incident sur cette question : 0 point, à revoir."
)
READY = "Votre fiche est prête : téléchargez votre copie et remettez-la."
REREAD = "Gardez ou changez ce qui est à relire, puis téléchargez votre copie et remettez-la."
AGAIN = "Si vous changez une réponse, téléchargez de nouveau votre copie."
NO_NAME = "Votre nom manque, en haut de la page."
NAMELESS = (
    "Votre copie n’a pas de nom : écrivez votre prénom et votre nom en haut de la page, "
    "puis téléchargez-la de nouveau."
)


class Sheet:
    """The answer sheet of `assignment`, kept in `folder` (the notebook's own folder by default)."""

    def __init__(self, assignment: str, folder: Path | None = None) -> None:
        self.assignment = assignment
        self.folder = folder or Path.cwd()
        self._forms: dict[str, QuestionForm] = {}

    @cached_property
    def questions(self) -> QuestionSet:
        """The questions, read from `questions.toml` beside the notebook."""
        return load_questions(self.folder / QUESTIONS_FILE)

    @cached_property
    def store(self) -> AnswerStore:
        """The answers, kept in `reponses.json` beside the notebook."""
        # A copy being graded is evidence: it is read as it came, never repaired.
        return AnswerStore(self.folder, self.assignment, read_only=being_graded())

    @french_errors
    def header(self) -> None:
        """Show who answers, and anything odd that was found in the saved answers."""
        notices = self.store.load()
        if being_graded():
            if notices:
                _print([notice.sentence for notice in notices])
            return
        for notice in notices:
            tone = "plain" if notice.code == "retrouvee" else "bad"
            display(controls.sentence(notice.sentence, tone=tone))
        name = controls.text(
            "Votre prénom et votre nom",
            hint="Ils figurent sur la copie que vous remettez, et nulle part ailleurs.",
            autocomplete="name",
        )
        name.value = self.store.trainee_name
        name.on_value(lambda value: self._rename(name, value))
        display(name)

    def _rename(self, control: Control, value: object) -> None:
        message, tone = news(self.store.set_trainee(str(value or "").strip()))
        if tone == "bad":
            control.say(message, tone)
            return
        saved = "Nom enregistré." if value else ""
        control.say(" ".join(filter(None, [saved, message])), "good")
        self._settle()

    def _settle(self) -> None:
        """Let each form take back its refusal, once a later save carried its answer along."""
        for form in self._forms.values():
            form.settle()

    @french_errors
    def question(self, question: str, *, preview: Preview | None = None) -> None:
        """Show the form of a question; when the copy is graded, print the answer that it holds."""
        asked = self.questions[question]
        if being_graded():
            # The text of a hand-marked question stands in its own cell; it has a rubric.
            if not (isinstance(asked, Text) and asked.rubric):
                _print([asked.title, *answer_lines(asked, self.store.get(question))])
            return
        form = QuestionForm(asked, self.store, preview=preview, after_save=self._settle)
        self._forms[question] = form
        display(form.widget)

    @french_errors
    def figure(self, name: str) -> None:
        """Show a registered picture of a model, with its data."""
        if being_graded():
            return
        # Drawing tools load only where somebody looks: marking a cohort does without them.
        from maillon.plots.registry import picture

        display(controls.figure(picture(name, notebook=self.assignment)))

    @french_errors
    def record(self, question: str, value: object) -> None:
        """Record an answer from code: what a solution does in place of the form."""
        message, tone = news(self.store.save(question, value))
        if tone == "bad":
            print(message)

    def mark(
        self,
        question: str,
        *,
        points: float,
        key: object = None,
        messages: marking.Messages | None = None,
        simulate: marking.Simulate | None = None,
    ) -> float:
        """Mark a question, print the explanation in French, and return the points, 0 to `points`.

        This is the last expression of a test cell: a float, whatever the answer is.
        With 0 point the question is a rehearsal: the explanation comes without a mark.
        """
        try:
            self.store.load()
            mark = marking.mark(
                self.questions[question],
                self.store.get(question),
                key,
                points=points or 1.0,
                messages=messages or {},
                simulate=simulate,
            )
        except Exception as error:
            log_incident(error, self.folder)
            print(UNMARKABLE)
            return 0.0
        if not points:
            verdict = "juste" if mark.score == mark.points else "à revoir"
            first = f"Question « {self.questions[question].title} » : {verdict} (sans note)"
            _print([first, *mark.lines[1:]])
            return 0.0
        _print(mark.lines)
        return mark.score

    def check(self) -> list[str]:
        """Return what « Vérifier ma fiche » says: a total, then a line per question to look at."""
        faults = [] if self.store.trainee_name else [NO_NAME]
        hints: list[str] = []
        odd: dict[int, str] = {}
        required = [asked for asked in self.questions.values() if asked.required]
        done = 0
        for place, asked in enumerate(self.questions.values(), start=1):
            value = self.store.get(asked.id)
            if asked.required and self._unanswered(asked, value):
                faults.append(f"« {asked.title} » : pas encore de réponse.")
            elif fault := problem(asked, value):
                faults.append(f"« {asked.title} » : {fault}")
            elif isinstance(asked, Drawing) and not is_blank(asked, value):
                found = asked.review(value)
                faults += [f"« {asked.title} » : {line}" for line in found.missing]
                hints += [f"« {asked.title} » : {line}" for line in (found.summary, *found.hints)]
                done += asked.required and not found.missing
            else:
                if isinstance(asked, Number) and not is_blank(asked, value):
                    hints += _unit_hint(asked, value)
                if question := doubt(asked, value):
                    odd[place] = f"{place}. « {asked.title} » : {question}"
                done += asked.required
        lines = [_total(done, len(required), list(odd)), *faults, *odd.values(), *hints]
        return lines if faults else [*lines, REREAD if odd else READY]

    @staticmethod
    def _unanswered(asked: Question, value: object) -> bool:
        return is_blank(asked, value) or (isinstance(asked, State) and not isinstance(value, dict))

    @french_errors
    def hand_in(self) -> None:
        """Show « Vérifier ma fiche » and « Télécharger ma copie »."""
        if being_graded():
            return
        actions = controls.buttons(
            ("check", "Vérifier ma fiche"), ("download", "Télécharger ma copie", "main")
        )
        report = controls.sentence()
        actions.on_click(lambda button: self._act(button, actions, report))
        display(ipywidgets.VBox([actions, report]))

    def _act(self, button: str, actions: Control, report: Control) -> None:
        actions.say("")
        controls.tell(report, [])
        self.store.load()  # another window may have answered since
        if button == "check":
            lines = self.check()
            tones = {READY: "good", REREAD: "plain"}
            controls.tell(report, lines, tones.get(lines[-1], "bad"))
            return
        name = self.store.trainee_name
        if not name:
            controls.tell(report, [NAMELESS], "bad")
            return
        copy = build_copy(self.folder, self.assignment, self.store, name)
        actions.send({"download": {"filename": copy.filename}}, buffers=[copy.content])
        lines = self.check()
        controls.tell(
            report,
            [
                f"Votre copie « {copy.filename} » est dans vos téléchargements.",
                "Remettez ce fichier tel quel à la personne qui anime votre session.",
                *([*lines[:-1], AGAIN] if lines[-1] == REREAD else []),
                *(lines if lines[-1] not in (READY, REREAD) else []),
            ],
            "good" if lines[-1] == READY else "plain",
        )


def _total(done: int, asked: int, odd: Sequence[int]) -> str:
    """Say how many questions are answered, and which answers to read again, by their places."""
    if not odd:
        complete = "réponses complètes" if done > 1 else "réponse complète"
        return f"{done} {complete} sur {asked}."
    answers = "réponses" if done > 1 else "réponse"
    places = ", ".join(str(place) for place in odd)
    return f"{done} {answers} sur {asked}, dont {len(odd)} à relire : {places}."


def _unit_hint(asked: Number, value: object) -> list[str]:
    """Say that a number was written in another unit than the one asked, if it was."""
    quantity = numbers.read_number(value)
    remark = numbers.unit_remark(quantity, asked.unit)
    told = f"« {asked.title} » : {numbers.describe(quantity)}. {remark}"
    return [told] if remark else []


def _print(lines: Iterable[str]) -> None:
    """Print lines that may hold what a trainee typed: half a surrogate pair cannot be sent."""
    print("\n".join(lines).encode(errors="replace").decode())


def open_sheet(assignment: str) -> Sheet:
    """Open the answer sheet of `assignment` beside the running notebook, and show its header."""
    sheet = Sheet(assignment)
    sheet.header()
    return sheet
