"""Check 2: does the clause hold every piece that is needed to apply it?"""

from __future__ import annotations

import re

from maillon.clauses.checks.well_placed import same_for_all
from maillon.clauses.findings import Finding, Outcome, Verdict, finding, first_finding
from maillon.clauses.kind import COSTS, Money, money, only_freezes
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.scale import contract_duration, itself
from maillon.clauses.text import Span
from maillon.clauses.vagueness import duties, vague

_COUNT = "combien, et dans quelle unité"
_ORIGIN = "le mois d’origine des prix et des indices"
_ADVANCE = "l’assiette ou le remboursement de l’avance"
#: Days from which a duration is that of the contract, and counts no means.
_LASTING = 90.0
_STOPS = re.compile(r"[.;!?](?=\s|$)")
_REWARDS = (*COSTS, "sanctions.incentives")
_YEAR = 366.0


def check(reading: Reading) -> Outcome:
    """Flag a vague word without a figure, or a missing piece, according to the place."""
    refs = ("critere_information",) if reading.place == "critere" else ()
    words = first_finding(reading, _SIGNS, refs) or bare(reading)
    if words:
        return words
    lack = _PIECES[reading.place](reading)
    name = {_ORIGIN: "origin_of_price", _ADVANCE: "terms_of_advance"}.get(lack, "piece")
    return finding(name, lack, refs, missing=True) if lack else Verdict.OK


def bare(reading: Reading, elsewhere: str = "") -> Finding | None:
    """Return the signal of a criterion that is a theme and its weight, with nothing to note.

    `elsewhere`: other texts of its article, folded, where the theme may be explained. A clause
    with one weight is looked at as a whole: « Prix : 60 % ; écologie : 40 % ».
    """
    weights = reading.measured(reading.whole, "share", "points")
    if reading.place != "critere" or (len(weights) == 1 and not elsewhere):
        return None
    for weight in weights:
        named = reading.leads(weight.span, "precision.theme")
        if not named or reading.follows(weight.span, "precision.noted"):
            continue
        name = Span(named.start(1), weight.span.end)
        rest = reading.folded[: name.start] + elsewhere + reading.folded[name.end :]
        if named[2] not in rest and not reading.first("award.measured", within=name):
            return finding("bare", reading.text.quote(name))
    return None


def _duty(reading: Reading) -> str:
    """Say what an execution duty lacks: actor, quantity or moment.

    A contract lasts, and nobody acts; an intervention on a call wants its delay.
    """
    kind = money(reading)
    if kind:
        return _money(reading, kind)
    first = reading.opening
    start = Span(first.start, min(first.end, first.start + 45))
    passive = reading.first("duties.passive", within=start)
    if passive and not reading.search("precision.lasts", first):
        named = reading.first("duties.parties", "people.functions")
        if not (named or reading.search("precision.agent")):
            return "qui agit"
    if not (_timed(reading) or reading.first("duties.prohibitions")):
        return "quand, ou à quel rythme"
    on_call = reading.first("duties.on_call") and not reading.first("duties.at_once")
    if on_call and not reading.measured(reading.whole, "duration"):
        return "sous quel délai"
    return _unitless(reading) or _baseless(reading) or _uncounted(reading)


def _timed(reading: Reading) -> bool:
    """Tell whether a duty has a moment or a rhythm, or a year of the contract."""
    due = list(duties(reading))
    if not due or any(_times(reading, within=part) for part in due):
        return True
    return bool(reading.search("precision.year") or reading.measured(reading.whole, "times"))


