"""The sample in the tabular form of decp.info: a row a contract, a holder and a version."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from maillon.opendata.cleaning.places import region_of

Row = Mapping[str, Any]

#: The columns of decp.info that the sample fills, in its order.
COLUMNS = (
    "uid id nature acheteur_id acheteur_nom titulaire_id titulaire_typeIdentifiant titulaire_nom"
    " objet montant type codeCPV procedure techniques dureeMois offresRecues dateNotification"
    " datePublicationDonnees formePrix typesPrix attributionAvance tauxAvance marcheInnovant"
    " modalitesExecution considerationsSociales considerationsEnvironnementales ccag"
    " sousTraitanceDeclaree typeGroupementOperateurs origineUE origineFrance lieuExecution_code"
    " lieuExecution_typeCode acheteur_departement_code acheteur_region_code titulaire_categorie"
    " titulaire_departement_code titulaire_region_code modification_id donneesActuelles"
    " sourceDataset sourceFile"
).split()


def tabular(native: Path, buyers: Path, firms: Path) -> str:
    """Return contracts as the CSV that decp.info would make of them.

    Like the real one, it keeps the last publication of a subject under an id, and repeats the
    amount of a contract on each row of its holders and versions.

    Args:
        native: the contracts, in the official format, by date of publication.
        buyers: their buyers, by SIRET: the official format does not name them.
        firms: their holders, likewise.
    """
    sent = json.loads(native.read_bytes())["marches"]["marche"]
    kept = {(contract["id"], contract["objet"]): contract for contract in sent}
    known = {row["siret"]: row for path in (buyers, firms) for row in _read(path)}
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for contract in kept.values():
        writer.writerows(_rows(contract, known, native.name))
    return out.getvalue()


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows(contract: Row, known: Mapping[str, Row], source: str) -> Iterator[dict[str, Any]]:
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
    common = _common(contract, known) | {"sourceFile": source}
    for version in versions:
        current = {"donneesActuelles": _text(version is versions[-1])}
        for holder in contract["titulaires"]:
            yield common | _holder(holder["titulaire"], known) | version | current


def _common(contract: Row, known: Mapping[str, Row]) -> dict[str, Any]:
    """Return the columns that all the rows of a contract share."""
    buyer = known[contract["acheteur"]["id"]]
    return {
        **{name: _text(contract[name]) for name in COLUMNS if name in contract},
        "uid": buyer["siret"] + contract["id"],
        "acheteur_id": buyer["siret"],
        "acheteur_nom": buyer["nom"],
        "type": _kind(contract["codeCPV"]),
        "lieuExecution_code": contract["lieuExecution"]["code"],
        "lieuExecution_typeCode": contract["lieuExecution"]["typeCode"],
        "acheteur_departement_code": buyer["departement_code"],
        "acheteur_region_code": region_of()[buyer["departement_code"]],
        "sourceDataset": "fictif_hautebrune",
    }


def _holder(identity: Row, known: Mapping[str, Row]) -> dict[str, str]:
    """Return the columns of a holder; those of its name stay empty when nobody knows it."""
    firm = known.get(identity["id"], {})
    shown = ("nom", "categorie", "departement_code", "region_code")
    return {
        **{f"titulaire_{name}": firm[name] for name in shown if name in firm},
        "titulaire_id": identity["id"],
        "titulaire_typeIdentifiant": identity["typeIdentifiant"],
    }


def _kind(cpv: str) -> str:
    """Return the kind of purchase of a CPV code: works are division 45, services 50 and above."""
    division = int(cpv[:2])
    if division == 45:
        return "Travaux"
    return "Services" if division >= 50 else "Fournitures"


def _text(value: object) -> str:
    """Write a value as decp.info does: lists are joined, « Pas de… » alone is « Sans objet »."""
    if isinstance(value, dict):
        (values,) = value.values()
        return "Sans objet" if values[0].startswith("Pas de") else ", ".join(values)
    return str(value).lower() if isinstance(value, bool) else str(value)
