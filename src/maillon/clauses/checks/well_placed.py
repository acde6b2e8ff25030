"""Check 8: does the nature of the text fit the place and the document that it is given?"""

from __future__ import annotations

from datetime import date

from maillon import law
from maillon.base.wording import NBSP
from maillon.clauses.findings import Finding, Outcome, Verdict
from maillon.clauses.reading import Reading
from maillon.clauses.record import DOCUMENTS
from maillon.clauses.same_for_all import future_duties, same_for_all
from maillon.clauses.text import Span

_ADMITTED = {
    "RC": {"critere", "candidature"},
    "CCTP": {"specification", "condition_execution"},
    "CCAP": {"condition_execution"},
    "AE": {"condition_execution"},
}
_WHY = "Une exigence mal rangée échappe aux entreprises, ou ne peut plus être exigée ensuite."


def check(reading: Reading) -> Outcome:
    """Flag a text whose nature fits neither the place declared nor the document."""
    document = reading.clause.document
    if reading.place not in _ADMITTED[document]:
        holder = "l’AE" if document == "AE" else f"le {document}"
        return Finding(
            f"un document qui convient{NBSP}: "
            f"ce texte figure dans {holder} ({DOCUMENTS[document]})",
            _WHY,
            "Dans quel document les entreprises chercheront-elles cette règle ?",
            missing=True,
        )
    if reading.place == "critere":
        return _criterion(reading)
    scored = reading.affirmed("award.criterion_heads")
    if scored:
        return Finding(
            reading.text.quote(scored),
            _WHY,
            "Si cette règle classe les offres, sa place n’est-elle pas parmi les critères ?",
            ("critere_information",),
        )
    scale = [
        points
        for points in reading.measured(reading.whole, "points")
        if reading.near(points.span, "award.marked") or reading.first("award.offers")
    ]
    if len(scale) > 1 or any(reading.near(points.span, "award.marked") for points in scale):
        return Finding(
            reading.text.quote(scale[0].span),
            _WHY,
            "Si cette règle donne des points, sa place n’est-elle pas parmi les critères ?",
            ("critere_information",),
        )
    return _misplaced(reading)


def _misplaced(reading: Reading) -> Outcome:
    """Flag a duty of execution asked of candidates, or a candidature asked of the holder."""
    if reading.place == "candidature" and not reading.first("award.admission", "award.already"):
        duty = reading.first("award.fixed_duties") or next(iter(future_duties(reading)), None)
        if duty:
            return Finding(
                reading.text.quote(duty),
                _WHY,
                "Cette obligation court-elle pendant le marché ? Où la trouvera le titulaire ?",
            )
    if reading.execution:
        asked = reading.affirmed("award.admission_levels")
        if asked:
            return Finding(
                reading.text.quote(asked),
                _WHY,
                "Cette capacité s’examine avant l’attribution : figure-t-elle au règlement ?",
            )
    return Verdict.OK


def _criterion(reading: Reading) -> Outcome:
    sole = reading.affirmed("award.sole") or _whole_price(reading)
    global_cost = reading.first("award.environment_cost")
    if sole and reading.first("award.price") and not global_cost and _price_is_over(reading.day):
        return Finding(
            reading.text.quote(sole),
            "À cette date, selon le registre du cours, le prix seul ne départage plus les offres.",
            "Quel critère tient compte de l’environnement, ou quel coût global ?",
            ("climat_prix_seul",),
        )
    capacity = _capacity(reading)
    if capacity and not reading.first("award.team"):
        return Finding(
            reading.text.quote(capacity),
            "La capacité s’examine avec les candidatures ; un critère regarde l’offre.",
            "Que propose l’offre elle-même, pour ce marché ?",
        )
    same = same_for_all(reading)
    if same:
        return Finding(
            reading.text.quote(same),
            "Ce que toutes les offres doivent respecter ne les départage pas.",
            "Quel « plus » mesurable mérite des points ?",
            ("cj_isere",) if reading.first("precision.insertion") else (),
        )
    return Verdict.OK


def _whole_price(reading: Reading) -> Span | None:
    """Return a price that weighs all: « Prix : 100 % »."""
    found = reading.matches(r"(?<!\w)prix\W{1,4}100 ?%")
    return Span(*found.span()) if found else None


def _capacity(reading: Reading) -> Span | None:
    """Return a capacity of the firm that is scored, unless it is the firm's conduct that is."""
    conduct = list(reading.spans("firm.subjects", "firm.perimeters", "firm.shares"))
    goods = reading.first("award.goods_lists")  # « références livrées en bac », of a catalogue
    for span in reading.spans("award.capacity", "award.track_record"):
        if goods and reading.folded.startswith("reference", span.start):
            continue
        if not (reading.denied(span) or any(part.holds(span) for part in conduct)):
            return span
    return None


def _price_is_over(day: date) -> bool:
    """Tell whether the registry no longer admits the price as sole criterion on that day."""
    try:
        return str(law.value("climat_prix_seul", on=day)).startswith("non")
    except law.LegalError:
        return False
