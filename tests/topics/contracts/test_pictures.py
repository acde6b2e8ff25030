"""Pictures of a profile: shares in three states, and concentration with and without duplicates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from pages import plain
from pictures import check_size, check_words

from maillon.opendata import sample
from maillon.opendata.concentration import effective_number, equals
from maillon.opendata.profiling.indicators import Concentration, Share
from maillon.opendata.profiling.profile import Division, Profile, profile
from maillon.opendata.profiling.unknown import Why
from maillon.opendata.reading import read
from maillon.plots import registry
from maillon.plots.picture import Picture
from maillon.topics.contracts.pictures.concentration import (
    SHOWN,
    contract_concentration_picture,
    duplicates_told,
    finding,
)
from maillon.topics.contracts.pictures.shares import (
    DRAWN,
    MARGIN,
    WIDTH,
    _answers,
    contract_shares_picture,
    drawn,
)

pytestmark = pytest.mark.draws

NOTHING = Share(yes=0, known=0, unknown=0)


def hautebrune() -> Profile:
    return profile(read([sample.NATIVE]))


def divisions() -> tuple[Division, ...]:
    return tuple(hautebrune().divisions)


PICTURES: dict[str, Callable[[], Picture]] = {
    "shares": lambda: contract_shares_picture(drawn(hautebrune()), status=sample.MENTION),
    "concentration": lambda: contract_concentration_picture(divisions(), status=sample.MENTION),
}


def division(code: str, before: float | None, after: float | None, contracts: int = 8) -> Division:
    return Division(
        code=code,
        contracts=contracts,
        amount=1000.0,
        amount_known=contracts,
        env=NOTHING,
        soc=NOTHING,
        single_offer=Share(yes=2, known=contracts, unknown=0),
        after=Concentration(after, after, 3, contracts),
        before=Concentration(before, before, 3, contracts + 1),
    )


OTHERS = [division("18", 3000, 3000)]


@pytest.mark.parametrize("name", PICTURES)
def test_a_telephone_shows_it_whole_and_twice_the_same(name: str) -> None:
    check_size(PICTURES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_words_are_french_sentences_and_say_what_is_invented(name: str) -> None:
    drawn = PICTURES[name]()
    check_words(drawn)
    assert sample.MENTION in drawn.caption


@pytest.mark.parametrize("page", ["marches-parts", "marches-concentration"])
def test_the_pages_of_the_book_have_them(page: str) -> None:
    picture = registry.picture(page)
    assert picture.rows
    assert "inventés" in picture.caption


# --- Shares --------------------------------------------------------------------------------------


def test_each_share_has_a_row_in_three_states_that_adds_up() -> None:
    found = hautebrune()
    picture = contract_shares_picture(drawn(found), status=sample.MENTION)
    assert [figure.id for figure in drawn(found)] == list(DRAWN)
    assert len(picture.rows) == len(DRAWN)
    for label, yes, no, unknown, why, said, _ in picture.rows:
        assert bool(why) == (unknown != "0")
        states = [int(plain(cell).replace(" ", "")) for cell in (yes, no, unknown)]
        assert sum(states) == found.contracts
        assert label in picture.alt
        assert said in picture.alt
        known = states[0] + states[1]
        if known:
            share = f"{100 * states[0] / known:.1f} %".replace(".", ",")
            assert plain(said) == share


def test_no_reason_runs_out_of_the_figure() -> None:
    small = FontProperties(size=8.5)
    for why in Why:
        share = Share(0, 0, 4, why=((why, 3), (Why.BLANK, 1)))
        width = TextPath((0, 0), _answers(share), prop=small).get_extents().width
        assert width < WIDTH - 2 * MARGIN, why


def test_no_name_runs_into_its_figure() -> None:
    normal, bold = FontProperties(size=9.5), FontProperties(size=9.5, weight="bold")
    for figure in drawn(hautebrune()):
        label = TextPath((0, 0), figure.label, prop=normal).get_extents().width
        value = TextPath((0, 0), "100,0 %", prop=bold).get_extents().width
        assert label + value + 6 < WIDTH - 2 * MARGIN, figure.label


def test_what_nobody_says_is_unknown_and_hatched_not_zero() -> None:
    (shown,) = [figure for figure in drawn(hautebrune()) if figure.id == "env"]
    silent = replace(shown, value="inconnu", share=Share(yes=0, known=0, unknown=12))
    picture = contract_shares_picture([silent], status="Essai.")
    assert picture.rows == ((silent.label, "0", "0", "12", "", "inconnu", "aucun"),)
    spoken = replace(shown, value="0,0 %", share=Share(yes=0, known=12, unknown=0))
    assert "<pattern" in picture.svg
    assert "<pattern" not in contract_shares_picture([spoken], status="Essai.").svg


def test_a_national_mark_has_its_year_and_stands_only_where_somebody_answers() -> None:
    marked = [figure for figure in drawn(hautebrune()) if figure.reference]
    assert {figure.id for figure in marked} >= {"env_clause", "soc_clause"}
    for figure in marked:
        assert figure.reference is not None
        picture = contract_shares_picture([figure], status="Essai.")
        assert f"({figure.reference.year})" in picture.rows[0][-1]


# --- Concentration -------------------------------------------------------------------------------


def test_the_data_have_every_division_and_the_picture_the_largest() -> None:
    many = [division(f"{code}", 2000, 1000, contracts=code) for code in range(15, 15 + SHOWN + 3)]
    picture = contract_concentration_picture(many, status="Essai.")
    assert len(picture.rows) == SHOWN + 3
    largest = contract_concentration_picture(many[3:], status="Essai.")
    assert picture.svg == largest.svg


def test_the_finding_names_the_highest_index_and_where_duplicates_deceive() -> None:
    said = plain(finding([division("45", 602, 263), division("77", 3300, 3244)]))
    assert f"IHH 3 244, comme {plain(equals(effective_number(3244)))}, sur 8 marchés." in said
    assert said.startswith("Parmi les 2 familles d’au moins 5 marchés, « Espaces verts")
    assert said.endswith("retirer les doublons fait passer l’indice de 602 à 263.")
    assert "doublons" not in finding([division("77", 3244, 3244), division("45", 602, 602)])


def test_the_finding_compares_the_ten_largest_families_and_says_so() -> None:
    large = [division(f"{code}", 2000, 1000 + code, contracts=code) for code in range(30, 42)]
    small = [division("15", 9000, 9000, contracts=5), division("03", 10_000, 10_000, contracts=1)]
    said = plain(finding([*small, *large]))
    assert said.startswith("Parmi les dix familles qui ont le plus de marchés, « Eau »")
    assert "IHH 1 041" in said
    picture = contract_concentration_picture([*small, *large], status="Essai.")
    assert plain(picture.alt) == said


def test_a_family_of_few_contracts_is_crowned_by_nobody() -> None:
    said = plain(finding([division("03", 10_000, 10_000, 4), division("45", 602, 263), *OTHERS]))
    assert said.startswith("Parmi les 2 familles d’au moins 5 marchés, « Vêtements")
    hautebrune_said = plain(finding(divisions()))
    assert "« Agriculture et pêche »" not in hautebrune_said
    assert any(row.after.amount == 10_000 for row in divisions())


@pytest.mark.parametrize(
    "alone",
    [
        [division("45", 602, 263)],
        [division("45", 602, 263), division("03", 10_000, 10_000, contracts=4)],
        [division("45", None, None)],
        [],
    ],
)
def test_one_family_is_compared_with_nothing(alone: list[Division]) -> None:
    assert finding(alone) == ""
    if any(row.after.amount for row in alone):
        picture = contract_concentration_picture(alone, status="Essai.")
        assert plain(picture.alt).startswith("« Travaux » : IHH 263, sur 8 marchés.")
        assert "la plus concentrée" not in picture.alt


def test_what_duplicates_do_is_told_for_one_division() -> None:
    assert plain(duplicates_told(division("45", 602, 263))) == (
        "En « Travaux », retirer les doublons fait passer l’indice de 602 à 263."
    )


def test_the_data_have_the_single_offers_of_each_division() -> None:
    picture = contract_concentration_picture(divisions(), status="Essai.")
    assert picture.columns[-1] == "Une seule offre reçue"
    rows = {row[0][:2]: plain(row[-1]) for row in picture.rows}
    for each in divisions():
        share = each.single_offer
        assert rows[each.code].startswith(f"{share.yes} sur {share.known} (")


def test_an_index_that_does_not_move_has_no_ring() -> None:
    still = contract_concentration_picture([division("77", 3244, 3244.4)], status="Essai.")
    moved = contract_concentration_picture([division("77", 5244, 3244.4)], status="Essai.")
    assert len(moved.svg) > len(still.svg)
    assert still.rows[0][3:5] == ("3\u202f244", "3\u202f244")


def test_a_division_without_index_is_in_the_data_and_not_drawn() -> None:
    both = [division("77", 3300, 3244), division("15", None, None)]
    picture = contract_concentration_picture(both, status="Essai.")
    alone = contract_concentration_picture(both[:1], status="Essai.")
    assert picture.svg == alone.svg
    assert picture.rows[1][3:5] == ("inconnu", "inconnu")
    with pytest.raises(ValueError, match="no division"):
        contract_concentration_picture(both[1:], status="Essai.")
