"""The default causal map of the course: what makes a responsible relation with suppliers.

A teaching model: every sign is argued in one sentence (`why`) and holds all else equal; none is
a measurement. The variables stand in the order in which the map is drawn, clockwise from the top.
"""

from __future__ import annotations

from maillon.maps.model import Arrow, CausalMap, Variable

ADDED_ARROW = "charge>sourcage"
"""Key of the arrow that the workshop adds: a busier procurement team does less market sounding."""

SOURCING_LOOP = ("sourcage", "adequation", "offres", "infructueux", "urgence")
"""Walk of the reinforcing loop of market sounding (« sourçage »)."""

CASH_LOOP = ("tresorerie", "litiges", "charge", "delai")
"""Walk of the reinforcing loop of the firms' cash (« trésorerie »)."""

_VARIABLES = (
    Variable("sourcage", "sourçage", "le", "plus de sourçage", "moins de sourçage"),
    Variable("urgence", "urgence", "l’", "plus d’urgence", "moins d’urgence"),
    Variable(
        "copier",
        "copier-coller du cahier des charges",
        "le",
        "plus de copier-coller",
        "moins de copier-coller",
    ),
    Variable(
        "adequation",
        "adéquation du besoin",
        "l’",
        "un besoin mieux défini",
        "un besoin moins bien défini",
    ),
    Variable("confiance", "confiance", "la", "plus de confiance", "moins de confiance"),
    Variable("offres", "nombre d’offres", "le", "plus d’offres", "moins d’offres"),
    Variable(
        "effort",
        "effort de réponse",
        "l’",
        "plus d’effort de réponse",
        "moins d’effort de réponse",
    ),
    Variable(
        "exigences",
        "exigences du cahier des charges",
        "les",
        "plus d’exigences",
        "moins d’exigences",
    ),
    Variable(
        "infructueux",
        "procédures infructueuses",
        "les",
        "plus de procédures infructueuses",
        "moins de procédures infructueuses",
    ),
    Variable(
        "budget",
        "budget disponible",
        "le",
        "plus de budget disponible",
        "moins de budget disponible",
    ),
    Variable("concurrence", "concurrence", "la", "plus de concurrence", "moins de concurrence"),
    Variable("prix", "prix", "le", "un prix plus élevé", "un prix plus bas"),
    Variable(
        "marge",
        "marge des entreprises",
        "la",
        "plus de marge pour les entreprises",
        "moins de marge pour les entreprises",
    ),
    Variable(
        "tresorerie",
        "trésorerie des entreprises",
        "la",
        "plus de trésorerie pour les entreprises",
        "moins de trésorerie pour les entreprises",
    ),
    Variable("litiges", "litiges", "les", "plus de litiges", "moins de litiges"),
    Variable(
        "qualite",
        "qualité d’exécution",
        "la",
        "une meilleure qualité d’exécution",
        "une moindre qualité d’exécution",
    ),
    Variable(
        "suivi",
        "suivi d’exécution",
        "le",
        "plus de suivi d’exécution",
        "moins de suivi d’exécution",
    ),
    Variable(
        "charge",
        "charge du service achats",
        "la",
        "plus de charge pour le service achats",
        "moins de charge pour le service achats",
    ),
    Variable(
        "delai",
        "délai de paiement",
        "le",
        "un délai de paiement plus long",
        "un délai de paiement plus court",
    ),
)

