"""One question on the page: the controls of its kind, saved at each change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import ipywidgets

from maillon.sheet import numbers
from maillon.sheet.doubts import doubt
from maillon.sheet.kinds.base import ids
from maillon.sheet.questions import (
    Chain,
    Choice,
    Choices,
    Classify,
    Drawing,
    Map,
    Number,
    Option,
    Order,
    Parameter,
    Question,
    Settings,
    State,
    Text,
    Unreadable,
    is_blank,
    problem,
)
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import news
from maillon.widgets import controls
from maillon.widgets.controls import Control
from maillon.widgets.incidents import explain

#: What a preview says of the state of a model: French sentences for the values of its parameters.
Preview = Callable[[Settings], list[str]]


OTHER_WINDOW = (
    "Une autre fenêtre avait répondu à cette question : votre dernière réponse la remplace."
)


class QuestionForm:
    """The form of `question`, filled from `store` and saved there at each change.

    `widget` is what to display.  `preview`, for a question of kind `state`, says live what the
    chosen settings give.  `after_save` is called each time that an answer is on disk.
    """

    def __init__(
        self,
        question: Question,
        store: AnswerStore,
        *,
        preview: Preview | None = None,
        after_save: Callable[[], None] | None = None,
    ) -> None:
        self.question = question
        self._store = store
        self._preview = preview
        self._after_save = after_save
        self._refused = False
        self._shown = store.get(question.id)
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
        if self.parts:
            self.widget.add_class(controls.GROUP)
        self._show_preview()

    def _active(self) -> list[Control]:
        return list(self.parts.values()) if self.parts else [self.control]

    @property
    def value(self) -> Any:
        """The answer as it stands in the form, in the shape of `reponses.json`."""
        if not self.parts:
            return self.control.value
        return {name: part.value for name, part in self.parts.items()}

    def _fill(self, saved: object) -> None:
        if isinstance(self.question, State):
            for name, setting in _settings(self.question, saved).items():
                self.parts[name].value = setting
        elif (answer := _fitting(self.question, saved)) is not None:
            self.control.value = answer

    def _changed(self, _new: object) -> None:
        value = self.value
        self._store.load()
        before = self._store.get(self.question.id)
        message, tone = news(self._store.save(self.question.id, value))
        self._refused = tone == "bad"
        if self._refused:
            self._active()[-1].say(message, tone)
        else:
            if not message and before not in (self._shown, value):
                message = OTHER_WINDOW
            self._shown = value
            self._comment(value, message)
        self._show_preview()
        if not self._refused and self._after_save is not None:
            self._after_save()

    def settle(self) -> None:
        """Say that an answer which was refused is saved now, if a later save carried it along."""
        word = self.question.id
        if self._refused and word not in self._store.unsaved:
            # An answer refused for good, because too long, is neither waiting nor in the sheet.
            self._refused = self._store.get(word) != self.value
            if not self._refused:
                self._comment(self.value)

    def _comment(self, value: object, message: str = "") -> None:
        """Say under the form what was saved, or what is still missing or unreadable."""
        verdict, tone = _verdict(self.question, value)
        self._active()[-1].say(" ".join(filter(None, [verdict, message])), tone)

    def _show_preview(self) -> None:
        """Say what the settings of a model give, or what the course reads on a map.

        The editor of a chain says itself what it reads.
        """
        if isinstance(self.question, Map):
            controls.tell(self._result, self.question.advice(self.value))
        elif isinstance(self.question, State) and self._preview is not None:
            try:
                controls.tell(self._result, self._preview(self.question.read(self.value)))
            except Unreadable:
                controls.tell(self._result, [])
            except Exception as error:
                controls.tell(self._result, [explain(error)], "bad")


def _verdict(question: Question, value: object) -> tuple[str, str]:
    """Return what to say of an answer that was saved, and the tone."""
    if is_blank(question, value):
        return "", "plain"
    if fault := problem(question, value):
        if isinstance(question, (Classify, Order, State)):
            return f"Enregistré, mais à compléter. {fault}", "plain"
        return f"Enregistré, mais à revoir. {fault}", "bad"
    verdict, remarks = "Réponse enregistrée.", [doubt(question, value)]
    if isinstance(question, Number):
        quantity = question.read(value)
        verdict = f"Réponse enregistrée ({numbers.describe(quantity)})."
        remarks.insert(0, numbers.unit_remark(quantity, question.unit))
    return " ".join(filter(None, [verdict, *remarks])), "plain" if any(remarks) else "good"


def _fitting(question: Question, saved: object) -> object:
    """Return what a control can show of a saved value, whatever a file held; None if nothing."""
    match question:
        case Number() | Text():
            if isinstance(saved, (int, float)) and not isinstance(saved, bool):
                return numbers.write_number(saved)
            return saved if isinstance(saved, str) else None
        case Classify():
            places = saved if isinstance(saved, dict) else {}
            categories = ids(question.categories)
            return {i.id: places[i.id] for i in question.items if places.get(i.id) in categories}
    return saved if problem(question, saved) is None else None


def _settings(question: State, saved: object) -> dict[str, float | str]:
    """Return the saved settings that the controls can show, whatever a file held."""
    settings: dict[str, float | str] = {}
    for parameter in question.parameters:
        with suppress(Unreadable):
            value = saved.get(parameter.id) if isinstance(saved, dict) else None
            settings[parameter.id] = parameter.read(value)
    return settings


def _pairs(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(option.id, option.label) for option in options]


def _build(question: Question) -> tuple[Control, dict[str, Control]]:
    """Return the control that carries messages, and the parts of a question of kind `state`."""
    if isinstance(question, State):
        parts = {p.id: _setting(p) for p in question.parameters}
        return list(parts.values())[-1], parts
    return _control(question), {}


def _control(question: Question) -> Control:
    label, statement = question.title, question.prompt
    match question:
        case Choice():
            return controls.radio(label, _pairs(question.options), statement=statement)
        case Choices():
            return controls.checks(label, _pairs(question.options), statement=statement)
        case Order():
            return controls.ordering(label, _pairs(question.items), statement=statement)
        case Classify():
            items, categories = _pairs(question.items), _pairs(question.categories)
            return controls.classify(label, items, categories, statement=statement)
        case Number():
            hint = f"Par exemple : {question.example}" if question.example else ""
            unit = question.unit
            return controls.text(label, unit=unit, numeric=True, statement=statement, hint=hint)
        case Text():
            criteria = [f"• {criterion}" for criterion in question.rubric]
            hint = "\n".join(["Ce qui est noté :", *criteria] if criteria else [])
            most = question.max_words
            return controls.textarea(label, max_words=most, statement=statement, hint=hint)
        case Drawing():
            return _editor(question)
    raise TypeError(f"unknown kind of question: {question.kind}")


def _editor(question: Drawing) -> Control:
    # Loaded when a drawing is asked: marking a cohort does without the editor.
    from maillon.maps.editor import graph_editor

    label, statement = question.title, question.prompt
    if isinstance(question, Chain):
        tiers, review = question.tiers, question.advice
        return graph_editor(label=label, statement=statement, tiers=tiers, review=review)
    return graph_editor(label=label, statement=statement)


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
        one=parameter.one,
    )
