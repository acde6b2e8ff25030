"""Units as French people write them: one normal spelling, what is counted set apart, rates split.

« 900 heures d’insertion » are hours, « 6 jours de service » are days: what follows *de* tells what
is counted, it is no other unit. A rate (« heures par an », « €/h ») is a unit of its own.
"""

from __future__ import annotations

import re

from maillon.base.text import fold

__all__ = [
    "MEASURES",
    "PLURALS",
    "SIZES",
    "UNITS",
    "normal_unit",
    "plain_text",
    "split_rate",
]

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-") | {"\u2019": "'"})
# What no page shows, and text pasted from a word processor holds.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_COUNTED = re.compile(r"(?P<unit>\S+) (?:de |des |du |d')\S.*")
_RATE = re.compile(r"(?P<unit>.*?\S) ?(?:/| par ) ?(?P<per>\S+)(?: .*)?")

# Every spelling accepted for a unit: what it becomes, and by how much the value is multiplied.
UNITS: dict[str, tuple[str | None, int]] = {
    spelling: (unit, factor)
    for unit, factor, spellings in (
        ("‰", 1, "‰|pour mille"),
        ("%", 1, "%|pour cent|pourcent|pourcents|pour cents|pct|p. cent|p.cent"),
        ("€", 1, "€|eur|euro|euros"),
        ("€", 10**3, "k€|keur|k euros|mille euros|milliers d'euros|k €"),
        ("€", 10**6, "m€|meur|million d'euros|millions d'euros|million €|millions €|m €"),
        ("€", 10**9, "md€|mds€|milliard d'euros|milliards d'euros|milliard €|milliards €"),
        (None, 10**3, "k|mille"),
        (None, 10**6, "million|millions"),
        (None, 10**9, "milliard|milliards"),
        ("j", 1, "j|jr|jrs|jour|jours"),
        # Days of what is counted: not « ouvrés » nor « calendaires », which measure something else.
        ("j", 1, "jour complet|jours complets|jour perdu|jours perdus|jours complets perdus"),
        ("semaine", 1, "sem|semaine|semaines"),
        ("mois", 1, "mois"),
        ("an", 1, "an|ans|annee|annees"),
        ("h", 1, "h|heure|heures"),
        ("min", 1, "min|mn|minute|minutes"),
        ("kg", 1, "kg|kilo|kilos|kilogramme|kilogrammes"),
        ("t", 1, "t|tonne|tonnes"),
    )
    for spelling in spellings.split("|")
}
MEASURES = {unit for unit, _ in UNITS.values()} | {"€ HT", "€ TTC"}
# Units that measure the same thing: (what is measured, size in the smallest one).
SIZES = {
    "min": ("time", 1),
    "h": ("time", 60),
    "j": ("days", 1),
    "semaine": ("days", 7),
    "mois": ("months", 1),
    "an": ("months", 12),
    "‰": ("share", 1),
    "%": ("share", 10),
    "kg": ("mass", 1),
    "t": ("mass", 1000),
}
PLURALS = {"semaine": "semaines", "an": "ans"}


def plain_text(text: str) -> str:
    """One sort of space, dash and apostrophe; nothing that does not show.

    >>> plain_text("1\u202f250\u00a0h\u200b")
    '1 250 h'
    """
    return _SPACES.sub(" ", _UNSEEN.sub("", text).translate(_DASHES)).strip()


def normal_unit(text: str) -> tuple[str | None, int]:
    """Normal spelling of a unit and the factor that its prefix stands for.

    >>> normal_unit("Heures"), normal_unit("k€"), normal_unit("heures d’insertion")
    (('h', 1), ('€', 1000), ('h', 1))
    >>> normal_unit("heures par an"), normal_unit("jours ouvrés")
    (('heures par an', 1), ('jours ouvrés', 1))
    >>> normal_unit("k€ HT"), normal_unit("HT")
    (('€ HT', 1000), ('€ HT', 1))
    """
    plain = plain_text(text)
    tax = re.search(r" ?(?:\(?\b(HT|TTC|HTVA)\)?)$", plain, re.IGNORECASE)
    base = plain[: tax.start()] if tax else plain
    unit, factor = UNITS.get(fold(base), (base or None, 1))
    if tax and unit in ("€", None):  # « 75 000 HT »: what is taxed is euros
        return ("€ TTC" if tax[1].upper() == "TTC" else "€ HT"), factor
    if tax:
        return plain or None, 1
    counted = _COUNTED.fullmatch(base)
    if unit == base and counted and not split_rate(base)[1]:
        measure = UNITS.get(fold(counted["unit"]), (None, 1))
        return measure if measure[0] else (unit, factor)
    return unit, factor


def split_rate(unit: str) -> tuple[str, str]:
    """Separate a rate into its unit and what it is counted by; no rate has an empty second part.

    >>> split_rate("heures d’insertion par an"), split_rate("€/h"), split_rate("€")
    (('heures d’insertion', 'an'), ('€', 'h'), ('€', ''))
    >>> split_rate("€ par heure manquante")
    ('€', 'h')
    """
    rate = _RATE.fullmatch(unit)
    if rate is None:
        return unit, ""
    return rate["unit"], normal_unit(rate["per"])[0] or ""
