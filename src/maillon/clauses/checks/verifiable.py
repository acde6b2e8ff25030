"""Check 4: what will show that the clause is kept?"""

from __future__ import annotations

import re

from maillon.clauses.checks.followed_up import acts
from maillon.clauses.findings import Outcome, Verdict, finding, first_finding
from maillon.clauses.kind import money, only_freezes
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.scale import itself
from maillon.clauses.text import Span

_PAPER = re.compile(r"[\s']+(?:(?:la|le|l|les|une?|son|sa|ses|leurs?)[\s']+)+([a-z]+)")
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
    vague = first_finding(reading, {"vague_proof": _vague})
    return vague or finding("proof", "la preuve attendue", missing=True)


def _vague(reading: Reading) -> Span | None:
    return reading.first("proofs.vague", "paper_verbs.maybe_checked")


def named(reading: Reading) -> bool:
    """Tell whether a proof is named: a document, a measure, or a check with its author."""
    strong = ["proofs.documents", "proofs.measures"]
    weak = ["proofs.handed_over"]
    if reading.place == "critere":
        strong = ["proofs.documents", "proofs.measures", "proofs.bid_documents"]
        weak = ["proofs.handed_over", "proofs.bid_weak"]
    relations = ("paper_verbs.handing", "paper_verbs.bid_handing")[: 1 + (not reading.execution)]
    shown = any(_counts(reading, span) for span in reading.spans(*strong))
    if reading.place == "critere" and _sourced(reading):
        return True
    if not reading.execution and _joined(reading):
        return True
    return shown or _handed_over(reading, weak, relations) or _checked(reading)


def _joined(reading: Reading) -> bool:
    """Tell whether something, whatever its name, is put into the bid: « le bail y est glissé »."""
    for verb in reading.spans("paper_verbs.joining"):
        sentence = reading.text.sentence(verb)
        if reading.denied(verb) or reading.first("proofs.vague", within=sentence):
            continue
        if reading.place == "candidature" and reading.first("paper_verbs.given", within=sentence):
            return True
        if reading.first("proofs.bid", within=sentence):
            return True
    return False


def _sourced(reading: Reading) -> bool:
    """Tell whether a mark is drawn from a paper of the bid: « d’après la plaquette »."""
    for span in reading.spans("proofs.sources"):
        found = _PAPER.match(reading.folded, span.end)
        if found and not expression("paper_verbs.no_papers").fullmatch(found.group(1)):
            return True
    return False


def _counts(reading: Reading, span: Span) -> bool:
    """Tell whether a document is named for good: neither denied, nor lost in a vague list."""
    vague = any(part.holds(span) for part in reading.spans("proofs.vague"))
    vague = vague or any(part.touches(span) for part in reading.spans("vague.hedges"))
    only_possible = any(
        0 <= maybe.start - span.end < _CLOSE for maybe in reading.spans("paper_verbs.maybe_checked")
    )
    alone = span.start == reading.text.sentence(span).start
    opens = alone and reading.folded.startswith("a l'appui", span.start)  # it names nothing yet
    return not (vague or only_possible or opens or reading.denied(span, subject=False))


def _handed_over(reading: Reading, groups: list[str], relations: tuple[str, ...]) -> bool:
    """Tell whether papers of everyday use are handed over, kept or joined to the bid."""
    for span in reading.spans(*groups):
        sentence = reading.text.sentence(span)
        if itself(reading, span) or reading.first("proofs.vague", within=sentence):
            continue
        for verb in reading.spans(*relations, within=sentence):
            apart = abs(verb.start - span.start)
            if apart < 90 and not verb.touches(span) and _counts(reading, span):
                return True
    return False


def _checked(reading: Reading) -> bool:
    """Tell whether somebody named checks, without « pourra »."""
    maybe = list(reading.spans("paper_verbs.maybe_checked"))
    for span in reading.spans("paper_verbs.control_verbs"):
        sentence = reading.text.sentence(span)
        if any(sentence.holds(part) for part in maybe) or reading.denied(span):
            continue
        if reading.first("proofs.vague", within=sentence):
            continue
        author = reading.first("people.functions", "proofs.authors", within=sentence)
        if author or acts(reading, span):
            return True
    return False
