"""The signals of a document, as a person reads them and as a program does."""

from __future__ import annotations

from typing import Any, Final

from maillon import law
from maillon.clauses.documents import Located
from maillon.clauses.evaluation import Evaluation
from maillon.clauses.findings import CHECKS, Finding, Review
from maillon.clauses.record import PLACES
from maillon.wording import NBSP, count, number, percent

MENTION: Final = "Outil de formation : des signaux et des questions, pas un avis juridique."
ALONE: Final = (
    f"Chaque paragraphe est lu seul{NBSP}: "
    "la preuve ou la suite est peut-être dans le paragraphe voisin."
)


def told(items: list[tuple[Located, Review]], unread: int = 0) -> str:
    """Write the signals of clauses, one question each; `unread` short passages were left out."""
    lines = []
    signals = 0
    for located, review in items:
        if not review.findings:
            continue
        clause = located.clause
        lines += ["", f"{located.file}, clause {located.rank}{_titled(located.title)}"]
        lines.append(f"  {clause.document}, {PLACES[clause.place_declared]}")
        lines.append(f"  « {_short(clause.full_text)} »")
        for check, finding in review.findings.items():
            signals += 1
            lines += _finding(check, finding)
    read = count(len(items), "clause lue", "clauses lues")
    head = [f"{read}, {count(signals, 'signal', 'signaux')}. {MENTION}"]
    if unread:
        head.append(f"{count(unread, 'passage court non lu', 'passages courts non lus')}.")
    if any(located.rank > 1 for located, _ in items):
        head.append(ALONE)
    return "\n".join([*head, *lines])


def record(items: list[tuple[Located, Review]]) -> list[dict[str, Any]]:
    """Return the clauses and their outcomes, as JSON holds them."""
    return [
        {
            "file": located.file,
            "rank": located.rank,
            "title": located.title,
            "document": located.clause.document,
            "place_declared": located.clause.place_declared,
            "text": located.clause.full_text,
            "verdicts": {check: review.verdict(check).value for check in CHECKS},
            "findings": {
                check: {
                    "words": finding.words,
                    "missing": finding.missing,
                    "why": finding.why,
                    "question": finding.question,
                    "refs": list(finding.refs),
                }
                for check, finding in review.findings.items()
            },
        }
        for located, review in items
    ]


def evaluation_text(found: Evaluation) -> str:
    """Write the table of an evaluation."""
    lines = [f"{'contrôle':<34}{'précision':>10}{'rappel':>9}{'F1':>7}"]
    for check, score in found.scores.items():
        figures = (number(score.precision, 2), number(score.recall, 2), number(score.f1, 2))
        lines.append(f"{CHECKS[check]:<34}{figures[0]:>10}{figures[1]:>9}{figures[2]:>7}")
    lines.append(f"Clauses sans défaut et sans signal : {percent(found.clean_rate)}")
    return "\n".join(lines)


def _finding(check: str, finding: Finding) -> list[str]:
    words = f"il manque {finding.words}" if finding.missing else f"« {finding.words} »"
    lines = [f"  - Signal, clause {CHECKS[check]} ? {words}", f"    {finding.why}"]
    lines.append(f"    Question : {finding.question}")
    lines += [f"    Voir : {law.entry(rule).label} ({rule})" for rule in finding.refs]
    return lines


def _titled(title: str) -> str:
    return f" ({title})" if title else ""


def _short(text: str) -> str:
    return text if len(text) <= 160 else f"{text[:159].rstrip()}…"
