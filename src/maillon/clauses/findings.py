"""What a check says: a signal for the writer, never a verdict of law."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from maillon.base.yaml_files import read_yaml
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: The eight checks, in the order of the guide, and the question that each one asks.
CHECKS = {
    "linked_to_object": "liée à l’objet",
    "precise": "précise",
    "proportionate": "proportionnée",
    "verifiable": "vérifiable",
    "non_discriminatory": "ouverte à toutes les entreprises",
    "sanctioned": "suivie d’effet",
    "followed_up": "suivie dans le temps",
    "well_placed": "bien logée",
}


class Verdict(Enum):
    """What a check concludes: nothing to say, a signal, or no meaning for this clause."""

    OK = "ok"
    FLAG = "flag"
    NA = "na"


@dataclass(frozen=True, slots=True)
class Finding:
    """A signal: the words behind it, why it matters, what to ask oneself, the law behind it.

    `words` are quoted from the text, or say what is missing when `missing` is true. `refs` are ids
    of the registry of `maillon.law`.
    """

    words: str
    why: str
    question: str
    refs: tuple[str, ...] = ()
    missing: bool = False


#: What a check returns: a finding, nothing to say, or `Verdict.NA`.
Outcome = Finding | Verdict


@cache
def questions() -> dict[str, dict[str, Any]]:
    """Return what each signal says: why its words matter, what to ask, the rules behind it."""
    return dict(read_yaml(Path(__file__).with_name("questions.yaml")))


def finding(name: str, words: str, refs: tuple[str, ...] = (), *, missing: bool = False) -> Finding:
    """Return the signal of words, with what `questions.yaml` says of it; `refs` are added to it."""
    text = questions()[name]
    question = text["question"].replace("{words}", words)
    return Finding(words, text["why"], question, (*text.get("refs", ()), *refs), missing)


#: The name of a signal, and what looks for its words.
Signs = Mapping[str, Callable[[Reading], Span | None]]


def first_finding(reading: Reading, signs: Signs, refs: tuple[str, ...] = ()) -> Finding | None:
    """Return the signal of the first sign that is met."""
    for name, seek in signs.items():
        span = seek(reading)
        if span:
            return finding(name, reading.text.quote(span), refs)
    return None


@dataclass(frozen=True, slots=True)
class Review:
    """The outcome of each check of a clause, in the order of `CHECKS`.

    `reminders` are values of the registry to compare with what the clause does not say: no
    signal, since they depend on who buys.
    """

    outcomes: dict[str, Outcome]
    reminders: tuple[Finding, ...] = ()

    def verdict(self, check: str) -> Verdict:
        """Return what a check concludes."""
        outcome = self.outcomes[check]
        return Verdict.FLAG if isinstance(outcome, Finding) else outcome

    @property
    def findings(self) -> dict[str, Finding]:
        """The signals, by check."""
        return {
            check: outcome
            for check, outcome in self.outcomes.items()
            if isinstance(outcome, Finding)
        }
