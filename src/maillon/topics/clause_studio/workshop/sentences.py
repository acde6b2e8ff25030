"""What the checks of a clause say on the page: one signal a paragraph, as a question."""

from __future__ import annotations

from maillon import law
from maillon.base.wording import NBSP, capitalised
from maillon.clauses import CHECKS, PLACES, Review
from maillon.clauses.findings import Finding
from maillon.law.official import linked
from maillon.topics.clause_studio.pictures import finding

#: The documents in a list, by their letters and a word: their full names are too long for it.
DOCUMENT_CHOICES = [
    ("RC", "RC, règlement"),
    ("CCAP", "CCAP, administratif"),
    ("CCTP", "CCTP, technique"),
    ("AE", "AE, engagement"),
]
PLACE_CHOICES = [(key, capitalised(name)) for key, name in PLACES.items()]
CALM = (
    "Aucun signe visible n’est pas un feu vert\N{NO-BREAK SPACE}: le cours ne connaît ni votre "
    "besoin, ni vos entreprises."
)


def told(review: Review) -> list[str]:
    """Return the sentences of a review: how many signals, then each one with its question.

    An article leads to its official page. A reason or a question that several signals share is
    said once, under the first.
    """
    lines = [capitalised(finding(review))]
    values = [_reminder(one) for one in review.reminders]
    if not review.findings:
        return [*lines, *values, CALM]
    said: set[str] = set()
    for check, signal in review.findings.items():
        lines.append(_signal(check, signal, said))
        said |= {signal.why, signal.question}
    return [*lines, *values]


def _reminder(one: Finding) -> str:
    """Write a value that depends on who buys: to compare, and no signal."""
    return (
        f"À comparer, selon l’acheteur{NBSP}: «{NBSP}{one.words}{NBSP}». {one.why} {one.question}"
    )


def _signal(check: str, signal: Finding, said: set[str]) -> str:
    words = f"il manque {signal.words}" if signal.missing else f"«{NBSP}{signal.words}{NBSP}»"
    sources = "".join(f" Voir{NBSP}: {_rule(rule)}." for rule in signal.refs)
    news = "".join(f" {text}" for text in (signal.why, signal.question) if text not in said)
    return f"{capitalised(CHECKS[check])}{NBSP}: {words}.{news}{sources}"


def _rule(rule: str) -> str:
    entry = law.entry(rule)
    article = entry.articles[0] if entry.articles else ""
    return f"{entry.label} ({linked(article)})" if article else entry.label
