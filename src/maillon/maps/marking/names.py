"""Names of variables on a causal map: nouns that can rise and fall, checked with hints.

No grammar is parsed: short lists of French words (`variable_words.toml`) catch the names that
trainees most often have to change. A hint may be wrong, so it never costs a whole answer.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from maillon.base.text import fold
from maillon.base.wording import NBSP
from maillon.maps.supplier_relation import SUPPLIER_RELATION

LONGEST = 8
"""Words; a longer name is a sentence."""

_FILE = Path(__file__).resolve().parent / "variable_words.toml"
_WORDS: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_SETS = {name: frozenset(words) for name, words in _WORDS.items() if isinstance(words, list)}
_ARTICLES = frozenset("le la les l un une des".split())


def name_hint(label: str) -> str:
    """Say in French why `label` is not a noun that can rise and fall; empty when it may be one.

    >>> name_hint("délai de paiement")
    ''
    >>> print(name_hint("payer vite").split(".")[0])
    c’est une action
    """
    words = _split(label)
    if sum(sign.isalpha() for sign in label) < 2 or _plain(words) in _known("placeholders"):
        return "ce nom ne dit rien encore. Écrivez ce qui monte ou baisse."
    for look in (_quantity, _judgement, _sentence, _infinitive):
        if hint := look(label, words):
            return hint
    return ""


def _quantity(_label: str, words: list[str]) -> str:
    if words[0] not in _SETS["quantities"] or len(words) < 2:
        return ""
    rest = words[1:]
    for link in sorted(_SETS["links"], key=len, reverse=True):
        if rest[: len(link.split())] == link.split() and len(rest) > len(link.split()):
            rest = rest[len(link.split()) :]
            break
    else:
        if words[0] not in ("sans", "aucun", "aucune"):
            return ""
    noun = " ".join(rest)
    return f"ce nom donne déjà un sens. Gardez le nom seul, comme «{NBSP}{noun}{NBSP}»."


def _judgement(_label: str, words: list[str]) -> str:
    if words[0] not in _SETS["judgements"]:
        return ""
    return "ce nom juge déjà. Nommez ce que l’on observe, sans dire si c’est bien ou mal."


def _sentence(label: str, words: list[str]) -> str:
    text = " ".join(words)
    opened = any(text == start or text.startswith(f"{start} ") for start in _SETS["openings"])
    told = any(word in _SETS["finite_verbs"] for word in words[1:])
    if not (opened or told or len(words) > LONGEST or re.search(r"[.!?…]\s*$", label)):
        return ""
    return "c’est une phrase. Gardez en quelques mots ce qui monte ou baisse."


def _infinitive(_label: str, words: list[str]) -> str:
    at = 0
    while at < len(words) - 1 and words[at] in _SETS["before_verbs"] | {"pas"}:
        at += 1
    if not is_infinitive(words[at]):
        return ""
    return "c’est une action. Nommez ce qu’elle fait monter ou baisser."


def is_infinitive(word: str) -> bool:
    """Tell whether a French word is most likely a verb in the infinitive.

    >>> [is_infinitive(word) for word in ("payer", "loyer", "vérifier", "chantier", "réduire")]
    [True, False, True, False, True]
    """
    word = unicodedata.normalize("NFC", word).casefold().removeprefix("co-")
    if word in _SETS["other_verbs"] | _SETS["verbs_in_ier"] or word.endswith("ifier"):
        return True
    return (
        len(word) > 3
        and word.endswith("er")
        and not word.endswith("ier")
        and word not in _SETS["nouns_in_er"]
        and word.isalpha()
    )


def course_variable(label: str) -> str | None:
    """Return the id of the variable of the course's map that bears this name, if one does.

    >>> course_variable("Le prix"), course_variable("trésorerie"), course_variable("météo")
    ('prix', 'tresorerie', None)
    """
    return _COURSE.get(_plain(_split(label)))


def _split(label: str) -> list[str]:
    """Cut a name into lower-case words, apostrophes left out; never empty."""
    text = unicodedata.normalize("NFC", label).casefold()
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text) or [""]


def _plain(words: list[str]) -> str:
    """Join words without their accents nor a leading article."""
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return fold(" ".join(words))


def _known(name: str) -> frozenset[str]:
    return frozenset(_plain(_split(text)) for text in _SETS[name])


def _vocabulary(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {_plain(_split(label)): variable for label, variable in names}


_COURSE = _vocabulary(
    [(variable.label, variable.id) for variable in SUPPLIER_RELATION.variables]
    + list(_WORDS["short_names"].items())
)
