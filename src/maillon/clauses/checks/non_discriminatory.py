"""Check 5: does the clause shut out firms by origin, address, language, brand or label?"""

from __future__ import annotations

from maillon.clauses.findings import Outcome, Sign, Verdict, first_finding
from maillon.clauses.hiring import chosen
from maillon.clauses.names import imposed_brand, imposed_label
from maillon.clauses.origins import place
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span


def check(reading: Reading) -> Outcome:
    """Flag origin, address, distance, nationality, language, and names without equivalent."""
    return first_finding(reading, _SIGNS) or Verdict.OK


def _nationality(reading: Reading) -> Span | None:
    allowed = list(reading.spans("origin.allowed"))
    for span in reading.spans("origin.nationality"):
        abroad = "tiers" in reading.folded[span.start : span.end]
        if any(part.touches(span) for part in allowed) or (abroad and reading.first("origin.data")):
            continue
        if not (reading.near(span, "origin.neutral", "origin.safety") or reading.denied(span)):
            return span
    return None


_SIGNS = (
    Sign(
        place,
        "L’origine ou l’adresse écarte des entreprises qui rendraient le même service.",
        "Quel besoin se cache derrière ce lieu : un délai, une fraîcheur, un service ?",
        ("preference_locale",),
    ),
    Sign(
        _nationality,
        "La langue ou la nationalité du personnel écarte des entreprises capables.",
        "Quel risque voulez-vous prévenir, et un interprète y répondrait-il ?",
        ("cj_moliere",),
    ),
    Sign(
        chosen,
        "Choisir des personnes par leur sexe, leur âge ou leur famille serait discriminer.",
        "Quel public de l’insertion, ou quelle ouverture des annonces, servirait ce but ?",
    ),
    Sign(
        imposed_brand,
        "Un nom seul écarte un produit qui a les mêmes qualités.",
        "Pouvez-vous décrire les qualités voulues et ajouter « ou équivalent » ?",
    ),
    Sign(
        imposed_label,
        "Un label ou un certificat seul écarte qui fait aussi bien et le prouve autrement.",
        "Quelle autre preuve accepteriez-vous, à côté de ce nom ?",
        ("labels",),
    ),
)
