"""A small causal map for the exercise on loops: fresh products in a school canteen.

A teaching model of the fictional Ville de Brévigny-les-Moulins: every sign holds all else equal.
"""

from __future__ import annotations

from maillon.maps.model import Arrow, CausalMap, Variable

_VARIABLES = (
    Variable("budget", "budget d’achat", "le", "plus de budget d’achat", "moins de budget d’achat"),
    Variable(
        "frais", "part de produits frais", "la", "plus de produits frais", "moins de produits frais"
    ),
    Variable("qualite", "qualité des repas", "la", "des repas meilleurs", "des repas moins bons"),
    Variable("frequentation", "fréquentation", "la", "plus de convives", "moins de convives"),
    Variable("recettes", "recettes", "les", "plus de recettes", "moins de recettes"),
    Variable("gaspillage", "gaspillage", "le", "plus de gaspillage", "moins de gaspillage"),
    Variable(
        "preparation",
        "temps de préparation",
        "le",
        "plus de temps de préparation",
        "moins de temps de préparation",
    ),
    Variable(
        "fatigue",
        "fatigue de l’équipe",
        "la",
        "une équipe plus fatiguée",
        "une équipe moins fatiguée",
    ),
)

_ARROWS = (
    Arrow(
        "budget",
        "frais",
        1,
        why="Acheter frais demande un budget que les conserves ne demandent pas.",
    ),
    Arrow("frais", "qualite", 1, why="À recette égale, un produit frais donne un meilleur repas."),
    Arrow(
        "qualite",
        "frequentation",
        1,
        delay=True,
        why="Les familles inscrivent leurs enfants quand c’est bon.",
    ),
    Arrow("frequentation", "recettes", 1, why="Chaque repas servi est un repas payé."),
    Arrow("recettes", "budget", 1, why="La ville remet une part des recettes dans les achats."),
    Arrow("qualite", "gaspillage", -1, why="Une assiette qui plaît revient vide."),
    Arrow("gaspillage", "budget", -1, why="Ce qui part à la poubelle a été payé pour rien."),
    Arrow("frais", "preparation", 1, why="Éplucher et cuire prend plus de temps que réchauffer."),
    Arrow("frequentation", "preparation", 1, why="Plus de convives, plus de plats à préparer."),
    Arrow("preparation", "fatigue", 1, why="À effectif égal, chaque heure de plus use l’équipe."),
    Arrow("fatigue", "qualite", -1, why="Une équipe épuisée rate davantage de plats."),
    Arrow(
        "fatigue",
        "frais",
        -1,
        why="Quand l’équipe ne suit plus, on revient aux produits tout prêts.",
    ),
)

CANTEEN = CausalMap(_VARIABLES, _ARROWS)
"""The map of the exercise « Boucles et polarités »: 8 variables, 12 arrows."""

PRODUCE_LOOP = ("budget", "frais", "qualite", "frequentation", "recettes")
"""Walk of the loop of good meals: more fresh products, more guests, more takings."""

WASTE_LOOP = ("budget", "frais", "qualite", "gaspillage")
"""Walk of the loop of waste: meals that please waste less, and free budget."""
