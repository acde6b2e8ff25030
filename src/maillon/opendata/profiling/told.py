"""The profile as a text for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from maillon.base.wording import capitalised, count, long_date
from maillon.opendata.profiling.families import (
    FEWEST,
    division_cells,
    holders_told,
    index_cell,
    single_offers_told,
    unknown_told,
)
from maillon.opendata.profiling.figures import (
    Figure,
    Reference,
    figures,
    mixed_told,
    reference_words,
)
from maillon.opendata.profiling.lines import filled, spaced
from maillon.opendata.profiling.profile import Division, Profile
from maillon.opendata.profiling.twins_told import removed_told, twins_told

#: Characters: the labels, the values, the columns of the table of divisions.
LABEL, VALUE = 44, 16
COLUMNS = (9, 11, 15, 7, 7, 7)
#: What stands below a figure.
BELOW = " " * 6
#: What every profile says of itself.
WARNING = (
    "Outil de formation. Ces chiffres décrivent les fichiers lus, pas un marché économique,"
    " ni une politique d’achat."
)
#: Rows removed that the text shows beside their twins; the report has them all.
MOST_TWINS = 20
ALL_TWINS = "« maillon decp report --json » les montre tous."
ONE_BUYER = "Pour n’en regarder qu’un : --buyer SIRET."
#: What the last columns of the table of divisions are.
COLUMNS_TOLD = "« Avant » : doublons comptés. « Nombre » : par nombre de contrats."
CONCENTRATION_LIMITS = (
    "IHH : indice de concentration par montant, de presque 0 (beaucoup de titulaires égaux) à"
    " 10 000 (un seul)."
    " Il mesure cet échantillon, pas un marché économique."
    " Peu de contrats donnent toujours un indice élevé."
)


def profile_text(profile: Profile, notice: str = "") -> str:
    """Write a profile: each figure, out of how many, beside its national reference and its limits.

    `notice` is a line on where the data come from, shown first.
    """
    lines = [*filled(notice), ""] if notice else []
    lines += filled(f"Règle : {spaced(profile.rule)}.")
    mixed = mixed_told(profile)
    if mixed:
        lines += ["", *filled(f"{mixed} {ONE_BUYER}")]
    every = figures(profile)
    for section, rows in groupby(every, key=lambda figure: figure.section):
        lines += ["", section.upper()]
        for limits, alike in groupby(rows, key=lambda figure: figure.limits):
            for figure in alike:
                lines += _figure(figure)
            lines += filled(f"Ce que cela ne dit pas : {limits}", BELOW)
    lines += ["", "CONCENTRATION PAR DIVISION CPV", *_divisions(profile.divisions)]
    divisions = profile.divisions
    for text in (single_offers_told(divisions), holders_told(profile), unknown_told(divisions)):
        lines += filled(text, "  ", "  ")
    lines += ["", "LIGNES RETIRÉES", *filled(removed_told(profile.duplicates), "  ", "  ")]
    for text in twins_told(profile.duplicates, MOST_TWINS):
        lines += filled(text, "  ", "  ")
    if profile.duplicates.total > MOST_TWINS:
        lines += filled(ALL_TWINS, "  ", "  ")
    shown = [figure.reference for figure in every if figure.reference]
    lines += ["", "REPÈRES NATIONAUX", *_sources(shown), "", *filled(WARNING)]
    return "\n".join(lines)


def _figure(figure: Figure) -> Iterator[str]:
    yield f"  {figure.label:<{LABEL}}{figure.value:>{VALUE}}"
    yield from filled(figure.basis, BELOW)
    if figure.reference:
        yield from filled(f"Repère national : {reference_words(figure.reference)}", BELOW)


def _divisions(divisions: Sequence[Division]) -> Iterator[str]:
    """Yield a table of the divisions with enough contracts, then what the others hold."""
    shown = [row for row in divisions if row.contracts >= FEWEST]
    yield _line("", ("contrats", "titulaires", "montant", "IHH", "avant", "nombre"))
    for row in sorted(shown, key=lambda row: -row.contracts):
        name, *cells = division_cells(row)
        yield _line(name, (*cells, *map(index_cell, (row.before.amount, row.after.number))))
    left = len(divisions) - len(shown)
    if left:
        others = count(left, "autre division", "autres divisions")
        yield f"  {others} de moins de {count(FEWEST, 'contrat')} : trop peu pour un indice."
    yield from filled(f"{CONCENTRATION_LIMITS} {COLUMNS_TOLD}", "  ")


def _line(name: str, cells: Sequence[str]) -> str:
    return f"  {name[:32]:<33}" + "".join(map(str.rjust, cells, COLUMNS))


def _sources(shown: Sequence[Reference]) -> Iterator[str]:
    """Yield what the references count, then where each was read."""
    for words in dict.fromkeys(f"{row.census} : {row.perimeter}." for row in shown):
        yield from filled(capitalised(words), "  ")
    for row in shown:
        day = long_date(date.fromisoformat(row.checked_on))
        yield from filled(f"{capitalised(row.label)} : {row.title}, lu le {day}.", "  ")
        yield f"{BELOW}{row.url}"
