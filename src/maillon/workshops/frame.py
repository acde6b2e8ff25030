"""The frame of a workshop: bet first, then handle, then compare.

Every workshop follows the same eight steps.  *Situation* and *Limites du modèle* are text in the
notebook; *Pari*, *Manipuler*, *Surprise*, *Défi* and *Rappel* are one call a cell.  *Limites du
modèle* ends with the share of neighbouring cases in which each surprise holds, *Au bureau* may end
with the table of displacements of the decision that was just simulated.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, Protocol

import ipywidgets
from IPython.display import display

from maillon.base.wording import NBSP
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import news
from maillon.widgets import controls
from maillon.widgets.action import batch, later
from maillon.widgets.controls import Control
from maillon.widgets.incidents import explain
from maillon.widgets.safety import french_errors
from maillon.workshops.claims import shares
from maillon.workshops.displacements import DisplacementStep, saved_table
from maillon.workshops.limits import LimitsStep
from maillon.workshops.robustness import Claim
from maillon.workshops.texts import RecallQuestion, load_texts

BET_FIRST = "Pariez d’abord : cette étape s’ouvrira ensuite."
#: What the store keeps of a model that was handled: the steps after it stay open.
HANDLED = "manipule"
#: A stage that needs nothing.
OPEN = "open"
HANDLE_FIRST = "Cette étape s’ouvrira quand vous aurez manipulé le modèle."


class Bench(Protocol):
    """The controls of *Manipuler* and what they change.

    It is built when its step opens, and calls back after each change.
    """

    @property
    def box(self) -> Sequence[Any]:
        """What the step shows."""

    @property
    def settings(self) -> Sequence[Control]:
        """The controls, in the order of the page."""

    @property
    def described(self) -> str:
        """The decision that the controls describe, in French, without its capital."""


class Workshop(ABC):
    """One workshop: its bet, its five interactive steps and what they keep in `reponses.json`.

    A subclass gives its `id`, whose texts stand in the `texts.toml` of its topic, its `bench`, and
    what *Surprise* and *Défi* show.
    """

    id: ClassVar[str]
    #: What *Surprise* says, each with the box in which it is tried again.
    claims: ClassVar[tuple[Claim, ...]] = ()

    def __init__(self, folder: Path | None = None) -> None:
        self.texts = load_texts(self.id)
        self.store = AnswerStore(folder or _own_folder(self.id), self.id)
        self._news = self.store.load()
        self._boxes: dict[Callable[[], Sequence[Any]], tuple[Any, ...]] = {}
        self._waiting: list[tuple[str, Callable[[], None]]] = []
        self._reached: set[str] = {OPEN}
        self._followers: list[Callable[[], None]] = []
        if self.placed_bet is not None:
            self._reached.add("bet")
            if self.store.get(HANDLED) is True:
                self._reached.add("handled")

    @property
    def placed_bet(self) -> str | None:
        """The option that the trainee bet on, or None before the bet."""
        value = self.store.get("pari")
        return value if isinstance(value, str) and value in dict(self.texts.bet.options) else None

    def reach(self, stage: str) -> None:
        """Say that the trainee got to `stage` (« bet » or « handled »): what waits for it opens."""
        if stage in self._reached:
            return
        self._reached.add(stage)
        if stage == "handled":
            self.store.save(HANDLED, True)
        ready = [wake for wanted, wake in self._waiting if wanted == stage]
        self._waiting = [(wanted, wake) for wanted, wake in self._waiting if wanted != stage]
        for wake in ready:
            wake()

    @french_errors
    def bet(self) -> None:
        """Show the bet; once placed it stays, because the gap with the result is the lesson."""
        choice = controls.radio(
            self.texts.bet.prompt,
            self.texts.bet.options,
            start=self.placed_bet,
            hint=self.texts.bet.hint,
        )
        actions = controls.buttons(("bet", "Je parie", "main"))
        if self.placed_bet is not None:
            self._close_bet(choice, actions)
        actions.on_click(lambda _button: self._place(choice, actions))
        words, tone = news(self._news)
        display(
            ipywidgets.VBox([choice, actions, controls.sentence(*filter(None, [words]), tone=tone)])
        )

    def _place(self, choice: Control, actions: Control) -> None:
        if self.placed_bet is not None:  # in another view of the same page
            choice.value = self.placed_bet
            self._close_bet(choice, actions)
            return
        if not choice.value:
            actions.say("Choisissez d’abord une réponse : une intuition suffit.", "bad")
            return
        words, tone = news(self.store.save("pari", choice.value))
        self._close_bet(choice, actions)
        if tone == "bad":
            actions.say(words, tone)
        self.reach("bet")

    def _close_bet(self, choice: Control, actions: Control) -> None:
        choice.disabled = True
        actions.disabled = True
        actions.say("Pari enregistré. Voyons ce que dit le modèle.", "good")

    def explore(self) -> None:
        """*Manipuler*: the controls and the picture, opened by the bet."""
        self._open_after("bet", self._exploration, BET_FIRST)

    def surprise(self) -> None:
        """*Surprise*: the bet against the result."""
        self._open_after("handled", self._comparison, HANDLE_FIRST)

    def challenge(self) -> None:
        """*Défi*: a state of the model to reach."""
        self._open_after("bet", self._challenge, BET_FIRST)

    def limits(self) -> None:
        """*Limites du modèle*: in how many neighbouring cases each surprise holds."""
        self._open_after("handled", self._neighbours, HANDLE_FIRST)

    def displaced(self) -> None:
        """*Au bureau*: what the decision displaced, in a table that the trainee fills.

        Once filled, it is there again at the next opening, before anything is handled.
        """
        filled = bool(saved_table(self.store).cells)
        self._open_after("bet" if filled else "handled", self._displacement, HANDLE_FIRST)

    @french_errors
    def recall(self) -> None:
        """*Rappel*: the recall questions, each answered at once by its explanation."""
        cards = [
            _recall_card(question, self.store, f"rappel-{rank}")
            for rank, question in enumerate(self.texts.recall, 1)
        ]
        display(ipywidgets.VBox(cards))

    @french_errors
    def _open_after(self, stage: str, build: Callable[[], Sequence[Any]], waiting: str) -> None:
        notice = controls.sentence(waiting)
        box = ipywidgets.VBox([notice])

        def wake() -> None:
            try:
                box.children = self._box(build)
            except Exception as error:
                box.children = (controls.sentence(explain(error), tone="bad"),)

        if stage in self._reached:
            wake()
        else:
            self._waiting.append((stage, wake))
        display(box)

    def _once_filled(self, answer: str) -> str:
        """Say what a table of one's own waits for: once filled, it is there at every opening."""
        return "bet" if self.store.get(answer) else "handled"

    def _box(self, build: Callable[[], Sequence[Any]]) -> tuple[Any, ...]:
        """Build a step once: its controls stay the same when its cell runs again."""
        if build not in self._boxes:
            with batch():
                self._boxes[build] = tuple(build())
        return self._boxes[build]

    def follow(self, show: Callable[[], None]) -> None:
        """Call `show` now, then each time that a setting moved."""
        self._followers.append(show)
        show()

    def refresh(self) -> None:
        """Call what follows the settings: all of it, even when one fails."""
        with batch():
            for show in self._followers:
                later(show)

    def handled(self) -> None:
        """Say that the settings moved: what follows them is told again, what waited opens."""
        self.refresh()
        self.reach("handled")

    def goal(
        self,
        judge: Callable[[], tuple[Sequence[str], bool]],
        settings: Sequence[Control] = (),
    ) -> Control:
        """Return what *Défi* says: the lines of `judge`, and whether the goal is reached.

        It follows the settings of *Manipuler*, or `settings` of its own.
        """
        box = controls.sentence()

        def show() -> None:
            lines, won = judge()
            controls.tell(box, lines, "good" if won else "plain")

        if settings:
            controls.follow(settings, show)
        else:
            self.follow(show)
        return box

    def against_bet(
        self,
        outcome: str,
        *lines: str,
        right: str = "C’est ce que dit le modèle.",
        wrong: str = "Le modèle dit autre chose.",
        quoted: str = "«\u00a0{}\u00a0»",
    ) -> Control:
        """Set the bet against `outcome`, the option that is borne out; `lines` say why.

        `quoted` tells the bet. Without a bet (cells run out of order), the outcome stands for it.
        """
        bet = self.placed_bet or outcome
        won = bet == outcome
        placed = f"Votre pari{NBSP}: {quoted.format(self.texts.bet.label(bet))}. " if bet else ""
        return controls.sentence(
            placed + (right if won else wrong), *lines, tone="good" if won else "plain"
        )

    @classmethod
    def held(cls, claim: str) -> str:
        """Say in how many neighbouring cases the claim of this id holds: a line of *Surprise*."""
        return shares(cls.id)[claim].sentence

    @classmethod
    def said(cls, name: str, **values: Any) -> list[str]:
        """Return the sentences of this name in the texts of the workshop, filled with `values`.

        `held` is there too: the share of each claim, by its id.
        """
        held = shares(cls.id) if cls.claims else {}
        return load_texts(cls.id).told(name, held=held, **values)

    def _neighbours(self) -> Sequence[Any]:
        """Build the claims, their shares and their boxes."""
        counted = [shares(self.id)[claim.id] for claim in self.claims]
        return LimitsStep(self.claims, counted).box

    def _displacement(self) -> Sequence[Any]:
        """Build the table of displacements."""
        step = DisplacementStep(self.store, self._decision)
        self.follow(step.refresh)
        return step.box

    def _decision(self) -> str:
        """Name the decision that the settings describe, in French, as a noun or an infinitive."""
        return self.bench.described

    @property
    @abstractmethod
    def bench(self) -> Bench:
        """The bench of *Manipuler*: a `cached_property`, built by the first step that needs it."""

    def _exploration(self) -> Sequence[Any]:
        """Build what *Manipuler* shows."""
        return self.bench.box

    @abstractmethod
    def _comparison(self) -> Sequence[Any]:
        """Build what *Surprise* shows."""

    @abstractmethod
    def _challenge(self) -> Sequence[Any]:
        """Build what *Défi* shows."""


def bench(settings: Sequence[Any], results: Sequence[Any]) -> ipywidgets.Box:
    """Lay the controls beside what they change, so that both stay in sight; stacked when narrow."""
    box = ipywidgets.Box([ipywidgets.VBox(list(settings)), ipywidgets.VBox(list(results))])
    box.add_class("maillon-bench")
    return box


def _own_folder(workshop: str) -> Path:
    """Return where the workshop keeps its record: beside its copy, apart from released files."""
    here = Path.cwd()
    if here.name == workshop:
        return here
    folder = here / ".maillon" / workshop
    with suppress(OSError):  # the store says in French that it cannot write there
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def _recall_card(question: RecallQuestion, store: AnswerStore, name: str) -> Control:
    """Return a recall question, answered as it was the last time."""
    before = store.get(name)
    card = controls.radio(
        question.prompt,
        question.options,
        start=before if isinstance(before, str) and before in question.explanations else None,
    )

    def explain(value: Any) -> None:
        if value in question.explanations:
            card.say(question.explanations[value], "good" if value == question.right else "plain")

    def answer(value: Any) -> None:
        explain(value)
        store.save(name, value)

    explain(card.value)
    card.on_value(answer)
    return card
