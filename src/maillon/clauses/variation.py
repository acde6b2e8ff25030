"""What a changing price, or an advance, must say: its origin, its base, its end, who pays it."""

from __future__ import annotations

import re

from maillon.clauses.kind import Money
from maillon.clauses.reading import Reading
from maillon.clauses.scale import contract_duration
from maillon.clauses.text import Span

#: « I0 est », « S0, sa valeur »: the origin is told, and not only written in the formula.
_TOLD = re.compile(r"(?<!\w)[a-z]{1,6}0[,;]? (?:est|=|:|la|sa|son|celle|celui|designe|valeur)")
_YEAR = 366.0


def origin_untold(reading: Reading) -> bool:
    """Tell whether a price is revised from an origin that the text does not tell.

    Article R2112-13 of the code wants the date of the initial price and how the revision is
    computed; an « actualisation » has its own rule, and no formula.
    """
    revised = reading.affirmed("money.revises", subject=False)
    told = reading.first("money.origins") or _TOLD.search(reading.folded)
    return revised is not None and not told


def advance_untold(reading: Reading, kind: Money) -> bool:
    """Tell whether an advance, as a share, lacks the months of its base or its repayment."""
    if kind is not Money.ADVANCE or not reading.measured(reading.whole, "share"):
        return False
    if reading.first("money.advance_rules"):
        return False
    lasting = contract_duration(reading)
    short = lasting is not None and lasting.value <= _YEAR
    based = short or reading.first("money.advance_bases")
    return not (based and reading.first("money.repaid"))


def advance_passed_on(reading: Reading) -> Span | None:
    """Return an advance that the firm owes subcontractors, without saying which ones.

    The buyer pays the advance of a subcontractor that it pays directly (article R2193-19).
    """
    passed = reading.affirmed("money.passed_on") if reading.execution else None
    if not passed or not reading.first("money.subcontractors"):
        return None
    sentence = reading.text.sentence(passed)
    return None if reading.first("money.set_apart", "money.buyers", within=sentence) else passed
