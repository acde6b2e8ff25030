"""Give the contracts of the sample their life, and lay on purpose the traps of real DECP files.

Each trap is one function that changes the contracts it is given; what it lays is what the
exercise on open data asks to find, and its docstring or the scenario says so.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from maillon.opendata.sample.draw import NO_ENVIRONMENT, Contract, identity
from maillon.opendata.sample.scenario import Scenario
from maillon.opendata.sample.seeded_draw import Draw


def lay(contracts: list[Contract], world: Scenario, seed: int) -> list[Contract]:
    """Return the contracts with their life and every trap, by date of publication.

    The order of the traps is part of the sample: each one draws after the one before.
    """
    draw = Draw(seed)
    laid = copy.deepcopy(contracts)
    modify(laid, draw)
    subcontract(laid, world, draw)
    group_and_modify(laid, world)
    one_euro_framework(laid)
    undeclared(laid, world.traps["undeclared"])
    debris(laid, world.traps["debris"])
    for rank, place in world.traps["misplaced"].items():
        laid[int(rank)]["lieuExecution"] = dict(place)
    wrong_identifiers(laid, world.traps["foreign_holder"])
    published_too_early(laid)
    laid += [*two_lots_one_id(laid), *republications(laid, world.traps)]
    return sorted(laid, key=lambda row: (str(row["datePublicationDonnees"]), str(row["id"])))


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


def group_and_modify(contracts: list[Contract], world: Scenario) -> None:
    """Give the largest works to six holders together, modified five times.

    The tabular file gives it a row for each holder and version, each with an amount of the whole
    contract: the sum of rows counts it dozens of times.
    """
    largest = _largest(contracts, "45")
    firms = next(family.firms for family in world.families if family.id == "renovation-ecole")
    largest["titulaires"] = [{"titulaire": identity(firm)} for firm in firms[:6]]
    largest["typeGroupementOperateurs"] = "Conjoint"
    day, total = date.fromisoformat(largest["dateNotification"]), float(largest["montant"])
    largest["modifications"] = [
        modification(rank, day + timedelta(30 * rank), total * (1 + rank / 100))
        for rank in range(1, 6)
    ]


def one_euro_framework(contracts: list[Contract]) -> None:
    """Write 1 € as the amount of a framework contract: its maximum was not typed."""
    framework = next(row for row in contracts if row["techniques"]["technique"] == ["Accord-cadre"])
    framework["montant"] = 1
    framework.pop("modifications", None)


def undeclared(contracts: list[Contract], aims: Mapping[str, str]) -> None:
    """Name an environmental or social aim in four subjects whose contracts declare none."""
    for division, words in aims.items():
        contract = next(
            row
            for row in contracts
            if row["codeCPV"].startswith(division)
            and row["considerationsEnvironnementales"]["considerationEnvironnementale"]
            == [NO_ENVIRONMENT]
        )
        contract["objet"] = contract["objet"].replace(",", f" {words},", 1)


def debris(contracts: list[Contract], damage: Iterable[tuple[str, str]]) -> None:
    """Leave in some subjects what badly converted HTML leaves: entities, whole or broken."""
    for rank, (clean, broken) in zip(range(7, len(contracts), 17), damage, strict=False):
        contract = next(row for row in contracts[rank:] if clean in row["objet"])
        contract["objet"] = contract["objet"].replace(clean, broken, 1)


def wrong_identifiers(contracts: list[Contract], foreign: Mapping[str, str]) -> None:
    """Type one SIRET with a wrong last digit, and give one contract to a foreign holder."""
    titulaire = contracts[30]["titulaires"][0]["titulaire"]
    last = int(titulaire["id"][-1])
    titulaire["id"] = f"{titulaire['id'][:-1]}{(last + 1) % 10}"
    contracts[50]["titulaires"] = [{"titulaire": dict(foreign)}]


def published_too_early(contracts: list[Contract]) -> None:
    """Publish one contract before it was notified."""
    day = date.fromisoformat(contracts[70]["dateNotification"])
    contracts[70]["datePublicationDonnees"] = (day - timedelta(3)).isoformat()


def two_lots_one_id(contracts: list[Contract]) -> Iterator[Contract]:
    """Yield a second lot under the same buyer, id and day as another: no republication."""
    first = next(row for row in contracts[90:] if row["objet"].endswith("lot 1"))
    second = copy.deepcopy(first)
    second["objet"] = first["objet"].replace("lot 1", "lot 2")
    second["montant"] = round(float(first["montant"]) * 0.6)
    for key in ("modifications", "actesSousTraitance"):
        second.pop(key, None)
    yield second


def republications(contracts: list[Contract], traps: Mapping[str, Any]) -> Iterator[Contract]:
    """Yield contracts sent again: whole again, with a modification more, or with a lower amount."""
    closed = date.fromisoformat(traps["closed"])
    for again in traps["resent"]:
        sent = _largest(contracts, again["division"])
        for _ in range(again["times"]):
            sent = copy.deepcopy(sent)
            if again["change"] == "modification":
                _one_more_modification(sent)
            elif again["change"] == "lower":
                sent["montant"] = round(float(sent["montant"]) * 0.85)
            day = date.fromisoformat(sent["datePublicationDonnees"]) + timedelta(21)
            sent["datePublicationDonnees"] = min(day, closed).isoformat()
            yield sent


def _one_more_modification(contract: Contract) -> None:
    rows = contract.setdefault("modifications", [])
    last = rows[-1]["modification"]["dateNotificationModification"] if rows else None
    day = date.fromisoformat(last or contract["dateNotification"]) + timedelta(30)
    amount = float(contract["montant"]) * (1.06 + len(rows) / 100)
    rows.append(modification(len(rows) + 1, day, amount))


def _largest(contracts: list[Contract], division: str) -> Contract:
    """Return the contract with the largest amount in a CPV division."""
    inside = [row for row in contracts if row["codeCPV"].startswith(division)]
    return max(inside, key=lambda row: (float(row["montant"]), str(row["id"])))
