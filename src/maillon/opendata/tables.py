"""The tables that every form of DECP is read into: raw first, then tidy.

DECP (« données essentielles de la commande publique ») come in five forms. An adapter turns each
into *raw* tables: texts as published, under the official names, one row a thing. Cleaning turns
raw tables into *tidy* ones, whatever the form was: typed columns, with the text as published
beside each value that was changed (`montant_brut`).

Column names are those of the official schemas (arrêté of 22 December 2022) and of the tabular
consolidation of decp.info; a row of any table belongs to the contract `(fichier, rang)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

KEY = ("fichier", "rang")
"""The file (its name) and the rank of the contract in it, from 0: what every row belongs to."""

#: The contract table (« marchés »), as published; lists are joined by ", ".
RAW_CONTRACTS = (
    *("id", "acheteur_id", "acheteur_nom", "nature", "objet", "codeCPV", "techniques"),
    *("modalitesExecution", "idAccordCadre", "procedure", "lieuExecution_code"),
    *("lieuExecution_typeCode", "lieuExecution_nom", "dureeMois", "dateNotification"),
    *("datePublicationDonnees", "montant", "formePrix", "typesPrix", "considerationsSociales"),
    *("considerationsEnvironnementales", "ccag", "offresRecues", "marcheInnovant"),
    *("attributionAvance", "tauxAvance", "sousTraitanceDeclaree", "origineUE", "origineFrance"),
    *("typeGroupementOperateurs", "source"),
)
#: The holders (« titulaires »), one row each; size class and place only where the form has them.
RAW_HOLDERS = (
    *("titulaire_typeIdentifiant", "titulaire_id", "titulaire_nom", "titulaire_categorie"),
    *("titulaire_departement_code", "titulaire_region_code"),
)
#: The modifications, one row each.
RAW_MODIFICATIONS = (
    *("modification_id", "modification_objet", "dureeMois", "montant"),
    *("dateNotificationModification", "datePublicationDonneesModification"),
)
#: The declared subcontracting (« actes de sous-traitance »), one row each.
RAW_SUBCONTRACTS = (
    *("acte_id", "sousTraitant_typeIdentifiant", "sousTraitant_id", "dureeMois", "montant"),
    *("dateNotification", "datePublicationDonnees", "variationPrix"),
)
#: The holders that a modification names (« titulaires » of a modification), one row each.
RAW_CHANGED_HOLDERS = (
    *("modification_id", "titulaire_typeIdentifiant", "titulaire_id", "titulaire_nom"),
)
#: The modifications of declared subcontracting (« modificationsActesSousTraitance »), one row each.
RAW_SUBCONTRACT_CHANGES = (
    *("acte_id", "dureeMois", "montant", "dateNotificationModificationSousTraitance"),
    "datePublicationDonnees",
)
#: Concessions are only counted: their amounts do not add up with those of contracts.
RAW_CONCESSIONS = ("id", "autoriteConcedante_id", "nature", "objet", "dateSignature")

RAW: Mapping[str, tuple[str, ...]] = {
    "contracts": RAW_CONTRACTS,
    "holders": RAW_HOLDERS,
    "modifications": RAW_MODIFICATIONS,
    "subcontracts": RAW_SUBCONTRACTS,
    "concessions": RAW_CONCESSIONS,
    "changed_holders": RAW_CHANGED_HOLDERS,
    "subcontract_changes": RAW_SUBCONTRACT_CHANGES,
}

#: What cleaning makes typed; every other column stays text. Unknown is null, never a default.
TIDY_TYPES: Mapping[str, pl.DataType] = {
    "montant": pl.Float64(),
    "dureeMois": pl.Int64(),
    "offresRecues": pl.Int64(),
    "tauxAvance": pl.Float64(),
    "origineUE": pl.Float64(),
    "origineFrance": pl.Float64(),
    **{
        name: pl.Date()
        for name in (
            *("dateNotification", "datePublicationDonnees", "dateNotificationModification"),
            *("datePublicationDonneesModification", "dateNotificationModificationSousTraitance"),
        )
    },
    **{
        name: pl.Boolean()
        for name in ("marcheInnovant", "attributionAvance", "sousTraitanceDeclaree")
    },
}

#: Considerations in three states: true (declared), false (declared absent), null (not said).
CONSIDERATIONS = ("env_clause", "env_critere", "soc_clause", "soc_critere", "soc_reserve")


@dataclass(frozen=True)
class Tables:
    """The tables of one reading, lazy so that a national file streams through them.

    Each holds the columns of :data:`KEY` and those of its entry in :data:`RAW`, as text when raw.
    Tidy contracts have in addition :data:`CONSIDERATIONS`, `montant_brut`, `departement` (where
    the contract is performed, null if unknown), `region`, `division` (two digits of the CPV), and
    `siren` for holders (nine digits, null unless the id is a SIRET).
    """

    contracts: pl.LazyFrame
    holders: pl.LazyFrame
    modifications: pl.LazyFrame
    subcontracts: pl.LazyFrame
    concessions: pl.LazyFrame
    changed_holders: pl.LazyFrame
    subcontract_changes: pl.LazyFrame


def raw_schema(table: str) -> dict[str, pl.DataType]:
    """Return the columns of a raw table, with their types: text, but for the rank.

    >>> list(raw_schema("concessions"))[:3]
    ['fichier', 'rang', 'id']
    """
    texts: dict[str, pl.DataType] = dict.fromkeys(RAW[table], pl.String())
    return {"fichier": pl.String(), "rang": pl.Int64(), **texts}
