"""The maps of the eight archetypes: variables, signed arrows, and one reason an arrow.

Teaching maps of the fictional Communauté urbaine de Hautebrune; `topics.loops.model.archetypes`
says where their structures come from and which loops tell the story.
"""

from __future__ import annotations

from maillon.maps.model import Arrow, CausalMap, Variable


def _plain(name: str, label: str, article: str) -> Variable:
    """A variable whose phrases are « plus de … » and « moins de … », elided where needed."""
    of = "d’" if label[0] in "aâeéèêhiîoœu" else "de "
    return Variable(name, label, article, f"plus {of}{label}", f"moins {of}{label}")


FIX_MAP = CausalMap(
    (
        Variable("ecart", "écart à l’objectif", "l’", "un écart plus grand", "un écart plus petit"),
        _plain("exigences", "exigences des marchés", "les"),
        Variable("offres", "nombre d’offres", "le", "plus d’offres", "moins d’offres"),
        _plain("derogations", "dérogations", "les"),
    ),
    (
        Arrow("ecart", "exigences", 1, why="Loin du but, on durcit les marchés suivants."),
        Arrow("exigences", "ecart", -1, why="Une exigence tenue rapproche du but."),
        Arrow(
            "exigences",
            "offres",
            -1,
            delay=True,
            why="À la consultation suivante, celles qui ne peuvent pas suivre ne répondent plus.",
        ),
        Arrow("offres", "derogations", -1, why="Faute d’offres, on accorde des dérogations."),
        Arrow("derogations", "ecart", 1, why="Une dérogation éloigne du but."),
    ),
)
"""Demand raised overnight."""

BURDEN_MAP = CausalMap(
    (
        _plain("retard", "dossiers en retard", "les"),
        _plain("recours", "recours au cabinet", "le"),
        _plain("apprentissage", "temps pour apprendre", "le"),
        _plain("competence", "compétence en sourçage", "la"),
    ),
    (
        Arrow("retard", "recours", 1, why="Pressé, on achète une clause toute faite."),
        Arrow("recours", "retard", -1, why="La clause livrée débloque le dossier."),
        Arrow("retard", "apprentissage", 1, why="Les retards montrent ce qu’il faudrait savoir."),
        Arrow(
            "recours", "apprentissage", -1, why="Ce que fait le cabinet, l’équipe ne le fait pas."
        ),
        Arrow(
            "apprentissage",
            "competence",
            1,
            delay=True,
            why="Rencontrer les entreprises s’apprend en plusieurs consultations.",
        ),
        Arrow("competence", "retard", -1, why="Une équipe qui connaît le marché écrit plus vite."),
    ),
)
"""An off-the-shelf clause each time, instead of learning to source."""

LIMITS_MAP = CausalMap(
    (
        _plain("notoriete", "notoriété du label", "la"),
        _plain("engagees", "entreprises engagées", "les"),
        _plain("heures", "heures à pourvoir", "les"),
        _plain("candidatures", "candidatures disponibles", "les"),
        _plain("parcours", "parcours réussis", "les"),
    ),
    (
        Arrow("notoriete", "engagees", 1, why="Un label connu attire de nouvelles entreprises."),
        Arrow("engagees", "parcours", 1, why="Chaque entreprise engagée accueille des personnes."),
        Arrow("parcours", "notoriete", 1, delay=True, why="Les réussites se racontent, peu à peu."),
        Arrow(
            "engagees", "heures", 1, why="Chaque entreprise engagée doit des heures d’insertion."
        ),
        Arrow(
            "heures",
            "candidatures",
            -1,
            delay=True,
            why="Chaque poste pourvu puise dans un vivier qui se refait lentement.",
        ),
        Arrow("candidatures", "parcours", 1, why="Sans candidature adaptée, pas de parcours."),
    ),
)
"""A social label that grows until the insertion structures have no candidate left."""

GOALS_MAP = CausalMap(
    (
        Variable("ecart", "écart constaté", "l’", "un écart plus grand", "un écart plus petit"),
        _plain("pression", "pression pour assouplir", "la"),
        Variable(
            "ambition",
            "ambition de l’objectif",
            "l’",
            "un objectif plus ambitieux",
            "un objectif moins ambitieux",
        ),
        _plain("suivi", "effort de suivi", "l’"),
        Variable(
            "resultat",
            "résultat mesuré",
            "le",
            "un meilleur résultat mesuré",
            "un moins bon résultat mesuré",
        ),
    ),
    (
        Arrow("ambition", "ecart", 1, why="À résultat égal, viser plus haut creuse l’écart."),
        Arrow("ecart", "pression", 1, why="Un mauvais chiffre donne envie de changer la règle."),
        Arrow("pression", "ambition", -1, why="On compte autrement, et l’objectif baisse."),
        Arrow("ecart", "suivi", 1, why="Un mauvais chiffre donne aussi envie de suivre de près."),
        Arrow(
            "suivi",
            "resultat",
            1,
            delay=True,
            why="Suivre l’exécution porte ses fruits au marché d’après.",
        ),
        Arrow("resultat", "ecart", -1, why="Un meilleur résultat réduit l’écart."),
    ),
)
"""A goal that is counted, then redefined, rather than measured."""

