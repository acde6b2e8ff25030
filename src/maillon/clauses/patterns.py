"""Words of the lexicon as regular expressions on folded text.

A pattern is a few French words. A word matches its regular feminine and plurals; `*` stands for any
ending, `=mot` for that form alone, `a|b` for one or the other, `[mot]` for a word that may miss,
`rem/ettre` for the forms of that verb (see :mod:`maillon.clauses.conjugation`),
`de` also for « du », « des », « d’ » and « de la »,
`…` for at most six words of the same sentence part, `~` for any number of articles and
prepositions, `0` for a number in figures or in words, `000` for one of three figures or more, and
`_` for a space inside one of several forms (`du|de_la`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from maillon.base.numbers import NUMBER
from maillon.base.text import fold
from maillon.clauses.conjugation import ENDINGS, forms

_JOINT: Final = r"[\s'/\-\"]+"
_SMALL: Final = (
    r"(?:de|du|des|d|la|le|les|l|un|une|son|sa|ses|leurs?|ce|cette|cet|ces|au|aux|a|en|par|pour)"
)
_ARTICLES: Final = rf"(?:{_JOINT}{_SMALL})*{_JOINT}"
#: « de » stands for its elisions and contractions: « chef d’équipe », « chef du service ».
_OF: Final = rf"(?:d|du|des|de(?:{_JOINT}(?:la|l))?)(?!\w)"
_GAP: Final = r"(?:[^\w.;!?:]+\w+){0,6}?[^\w.;!?:]+"


def compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one expression for all the patterns.

    >>> find = compiled(["pénalité", "mis* en demeure", "critère … prix", "0 heures"]).search
    >>> [bool(find(fold(t))) for t in ("Des pénalités", "Après mise en demeure", "Deux heures")]
    [True, True, True]
    >>> find("le critere unique est le prix").group(), find("critere. le prix"), find("penal")
    ('critere unique est le prix', None, None)
    """
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    free = []
    for pattern in dict.fromkeys(patterns):
        body = _body(fold(pattern.strip()))
        first = body[:1]
        if first.isalnum():
            by_letter[first].append(body[1:])
        else:
            free.append(body)
    branches = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items())]
    whole = "|".join([*branches, *free]) or r"(?!)"
    return re.compile(rf"(?<![\w])(?:{whole})(?![\w])")


def _body(pattern: str) -> str:
    """Return the expression of one pattern, words joined by spaces, hyphens or elisions."""
    body, joint = "", ""
    for word in pattern.split():
        if word in ("...", "…"):
            body, joint = body + _GAP, ""
        elif word == "~":
            body, joint = body + _ARTICLES, ""
        elif word.startswith("["):
            body += f"(?:{joint}(?:{_alternatives(word.strip('[]'))}))?"
        else:
            body += joint + _alternatives(word)
            joint = _JOINT
    return body


def _alternatives(word: str) -> str:
    options = [_word(option) for option in word.split("|")]
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _word(word: str) -> str:
    if word == "0":
        return NUMBER
    if word == "000":
        return r"\d{3,}(?:-\d+)?"
    if "_" in word:
        return _JOINT.join(_word(part) for part in word.split("_"))
    if word == "de":
        return _OF
    stem, _, infinitive = word.partition("/")
    if infinitive in ENDINGS:
        return forms(stem, infinitive)
    if word.startswith("="):
        return re.escape(word[1:])
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\w*"
    if len(word) > 3 and word[-1].isalpha() and word[-1] not in "sxz":
        return re.escape(word) + r"(?:e?s?|x)"
    return re.escape(word)
