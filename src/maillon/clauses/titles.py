"""What the title of an article announces: no duty, penalties, follow-up, money, criteria."""

from __future__ import annotations

import re
from functools import cache

from maillon.base.text import fold
from maillon.clauses.lexicon import expression

#: Levels that titles have in Word; digits that the number of an article may have.
DEEPEST = 9
_LONGEST = 4
#: « Article 4 – », « 4.1. », « IV) », « Chapitre II : »: what comes before the words of a title.
_NAMED = r"(?:article|art\.?|chapitre|titre|section|partie|rubrique)\b\s*(?:n ?°|no )?\s*"
_FIGURES = r"\d+(?:[.\-]\d+)*"
_PREFIX = re.compile(
    rf"\s*(?:{_NAMED}(?:premier|{_FIGURES}|[ivxlc]+\b)?|{_FIGURES}|[ivxlc]+(?=\s*[.)\-:])|[a-z](?=[.)]))?"
    r"[\s.)\-:°]*"
)
_NUMBER = re.compile(rf"\s*(?:{_NAMED})?(premier\b|{_FIGURES})")
_STOPS = re.compile(r"\s*[,/;:()]\s*|\s+-+\s+|\s+(?:et|ou)\s+")
_ARTICLE = re.compile(r"^(?:les? |la |l'|des? |du |d')")
_LARGE = re.compile(r"\s*(?:chapitre|titre|partie|section|livre|lot|annexe)(?![\w'])")
_DOCUMENTS = {
    "RC": re.compile(r"(?<!\w)rc(?!\w)|reglement (?:de la |de )?consultation"),
    "CCTP": re.compile(r"(?<!\w)cctp(?!\w)|clauses techniques"),
    "CCAP": re.compile(r"(?<!\w)ccap(?!\w)|clauses administratives"),
    "AE": re.compile(r"(?<!\w)ae(?!\w)|acte d'engagement"),
}
#: « Durée du marché » owes nothing, « durée de garantie » may.
_OF = r"(?: (?:du|de la|de l'|des|de|d') ?(?:present\w* )?(?:%s).*)?"


@cache
def bare(title: str) -> str:
    """Return a title folded, without its number.

    >>> bare("Article 4 – Objet du marché"), bare("II. Durée"), bare("3.2 Contrôles")
    ('objet du marche', 'duree', 'controles')
    """
    return _PREFIX.sub("", fold(title).strip(), count=1)


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
    letters = [letters for letters, name in _DOCUMENTS.items() if name.search(folded)]
    return letters[0] if len(letters) == 1 else ""


def large(title: str) -> bool:
    """Tell whether a title opens several articles: « Chapitre II – Exécution »."""
    return bool(_LARGE.match(fold(title)))


@cache
def announces(title: str, group: str) -> bool:
    """Tell whether a part of a title starts with words of a group of `lexicon/titles.yaml`.

    >>> announces("Article 21 – Retards et pénalités", "penalties")
    True
    >>> announces("Livraison sans pénalité", "penalties")
    False
    """
    return any(expression(f"titles.{group}").match(part) for part in _parts(title))


@cache
def no_duty(title: str) -> bool:
    """Tell whether every part of a title announces something else than a duty.

    >>> [no_duty(title) for title in ("2. Objet du marché", "Objet et durée", "Lieux d’exécution")]
    [True, True, True]
    >>> [no_duty(title) for title in ("Durée de garantie", "Objets recyclés", "Durée et livraison")]
    [False, False, False]
    """
    parts = _parts(title)
    return bool(parts) and all(map(_idle, parts))


def _idle(part: str) -> bool:
    if any(expression(f"titles.{group}").match(part) for group in _IDLE):
        return True
    head = expression("titles.no_duty_of_contract").match(part)
    nouns = expression("titles.contract").pattern
    return bool(head and re.fullmatch(_OF % nouns, part[head.end() :].rstrip(" .")))


_IDLE = ("no_duty", "penalties", "termination")


def _parts(title: str) -> list[str]:
    parts = (part.strip(" .") for part in _STOPS.split(bare(title)))
    return [_ARTICLE.sub("", part) for part in parts if part]
