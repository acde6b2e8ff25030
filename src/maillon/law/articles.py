"""How a sentence quotes an article."""

from __future__ import annotations

import re

from maillon.base.wording import NBSP

_NUMBERED = re.compile(r"(?:(?P<text>.+) )?(?:art\. )?(?P<number>[LRD]\.?\s?\d[\d-]*.*)")


def article_text(article: str) -> str:
    r"""Write the name of an article as a sentence quotes it.

    >>> article_text("CCP L2152-7")
    'CCP, art.\xa0L2152-7'
    >>> article_text("Décret n° 2024-134")
    'Décret n°\xa02024-134'
    """
    match = _NUMBERED.fullmatch(article)
    if match and match["text"]:
        article = f"{match['text']}, art.{NBSP}{match['number']}"
    return article.replace("n° ", f"n°{NBSP}").replace("art. ", f"art.{NBSP}")
