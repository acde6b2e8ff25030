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

#: The clauses to start from: id → name, document, place, text.
STARTS = {
    "pressee": (
        "Écrite en fin de journée",
        "CCTP",
        "condition_execution",
        "Le prestataire devra favoriser, si possible, les produits locaux et écologiques.",
    ),
    "rse": (
        "Un critère de responsabilité",
        "RC",
        "critere",
        (
            "Critère n° 3 (15 points) : la politique de responsabilité sociétale de l’entreprise, "
            "décrite dans une note jointe à l’offre."
        ),
    ),
    "fraicheur": (
        "Fraîcheur et saison",
        "RC",
        "critere",
        (
            "Critère n° 2 (20 points) : nombre de produits de saison inscrits aux vingt menus et "
            "nombre d’intermédiaires, d’après le tableau du cadre de réponse."
        ),
    ),
    "libre": ("Une page blanche", "CCAP", "condition_execution", ""),
}
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
WON = (
    "Défi réussi. Relisez-la à voix haute\N{NO-BREAK SPACE}: une entreprise saurait-elle quoi "
    "faire lundi\N{NARROW NO-BREAK SPACE}?"
)


class TextBench:
    """A clause in free text, its eight checks as a radar and as questions.

    `opened` is called once a text is looked at, `moved` once it is a clause of one's own.
    """

    def __init__(
        self, store: AnswerStore, opened: Callable[[], None], moved: Callable[[], None]
    ) -> None:
        self._store, self._opened, self._moved = store, opened, moved
        self._start = controls.select(
            "Texte de départ", [(key, row[0]) for key, row in STARTS.items()]
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
        self._start.on_value(self._load)
        controls.watch(self.settings, self._turn)
        self._show()
        results = [self._result, self._figure, self.export]
        self.box: Sequence[Any] = [bench(self.settings, results)]

    def _open_kept(self) -> None:
        """Show the text that was kept, where its author put it; else the first start."""
        text, settings = self._store.get(ANSWER), self._store.get(SETTINGS)
        found = settings if isinstance(settings, dict) else {}
        kept = {name: value for name, value in found.items() if isinstance(value, str)}
        if kept.get("start") in STARTS:
            self._start.value = kept["start"]
        _name, document, place, start = STARTS[self._start.value]
        self.text.value = text if isinstance(text, str) and text.strip() else start
        own, where = kept.get("document", ""), kept.get("place", "")
        self._document.value = own if own in DOCUMENTS else document
        self._place_in.value = where if where in PLACES else place

    def _load(self, start: str) -> None:
        """Put a text of the course in place of the present one."""
        _name, document, place, text = STARTS[start]
        self.text.value, self._document.value, self._place_in.value = text, document, place

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
        return str(self.text.value) != STARTS[self._start.value][3]

    def _send(self) -> None:
        """Give the rewritten clause as a Word page."""
        if not is_sentence(self.clause):
            return
        _name, document, place, text = STARTS[self._start.value]
        before = Clause(text, document, place) if text else None
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
        before = _start_review(self._start.value)
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
        hurried = _start_review(HURRIED)
        signals = str(len(hurried.findings))
        fewer = int(self.placed_bet or signals) > int(signals)
        policy, fresh = _start_review("rse"), _start_review("fraicheur")
        lines = [
            *told(hurried)[:1],
            (
                f"«{NBSP}Locaux{NBSP}» écarte des entreprises. Fraîcheur, saison et nombre "
                f"d’intermédiaires disent le même besoin{NBSP}: {_signals(fresh)}."
            ),
            (
                f"Un critère sur la politique générale de l’entreprise{NBSP}: {_signals(policy)}. "
                "Il juge l’entreprise, pas son offre."
            ),
            (
                "Une clause recopiée peut passer les huit contrôles et ne convenir à personne. "
                "Combien de vos entreprises sauraient la tenir\N{NARROW NO-BREAK SPACE}?"
            ),
        ]
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
        duty = clause.place_declared == "condition_execution"
        won = signals <= MOST_SIGNALS and words >= FEWEST_WORDS and duty
        lines = [
            (
                f"{count(signals, 'signal', 'signaux')} (but{NBSP}: {MOST_SIGNALS} au plus), "
                f"{count(words, 'mot')} ({FEWEST_WORDS} au moins)."
            ),
            WON if won else _advice(signals, words, duty=duty),
        ]
        return lines, won

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


def _start_review(start: str) -> Review:
    _name, document, place, text = STARTS[start]
    return review(Clause(text, document, place))


def _signals(found: Review) -> str:
    signals = len(found.findings)
    return count(signals, "signal", "signaux") if signals else "aucun signal"


def _advice(signals: int, words: int, *, duty: bool) -> str:
    if not duty:
        return "Le défi porte sur une condition d’exécution : changez la place."
    if signals > MOST_SIGNALS:
        return "Prenez la première question, et répondez-y dans le texte."
    return (
        "Un texte si court ne dit pas encore qui fait quoi, combien, quand et avec quelle preuve."
    )
