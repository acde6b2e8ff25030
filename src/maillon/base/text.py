"""Typed text made comparable: one folding of case, accents and typographic signs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: Signs that Unicode's own decomposition leaves as they are.
_SIGNS = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "′": "'",
    "œ": "oe",
    "Œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "Æ": "ae",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "×": "x",
    "\N{SOFT HYPHEN}": "",
    "\N{ZERO WIDTH SPACE}": "",
    "\N{ZERO WIDTH NO-BREAK SPACE}": "",
}


def fold(text: str) -> str:
    """Return a text in lower case, without accents, with plain apostrophes and spaces.

    >>> fold("L’ŒUVRE, dès l’été…")
    "l'oeuvre, des l'ete..."
    """
    return "".join(folded_sign(sign) for sign in text)


@cache
def folded_sign(sign: str) -> str:
    """Return what `fold` makes of one sign: nothing, a letter, or several."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign == "\n":
        return sign
    if sign.isspace():
        return " "
    if unicodedata.category(sign) == "Cf":  # joiners and marks of direction, which nobody sees
        return ""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).lower())
    return "".join(_SIGNS.get(part, part) for part in letters if not unicodedata.combining(part))


def slug(text: str) -> str:
    """Return a text as letters without accents, figures and hyphens: a name for files and ids.

    >>> slug("  Zoé  D’Œuvre-Nuñez "), slug("Délai & trésorerie")
    ('zoe-d-oeuvre-nunez', 'delai-tresorerie')
    """
    return re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")
