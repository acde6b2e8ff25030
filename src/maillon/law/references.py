"""How a text names a value of the law: `id`, `id/scope`, `id@day` or `id/scope@day`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from maillon.base.errors import MaillonError
from maillon.law.entries import CODE_IN_FORCE, Citation, Entry
from maillon.law.registry import UnverifiedRule, cite, entry

_WRITTEN = re.compile(r"(?P<rule>[a-z0-9_]+)(?:/(?P<part>[^/@\s]+))?(?:@(?P<on>\S+))?")
_FORMS = "seuil, seuil@2026-03-31, seuil/portée ou seuil/portée@2026-03-31"


@dataclass(frozen=True)
class Reference:
    """A rule, a part of it (a scope, or the rank of an article), a day (None: its last check)."""

    rule: str
    part: str | None = None
    on: date | None = None


def read_reference(text: str) -> Reference:
    """Read a reference.

    Raises:
        MaillonError: it has not one of the accepted forms, or its day does not exist.

    >>> read_reference("avance_taux/plancher@2026-06-01")
    Reference(rule='avance_taux', part='plancher', on=datetime.date(2026, 6, 1))
    """
    match = _WRITTEN.fullmatch(text.strip())
    if not match:
        raise MaillonError(
            f"« {text} » ne se lit pas comme une règle de droit.",
            remedy=f"Formes admises : {_FORMS} ; pour un article, seuil ou seuil/2.",
        )
    try:
        on = date.fromisoformat(match["on"]) if match["on"] else None
    except ValueError:
        raise MaillonError(
            f"« {match['on']} » n’est pas un jour du calendrier.",
            remedy="Écrivez le jour sous la forme année-mois-jour : 2026-03-31.",
        ) from None
    return Reference(match["rule"], match["part"], on)


def first_day(reference: Reference) -> tuple[date, Citation]:
    """Return the first day of the value that is named, and the value.

    Raises:
        LegalError: the registry has no such value on that day.
        MaillonError: nobody knows when the value began.
    """
    cited = cite(reference.rule, reference.on, reference.part)
    start = cited.value.valid_from
    if start is None or start == CODE_IN_FORCE:
        raise MaillonError(
            f"On ne sait pas depuis quand vaut « {reference.rule} ».",
            remedy="Écrivez la phrase sans date.",
        )
    return start, cited


def article_of(reference: Reference) -> tuple[str, Entry]:
    """Return the article that is named by its rank (the first one by default), and its rule.

    Raises:
        LegalError: no such rule, or one that may not be cited.
        MaillonError: the rule has no such article.
    """
    rule = entry(reference.rule)
    if rule.confidence == "low":
        raise UnverifiedRule(
            f"La règle « {rule.id} » ne se cite pas comme du droit.", why="Elle n’est pas vérifiée."
        )
    rank = reference.part or "1"
    if not rank.isdecimal() or not 1 <= int(rank) <= len(rule.articles):
        articles = ", ".join(f"{place} = {name}" for place, name in enumerate(rule.articles, 1))
        raise MaillonError(
            f"La règle « {rule.id} » n’a pas d’article « {rank} ».",
            remedy=f"Ses articles : {articles}.",
        )
    return rule.articles[int(rank) - 1], rule
