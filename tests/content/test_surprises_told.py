"""The shares that chapters and guides print are those that were counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pages import plain

from maillon.topics.footprint_and_cost import hautebrune
from maillon.workshops.claims import shares

ROOT = Path(__file__).resolve().parents[2]
#: Page → what it says of a claim, its share written « @ ».
TOLD = {
    "book/ecrire/noter-sans-se-tromper.md": [
        ("trois-formules/trois-gagnants", "trois gagnants ne sortent que dans @ des tirages"),
        ("trois-formules/deux-gagnants", "et deux au moins dans @."),
        ("trois-formules/sans-espoir", "y changer le premier rang, comme dans @ de nos tirages"),
    ],
    "book/remonter/points-chauds-et-cout-global.md": [
        ("deux-thermometres/mieux-parait-pire", "acheter mieux y paraît pire dans @ des cas"),
    ],
    "book/remonter/du-plus-petit-fournisseur.md": [
        ("chaine-depliee/un-atelier-commun", "le rang 2 est plus concentré dans @ des tirages"),
    ],
    "book/remonter/lire-une-crise.md": [
        ("maillon-casse/barquettes-remplacees", "restent le pire maillon dans @ des tirages"),
    ],
    "trainer/animer-ecrire.md": [
        ("trois-formules/trois-gagnants", "trois gagnants n’arrivent que dans @ des cas"),
        ("trois-formules/deux-gagnants", "Deux gagnants au moins arrivent dans @ des cas"),
        ("trois-formules/deux-gagnants-ordonnes", "et dans @ quand payer plus achète mieux"),
        ("trois-formules/sans-espoir", "renverse la min–max dans @ des cas"),
        ("trois-formules/sans-espoir-ordonnes", "et dans @ quand payer plus achète mieux"),
        ("heures-promises/tripler-peu-verifie", "tripler ne suffit pas dans @ de nos tirages"),
        ("heures-promises/tripler", "de 0 à 100 %, ce n’est plus que @ "),
    ],
    "trainer/animer-remonter.md": [
        ("chaine-depliee/un-atelier-commun", "il est plus concentré dans @ des cas"),
        ("chaine-depliee/moitie-commune", "au moins la moitié au même atelier, c’est @."),
        ("deux-thermometres/pas-moins-cher", "ne coûte guère moins dans @ de nos tirages"),
        ("maillon-casse/barquettes-remplacees", "le pire maillon que dans @ de nos tirages"),
    ],
}


@pytest.mark.parametrize("page", TOLD)
def test_a_page_prints_the_shares_that_were_counted(page: str) -> None:
    text = plain((ROOT / page).read_text("utf-8"))
    for claim, words in TOLD[page]:
        notebook, surprise = claim.split("/")
        assert words.replace("@", plain(shares(notebook)[surprise].said)) in text, claim


def test_the_guide_says_what_a_year_and_a_quarter_of_the_price_do() -> None:
    rate = hautebrune.discount_rate()
    _new, laptop, kept = (hautebrune.computer(name) for name in hautebrune.COMPUTERS)
    cost = laptop.annual_cost(rate)
    cheaper = replace(laptop, price=0.75 * laptop.price)
    longer, less = (
        round(100 * (1 - option.annual_cost(rate) / cost)) for option in (kept, cheaper)
    )
    guide = plain((ROOT / "trainer/animer-remonter.md").read_text("utf-8"))
    told = f"un an de plus retire {longer} % du coût par an, un quart du prix en retire {less} %"
    assert told in guide
