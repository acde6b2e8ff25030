"""Workshop « L’atelier de clauses »: rewrite a clause under eight checks that ask questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from maillon.base.word_page import WORD
from maillon.base.wording import NBSP, count
from maillon.clauses import DOCUMENTS, PLACES, Clause, Review, review
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import news
from maillon.topics.clause_studio.pictures import clause_radar_picture
from maillon.topics.clause_studio.workshop.asked import asked
from maillon.topics.clause_studio.workshop.form import SENTENCE_FIRST, ClauseForm, is_sentence
from maillon.topics.clause_studio.workshop.library import LibraryForm
from maillon.topics.clause_studio.workshop.pages import rewritten_page
from maillon.topics.clause_studio.workshop.requirement_sort import RequirementSort
from maillon.topics.clause_studio.workshop.sentences import DOCUMENT_CHOICES, PLACE_CHOICES, told
from maillon.widgets import controls
from maillon.workshops.frame import BET_FIRST, OPEN, Workshop, bench
from maillon.workshops.texts import load_texts

HURRIED = "pressee"
#: Where the text stands among the answers of a workshop; its document, its place, its start.
ANSWER = "texte"
SETTINGS = "texte-reglages"
FILE_NAME = "clause-reecrite.docx"
WRITE = "Écrivez une clause, ou collez-en une des vôtres\N{NO-BREAK SPACE}: elle reste ici."
#: The challenge: so few signals, on a clause that still is a duty of execution.
MOST_SIGNALS = 1
QUOTED = 12
"""Words of the clause that name the decision."""
FEWEST_WORDS = 25


class TextBench:
    """A clause in free text, its eight checks as a radar and as questions.

    `opened` is called once a text is looked at, `moved` once it is a clause of one's own.
    """

    def __init__(
        self, store: AnswerStore, opened: Callable[[], None], moved: Callable[[], None]
    ) -> None:
        self._store, self._opened, self._moved = store, opened, moved
        self._starts = starts()
        self._start = controls.select(
            "Texte de départ", [(key, name) for key, (name, _clause) in self._starts.items()]
        )
        self.text = controls.textarea("Votre clause", hint=WRITE)
        self._document = controls.select("Document", DOCUMENT_CHOICES)
        self._place_in = controls.select("Place", PLACE_CHOICES)
        self._result = controls.headed()
        self._figure = controls.portrait()
        self.export = controls.buttons(("word", "Page Word, avant et après", "main"))
        self.export.on_click(lambda _button: self._send())
        self.settings = [self._start, self.text, self._document, self._place_in]
        self._open_kept()
        self._start.on_value(lambda _start: self._load())
        controls.watch(self.settings, self._turn)
        self._show()
        results = [self._result, self._figure, self.export]
        self.box: Sequence[Any] = [bench(self.settings, results)]

    def _open_kept(self) -> None:
        """Show the text that was kept, where its author put it; else the first start."""
        text, settings = self._store.get(ANSWER), self._store.get(SETTINGS)
        found = settings if isinstance(settings, dict) else {}
        kept = {name: value for name, value in found.items() if isinstance(value, str)}
        if kept.get("start") in self._starts:
            self._start.value = kept["start"]
        start = self._given
        self.text.value = text if isinstance(text, str) and text.strip() else start.full_text
        own, where = kept.get("document", ""), kept.get("place", "")
        self._document.value = own if own in DOCUMENTS else start.document
        self._place_in.value = where if where in PLACES else start.place_declared

    @property
    def _given(self) -> Clause:
        """The clause of the course that the person starts from."""
        return self._starts[self._start.value][1]

    def _load(self) -> None:
        """Put a text of the course in place of the present one."""
        given = self._given
        self.text.value, self._document.value = given.full_text, given.document
        self._place_in.value = given.place_declared

    @property
    def clause(self) -> Clause:
        """The clause, with the document and the place that it is meant for."""
        return Clause(str(self.text.value), self._document.value, self._place_in.value)

    def _turn(self) -> None:
        self._show()
        if self._rewritten:
            settings = {
                "start": self._start.value,
                "document": self._document.value,
                "place": self._place_in.value,
            }
            kept = self._store.save(ANSWER, str(self.text.value))
            self.text.say(*news((*kept, *self._store.save(SETTINGS, settings))))
            if is_sentence(self.clause):
                self._moved()
        elif self._start.value != HURRIED:
            self._opened()

    @property
    def _rewritten(self) -> bool:
        """Whether the text is no longer the one that the course gave."""
        return str(self.text.value) != self._given.full_text

    def _send(self) -> None:
        """Give the rewritten clause as a Word page."""
        if not is_sentence(self.clause):
            return
        before = self._given if self._given.full_text else None
        content = rewritten_page(before, self.clause)
        self.export.hand(FILE_NAME, WORD, content)
        self.export.say(f"La page Word «{NBSP}{FILE_NAME}{NBSP}» est prête.", "good")

    def _show(self) -> None:
        ready = is_sentence(self.clause)
        self.export.hidden = not (ready and self._rewritten)
        self._figure.hidden = not ready
        if not ready:
            empty = not str(self.text.value).strip()
            controls.tell(self._result, [WRITE if empty else SENTENCE_FIRST])
            return
        found = review(self.clause)
        controls.tell(self._result, told(found))
        before = review(self._given)
        controls.redraw(self._figure, lambda: clause_radar_picture(found, before=before))

    @property
    def described(self) -> str:
        """The clause, by its first words."""
        words = str(self.text.value).split()
        start = " ".join(words[:QUOTED]).rstrip(" .,;:\u00a0\u202f")
        return f"inscrire la clause «{NBSP}{start}{'…' if len(words) > QUOTED else ''}{NBSP}»"


class ClauseStudio(Workshop):
    """A clause to rewrite, fields to fill, the library, and requirements to sort."""

    id = "atelier-de-clauses"

    @cached_property
    def bench(self) -> TextBench:
        """A clause to rewrite."""
        return TextBench(self.store, lambda: self.reach("handled"), self.handled)

    def _comparison(self) -> Sequence[Any]:
        hurried, policy, fresh = (
            review(starts()[name][1]) for name in (HURRIED, "rse", "fraicheur")
        )
        signals = str(len(hurried.findings))
        fewer = int(self.placed_bet or signals) > int(signals)
        lines = self.said(
            "surprise", hurried=told(hurried)[0], fresh=_signals(fresh), policy=_signals(policy)
        )
        told_bet = self.against_bet(
            signals,
            *lines,
            right="C’est ce que disent les contrôles.",
            wrong="C’est un peu moins." if fewer else "Il y en a d’autres.",
            quoted="{}",
        )
        return [told_bet]

    def _challenge(self) -> Sequence[Any]:
        text = self.bench
        return [text.text, self.goal(self._judge, text.settings[1:]), text.export]

    def _judge(self) -> tuple[Sequence[str], bool]:
        clause = self.bench.clause
        if not is_sentence(clause):
            return [SENTENCE_FIRST], False
        signals = len(review(clause).findings)
        words = len(clause.full_text.split())
        troubles = {
            "misplaced": clause.place_declared != "condition_execution",
            "questioned": signals > MOST_SIGNALS,
            "short": words < FEWEST_WORDS,
        }
        trouble = next((name for name, there in troubles.items() if there), "")
        lines = [
            (
                f"{count(signals, 'signal', 'signaux')} (but{NBSP}: {MOST_SIGNALS} au plus), "
                f"{count(words, 'mot')} ({FEWEST_WORDS} au moins)."
            ),
            *self.said(trouble or "won"),
        ]
        return lines, not trouble

    def form(self) -> None:
        """*Champ par champ*: the fields of a clause, its text, and a Word page."""
        self._open_after("bet", self._form, BET_FIRST)

    def _form(self) -> Sequence[Any]:
        return ClauseForm(self.store).box

    def fill(self) -> None:
        """*Depuis la bibliothèque*: a clause of the library to fill, and its Word page.

        Who comes from the page of a clause wants its Word page: nothing stands in the way.
        """
        self._open_after(OPEN if asked("clause") else "bet", self._filling, BET_FIRST)

    def _filling(self) -> Sequence[Any]:
        return LibraryForm(self.store, asked("clause"), asked("ambition")).box

    def sort(self) -> None:
        """*Le jeu des douze exigences*: each one to its place."""
        self._open_after("bet", self._sorting, BET_FIRST)

    def _sorting(self) -> Sequence[Any]:
        return RequirementSort(self.store).box


def starts() -> dict[str, tuple[str, Clause]]:
    """Return the clauses to start from, by their id: the name of each, and the clause."""
    rows = load_texts(ClauseStudio.id).said["starts"]
    return {
        key: (row["name"], Clause(row["text"], row["document"], row["place"]))
        for key, row in rows.items()
    }


def _signals(found: Review) -> str:
    signals = len(found.findings)
    return count(signals, "signal", "signaux") if signals else "aucun signal"
