"""A profile as a Word page: the figures, out of how many, and what they cannot say."""

from __future__ import annotations

from maillon.opendata.profiling.divisions import division_name
from maillon.opendata.profiling.figures import UNKNOWN, Figure, figures
from maillon.opendata.profiling.profile import Division, Profile
from maillon.opendata.profiling.told import CONCENTRATION_LIMITS, WARNING
from maillon.word_page import WordPage
from maillon.wording import euros, number, percent

TITLE = "Portrait de marchés"
HEAD = ("Indicateur", "Valeur", "Sur quoi", "Repère national", "Ce que ce chiffre ne dit pas")
DIVISIONS_HEAD = ("Famille (division CPV)", "Contrats", "Titulaires", "Montant", "IHH", "En nombre")


def profile_page(profile: Profile, notice: str, reading: tuple[str, ...] = ()) -> bytes:
    """Return a profile as a Word file.

    Args:
        profile: what is told.
        notice: where the contracts come from, in French.
        reading: how they were read, one French sentence a line.

    >>> from maillon.opendata import sample
    >>> from maillon.opendata.profiling.profile import profile
    >>> from maillon.opendata.reading import read
    >>> found = profile(read([sample.NATIVE]))
    >>> profile_page(found, sample.MENTION)[:2]
    b'PK'
    """
    page = WordPage(TITLE)
    page.paragraph(notice)
    page.table(HEAD, [_row(figure) for figure in figures(profile)])
    page.heading("Concentration, par famille d’achats")
    page.table(DIVISIONS_HEAD, [_division(row) for row in profile.divisions])
    page.paragraph(CONCENTRATION_LIMITS)
    if reading:
        page.heading("Comment ces données ont été lues")
        page.bullets(reading)
    page.paragraph(WARNING)
    return page.content()


def _row(figure: Figure) -> tuple[str, ...]:
    reference = figure.reference
    mark = f"{percent(reference.value, 1)} en {reference.year}" if reference else ""
    return figure.label, figure.value, figure.basis, mark, figure.limits


def _division(division: Division) -> tuple[str, ...]:
    index = [
        UNKNOWN if value is None else number(value)
        for value in (division.after.amount, division.after.number)
    ]
    return (
        f"{division.code} {division_name(division.code)}",
        number(division.contracts),
        number(division.after.holders),
        euros(division.amount),
        *index,
    )
