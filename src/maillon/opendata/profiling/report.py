"""How a data set was read: what was recognised, corrected, doubted and set aside, case by case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import polars as pl

from maillon.base.wording import NBSP, count, euros, number
from maillon.opendata.forms.raw import Form, Incident, Nonconformity, RawReading
from maillon.opendata.profiling.duplicates import (
    RULE,
    Duplicates,
    NumberedVersion,
    duplicates_of,
    find_duplicates,
    numbered_versions,
)
from maillon.opendata.profiling.lines import filled, spaced
from maillon.opendata.profiling.twins_told import removed_told, twins_told
from maillon.opendata.reading import Dataset
from maillon.opendata.tables import KEY

#: Cases of one kind that the text shows; the JSON always has them all.
MOST_CASES = 100
_DAYS = ("datePublicationDonnees", "datePublicationDonnees_garde")
NOT_CHECKED = "non vérifié, ce n’est pas ce format"


def report_record(data: Dataset) -> dict[str, Any]:
    """Return the report as data: files, incidents, faults, cleaning rules and duplicates.

    Ranks start from 0, as in the tables; amounts are in euros, null when unknown; faults are null
    for a file that is not in the format of 2024, as nothing was checked. Each row removed as a
    duplicate is beside the row that is kept, whose columns end with `_garde`.
    """
    removed, duplicates = _duplicates(data)
    return {
        "fichiers": [
            {
                "nom": reading.name,
                "forme": reading.form.value,
                "lignes": reading.lines,
                "incidents": [
                    _located(row) | {"motif": row.reason, "garde": row.kept}
                    for row in reading.incidents
                ],
                "non_conformes": [
                    _located(row) | {"ecarts": list(row.faults)} for row in reading.nonconforming
                ]
                if _is_checked(reading)
                else None,
            }
            for reading in data.readings
        ],
        "fichiers_ecartes": [{"nom": each.name, "motif": each.reason} for each in data.skipped],
        "regles": [
            {
                "regle": rule.rule,
                "libelle": rule.label,
                "raison": rule.why,
                "table": rule.table,
                "colonne": rule.column,
                "effet": rule.effect.value,
                "touche": rule.touched,
            }
            for rule in data.cleaned.counts()
        ],
        "regle_doublons": RULE,
        "doublons": [
            row | {name: row[name] and row[name].isoformat() for name in _DAYS}
            for row in removed.to_dicts()
        ],
        "lots_sous_un_meme_numero": duplicates.lots,
        "sans_cle": duplicates.unkeyed,
        "versions_numerotees": [
            _located(row) | {"montant": row.amount, "premier_id": row.first_id}
            for row in numbered_versions(data)
        ],
    }


def _located(row: Incident | Nonconformity | NumberedVersion) -> dict[str, Any]:
    return {"fichier": row.file, "rang": row.rank, "id": row.id}


def report_text(data: Dataset, notice: str = "") -> str:
    """Write the report in French; `notice` is a line on where the data come from."""
    lines = [notice, ""] if notice else []
    lines += ["FICHIERS LUS", *_files(data)]
    if data.skipped:
        left = [(each.reason,) for each in data.skipped]
        lines += ["", f"FICHIERS LAISSÉS DE CÔTÉ : {number(len(left))}", *_shown(left)]
    incidents = [incident for reading in data.readings for incident in reading.incidents]
    faults = [(_place(row), *row.faults) for each in data.readings for row in each.nonconforming]
    _, duplicates = _duplicates(data)
    checked = any(map(_is_checked, data.readings))
    for title, cases, known in (
        ("INCIDENTS DE LECTURE", [(_incident(row),) for row in incidents], True),
        ("CONTRATS NON CONFORMES AU FORMAT DE 2024, LUS QUAND MÊME", faults, checked),
        ("DOUBLONS RETIRÉS", [(row,) for row in twins_told(duplicates)], True),
    ):
        rows = [*cases]
        total = number(len(rows)) if known else NOT_CHECKED
        lines += ["", f"{title} : {total}", *_shown(rows)]
    lines += filled(f"Règle des doublons : {spaced(RULE)}.", "  ", "  ")
    lines += filled(removed_told(duplicates), "  ", "  ")
    if duplicates.unkeyed:
        kept = count(duplicates.unkeyed, "contrat")
        lines.append(f"  {kept} sans acheteur ou sans identifiant : gardés.")
    versions = numbered_versions(data)
    if versions:
        title = "NUMÉROS QUI SE SUIVENT, PEUT-ÊTRE UN SEUL CONTRAT, COMPTÉS TOUS"
        lines += ["", f"{title} : {number(len(versions))}"]
        lines += _shown([(_version(row),) for row in versions])
    return "\n".join([*lines, "", "RÈGLES DE NETTOYAGE", *_rules(data)])


def _files(data: Dataset) -> Iterator[str]:
    for reading in data.readings:
        yield from filled(
            f"{reading.name} : {reading.form.label}, {count(reading.lines, 'ligne')},"
            f" {count(len(reading.incidents), 'incident')}, {_conformity(reading)}",
            "  ",
            "  ",
        )


def _conformity(reading: RawReading) -> str:
    if not _is_checked(reading):
        return f"conformité au format de 2024 : {NOT_CHECKED}"
    faults = len(reading.nonconforming)
    return count(faults, "contrat non conforme", "contrats non conformes")


def _is_checked(reading: RawReading) -> bool:
    """Say whether contracts were compared with the format of 2024: only those that claim it are."""
    return any(part.form is Form.JSON_2024 for part in reading.parts.values())


def _place(row: Incident | Nonconformity | NumberedVersion) -> str:
    where = "" if row.rank is None else f", contrat n°{NBSP}{number(row.rank + 1)}"
    return f"{row.file}{where}{f' (id {row.id})' if row.id else ''}"


def _incident(incident: Incident) -> str:
    kept = " Le contrat est gardé." if incident.kept else ""
    return f"{_place(incident)} : {incident.reason}{kept}"


def _version(row: NumberedVersion) -> str:
    amount = "montant inconnu" if row.amount is None else euros(row.amount)
    return f"{_place(row)}, après {row.first_id} : {amount} compté en plus"


def _rules(data: Dataset) -> Iterator[str]:
    """Yield each rule that touched something, with its count; then name the others, each once."""
    counts = data.cleaned.counts()
    for rule in sorted((rule for rule in counts if rule.touched), key=lambda rule: -rule.touched):
        column = f" [{rule.column}]" if rule.column else ""
        yield from filled(f"{number(rule.touched)} × {rule.label}{column}", "  ", "  ")
        yield from filled(rule.why, " " * 6, "  ")
    idle = Counter(rule.label for rule in counts if not rule.touched)
    yield f"  {count(idle.total(), 'règle')} sans rien à signaler :"
    for label, times in idle.items():
        yield from filled(f"{label}{f' ({times} colonnes)' if times > 1 else ''}", " " * 4, "  ")


def _shown(cases: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield each case, its details below it, up to a number that a person may read."""
    for title, *details in islice(cases, MOST_CASES):
        yield from filled(title, "  ", "  ")
        for detail in details:
            yield from filled(f"- {detail}", "    ", "  ")
    if len(cases) > MOST_CASES:
        left = count(len(cases) - MOST_CASES, "autre cas", "autres cas")
        yield f"  … et {left} : l’option --json les montre tous."


def _duplicates(data: Dataset) -> tuple[pl.DataFrame, Duplicates]:
    """Return the rows removed, and what is told of them."""
    tables = data.cleaned.tables
    removed = find_duplicates(tables.contracts, tables.holders)
    contracts = tables.contracts.select(*KEY, "acheteur_id", "id").collect(engine="streaming")
    return removed, duplicates_of(removed, contracts.join(removed, on=KEY, how="anti"))
