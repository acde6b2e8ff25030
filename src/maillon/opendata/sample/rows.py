"""The same sample in the tabular form of decp.info: a row a contract, a holder and a version."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from maillon.opendata.sample.draw import Contract
from maillon.opendata.sample.scenario import Firm, Scenario, kind_of

LABEL = "fictif"
FIRM_COLUMNS = ("siret", "nom", "categorie", "departement_code", "region_code", "statut")


def tabular(contracts: Iterable[Contract], world: Scenario, source: str) -> str:
    """Return the sample as the CSV that decp.info would make of it, last publication first kept.

    Like the real one, it repeats the amount of a contract on each row of its holders and versions.
    """
    rows = [row for contract in _last(contracts) for row in _rows(contract, world, source)]
    return _csv(world.columns, rows)


def firms(world: Scenario) -> str:
    """Return the invented firms of the sample as a CSV: names and size classes are not in DECP."""
    return _csv(FIRM_COLUMNS, [_firm(firm, world) for firm in world.firms.values()])


def _last(contracts: Iterable[Contract]) -> list[Contract]:
    """Keep of each subject under an id the last publication, as the consolidation does."""
    kept: dict[tuple[str, str], Contract] = {}
    for contract in contracts:
        kept[contract["id"], contract["objet"]] = contract
    return list(kept.values())


def _rows(contract: Contract, world: Scenario, source: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a contract: each version has all the holders, and one is the current."""
    versions = [{"modification_id": 0, "dateNotification": contract["dateNotification"]}]
    for row in contract.get("modifications", ()):
        modification = row["modification"]
        versions.append(
            {
                "modification_id": modification["id"],
                "montant": modification["montant"],
                "dateNotification": modification["dateNotificationModification"],
                "datePublicationDonnees": modification["datePublicationDonneesModification"],
            }
        )
    common = _common(contract, world, source)
    for version in versions:
        for holder in contract["titulaires"]:
            yield (
                common
                | _holder(holder["titulaire"], world)
                | version
                | {"donneesActuelles": _text(version is versions[-1])}
            )


def _common(contract: Contract, world: Scenario, source: str) -> dict[str, Any]:
    """Return the columns that all the rows of a contract share."""
    buyer = next(b for b in world.buyers if b.siret == contract["acheteur"]["id"])
    return {
        **{name: _text(contract[name]) for name in world.columns if name in contract},
        "uid": buyer.siret + str(contract["id"]),
        "acheteur_id": buyer.siret,
        "acheteur_nom": f"{buyer.name} ({LABEL})",
        "type": kind_of(contract["codeCPV"]),
        "lieuExecution_code": contract["lieuExecution"]["code"],
        "lieuExecution_typeCode": contract["lieuExecution"]["typeCode"],
        "acheteur_departement_code": buyer.place[:2],
        "acheteur_region_code": world.regions[buyer.place[:2]],
        "sourceDataset": f"{LABEL}_hautebrune",
        "sourceFile": source,
    }


def _holder(identity: Mapping[str, str], world: Scenario) -> dict[str, str]:
    """Return the columns of a holder; those of its name stay empty when nobody knows it."""
    known = world.firms.get(identity["id"])
    firm = _firm(known, world) if known else {}
    return {
        **{f"titulaire_{name}": firm[name] for name in FIRM_COLUMNS[1:5] if name in firm},
        "titulaire_id": identity["id"],
        "titulaire_typeIdentifiant": identity["typeIdentifiant"],
    }


def _firm(firm: Firm, world: Scenario) -> dict[str, str]:
    values = (firm.siret, f"{firm.name} ({LABEL})", firm.size, firm.departement)
    region = world.regions[firm.departement]
    return dict(zip(FIRM_COLUMNS, (*values, region, LABEL), strict=True))


def _text(value: object) -> str:
    """Write a value as decp.info does: lists are joined, « Pas de… » alone is « Sans objet »."""
    if isinstance(value, dict):
        (values,) = value.values()
        return "Sans objet" if values[0].startswith("Pas de") else ", ".join(values)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _csv(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
