r"""Words of the lexicon as regular expressions on folded text.

A pattern is a few French words. A word also matches its regular feminine and plurals.

| sign | stands for |
|---|---|
| `mot*` | the letters of the word, whatever follows |
| `=mot` | that form alone |
| `rem/ettre` | the forms of that verb, by its stem and its ending |
| `a\|b` | one word or the other; in one of them, `_` is a space (`du\|de_la`) |
| `[mot]` | a word that may miss |
| `de` | also « du », « des », « d’ », « de la » |
| `0`, `000` | a number in figures or in words; a number of three figures or more |
| `…`, `~` | at most six words of the same part; any number of articles and prepositions |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from maillon.base.numbers import NUMBER
from maillon.base.text import fold

#: Endings of verbs, third person, in folded letters: one ending stands for several written forms.
ENDINGS = {
    "er": "er e ent era eront ant ee es ees",
    "ir": "ir it issent ira iront issant i is ie ies",
    "ettre": "ettre et ettent ettra ettront ettant is ise ises",
    "indre": "indre int ignent indra indront ignant inte ints intes",
    "uire": "uire uit uisent uira uiront uisant uite uits uites",
    "ire": "ire it ivent ira iront ivant ite its ites",
    "enir": "enir ient iennent iendra iendront enant enu enue enus enues",
    "evoir": "evoir oit oivent evra evront evant u ue us ues",
    "dre": "dre d dent dra dront dant du due dus dues",
    "oyer": "oyer oie oient erra erront oyant oye oyee oyes oyees",
    "yer": "yer ie ient iera ieront yant ye yee yes yees ye yent yera yeront",
    "eter": "eter ette ettent ettera etteront etant ete etee etes etees",
}
#: What stands between two words: spaces, hyphens, elisions.
_JOINT = r"[\s'/\-\"]+"
_SMALL = (
    r"(?:de|du|des|d|la|le|les|l|un|une|son|sa|ses|leurs?|ce|cette|cet|ces|au|aux|a|en|par|pour)"
)
#: Signs that stand between words, in place of their joint.
_BETWEEN = {
    "…": r"(?:[^\w.;!?:]+\w+){0,6}?[^\w.;!?:]+",
    "~": rf"(?:{_JOINT}{_SMALL})*{_JOINT}",
}
#: Words that stand for others.
_WORDS = {
    "0": NUMBER,
    "000": r"\d{3,}(?:-\d+)?",
    "de": rf"(?:d|du|des|de(?:{_JOINT}(?:la|l))?)(?!\w)",
}


def compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one expression for all the patterns.

    >>> find = compiled(["pénalité", "mis* en demeure", "critère … prix", "0 heures"]).search
    >>> [bool(find(fold(t))) for t in ("Des pénalités", "Après mise en demeure", "Deux heures")]
    [True, True, True]
    >>> find("le critere unique est le prix").group(), find("critere. le prix"), find("penal")
    ('critere unique est le prix', None, None)
    """
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for pattern in dict.fromkeys(patterns):
        body = _phrase(fold(pattern.strip()))
        letter = body[0] if body[:1].isalnum() else ""
        by_letter[letter].append(body.removeprefix(letter))
    free = by_letter.pop("", [])
    branches = [f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items())]
    whole = "|".join([*branches, *free]) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w)")


def _phrase(pattern: str) -> str:
    """Return the expression of one pattern."""
    phrase, joint = "", ""
    for word in pattern.split():
        sign = word.replace("...", "…")
        if sign in _BETWEEN:
            phrase, joint = phrase + _BETWEEN[sign], ""
        elif word.startswith("["):
            phrase += f"(?:{joint}(?:{_either(word.strip('[]'))}))?"
        else:
            phrase, joint = phrase + joint + _either(word), _JOINT
    return phrase


def _either(word: str) -> str:
    options = [_word(option) for option in word.split("|")]
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _word(word: str) -> str:
    """Return the expression of one word, or of one of several forms."""
    if "_" in word:
        return _JOINT.join(map(_word, word.split("_")))
    stem, _, ending = word.partition("/")
    if ending in ENDINGS:
        return forms(stem, ending)
    if word in _WORDS:
        return _WORDS[word]
    if word.startswith("="):
        return re.escape(word[1:])
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\w*"
    varies = len(word) > 3 and word[-1].isalpha() and word[-1] not in "sxz"
    return re.escape(word) + (r"(?:e?s?|x)" if varies else "")


def forms(stem: str, ending: str) -> str:
    """Return an expression for the forms of a verb.

    >>> bool(re.fullmatch(forms("rem", "ettre"), "remettra"))
    True

    Raises:
        KeyError: no verb ends so.
    """
    return re.escape(stem) + f"(?:{'|'.join(ENDINGS[ending].split())})"
