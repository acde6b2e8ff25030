"""The figures of a profile as people read them: value, out of how many, and what it cannot say.

The command line and the workshop show the same figures, in the same words.  National figures are
shown beside some, each with its year, perimeter and source: they come from a census, not from DECP,
and what is counted differs, which :attr:`Reference.caution` says wherever the figure is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from maillon.base.wording import NBSP, count, euros, listing, number, percent
from maillon.base.yaml_files import read_yaml
from maillon.opendata.cleaning.places import regions
from maillon.opendata.profiling.indicators import Share
from maillon.opendata.profiling.lines import spaced
from maillon.opendata.profiling.profile import Profile
from maillon.opendata.profiling.unknown import Reasons, why_told

REFERENCES = Path(__file__).with_name("references.yaml")
UNKNOWN = "inconnu"
#: Buyers that are named when a profile mixes several.
NAMED = 3
#: Why nothing is said of modifications, or of their amounts.
NO_CHANGES = "champ absent de ce format : un tableau maison ne dit pas ses modifications"
NO_AMOUNTS = (
    " (aucune modification lue ne donne son montant et celui du départ\u202f; "
    "le tableau consolidé ne donne que le montant en vigueur)"
)


@dataclass(frozen=True)
class Reference:
    """One national figure.

    Attributes:
        id: its id in `references.yaml`.
        indicator: what it measures; several years may measure the same.
        label: what it counts, in French.
        year: the year of the contracts.
        value: a share from 0 to 1, a number of contracts or an amount in euros, by its indicator.
        census: what collected it, in French.
        perimeter: which contracts are counted, in French.
        caution: why it cannot be compared as it stands, in French.
        title: the document where it was read.
        url: its address.
        checked_on: day on which it was read, AAAA-MM-JJ.
    """

    id: str
    indicator: str
    label: str
    year: int
    value: float
    census: str
    perimeter: str
    caution: str
    title: str
    url: str
    checked_on: str


@cache
def references() -> dict[str, Reference]:
    """Read every reference, by its id.

    >>> references()["social-2023"].value
    0.187

    Raises:
        RegistryError: the file cannot be read.
    """
    read = read_yaml(REFERENCES)
    census = read["census"]
    return {
        row["id"]: Reference(
            id=row["id"],
            indicator=row["indicator"],
            year=row["year"],
            value=float(row["value"]),
            census=census["name"],
            perimeter=census["perimeter"],
            checked_on=census["checked_on"],
            **read["indicators"][row["indicator"]],
            **read["sources"][row["source"]],
        )
        for row in read["references"]
    }


def latest(indicator: str) -> Reference:
    """Return the last year known of an indicator.

    Raises:
        ValueError: no reference measures it.
    """
    return max(
        (row for row in references().values() if row.indicator == indicator),
        key=lambda row: row.year,
    )


@dataclass(frozen=True)
class Figure:
    """One figure of a profile.

    Attributes:
        id: its id, which pages may rely on.
        section: the heading under which it is shown.
        label: its name in French.
        value: what it is worth, in French; « inconnu » when the data do not say.
        basis: numerator, denominator and what is not said, in French.
        limits: what it cannot say, in French.
        reference: the national figure to show beside it, if there is one.
        share: the three states, where the figure is a share.
    """

    id: str
    section: str
    label: str
    value: str
    basis: str
    limits: str
    reference: Reference | None = None
    share: Share | None = None


def figures(profile: Profile) -> tuple[Figure, ...]:
    """Return every figure of a profile but those by division, in the order of reading."""
    shares = _shares(profile)
    values = _counts(profile)
    values |= {name: (_value(share), share_words(share)) for name, share in shares.items()}
    return tuple(
        Figure(
            id=row["id"],
            section=section,
            label=row["label"],
            value=values[row["id"]][0],
            basis=values[row["id"]][1],
            limits=row["limits"],
            reference=latest(row["reference"]) if "reference" in row else None,
            share=shares.get(row["id"]),
        )
        for section, rows in _texts().items()
        for row in rows
    )


@cache
def _texts() -> Any:
    return read_yaml(Path(__file__).with_name("figures.yaml"))


def share_words(share: Share) -> str:
    r"""Say a share in its three states, and the part of the amounts where it is known.

    >>> share_words(Share(yes=1, known=4, unknown=2, amount_yes=30.0, amount_known=40.0))
    '1 oui, 3 non, 2\xa0non renseignés\u202f; 75,0\xa0% du montant'
    """
    states = (
        f"{number(share.yes)} oui, {number(share.known - share.yes)} non,"
        f" {count(share.unknown, 'non renseigné', 'non renseignés')}{_because(share.why)}"
    )
    amount = share.amount_share
    return states if amount is None else f"{states} ; {percent(amount, 1)} du montant"


def _because(why: Reasons) -> str:
    return f" ({why_told(why)})" if why else ""


def mixed_told(profile: Profile) -> str:
    """Say that a profile mixes several buyers, and name those of most contracts; else, nothing."""
    if profile.buyers < 2:
        return ""
    named = listing([buyer.label for buyer in profile.main_buyers[:NAMED]])
    silent = count(profile.unnamed, "marché ne dit", "marchés ne disent")
    unnamed = f" En outre, {silent} pas son acheteur." if profile.unnamed else ""
    return (
        f"Ce portrait mélange {count(profile.buyers, 'acheteur')}{NBSP}: ce n’est celui d’aucun. "
        f"Ceux qui ont le plus de marchés{NBSP}: {named}.{unnamed}"
    )


def figure_told(figure: Figure) -> str:
    """Say a figure in one line: its name, its value, out of how many, and its national mark."""
    mark = ""
    if figure.reference:
        year, value = figure.reference.year, percent(figure.reference.value, 1)
        mark = f" Repère national{NBSP}: {value} en {year}."
    return f"{figure.label}{NBSP}: {figure.value} ({spaced(figure.basis)}).{mark}"


def limits_told(shown: Sequence[Figure]) -> list[str]:
    """Say what figures cannot say: the same limits are said once, for all that share them.

    A whole section that shares its limits is named in one word.
    """
    labels: dict[str, list[str]] = {}
    sections: dict[str, set[str]] = {}
    for figure in shown:
        labels.setdefault(figure.limits, []).append(figure.label)
        sections.setdefault(figure.section, set()).add(figure.limits)
    whole = {limits.pop(): name for name, limits in sections.items() if len(limits) == 1}
    sentences = []
    for limits, named in labels.items():
        names = [whole[limits]] if limits in whole and len(named) > 1 else named
        quoted = listing([f"«{NBSP}{name}{NBSP}»" for name in names])
        sentences.append(f"{quoted}{NBSP}: {limits[:1].lower()}{limits[1:]}")
    return sentences


def reference_words(reference: Reference) -> str:
    r"""Say a national figure with its year, and why it does not compare as it stands.

    >>> reference_words(latest("social"))[:16]
    '18,7\xa0% en 2023. '
    """
    return f"{percent(reference.value, 1)} en {reference.year}. {reference.caution}"


def known_euros(amount: float, known: int) -> str:
    """Write the sum of the amounts that are known; unknown when none is, which is not zero.

    >>> known_euros(0.0, 0)
    'inconnu'
    """
    return euros(amount) if known else UNKNOWN


def _value(share: Share) -> str:
    return UNKNOWN if share.share is None else percent(share.share, 1)


def _shares(profile: Profile) -> dict[str, Share]:
    """Return the figures that are shares, by their id."""
    names = ("single_offer", "env", "soc", "env_or_soc", "env_and_soc", "subcontracting")
    own = {name: getattr(profile, name) for name in (*names, "innovative", "small_firms")}
    return {**own, **profile.detail, "local_holders": profile.region.holders}


def _counts(profile: Profile) -> dict[str, tuple[str, str]]:
    """Return the value and the basis of each figure that is no share, by its id."""
    every = profile.buyer is None
    contracts, changes = count(profile.contracts, "contrat"), profile.modifications
    amounts, silent = profile.amount_known, _because(profile.amount_why)
    known = count(amounts, "montant connu", "montants connus")
    lines = count(profile.lines, "ligne lue", "lignes lues")
    apart = f"{'' if every else ', tous acheteurs confondus'}, {_removed(profile)}"
    compared = count(changes.amounts, "montant comparable", "montants comparables")
    half = "moins de la moitié du montant initial"
    region = profile.region
    buyers = count(region.buyers, "acheteur")
    place = regions().get(region.code, f"région {region.code}")
    placed = count(region.known, "contrat localisé", "contrats localisés")
    bought = known_euros(region.amount, region.amount_known)
    return {
        "contracts": (number(profile.contracts), f"{lines}{apart}"),
        "buyers": (
            number(profile.buyers),
            f"seulement {profile.buyer.label}" if profile.buyer else "SIRET différents",
        ),
        "holders": (
            number(profile.holders),
            "SIREN différents, ou l’identifiant publié s’il n’est pas un SIRET",
        ),
        "amount": (known_euros(profile.amount_total, amounts), f"{known} sur {contracts}{silent}"),
        "median": (
            UNKNOWN if profile.amount_median is None else euros(profile.amount_median),
            f"{known} sur {contracts}{silent} ; la moitié des contrats est au-dessous",
        ),
        "one_euro": (
            number(profile.one_euro) if amounts else UNKNOWN,
            f"sur {known}{'' if amounts else silent}",
        ),
        "modified": (UNKNOWN, NO_CHANGES)
        if changes.contracts is None
        else (
            number(changes.contracts),
            f"sur {contracts}, {count(changes.count, 'modification')}",
        ),
        "below_half": (
            number(changes.below_half) if changes.amounts else UNKNOWN,
            f"sur {compared}, {half}{'' if changes.amounts else NO_AMOUNTS}",
        ),
        "co_held": (number(profile.co_held), f"sur {contracts}"),
        "region": (
            number(region.contracts) if region.known else UNKNOWN,
            f"{place} : sur {placed}{_because(region.why)}, {buyers}, {bought}",
        ),
    }


def _removed(profile: Profile) -> str:
    found = profile.duplicates
    doubt = f", dont {number(found.doubtful)} peut-être un second lot" if found.doubtful else ""
    lots = count(found.lots, "lot gardé sous un même numéro", "lots gardés sous un même numéro")
    kept = f", {lots}" if found.lots else ""
    return f"{count(found.total, 'doublon retiré', 'doublons retirés')}{doubt}{kept}"