SUCCESS_MAP = CausalMap(
    (
        Variable(
            "aisance_habituees",
            "aisance des habituées",
            "l’",
            "plus d’aisance chez les habituées",
            "moins d’aisance chez les habituées",
        ),
        Variable(
            "part",
            "part des habituées",
            "la",
            "une part plus grande pour les habituées",
            "une part plus petite pour les habituées",
        ),
        Variable(
            "marches_nouvelles",
            "marchés des nouvelles",
            "les",
            "plus de marchés pour les nouvelles",
            "moins de marchés pour les nouvelles",
        ),
        Variable(
            "aisance_nouvelles",
            "aisance des nouvelles",
            "l’",
            "plus d’aisance chez les nouvelles",
            "moins d’aisance chez les nouvelles",
        ),
    ),
    (
        Arrow("aisance_habituees", "part", 1, why="Un dossier bien présenté gagne plus souvent."),
        Arrow("part", "aisance_habituees", 1, why="Chaque marché gagné apprend à répondre."),
        Arrow(
            "part", "marches_nouvelles", -1, why="Ce que gagnent les unes, les autres ne l’ont pas."
        ),
        Arrow(
            "marches_nouvelles",
            "aisance_nouvelles",
            1,
            delay=True,
            why="Une entreprise apprend à répondre au fil de ses marchés.",
        ),
        Arrow("aisance_nouvelles", "part", -1, why="Une nouvelle à l’aise prend des marchés."),
    ),
)
"""Firms in place know the file format, win, and learn more."""

COMMONS_MAP = CausalMap(
    (
        Variable(
            "demande_ici",
            "demandes de Hautebrune",
            "les",
            "plus de demandes de Hautebrune",
            "moins de demandes de Hautebrune",
        ),
        Variable(
            "gain_ici",
            "gain pour Hautebrune",
            "le",
            "un gain plus grand pour Hautebrune",
            "un gain plus petit pour Hautebrune",
        ),
        Variable(
            "demande_voisins",
            "demandes des voisins",
            "les",
            "plus de demandes des voisins",
            "moins de demandes des voisins",
        ),
        Variable(
            "gain_voisins",
            "gain pour les voisins",
            "le",
            "un gain plus grand pour les voisins",
            "un gain plus petit pour les voisins",
        ),
        Variable(
            "totale",
            "demande totale",
            "la",
            "une demande totale plus forte",
            "une demande totale plus faible",
        ),
        _plain("disponibles", "portables disponibles", "les"),
    ),
    (
        Arrow("demande_ici", "gain_ici", 1, why="Chaque portable obtenu coûte moins qu’un neuf."),
        Arrow("gain_ici", "demande_ici", 1, why="Ce qui a fait gagner, on le redemande."),
        Arrow("demande_voisins", "gain_voisins", 1, why="Les voisins y gagnent de même."),
        Arrow(
            "gain_voisins", "demande_voisins", 1, why="Eux aussi redemandent ce qui fait gagner."
        ),
        Arrow("demande_ici", "totale", 1, why="La demande de Hautebrune s’ajoute aux autres."),
        Arrow("demande_voisins", "totale", 1, why="Celle des voisins s’ajoute aussi."),
        Arrow(
            "totale",
            "disponibles",
            -1,
            delay=True,
            why="Les ateliers vident leur stock plus vite qu’ils ne le refont.",
        ),
        Arrow("disponibles", "gain_ici", 1, why="Sans stock, Hautebrune attend ou paie plus cher."),
        Arrow("disponibles", "gain_voisins", 1, why="Sans stock, les voisins attendent aussi."),
    ),
)
"""Every authority asks for the same refurbished laptops."""

ESCALATION_MAP = CausalMap(
    (
        _plain("penalites", "pénalités", "les"),
        Variable(
            "perte",
            "perte de l’entreprise",
            "la",
            "une perte plus lourde pour l’entreprise",
            "une perte moins lourde pour l’entreprise",
        ),
        _plain("reclamations", "réclamations", "les"),
        Variable(
            "surcout",
            "surcoût de l’acheteur",
            "le",
            "un surcoût plus lourd pour l’acheteur",
            "un surcoût moins lourd pour l’acheteur",
        ),
    ),
    (
        Arrow("penalites", "perte", 1, why="Chaque pénalité est retenue sur un paiement."),
        Arrow("perte", "reclamations", 1, why="Pour se refaire, l’entreprise réclame."),
        Arrow("reclamations", "perte", -1, why="Une réclamation acceptée compense la perte."),
        Arrow("reclamations", "surcout", 1, why="Répondre et payer coûte à l’acheteur."),
        Arrow(
            "surcout", "penalites", 1, why="Pour se couvrir, l’acheteur ne laisse plus rien passer."
        ),
        Arrow("penalites", "surcout", -1, why="La pénalité retenue compense le surcoût."),
    ),
)
"""Penalties call claims, claims call penalties."""

ADVERSARIES_MAP = CausalMap(
    (
        _plain("serenite", "sérénité de l’acheteur", "la"),
        Variable(
            "gain",
            "gain de l’entreprise",
            "le",
            "un gain plus grand pour l’entreprise",
            "un gain plus petit pour l’entreprise",
        ),
        _plain("marge", "marge de précaution", "la"),
        _plain("attestations", "attestations demandées", "les"),
    ),
    (
        Arrow("serenite", "gain", 1, why="Un acheteur serein décide et paie sans détour."),
        Arrow("gain", "serenite", 1, why="Une entreprise saine tient ses engagements."),
        Arrow("serenite", "attestations", -1, why="Inquiet, l’acheteur demande plus de papiers."),
        Arrow("attestations", "serenite", 1, why="Une pièce de plus rassure."),
        Arrow("attestations", "gain", -1, why="Chaque pièce coûte des heures à l’entreprise."),
        Arrow("gain", "marge", -1, why="Moins elle gagne, plus l’entreprise se couvre."),
        Arrow("marge", "gain", 1, why="Un prix gonflé restaure ce qu’elle gagne."),
        Arrow("marge", "serenite", -1, why="Un prix gonflé inquiète l’acheteur."),
    ),
)
"""The buyer asks for thirty certificates, the firm adds a margin for risk."""
