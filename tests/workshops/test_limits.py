"""*Limites du modèle*: each surprise with its share, its box, and a case where it fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pages import Page, answer, plain

from maillon.catalogue import NOTEBOOKS
from maillon.widgets.incidents import INCIDENT
from maillon.workshops import workshop_class
from maillon.workshops.claims import shares
from maillon.workshops.frame import HANDLE_FIRST, Workshop
from maillon.workshops.limits import SEARCH, LimitsStep
from maillon.workshops.robustness import Box, Claim, Knob, Outcome, Share

CLAIMED = [name for name in NOTEBOOKS if workshop_class(name).claims]
each_claimed = pytest.mark.parametrize("name", CLAIMED)
FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
CHOICE = "La phrase à éprouver"


@each_claimed
def test_the_shares_wait_for_the_model_to_be_handled(
    opened: Callable[[str], Workshop], page: Page, name: str
) -> None:
    workshop = opened(name)
    workshop.limits()
    assert page.text == HANDLE_FIRST


@each_claimed
def test_each_claim_has_its_share_its_box_and_its_search(
    opened: Callable[[str], Workshop], page: Page, name: str
) -> None:
    first = opened(name)
    first.store.save("pari", first.texts.bet.options[0][0])
    first.store.save("manipule", True)
    workshop = opened(name)
    workshop.limits()
    choice = page.find("select", CHOICE)
    for claim in workshop.claims:
        answer(choice, claim.id)
        assert shares(name)[claim.id].sentence in page.text
        assert f"{claim.seed}" in page.text
        for line in claim.box.ranges:
            assert line[1:] in page.text
        page.press(SEARCH)
        said = plain(page.text)
        assert ("Le modèle y dit" in said) != ("Aucun cas contraire" in said)
    assert INCIDENT not in page.text


@each_claimed
def test_each_claim_is_said_with_its_share_in_the_surprise(
    opened: Callable[[str], Workshop], page: Page, name: str
) -> None:
    first = opened(name)
    first.store.save("pari", first.texts.bet.options[0][0])
    first.store.save("manipule", True)
    workshop = opened(name)
    workshop.explore()
    workshop.surprise()
    for claim in workshop.claims:
        assert shares(name)[claim.id].sentence in page.text, claim.id


def test_the_notebooks_of_these_workshops_show_them() -> None:
    shown = [
        name
        for name in NOTEBOOKS
        if "atelier.limits()" in (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8")
    ]
    assert shown == CLAIMED


def _step(page: Page, holds: bool) -> LimitsStep:
    box = Box((Knob("x", "abscisse", 0.5, 0, 1, decimals=1), Knob("y", "ordonnée", 0.5, 0, 1)))
    claim = Claim("un", "une phrase", box, lambda _case: Outcome(holds, "trois fois rien."))
    step = LimitsStep([claim], [Share(1000, 2000)])
    page.shown += list(step.box)
    return step


def test_a_search_that_finds_nothing_counts_its_draws(page: Page) -> None:
    _step(page, holds=True)
    page.press(SEARCH)
    page.press(SEARCH)
    assert "Aucun cas contraire en 600 nouveaux tirages." in plain(page.text)


def test_a_case_of_the_workshop_itself_is_said_so(page: Page) -> None:
    _step(page, holds=False)
    page.press(SEARCH)
    assert "trouvé en 1 nouveau tirage" in plain(page.text)
    assert "Les nombres de départ y suffisent." in page.text
    assert "Le modèle y dit : trois fois rien." in plain(page.text)
