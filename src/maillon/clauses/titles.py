"""What the title of an article announces: no duty, penalties, follow-up, money, criteria."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from maillon.base.text import fold
from maillon.base.yaml_files import fault, read_yaml
from maillon.clauses.patterns import compiled

_WORDS: Final = Path(__file__).with_name("titles.yaml")
#: « Article 4 – », « 4.1. », « IV) », « Chapitre II : »: what comes before the words of a title.
_NAMED: Final = r"(?:article|art\.?|chapitre|titre|section|partie|rubrique)\b\s*(?:n ?°|no )?\s*"
_FIGURES: Final = r"\d+(?:[.\-]\d+)*"
_PREFIX: Final = re.compile(
    rf"\s*(?:{_NAMED}(?:premier|{_FIGURES}|[ivxlc]+\b)?|{_FIGURES}|[ivxlc]+(?=\s*[.)\-:])|[a-z](?=[.)]))?"
    r"[\s.)\-:°]*"
)
_NUMBER: Final = re.compile(rf"\s*(?:{_NAMED})?(premier\b|{_FIGURES})")
_PARTS: Final = re.compile(r"\s*[,/;:()]\s*|\s+-+\s+|\s+(?:et|ou)\s+")
_LARGE: Final = re.compile(r"\s*(?:chapitre|titre|partie|section|livre|lot|annexe)(?![\w'])")
_NAMES: Final = (
    ("RC", r"(?<!\w)rc(?!\w)|reglement (?:de la |de )?consultation"),
    ("CCTP", r"(?<!\w)cctp(?!\w)|clauses techniques"),
    ("CCAP", r"(?<!\w)ccap(?!\w)|clauses administratives"),
    ("AE", r"(?<!\w)ae(?!\w)|acte d'engagement"),
)
_OF: Final = r"(?: (?:du|de la|de l'|des|de|d') ?(?:present\w* )?(?:%s).*)?"


@cache
def _groups() -> dict[str, list[str]]:
    """Read the groups of words.

    Raises:
        RegistryError: the file is not a table of lists of words.
    """
    content = read_yaml(_WORDS)
    form = "un nom de groupe, puis une liste de mots"
    if not isinstance(content, dict):
        raise fault(_WORDS.name, "fichier entier", "ce n’est pas une table", form)
    for name, words in content.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise fault(_WORDS.name, str(name), "ce n’est pas une liste de mots", form)
    return content


@cache
def _expression(group: str) -> re.Pattern[str]:
    """Return the expression of a group of words."""
    return compiled(_groups()[group])


@cache
def bare(title: str) -> str:
    """Return a title folded, without its number.

    >>> bare("Article 4 – Objet du marché"), bare("II. Durée"), bare("3.2 Contrôles")
    ('objet du marche', 'duree', 'controles')
    """
    folded = fold(title).strip()
    return folded[_match(_PREFIX, folded) :]


def _match(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


#: Levels that titles have in Word; digits that the number of an article may have.
DEEPEST: Final = 9
_LONGEST: Final = 4


@cache
def number(title: str) -> tuple[int, ...]:
    """Return the number of a title, level by level; nothing when it has none.

    >>> number("Article 4 – Livraison"), number("4.1. Horaires"), number("Objet")
    ((4,), (4, 1), ())
    """
    found = _NUMBER.match(fold(title))
    if not found:
        return ()
    digits = re.findall(r"\d+", found.group(1))[:DEEPEST]
    if any(len(part) > _LONGEST for part in digits):
        return ()  # a telephone or an order, not a title
    return tuple(int(part) for part in digits) or (1,)


def document(title: str) -> str:
    """Return the letters of the document that a title, or a file, names; none if it names several.

    >>> document("Cahier des clauses techniques particulières"), document("CCAP et CCTP")
    ('CCTP', '')
    """
    folded = fold(title)
    named = [letters for letters, pattern in _NAMES if re.search(pattern, folded)]
    return named[0] if len(named) == 1 else ""


def large(title: str) -> bool:
    """Tell whether a title opens several articles: « Chapitre II – Exécution »."""
    return bool(_LARGE.match(fold(title)))


@cache
def announces(title: str, group: str) -> bool:
    """Tell whether a part of a title starts with words of a group of `titles.yaml`.

    >>> announces("Article 21 – Retards et pénalités", "penalties")
    True
    >>> announces("Livraison sans pénalité", "penalties")
    False
    """
    return any(_expression(group).match(part) for part in _parts(title))


@cache
def no_duty(title: str) -> bool:
    """Tell whether every part of a title announces something else than a duty.

    >>> [no_duty(title) for title in ("2. Objet du marché", "Objet et durée", "Lieux d’exécution")]
    [True, True, True]
    >>> [no_duty(title) for title in ("Durée de garantie", "Objets recyclés", "Durée et livraison")]
    [False, False, False]
    """
    parts = _parts(title)
    return bool(parts) and all(_idle(part) for part in parts)


def _idle(part: str) -> bool:
    if any(_expression(group).match(part) for group in ("no_duty", "penalties", "termination")):
        return True
    head = _expression("no_duty_of_contract").match(part)
    if not head:
        return False
    nouns = _expression("contract").pattern
    return bool(re.fullmatch(_OF % nouns, part[head.end() :].rstrip(" .")))


def _parts(title: str) -> list[str]:
    parts = [part.strip(" .") for part in _PARTS.split(bare(title))]
    return [re.sub(r"^(?:les? |la |l'|des? |du |d')", "", part) for part in parts if part]
