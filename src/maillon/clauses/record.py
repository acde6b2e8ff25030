"""A clause as data: its text, the document that holds it, the place its author gives it."""

from __future__ import annotations

from dataclasses import dataclass

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, capitalised

#: The documents of a consultation, by the letters that buyers use.
DOCUMENTS = {
    "RC": "règlement de la consultation",
    "CCAP": "cahier des clauses administratives particulières",
    "CCTP": "cahier des clauses techniques particulières",
    "AE": "acte d’engagement",
}
#: What a clause may be, and the name that a buyer reads.
PLACES = {
    "specification": "spécification technique",
    "critere": "critère d’attribution",
    "candidature": "condition de candidature",
    "condition_execution": "condition d’exécution",
}
#: The structured fields, in the order in which they make sentences.
FIELDS = (
    *("purpose", "actor", "action", "quantity", "unit", "deadline"),
    *("proof", "control", "sanction", "incentive"),
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its text, the document that holds it, its place, its purchase family.

    >>> Clause.from_fields(actor="Le titulaire", action="réserve", quantity="420",
    ...     unit="heures", deadline="chaque année").text
    'Le titulaire réserve 420 heures chaque année.'
    """

    text: str = ""
    document: str = "CCAP"
    place_declared: str = "condition_execution"
    family: str = ""

    def __post_init__(self) -> None:
        """Refuse a document or a place that no consultation has.

        Raises:
            MaillonError: the message lists what is accepted.
        """
        for value, known, name in (
            (self.document, DOCUMENTS, "document"),
            (self.place_declared, PLACES, "place"),
        ):
            if value not in known:
                raise MaillonError(
                    f"«{NBSP}{value}{NBSP}» n’est pas connu ({name}).",
                    remedy=f"Choisissez parmi{NBSP}: {', '.join(known)}.",
                )

    @classmethod
    def from_fields(
        cls,
        *,
        document: str = "CCAP",
        place_declared: str = "condition_execution",
        family: str = "",
        **fields: str,
    ) -> Clause:
        """Make a clause whose text is assembled from structured fields.

        `actor` is a subject (« Le titulaire »), `action` the verb and its object (« livre des
        repas »), `quantity` and `unit` what is counted (« 420 », « heures »), `deadline` a day, a
        delay or a rhythm; the other fields are whole sentences.

        Raises:
            MaillonError: a field, the document or the place is not known.
        """
        unknown = [name for name in fields if name not in FIELDS]
        if unknown:
            raise MaillonError(
                f"Champ inconnu{NBSP}: {', '.join(unknown)}.",
                remedy=f"Champs{NBSP}: {', '.join(FIELDS)}.",
            )
        purpose, actor, action, quantity, unit, deadline, *others = (
            fields.get(name, "").strip() for name in FIELDS
        )
        amount = " ".join(filter(None, (quantity, unit)))
        duty = (part.rstrip(".") for part in (actor, action, amount, deadline) if part)
        sentences = (purpose, " ".join(duty), *others)
        text = " ".join(_sentence(part) for part in sentences if part)
        return cls(text, document, place_declared, family)

    @property
    def full_text(self) -> str:
        """The text that the checks read."""
        return self.text.strip()


def _sentence(words: str) -> str:
    said = capitalised(words)
    return said if said[-1] in ".!?" else f"{said}."
