"""The eight archetypes: structures of loops that come back in many stories, told as purchases.

Each one is a small causal map of the fictional Communauté urbaine de Hautebrune. The structures
are those of the literature on systems thinking (P. Senge, *The Fifth Discipline*, 1990, literature
reference; D. McCreary, « Archetypes », https://dmccreary.github.io/systems-thinking/archetypes;
« Name the System Archetype », https://thinkfu.org/move/TF-099?seed=soot). The purchases, the
variables and the reasons are teaching choices of this course: every sign is argued in one sentence
(`why`) and holds all else equal; none is a measurement.
"""

from __future__ import annotations

from dataclasses import dataclass

from maillon.base.wording import NBSP, NNBSP
from maillon.maps.loop import Kind, Loop
from maillon.maps.loops import find_loops
from maillon.maps.model import CausalMap
from maillon.topics.loops.model.archetype_maps import (
    ADVERSARIES_MAP,
    BURDEN_MAP,
    COMMONS_MAP,
    ESCALATION_MAP,
    FIX_MAP,
    GOALS_MAP,
    LIMITS_MAP,
    SUCCESS_MAP,
)

__all__ = ["ARCHETYPES", "Archetype", "NamedLoop", "archetype"]


@dataclass(frozen=True, slots=True)
class NamedLoop:
    """A loop that the story needs: its walk by ids, its kind, and its part (a French noun)."""

    walk: tuple[str, ...]
    kind: Kind
    part: str


@dataclass(frozen=True, slots=True)
class Archetype:
    """A structure that comes back: French `name`, map, the loops that tell it, and what it does.

    `finding` is one French sentence on the movement; `loops` are those of the story: the map
    may close others.
    """

    slug: str
    name: str
    causal_map: CausalMap
    loops: tuple[NamedLoop, ...]
    finding: str

    def found(self, named: NamedLoop) -> Loop:
        """The loop of the map that walks like `named`.

        Raises `ValueError` when the map has no such loop.

        >>> fix = archetype("remede-qui-echoue")
        >>> [fix.found(named).kind for named in fix.loops]
        ['B', 'R']
        """
        return find_loops(self.causal_map).along(*named.walk)


ARCHETYPES = (
    Archetype(
        "remede-qui-echoue",
        "Le remède qui échoue",
        FIX_MAP,
        (
            NamedLoop(("ecart", "exigences"), "B", "le remède"),
            NamedLoop(("ecart", "exigences", "offres", "derogations"), "R", "l’effet en retour"),
        ),
        "L’exigence réduit l’écart tout de suite, puis le recreuse par les dérogations.",
    ),
    Archetype(
        "fardeau-deplace",
        "Le fardeau déplacé",
        BURDEN_MAP,
        (
            NamedLoop(("retard", "recours"), "B", "le soulagement"),
            NamedLoop(("retard", "apprentissage", "competence"), "B", "la solution de fond"),
            NamedLoop(("retard", "recours", "apprentissage", "competence"), "R", "la dépendance"),
        ),
        "Le cabinet soulage vite, et prend le temps qui aurait rendu l’équipe autonome.",
    ),
    Archetype(
        "croissance-limitee",
        "La croissance limitée",
        LIMITS_MAP,
        (
            NamedLoop(("notoriete", "engagees", "parcours"), "R", "l’élan"),
            NamedLoop(
                ("notoriete", "engagees", "heures", "candidatures", "parcours"), "B", "le plafond"
            ),
        ),
        "Le label grandit par ses réussites, jusqu’à manquer de candidatures.",
    ),
    Archetype(
        "objectif-qui-glisse",
        "L’objectif qui glisse",
        GOALS_MAP,
        (
            NamedLoop(("ecart", "pression", "ambition"), "B", "le glissement"),
            NamedLoop(("ecart", "suivi", "resultat"), "B", "l’effort"),
        ),
        "Deux chemins ferment l’écart, et le plus court abaisse l’objectif.",
    ),
    Archetype(
        "succes-au-succes",
        "Le succès va au succès",
        SUCCESS_MAP,
        (
            NamedLoop(("part", "aisance_habituees"), "R", "l’habitude"),
            NamedLoop(("part", "marches_nouvelles", "aisance_nouvelles"), "R", "l’éviction"),
        ),
        "Gagner apprend à répondre, et savoir répondre fait gagner les mêmes.",
    ),
    Archetype(
        "bien-commun",
        "Le bien commun épuisé",
        COMMONS_MAP,
        (
            NamedLoop(("demande_ici", "gain_ici"), "R", "l’appétit de Hautebrune"),
            NamedLoop(("demande_voisins", "gain_voisins"), "R", "l’appétit des voisins"),
            NamedLoop(("demande_ici", "totale", "disponibles", "gain_ici"), "B", "l’épuisement"),
            NamedLoop(
                ("demande_voisins", "totale", "disponibles", "gain_voisins"), "B", "l’épuisement"
            ),
        ),
        "Chaque collectivité gagne à demander davantage, et toutes vident le même stock.",
    ),
    Archetype(
        "escalade",
        "L’escalade",
        ESCALATION_MAP,
        (
            NamedLoop(("surcout", "penalites"), "B", "la défense de l’acheteur"),
            NamedLoop(("perte", "reclamations"), "B", "la défense de l’entreprise"),
            NamedLoop(("penalites", "perte", "reclamations", "surcout"), "R", "la surenchère"),
        ),
        "Chaque partie se protège, et sa protection est l’attaque que l’autre subit.",
    ),
    Archetype(
        "adversaires-malgre-eux",
        "Les adversaires malgré eux",
        ADVERSARIES_MAP,
        (
            NamedLoop(("serenite", "gain"), "R", "l’entraide"),
            NamedLoop(("serenite", "attestations"), "B", "la précaution de l’acheteur"),
            NamedLoop(("gain", "marge"), "B", "la précaution de l’entreprise"),
            NamedLoop(("serenite", "attestations", "gain", "marge"), "R", "le malentendu"),
        ),
        "Deux partenaires utiles l’un à l’autre se gênent par leurs précautions.",
    ),
)
"""The eight archetypes, in the order of the chapter « Remèdes qui échouent »."""


def archetype(slug: str) -> Archetype:
    """The archetype of this slug. Raises `ValueError`, in French, when there is none.

    >>> archetype("escalade").name
    'L’escalade'
    """
    for one in ARCHETYPES:
        if one.slug == slug:
            return one
    raise ValueError(
        f"Aucun archétype ne s’appelle «{NBSP}{slug}{NBSP}»{NNBSP}; "
        f"choisissez parmi{NBSP}: {', '.join(one.slug for one in ARCHETYPES)}."
    )
