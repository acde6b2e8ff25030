"""The figures of a profile as people read them: value, out of how many, and what it cannot say.

The command line and the workshop show the same figures, in the same words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maillon.base.wording import NBSP, count, euros, listing, number, percent
from maillon.opendata.cleaning.places import regions
from maillon.opendata.profiling.indicators import Share
from maillon.opendata.profiling.lines import spaced
from maillon.opendata.profiling.profile import Profile
from maillon.opendata.profiling.references import Reference, latest
from maillon.opendata.profiling.unknown import Reasons, why_told

UNKNOWN = "inconnu"
#: Buyers that are named when a profile mixes several.
NAMED = 3
#: Why no amount of a modification says anything: the consolidated table has those in force.
NO_AMOUNTS = (
    " (aucune modification lue ne donne son montant et celui du départ\u202f; "
    "le tableau consolidé ne donne que le montant en vigueur)"
)
#: The five considerations, in the words of the official format.
CONSIDERATION_LABELS = {
    "env_clause": "Clause environnementale",
    "env_critere": "Critère environnemental",
    "soc_clause": "Clause sociale",
    "soc_critere": "Critère social",
    "soc_reserve": "Marché réservé",
}
#: Which national figure stands beside which consideration: the census counts clauses.
COMPARED = {"env_clause": "environment", "soc_clause": "social"}


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
    return (
        *_volume(profile),
        *_competition(profile),
        *_considerations(profile),
        *_performance(profile),
        *_firms(profile),
    )


def said(share: Share) -> str:
    r"""Say a share in its three states, and the part of the amounts where it is known.

    >>> said(Share(yes=1, known=4, unknown=2, amount_yes=30.0, amount_known=40.0))
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
    told = []
    for limits, named in labels.items():
        names = [whole[limits]] if limits in whole and len(named) > 1 else named
        said = listing([f"«{NBSP}{name}{NBSP}»" for name in names])
        told.append(f"{said}{NBSP}: {limits[:1].lower()}{limits[1:]}")
    return told


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


def _share(
    name: str, section: str, label: str, share: Share, limits: str, indicator: str = ""
) -> Figure:
    return Figure(
        name,
        section,
        label,
        _value(share),
        said(share),
        limits,
        latest(indicator) if indicator else None,
        share,
    )


def _volume(profile: Profile) -> Iterator[Figure]:
    section = "Volume"
    yield Figure(
        "contracts",
        section,
        "Contrats",
        number(profile.contracts),
        f"{count(profile.lines, 'ligne lue', 'lignes lues')}"
        f"{', tous acheteurs confondus' if profile.buyer else ''}, {_removed(profile)}",
        "Seuls les fichiers lus sont comptés : une plateforme et quelques jours ne sont pas"
        " la France.",
    )
    yield Figure(
        "buyers",
        section,
        "Acheteurs",
        number(profile.buyers),
        f"seulement {profile.buyer.label}" if profile.buyer else "SIRET différents",
        "Quelques gros acheteurs peuvent faire presque tout le résultat.",
    )
    yield Figure(
        "holders",
        section,
        "Titulaires",
        number(profile.holders),
        "SIREN différents, ou l’identifiant publié s’il n’est pas un SIRET",
        "Deux filiales d’un même groupe comptent pour deux titulaires.",
    )
    yield Figure(
        "amount",
        section,
        "Montant total",
        known_euros(profile.amount_total, profile.amount_known),
        _known_amounts(profile),
        "Un accord-cadre affiche son maximum : ce n’est pas ce qui sera dépensé.",
    )
    median = profile.amount_median
    yield Figure(
        "median",
        section,
        "Montant médian",
        UNKNOWN if median is None else euros(median),
        f"{_known_amounts(profile)} ; la moitié des contrats est au-dessous",
        "Les petits achats qui ne sont pas publiés manquent : le vrai milieu est plus bas.",
    )
    yield Figure(
        "one_euro",
        section,
        "Montants de 1 €",
        number(profile.one_euro) if profile.amount_known else UNKNOWN,
        f"sur {count(profile.amount_known, 'montant connu', 'montants connus')}"
        f"{'' if profile.amount_known else _because(profile.amount_why)}",
        "Ce 1 € remplace un maximum que personne n’a saisi : le total est trop bas.",
    )


