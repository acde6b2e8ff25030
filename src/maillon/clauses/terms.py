"""What a contract leaves open: targets set later, undefined words, terms of a changing price."""

from __future__ import annotations

import re

from maillon.clauses.kind import Money
from maillon.clauses.reading import Reading
from maillon.clauses.scale import contract_duration
from maillon.clauses.text import Span

_STOPS = re.compile(r"[.;!?](?=\s|$)")
_REWARDS = ("sanctions.deductions", "sanctions.priced_failures", "sanctions.incentives")
_YEAR = 366.0


def set_later(reading: Reading) -> Span | None:
    """Return the targets that are set once the contract is signed, and then paid for."""
    if not (reading.execution and reading.first("targets.targets") and _counted(reading)):
        return None
    if reading.first("targets.in_contract"):
        return None
    for sentence in reading.text.sentences:
        moment = reading.first("targets.after", within=sentence)
        if moment and reading.affirmed("targets.setting", within=sentence, subject=False):
            target = reading.first("targets.targets", within=sentence)
            if target:
                return target
    return None


def _counted(reading: Reading) -> bool:
    """Tell whether a penalty, or a bonus, hangs on a target: both stand between two stops."""
    stops = [stop.end() for stop in _STOPS.finditer(reading.folded)]
    for part in map(Span, [0, *stops], [*stops, len(reading.folded)]):
        target = reading.first("targets.targets", "targets.met", within=part)
        paid = reading.affirmed(*_REWARDS, within=part) or reading.measured(part, "money")
        if target and paid and not any(map(reading.denied, reading.spans(*_REWARDS, within=part))):
            return True
    return False


def undefined(reading: Reading) -> Span | None:
    """Return a word that only the contract can define, by which it sanctions, and does not."""
    term = reading.first("targets.terms") if reading.execution else None
    if not term or reading.first("targets.definitions"):
        return None
    paid = reading.affirmed("sanctions.deductions") or reading.measured(reading.whole, "money")
    return term if paid else None


def without_origin(reading: Reading) -> bool:
    """Tell whether a price is revised from an origin that the text does not tell.

    Article R2112-13 of the code wants the date of the initial price and how the revision is
    computed; an « actualisation » has its own rule, and no formula.
    """
    revised = reading.affirmed("money.revises", subject=False)
    origin = reading.first("money.origins") or reading.search("money.origin_told")
    return revised is not None and not origin


def without_base(reading: Reading, kind: Money) -> bool:
    """Tell whether an advance, as a share, lacks the months of its base or its repayment."""
    if kind is not Money.ADVANCE or not reading.measured(reading.whole, "share"):
        return False
    if reading.first("money.advance_rules"):
        return False
    lasting = contract_duration(reading)
    short = lasting is not None and lasting.value <= _YEAR
    based = short or reading.first("money.advance_bases")
    return not (based and reading.first("money.repaid"))


def owed_to_all(reading: Reading) -> Span | None:
    """Return an advance that the firm owes subcontractors, without saying which ones.

    The buyer pays the advance of a subcontractor that it pays directly (article R2193-19).
    """
    advance = reading.affirmed("money.passed_on") if reading.execution else None
    if not advance or not reading.first("money.subcontractors"):
        return None
    return None if reading.near(advance, "money.set_apart", "money.buyers") else advance
