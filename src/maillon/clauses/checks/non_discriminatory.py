"""Check 5: does the clause shut out firms by origin, address, language, brand or label?"""

from __future__ import annotations

from maillon.clauses.findings import Finding, Outcome, Verdict
from maillon.clauses.hiring import chosen
from maillon.clauses.names import imposed_name
from maillon.clauses.origins import place
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_ORIGIN_WHY = "L’origine ou l’adresse écarte des entreprises qui rendraient le même service."
_BRAND_WHY = "Un nom seul écarte un produit qui a les mêmes qualités."
_LABEL_WHY = "Un label ou un certificat seul écarte qui fait aussi bien et le prouve autrement."


def check(reading: Reading) -> Outcome:
    """Flag origin, address, distance, nationality, language, and names without equivalent."""
    origin = place(reading)
    if origin:
        return Finding(
            reading.text.quote(origin),
            _ORIGIN_WHY,
            "Quel besoin se cache derrière ce lieu : un délai, une fraîcheur, un service ?",
            ("preference_locale",),
        )
    tongue = _nationality(reading)
    if tongue:
        return Finding(
            reading.text.quote(tongue),
            "La langue ou la nationalité du personnel écarte des entreprises capables.",
            "Quel risque voulez-vous prévenir, et un interprète y répondrait-il ?",
            ("cj_moliere",),
        )
    trait = chosen(reading)
    if trait:
        return Finding(
            reading.text.quote(trait),
            "Choisir des personnes par leur sexe, leur âge ou leur famille serait discriminer.",
            "Quel public de l’insertion, ou quelle ouverture des annonces, servirait ce but ?",
        )
    name = imposed_name(reading)
    if name and name.brand:
        return Finding(
            reading.text.quote(name.span),
            _BRAND_WHY,
            "Pouvez-vous décrire les qualités voulues et ajouter « ou équivalent » ?",
        )
    if name:
        return Finding(
            reading.text.quote(name.span),
            _LABEL_WHY,
            "Quelle autre preuve accepteriez-vous, à côté de ce nom ?",
            ("labels",),
        )
    return Verdict.OK


def _nationality(reading: Reading) -> Span | None:
    allowed = list(reading.spans("origin.allowed"))
    for span in reading.spans("origin.nationality"):
        abroad = "tiers" in reading.folded[span.start : span.end]
        if any(part.touches(span) for part in allowed) or (abroad and reading.first("origin.data")):
            continue
        if reading.near(span, "origin.neutral", "origin.safety") or reading.denied(span):
            continue
        return span
    return None
