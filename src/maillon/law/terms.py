"""What a buyer owes the firm once the contract is signed: the advance and the payment delay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from maillon.law.figures import figure
from maillon.law.reasons import Reason
from maillon.law.registry import cite, known
from maillon.law.sme import BUYERS, favours_sme, sme_scope


def payment_terms(buyer: str, amount: Decimal, on: date) -> tuple[Reason, ...]:
    """Say whether an advance is due on an estimated amount, at what rate, and when to pay.

    `buyer`: a key of `maillon.law.procedure.BUYERS`. What a rule owes small firms is left
    out on a day for which the registry does not know it. Source: CCP R2191-3 to R2191-7, R2192-10
    and R2192-11.

    Raises:
        NotInForce: the registry knows no advance or no payment delay on that day.

    >>> owed = payment_terms("etat", Decimal(90_000), date(2026, 6, 1))
    >>> [reason.citation.number for reason in owed]
    [2, 5, 30, 30, 30]
    """
    return (*_advance(buyer, amount, on), *_payment(buyer, on))


def _advance(buyer: str, amount: Decimal, on: date) -> Iterator[Reason]:
    least, shortest = cite("avance_seuil", on, "montant"), cite("avance_seuil", on, "duree")
    if amount <= figure(least):
        yield Reason(
            f"L’avance n’est obligatoire qu’au-delà de {least.text} ; vous pouvez en prévoir une.",
            least,
        )
        return
    yield Reason(
        f"Une avance est due si l’exécution dure plus de {shortest.text}, sauf refus du titulaire.",
        shortest,
    )
    floor = cite("avance_taux", on, "plancher")
    yield Reason(f"Son taux : au moins {floor.text}, sur une année de marché au plus.", floor)
    silent = known("avance_taux", on, "ccag-option-a")
    if silent:
        yield Reason(
            "Si votre marché vise un CCAG sans choisir l’option B, une PME a droit à "
            f"{silent.text}.",
            silent,
        )
    if buyer not in BUYERS:  # a utility may be any of them: its own floor cannot be told
        return
    better = known("avance_taux", on, f"plancher-{sme_scope(buyer)}")
    size = known("avance_taux", on, "limite-taille")
    if better and favours_sme(buyer, large=False):
        yield Reason(f"À une PME, versez au moins {better.text}.", better)
    elif better and size:
        yield Reason(
            f"Si vos dépenses de fonctionnement dépassent {size.text} par an, versez à une PME au "
            f"moins {better.text}.",
            better,
        )


def _payment(buyer: str, on: date) -> Iterator[Reason]:
    usual = cite("delai_paiement", on, "pouvoir-adjudicateur")
    yield Reason(f"Payez en {usual.text} au plus.", usual)
    other = {
        "collectivite": ("sante", "un établissement public de santé"),
        "entite": ("entreprise-publique", "une entreprise publique"),
    }.get(buyer)
    if other:
        longer = cite("delai_paiement", on, other[0])
        yield Reason(f"Si vous êtes {other[1]}, payez en {longer.text} au plus.", longer)
