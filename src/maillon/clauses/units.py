"""Units of measure as buyers write them, in folded text."""

from __future__ import annotations

import re
from typing import Final

THOUSAND: Final = 1000.0
#: Dimension and number of base units (day, euro, whole) of each unit, longest spellings first.
UNITS: Final = (
    ("money", THOUSAND**3, r"milliards? (?:d'euros|€)|md€|mds€"),
    (
        "money",
        THOUSAND**2,
        r"millions?(?: d'| de |\s+)?euros?|m€|meur|millions? (?:d'euros|€)|m euros",
    ),
    ("money", THOUSAND, r"k€|keur|milliers? d'euros|ke\b"),
    ("money", 1.0, r"€|euros?|eur\b"),
    ("money", 0.01, r"centimes?(?: d'euros?)?|cts?\b"),
    ("share", 0.01, r"%|p\. ?100|pour ?cent|pourcents?"),
    ("share", 0.001, r"‰|pour mille"),
    ("duration", 7.0, r"semaines?"),
    ("duration", 30.0, r"mois"),
    ("duration", 91.0, r"trimestres?"),
    ("duration", 182.0, r"semestres?"),
    ("duration", 365.0, r"ans?|annees?|saisons?|exercices?"),
    ("duration", 1.0, r"(?:demi-)?journees?|jours?|j\b|nuits?"),
    ("duration", 1 / 24, r"heures?|h\b"),
    ("duration", 1 / 1440, r"minutes?|min\b|mn\b"),
    ("duration", 1 / 86400, r"secondes?|s\b"),
    ("times", 1.0, r"fois"),
    ("points", 1.0, r"points?(?! (?:de (?!la note)|d'|du |lumineux|noirs?|chauds?))|pts?\b"),
    (
        "measure",
        1.0,
        (
            r"kg|kilos?(?:grammes?)?|grammes?|g/m2|g\b|mg|tonnes?|t\b|t(?:eq)?co2|kgco2|km/h|km|"
            r"kilometres?|metres?|m2|m3|m\b|ml\b|cm|mm|hectares?|ha\b|litres?|l\b|cl\b|hl\b|kwh\w*|"
            r"mwh\w*|gwh|kwc?|watts?|w\b|volts?|lumens?|lm(?:/w)?|lux|db(?:\(a\))?|decibels?|bars?|"
            r"degres?|°c?|ppm|dpi|go\b|to\b|mo\b|ghz|octets?|pouces|joules?|lavages?|cycles?|recharges?|kelvins?|k\b|candelas?|pa\b|mpa|newtons?|n\b|ug/m3|ug"
        ),
    ),
    ("rank", 1.0, r"eme|e\b|er\b|ere\b"),
)
UNIT: Final = re.compile(
    "|".join(
        rf"(?P<u{rank}>(?:{unit})(?:(?<![a-z0-9])|(?![a-z])))"
        for rank, (*_, unit) in enumerate(UNITS)
    )
)
