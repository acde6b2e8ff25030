"""The cases that a lawyer can read and add: `tests/law/cases/*.yaml`, and what tries them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from maillon import cli, law
from maillon.base.errors import MaillonError
from maillon.law.cases import QUESTIONS, Case, check_case, check_cases, read_cases

FOLDER = Path(__file__).parent / "cases"
LEAST = 120
CASES = read_cases(FOLDER)
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


def test_there_are_enough_cases_and_none_twice() -> None:
    names = [(case.file, case.content["cas"]) for case in CASES]
    assert len(names) >= LEAST
    assert len(set(names)) == len(names)


def test_every_question_has_cases() -> None:
    assert {case.content["question"] for case in CASES} == set(QUESTIONS)


def test_every_day_on_which_a_rule_steps_has_a_case_on_each_side() -> None:
    """The thresholds and rates that a calculation rests on, around each of their dates."""
    asked = {
        (facts.get("regle"), facts.get("portee"), case.content["date"])
        for case in CASES
        if case.content["question"] == "valeur"
        for facts in [case.content["donnees"]]
    }
    missing = [
        f"{rule} {value.scope} {day}"
        for rule in STEPPING
        for value in law.entry(rule).values
        if value.valid_from
        for day in (value.first_day, value.first_day - timedelta(1))
        if (rule, value.scope or None, day) not in asked
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}-{case.rank}")
def test_case(case: Case) -> None:
    check_case(case.content)


GOOD = """
- cas: un essai
  question: procedure
  donnees: {acheteur: collectivite, achat: travaux, montant: 120000}
  date: 2026-06-01
  attendu: {procedure: adaptee, publicite: BOAMP, sans_obligation: [climat_critere_env]}
  source: CCP R2122-8
"""


def told(tmp_path: Path, before: str = "", after: str = "") -> str:
    assert before in GOOD
    (tmp_path / "essai.yaml").write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    return "\n".join(check_cases(tmp_path))


def test_a_right_case_says_nothing(tmp_path: Path) -> None:
    assert told(tmp_path) == ""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("adaptee", "dispense", "procedure attendu\u00a0: dispense\u202f; trouvé\u00a0: adaptee"),
        ("source: CCP R2122-8", "", "il manque source"),
        ("source:", "sources: x\n  source:", "sources n’est pas une clé"),
        ("montant", "montent", "il manque montant dans donnees"),
        ("question: procedure", "question: procédure", "Questions\u00a0: valeur, procedure"),
        ("2026-06-01", "15 janvier 2027", "«\u00a015 janvier 2027\u00a0» n’est pas une date"),
        ("120000", "120 000", "le registre refuse"),
        ("publicite:", "publicité:", "«\u00a0publicité\u00a0» n’est pas une réponse"),
        ("[climat_critere_env]", "[marche_ecrit]", "sans_obligation attendu"),
        ("{procedure: adaptee", "{erreur: pas en vigueur, procedure: adaptee", "une réponse"),
        ("{procedure: adaptee", "{erreur: interdit, procedure: adaptee", "Erreurs\u00a0: pas en"),
    ],
)
def test_a_slip_is_told_in_french_with_its_case(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    shown = told(tmp_path, before, after)
    assert shown.startswith("essai.yaml, cas n°\u00a01 «\u00a0un essai\u00a0»\u00a0: ")
    assert said in shown


def test_the_command_prints_the_faults_and_the_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(tmp_path)
    assert cli.main(["law", "cases", str(tmp_path)]) == 0
    assert "1\u00a0cas\u00a0: tout est juste." in capsys.readouterr().out
    told(tmp_path, "adaptee", "dispense")
    assert cli.main(["law", "cases", str(tmp_path)]) == 1
    assert "1\u00a0erreur" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "cas: un", "- ["])
def test_what_is_no_list_of_cases_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "essai.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(MaillonError, match=r"essai\.yaml"):
        check_cases(tmp_path)


def test_a_case_that_is_no_case_does_not_hide_the_others(tmp_path: Path) -> None:
    (tmp_path / "essai.yaml").write_text("- un\n- deux\n", encoding="utf-8")
    assert len(check_cases(tmp_path)) == 2
