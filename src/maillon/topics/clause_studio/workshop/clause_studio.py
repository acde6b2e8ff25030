"""Workshop « L’atelier de clauses »: rewrite a clause under eight checks that ask questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from maillon.base.word_page import WORD
from maillon.base.wording import NBSP, count
from maillon.clauses import DOCUMENTS, PLACES, Clause, Review, review
from maillon.sheet.wording import told as notices
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
STARTS: Final = {
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
HURRIED: Final = "pressee"
#: Where the text stands among the answers of a workshop; its document, its place, its start.
ANSWER: Final = "texte"
SETTINGS: Final = "texte-reglages"
FILE_NAME: Final = "clause-reecrite.docx"
WRITE: Final = "Écrivez une clause, ou collez-en une des vôtres\N{NO-BREAK SPACE}: elle reste ici."
#: The challenge: so few signals, on a clause that still is a duty of execution.
MOST_SIGNALS: Final = 1
QUOTED: Final = 12
"""Words of the clause that name the decision."""
FEWEST_WORDS: Final = 25
WON: Final = (
    "Défi réussi. Relisez-la à voix haute\N{NO-BREAK SPACE}: une entreprise saurait-elle quoi "
    "faire lundi\N{NARROW NO-BREAK SPACE}?"
)


class ClauseStudio(Workshop):
    """A clause in free text, its eight checks as a radar and as questions."""

    id = "atelier-de-clauses"

    def _exploration(self) -> Sequence[Any]:
        self._start = controls.select(
            "Texte de départ", [(key, row[0]) for key, row in STARTS.items()]
        )
        self._text = controls.textarea("Votre clause", hint=WRITE)
        self._document = controls.select("Document", DOCUMENT_CHOICES)
        self._place_in = controls.select("Place", PLACE_CHOICES)
        self._result = controls.sentence()
        self._result.add_class("maillon-headed")
        self._figure = controls.figure()
        self._figure.add_class("maillon-portrait").add_class("maillon-compact")
        self._export = controls.buttons(("word", "Page Word, avant et après", "main"))
        self._export.on_click(lambda _button: self._send())
        self._open_kept()
        self._start.on_value(self._load)
        controls.watch((self._text, self._document, self._place_in), self._handled)
        self._show()
        settings = [self._start, self._text, self._document, self._place_in]
        return [bench(settings, [self._result, self._figure, self._export])]

    def _open_kept(self) -> None:
        """Show the text that was kept, where its author put it; else the first start."""
        text, settings = self.store.get(ANSWER), self.store.get(SETTINGS)
        found = settings if isinstance(settings, dict) else {}
        kept = {name: value for name, value in found.items() if isinstance(value, str)}
        self._loading = True
        if kept.get("start") in STARTS:
            self._start.value = kept["start"]
        _name, document, place, start = STARTS[self._start.value]
        self._text.value = text if isinstance(text, str) and text.strip() else start
        own, where = kept.get("document", ""), kept.get("place", "")
        self._document.value = own if own in DOCUMENTS else document
        self._place_in.value = where if where in PLACES else place
        self._loading = False

    def _load(self, start: str) -> None:
        """Put a text of the course in place of the present one."""
        _name, document, place, text = STARTS[start]
        self._loading = True
        self._text.value, self._document.value, self._place_in.value = text, document, place
        self._loading = False
        self._handled()

    def _clause(self) -> Clause:
        return Clause(str(self._text.value), self._document.value, self._place_in.value)

    def _before(self) -> Review:
        return _start_review(self._start.value)

    def _handled(self) -> None:
        if self._loading:
            return
        self._show()
        if self._rewritten:
            settings = {
                "start": self._start.value,
                "document": self._document.value,
                "place": self._place_in.value,
            }
            said = self.store.save(ANSWER, str(self._text.value))
            news, tone = notices((*said, *self.store.save(SETTINGS, settings)))
            self._text.say(news, tone)
            if is_sentence(self._clause()):
                self.decided()
                self.reach("handled")
        elif self._start.value != HURRIED:
            self.reach("handled")

    @property
    def _rewritten(self) -> bool:
        """Whether the text is no longer the one that the course gave."""
        return str(self._text.value) != STARTS[self._start.value][3]

    def _send(self) -> None:
        """Give the rewritten clause as a Word page."""
        if not is_sentence(self._clause()):
            return
        _name, document, place, text = STARTS[self._start.value]
        before = Clause(text, document, place) if text else None
        content = rewritten_page(before, self._clause())
        self._export.send({"download": {"filename": FILE_NAME, "type": WORD}}, [content])
        self._export.say(f"La page Word «{NBSP}{FILE_NAME}{NBSP}» est prête.", "good")

    def _show(self) -> None:
        ready = is_sentence(self._clause())
        self._export.hidden = not (ready and self._rewritten)
        self._figure.hidden = not ready
        if not ready:
            empty = not str(self._text.value).strip()
            controls.tell(self._result, [WRITE if empty else SENTENCE_FIRST])
            return
        found = review(self._clause())
        controls.tell(self._result, told(found))
        controls.redraw(self._figure, lambda: clause_radar_picture(found, before=self._before()))

    def _decision(self) -> str:
        words = str(self._text.value).split()
        start = " ".join(words[:QUOTED]).rstrip(" .,;:\u00a0\u202f")
        return f"inscrire la clause «{NBSP}{start}{'…' if len(words) > QUOTED else ''}{NBSP}»"

    def _comparison(self) -> Sequence[Any]:
        hurried = _start_review(HURRIED)
        found = str(len(hurried.findings))
        bet = self.placed_bet or found
        verdict = "C’est ce que disent les contrôles." if bet == found else "Il y en a d’autres."
        if bet.isdecimal() and int(bet) > int(found):
            verdict = "C’est un peu moins."
        policy, fresh = _start_review("rse"), _start_review("fraicheur")
        lines = [
            f"Votre pari{NBSP}: {self.texts.bet.label(bet)}. {verdict}",
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
        return [controls.sentence(*lines, tone="good" if bet == found else "plain")]

    def _challenge(self) -> Sequence[Any]:
        self._box(self._exploration)  # the same text serves both steps
        goal = controls.sentence()

        def judge() -> None:
            clause = self._clause()
            if not is_sentence(clause):
                controls.tell(goal, [SENTENCE_FIRST])
                return
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
            controls.tell(goal, lines, "good" if won else "plain")

        controls.watch((self._text, self._document, self._place_in), judge)
        judge()
        return [self._text, goal, self._export]

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
