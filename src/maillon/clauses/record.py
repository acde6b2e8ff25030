"""A clause as data: its text, the document that holds it, the place its author gives it."""

from __future__ import annotations

from dataclasses import dataclass

from maillon.base.errors import MaillonError
from maillon.base.wording import capitalised

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
    "purpose",
    "actor",
    "action",
    "quantity",
    "unit",
    "deadline",
    "proof",
    "control",
    "sanction",
    "incentive",
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: free text, structured fields, or both.

    `text` may be empty when fields are given. `actor` is a subject (« Le titulaire »),
    `action` the verb and its object (« livre des repas »), `quantity` and `unit` what is
    counted (« 420 », « heures »), `deadline` a day, a delay or a rhythm; the other fields are
    whole sentences.

    >>> Clause.from_fields(actor="Le titulaire", action="réserve", quantity="420",
    ...     unit="heures", deadline="chaque année").full_text
    'Le titulaire réserve 420 heures chaque année.'
    """

    text: str = ""
    document: str = "CCAP"
    place_declared: str = "condition_execution"
    family: str = ""
    purpose: str = ""
    actor: str = ""
    action: str = ""
    quantity: str = ""
    unit: str = ""
    deadline: str = ""
    proof: str = ""
    control: str = ""
    sanction: str = ""
    incentive: str = ""

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
                    f"« {value} » n’est pas connu ({name}).",
                    remedy=f"Choisissez parmi : {', '.join(known)}.",
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
        """Make a clause from structured fields alone; its text is assembled from them.

        Raises:
            MaillonError: a field, the document or the place is not known.
        """
        unknown = [name for name in fields if name not in FIELDS]
        if unknown:
            raise MaillonError(
                f"Champ inconnu : {', '.join(unknown)}.", remedy=f"Champs : {', '.join(FIELDS)}."
            )
        clause = cls("", document, place_declared, family, **fields)
        return cls(_assembled(clause), document, place_declared, family)

    @property
    def full_text(self) -> str:
        """The text, then what the fields add to it: what the checks read."""
        added = _assembled(self)
        text = self.text.strip()
        return f"{text} {added}".strip() if added and added not in text else text


def _assembled(clause: Clause) -> str:
    """Write the fields as French sentences."""
    amount = " ".join(part for part in (clause.quantity.strip(), clause.unit.strip()) if part)
    duty = [clause.actor, clause.action, amount, clause.deadline]
    main = " ".join(part.strip().rstrip(".") for part in duty if part.strip())
    sentences = [clause.purpose, main, clause.proof, clause.control]
    sentences += [clause.sanction, clause.incentive]
    return " ".join(_sentence(part) for part in sentences if part.strip())


def _sentence(words: str) -> str:
    said = capitalised(words.strip())
    return said if said[-1] in ".!?" else f"{said}."
