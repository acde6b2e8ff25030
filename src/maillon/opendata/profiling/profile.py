"""What a set of contracts shows, and out of how many: the profile of DECP files.

Every share is given with its numerator and its denominator, because a field that nobody filled
says nothing; every concentration is given before and after de-duplication, because a contract
published twice counts twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from maillon.opendata.cleaning.clean import Count
from maillon.opendata.cleaning.official_words import ENVIRONMENTAL, SOCIAL, STATES
from maillon.opendata.forms.raw import Form, Part
from maillon.opendata.profiling.duplicates import (
    RULE,
    Duplicates,
    NumberedVersion,
    duplicates_of,
    find_duplicates,
    numbered_versions,
)
from maillon.opendata.profiling.indicators import (
    Buyer,
    Concentration,
    Holder,
    Modifications,
    Share,
    UnknownBuyer,
    buyers_of,
    co_held,
    concentrations,
    main_holders,
    modifications,
    share,
    tally,
)
from maillon.opendata.profiling.narrow import Narrow, narrow
from maillon.opendata.profiling.unknown import Reasons, reasons
from maillon.opendata.reading import Dataset

_SINGLE_OFFER = pl.col("offresRecues") == 1
_SIZES = {"sous_25k": 25_000, "sous_40k": 40_000}
#: Buyers that a profile keeps.
MOST_BUYERS = 5
_HOLDERS_RULE = (
    "co-titulaires : montant divisé à parts égales ; "
    "titulaire identifié par SIREN = 9 premiers chiffres du SIRET"
)


@dataclass(frozen=True)
class Slice:
    """Some contracts of a data set, after de-duplication.

    Attributes:
        code: two digits of a CPV division, or the code of a région.
        contracts: how many they are.
        amount: their known euros.
        amount_known: those whose amount is known.
        env: environmental considerations.
        soc: social considerations.
    """

    code: str
    contracts: int
    amount: float
    amount_known: int
    env: Share
    soc: Share


@dataclass(frozen=True)
class Division(Slice):
    """One CPV division.

    Attributes:
        single_offer: contracts that received one offer.
        after: concentration of holders after de-duplication.
        before: the same on every row, duplicates included.
    """

    single_offer: Share
    after: Concentration
    before: Concentration


@dataclass(frozen=True)
class Region(Slice):
    """What is performed in one région.

    Attributes:
        known: contracts of the whole data set that say in which région they are performed.
        buyers: buyers of those performed in this one.
        departments: contracts of those by département, where it is known, most first.
        holders: contracts of the whole data set with a holder established in the région.
        why: why the others do not say in which région they are performed.
    """

    known: int
    buyers: int
    departments: Mapping[str, int]
    holders: Share
    why: Reasons


@dataclass(frozen=True)
class File:
    """One file: its name, its lines before de-duplication, its environmental considerations."""

    name: str
    lines: int
    env: Share


@dataclass(frozen=True)
class Profile:
    """The indicators of one data set, after de-duplication unless a name says otherwise.

    Amounts are in euros excluding VAT; a placeholder amount is unknown and left out of sums.

    Attributes:
        files: the files, by name.
        rule: what was read, and how contracts, duplicates and holders were counted.
        lines: lines of the files, before anything; in the tabular form, not contracts.
        contracts: contracts after de-duplication.
        duplicates: rows removed, each with its twin, and lots that share an identifier.
        concessions: concessions, only counted.
        buyer: the only buyer that is looked at; None when all are.
        buyers: distinct buyers.
        unnamed: contracts that do not say their buyer.
        holders: distinct holders (SIREN, or the identifier as published when it is no SIRET).
        amount_known: contracts whose amount is known: the n of the total and of the median.
        amount_total: their euros.
        amount_median: their median; None when none is known.
        amount_why: why the amounts of the others are not known.
        one_euro: contracts of 1 €.
        under: contracts under each size of the reference profile.
        env: contracts with an environmental clause or criterion.
        soc: contracts with a social clause or criterion, or reserved.
        env_and_soc: contracts with both.
        env_or_soc: contracts with at least one.
        detail: the same for each of :data:`~maillon.opendata.tables.CONSIDERATIONS`.
        single_offer: contracts that received one offer.
        innovative: contracts declared innovative.
        subcontracting: contracts with at least one declared act of subcontracting.
        small_firms: contracts with at least one holder that is an SME (PME).
        co_held: contracts with several identified holders.
        modifications: modifications, and whether their amounts are totals or differences.
        region: what is performed in the région asked for.
        procedures: contracts by procedure, where it is known, most first.
        divisions: CPV divisions, by code.
        main_holders: the holders present in most divisions, the first ones only.
        main_buyers: the buyers of most contracts, the first ones only.
        numbered_versions: contracts of 2019 that look like a later version of another: kept.
        cleaning: what every cleaning rule touched, zeros included.
    """

    files: tuple[File, ...]
    rule: str
    lines: int
    contracts: int
    duplicates: Duplicates
    concessions: int
    buyer: Buyer | None
    buyers: int
    unnamed: int
    holders: int
    amount_known: int
    amount_total: float
    amount_median: float | None
    amount_why: Reasons
    one_euro: int
    under: Mapping[str, int]
    env: Share
    soc: Share
    env_and_soc: Share
    env_or_soc: Share
    detail: Mapping[str, Share]
    single_offer: Share
    innovative: Share
    subcontracting: Share
    small_firms: Share
    co_held: int
    modifications: Modifications
    region: Region
    procedures: Mapping[str, int]
    divisions: tuple[Division, ...]
    main_holders: tuple[Holder, ...]
    main_buyers: tuple[Buyer, ...]
    numbered_versions: tuple[NumberedVersion, ...]
    cleaning: tuple[Count, ...]


@dataclass(frozen=True)
class Study:
    """What a data set holds, in memory: its files may go, and each of its buyers be looked at.

    Attributes:
        dataset: what was read; its tables are not read again.
        region: code of the région to look at.
        contents: its columns, duplicates included.
        removed: what :func:`~maillon.opendata.profiling.duplicates.find_duplicates` returned.
        versions: contracts of 2019 that look like a later version of another.
        buyers: its buyers, those of most contracts first.
    """

    dataset: Dataset
    region: str
    contents: Narrow
    removed: pl.DataFrame
    versions: tuple[NumberedVersion, ...]
    buyers: tuple[Buyer, ...]

    def profile(self, buyer: str | None = None) -> Profile:
        """Return the indicators of the data set, or those of one of its buyers.

        Raises:
            UnknownBuyer: no contract is of this buyer.
        """
        if buyer is None:
            return _profile(self, self.contents, self.removed, self.versions)
        mine = next((each for each in self.buyers if each.id == buyer), None)
        if mine is None:
            raise UnknownBuyer(buyer)
        own = self.removed.filter(pl.col("acheteur_id") == buyer)
        versions = tuple(each for each in self.versions if each.buyer == buyer)
        return _profile(self, self.contents.of_buyer(buyer), own, versions, mine)


def study(dataset: Dataset, region: str = "32") -> Study:
    """Read all that profiles need of a data set.

    Args:
        dataset: what :func:`maillon.opendata.reading.read` returned.
        region: code of the région to look at (32: Hauts-de-France).
    """
    contents, tables = narrow(dataset, region), dataset.cleaned.tables
    removed = find_duplicates(contents.contracts.lazy(), tables.holders, tables.contracts)
    buyers = buyers_of(contents.without(removed).contracts)
    return Study(dataset, region, contents, removed, numbered_versions(dataset), buyers)


def profile(dataset: Dataset, region: str = "32", buyer: str | None = None) -> Profile:
    """Return the indicators of a data set, or those of one of its buyers.

    Args:
        dataset: what :func:`maillon.opendata.reading.read` returned.
        region: code of the région to look at (32: Hauts-de-France).
        buyer: identifier of a buyer; None for all of them.

    Raises:
        UnknownBuyer: no contract is of this buyer.
    """
    return study(dataset, region).profile(buyer)


def _profile(
    found: Study,
    before: Narrow,
    removed: pl.DataFrame,
    versions: tuple[NumberedVersion, ...],
    buyer: Buyer | None = None,
) -> Profile:
    dataset, region = found.dataset, found.region
    after = before.without(removed)
    own = f"acheteur {buyer.id} seulement ; " if buyer else ""
    contracts, amounts = after.contracts, after.contracts["montant"]
    parts = dataset.parts
    forms = {name: part.form for name, part in parts.items()}

    # A home-made table does not tell modifications.
    tells_changes = bool(set(forms.values()) - {Form.SEPARATED})

    def stated(says: pl.Expr, *fields: str) -> Share:
        found = share(contracts, says)
        if not found.unknown:
            return found
        return replace(found, why=reasons(contracts, forms, says.is_null(), *fields))

    return Profile(
        files=_files(parts, before.contracts),
        rule=f"{dataset.files} ; {own}{RULE} ; {_HOLDERS_RULE}",
        lines=sum(reading.lines for reading in dataset.readings),
        contracts=contracts.height,
        duplicates=duplicates_of(removed, contracts),
        concessions=before.concessions.height,
        buyer=buyer,
        buyers=_distinct(contracts["acheteur_id"]),
        unnamed=contracts["acheteur_id"].null_count(),
        holders=_distinct(after.holders["titulaire"]),
        amount_known=amounts.count(),
        amount_total=float(amounts.sum()),
        amount_median=amounts.median() if amounts.count() else None,  # type: ignore[arg-type]
        one_euro=int((amounts == 1).sum()),
        under={name: int((amounts < size).sum()) for name, size in _SIZES.items()},
        amount_why=reasons(contracts, forms, pl.col("montant").is_null(), "montant"),
        env=stated(pl.col("env"), ENVIRONMENTAL),
        soc=stated(pl.col("soc"), SOCIAL),
        env_and_soc=stated(pl.col("env") & pl.col("soc"), ENVIRONMENTAL, SOCIAL),
        env_or_soc=stated(pl.col("env") | pl.col("soc"), ENVIRONMENTAL, SOCIAL),
        detail={
            name: stated(pl.col(name), field) for field, names in STATES.items() for name in names
        },
        single_offer=stated(_SINGLE_OFFER, "offresRecues"),
        innovative=stated(pl.col("marcheInnovant"), "marcheInnovant"),
        subcontracting=stated(pl.col("actes"), "sousTraitanceDeclaree"),
        small_firms=stated(pl.col("pme"), "titulaire_categorie"),
        co_held=co_held(after.holders),
        modifications=modifications(contracts, after.changes, known=tells_changes),
        region=_region(
            contracts,
            region,
            stated(pl.col("local"), "titulaire_region_code"),
            reasons(contracts, forms, pl.col("region").is_null(), "lieuExecution_code"),
        ),
        procedures=tally(contracts, "procedure"),
        divisions=tuple(_divisions(before, after)),
        main_holders=main_holders(contracts, after.holders),
        main_buyers=(buyer,) if buyer else found.buyers[:MOST_BUYERS],
        numbered_versions=versions,
        cleaning=before.cleaning,
    )


def _files(parts: Mapping[str, Part], contracts: pl.DataFrame) -> tuple[File, ...]:
    """Describe each file; those of an archive, one by one."""
    rows = {str(name): rows for (name,), rows in contracts.group_by("fichier")}
    return tuple(
        File(name, part.lines, share(rows.get(name, contracts.clear()), pl.col("env")))
        for name, part in sorted(parts.items())
    )


def _distinct(values: pl.Series) -> int:
    return values.drop_nulls().n_unique()


def _slice(code: str, contracts: pl.DataFrame) -> dict[str, Any]:
    """Return what is the same of a division and of a région."""
    amounts = contracts["montant"]
    return {
        "code": code,
        "contracts": contracts.height,
        "amount": float(amounts.sum()),
        "amount_known": amounts.count(),
        "env": share(contracts, pl.col("env")),
        "soc": share(contracts, pl.col("soc")),
    }


def _region(contracts: pl.DataFrame, code: str, holders: Share, why: Reasons) -> Region:
    within = contracts.filter(pl.col("region") == code)
    return Region(
        **_slice(code, within),
        known=contracts["region"].count(),
        buyers=_distinct(within["acheteur_id"]),
        departments=tally(within, "departement"),
        holders=holders,
        why=why,
    )


def _divisions(before: Narrow, after: Narrow) -> Iterator[Division]:
    once = concentrations(after.contracts, after.holders)
    every_row = once if before is after else concentrations(before.contracts, before.holders)
    known = after.contracts.drop_nulls("division")
    groups = known.partition_by("division", as_dict=True, maintain_order=True)
    for (code,), rows in sorted(groups.items()):
        yield Division(
            **_slice(code, rows),
            single_offer=share(rows, _SINGLE_OFFER),
            after=once.get(code, Concentration()),
            before=every_row.get(code, Concentration()),
        )
