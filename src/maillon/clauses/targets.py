"""What a sanction counts and the contract does not say: targets set later, words left undefined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_STOPS = re.compile(r"[.;!?](?=\s|$)")
_REWARDS = ("sanctions.deductions", "sanctions.priced_failures", "sanctions.incentives")


def set_later(reading: Reading) -> Span | None:
    """Return the targets that are set once the contract is signed, and then paid for.

    >>> from maillon.clauses.record import Clause
    >>> def later(text):
    ...     return set_later(Reading(Clause(text))) is not None
    >>> later("Le comité fixe les seuils après notification. Un seuil manqué coûte 50 €.")
    True
    >>> later("Le comité fixe les seuils après notification. Un plan en retard coûte 50 €.")
    False
    """
    if not (reading.execution and reading.first("targets.targets") and _counted(reading)):
        return None
    if reading.first("targets.in_contract"):
        return None
    for sentence in reading.text.sentences:
        moment = reading.first("targets.after", within=sentence)
        set_there = reading.affirmed("targets.setting", within=sentence, subject=False)
        target = reading.first("targets.targets", within=sentence)
        if moment and set_there and target:
            return target
    return None


def _counted(reading: Reading) -> bool:
    """Tell whether a penalty, or a bonus, hangs on a target: both stand between two stops."""
    for part in _parts(reading):
        target = reading.first("targets.targets", "targets.met", within=part)
        paid = reading.affirmed(*_REWARDS, within=part) or reading.measured(part, "money")
        if target and paid and not any(map(reading.denied, reading.spans(*_REWARDS, within=part))):
            return True
    return False


def _parts(reading: Reading) -> Iterator[Span]:
    start = 0
    for stop in _STOPS.finditer(reading.folded):
        yield Span(start, stop.end())
        start = stop.end()
    yield Span(start, len(reading.folded))


def undefined(reading: Reading) -> Span | None:
    """Return a word that only the contract can define, by which it sanctions, and does not.

    >>> from maillon.clauses.record import Clause
    >>> def unsaid(text):
    ...     return undefined(Reading(Clause(text))) is not None
    >>> unsaid("Chaque pièce critique absente coûte 80 €.")
    True
    >>> unsaid("Chaque pièce critique (annexe 2) absente coûte 80 €.")
    False
    """
    if not reading.execution:
        return None
    term = reading.first("targets.terms")
    if not term or reading.first("targets.definitions"):
        return None
    paid = reading.affirmed("sanctions.deductions") or reading.measured(reading.whole, "money")
    return term if paid else None
