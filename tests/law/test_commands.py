"""`maillon law …`: what a person reads, and what a program reads."""

from __future__ import annotations

import json
from typing import Any

import pytest

from maillon import cli, law
from maillon.base.wording import long_date

Out = pytest.CaptureFixture[str]


def run(*words: str) -> int:
    return cli.main(["law", *words])


def record(out: Out, *words: str) -> Any:
    assert run(*words, "--json") == 0
    return json.loads(out.readouterr().out)


@pytest.mark.parametrize(("day", "value"), [("2025-12-31", 221000), ("2026-01-01", 216000)])
def test_a_value_on_a_day(capsys: Out, day: str, value: int) -> None:
    found = record(capsys, "show", "seuil_ue_fs_local", "--on", day)
    assert (found["value"], found["unit"]) == (value, "EUR HT")
    assert found["articles"]
    assert found["sources"][0]["url"].startswith("https://")
    assert found["last_checked"] == "2026-11-24"


def test_the_day_before_the_first_value_is_an_error(capsys: Out) -> None:
    assert run("show", "seuil_ue_fs_local", "--on", "2023-12-31", "--json") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "La première valeur connue s’applique depuis le 1er\u00a0janvier 2024" in captured.err


def test_a_person_reads_value_dates_article_source_and_disclaimer(capsys: Out) -> None:
    assert run("show", "dispense_fs", "--on", "31/03/2026") == 0
    shown = capsys.readouterr().out
    for part in (
        "40\u202f000\u00a0€ HT",
        "CCP, art.\u00a0R2122-8",
        "https://",
        f"Relu le {long_date(law.entry('dispense_fs').last_checked)}.",
        "pas un conseil juridique",
    ):
        assert part in shown


def test_several_scopes_are_all_shown_and_one_may_be_asked(capsys: Out) -> None:
    found = record(capsys, "show", "delai_paiement", "--on", "2026-11-24")
    assert "value" not in found
    assert {row["scope"]: row["value"] for row in found["values"]} == {
        "pouvoir-adjudicateur": 30,
        "sante": 50,
        "entreprise-publique": 60,
    }
    assert record(capsys, "show", "delai_paiement", "--scope", "sante")["value"] == 50


@pytest.mark.parametrize("rule", ["dispense_travaux_2027", "nv_bce_2027", "zzz"])
def test_what_may_not_be_cited_is_refused_with_a_sentence(capsys: Out, rule: str) -> None:
    assert run("show", rule) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1


def test_a_watched_rule_says_so(capsys: Out) -> None:
    assert run("show", "dispense_travaux", "--on", "2027-01-01") == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[2].startswith("ATTENTION")
    assert "140" not in shown
    found = record(capsys, "show", "dispense_travaux", "--on", "2027-01-01")
    assert [alert["id"] for alert in found["alerts"]] == ["nv_loi_2026_403_art13"]
    assert found["checked_before_day"] is True
    before = record(capsys, "show", "dispense_travaux", "--on", "2026-11-24")
    assert before["alerts"] == []
    assert before["checked_before_day"] is False


def test_an_old_check_is_said_to_be_old(capsys: Out) -> None:
    assert run("show", "dispense_fs", "--on", "2026-12-01") == 0
    assert "relisez" not in capsys.readouterr().out
    assert run("show", "dispense_fs", "--on", "2027-06-01") == 0
    assert "relisez la source" in capsys.readouterr().out


def test_a_day_written_the_french_way_starts_with_the_day(capsys: Out) -> None:
    assert record(capsys, "show", "dispense_fs", "--on", "05/04/2026")["on"] == "2026-04-05"


def test_a_search_gives_ids_and_values(capsys: Out) -> None:
    assert run("search", "dispense", "travaux", "--on", "2026-11-24") == 0
    shown = capsys.readouterr().out
    assert "dispense_travaux\u00a0:" in shown
    assert "100\u202f000\u00a0€ HT" in shown
    assert "rien d’établi ce jour-là" in shown  # dispense_travaux_2027 is listed without a value
    assert "140" not in shown.split("dispense_travaux_2027")[1].splitlines()[1]


def test_a_search_without_result_says_what_to_try(capsys: Out) -> None:
    assert run("search", "xyzzy") == 0
    assert "Essayez un mot plus court" in capsys.readouterr().out


def test_a_review_gives_the_least_certain_first(capsys: Out) -> None:
    found = record(capsys, "review", "--before", "2027-01-01")
    assert len(found) == len(law.registry().entries) + len(law.registry().watch)
    order = ["unverified", "low", "medium", "high"]
    keys = [(row["last_checked"], order.index(row["confidence"])) for row in found]
    assert keys == sorted(keys)


def test_a_review_with_nothing_left(capsys: Out) -> None:
    assert run("review", "--before", "2026-11-24") == 0
    assert "Tout a été relu depuis le 24\u00a0novembre 2026." in capsys.readouterr().out


@pytest.mark.parametrize("days", [("2026-03-31", "2026-04-01"), ("2026-04-01", "2026-03-31")])
def test_a_difference_between_two_days_in_any_order(capsys: Out, days: tuple[str, str]) -> None:
    assert run("diff", *days) == 0
    shown = capsys.readouterr().out
    assert "40\u202f000\u00a0€ HT → 60\u202f000\u00a0€ HT" in shown
    assert shown.count("→") == 2


def test_no_difference_is_said(capsys: Out) -> None:
    assert run("diff", "2026-10-01", "2026-10-02") == 0
    assert "Rien ne change" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Commandes\u00a0: show, search, review, diff"),
        (["shw"], "Vouliez-vous dire «\u00a0show\u00a0»"),
        (["show"], "il manque\u00a0: RÈGLE"),
        (["show", "dispense_fs", "--on", "demain"], "n’est pas une date"),
        (["review"], "il manque\u00a0: --before"),
        (["diff", "2026-01-01"], "il manque\u00a0: AU"),
    ],
)
def test_usage_errors_are_in_french(capsys: Out, words: list[str], sentence: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*words)
    assert stopped.value.code == 2
    assert sentence in capsys.readouterr().err
