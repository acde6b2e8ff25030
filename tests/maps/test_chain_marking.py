"""A drawn chain is judged by its tiers, its gaps and its shared suppliers, read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from chain_answers import right_chain
from hypothesis import given
from hypothesis import strategies as st
from pages import answer, plain

from maillon.maps.marking import chain as chain_maps
from maillon.maps.record import MapRecordError, empty_map
from maillon.sheet.form import QuestionForm
from maillon.sheet.marking import mark
from maillon.sheet.question_file import QuestionsError, load_questions
from maillon.sheet.questions import Chain, is_blank, problem
from maillon.sheet.sheet import READY, Sheet
from maillon.sheet.store import AnswerStore
from maillon.sheet.wording import answer_lines

TIERS = ("Rang 1", "Rang 2", "Rang 3")
QUESTION = Chain("chaine", "Ma chaîne", "Dessinez.", tiers=TIERS)
HEIGHTS = {"a": 0.1, "b": 0.2, "c": 0.5, "d": 0.6, "e": 0.9, "f": 1.0}
"""Two actors a tier: a and b in tier 1, c and d in tier 2, e and f in tier 3."""

TOML = """
schema = 1
assignment = "essai-chaine"
title = "Une chaîne"

[[question]]
id = "chaine"
kind = "chain"
title = "Ma chaîne"
prompt = "Dessinez."
tiers = ["Rang 1", "Rang 2", "Rang 3"]
shared = 1
"""


def drawn(arrows: str, actors: str = "abcdef") -> dict[str, Any]:
    """Return a record; an arrow « ca » goes from supplier c up to customer a."""
    return {
        **empty_map(),
        "variables": [
            {"id": name, "label": f"acteur {name}", "x": 0.5, "y": HEIGHTS[name]} for name in actors
        ],
        "arrows": [
            {"cause": low, "effect": high, "sign": 1, "delay": False}
            for low, high in arrows.split()
        ],
    }


FULL = "ca db cb ec fd"
"""c supplies a and b; everybody above tier 3 has a supplier."""


def share(record: object) -> float:
    return mark(QUESTION, record, None, points=1).score


def told(record: object) -> list[str]:
    return [plain(line) for line in mark(QUESTION, record, None, points=3).lines[1:]]


# --- what a chain earns --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arrows", "actors", "expected"),
    [
        (FULL, "abcdef", 1),
        ("ca cb ec", "abce", 4 / 6),  # four actors, six are asked
        ("ca db ec fd", "abcdef", 3 / 4),  # nobody is shared
        ("ca cb ec", "abcdef", 4 / 6 * (4 - 1 / 4) / 4),  # d has no supplier; d, f: no arrow
        (f"{FULL} ae", "abcdef", (4 - 1 / 6) / 4),  # one arrow of six goes down
        (f"{FULL} ab", "abcdef", (4 - 1 / 6) / 4),  # one arrow of six stays in tier 1
        ("ca cb ec fe da", "abcdef", (4 - 1 / 4 - 1 / 5) / 4),  # both at once: d has no supplier
        ("ca cb", "abcd", 2 / 3 * 3 / 6 * (4 - 2 / 4) / 4),  # tier 3 is empty
        ("ca cb", "abcdef", 2 / 3 * 3 / 6 * (4 - 2 / 4) / 4),  # tier 3 reaches nobody
        ("ca", "ac", 2 / 3 * 2 / 6 * (2 + 1 / 2) / 4),  # two boxes and an arrow
        ("ac bc ce", "abce", 0),  # all arrows go down
        ("ab", "abcdef", 0),  # an arrow within tier 1 climbs nowhere
        ("ec fc", "cef", 0),  # nobody in tier 1
        ("", "abcdef", 0),
    ],
)
def test_a_chain_earns_what_its_tiers_reach(arrows: str, actors: str, expected: float) -> None:
    assert share(drawn(arrows, actors)) == pytest.approx(expected)


def test_signs_and_delays_count_for_nothing() -> None:
    record = drawn(FULL)
    for arrow in record["arrows"]:
        arrow.update(sign=-1, delay=True)
    assert share(record) == 1


def test_each_gap_is_told_with_its_name() -> None:
    assert told(drawn("ca cb", "abcd")) == [
        "Le cours lit 4 entreprises et 2 flèches, sur 2 rangs pour 3.",
        "Vos flèches relient 3 entreprises : il en faut au moins 6.",
        "« Rang 3 » est vide : placez-y une entreprise.",
        "« acteur c » n’a pas de fournisseur connu : qui lui vend, ou à qui le demanderez-vous ?",
        "« acteur d » n’a pas de fournisseur connu : qui lui vend, ou à qui le demanderez-vous ?",
        "« acteur c » fournit tout le rang du dessus : que se passe-t-il en cas d’arrêt ?",
    ]
    assert told(drawn("ca db ec fd ae"))[1:] == [
        (
            "La flèche « acteur a → acteur e » descend : elle part du fournisseur et monte "
            "vers son client."
        ),
        (
            "Cherchez un fournisseur commun : il faut qu’au moins une entreprise en fournisse "
            "deux autres. La carte en montre 0."
        ),
    ]
    assert "ne monte de « Rang 3 » jusqu’en haut" in " ".join(told(drawn("ca cb", "abcdef")))


def test_a_firm_of_the_same_band_is_a_supplier_on_the_wrong_band() -> None:
    """b supplies a, both are in tier 1: a has a supplier, the arrow is what is wrong."""
    record = drawn("cb db ec fd ba")
    found = chain_maps.review(QUESTION, record)
    assert found.found.orphans == ()
    assert told(record)[1:] == [
        (
            "La flèche « acteur b → acteur a » relie deux entreprises du même rang : placez le "
            "fournisseur un rang plus bas, ou le client un rang plus haut."
        ),
        (
            "Cherchez un fournisseur commun : il faut qu’au moins une entreprise en fournisse "
            "deux autres. La carte en montre 0."
        ),
    ]
    assert found.share == pytest.approx((3 - 1 / 5) / 4)


def named(labels: dict[str, str]) -> dict[str, Any]:
    """Return the full chain with other names for some of its actors."""
    record = drawn(FULL)
    for actor in record["variables"]:
        actor["label"] = labels.get(actor["id"], actor["label"])
    return record


def test_single_letters_are_no_names_and_earn_nothing() -> None:
    assert share(named({name: name for name in "abcdef"})) == 0
    record = named({"e": "x", "f": "?"})
    assert share(record) == share(drawn("ca db cb", "abcd"))
    assert told(record)[-3:-1] == [
        (
            f"« {label} » n’est pas un nom, et ne compte pas : écrivez celui de l’entreprise, "
            "ou ce que vous cherchez."
        )
        for label in "x?"
    ]


@pytest.mark.parametrize("twin", ["acteur a", " Acteur A "])
def test_two_actors_of_one_name_earn_nothing(twin: str) -> None:
    assert share(named({"b": twin})) == 0


def test_a_whole_tier_that_rests_on_one_actor_is_a_hint_without_a_cost() -> None:
    found = chain_maps.review(QUESTION, drawn(FULL))
    assert (found.share, found.missing) == (1, ())
    assert [plain(hint) for hint in found.hints] == [
        "« acteur c » fournit tout le rang du dessus : que se passe-t-il en cas d’arrêt ?"
    ]


def test_many_orphans_are_counted_after_the_first_ones() -> None:
    record = drawn("ca", "ac")
    record["variables"] += [
        {"id": f"x{rank}", "label": f"acteur x{rank}", "x": 0.5, "y": 0.1} for rank in range(8)
    ]
    assert "4 autres remarques suivent." in told(record)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(
            lambda arrow: arrow[0] != arrow[1]
        ),
        max_size=12,
        unique=True,
    )
)
def test_full_marks_and_nothing_missing_go_together(arrows: list[tuple[str, str]]) -> None:
    found = chain_maps.review(QUESTION, drawn(" ".join("".join(pair) for pair in arrows)))
    assert 0 <= found.share <= 1
    assert (found.share == 1) == (not found.missing)


@pytest.mark.parametrize("junk", ["carte", 3, {"schema": 1}, {**empty_map(), "arrows": None}])
def test_a_record_that_is_no_map_earns_nothing(junk: object) -> None:
    assert mark(QUESTION, junk, None, points=3).score == 0
    with pytest.raises(MapRecordError):
        chain_maps.review(QUESTION, junk)


def test_nothing_displayed_is_trusted() -> None:
    assert share({**drawn("", "abcdef"), "summary": "3 rangs", "depth": 3}) == 0


# --- on the page ---------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "questions.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def test_the_file_gives_tiers_and_goals(folder: Path) -> None:
    assert load_questions(folder / "questions.toml")["chaine"] == QUESTION


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('tiers = ["Rang 1", "Rang 2", "Rang 3"]', 'tiers = ["Rang 1"]', "liste de deux"),
        ('"Rang 3"]', "3]", "tiers > n° 3"),
        ('"Rang 3"]', '"Rang 1"]', "revient deux fois"),
        ("shared = 1", "shared = 0.5", "shared.*un nombre entier"),
        ("shared = 1", "", "shared"),
    ],
)
def test_a_fault_of_the_file_is_told(folder: Path, before: str, after: str, said: str) -> None:
    path = folder / "questions.toml"
    path.write_text(TOML.replace(before, after), encoding="utf-8")
    with pytest.raises(QuestionsError, match=said):
        load_questions(path)


def test_blank_and_unreadable_are_told_apart() -> None:
    assert is_blank(QUESTION, empty_map())
    assert problem(QUESTION, empty_map()) is None
    assert problem(QUESTION, drawn(FULL)) is None
    assert "dessinez-la" in str(problem(QUESTION, "chaîne"))


def test_the_form_shows_bands_saves_and_advises(folder: Path) -> None:
    store = AnswerStore(folder, "essai-chaine")
    form = QuestionForm(QUESTION, store)
    assert form.control.tiers == list(TIERS)
    assert form.control.loops["notes"] == [chain_maps.START]
    answer(form.control, drawn("ca", "abc"))
    assert store.get("chaine") == drawn("ca", "abc")
    assert "« Rang 3 » est vide" in plain(" ".join(form.control.loops["notes"]))
    assert form.widget.children[-1].lines == []
    again = QuestionForm(QUESTION, AnswerStore(folder, "essai-chaine"))
    assert again.value == drawn("ca", "abc")


def test_checking_the_sheet_names_the_gaps(folder: Path) -> None:
    sheet = Sheet("essai-chaine", folder)
    sheet.store.set_trainee("Jeanne Dupont")
    sheet.store.save("chaine", drawn("ca cb", "abc"))
    assert any("« Rang 3 » est vide" in plain(line) for line in sheet.check())
    sheet.store.save("chaine", right_chain(QUESTION))
    assert sheet.check()[-1] == READY


def test_a_marker_reads_tiers_then_sales() -> None:
    assert [plain(line) for line in answer_lines(QUESTION, drawn("ca", "abc"))] == [
        "Rang 1 : acteur a, acteur b.",
        "Rang 2 : acteur c.",
        "Rang 3 : personne.",
        "– acteur c → acteur a",
    ]
    assert answer_lines(QUESTION, {"schema": 1}) == ["Réponse\u00a0: Un tableau"]
