"""Check 2: does the clause hold every piece that is needed to apply it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from maillon.clauses.findings import Finding, Outcome, Verdict
from maillon.clauses.kind import Money, freezes, money
from maillon.clauses.quantities import Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

_WHY = "Ce qui manque ici, chaque entreprise le lira à sa façon, et vous ne pourrez pas l’exiger."
#: Letters before a sanction that are enough to say a duty.
_DUTY_LENGTH = 60
_AFTERMATH = (
    "sanctions.deductions",
    "sanctions.contract",
    "sanctions.priced_failures",
    "sanctions.cases",
)


def check(reading: Reading) -> Outcome:
    """Flag a vague word without a figure, or a missing piece, according to the place."""
    vague = _vague(reading)
    refs = ("critere_information",) if reading.place == "critere" else ()
    if vague:
        question = "Quel chiffre, quelle unité ou quelle échéance permettrait de trancher ?"
        return Finding(reading.text.quote(vague), _WHY, question, refs)
    missing = {
        "condition_execution": _duty,
        "specification": _value,
        "critere": _criterion,
        "candidature": _level,
    }[reading.place](reading)
    if missing:
        return Finding(missing, _WHY, f"Pouvez-vous écrire {missing} ?", refs, missing=True)
    return Verdict.OK


def _duties(reading: Reading) -> Iterator[Span]:
    """Give what the sentences say is due, without what they say follows a failure."""
    for sentence in reading.text.sentences:
        aftermath = reading.first(*_AFTERMATH, within=sentence)
        if aftermath is None:
            yield sentence
        elif aftermath.start - sentence.start > _DUTY_LENGTH:
            stop = max(reading.folded.rfind(";", sentence.start, aftermath.start), sentence.start)
            if not reading.first("sanctions.failures", within=Span(stop, aftermath.start)):
                yield Span(sentence.start, aftermath.start)
            elif stop > sentence.start:
                yield Span(sentence.start, stop)


def _vague(reading: Reading) -> Span | None:
    """Return the first vague words that no figure explains."""
    for span in reading.spans("vague.hedges"):
        if not _explained(reading, span):
            return span
    for sentence in _duties(reading):
        for span in reading.spans("vague.amounts", "vague.deadlines", within=sentence):
            if not (_fixed(reading, span) or _explained(reading, span) or reading.denied(span)):
                return span
        intent = ("vague.soft_verbs", "vague.degree_verbs", "vague.qualities")
        for span in reading.spans(*intent, within=sentence):
            if not (_fixed(reading, span) or _figure(reading, span) or reading.denied(span)):
                return span
    return None


def _fixed(reading: Reading, span: Span) -> bool:
    """Tell whether a vague word belongs to an exact term (« développement durable »)."""
    return any(
        term.start < span.end and span.start < term.end
        for term in reading.spans("vague.fixed_phrases")
    )


def _explained(reading: Reading, span: Span) -> bool:
    """Tell whether a figure with its unit explains the words, in the same sentence."""
    sentence = reading.text.sentence(span)
    for intro in reading.spans("vague.explained", within=Span(span.start, sentence.end)):
        if _numbers(reading, Span(intro.start, min(sentence.end, intro.end + 60))):
            return True
    after = reading.folded[span.end : sentence.end]
    reach = 45 if re.match(r"\s*[(:]", after) else 20
    stop = after.find(",")
    reach = min(reach, stop) if 0 <= stop < 20 else reach
    return bool(_numbers(reading, Span(span.end, min(sentence.end, span.end + reach))))


def _numbers(reading: Reading, within: Span) -> list[Quantity]:
    """List the quantities of a stretch; the points of a criterion measure nothing in a bid."""
    found = reading.measured(within)
    if reading.place == "critere":
        found = [quantity for quantity in found if quantity.dimension != "points"]
    return found


def _figure(reading: Reading, span: Span) -> bool:
    """Tell whether the sentence holds a figure, a class or a closed list."""
    sentence = reading.text.sentence(span)
    return bool(
        _numbers(reading, sentence)
        or reading.first("precision.classes", within=sentence)
        or _explained(reading, span)
    )


def _duty(reading: Reading) -> str:
    """Say what an execution duty lacks: actor, quantity or moment."""
    kind = money(reading)
    if kind:
        return _money(reading, kind)
    whole = Span(0, len(reading.folded))
    if not reading.first("duties.parties", "follow_up.functions") and _passive(reading):
        return "qui agit"
    duties = list(_duties(reading))
    timed = not duties or any(reading.first("duties.times", within=duty) for duty in duties)
    if not (timed or reading.measured(whole, "times") or reading.first("duties.prohibitions")):
        return "quand, ou à quel rythme"
    return _unitless(reading) or _uncounted(reading)


def _passive(reading: Reading) -> bool:
    """Tell whether the first sentence leaves out who acts."""
    first = reading.text.sentences[0] if reading.text.sentences else Span(0, 0)
    start = Span(first.start, min(first.end, first.start + 45))
    return reading.first("duties.passive", within=start) is not None


def _unitless(reading: Reading) -> str:
    """Say that an insertion promise counts neither hours nor persons, nor a share of something."""
    for rank, sentence in enumerate(_duties(reading)):
        if not reading.first("precision.insertion", within=sentence):
            continue
        if reading.first("scale.absolutes", within=sentence):
            continue
        if rank == 0 and not any(reading.measured(duty) for duty in _duties(reading)):
            return "combien, et dans quelle unité"
        if reading.first("precision.insertion_units", within=sentence):
            continue
        counted = reading.measured(sentence, "count", "money")
        based = [
            quantity
            for quantity in reading.measured(sentence, "share")
            if re.match(
                r",? ?(?:au moins|au minimum|minimum)?,? ?(?:d[eu']|des|en)(?!\w)",
                reading.folded[quantity.span.end :].lstrip(),
            )
        ]
        loose = reading.measured(sentence, "share", "bare")
        if loose and not (counted or based):
            return "combien, et dans quelle unité"
    return ""


def _uncounted(reading: Reading) -> str:
    """Say that means are promised (« des actions », « une partie ») without any number."""
    for sentence in _duties(reading):
        if reading.measured(sentence) or reading.first("precision.classes", within=sentence):
            continue
        for span in reading.spans("precision.means", within=sentence):
            after = Span(span.end, min(sentence.end, span.end + 40))
            if not reading.first("proofs.documents", "duties.all_or_nothing", within=after):
                return "combien, et dans quelle unité"
        break
    return ""


def _money(reading: Reading, kind: Money) -> str:
    """Say what a money clause lacks: a delay, a rate, an index."""
    if kind is not Money.PAYMENT and freezes(reading):
        return ""
    whole = Span(0, len(reading.folded))
    if kind is Money.PAYMENT and not reading.measured(whole, "duration"):
        return "le délai en jours"
    if kind in (Money.ADVANCE, Money.RETENTION) and not reading.measured(whole, "share", "money"):
        return "le taux"
    indexed = reading.first("money.index") or reading.measured(whole)
    if kind is Money.PRICE and reading.first("money.varies") and not indexed:
        return "l’indice ou la formule"
    return ""


def _value(reading: Reading) -> str:
    """Say what a specification lacks: a value, a class or a closed list."""
    return _uncounted(reading)


def _criterion(reading: Reading) -> str:
    """Say what a criterion lacks: its weight, or what is measured."""
    if not _weighted(reading):
        return "le poids du critère"
    return "" if _says_what(reading) else "ce qui est mesuré"


def _says_what(reading: Reading) -> bool:
    """Tell whether something that may be counted or described is named, besides the weight."""
    groups = ("award.measured", "firm.subjects", "firm.perimeters", "labels.labels")
    if reading.first(*groups, "labels.standards", "origin.goods", "origin.distance"):
        return True
    return any(
        quantity.dimension in ("measure", "duration", "count", "money")
        for quantity in reading.quantities
        if not reading.near(quantity.span, "award.bid_pages")
        and not reading.folded[: quantity.span.start].endswith("sur ")
    )


def _weighted(reading: Reading) -> bool:
    """Tell whether a weight is given: points, a coefficient, a share of the mark."""
    whole = Span(0, len(reading.folded))
    if reading.first("award.weights") or reading.measured(whole, "points"):
        return True
    for share in reading.measured(whole, "share"):
        before = reading.folded[max(0, share.span.start - 3) : share.span.start]
        if "(" in before or share.span.start < 60 or reading.near(share.span, "award.weighing"):
            return True
    return False


def _level(reading: Reading) -> str:
    """Say what a condition of candidature lacks: a level, a number or a period."""
    whole = Span(0, len(reading.folded))
    if not reading.measured(whole) and reading.first("precision.levels"):
        return "un niveau, un nombre ou une période"
    return ""
