"""Every article that the registry cites can be opened at its official address."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from maillon import law
from maillon.base.yaml_files import read_yaml
from maillon.law.official import FILE, address, linked

HOSTS = {"www.legifrance.gouv.fr", "www.conseil-etat.fr", "eur-lex.europa.eu"}
ARTICLES = sorted(
    {
        article.replace("\u00a0", " ")
        for rule in law.registry().entries.values()
        for article in rule.articles
    }
)
#: The beginning of each article that has no official address here, and why.
WITHOUT = {
    "PNAD 2022-2025": "a plan, published by no official journal",
    "TA Grenoble n° 2510707": "an unpublished order of a court",
    "Avis CE n° 405540": "an advice; its page on the site of the Conseil d’État was not found",
    "Circulaire n° 6374/SG": "its number on the site of circulars was not found",
    "Arrêté du 22/12/2022": "its number in the official journal was not found",
    "Arrêtés du 29/02/2024": "several orders, none of whose pages was found",
    "CCAG-PI": "its order is one of two pages that nobody could tell apart",
    "CCAG-MI": "its order is one of two pages that nobody could tell apart",
}


def excused(article: str) -> list[str]:
    return [beginning for beginning in WITHOUT if article.startswith(beginning)]


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_has_an_official_address_or_a_reason(article: str) -> None:
    assert bool(address(article)) != bool(excused(article))


def test_no_reason_outlives_its_article() -> None:
    assert {beginning for article in ARTICLES for beginning in excused(article)} == set(WITHOUT)


@pytest.mark.parametrize("article", [article for article in ARTICLES if address(article)])
def test_an_address_is_that_of_an_official_site(article: str) -> None:
    page = address(article) or ""
    parts = urlsplit(page)
    assert (parts.scheme, parts.hostname in HOSTS) == ("https", True), page
    assert "NUMERO" not in page
    assert " " not in page


def test_no_address_is_kept_for_a_text_that_nobody_cites() -> None:
    used = {address(article) for article in ARTICLES}
    assert {page for page in read_yaml(FILE)["texts"].values() if page not in used} == set()


@pytest.mark.parametrize(
    ("article", "end"),
    [
        ("CCP R2191-33", "query=R2191-33"),
        ("CCP R2123-1 3°", "query=R2123-1"),
        ("CCP L3114-2", "query=L3114-2"),
        ("CCP L3", "LEGISCTA000037703230"),
        ("CCP L6 3°", "LEGISCTA000037703230"),
        ("Code pénal art. 225-2", "query=225-2"),
        ("Code de commerce L441-10", "query=L441-10"),
        ("Directive 2014/23/UE", "/2014/23/oj"),
        ("Directive 2014/25/UE", "/2014/25/oj"),
        ("CCAG-Travaux 19.2", "ECOM2106871A/jo/texte"),
        ("CE n°\u00a0296930", "2008-12-29/296930"),
    ],
)
def test_an_article_leads_to_its_own_page(article: str, end: str) -> None:
    assert (address(article) or "").endswith(end)


def test_a_code_that_nobody_listed_has_no_address() -> None:
    assert address("Code de la route R311-1") is None
    assert linked("Code de la route R311-1") == "Code de la route, art.\u00a0R311-1"
