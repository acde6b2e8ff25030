"""The profile as a record: the keys and roundings of `profil_reference.json`.

What the files do not say is null, never zero: a form without considerations shows no absence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillon.opendata.profiling.profile import Division, Profile

ENOUGH = 15
"""Contracts of a CPV division from which it is described."""
_DETAIL: Mapping[str, str] = {
    "marche_reserve": "soc_reserve",
    "clause_env": "env_clause",
    "critere_env": "env_critere",
    "clause_soc": "soc_clause",
    "critere_soc": "soc_critere",
}


def profile_record(profile: Profile) -> dict[str, Any]:
    """Return the keys of `profil_reference.json`, in its order."""
    amounts = profile.amount_known
    return {
        "regle": profile.rule,
        "lignes_brutes": profile.lines,
        "contrats": profile.contracts,
        "doublons": profile.duplicates.total,
        "concessions": profile.concessions,
        "acheteurs": profile.buyers,
        "titulaires_siren": profile.holders,
        "montant_total": _rounded(profile.amount_total, 2) if amounts else None,
        "montant_median": _rounded(profile.amount_median, 2),
        "montant_1_euro": profile.one_euro if amounts else None,
        **{name: number if amounts else None for name, number in profile.under.items()},
        "env_nb": profile.env.count,
        "env_part": _rounded(profile.env.share, 4),
        "soc_nb": profile.soc.count,
        "soc_part": _rounded(profile.soc.share, 4),
        "env_et_soc": profile.env_and_soc.count,
        "env_ou_soc": profile.env_or_soc.count,
        "env_part_montant": _rounded(profile.env.amount_share, 4),
        "soc_part_montant": _rounded(profile.soc.amount_share, 4),
        **{key: profile.detail[name].count for key, name in _DETAIL.items()},
        "une_seule_offre": profile.single_offer.count,
        "avec_modifications": profile.modifications.contracts,
        "avec_actes_st": profile.subcontracting.count,
        "multi_titulaires": profile.co_held,
        "innovants": profile.innovative.count,
        "hdf": _region(profile),
        "procedure": dict(profile.procedures),
        "division_cpv": {
            each.code: _division(each) for each in profile.divisions if each.contracts >= ENOUGH
        },
        "par_jour": {
            file.name: {"lignes": file.lines, "env": file.env.count} for file in profile.files
        },
    }


def _region(profile: Profile) -> dict[str, Any]:
    region = profile.region
    if not region.known:
        return dict.fromkeys(("contrats", "acheteurs", "montant", "env", "soc", "par_dep"))
    return {
        "contrats": region.contracts,
        "acheteurs": region.buyers,
        "montant": _rounded(region.amount, 2) if region.amount_known else None,
        "env": region.env.yes if profile.env.known else None,
        "soc": region.soc.yes if profile.soc.known else None,
        "par_dep": dict(region.departments),
    }


def _division(division: Division) -> dict[str, Any]:
    return {
        "contrats": division.contracts,
        "titulaires": division.after.holders,
        "hhi_montant": _rounded(division.after.amount, 1),
        "hhi_nombre": _rounded(division.after.number, 1),
        "env": division.env.count,
        "soc": division.soc.count,
        "montant": _rounded(division.amount, 2) if division.amount_known else None,
    }


def _rounded(value: float | None, decimals: int) -> float | None:
    return None if value is None else round(value, decimals)
