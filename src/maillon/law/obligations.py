"""What binds a contract beside its procedure: writing, data, environment and social clause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillon.base.wording import long_date
from maillon.law.entries import Citation
from maillon.law.figures import figure
from maillon.law.reasons import Reason, starts_later
from maillon.law.registry import cite, entry, known


@dataclass(frozen=True, slots=True)
class Need:
    """An estimated need, its procedure, and the European threshold it is compared with.

    `purchase`: a key of `maillon.law.procedure.PURCHASES`.
    """

    amount: Decimal
    on: date
    purchase: str
    procedure: str
    european: Citation

    @property
    def competitive(self) -> bool:
        """Whether competition is organised."""
        return self.procedure != "dispense"

    @property
    def above_european(self) -> bool:
        """Whether the need reaches the European threshold."""
        return self.amount >= figure(self.european)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of the registry, when it binds, and its sentence (`{}`: the value and its unit).

    `attested`: the day on which it began is not known, and it is left out before it was read.
    """

    id: str
    binds: Callable[[Need, Citation], bool]
    sentence: str
    scope: str | None = None
    attested: bool = False


def _from_amount(need: Need, rule: Citation) -> bool:
    return need.amount >= figure(rule)


def _published(need: Need, rule: Citation) -> bool:
    return need.competitive and _from_amount(need, rule)


def _competitive(need: Need, _: Citation) -> bool:
    return need.competitive


def _direct(need: Need, _: Citation) -> bool:
    return not need.competitive


def _small_direct(need: Need, rule: Citation) -> bool:
    """Whether a dispensed need owes its data by the lower threshold only."""
    general = figure(cite("decp", need.on, "seuil"))
    return not need.competitive and figure(rule) <= need.amount < general


def _listed_goods(need: Need, _: Citation) -> bool:
    return need.purchase == "fournitures_services"


def _formal(need: Need, _: Citation) -> bool:
    return need.procedure == "formalisee"


def _above_european(need: Need, _: Citation) -> bool:
    return need.above_european


def _forbidden(need: Need, rule: Citation) -> bool:
    return need.competitive and rule.number == "non"


_RULES = (
    _Rule("marche_ecrit", _from_amount, "Le marché est conclu par écrit dès {}."),
    _Rule(
        "profil_acheteur",
        _published,
        "Si un avis paraît, les documents sont en ligne, gratuitement, dès {}.",
    ),
    _Rule(
        "decp",
        _from_amount,
        "Les données essentielles du marché sont publiées dès {}.",
        scope="seuil",
    ),
    _Rule(
        "decp",
        _small_direct,
        "Dès {}, publiez aussi les données d’un achat dispensé : la liste de l’année, au premier "
        "trimestre suivant, suffit.",
        scope="seuil-dispense",
        attested=True,
    ),
    _Rule(
        "agec58_general",
        _listed_goods,
        "Pour l’État et les collectivités, mobilier, vêtements et autres biens listés comptent "
        "dans une part annuelle de réemploi et de recyclé.",
        scope="categories",
    ),
    _Rule(
        "ca_minimal",
        _competitive,
        "Le chiffre d’affaires exigé ne dépasse pas {}, sauf justification.",
    ),
    _Rule(
        "climat_specifications",
        _competitive,
        "Les spécifications techniques tiennent compte du développement durable.",
    ),
    _Rule(
        "climat_critere_env",
        _competitive,
        "Au moins un critère d’attribution prend en compte les caractéristiques environnementales.",
    ),
    _Rule(
        "climat_critere_env",
        _direct,
        "Si vous comparez des offres sur des critères, l’un au moins est environnemental.",
    ),
    _Rule(
        "climat_prix_seul",
        _forbidden,
        "Le prix ne peut plus être le critère unique : retenez un coût global, environnement "
        "compris.",
    ),
    _Rule(
        "climat_condition_env",
        _competitive,
        "Au moins une condition d’exécution prend en compte l’environnement.",
    ),
    _Rule(
        "climat_condition_env",
        _direct,
        "Une condition d’exécution sur l’environnement est prudente : l’article vise les marchés, "
        "sans distinguer leur procédure.",
    ),
    _Rule(
        "climat_condition_sociale",
        _above_european,
        "Une condition d’exécution porte sur le domaine social ou l’emploi, sauf dérogation.",
    ),
    _Rule(
        "delai_offres_formalise",
        _formal,
        "Les offres disposent d’au moins {} depuis l’envoi de l’avis.",
        scope="general",
    ),
    _Rule(
        "delai_offres_formalise",
        _formal,
        "Ce délai peut descendre à {} si les offres se transmettent par voie électronique.",
        scope="electronique",
    ),
    _Rule(
        "standstill",
        _formal,
        "Après l’envoi électronique des rejets, attendez {} avant de signer, davantage sinon.",
        scope="electronique",
    ),
)


def obligations(need: Need) -> tuple[Reason, ...]:
    """List, in French, the rules that bind this need on its day, each with its citation.

    A rule known to start later is left out.

    Raises:
        NotInForce: the registry no longer knows a rule on that day.
    """
    return tuple(
        Reason(rule.sentence.format(citation.text), citation)
        for rule in _RULES
        if not starts_later(rule.id, need.on, rule.scope)
        and not (rule.attested and known(rule.id, need.on, rule.scope) is None)
        and rule.binds(need, citation := cite(rule.id, need.on, rule.scope))
    )


#: What to do in an adapted procedure, in order; each sentence cites a rule (`{}`: its value).
_STEPS = (
    ("critere_information", None, "Écrivez la règle du jeu : besoin, critères, poids ou ordre."),
    (
        "procedure_adaptee",
        "delai-offres",
        "Laissez un délai de réponse qui suive la difficulté du dossier.",
    ),
    ("critere_lien_objet", None, "Jugez les offres sur les critères annoncés, et sur eux seuls."),
    (
        "procedure_adaptee",
        "motifs",
        "Prévenez vite les entreprises écartées ; qui le demande a les motifs en {}.",
    ),
)


def adapted_steps(on: date) -> tuple[Reason, ...]:
    """Say, in French, what to do in an adapted procedure, step by step.

    Source: CCP R2123-4, R2151-1, R2152-11, R2152-12, R2181-1 and R2181-2.

    Raises:
        NotInForce: the registry does not know one of the rules on that day.
    """
    return tuple(
        Reason(sentence.format(citation.text), citation)
        for rule, scope, sentence in _STEPS
        for citation in (cite(rule, on, scope),)
    )


def nuances(need: Need) -> tuple[str, ...]:
    """Say, in French, what the registry leaves open about these rules."""
    found = []
    if starts_later("decp", need.on, "seuil"):
        start = min(v.valid_from for v in entry("decp").values if v.valid_from)
        found.append(
            f"Le registre ne connaît les données essentielles que depuis le {long_date(start)}."
        )
    if not starts_later("climat_critere_env", need.on) and not need.competitive:
        found.append(
            "Aucune source lue ne dit si la loi Climat lie un achat dispensé : de là notre "
            "prudence sur le critère et la condition."
        )
    if not starts_later("climat_condition_sociale", need.on) and need.above_european:
        found.append(
            "Les dérogations à la condition sociale se motivent ; "
            "leur liste n’est pas vérifiée dans le registre."
        )
    return tuple(found)