_ARROWS = (
    Arrow(
        "sourcage",
        "adequation",
        1,
        why="Rencontrer les entreprises avant d’écrire aide à demander ce qui existe et convient.",
    ),
    Arrow(
        "sourcage",
        "confiance",
        1,
        delay=True,
        why="Les entreprises rencontrées et écoutées connaissent mieux l’acheteur et s’y fient.",
    ),
    Arrow(
        "adequation",
        "offres",
        1,
        why="Quand la demande correspond à leur métier, davantage d’entreprises répondent.",
    ),
    Arrow(
        "confiance",
        "offres",
        1,
        delay=True,
        why="Une entreprise répond plus volontiers à un service achats qu’elle sait sérieux.",
    ),
    Arrow(
        "offres",
        "concurrence",
        1,
        why="Chaque offre reçue élargit la comparaison et pousse les autres à se distinguer.",
    ),
    Arrow(
        "offres",
        "infructueux",
        -1,
        why="Plus il y a d’offres, moins un lot risque de rester sans titulaire.",
    ),
    Arrow(
        "concurrence",
        "prix",
        -1,
        why="Une entreprise qui se sait comparée à d’autres serre ses prix.",
    ),
    Arrow(
        "prix",
        "marge",
        1,
        why="À coûts égaux, un prix plus élevé laisse plus de marge à l’entreprise.",
    ),
    Arrow(
        "prix",
        "tresorerie",
        1,
        why="Des règlements plus élevés remplissent mieux les caisses de l’entreprise.",
    ),
    Arrow(
        "prix",
        "budget",
        -1,
        delay=True,
        why="Ce qui est payé plus cher n’est plus disponible pour les achats suivants.",
    ),
    Arrow(
        "marge",
        "litiges",
        -1,
        delay=True,
        why="Une entreprise qui gagne sa vie sur le marché réclame et conteste moins.",
    ),
    Arrow(
        "tresorerie",
        "litiges",
        -1,
        why="Une entreprise qui paie ses équipes à l’heure évite retards et contestations.",
    ),
    Arrow(
        "delai",
        "tresorerie",
        -1,
        why="L’entreprise avance salaires et fournitures pendant toute l’attente du paiement.",
    ),
    Arrow(
        "litiges",
        "charge",
        1,
        why="Instruire réclamations, pénalités et mémoires prend du temps au service achats.",
    ),
    Arrow(
        "charge",
        "delai",
        1,
        why="Un service débordé vérifie et transmet les factures plus lentement.",
    ),
    Arrow(
        "charge",
        "sourcage",
        -1,
        why="Quand le temps manque, les rencontres avec les entreprises sautent en premier.",
    ),
    Arrow(
        "charge",
        "suivi",
        -1,
        why="Un service débordé espace les réunions de chantier et les contrôles.",
    ),
    Arrow(
        "suivi",
        "charge",
        1,
        why="Réunir, contrôler et tracer l’exécution demande des heures au service.",
    ),
    Arrow(
        "suivi",
        "qualite",
        1,
        why="Un écart vu tôt se corrige, et l’entreprise sait que l’on regarde.",
    ),
    Arrow(
        "qualite",
        "litiges",
        -1,
        why="Une prestation bien faite ne donne lieu ni à réserves ni à pénalités.",
    ),
    Arrow(
        "budget",
        "exigences",
        1,
        delay=True,
        why="Un budget plus confortable autorise des exigences plus ambitieuses.",
    ),
    Arrow(
        "budget",
        "infructueux",
        -1,
        why="Avec plus de budget, moins d’offres dépassent les crédits et sont écartées.",
    ),
    Arrow(
        "exigences",
        "effort",
        1,
        why="Chaque pièce ou garantie demandée ajoute des heures à la réponse.",
    ),
    Arrow(
        "effort",
        "offres",
        -1,
        why="Plus le dossier coûte d’heures, plus de petites entreprises renoncent à répondre.",
    ),
    Arrow(
        "infructueux",
        "exigences",
        -1,
        why="Après un échec, on relance souvent avec des exigences revues à la baisse.",
    ),
    Arrow(
        "infructueux",
        "urgence",
        1,
        why="Relancer la procédure mange le calendrier alors que le besoin, lui, n’attend pas.",
    ),
    Arrow(
        "urgence",
        "sourcage",
        -1,
        why="Dans l’urgence, on publie sans avoir pris le temps de rencontrer le marché.",
    ),
    Arrow(
        "urgence",
        "copier",
        1,
        why="Dans l’urgence, on reprend le cahier des charges de la dernière fois.",
    ),
    Arrow(
        "copier",
        "adequation",
        -1,
        why="Un texte repris tel quel décrit le besoin d’hier ou celui d’un autre service.",
    ),
)

SUPPLIER_RELATION = CausalMap(_VARIABLES, _ARROWS)
"""The map of the workshop « Le mur des boucles »."""
