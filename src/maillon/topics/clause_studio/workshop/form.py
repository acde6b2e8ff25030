"""The form of a clause: ten short fields, the text they make, and a Word page to take away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from maillon.base.word_page import WORD
from maillon.base.wording import curly
from maillon.clauses import DOCUMENTS, PLACES, Clause, review
from maillon.sheet.store import AnswerStore
from maillon.topics.clause_studio.pictures import clause_radar_picture
from maillon.topics.clause_studio.workshop.pages import form_page
from maillon.topics.clause_studio.workshop.sentences import DOCUMENT_CHOICES, PLACE_CHOICES, told
from maillon.widgets import controls
from maillon.workshops.frame import bench
from maillon.workshops.kept_settings import keep

#: Where the form stands among the answers of a workshop.
ANSWER: Final = "ma-clause"
#: Field of the record → label and hint, in the order in which they make sentences.
FIELDS: Final = {
    "actor": ("Qui agit ?", "Le titulaire, l’entreprise, le fabricant…"),
    "action": ("Que fait-il ?", "Un verbe : reprend les emballages, forme les équipes…"),
    "quantity": ("Combien ?", "Un nombre, ou rien si tout est dû."),
    "unit": ("De quoi ?", "Heures, kilogrammes, pour cent des livraisons…"),
    "deadline": ("Quand, ou à quel rythme ?", "Dans les deux jours, chaque mois…"),
    "proof": ("Quelle preuve ?", "Une phrase : Il remet le bon d’enlèvement…"),
    "control": ("Qui contrôle ?", "Une phrase : La responsable du parc tient le tableau…"),
    "sanction": ("Que se passe-t-il en cas d’écart ?", "Une phrase : Après mise en demeure…"),
    "incentive": ("Qu’est-ce qui encourage ?", "Une phrase, facultative."),
}
EMPTY: Final = "Remplissez « Qui agit ? » et « Que fait-il ? » : le texte s’écrira ici."
FILE_NAME: Final = "clause-a-relire.docx"
#: Below that many words, there is nothing to question, nor to take away.
SENTENCE: Final = 3
SENTENCE_FIRST: Final = (
    "Écrivez d’abord une phrase\N{NO-BREAK SPACE}: qui fait quoi, combien, quand."
)


class ClauseForm:
    """Fields that write a clause; `box` is what the step shows, `clause` what it holds."""

    def __init__(self, store: AnswerStore) -> None:
        self._store = store
        kept = _kept(store)
        self._document = controls.select(
            "Document", DOCUMENT_CHOICES, start=kept.get("document", "CCAP")
        )
        self._place = controls.select(
            "Place", PLACE_CHOICES, start=kept.get("place", "condition_execution")
        )
        self._fields = {
            name: controls.text(label, hint=hint) for name, (label, hint) in FIELDS.items()
        }
        for name, control in self._fields.items():
            control.value = kept.get(name, "")
        self._text = controls.sentence()
        self._result = controls.headed()
        self._figure = controls.portrait()
        self._export = controls.buttons(("word", "Page Word de cette clause", "main"))
        self._export.on_click(lambda _button: self._send())
        controls.watch((self._document, self._place, *self._fields.values()), self._keep)
        self.box: Sequence[Any] = [
            bench(
                [self._document, self._place, *self._fields.values()],
                [self._text, self._result, self._figure, self._export],
            )
        ]
        self._show()

    @property
    def clause(self) -> Clause | None:
        """The clause that the fields make; None before there is an actor and an action."""
        values = {name: str(control.value).strip() for name, control in self._fields.items()}
        if not (values["actor"] and values["action"]):
            return None
        return Clause.from_fields(
            document=self._document.value, place_declared=self._place.value, **values
        )

    def _keep(self) -> None:
        values = {name: str(control.value) for name, control in self._fields.items()}
        values |= {"document": self._document.value, "place": self._place.value}
        keep(self._store, ANSWER, values, self._export)
        self._show()

    def _show(self) -> None:
        clause = self.clause
        self._export.hidden = self._figure.hidden = clause is None or not is_sentence(clause)
        if clause is None:
            controls.tell(self._text, [EMPTY])
            controls.tell(self._result, [])
            return
        if not is_sentence(clause):
            controls.tell(self._text, [curly(clause.full_text)])
            controls.tell(self._result, [SENTENCE_FIRST])
            return
        found = review(clause)
        controls.tell(self._text, [curly(clause.full_text)])
        controls.tell(self._result, told(found))
        controls.redraw(self._figure, lambda: clause_radar_picture(found))

    def _send(self) -> None:
        clause = self.clause
        if clause is None or not is_sentence(clause):
            return
        content = form_page(clause)
        self._export.hand(FILE_NAME, WORD, content)
        self._export.say(f"La page Word « {FILE_NAME} » est prête.", "good")


def is_sentence(clause: Clause) -> bool:
    """Whether a clause has words enough to be questioned.

    >>> is_sentence(Clause("asdfgh : ?")), is_sentence(Clause("Le titulaire livre."))
    (False, True)
    """
    words = [word for word in clause.full_text.split() if any(map(str.isalnum, word))]
    return len(words) >= SENTENCE


def _kept(store: AnswerStore) -> dict[str, str]:
    """Return the fields kept in the store, those that can be read."""
    kept = store.get(ANSWER)
    found = (
        {str(k): v for k, v in kept.items() if isinstance(v, str)} if isinstance(kept, dict) else {}
    )
    if found.get("document") not in DOCUMENTS:
        found.pop("document", None)
    if found.get("place") not in PLACES:
        found.pop("place", None)
    return found
