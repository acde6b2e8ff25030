"""Amounts as published: French spaces and commas, fill values, and the one-euro convention.

The limits are those that the Ministry's own consolidation applies (139bercy/decp-arr2022,
`augmente/nettoyage.py`, read in August 2026), save that round amounts are no fill value here.
An amount of 1 € is kept: buyers write it for a framework agreement without a maximum.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from maillon.opendata.cleaning.rules import Effect, Rule, Step

CEILING = 3e9
"""Euros: above, no French contract is known; the amount is a slip or a fill value."""
SENTINEL = 12_311_111_111.0
"""What decp.info writes in place of an amount of more than eleven digits."""

#: Several values that a form gave to one field are joined so: « 50000, 60000 » is no decimal.
_SEVERAL = ", "
_BLANKS = r"[\s\x{00A0}\x{202F}\x{2009}€'’]"
_AMBIGUOUS = r"^-?[0-9]{1,3},[0-9]{3}$"
_DECIMAL_COMMA = r"^-?[0-9]+,[0-9]*$"
_POINTS_AND_COMMA = r"^-?[0-9]{1,3}(\.[0-9]{3})+,[0-9]*$"
#: Seven times the same digit in a row, or the digits in order.
_FILLED = "^123456789|" + "|".join(f"{digit}{{7}}" for digit in range(1, 10))
FILLED_FLOOR = 1e8
"""Euros: under it, 33 333 333.33 is a third of a hundred million before it is a fill value."""
_KNOWN_FILLERS = (39_999_996.0, 99_999_999.0, 399_999_996.0)
"""Euros: values seen several times in the data of one buyer (Nice; a body of the PES file)."""


def amount_steps(table: str) -> Iterator[Step]:
    """Yield the steps that turn the column `montant` of a table into euros, null if unknown."""
    text = pl.col("montant")
    several = text.str.contains(_SEVERAL, literal=True)
    yield Step(
        table,
        (
            Rule(
                "montant-multiple:montant",
                "Plusieurs montants pour un seul : considéré comme inconnu",
                "Rien ne dit lequel est le bon.",
                Effect.UNKNOWN,
                several,
            ),
        ),
        (pl.when(~several).then(text),),
    )
    yield Step(
        table,
        (
            Rule(
                "montant-espaces:montant",
                "Montant écrit avec des espaces ou le signe € : remis en chiffres",
                "Un tableur français sépare ainsi les milliers.",
                Effect.REWRITTEN,
                text.str.contains(_BLANKS),
            ),
        ),
        (text.str.replace_all(_BLANKS, ""),),
    )
    point = text.str.replace(",", ".", literal=True)
    french = text.str.contains(_DECIMAL_COMMA) & ~text.str.contains(_AMBIGUOUS)
    yield Step(
        table,
        (
            Rule(
                "montant-virgule:montant",
                "Montant écrit avec une virgule décimale : remplacée par un point",
                "Un tableur français écrit ainsi les centimes.",
                Effect.REWRITTEN,
                french | text.str.contains(_POINTS_AND_COMMA),
            ),
        ),
        (
            pl.when(french)
            .then(point)
            .when(text.str.contains(_POINTS_AND_COMMA))
            .then(text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
            .otherwise(text),
        ),
    )
    value = text.cast(pl.Float64, strict=False)
    readable = pl.when(value.is_finite()).then(value)
    yield Step(
        table,
        (
            Rule(
                "montant-illisible:montant",
                "Montant illisible : considéré comme inconnu",
                "Ce n’est pas un nombre, ou il peut se lire de deux façons.",
                Effect.UNKNOWN,
                text.is_not_null() & readable.is_null(),
            ),
        ),
        (readable.alias("montant"),),
    )
    yield _placeholders(table)


def _placeholders(table: str) -> Step:
    euros = pl.col("montant")
    large = euros.is_between(FILLED_FLOOR, CEILING, closed="right")
    whole = pl.when(large).then(euros).cast(pl.Int64).cast(pl.String)
    tests = {
        "montant-nul": (
            "Montant nul ou négatif : considéré comme inconnu",
            "Un contrat a un prix ; zéro remplit une case obligatoire.",
            euros <= 0,
        ),
        "montant-infime": (
            "Montant de moins d’un euro : considéré comme inconnu",
            "Le format officiel demande un euro au moins.",
            (euros > 0) & (euros < 1),
        ),
        "montant-sentinelle": (
            "Montant 12311111111 : considéré comme inconnu",
            "Le tableau de decp.info remplace ainsi un montant de plus de onze chiffres.",
            euros == SENTINEL,
        ),
        "montant-geant": (
            "Montant de plus de trois milliards d’euros : considéré comme inconnu",
            "Le ministère écarte aussi ces montants : aucun contrat connu ne les atteint.",
            (euros > CEILING) & (euros != SENTINEL),
        ),
        "montant-remplissage": (
            "Montant de remplissage, souvent un même chiffre répété : considéré comme inconnu",
            "« 999999999 » remplit une case obligatoire.",
            whole.str.contains(_FILLED) | euros.is_in(_KNOWN_FILLERS),
        ),
    }
    unknown = tuple(
        Rule(f"{name}:montant", label, why, Effect.UNKNOWN, touches)
        for name, (label, why, touches) in tests.items()
    )
    symbolic = Rule(
        "montant-un-euro:montant",
        "Montant d’un euro : gardé tel quel",
        "C’est souvent un accord-cadre dont le maximum n’a pas été saisi : la somme en souffre.",
        Effect.KEPT,
        euros == 1,
    )
    any_of_them = pl.any_horizontal(rule.touches for rule in unknown).fill_null(value=False)
    return Step(table, (*unknown, symbolic), (pl.when(~any_of_them).then(euros).alias("montant"),))
