"""The cases that a lawyer can read and add: `tests/law/cases/*.yaml`.

Each case gives a question, its facts, a day, what the law answers, and where that answer was
read. The answers are typed by hand from the sources: they are the oracle, the registry is tried.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from maillon import law
from maillon.errors import MaillonError
from maillon.law.advance import advance
from maillon.law.insertion import insertion_hours
from maillon.law.late_payment import late_payment
from maillon.law.payment_delay import payment_delay
from maillon.law.penalties import penalties
from maillon.law.procedure import procedure
from maillon.law.retention import retention

FOLDER = Path(__file__).parent / "cases"
LEAST = 120
KEYS = {"cas", "question", "donnees", "date", "attendu", "source"}
ERRORS: dict[str, type[MaillonError]] = {
    "pas en vigueur": law.NotInForce,
    "portée à préciser": law.AmbiguousScope,
    "règle non vérifiée": law.UnverifiedRule,
    "donnée refusée": MaillonError,
}
Facts = dict[str, Any]
Answer = dict[str, Any]


def _value(facts: Facts, on: date) -> Answer:
    citation = law.cite(facts["regle"], on, facts.get("portee"))
    return {"valeur": citation.number, "unite": citation.unit, "a_verifier": citation.to_check}


def _procedure(facts: Facts, on: date) -> Answer:
    found = procedure(
        facts["acheteur"], facts["achat"], facts["montant"], on, facts.get("innovant", False)
    )
    return {
        "procedure": found.procedure,
        "publicite": found.publicity,
        "obligations": {
            reason.citation.entry.id for reason in found.obligations if reason.citation
        },
        "alerte": bool(found.alerts),
    }


def _late_payment(facts: Facts, on: date) -> Answer:
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


def cases() -> list[tuple[str, Any]]:
    """Read the cases of every file, each with a name that says where it stands."""
    return [
        (f"{path.stem}: {case.get('cas', '?')}", case)
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


CASES = cases()


def test_there_are_enough_cases_and_none_twice() -> None:
    names = [name for name, _ in CASES]
    assert len(names) >= LEAST
    assert len(set(names)) == len(names)


def test_every_question_has_cases() -> None:
    assert {case["question"] for _, case in CASES} == set(QUESTIONS)


def test_every_day_on_which_a_rule_steps_has_a_case_on_each_side() -> None:
    """The thresholds and rates that a calculation rests on, around each of their dates."""
    asked = {
        (case["donnees"].get("regle"), case["donnees"].get("portee"), case["date"])
        for _, case in CASES
        if case["question"] == "valeur"
    }
    missing = [
        f"{rule} {value.scope} {day}"
        for rule in STEPPING
        for value in law.entry(rule).values
        if value.valid_from
        for day in (value.first_day, value.first_day.fromordinal(value.first_day.toordinal() - 1))
        if (rule, value.scope or None, day) not in asked
    ]
    assert not missing, "\n".join(missing)


STEPPING = (
    "seuil_ue_fs_local",
    "seuil_ue_fs_etat",
    "seuil_ue_fs_entites",
    "seuil_ue_travaux",
    "dispense_fs",
    "dispense_travaux",
    "profil_acheteur",
    "ca_minimal",
    "pme_part_execution",
)


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_case(case: Any) -> None:
    assert set(case) == KEYS, "cas, question, donnees, date, attendu et source"
    assert str(case["source"]).strip()
    on, expected = case["date"], case["attendu"]
    assert isinstance(on, date)
    ask = QUESTIONS[case["question"]]
    if "erreur" in expected:
        with pytest.raises(ERRORS[expected["erreur"]]):
            ask(case["donnees"], on)
        return
    found = ask(case["donnees"], on)
    for key, wanted in expected.items():
        if key == "publicite":
            assert wanted in found[key]
        elif key == "obligations":
            assert set(wanted) <= found[key]
        elif key == "sans_obligation":
            assert not set(wanted) & found["obligations"]
        elif isinstance(wanted, float) or isinstance(found[key], Decimal):
            assert Decimal(str(found[key])) == Decimal(str(wanted)), key
        else:
            assert found[key] == wanted, key