def _removed(profile: Profile) -> str:
    found = profile.duplicates
    doubt = f", dont {number(found.doubtful)} peut-être un second lot" if found.doubtful else ""
    lots = count(found.lots, "lot gardé sous un même numéro", "lots gardés sous un même numéro")
    kept = f", {lots}" if found.lots else ""
    return f"{count(found.total, 'doublon retiré', 'doublons retirés')}{doubt}{kept}"


def _known_amounts(profile: Profile) -> str:
    known = count(profile.amount_known, "montant connu", "montants connus")
    return f"{known} sur {count(profile.contracts, 'contrat')}{_because(profile.amount_why)}"


def _competition(profile: Profile) -> Iterator[Figure]:
    yield _share(
        "single_offer",
        "Concurrence",
        "Une seule offre reçue",
        profile.single_offer,
        "Une offre unique n’est pas une faute : peu d’entreprises savent peut-être répondre.",
    )


def _considerations(profile: Profile) -> Iterator[Figure]:
    section = "Considérations déclarées"
    limits = "C’est ce que l’acheteur déclare, pas ce que le contrat exige ni ce qui est tenu."
    label = "Une considération environnementale au moins"
    yield _share("env", section, label, profile.env, limits)
    yield _share("soc", section, "Une considération sociale au moins", profile.soc, limits)
    yield _share("env_or_soc", section, "L’une ou l’autre", profile.env_or_soc, limits)
    yield _share("env_and_soc", section, "Les deux", profile.env_and_soc, limits)
    for name, label in CONSIDERATION_LABELS.items():
        indicator = COMPARED.get(name, "")
        yield _share(name, section, label, profile.detail[name], limits, indicator)


def _performance(profile: Profile) -> Iterator[Figure]:
    section = "Vie du contrat"
    changes = profile.modifications
    yield Figure(
        "modified",
        section,
        "Contrats modifiés",
        UNKNOWN if changes.contracts is None else number(changes.contracts),
        f"sur {count(profile.contracts, 'contrat')}, {count(changes.count, 'modification')}"
        if changes.contracts is not None
        else "champ absent de ce format : un tableau maison ne dit pas ses modifications",
        "Une modification non publiée ne se voit pas ; les contrats récents en ont peu encore.",
    )
    yield Figure(
        "below_half",
        section,
        "Nouveaux montants suspects",
        number(changes.below_half) if changes.amounts else UNKNOWN,
        f"sur {count(changes.amounts, 'montant comparable', 'montants comparables')}, moins de"
        f" la moitié du montant initial{'' if changes.amounts else NO_AMOUNTS}",
        "L’acheteur a peut-être saisi la différence au lieu du nouveau total.",
    )
    yield _share(
        "subcontracting",
        section,
        "Avec sous-traitance",
        profile.subcontracting,
        "La sous-traitance déclarée n’est pas toute la sous-traitance.",
    )
    yield Figure(
        "co_held",
        section,
        "Contrats à plusieurs titulaires",
        number(profile.co_held),
        f"sur {count(profile.contracts, 'contrat')}",
        "Le montant de chacun est inconnu : le calcul le partage à parts égales.",
    )
    yield _share(
        "innovative",
        section,
        "Marchés innovants",
        profile.innovative,
        "Chaque acheteur décide de ce qu’il appelle innovant.",
    )


def _firms(profile: Profile) -> Iterator[Figure]:
    section = "Entreprises et territoire"
    yield _share(
        "small_firms",
        section,
        "Contrats d’une PME",
        profile.small_firms,
        "Une PME peut venir de loin, et sa part de sous-traitance ne se voit pas.",
        "sme_contracts",
    )
    region = profile.region
    name = regions().get(region.code, f"région {region.code}")
    yield Figure(
        "region",
        section,
        "Exécutés dans la région",
        number(region.contracts) if region.known else UNKNOWN,
        f"{name} : sur {count(region.known, 'contrat localisé', 'contrats localisés')}"
        f"{_because(region.why)}, {count(region.buyers, 'acheteur')},"
        f" {known_euros(region.amount, region.amount_known)}",
        "Le lieu déclaré est parfois le siège de l’acheteur, pas celui de l’exécution.",
    )
    yield _share(
        "local_holders",
        section,
        "Un titulaire de la région",
        region.holders,
        "Un établissement local ne prouve ni l’emploi local, ni la valeur créée sur place.",
    )
