"""A profile as a Word page: the figures, out of how many, and what they cannot say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maillon.base.word_page import WordPage
from maillon.base.wording import capitalised, euros, number, percent
from maillon.opendata.profiling.families import (
    division_cells,
    holder_name,
    holders_told,
    shared_holders,
    single_offer_cell,
    single_offers_told,
    unknown_told,
)
from maillon.opendata.profiling.figures import (
    UNKNOWN,
    Figure,
    Reference,
    figures,
    limits_told,
    mixed_told,
    reference_words,
)
from maillon.opendata.profiling.indicators import Holder
from maillon.opendata.profiling.lines import spaced
from maillon.opendata.profiling.profile import Division, Profile
from maillon.opendata.profiling.told import CONCENTRATION_LIMITS, MOST_TWINS, WARNING
from maillon.opendata.profiling.twins_told import removed_told, twins_told

TITLE = "Portrait de marchés"
#: The columns of each table, with their widths in centimetres.
FIGURES = {"Indicateur": 4.2, "Valeur": 3.0, "Sur quoi": 5.8, "Repère national": 3.0}
DIVISIONS = {
    "Famille": 3.9,
    "Contrats": 2.3,
    "Offre unique": 2.3,
    "Titulaires": 2.6,
    "Montant": 3.1,
    "IHH": 1.8,
}
HOLDERS = {
    "Titulaire": 5.2,
    "Familles": 2.3,
    "Contrats": 2.3,
    "Montant": 3.1,
    "Part du montant": 3.1,
}


def profile_page(
    profile: Profile,
    notice: str,
    reading: Sequence[str] = (),
    *,
    summary: Sequence[str] = (),
    families: Sequence[str] = (),
) -> bytes:
    """Return a profile as a Word file.

    Args:
        profile: what is told.
        notice: where the contracts come from, in French.
        reading: how they were read, one French sentence a line.
        summary: what a page said first of the profile, sentence after sentence.
        families: what it said of families; if nothing, what this module finds.
    """
    page = WordPage(TITLE)
    page.paragraph(notice)
    for line in summary:
        page.paragraph(line)
    mixed = mixed_told(profile)
    if mixed and mixed not in summary:
        page.paragraph(mixed)
    page.paragraph(WARNING)
    shown = figures(profile)
    _table(page, FIGURES, [_row(figure) for figure in shown])
    page.heading("Ce que ces chiffres ne disent pas")
    page.bullets([spaced(line) for line in limits_told(shown)])
    page.heading("Repères nationaux")
    page.bullets([_reference(each.reference) for each in shown if each.reference])
    page.heading("Familles d’achats")
    _table(page, DIVISIONS, [_division(row) for row in profile.divisions])
    for line in families or [single_offers_told(profile.divisions)]:
        page.paragraph(line)
    unknown = unknown_told(profile.divisions)
    if unknown and unknown not in families:
        page.paragraph(unknown)
    page.paragraph(spaced(CONCENTRATION_LIMITS))
    page.heading("Titulaires présents dans plusieurs familles")
    if not families:
        page.paragraph(holders_told(profile))
    shared = shared_holders(profile)
    if shared:
        _table(page, HOLDERS, [_holder(row, profile) for row in shared])
    page.heading("Lignes retirées")
    page.paragraph(removed_told(profile.duplicates))
    if profile.duplicates.total:
        page.bullets(list(twins_told(profile.duplicates, MOST_TWINS)))
    if reading:
        page.heading("Comment ces données ont été lues")
        page.bullets(reading)
    return page.content()


def _table(page: WordPage, columns: Mapping[str, float], rows: Sequence[Sequence[str]]) -> None:
    page.table(list(columns), rows, list(columns.values()))


def _row(figure: Figure) -> tuple[str, ...]:
    reference = figure.reference
    mark = f"{percent(reference.value, 1)} en {reference.year}" if reference else ""
    return figure.label, figure.value, spaced(figure.basis), mark


def _reference(reference: Reference) -> str:
    """Say a national figure, how far it compares, and where it was read."""
    return spaced(
        f"{capitalised(reference.label)} : {reference_words(reference)}"
        f" Source : {reference.title}, {reference.url}"
    )


def _division(division: Division) -> tuple[str, ...]:
    name, contracts, *rest = division_cells(division)
    return name, contracts, single_offer_cell(division.single_offer), *rest


def _holder(holder: Holder, profile: Profile) -> tuple[str, ...]:
    total = profile.amount_total
    return (
        holder_name(holder),
        number(holder.divisions),
        number(holder.contracts),
        euros(holder.amount),
        percent(holder.amount / total, 1) if total else UNKNOWN,
    )
