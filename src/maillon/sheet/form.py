"""One question on the page: the controls of its kind, saved at each change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets

from maillon.sheet import numbers
from maillon.sheet.questions import (
    Choice,
    Choices,
    Classify,
    Number,
    Option,
    Order,
    Parameter,
    Question,
    State,
    Text,
    is_blank,
    problem,
)
from maillon.sheet.store import AnswerStore
from maillon.widgets import controls
from maillon.widgets.controls import Control

#: What a preview says of the state of a model: French sentences for the values of its parameters.
Preview = Callable[[Mapping[str, Any]], list[str]]


class QuestionForm:
    """The form of `question`, filled from `store` and saved there at each change.

    `widget` is what to display.  `preview`, for a question of kind `state`, says live what the
    chosen settings give.
    """

    def __init__(
        self, question: Question, store: AnswerStore, *, preview: Preview | None = None
    ) -> None:
        self.question = question
        self._store = store
        self._preview = preview
        self._result = controls.sentence()
        self.control, self.parts = _build(question)
        saved = store.get(question.id)
        if not is_blank(question, saved):
            self._fill(saved)
            self._comment(saved)
        for part in self._active():
            part.on_value(self._changed)
        heading = [controls.prompt(question.title, question.prompt)] if self.parts else []
        self.widget = ipywidgets.VBox([*heading, *self._active(), self._result])
        self._show_preview()

    def _active(self) -> list[Control]:
        return list(self.parts.values()) if self.parts else [self.control]

    @property
    def value(self) -> Any:
        """The answer as it stands in the form, in the shape of `reponses.json`."""
        if not self.parts:
            return self.control.value
        return {name: part.value for name, part in self.parts.items()}

    def _fill(self, saved: Any) -> None:
        if not self.parts:
            self.control.value = saved
        elif isinstance(saved, dict):
            for name, part in self.parts.items():
                if name in saved and problem(self.question, saved) is None:
                    part.value = saved[name]

    def _changed(self, _new: Any) -> None:
        value = self.value
        notices = self._store.save(self.question.id, value)
        if notices:
            self.control.say(" ".join(notice.sentence for notice in notices), "bad")
        else:
            self._comment(value)
        self._show_preview()

    def _comment(self, value: Any) -> None:
        """Say under the form what was saved, or what is still missing or unreadable."""
        last = self._active()[-1]
        if is_blank(self.question, value):
            last.say("")
        elif fault := problem(self.question, value):
            last.say(f"Enregistré, mais à compléter. {fault}", "bad")
        elif isinstance(self.question, Number):
            understood = numbers.describe(numbers.read_number(value))
            last.say(f"Réponse enregistrée ({understood}).", "good")
        else:
            last.say("Réponse enregistrée.", "good")

    def _show_preview(self) -> None:
        if self._preview is not None and self.parts:
            controls.tell(self._result, self._preview(self.value))


def _pairs(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(option.id, option.label) for option in options]


def _build(question: Question) -> tuple[Control, dict[str, Control]]:
    """Return the control that carries messages, and the parts of a question of kind `state`."""
    label = question.title
    hint = question.prompt
    match question:
        case Choice():
            return controls.radio(label, _pairs(question.options), hint=hint), {}
        case Choices():
            return controls.checks(label, _pairs(question.options), hint=hint), {}
        case Order():
            return controls.ordering(label, _pairs(question.items), hint=hint), {}
        case Classify():
            items, categories = _pairs(question.items), _pairs(question.categories)
            return controls.classify(label, items, categories, hint=hint), {}
        case Number():
            example = f"Par exemple : {question.example}" if question.example else ""
            hint = "\n".join(filter(None, [hint, example]))
            return controls.text(label, unit=question.unit, numeric=True, hint=hint), {}
        case Text():
            criteria = "\n".join(f"• {criterion}" for criterion in question.rubric)
            hint = "\n".join(
                filter(None, [hint, "Ce qui est noté :" if criteria else "", criteria])
            )
            return controls.textarea(label, max_words=question.max_words, hint=hint), {}
        case State():
            parts = {p.id: _setting(p) for p in question.parameters}
            return list(parts.values())[-1], parts
    raise TypeError(f"unknown kind of question: {question.kind}")


def _setting(parameter: Parameter) -> Control:
    if parameter.options:
        # No option is chosen for the trainee: an untouched list must not count as an answer.
        return controls.select(
            parameter.label, [("", "Choisissez…"), *_pairs(parameter.options)], start=""
        )
    return controls.slider(
        parameter.label,
        start=parameter.start,
        low=parameter.min,
        high=parameter.max,
        step=parameter.step,
        unit=parameter.unit,
    )
