"""The cases that a lawyer reads and adds: a question, its facts, a day, the answer, its source.

The answers are typed by hand from the sources: they are the oracle, and the registry is what is
tried. Whatever is badly written is told in French, case by case; nothing stops the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from maillon.base.errors import MaillonError
from maillon.base.yaml_files import read_yaml
from maillon.law.advance import advance
from maillon.law.insertion import insertion_hours
from maillon.law.late_payment import late_payment, payment_delay
from maillon.law.penalties import penalties
from maillon.law.procedure import procedure
from maillon.law.registry import AmbiguousScope, NotInForce, UnknownEntry, UnverifiedRule, cite
from maillon.law.retention import retention

KEYS = ("cas", "question", "donnees", "date", "attendu", "source")
ERRORS: dict[str, type[MaillonError]] = {
    "pas en vigueur": NotInForce,
    "portée à préciser": AmbiguousScope,
    "règle non vérifiée": UnverifiedRule,
    "règle inconnue": UnknownEntry,
    "donnée refusée": MaillonError,
}
Facts = Mapping[str, Any]
Answer = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A case and where it stands: the file's name, and its rank in the file."""

    file: str
    rank: int
    content: Any

    @property
    def name(self) -> str:
        """How the case calls itself, or its rank."""
        named = self.content.get("cas") if isinstance(self.content, dict) else None
        return f"{self.file}, cas n°\u00a0{self.rank}" + (f" « {named} »" if named else "")


class BadCase(MaillonError):
    """A case is badly written, or its answer is not that of the registry."""


def read_cases(folder: Path) -> list[Case]:
    """Read the cases of a folder, or of one file.

    Raises:
        MaillonError: a file cannot be read as a list of cases.
    """
    files = [folder] if folder.is_file() else sorted(folder.glob("*.yaml"))
    if not files:
        raise MaillonError(
            f"Aucun cas dans {folder}.", remedy="Donnez un dossier de fichiers .yaml."
        )
    found = []
    for path in files:
        content = read_yaml(path, dates=True)
        if not isinstance(content, list):
            raise MaillonError(
                f"{path.name} n’est pas une liste de cas.", remedy="Commencez chaque cas par « - »."
            )
        found += [Case(path.name, rank, case) for rank, case in enumerate(content, 1)]
    return found


def check_cases(folder: Path) -> list[str]:
    """Try the cases of a folder; return a French line for each that fails.

    Raises:
        MaillonError: a file cannot be read as a list of cases.
    """
    return list(_faults(read_cases(folder)))


def _faults(cases: list[Case]) -> Iterator[str]:
    for case in cases:
        try:
            check_case(case.content)
        except MaillonError as error:
            yield f"{case.name} : {error}"


def check_case(case: Any) -> None:
    """Compare what a case expects with what the registry answers.

    Raises:
        BadCase: the case is badly written, or the answers differ.
    """
    if not isinstance(case, dict):
        raise BadCase("ce n’est pas un cas.", remedy=f"Clés attendues : {', '.join(KEYS)}.")
    missing = [key for key in KEYS if not case.get(key)]
    unknown = [str(key) for key in case if key not in KEYS]
    if missing or unknown:
        what = [f"il manque {', '.join(missing)}"] if missing else []
        what += [f"{', '.join(unknown)} n’est pas une clé"] if unknown else []
        raise BadCase(f"{' ; '.join(what)}.", remedy=f"Clés attendues : {', '.join(KEYS)}.")
    ask = QUESTIONS.get(str(case["question"]))
    if ask is None:
        raise BadCase(
            f"la question « {case['question']} » n’existe pas.",
            remedy=f"Questions : {', '.join(QUESTIONS)}.",
        )
    if not isinstance(case["date"], date):
        raise BadCase(
            f"« {case['date']} » n’est pas une date.", remedy="Écrivez AAAA-MM-JJ, sans apostrophe."
        )
    if not isinstance(case["donnees"], dict) or not isinstance(case["attendu"], dict):
        raise BadCase("donnees et attendu s’écrivent {clé: valeur}.")
    _compare(ask, case["donnees"], case["date"], case["attendu"])


