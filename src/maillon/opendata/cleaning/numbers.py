"""Whole numbers, shares and yes-or-no fields as published, and the bounds that make them likely."""

from __future__ import annotations


import polars as pl

from maillon.opendata.cleaning.rules import Effect, Rule, Step

LONG = 180
"""Months: the Ministry's consolidation refuses longer contracts; some concessions are."""
_YES = ("true", "True", "TRUE", "oui", "Oui", "OUI", "1", "vrai", "Vrai", "VRAI")
_NO = ("false", "False", "FALSE", "non", "Non", "NON", "0", "faux", "Faux", "FAUX")


def months_step(table: str) -> Step:
    """Return the step that types `dureeMois`: months, null when there is not one."""
    months, text = _whole("dureeMois"), pl.col("dureeMois")
    return Step(
        table,
        (
            _unreadable("duree-illisible:dureeMois", "Durée", text, months),
            Rule(
                "duree-nulle:dureeMois",
                "Durée nulle ou négative : considérée comme inconnue",
                "Le format officiel demande un mois au moins.",
                Effect.UNKNOWN,
                months <= 0,
            ),
            Rule(
                "duree-longue:dureeMois",
                f"Durée de plus de {LONG} mois : gardée telle quelle",
                "C’est rare, mais possible : à vérifier avant de calculer une moyenne.",
                Effect.KEPT,
                months > LONG,
            ),
        ),
        (pl.when(months > 0).then(months).alias("dureeMois"),),
    )


def offers_step() -> Step:
    """Return the step that types `offresRecues`: one offer at least, or null."""
    offers, text = _whole("offresRecues"), pl.col("offresRecues")
    return Step(
        "contracts",
        (
            _unreadable("offres-illisibles:offresRecues", "Nombre d’offres", text, offers),
            Rule(
                "offres-nulles:offresRecues",
                "Nombre d’offres nul ou négatif : considéré comme inconnu",
                "Un contrat signé a reçu au moins une offre.",
                Effect.UNKNOWN,
                offers <= 0,
            ),
        ),
        (pl.when(offers > 0).then(offers).alias("offresRecues"),),
    )


def share_step(column: str) -> Step:
    """Return the step that types a share from 0 to 1."""
    text = pl.col(column)
    value = text.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    share = pl.when(value.is_between(0, 1)).then(value)
    return Step(
        "contracts",
        (_unreadable(f"part-illisible:{column}", "Part hors de 0 à 1", text, share),),
        (share.alias(column),),
    )


def yes_no_step(column: str) -> Step:
    """Return the step that types a yes-or-no field."""
    text = pl.col(column)
    said = pl.when(text.is_in(_YES)).then(statement=True).when(text.is_in(_NO)).then(
        statement=False
    )  # fmt: skip
    return Step(
        "contracts",
        (_unreadable(f"oui-non-illisible:{column}", "Réponse par oui ou non", text, said),),
        (said.alias(column),),
    )


def _whole(column: str) -> pl.Expr:
    value = pl.col(column).cast(pl.Float64, strict=False)
    return pl.when(value.is_finite() & (value == value.round()) & (value.abs() < 1e9)).then(
        value
    ).cast(pl.Int64)  # fmt: skip


def _unreadable(name: str, what: str, text: pl.Expr, value: pl.Expr) -> Rule:
    return Rule(
        name,
        f"{what} illisible : valeur considérée comme inconnue",
        "Ce n’est pas un nombre, ou une réponse, du format officiel.",
        Effect.UNKNOWN,
        text.is_not_null() & value.is_null(),
    )
