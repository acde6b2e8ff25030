"""What a profile says of families of purchases (CPV divisions), in French sentences.

The command line, the workshop and the Word page say the same, in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, NNBSP, count, listing, number, percent
from maillon.opendata.cleaning.cpv import division_name
from maillon.opendata.profiling.figures import UNKNOWN, known_euros
from maillon.opendata.profiling.indicators import Holder, Share
from maillon.opendata.profiling.profile import Division, Profile

#: Families with fewer contracts are not compared: their index says nothing.
FEWEST = 5
#: Families named for their single offers.
NAMED = 2
#: Why cells of a table of families are unknown, by column.
NO_OFFERS = "Offre unique, aucun marché de la famille ne dit ses offres"
NO_AMOUNT = "Montant, aucun montant lisible dans la famille"
NO_INDEX = "IHH, aucun titulaire identifié avec un montant lisible"


def family_name(division: Division) -> str:
    """Name a family between quotation marks."""
    return f"«{NBSP}{division_name(division.code)}{NBSP}»"


def single_offer_cell(share: Share) -> str:
    r"""Say in a cell how many contracts received one offer, out of those that say.

    >>> single_offer_cell(Share(yes=1, known=4, unknown=2))
    '1 sur 4 (25\xa0%)'
    """
    if share.share is None:
        return UNKNOWN
    return f"{number(share.yes)} sur {number(share.known)} ({percent(share.share)})"


def division_cells(division: Division) -> tuple[str, ...]:
    """Say a family in cells: name, contracts, holders, amount, index of concentration."""
    return (
        f"{division.code} {division_name(division.code)}",
        number(division.contracts),
        number(division.after.holders),
        known_euros(division.amount, division.amount_known),
        index_cell(division.after.amount),
    )


def index_cell(index: float | None) -> str:
    """Say an index of concentration in a cell; unknown when nothing is shared out."""
    return UNKNOWN if index is None else number(index)


def unknown_told(divisions: Sequence[Division]) -> str:
    r"""Say why cells of a table of families are unknown; empty when none is.

    >>> unknown_told([])
    ''
    """
    causes = [
        cause
        for cause, holds in (
            (NO_OFFERS, any(row.single_offer.share is None for row in divisions)),
            (NO_AMOUNT, any(not row.amount_known for row in divisions)),
            (NO_INDEX, any(row.after.amount is None for row in divisions)),
        )
        if holds
    ]
    silent = f"{NNBSP}; ".join(causes)
    return f"«{NBSP}{UNKNOWN}{NBSP}»{NBSP}: {silent}." if silent else ""


def holder_name(holder: Holder) -> str:
    r"""Name a holder: its name where the form gives it, and its identifier.

    >>> holder_name(Holder("450724786", None, 3, 2, 0.0))
    'SIREN\xa0450\u202f724\u202f786'
    >>> holder_name(Holder("FR1", "Moulin", 3, 2, 0.0))
    'Moulin (FR1)'
    """
    shown = holder.id
    if len(shown) == 9 and shown.isdecimal():
        shown = f"SIREN{NBSP}{shown[:3]}{NNBSP}{shown[3:6]}{NNBSP}{shown[6:]}"
    return f"{holder.name} ({shown})" if holder.name else shown


def single_offers_told(divisions: Sequence[Division]) -> str:
    """Say in which families a single offer is most frequent, and out of how many contracts."""
    enough = [row for row in divisions if row.single_offer.known >= FEWEST]
    least = f"au moins {count(FEWEST, 'marché')}"
    if not enough:
        return f"Aucune famille n’a {least} dont on connaît le nombre d’offres."
    most = sorted(enough, key=lambda row: (-(row.single_offer.share or 0), -row.contracts))
    named = [
        f"{family_name(row)} ({number(row.single_offer.yes)} sur {number(row.single_offer.known)})"
        for row in most[:NAMED]
        if row.single_offer.yes
    ]
    if not named:
        return f"Aucune famille d’{least} n’a d’offre unique."
    if len(enough) == 1:
        return f"Marchés à offre unique{NBSP}: {named[0]}."
    return (
        f"Parmi les familles d’{least}, l’offre unique est la plus fréquente en {listing(named)}."
    )


def shared_holders(profile: Profile) -> list[Holder]:
    """Return the main holders that several families depend on."""
    return [holder for holder in profile.main_holders if holder.divisions > 1]


def holders_told(profile: Profile) -> str:
    """Say which holder is present in most families, and with which part of the amounts."""
    shared = shared_holders(profile)
    if not shared:
        return "Aucun titulaire n’est présent dans plusieurs familles."
    first = shared[0]
    contracts = count(first.contracts, "marché")
    part = (
        f" et {percent(first.amount / profile.amount_total, 1)} du montant"
        if profile.amount_total
        else ""
    )
    return (
        f"Le titulaire présent dans le plus de familles{NBSP}: {holder_name(first)}, avec "
        f"{count(first.divisions, 'famille')}, {contracts}{part}."
    )
