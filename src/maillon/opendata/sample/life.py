"""What becomes of the contracts of the sample: modifications and subcontracting."""

from __future__ import annotations

from datetime import date, timedelta

from maillon.opendata.sample.draw import Contract, identity
from maillon.opendata.sample.scenario import Scenario
from maillon.opendata.sample.seeded_draw import Draw


def modify(contracts: list[Contract], draw: Draw) -> None:
    """Modify one contract in seven; in a third of cases the amount typed is the difference only.

    The format asks for the new total: a difference taken for a total makes a contract shrink.
    """
    for contract in contracts:
        if not draw.happens(0.15):
            continue
        total, rows = float(contract["montant"]), []
        as_difference = draw.happens(0.33)
        day = date.fromisoformat(contract["dateNotification"])
        for rank in range(1, draw.between(1, 2) + 1):
            day += timedelta(draw.between(25, 70))
            added = 10 * round(total * draw.between(2, 12) / 1000)
            total += added
            rows.append(modification(rank, day, added if as_difference else total))
        contract["modifications"] = rows


def modification(rank: int, day: date, amount: float) -> Contract:
    """Return a modification of the official format, published twenty days after it is notified."""
    published = day + timedelta(20)
    return {
        "modification": {
            "id": rank,
            "dateNotificationModification": day.isoformat(),
            "datePublicationDonneesModification": published.isoformat(),
            "montant": round(amount),
        }
    }


def subcontract(contracts: list[Contract], world: Scenario, draw: Draw) -> None:
    """Attach one or two acts of subcontracting where subcontracting is declared."""
    trades = next(family.firms for family in world.families if family.id == "renovation-ecole")
    for contract in contracts:
        if not contract["sousTraitanceDeclaree"]:
            continue
        day = date.fromisoformat(contract["dateNotification"])
        holders = {row["titulaire"]["id"] for row in contract["titulaires"]}
        others = [firm for firm in trades if firm.siret not in holders]
        contract["actesSousTraitance"] = [
            {
                "acteSousTraitance": {
                    "id": rank,
                    "sousTraitant": identity(draw.pick(others)),
                    "dureeMois": draw.between(2, 6),
                    "dateNotification": (day + timedelta(30 * rank)).isoformat(),
                    "datePublicationDonnees": (day + timedelta(30 * rank + 15)).isoformat(),
                    "montant": round(float(contract["montant"]) * draw.between(5, 18) / 100),
                    "variationPrix": "Révisable",
                }
            }
            for rank in range(1, draw.between(1, 2) + 1)
        ]
