"""What the registry of law says on the day of a clause, and how a signal quotes it."""

from __future__ import annotations

from collections.abc import Sequence

from maillon import law
from maillon.base.wording import NBSP, NNBSP, listing, long_date
from maillon.clauses.findings import Finding
from maillon.clauses.reading import Reading
from maillon.law.articles import article_text

#: Days of a month, to compare durations.
MONTH = 30.0


def figure(reading: Reading, rule: str, scope: str | None = None) -> float:
    """Return a number of the registry, on the day of the consultation.

    Raises:
        LegalError: the registry has no such number on that day.
    """
    raw = law.value(rule, on=reading.day, scope=scope)
    if isinstance(raw, int | float):
        return float(raw)
    raise law.LegalError(f"« {rule} » n’a pas de valeur chiffrée.")


def beyond(
    reading: Reading, words: str, rule: str, scopes: Sequence[str | None], question: str
) -> Finding:
    """Return the signal of words that overstep a rule, or what to remember of it.

    Of one value, it says whom it binds; of several, what each one is for.

    Raises:
        LegalError: the registry has no such value on that day.
    """
    cited = [law.cite(rule, reading.day, scope) for scope in scopes]
    if len(cited) == 1:
        binds = cited[0].applies_to or cited[0].entry.applies_to
        said = f"{cited[0].text} ({binds})" if binds else cited[0].text
    else:
        said = f"{NNBSP}; ".join(f"{one.value.name} ({one.text})" for one in cited)
    articles = [article for one in cited for article in _articles(one)]
    source = listing([*dict.fromkeys(articles)])
    head, day = f"{law.entry(rule).label}{NBSP}:", long_date(reading.day)
    why = f"{head} le registre du cours donne, au {day}{NBSP}: {said}. Source{NBSP}: {source}."
    return Finding(words, why, question, (rule,))


def _articles(cited: law.Citation) -> list[str]:
    """Name the article of a value; of a value without its own, those of its rule."""
    if cited.article:
        return [cited.article]
    ruling = [name for name in cited.entry.articles if name.startswith(("CCP ", "CCAG"))]
    return [article_text(name) for name in ruling or cited.entry.articles[:1]]
