"""What the library is made of: a standard clause, its variants, the blanks to fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, listing, long_date

#: Purchase families: one file of `data/` each, in the order in which they are shown.
FAMILIES = {
    "nettoyage": "Nettoyage des locaux",
    "restauration": "Restauration",
    "mobilier": "Mobilier",
    "textile": "Vêtements de travail",
    "informatique": "Informatique",
    "travaux": "Travaux",
    "voirie": "Voirie",
    "espaces-verts": "Espaces verts",
    "transverse": "Tous les achats",
}
#: What a clause serves.
CONSIDERATIONS = {
    "environnement": "environnement",
    "social": "social et emploi",
    "économie": "économie et paiement",
    "service": "qualité du service",
}
#: How far a variant goes, and whom it suits.
AMBITIONS = {
    "prudente": "le premier pas, le plus facile à tenir",
    "ambitieuse": "un vrai changement, à vérifier avec les entreprises et vos services",
    "exemplaire": "la plus exigeante, pour un besoin bien connu",
}
#: The step of the purchase cycle at which a clause does its work.
STEPS = {
    "besoin": "besoin",
    "sourcage": "sourçage",
    "consultation": "consultation",
    "analyse": "analyse",
    "execution": "exécution",
    "bilan": "bilan",
}
#: What to settle about data on people, said with every copy of a clause that moves some.
PEOPLE_ADVICE = "Demandez le strict nécessaire, écrivez qui les lit et quand elles sont détruites."
#: Said of a clause by which data about people may circulate.
PEOPLE = (
    f"Cette clause peut faire circuler des données sur des personnes. {PEOPLE_ADVICE} "
    "Ces points sont à vérifier avec la personne déléguée à la protection des données."
)
#: The rule that such a clause cites besides its own.
PEOPLE_RULE = "ccag_donnees_personnelles"
#: Said under a penalty, and with every copy: where it goes, and the clause that all penalties need.
PENALTY_NOTE = f"La pénalité va au CCAP, avec la clause «{NBSP}Les pénalités du marché{NBSP}»."


class UnknownClause(MaillonError):
    """No clause of the library has that id."""


@dataclass(frozen=True, slots=True)
class Field:
    """A blank of a clause: `{id}` in its text.

    `default` is what the library proposes, as it is typed, or between brackets what only the
    buyer can write; `unit` (« % », « jours ») makes it a number, and is printed after it;
    `hint` says how to choose. `after` names the blank whose hour or day must come before.
    `least` and `most` name the rules (« avance_taux/plancher ») that bound a number for every
    buyer.
    """

    id: str
    label: str
    default: str
    unit: str = ""
    hint: str = ""
    after: str = ""
    least: str = ""
    most: str = ""

    @property
    def is_number(self) -> bool:
        """Whether a number is awaited rather than words."""
        return bool(self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What a clause says: sanction or incentive may be empty."""

    text: str
    proof: str
    sanction: str
    incentive: str

    @property
    def whole(self) -> str:
        """The clause as one paragraph, ready to be copied."""
        return " ".join(filter(None, (self.text, self.proof, self.sanction, self.incentive)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Texts):
    """A clause at one ambition, blanks included.

    `fields` are the blanks that its texts use, in order, with the defaults of this variant.
    """

    ambition: str
    fields: tuple[Field, ...]

    @property
    def sanction_note(self) -> str:
        """What goes with a sanction that is a penalty; empty for any other."""
        return PENALTY_NOTE if "pénalité" in self.sanction else ""

    def field(self, identifier: str) -> Field:
        """Return a blank.

        Raises:
            MaillonError: this variant has no such blank.
        """
        for each in self.fields:
            if each.id == identifier:
                return each
        known = ", ".join(each.id for each in self.fields)
        raise MaillonError(
            f"Cette variante n’a pas de champ « {identifier} ».", remedy=f"Ses champs : {known}."
        )


@dataclass(frozen=True, slots=True)
class Signature:
    """A person who read a clause again: name, profession, day, whether it is the present text."""

    by: str
    profession: str
    day: date
    current: bool

    @property
    def told(self) -> str:
        r"""Say it in French, after « Relue par »."""
        since = "" if self.current else ", modifiée depuis"
        return f"{self.by} ({self.profession}) le {long_date(self.day)}{since}"


@dataclass(frozen=True, slots=True)
class StandardClause:
    """A clause of the library.

    `place` and `document` are those of :mod:`maillon.clauses.record`; `step` is a step of
    the purchase cycle; `keywords` are what buyers type to find it; `sourcing` is what to ask
    firms before; `displaces` who may bear the cost; `names_people` whether it moves data about
    people; `refs` are ids of the registry of :mod:`maillon.law`. `only_if` says when it may be
    used, `risk` what it exposes to; `signatures` are those of the people who read it again.
    """

    id: str
    title: str
    family: str
    consideration: str
    place: str
    document: str
    step: str
    why: str
    only_if: str
    risk: str
    variants: tuple[Variant, ...]
    sourcing: str
    displaces: str
    refs: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    names_people: bool = False
    signatures: tuple[Signature, ...] = ()

    @property
    def reviewed(self) -> str:
        """Say who read the clause again, and when."""
        told = [each.told for each in self.signatures] or ["personne encore"]
        return f"Relue par{NBSP}: {listing(told)}"

    @property
    def people_note(self) -> str:
        """What to settle about personal data; empty when the clause names nobody."""
        return PEOPLE if self.names_people else ""

    @property
    def copy_note(self) -> str:
        """What goes with every copy: on penalties, on data about people, on who read it again."""
        penalty = next((each.sanction_note for each in self.variants if each.sanction_note), "")
        people = f"Données personnelles{NBSP}: {PEOPLE_ADVICE}" if self.names_people else ""
        return " ".join(part for part in (penalty, people, f"{self.reviewed}.") if part)

    def variant(self, ambition: str) -> Variant:
        """Return the variant of an ambition.

        Raises:
            MaillonError: no variant has that name.
        """
        named: Mapping[str, Variant] = {each.ambition: each for each in self.variants}
        if ambition not in named:
            what = "a été retirée" if ambition in AMBITIONS else "n’existe pas"
            raise MaillonError(
                f"La variante « {ambition} » de cette clause {what}.",
                remedy=f"Choisissez parmi : {', '.join(named)}.",
            )
        return named[ambition]
