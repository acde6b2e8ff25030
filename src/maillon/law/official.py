"""The official page of each article, decree, judgment or general conditions that the course cites.

An article of a code leads to a search of that code by its number: it shows the version in force,
where the address of a version would grow old. Everything else has its own page. Addresses are data
(`official.yaml`); nothing here asks the network.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from maillon.base.wording import NBSP
from maillon.base.yaml_files import read_yaml
from maillon.law.articles import article_text

FILE = Path(__file__).parent / "official.yaml"
_NUMBER = re.compile(r"(?:[LRD]\.?\s?)?\d+(?:-\d+)*")


def address(article: str) -> str | None:
    """Return the address of the official page of an article, as the registry names it.

    None: a text that has no page of its own, or whose page nobody could find.

    >>> address("CCP R2191-33").startswith("https://www.legifrance.gouv.fr/")
    True
    """
    known, article = _pages(), article.replace(NBSP, " ")
    named = max((name for name in known["texts"] if _names(name, article)), key=len, default="")
    if named:
        return str(known["texts"][named])
    for code, page in known["codes"].items():
        number = _NUMBER.search(article)
        if number and article.startswith(f"{code} "):
            return str(page).replace("NUMERO", re.sub(r"[.\s]", "", number[0]))
    return None


def linked(article: str) -> str:
    """Write an article as a sentence quotes it, as a link to its official page where it has one.

    The link is written `[name](address)`: the sentences of the workshops show it.

    >>> linked("PNAD 2022-2025")
    'PNAD 2022-2025'
    """
    page, said = address(article), article_text(article)
    return f"[{said}]({page})" if page else said


def _names(name: str, article: str) -> bool:
    """Tell whether an article is this text or a part of it: « L3 » is no part of « L3114-2 »."""
    return article.startswith(name) and not article[len(name) : len(name) + 1].isalnum()


@cache
def _pages() -> Any:
    return read_yaml(FILE)
