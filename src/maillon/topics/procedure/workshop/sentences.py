"""What the workshop « Quelle règle s’applique ? » reads and says about procedures."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from maillon import law
from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP, long_date
from maillon.law.changes import Change
from maillon.law.history import gained
from maillon.law.launches import known_days, turning_days
from maillon.law.official import linked
from maillon.law.procedure import PROCEDURES, Ruling
from maillon.law.reasons import Reason
from maillon.sheet.numbers import in_unit, read_number, shown

UNIT = f"€{NBSP}HT"
EXAMPLE = f"47{NBSP}500 ou 48{NBSP}k€"
NONE = ""
RANKS = list(PROCEDURES)


def weighs(before: Ruling, after: Ruling) -> int:
    """Tell whether the rule got heavier (1), lighter (−1) or neither (0).

    The procedure decides; with the same procedure, the number of obligations.
    """
    gap = RANKS.index(after.procedure) - RANKS.index(before.procedure)
    gap = gap or len(after.obligations) - len(before.obligations)
    return (gap > 0) - (gap < 0)


def shifts(now: Ruling, then: Ruling) -> list[str]:
    """Say what another launch date would change: the procedure, and each obligation."""
    same = now.procedure == then.procedure
    return [
        f"• La procédure serait {'la même' if same else 'une autre'} : {then.label}.",
        *(f"• En plus : {explained(reason)}" for reason in gained(now, then)),
        *(f"• En moins : {explained(reason)}" for reason in gained(then, now)),
    ]


def stepped(change: Change) -> str:
    """Say how a number that both dates cite has moved; nothing for what is not a number."""
    before, after = change.before, change.after
    if before is None or after is None or isinstance(after.value, str | tuple):
        return ""
    moment = f"depuis le {long_date(change.on)}"
    return f"{change.entry.label} : {before.text} avant, {after.text} {moment}."


def compared_options() -> list[tuple[str, str]]:
    """List the days to compare with: the first, the eve of each change, the state of the law."""
    first, _ = known_days()
    named = {first: "début de la carte", law.registry().state_of_law: "état du droit"}
    named |= {day - timedelta(1): "veille d’un changement" for day in turning_days()}
    days = [(str(day), f"{long_date(day)}, {why}") for day, why in sorted(named.items())]
    return [(NONE, "Aucune comparaison"), *days]


def explained(reason: Reason) -> str:
    """Write a reason with its article, since when it holds, whom it binds, and if it is sure."""
    if reason.citation is None:
        return reason.text
    cited = reason.citation
    check = ", à vérifier" if cited.to_check else ""
    article = linked(cited.value.article)
    dated = f"{article}, {cited.value.dates}{check} ; oblige : {cited.applies_to}"
    return f"{reason.text.rstrip('.')} ({dated})."


def read_amount(typed: object) -> Decimal:
    r"""Read an amount without VAT, as people write it, in euros to the cent.

    Raises:
        MaillonError: not one number, not an amount without VAT, or nothing above zero.

    >>> read_amount("47\u202f500,00 €"), read_amount("48 k€")
    (Decimal('47500.0'), Decimal('48000.0'))
    """
    value = in_unit(read_number(typed, example=EXAMPLE), UNIT)
    if value is None:
        raise MaillonError(
            f"{shown(typed)} n’est pas un montant hors taxes en euros.",
            remedy=f"Écrivez par exemple {EXAMPLE}.",
        )
    if not 0 < value < 10**12:
        raise MaillonError(
            f"{shown(typed)} ne peut pas être l’estimation d’un besoin.",
            remedy=f"Écrivez par exemple {EXAMPLE}.",
        )
    return Decimal(str(round(value, 2)))


def notice() -> str:
    """Say until when the law was checked, and what the workshop is not."""
    return f"{law.registry().state_told()} Outil de formation, pas un conseil juridique."