def _unitless(reading: Reading) -> str:
    """Say that an insertion promise counts neither hours nor persons, nor a share of something."""
    for rank, sentence in enumerate(duties(reading)):
        if not reading.first("precision.insertion", within=sentence):
            continue
        if reading.first("scale.absolutes", within=sentence):
            continue
        if rank == 0 and not any(reading.measured(duty) for duty in duties(reading)):
            return _COUNT
        units = reading.spans("precision.insertion_units", within=sentence)
        if any(not itself(reading, unit) for unit in units):
            continue
        heads = (count.unit for count in reading.measured(sentence, "count"))
        shares = reading.measured(sentence, "share")
        settled = (
            reading.measured(sentence, "money")
            or any(map(expression("precision.heads").fullmatch, heads))
            or any(reading.follows(share.span, "precision.base") for share in shares)
        )
        if reading.measured(sentence, "share", "bare") and not settled:
            return _COUNT
    return ""


def _baseless(reading: Reading) -> str:
    """Say that a share is promised and the text does not say of what: « il réemploie 40 % »."""
    for sentence in duties(reading):
        if reading.first("precision.bases", within=sentence):
            continue
        for share in reading.measured(sentence, "share"):
            ahead = reading.folded[sentence.start : share.span.start]
            rest = reading.folded[share.span.end : sentence.end]
            alone = not ahead.strip() and expression("precision.subject_alone").match(rest)
            verb = expression("precision.only_verb").fullmatch(ahead)
            if (
                alone
                or expression("precision.process").match(rest)
                or (verb and expression("precision.no_base").match(rest))
            ):
                return "de quoi se calcule ce pourcentage"
    return ""


def _uncounted(reading: Reading) -> str:
    """Say that means are promised (« des actions », « une partie ») without any number."""
    for sentence in duties(reading):
        counted = any(
            quantity.dimension != "duration" or quantity.value < _LASTING
            for quantity in reading.measured(sentence)
        )
        if counted or reading.first("precision.classes", within=sentence):
            continue
        for span in reading.spans("precision.means", within=sentence):
            after = Span(span.end, min(sentence.end, span.end + 40))
            if not reading.first("proofs.documents", "duties.all_or_nothing", within=after):
                return _COUNT
        break
    return ""


def _money(reading: Reading, kind: Money) -> str:
    """Say what a money clause lacks: a delay, a rate, an index."""
    whole = reading.whole
    if kind is Money.PAYMENT:
        termed = reading.first("money.terms") or not reading.first("sanctions.late_interest")
        return "le délai en jours" if termed and not reading.measured(whole, "duration") else ""
    if only_freezes(reading, kind):
        return ""
    if kind is not Money.PRICE:
        if not reading.measured(whole, "share", "money"):
            return "le taux"
        return _ADVANCE if _without_base(reading, kind) else ""
    if reading.first("money.referrals"):
        return ""  # the formula stands elsewhere, in a named place
    if reading.first("money.varies"):
        if not (reading.first("money.index") or reading.measured(whole)):
            return "l’indice ou la formule"
        asked = (reading.folded.startswith("a la demande", one.start) for one in _times(reading))
        if all(asked) and not reading.first("money.formulas"):
            return "quand les prix changent"
    return _ORIGIN if _without_origin(reading) else ""


def _times(reading: Reading, within: Span | None = None) -> list[Span]:
    """List the deadlines, rhythms and moments; « d’après » is none."""
    return [
        span
        for span in reading.spans("duties.times", within=within)
        if not reading.folded.endswith("d'", 0, span.start)
    ]


def _criterion(reading: Reading) -> str:
    """Say what a criterion lacks: its weight, or what is measured."""
    if not _weighted(reading):
        return "le poids du critère"
    return "" if _says_what(reading) or same_for_all(reading) else "ce qui est mesuré"


def _says_what(reading: Reading) -> bool:
    """Tell whether something that may be counted or described is named, besides the weight."""
    groups = ["award.measured", "award.capacity", "award.track_record"]
    groups += ["firm.subjects", "firm.perimeters", "labels.labels"]
    if reading.first(*groups, "labels.standards", "origin.goods", "origin.seat", "origin.distance"):
        return True
    return any(
        quantity.dimension in ("measure", "duration", "count", "money")
        for quantity in reading.quantities
        if not reading.near(quantity.span, "award.bid_pages")
        and not reading.folded[: quantity.span.start].endswith("sur ")
    )


