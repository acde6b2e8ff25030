"""Tables of one row a contract: data.economie.gouv.fr, and tables made at home.

Both put everything in columns: the holders in `titulaire_id_1` to `_3`, the last modification and
the last subcontract in columns of their own.  Column names are recognised without case, accents
or punctuation, so that `LieuExecution_code`, `lieuexecution_code` and `lieuExecution.code` are one.
Values stay as published: `CDL` (conditional, left empty), `MQ` (missing), `INX …` (ill-formed).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any, Final

import polars as pl

from maillon.opendata.forms.archives import stored
from maillon.opendata.forms.blocks import shown, text_of
from maillon.opendata.forms.raw import Form, Incident, RawReading
from maillon.opendata.tables import RAW_CONTRACTS, Tables, raw_schema
from maillon.wording import NBSP

#: As many official columns, and a table is taken for one of contracts.
ENOUGH_COLUMNS: Final = 4
#: Official column of the belongings of a contract -> its name in the flattened form.
_MODIFICATION: Final = {
    "modification_id": "idmodification",
    "modification_objet": "objetmodification",
    "dureeMois": "dureemoismodification",
    "montant": "montantmodification",
    "dateNotificationModification": "datenotificationmodificationmodification",
    "datePublicationDonneesModification": "datepublicationdonneesmodificationmodification",
}
_SUBCONTRACT: Final = {
    "acte_id": "idactesoustraitance",
    "sousTraitant_typeIdentifiant": "typeidentifiantsoustraitant",
    "sousTraitant_id": "idsoustraitant",
    "dureeMois": "dureemoisactesoustraitance",
    "montant": "montantactesoustraitance",
    "dateNotification": "datenotificationactesoustraitance",
    "datePublicationDonnees": "datepublicationdonneesactesoustraitance",
    "variationPrix": "variationprixactesoustraitance",
}
_CONCESSION: Final = {
    "id": "id",
    "autoriteConcedante_id": "autoriteconcedanteid",
    "nature": "nature",
    "objet": "objet",
    "dateSignature": "datesignature",
}
#: A column of a holder: what it tells, and the rank of the holder if there are several.
_HOLDER: Final = re.compile(r"titulaires?(id|typeidentifiant|nom|denominationsociale)\D*(\d*)")
_HOLDER_COLUMNS: Final = {
    "id": "titulaire_id",
    "typeidentifiant": "titulaire_typeIdentifiant",
    "nom": "titulaire_nom",
    "denominationsociale": "titulaire_nom",
}
#: What an unused group of columns holds: nothing, or « conditional, left empty ».
_UNUSED: Final = ("", "CDL")

_Columns = dict[str, str]


def plain(name: str) -> str:
    """Return a column name without case, accents or punctuation.

    >>> plain("LieuExecution_typeCode"), plain("Durée (mois)")
    ('lieuexecutiontypecode', 'dureemois')
    """
    return re.sub("[^a-z0-9]", "", unicodedata.normalize("NFKD", name.casefold()))


_KNOWN: Final = {
    *map(plain, RAW_CONTRACTS),
    *_MODIFICATION.values(),
    *_SUBCONTRACT.values(),
    *_CONCESSION.values(),
}


def known_columns(names: Iterable[str]) -> int:
    """Say how many columns are among those that are read.

    >>> known_columns(["ID", "Montant", "titulaire_id_2", "couleur"])
    3
    """
    return sum(plain(name) in _KNOWN or bool(_HOLDER.fullmatch(plain(name))) for name in names)


def is_tabular(names: Iterable[str]) -> bool:
    """Say whether a table has a row for each holder and version, as that of decp.info.

    >>> is_tabular(["uid", "titulaire_id"]), is_tabular(["acheteur_id", "titulaire_id_1"])
    (True, False)
    """
    return "titulaire_id" in (found := set(names)) and bool(found & {"uid", "acheteur_id"})


def read_records(
    records: Sequence[Any], name: str, incidents: Iterable[Incident] = ()
) -> RawReading:
    """Read the records of a JSON answer: one flat block a contract.

    Raises:
        UnreadableFile: they are rows of the tabular form, and these cannot be read.
    """
    found = list(incidents)
    rows: dict[int, Mapping[str, Any]] = {}
    for rank, record in enumerate(records):
        if isinstance(record, dict) and any(map(text_of, record.values())):
            rows[rank] = record
        else:
            reason = f"Cet enregistrement n’a pas de champ rempli{NBSP}: {shown(record)}."
            found.append(Incident(name, rank, None, reason))
    names = list(dict.fromkeys(key for record in rows.values() for key in record))
    columns = {key: [text_of(record.get(key)) for record in rows.values()] for key in names}
    if is_tabular(names):
        return _read_versions(pl.DataFrame(columns), name, found)
    frame = text_frame(list(rows), columns)
    return read_frame(frame, name, Form.FLATTENED, len(records), tuple(found))


def _read_versions(frame: pl.DataFrame, name: str, incidents: list[Incident]) -> RawReading:
    """Read records that are rows of the tabular form, as its own reader does."""
    from maillon.opendata.forms.tabular import read_tabular

    packed = BytesIO()
    frame.write_parquet(packed)
    reading = read_tabular(stored(packed.getvalue(), name))
    return replace(reading, incidents=(*incidents, *reading.incidents))


def text_frame(ranks: Sequence[int], columns: Mapping[str, Sequence[str | None]]) -> pl.DataFrame:
    """Return columns of texts, one value a contract, with the ranks of the contracts in `rang`."""
    schema = {"rang": pl.Int64(), **dict.fromkeys(columns, pl.String())}
    return pl.DataFrame({**columns, "rang": ranks}, schema=schema)


def read_frame(
    frame: pl.DataFrame, name: str, form: Form, lines: int, incidents: tuple[Incident, ...]
) -> RawReading:
    """Build a reading from a frame of texts, one row a contract, with its rank in `rang`."""
    names = [column for column in frame.columns if column != "rang"]
    if "autoriteconcedanteid" in map(plain, names):
        lines = 0
    return RawReading(name, form, flat_tables(frame.lazy(), name, names), lines, incidents)


def flat_tables(frame: pl.LazyFrame, file: str, names: Sequence[str]) -> Tables:
    """Return the raw tables of a frame of one row a contract, with its rank in `rang`."""
    by_name = {plain(name): name for name in reversed(names)}
    frame = frame.with_columns(fichier=pl.lit(file))
    same = {column: plain(column) for column in RAW_CONTRACTS}
    concessions = "autoriteconcedanteid" in by_name
    whole = frame.filter(pl.lit(value=False)) if concessions else frame
    return Tables(
        contracts=_table(whole, "contracts", same, by_name),
        holders=_holders(whole, names),
        modifications=_used(_table(whole, "modifications", _MODIFICATION, by_name)),
        subcontracts=_used(_table(whole, "subcontracts", _SUBCONTRACT, by_name)),
        concessions=_table(
            frame if concessions else frame.filter(pl.lit(value=False)),
            *("concessions", _CONCESSION, by_name),
        ),
    )


def _table(frame: pl.LazyFrame, table: str, wanted: _Columns, by_name: _Columns) -> pl.LazyFrame:
    """Select the columns of a raw table; those that the file has not are null."""
    return frame.select(
        pl.col(column)
        if column in ("fichier", "rang")
        else pl.col(by_name[wanted[column]]).alias(column)
        if wanted.get(column) in by_name
        else pl.lit(None, pl.String()).alias(column)
        for column in raw_schema(table)
    )


def _holders(frame: pl.LazyFrame, names: Sequence[str]) -> pl.LazyFrame:
    groups: dict[str, _Columns] = {"": {}}
    for name in names:
        found = _HOLDER.fullmatch(plain(name))
        if found:
            groups.setdefault(found[2], {}).setdefault(_HOLDER_COLUMNS[found[1]], name)
    same = {name: name for name in names}
    return pl.concat(_used(_table(frame, "holders", columns, same)) for columns in groups.values())


def _used(table: pl.LazyFrame) -> pl.LazyFrame:
    """Keep the rows in which at least one text says something."""
    texts = pl.selectors.string() - pl.selectors.by_name("fichier")
    return table.filter(pl.any_horizontal(texts.is_not_null() & ~texts.is_in(_UNUSED)))
