"""Files of DECP for tests: public ones as published, and small ones made on the spot."""

from __future__ import annotations

import atexit
import copy
import io
import json
import tarfile
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from maillon.opendata.forms.raw import RawReading
from maillon.opendata.tables import RAW

ARCHIVE = Path(__file__).parents[1] / "opendata" / "data" / "decp-publiques.tar.xz"
DIVISIONS = "division_cpv"


def _unpacked() -> Path:
    """Unpack the public files in a folder that lasts as long as the tests."""
    folder = TemporaryDirectory(prefix="maillon-decp-publiques-")
    atexit.register(folder.cleanup)
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder.name, filter="data")
    return Path(folder.name)


#: Public files as published: `tests/opendata/data/README.md` says where they come from.
DECP = _unpacked()

_CONTRACT: dict[str, Any] = {
    "id": "2024-01",
    "acheteur": {"id": "21590163800019"},
    "nature": "Marché",
    "objet": "Pommes et poires",
    "codeCPV": "15300000-1",
    "techniques": {"technique": ["Accord-cadre"]},
    "modalitesExecution": {"modaliteExecution": ["Bons de commande", "Tranches"]},
    "idAccordCadre": "2024-AC",
    "marcheInnovant": False,
    "ccag": "Fournitures courantes et services",
    "offresRecues": 3,
    "attributionAvance": True,
    "tauxAvance": 0.05,
    "typeGroupementOperateurs": "Pas de groupement",
    "sousTraitanceDeclaree": True,
    "procedure": "Procédure adaptée",
    "lieuExecution": {"code": "59", "typeCode": "Code département"},
    "dureeMois": 12,
    "dateNotification": "2024-01-15",
    "datePublicationDonnees": "2024-02-01",
    "montant": 1234.5,
    "typesPrix": {"typePrix": ["Définitif ferme"]},
    "formePrix": "Unitaire",
    "origineUE": 0.5,
    "origineFrance": 0.25,
    "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "81809944200019"}}],
    "considerationsSociales": {"considerationSociale": ["Clause sociale", "Critère social"]},
    "considerationsEnvironnementales": {
        "considerationEnvironnementale": ["Clause environnementale"]
    },
    "actesSousTraitance": [
        {
            "acteSousTraitance": {
                "id": 1,
                "sousTraitant": {"typeIdentifiant": "SIRET", "id": "81809944200019"},
                "dureeMois": 2,
                "dateNotification": "2024-03-01",
                "datePublicationDonnees": "2024-03-02",
                "montant": 100,
                "variationPrix": "Ferme",
            }
        }
    ],
    "modificationsActesSousTraitance": [
        {
            "modificationActeSousTraitance": {
                "id": 1,
                "dureeMois": 3,
                "dateNotificationModificationSousTraitance": "2024-04-01",
                "montant": 120,
                "datePublicationDonnees": "2024-04-02",
            }
        }
    ],
    "modifications": [
        {
            "modification": {
                "id": 1,
                "dateNotificationModification": "2024-05-01",
                "datePublicationDonneesModification": "2024-05-02",
                "dureeMois": 14,
                "montant": 1300.25,
                "titulaires": [{"titulaire": {"typeIdentifiant": "SIRET", "id": "81809944200019"}}],
            }
        }
    ],
}

_CONCESSION: dict[str, Any] = {
    "id": "2024-C1",
    "autoriteConcedante": {"id": "21590163800019"},
    "nature": "Concession de service",
    "objet": "Buvette du parc",
    "procedure": "Procédure non négociée ouverte",
    "dureeMois": 36,
    "dateSignature": "2024-01-15",
    "datePublicationDonnees": "2024-02-01",
    "dateDebutExecution": "2024-03-01",
    "valeurGlobale": 30000,
    "montantSubventionPublique": 0,
    "concessionnaires": [{"concessionnaire": {"typeIdentifiant": "SIRET", "id": "1"}}],
    "considerationsSociales": {"considerationSociale": ["Concession réservée"]},
    "considerationsEnvironnementales": {
        "considerationEnvironnementale": ["Pas de considération environnementale"]
    },
    "donneesExecution": [
        {
            "donneesAnnuelles": {
                "datePublicationDonneesExecution": "2025-01-01",
                "depensesInvestissement": 0,
                "tarifs": [{"tarif": {"intituleTarif": "Sirop", "tarif": 1.5}}],
            }
        }
    ],
    "modifications": [
        {
            "modification": {
                "id": 1,
                "dateSignatureModification": "2024-05-01",
                "datePublicationDonneesModification": "2024-05-02",
                "valeurGlobale": 31000,
            }
        }
    ],
}


def assert_is_reference(record: dict[str, Any]) -> None:
    """Check the profile of the nine files against the figures computed apart from this code.

    `profil_reference_lots.json` has the rule of lots and the figures that it changes; of the
    others, those of `profil_reference.json` that do not depend on the three lots still hold.
    """
    lots, former = (
        json.loads((DECP / f"profil_reference{name}.json").read_text(encoding="utf-8"))
        for name in ("_lots", "")
    )
    rule = lots.pop("regle")
    assert record["regle"].startswith(f"{rule} ; ")
    assert {key: record[key] for key in lots} == lots
    assert list(record) == list(former)
    for key in ("concessions", "acheteurs", "montant_1_euro", "innovants", "hdf", "par_jour"):
        assert record[key] == former[key], key
    moved = {key for key, found in record[DIVISIONS].items() if found != former[DIVISIONS][key]}
    assert moved == {"45"}  # the other two lots are of divisions that are not described
    assert list(record[DIVISIONS]) == list(former[DIVISIONS])


def contract(**changed: Any) -> dict[str, Any]:
    """Return a contract that has every field of the 2024 format, with some changed."""
    return {**copy.deepcopy(_CONTRACT), **changed}


def concession(**changed: Any) -> dict[str, Any]:
    """Return a concession that has every field of the 2024 format, with some changed."""
    return {**copy.deepcopy(_CONCESSION), **changed}


def zipped(files: dict[str, str]) -> bytes:
    """Return a zip archive of texts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def heights(reading: RawReading) -> list[int]:
    """Return the number of rows of each raw table, in the order of `tables.RAW`."""
    return [getattr(reading.tables, table).collect().height for table in RAW]


def rows(reading: RawReading, table: str) -> list[dict[str, Any]]:
    """Return the rows of a raw table, without what is null in all."""
    found = getattr(reading.tables, table).collect().to_dicts()
    return [{key: value for key, value in row.items() if value is not None} for row in found]


def content(reading: RawReading) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of all tables, to be compared."""
    return {table: getattr(reading.tables, table).collect().to_dicts() for table in RAW}
