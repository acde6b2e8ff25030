r"""The clause library: clauses written for the course, up to three ambitions, blanks to fill.

>>> from maillon.clauses import library
>>> clause = library.clause("nettoyage-de-jour")
>>> [variant.ambition for variant in clause.variants]
['prudente', 'ambitieuse', 'exemplaire']
>>> library.filled(clause.variant("prudente"), {"part": "40 %"})[:52]
'Le titulaire réalise au moins 40\xa0% des heures de net'
"""

from maillon.clauses.library.entries import (
    AMBITIONS,
    CONSIDERATIONS,
    FAMILIES,
    PEOPLE_RULE,
    STEPS,
    Field,
    Signature,
    StandardClause,
    UnknownClause,
    Variant,
)
from maillon.clauses.library.filling import as_record, filled, note, parts, printed
from maillon.clauses.library.loading import (
    DATA,
    REVIEWS,
    SEARCH,
    clause,
    clauses,
    family_words,
    instead,
    read_library,
    signed,
    text_print,
    usual,
    words_of,
)

__all__ = [
    "AMBITIONS",
    "CONSIDERATIONS",
    "DATA",
    "FAMILIES",
    "PEOPLE_RULE",
    "REVIEWS",
    "SEARCH",
    "STEPS",
    "Field",
    "Signature",
    "StandardClause",
    "UnknownClause",
    "Variant",
    "as_record",
    "clause",
    "clauses",
    "family_words",
    "filled",
    "instead",
    "note",
    "parts",
    "printed",
    "read_library",
    "signed",
    "text_print",
    "usual",
    "words_of",
]
