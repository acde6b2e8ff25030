"""The chapters on clauses: judgments with number, day and source; no bare « CCAG »."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maillon import law
from maillon.base.wording import number
from maillon.law.figures import figure
from maillon.topics.insertion import hautebrune
from maillon.topics.insertion.model.delivery import deliver

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "book" / "ecrire").glob("*.md"))
BY_CHAPTER = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
JUDGMENTS = {entry.id: entry for entry in law.registry().entries.values() if entry.id[:3] == "cj_"}
NUMBERS = {str(value.value): entry for entry in JUDGMENTS.values() for value in entry.values}
ARTICLE = re.compile(r"\{article\}`(cj_\w+)`")
DAY = re.compile(r"\{depuis\}`(cj_\w+)(?:/\w+)?`")


def parts(path: Path) -> tuple[str, str]:
    """Return the body of a chapter and its sources, spaces plain."""
    text = path.read_text(encoding="utf-8").replace("\u00a0", " ").replace("\u202f", " ")
    body, _mark, sources = text.partition(":::{sources}")
    return body, sources


@pytest.mark.parametrize(
    ("chapter", "told"),
    [
        ("huit-qualites", {"cj_nantes", "cj_bilan_carbone", "cj_env_precis"}),
        (
            "noter-sans-se-tromper",
            {"cj_methode_notation", "cj_val_oise", "cj_belleville", "cj_techno_logistique"},
        ),
    ],
)
def test_the_judgments_of_a_chapter_have_number_day_and_source(chapter: str, told: set[str]):
    body, sources = parts(ROOT / "book" / "ecrire" / f"{chapter}.md")
    assert set(ARTICLE.findall(body)) >= told
    assert set(DAY.findall(body)) >= told
    for identifier in told:
        (number,) = [
            str(value.value)
            for value in JUDGMENTS[identifier].values
            if value.unit in ("n° CE", "affaire")
        ]
        year = str(JUDGMENTS[identifier].values[0].first_day.year)
        named = [line for line in sources.splitlines() if number in line or year in line]
        assert any("http" in line for line in named), identifier
        assert any("lue" in line for line in named), "the source says whether it was read"


def test_the_body_names_who_was_judged():
    body, _sources = parts(ROOT / "book" / "ecrire" / "huit-qualites.md")
    assert all(name in body for name in ("Nantes", "Colombes", "Grenoble"))


@BY_CHAPTER
def test_a_number_of_judgment_typed_among_sources_is_in_the_registry(path: Path):
    body, sources = parts(path)
    assert re.findall(r"n° \d{6,}", body) == []  # in the body, the registry prints it
    assert [one for one in re.findall(r"n° (\d{6,})", sources) if one not in NUMBERS] == []


@BY_CHAPTER
def test_an_article_of_a_ccag_says_which_ccag(path: Path):
    body, sources = parts(path)
    assert re.findall(r"CCAG \d[\d.]*", body + sources) == []


def test_what_no_source_says_is_not_said():
    hours, _ = parts(ROOT / "book" / "ecrire" / "heures-et-label.md")
    marks, _ = parts(ROOT / "book" / "ecrire" / "noter-sans-se-tromper.md")
    assert "la plus courante" not in hours
    assert "reste à vérifier" in hours  # the article of the CCAG-Travaux
    assert "jugées régulières" not in marks


def test_the_chapter_on_hours_reads_its_figure():
    body, _ = parts(ROOT / "book" / "ecrire" / "heures-et-label.md")
    lots = list(hautebrune.lots().values())
    shown = deliver(lots, hautebrune.AMBITIOUS, hautebrune.pool())
    said = body[body.index("quatre autres lots") : body.index("### Quand")]
    assert len(lots) == 4
    assert hautebrune.AMBITIOUS.effort * 100 == float(
        figure(law.cite("insertion_heures", None, "taux-haut"))
    )  # « au plus haut de cet usage »
    for hours in (shown.promised, shown.recruited):
        assert number(round(hours)).replace("\u202f", " ") in said
    assert shown.worked < shown.recruited < shown.promised  # « ce qui manque tient au suivi »