def _weighted(reading: Reading) -> bool:
    """Tell whether a weight is given: points, a coefficient, a share of the mark."""
    whole = reading.whole
    if reading.first("award.weights") or reading.measured(whole, "points"):
        return True
    for share in reading.measured(whole, "share"):
        start = share.span.start
        opened = "(" in reading.folded[max(0, start - 3) : start]
        if opened or start < 60 or reading.near(share.span, "award.weighing"):
            return True
    return False


def _level(reading: Reading) -> str:
    """Say what a condition of candidature lacks: a level, a number or a period."""
    whole = reading.whole
    if not reading.measured(whole) and reading.first("precision.levels"):
        return "un niveau, un nombre ou une période"
    return ""


def set_later(reading: Reading) -> Span | None:
    """Return the targets that are set once the contract is signed, and then paid for."""
    if not (reading.execution and reading.first("targets.targets") and _counted(reading)):
        return None
    if reading.first("targets.in_contract"):
        return None
    for sentence in reading.text.sentences:
        moment = reading.first("targets.after", within=sentence)
        if moment and reading.affirmed("targets.setting", within=sentence, subject=False):
            target = reading.first("targets.targets", within=sentence)
            if target:
                return target
    return None


def _counted(reading: Reading) -> bool:
    """Tell whether a penalty, or a bonus, hangs on a target: both stand between two stops."""
    stops = [stop.end() for stop in _STOPS.finditer(reading.folded)]
    for part in map(Span, [0, *stops], [*stops, len(reading.folded)]):
        target = reading.first("targets.targets", "targets.met", within=part)
        paid = reading.affirmed(*_REWARDS, within=part) or reading.measured(part, "money")
        if target and paid and not any(map(reading.denied, reading.spans(*_REWARDS, within=part))):
            return True
    return False


def undefined(reading: Reading) -> Span | None:
    """Return a word that only the contract can define, by which it sanctions, and does not."""
    term = reading.first("targets.terms") if reading.execution else None
    if not term or reading.first("targets.definitions"):
        return None
    paid = reading.affirmed("sanctions.deductions") or reading.measured(reading.whole, "money")
    return term if paid else None


def _without_origin(reading: Reading) -> bool:
    """Tell whether a price is revised from an origin that the text does not tell.

    Article R2112-13 of the code wants the date of the initial price and how the revision is
    computed; an « actualisation » has its own rule, and no formula.
    """
    revised = reading.affirmed("money.revises", subject=False)
    origin = reading.first("money.origins") or reading.search("money.origin_told")
    return revised is not None and not origin


def _without_base(reading: Reading, kind: Money) -> bool:
    """Tell whether an advance, as a share, lacks the months of its base or its repayment."""
    if kind is not Money.ADVANCE or not reading.measured(reading.whole, "share"):
        return False
    if reading.first("money.advance_rules"):
        return False
    lasting = contract_duration(reading)
    short = lasting is not None and lasting.value <= _YEAR
    based = short or reading.first("money.advance_bases")
    return not (based and reading.first("money.repaid"))


def _owed_to_all(reading: Reading) -> Span | None:
    """Return an advance that the firm owes subcontractors, without saying which ones.

    The buyer pays the advance of a subcontractor that it pays directly (article R2193-19).
    """
    advance = reading.affirmed("money.passed_on") if reading.execution else None
    if not advance or not reading.first("money.subcontractors"):
        return None
    return None if reading.near(advance, "money.set_apart", "money.buyers") else advance


_SIGNS = {
    "vague": vague,
    "set_later": set_later,
    "undefined": undefined,
    "advance_to_all": _owed_to_all,
}
#: What each place asks for, when it is missing.
_PIECES = {
    "condition_execution": _duty,
    "specification": _uncounted,
    "critere": _criterion,
    "candidature": _level,
}