def _compare(ask: Callable[[Facts, date], Answer], facts: Facts, on: date, expected: Facts) -> None:
    refused = expected.get("erreur")
    if refused is not None and refused not in ERRORS:
        raise BadCase(
            f"l’erreur « {refused} » n’existe pas.", remedy=f"Erreurs : {', '.join(ERRORS)}."
        )
    try:
        found = ask(facts, on)
    except KeyError as error:
        raise BadCase(f"il manque {error.args[0]} dans donnees.") from error
    except MaillonError as error:
        if refused is not None and isinstance(error, ERRORS[refused]):
            return
        raise BadCase(f"le registre refuse. {error}") from error
    if refused is not None:
        raise BadCase(f"attendu : {refused} ; trouvé : une réponse.")
    for key, wanted in expected.items():
        if key not in found and key != "sans_obligation":
            raise BadCase(f"« {key} » n’est pas une réponse.", remedy=f"Clés : {', '.join(found)}.")
        if not _agrees(key, wanted, found):
            actual = found["obligations" if key == "sans_obligation" else key]
            raise BadCase(f"{key} attendu : {_shown(wanted)} ; trouvé : {_shown(actual)}.")


def _agrees(key: str, wanted: Any, found: Answer) -> bool:
    if key == "publicite":
        return str(wanted) in found[key]
    if key == "obligations":
        return bool(set(wanted) <= found[key])
    if key == "sans_obligation":
        return set(wanted).isdisjoint(found["obligations"])
    if isinstance(wanted, float):  # typed as 500.55, computed as a decimal
        return bool(found[key] == Decimal(str(wanted)) or found[key] == wanted)
    return bool(found[key] == wanted)


def _shown(value: Any) -> str:
    if isinstance(value, (set, list, tuple)):
        return ", ".join(sorted(map(str, value)))
    words = {True: "oui", False: "non", None: "rien"}
    return words.get(value, str(value)) if value is None or isinstance(value, bool) else str(value)


def _value(facts: Facts, on: date) -> Answer:
    citation = cite(facts["regle"], on, facts.get("portee"))
    return {"valeur": citation.number, "unite": citation.unit, "a_verifier": citation.to_check}


def _procedure(facts: Facts, on: date) -> Answer:
    found = procedure(
        facts["acheteur"], facts["achat"], facts["montant"], on, facts.get("innovant", False)
    )
    return {
        "procedure": found.procedure,
        "publicite": found.publicity,
        "obligations": {rule.citation.entry.id for rule in found.obligations if rule.citation},
        "alerte": bool(found.alerts),
    }


def _late_payment(facts: Facts, _: date) -> Answer:
    found = late_payment(
        facts["montant"],
        facts["reception"],
        facts["paiement"],
        facts.get("organisme", "pouvoir-adjudicateur"),
    )
    return {
        "echeance": found.due,
        "jours": found.days,
        "taux": found.rate,
        "interets": found.interest,
        "indemnite": found.indemnity,
        "total": found.total,
    }


def _advance(facts: Facts, on: date) -> Answer:
    found = advance(
        facts["montant_ht"],
        facts["montant_ttc"],
        facts["mois"],
        on,
        buyer=facts.get("acheteur", "collectivite"),
        large=facts.get("plus_de_60_millions", False),
        sme=facts.get("pme", False),
    )
    return {
        "due": found.due,
        "assiette": found.base,
        "plancher": found.floor_rate,
        "plafond": found.ceiling_rate,
        "minimum": found.minimum,
        "maximum": found.maximum,
    }


def _retention(facts: Facts, on: date) -> Answer:
    found = retention(
        facts["montant"],
        on,
        facts.get("acheteur", "collectivite"),
        large=facts.get("plus_de_60_millions", False),
        sme=facts.get("pme", False),
    )
    return {"taux": found.rate, "plafond": found.ceiling}


def _delay(facts: Facts, on: date) -> Answer:
    return {"jours": payment_delay(facts["organisme"], on).number}


def _penalties(facts: Facts, on: date) -> Answer:
    found = penalties(facts["ccag"], facts["montant"], facts["jours"], on)
    return {
        "calcul": found.gross,
        "plafond": found.cap,
        "exoneree": found.exempt,
        "due": found.due,
    }


def _hours(facts: Facts, on: date) -> Answer:
    found = insertion_hours(
        facts["montant"],
        facts["main_d_oeuvre"],
        facts["taux"],
        on,
        hourly_cost=facts.get("cout_horaire"),
    )
    return {"heures": round(found.hours), "alerte": bool(found.alerts)}


#: The questions a case may ask, by name.
QUESTIONS: dict[str, Callable[[Facts, date], Answer]] = {
    "valeur": _value,
    "procedure": _procedure,
    "interets": _late_payment,
    "avance": _advance,
    "retenue": _retention,
    "delai": _delay,
    "penalites": _penalties,
    "insertion": _hours,
}
