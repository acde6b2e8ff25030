"""Why a calculator answers what it answers: French sentences and the rules they apply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillon.law.entries import Citation
from maillon.law.registry import entry, registry


@dataclass(frozen=True, slots=True)
class Reason:
    """One French sentence and the dated rule that it applies (None: plain arithmetic)."""

    text: str
    citation: Citation | None = None


def starts_later(rule: str, on: date, scope: str | None = None) -> bool:
    """Tell whether a rule is known to start after a day, and so binds nobody on that day.

    A rule whose start is unknown does not start later: citing it says what is missing.

    >>> starts_later("climat_critere_env", date(2026, 8, 20))
    True
    >>> starts_later("climat_critere_env", date(2026, 8, 21))
    False
    """
    starts = [value.valid_from for value in entry(rule).values if scope in (None, value.scope)]
    return bool(starts) and all(start is not None and on < start for start in starts)


def watch_alerts(reasons: Iterable[Reason], on: date) -> tuple[str, ...]:
    """Warn, in French, of the points to watch that may have changed these rules by a day.

    The sentence names the rule and never what nobody could verify.
    """
    cited = {
        reason.citation.entry.id: reason.citation.entry for reason in reasons if reason.citation
    }
    return tuple(
        f"« {rule.label} » a pu changer à cette date : lisez le texte avant de conclure."
        for rule in cited.values()
        if registry().alerts(rule.id, on)
    )
