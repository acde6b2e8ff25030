"""Check 4: what will show that the clause is kept?"""

from __future__ import annotations

from maillon.clauses.checks.followed_up import acts
from maillon.clauses.findings import Outcome, Verdict, finding
from maillon.clauses.kind import money, only_freezes
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.scale import itself
from maillon.clauses.text import Span

#: Letters between a document and the « pourra » that makes it uncertain.
_CLOSE = 12


def check(reading: Reading) -> Outcome:
    """Flag the lack of any named document, sample, measure, record, or check with its author."""
    kind = money(reading)
    if kind:
        if only_freezes(reading, kind):
            return Verdict.NA
        if reading.affirmed("money.evidence"):
            return Verdict.OK
        lack = "le point de départ, l’indice ou la pièce qui déclenche le paiement"
        return finding("proof", lack, missing=True)
    if named(reading):
        return Verdict.OK
    if reading.place == "critere":
        lack = "la pièce de l’offre sur laquelle la note s’appuie"
        return finding("proof_of_bid", lack, missing=True)
    vague = reading.first("proofs.vague", "paper_verbs.maybe_checked")
    if vague:
        return finding("vague_proof", reading.text.quote(vague))
    return finding("proof", "la preuve attendue", missing=True)


def named(reading: Reading) -> bool:
    """Tell whether a proof is named: a document, a measure, or a check with its author."""
    criterion = reading.place == "critere"
    if criterion and _sourced(reading):
        return True
    if not reading.execution and _joined(reading):
        return True
    strong = ("proofs.documents", "proofs.measures", "proofs.bid_documents")[: 2 + criterion]
    shown = any(_counts(reading, span) for span in reading.spans(*strong))
    return shown or _handed_over(reading) or _checked(reading)


def _joined(reading: Reading) -> bool:
    """Tell whether something, whatever its name, is put into the bid: « le bail y est glissé »."""
    given = ("paper_verbs.given",) if reading.place == "candidature" else ()
    return any(
        reading.near(verb, "proofs.bid", *given)
        for verb in reading.spans("paper_verbs.joining")
        if not (reading.denied(verb) or reading.near(verb, "proofs.vague"))
    )


def _sourced(reading: Reading) -> bool:
    """Tell whether a mark is drawn from a paper of the bid: « d’après la plaquette »."""
    papers = (reading.follows(span, "proofs.paper") for span in reading.spans("proofs.sources"))
    none = expression("paper_verbs.no_papers")
    return any(paper and not none.fullmatch(paper[1]) for paper in papers)


def _counts(reading: Reading, span: Span) -> bool:
    """Tell whether a document is named for good: neither denied, nor lost in a vague list.

    « À l’appui » that opens a sentence names nothing yet.
    """
    possible = any(
        0 <= maybe.start - span.end < _CLOSE for maybe in reading.spans("paper_verbs.maybe_checked")
    )
    alone = span.start == reading.text.sentence(span).start
    return not (
        reading.held(span, "proofs.vague")
        or reading.touched(span, "vague.hedges")
        or possible
        or (alone and reading.folded.startswith("a l'appui", span.start))
        or reading.denied(span, subject=False)
    )


def _handed_over(reading: Reading) -> bool:
    """Tell whether papers of everyday use are handed over, kept or joined to the bid."""
    relations = ("paper_verbs.handing", "paper_verbs.bid_handing")[: 1 + (not reading.execution)]
    weak = ("proofs.handed_over", "proofs.bid_weak")[: 1 + (reading.place == "critere")]
    for span in reading.spans(*weak):
        if itself(reading, span) or reading.near(span, "proofs.vague"):
            continue
        for verb in reading.spans(*relations, within=reading.text.sentence(span)):
            apart = abs(verb.start - span.start)
            if apart < 90 and not verb.touches(span) and _counts(reading, span):
                return True
    return False


def _checked(reading: Reading) -> bool:
    """Tell whether somebody named checks, without « pourra »."""
    return any(
        reading.near(span, "people.functions", "proofs.authors") or acts(reading, span)
        for span in reading.spans("paper_verbs.control_verbs")
        if not reading.near(span, "paper_verbs.maybe_checked", "proofs.vague")
        and not reading.denied(span)
    )
