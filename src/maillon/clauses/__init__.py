"""Procurement clauses as data, and eight checks that ask their writer questions.

A training tool: it signals and asks, it never judges what is lawful.

>>> from maillon.clauses import Clause, review
>>> clause = Clause("Le plateau contient 30 % de bois recyclé.", "CCTP", "specification")
>>> list(review(clause).findings)
['verifiable']
"""

from maillon.clauses.check import review
from maillon.clauses.findings import CHECKS, Finding, Review, Verdict
from maillon.clauses.record import DOCUMENTS, PLACES, Clause

__all__ = ["CHECKS", "DOCUMENTS", "PLACES", "Clause", "Finding", "Review", "Verdict", "review"]
