"""Contracts as nested blocks, in JSON or XML, of 2019, of the drafts or of 2024: into raw rows.

The three generations differ by wrapping more than by names, so one tolerant reading serves all:
a list may be wrapped (`{"techniques": {"technique": [...]}}`), plain, single, nested or null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from maillon.base.wording import NBSP
from maillon.opendata.forms.blocks import inside, items, shown, text_of, trimmed
from maillon.opendata.forms.raw import Incident, RawRows

_PLAIN = (
    *("id", "nature", "objet", "codeCPV", "idAccordCadre", "procedure", "dureeMois"),
    *("dateNotification", "datePublicationDonnees", "montant", "formePrix", "ccag"),
    *("offresRecues", "marcheInnovant", "attributionAvance", "tauxAvance", "origineUE"),
    *("sousTraitanceDeclaree", "origineFrance", "typeGroupementOperateurs", "source"),
)
#: Official column -> the block that holds it, and its name there.
_INSIDE = {
    "acheteur_id": ("acheteur", "id"),
    "acheteur_nom": ("acheteur", "nom"),
    "lieuExecution_code": ("lieuExecution", "code"),
    "lieuExecution_typeCode": ("lieuExecution", "typeCode"),
    "lieuExecution_nom": ("lieuExecution", "nom"),
}
#: Lists, by their name of 2024; drafts of 2022 have the singular.
_LISTS = {
    "techniques": "technique",
    "modalitesExecution": "modaliteExecution",
    "typesPrix": "typePrix",
    "considerationsSociales": "considerationSociale",
    "considerationsEnvironnementales": "considerationEnvironnementale",
}
_CONCESSION = ("id", "nature", "objet", "dateSignature")

Texts = dict[str, str | None]


def is_concession(entry: object) -> bool:
    """Say whether an entry of a list that mixes contracts and concessions is a concession.

    >>> is_concession({"_type": "Contrat de concession"}), is_concession({"_type": "Marché"})
    (True, False)
    """
    if not isinstance(entry, dict):
        return False
    kind = entry.get("_type")
    if isinstance(kind, str) and "concession" in kind.lower():
        return True
    return "autoriteConcedante" in entry and not entry.get("acheteur")


def add_entry(
    rows: RawRows, rank: int, entry: object, *, concession: bool = False
) -> tuple[Incident, ...]:
    """Add to `rows` what an entry says, and return what could not be read.

    >>> rows = RawRows("lycee.json")
    >>> add_entry(rows, 0, {"id": "2024-01", "titulaires": [{"titulaire": {"id": "1"}}]})
    ()
    >>> [incident.reason for incident in add_entry(rows, 1, {})]
    ['Aucun champ connu n’y est rempli.']
    """
    name = "concession" if concession else "contrat"
    if not isinstance(entry, dict):
        reason = f"L’entrée n’est pas un bloc de données{NBSP}: {shown(entry)}."
        return (Incident(rows.file, rank, None, reason),)
    add = _add_concession if concession else _add_contract
    try:
        return tuple(add(rows, rank, trimmed(entry)))
    except RecursionError:
        reason = f"Les blocs de ce {name} sont emboîtés trop profondément."
        return (Incident(rows.file, rank, None, reason),)


def _add_contract(rows: RawRows, rank: int, contract: Mapping[str, Any]) -> Iterator[Incident]:
    values: Texts = {name: text_of(contract.get(name)) for name in _PLAIN}
    for column, (block, key) in _INSIDE.items():
        values[column] = text_of(inside(contract.get(block), key))
    for plural, singular in _LISTS.items():
        values[plural] = text_of(contract.get(plural, contract.get(singular)))
    if not any(values.values()):
        yield _unknown(rows, rank)
        return
    belongings = list(_belongings(contract))
    rows.add("contracts", rank, values)
    for table, singular, item, found in belongings:
        if any(found.values()):
            rows.add(table, rank, found)
        elif text_of(item):
            reason = f"Bloc «{NBSP}{singular}{NBSP}» sans champ connu{NBSP}: {shown(item)}."
            yield Incident(rows.file, rank, values["id"], reason, kept=True)


def _belongings(contract: Mapping[str, Any]) -> Iterator[tuple[str, str, object, Texts]]:
    """Yield table, name and content of each block of a contract, with what was read in it."""
    for table, plural, singular, read in _BLOCKS:
        for item in items(contract.get(plural), singular):
            block = trimmed(item) if isinstance(item, dict) else {}
            found = read(block)
            yield table, singular, item, found
            if table == "modifications":
                for holder in items(block.get("titulaires"), "titulaire"):
                    own = _holder(trimmed(holder)) if isinstance(holder, dict) else {}
                    named = (
                        {"modification_id": found["modification_id"]} if any(own.values()) else {}
                    )
                    yield "changed_holders", "titulaire", holder, own | named


def _add_concession(rows: RawRows, rank: int, concession: Mapping[str, Any]) -> Iterator[Incident]:
    values: Texts = {name: text_of(concession.get(name)) for name in _CONCESSION}
    values["autoriteConcedante_id"] = text_of(inside(concession.get("autoriteConcedante"), "id"))
    if any(values.values()):
        rows.add("concessions", rank, values)
    else:
        yield _unknown(rows, rank)


def _unknown(rows: RawRows, rank: int) -> Incident:
    return Incident(rows.file, rank, None, "Aucun champ connu n’y est rempli.")


def _holder(holder: Mapping[str, Any]) -> Texts:
    return {
        "titulaire_typeIdentifiant": text_of(holder.get("typeIdentifiant")),
        "titulaire_id": text_of(holder.get("id")),
        "titulaire_nom": text_of(holder.get("denominationSociale")),
    }


def _modification(modification: Mapping[str, Any]) -> Texts:
    day = "dateNotificationModification"
    if modification.get(day) is None:
        day = "dateSignatureModification"  # its name in files of 2019
    published = modification.get("datePublicationDonneesModification")
    return {
        "modification_id": text_of(modification.get("id")),
        "modification_objet": text_of(modification.get("objetModification")),
        "dureeMois": text_of(modification.get("dureeMois")),
        "montant": text_of(modification.get("montant")),
        "dateNotificationModification": text_of(modification.get(day)),
        "datePublicationDonneesModification": text_of(published),
    }


def _subcontract(act: Mapping[str, Any]) -> Texts:
    firm = act.get("sousTraitant")
    same = ("dureeMois", "montant", "dateNotification", "datePublicationDonnees", "variationPrix")
    return {
        "acte_id": text_of(act.get("id")),
        "sousTraitant_typeIdentifiant": text_of(inside(firm, "typeIdentifiant")),
        "sousTraitant_id": text_of(inside(firm, "id")),
        **{name: text_of(act.get(name)) for name in same},
    }


def _subcontract_change(change: Mapping[str, Any]) -> Texts:
    day = "dateNotificationModificationSousTraitance"
    same = ("dureeMois", "montant", day, "datePublicationDonnees")
    return {
        "acte_id": text_of(change.get("id")),
        **{name: text_of(change.get(name)) for name in same},
    }


#: Table, list in the contract, name of one item, reading of it.
_BLOCKS = (
    ("holders", "titulaires", "titulaire", _holder),
    ("modifications", "modifications", "modification", _modification),
    ("subcontracts", "actesSousTraitance", "acteSousTraitance", _subcontract),
    (
        *("subcontract_changes", "modificationsActesSousTraitance"),
        *("modificationActeSousTraitance", _subcontract_change),
    ),
)
