"""Which lines of a tabular file tell the current version of a contract, which ones an earlier one.

A `uid` is a buyer and an identifier, and buyers publish several lots under one: another object is
another lot. So is another holder with another amount, or with another number of offers; holders
with both in common hold a contract together, and a holder that changes amount has a new version
(:func:`split_lots`).

The current version is the one that `donneesActuelles` says; failing that, the latest by
`dateNotification`, then `datePublicationDonnees`, then `modification_id`. Within one version, the
first line of the file speaks for the contract.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from maillon.opendata.cleaning.dates import as_date
from maillon.opendata.cleaning.firms import lost_digits

LINE = "_ligne"
"""The column that numbers the lines of the file, from 0."""

#: Characters of a SIRET.
_SIRET = 14
#: Columns added while lots are told apart: the least place of a lot, and whole euros, for two
#: holders of one contract may write its cents differently.
_LABEL = "_lot"
_EUROS = "_euros"
_YES = ("true", "oui", "vrai", "1")
#: A line with none of these is no contract: a spreadsheet writes such lines at its end.
_TELLING = ("id", "acheteur_id", "titulaire_id", "titulaire_nom", "montant")

#: A version is one whole number: from the right, 12 bits for its modification, 21 for each date,
#: one that says that it is current.
_RANK_BITS = 12
_DAY_BITS = 21
_CURRENT = 1 << (_RANK_BITS + 2 * _DAY_BITS)


@dataclass(frozen=True)
class Versions:
    """Lines of the file, each with the `rang` of its contract: the line that speaks for it.

    Attributes:
        lines: how many lines the file has.
        contracts: the line that speaks for each contract.
        holders: one line a holder of the current version.
        changes: the first line of each version after the first.
        several: contracts whose current version has several amounts for the same holder.
        lots: contracts that share their identifier with another one: lots, most likely.
        alone: lines that no identifier joins to others, blank ones left out: a contract each.
        blank: lines that say nothing, and are no contract.
    """

    lines: int
    contracts: pl.DataFrame
    holders: pl.DataFrame
    changes: pl.DataFrame
    several: int
    lots: int
    alone: int
    blank: int


def line_columns(names: Collection[str]) -> list[pl.Expr]:
    """Return what :func:`find_versions` needs of each line, out of the columns `names`."""

    def of(name: str) -> pl.Expr:
        return pl.col(name) if name in names else pl.lit(None, pl.String())

    def known(name: str) -> pl.Expr:
        return pl.when((of(name) != "") & ~lost_digits(of(name))).then(of(name))

    uid = known("uid")
    pair = pl.when(uid.is_null()).then(known("acheteur_id") + known("id"))
    key = pl.coalesce(uid, pair)
    holder = pl.coalesce(of("titulaire_id"), of("titulaire_nom"))
    # « 1.0 » where a table passed through a spreadsheet or pandas.
    modification = (
        of("modification_id").cast(pl.Float64(), strict=False).cast(pl.Int64(), strict=False)
    )
    order = modification.fill_null(0).clip(0, (1 << _RANK_BITS) - 1)
    for place, name in enumerate(("datePublicationDonnees", "dateNotification")):
        day = as_date(of(name)).cast(pl.Int32()).cast(pl.Int64()).fill_null(-1) + 1
        order = order + day * (1 << (_RANK_BITS + place * _DAY_BITS))
    current = of("donneesActuelles").str.to_lowercase().is_in(_YES)
    return [
        pl.col(LINE),
        # Two keys out of two million share 64 bits once in ten million files.
        pl.when(key.is_null()).then(pl.col(LINE).hash()).otherwise(key.hash()).alias("uid"),
        (order + current.fill_null(value=False).cast(pl.Int64()) * _CURRENT).alias("version"),
        (modification > 0).alias("changes"),
        of("montant").cast(pl.Float64(), strict=False).alias("montant"),
        pl.when(holder.is_not_null()).then(holder.hash()).alias("holder"),
        # Two establishments of a firm are one holder: the SIREN begins a SIRET.
        pl.when(holder.str.len_bytes() == _SIRET)
        .then(holder.str.head(9).hash())
        .when(holder != "")
        .then(holder.hash())
        .alias("firm"),
        of("objet").hash().alias("objet"),
        of("offresRecues").hash().alias("offers"),
        key.is_null().alias("alone"),
        pl.all_horizontal(
            key.is_null(), *((of(name) == "").fill_null(value=True) for name in _TELLING)
        ).alias("blank"),
    ]


def find_versions(lines: pl.DataFrame) -> Versions:
    """Sort lines by contract and version; `lines` has the columns of :func:`line_columns`.

    >>> file = pl.DataFrame({LINE: [0, 1, 2], "uid": ["a", "a", "a"],
    ...     "modification_id": ["0", "1", "1"], "titulaire_id": ["1", "1", "2"]})
    >>> found = find_versions(file.select(line_columns(file.columns)))
    >>> found.contracts.rows(), found.holders.rows(), found.changes.rows()
    ([(1, 1)], [(1, 1), (2, 1)], [(1, 1)])
    """
    uid, version, order = pl.col("uid"), pl.col("version"), pl.col("version") % _CURRENT
    opens = uid.ne_missing(uid.shift())
    closes = uid.ne_missing(uid.shift(-1))
    earliest = pl.min_horizontal(_first(opens, order), _last(closes, order))
    numbered = split_lots(lines.filter(~pl.col("blank")))
    marked = numbered.sort("uid", "version", LINE, descending=(False, True, False)).select(
        LINE,
        "holder",
        "lot",
        _first(opens, pl.col(LINE)).alias("rang"),
        (version == _first(opens, version)).alias("current"),
        (pl.col("montant") != _first(opens, pl.col("montant"))).alias("other_amount"),
        ((opens | (version != version.shift())) & pl.coalesce("changes", order > earliest)).alias(
            "change"
        ),
    )
    current = marked.filter("current")
    holders = current.drop_nulls("holder").unique(
        ["rang", "holder"], keep="first", maintain_order=True
    )
    contracts = marked.filter(pl.col(LINE) == pl.col("rang"))
    return Versions(
        lines=lines.height,
        contracts=contracts.select(LINE, "rang"),
        holders=holders.select(LINE, "rang"),
        changes=marked.filter("change").select(LINE, "rang").sort(LINE),
        several=current.filter("other_amount")["rang"].n_unique(),
        lots=int(contracts["lot"].sum()),
        alone=int(numbered["alone"].sum()),
        blank=lines.height - numbered.height,
    )


def split_lots(lines: pl.DataFrame) -> pl.DataFrame:
    """Give each lot its own `uid`, and say with `lot` which lines belong to one of several.

    Lines of one identifier and object are one contract when they share a holder, or an amount and
    a number of offers, or are joined by others that do; amounts are compared in whole euros. A line
    without either goes with the first.

    >>> lines = pl.DataFrame({"uid": ["a"] * 4, "objet": [1] * 4, "changes": [None] * 4,
    ...     "firm": [1, 2, 2, 3], "montant": [5.0, 5.0, 6.0, 9.0],
    ...     "offers": [3, 3, 3, 3]})
    >>> split_lots(lines)["uid"].n_unique()
    2
    """

    def differ(name: str) -> pl.Expr:
        return pl.col(name).min() != pl.col(name).max()

    several = differ("objet") | (differ("firm") & (differ("montant") | differ("offers")))
    shared = lines.lazy().group_by("uid").agg(several.alias("several"))
    shared = shared.filter("several").select("uid")
    lines = lines.with_row_index(_LABEL)
    rows = lines.lazy().join(shared, on="uid", how="semi").collect()
    others = lines.lazy().join(shared, on="uid", how="anti").collect()
    rows = rows.with_columns(pl.col("montant").round().alias(_EUROS))
    before = None
    while before is None or not before.equals(rows[_LABEL]):
        before = rows[_LABEL]
        for links in (("firm",), (_EUROS, "offers")):
            least = pl.col(_LABEL).min().over("uid", "objet", *links)
            unsaid = pl.col(links[0]).is_null()
            rows = rows.with_columns(pl.when(unsaid).then(_LABEL).otherwise(least))
    alone = pl.all_horizontal(pl.col("firm", "montant").is_null())
    first = pl.col(_LABEL).min().over("uid", "objet")
    rows = rows.with_columns(pl.when(alone).then(first).otherwise(_LABEL).alias(_LABEL))
    lot = pl.col(_LABEL).n_unique().over("uid") > 1
    rows = rows.with_columns(lot.alias("lot")).with_columns(
        pl.when("lot").then(pl.struct("uid", _LABEL).hash()).otherwise("uid").alias("uid"),
        # The number of a version counts those of all lots: only their order tells.
        pl.when(~pl.col("lot")).then("changes").alias("changes"),
    )
    return pl.concat(
        [others.with_columns(pl.lit(value=False).alias("lot")), rows.drop(_EUROS)]
    ).drop(_LABEL)


def _first(opens: pl.Expr, value: pl.Expr) -> pl.Expr:
    """Repeat the value of the first line of each contract."""
    return pl.when(opens).then(value).forward_fill()


def _last(closes: pl.Expr, value: pl.Expr) -> pl.Expr:
    """Repeat the value of the last line of each contract: its earliest version, most often."""
    return pl.when(closes).then(value).backward_fill()
