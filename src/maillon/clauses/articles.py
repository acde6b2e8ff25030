"""Review an article: words that trigger a signal by paragraph, missing pieces by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from maillon.base.text import fold
from maillon.clauses import titles
from maillon.clauses.check import review_reading
from maillon.clauses.checks.precise import bare
from maillon.clauses.documents import Article
from maillon.clauses.duty import allowed, copied, owes, renewed
from maillon.clauses.findings import CHECKS, Finding, Outcome, Verdict
from maillon.clauses.kind import Money, money, only_freezes
from maillon.clauses.outline import LONG, Passage
from maillon.clauses.reading import Reading
from maillon.clauses.record import Clause
from maillon.clauses.scale import contract_amount
from maillon.clauses.sums import reminders

#: Checks whose signals quote words: each paragraph is read for them.
_BY_PASSAGE = (
    "linked_to_object", "precise", "proportionate", "non_discriminatory", "well_placed",
)  # fmt: skip
#: Those that have no meaning for a duration, nor for what the code says by itself.
_OF_DUTY = ("linked_to_object", "precise", "proportionate")
#: Checks that ask for a piece: it may stand anywhere in the article.
_BY_ARTICLE = ("precise", "verifiable", "sanctioned", "followed_up")
#: Pieces that may be missing from one part of a long article.
_PIECES = ("verifiable", "sanctioned", "followed_up")
#: What a title makes pointless, besides the duty itself.
_POINTLESS = {
    "abstention": ("precise", "verifiable", "followed_up"),
    "formality": ("followed_up",),
    "follow_up": ("verifiable", "sanctioned"),
    "proofs": ("followed_up",),
    "money": ("followed_up",),
}


@dataclass(frozen=True, slots=True)
class Signal:
    """A finding in its article; its passage, unless the whole article is concerned."""

    check: str
    finding: Finding
    place: str
    passage: Passage | None = None
    money: bool = False


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the checks say of an article.

    `partly` names the checks of a long article that find their piece in one part of it only.
    `advance_refused` tells that it refuses an advance, `amount` is that of the contract, if it
    states one; `reminders` are values of the registry that depend on who buys.
    """

    article: Article
    signals: tuple[Signal, ...]
    outcomes: dict[str, Verdict]
    partly: tuple[str, ...] = ()
    advance_refused: bool = False
    amount: float = 0.0
    reminders: tuple[Finding, ...] = ()


def review_article(article: Article) -> Reviewed:
    """Review an article.

    Each paragraph is read for words that trigger a signal. The article as a whole is read for
    what is missing, once for each place that its paragraphs have; an article that makes nobody
    owe anything is asked nothing.
    """
    reads = [_read(passage) for passage in article.passages]
    if not article.announces("money"):
        reads = _settled(reads)
    signals = [*_quoted(reads)]
    whole = {signal.check for signal in signals if not signal.passage}
    outcomes = dict.fromkeys(CHECKS, Verdict.NA)
    outcomes |= {
        check: Verdict.OK
        for read in reads
        for check, outcome in read.outcomes.items()
        if outcome is not Verdict.NA
    }
    partly: list[str] = []
    for check, outcome, uneven, asked in _missing(article, reads):
        if isinstance(outcome, Finding) and check not in whole:
            whole.add(check)
            signals.append(Signal(check, outcome, asked.place, None, asked.money))
        elif outcome is Verdict.OK:
            outcomes[check] = Verdict.OK
        if uneven and check in _PIECES and check not in partly:
            partly.append(check)
    outcomes |= {signal.check: Verdict.FLAG for signal in signals}
    readings = [read.reading for read in reads]
    amounts = [amount.value for amount in map(contract_amount, readings) if amount]
    return Reviewed(
        article,
        tuple(signals),
        outcomes,
        tuple(partly),
        any(map(_refuses_advance, readings)),
        max(amounts, default=0.0),
        tuple(dict.fromkeys(chain.from_iterable(map(reminders, readings)))),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph read by itself.

    `money` tells whether it is about the money of the contract, `quiet` whether it makes nobody
    owe anything; `duty` is its text, but for sentences on money that follow a duty.
    """

    passage: Passage
    reading: Reading
    money: bool
    quiet: bool
    duty: str
    outcomes: dict[str, Outcome]


def _read(passage: Passage) -> _Read:
    reading = Reading(passage.clause)
    about_money = money(reading) is not None
    duty = _without_money(reading) if about_money else passage.clause.text
    if reading.execution:
        quiet = not (about_money or owes(reading))
    else:
        quiet = passage.procedure or titles.no_duty(passage.title)
    checks = [check for check in _BY_PASSAGE if not _unfit(check, passage, quiet=quiet)]
    return _Read(
        passage, reading, about_money, quiet, duty, review_reading(reading, checks).outcomes
    )


def _unfit(check: str, passage: Passage, *, quiet: bool) -> bool:
    """Tell whether a check by words has no meaning for a paragraph.

    Nothing is vague where nothing is owed. A « note » under « Contrôles » marks the work, not the
    bids; what the winner sends before signing is no duty of the contract.
    """
    if check != "well_placed":
        return check == "precise" and quiet
    contract = ("follow_up", "penalties") if passage.clause.document != "RC" else ()
    before = ("awarding",) if passage.procedure else ()
    return any(titles.announces(passage.title, group) for group in (*contract, *before))


def _refuses_advance(reading: Reading) -> bool:
    """Tell whether a buyer refuses an advance; that the firm may refuse it is no refusal."""
    if money(reading) is not Money.ADVANCE or reading.search("money.by_firm"):
        return False
    return only_freezes(reading, Money.ADVANCE)


def _settled(reads: list[_Read]) -> list[_Read]:
    """Count as a duty one that a sentence on its price follows, in an article with other duties."""
    if not any(not read.money and not read.quiet for read in reads):
        return reads
    return [replace(read, money=not read.duty) if read.money else read for read in reads]


def _without_money(reading: Reading) -> str:
    """Return the sentences that are not about money, when the first one is a duty."""
    clause = reading.clause
    kept: list[str] = []
    for text in map(reading.text.quote, reading.text.sentences):
        alone = Reading(Clause(text, clause.document, clause.place_declared))
        if money(alone) is None and (kept or owes(alone)):
            kept.append(text)
        elif not kept:
            return ""
    return " ".join(kept)


def _quoted(reads: list[_Read]) -> Iterator[Signal]:
    """Give the signals that quote words, each once, in the order of the paragraphs."""
    seen: set[tuple[str, str]] = set()
    for read in reads:
        for check, outcome in (read.outcomes | _bare(read, reads)).items():
            if not isinstance(outcome, Finding) or _idle(check, outcome, read):
                continue
            for finding in (outcome, *_in_items(check, read.passage)):
                key = (check, fold(finding.words))
                if key not in seen:
                    seen.add(key)
                    place = read.passage.clause.place_declared
                    yield Signal(check, finding, place, None if finding.missing else read.passage)


def _bare(read: _Read, reads: list[_Read]) -> dict[str, Outcome]:
    """Return the signal of a bare criterion, unless another paragraph says what is noted."""
    others = " ".join(other.reading.folded for other in reads if other is not read)
    finding = bare(read.reading, f"{others} ")
    return {"precise": finding} if finding else {}


def _idle(check: str, finding: Finding, read: _Read) -> bool:
    """Tell whether a signal quotes what asks for nothing: a right, a renewal, a copy of the code.

    A missing piece is asked of the whole article, not of one paragraph.
    """
    duty = read.reading.execution
    if check == "precise" and (
        finding.missing or (duty and not read.money and allowed(read.reading, finding.words))
    ):
        return True
    texts = map(read.reading.text.quote, read.reading.text.sentences if duty else ())
    holding = [text for text in texts if finding.words in text]
    formal = bool(holding) and all(renewed(text) or copied(text) for text in holding)
    return formal and check in _OF_DUTY


def _in_items(check: str, passage: Passage) -> Iterator[Finding]:
    """Give the signals of each item of a list, read after what announces it."""
    clause, items = passage.clause, passage.items
    for item in items[1:]:
        alone = Reading(Clause(f"{items[0]} {item}", clause.document, clause.place_declared))
        for finding in review_reading(alone, (check,)).findings.values():
            if not finding.missing and fold(finding.words) in fold(item):
                yield finding


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of an article: a place, its texts, and whether each owes something."""

    place: str
    money: bool
    texts: tuple[tuple[str, bool], ...]
    checks: tuple[str, ...]


def _asked(article: Article, reads: list[_Read]) -> Iterator[_Asked]:
    """Give what is asked of an article, for each place.

    Paragraphs of money are read apart from the duties, unless the whole article is about money: its
    title says so, or its first paragraph is.
    """
    owing: dict[tuple[str, bool], list[_Read]] = {}
    for read in reads:
        idle = any(map(titles.no_duty, (read.passage.title, article.title, article.above)))
        if not (idle or read.quiet):
            owing.setdefault((read.passage.clause.place_declared, read.money), []).append(read)
    duties = {read.passage.clause.text: "" if read.money else read.duty for read in reads}
    pointless = {
        check
        for group, checks in _POINTLESS.items()
        if article.announces(group)
        for check in checks
    }
    on_money = reads[0].money or article.announces("money")
    for (place, about_money), owed in owing.items():
        if on_money and not about_money and place == "condition_execution":
            continue
        due = {read.passage.clause.text for read in owed}
        texts = [
            (text if about_money else duties.get(text, text), text in due)
            for text in article.texts
            if about_money or duties.get(text, text)
        ]
        complete = {"precise"} if any(map(_complete, owed)) else set()
        checks = [check for check in _BY_ARTICLE if check not in pointless | complete]
        yield _Asked(place, about_money, (*texts,), (*checks,))


def _complete(read: _Read) -> bool:
    """Tell whether a paragraph already has each piece, or already has a signal for its words."""
    outcome = read.outcomes.get("precise")
    return outcome is Verdict.OK or (isinstance(outcome, Finding) and not outcome.missing)


def _missing(article: Article, reads: list[_Read]) -> Iterator[tuple[str, Outcome, bool, _Asked]]:
    """Give what checks say of an article as a whole, and whether its parts differ.

    A piece found in one part is found; parts that owe nothing lack nothing.
    """
    known = {read.reading.text.original: read.reading for read in reads}
    for asked in _asked(article, reads):
        parts = []
        for texts, owed in _parts(asked.texts):
            clause = Clause("\n".join(texts), article.document, asked.place)
            reading = _joined(clause, [known.get(text) for text in texts])
            parts.append((review_reading(reading, asked.checks).outcomes, owed))
        for check in asked.checks:
            held = any(_held(check, outcomes[check]) for outcomes, _ in parts)
            lacks = [
                outcomes[check]
                for outcomes, owed in parts
                if owed and outcomes[check] is not Verdict.NA and not _held(check, outcomes[check])
            ]
            if lacks and not held:
                yield check, lacks[0], False, asked
            else:
                yield check, Verdict.OK if held else Verdict.NA, bool(lacks), asked


def _held(check: str, outcome: Outcome) -> bool:
    """Tell whether nothing is missing; words that are vague have their signal elsewhere."""
    vague = check == "precise" and isinstance(outcome, Finding) and not outcome.missing
    return vague or outcome is Verdict.OK


def _joined(clause: Clause, parts: Sequence[Reading | None]) -> Reading:
    """Return the reading of paragraphs as one clause, from theirs when they are all known."""
    made = tuple(part for part in parts if part)
    whole = "\n".join(part.text.original for part in made)
    return Reading(clause, parts=made if whole == clause.full_text else ())


def _parts(texts: Sequence[tuple[str, bool]]) -> Iterator[tuple[list[str], bool]]:
    """Cut texts into parts of a readable length: a long article is not excused by one sentence."""
    words = sum(len(text.split()) for text, _ in texts)
    wanted = words / (-(-words // LONG) or 1)
    part: list[str] = []
    due, length = False, 0
    for text, owed in texts:
        added = len(text.split())
        if part and length + added / 2 > wanted:
            yield part, due
            part, due, length = [], False, 0
        part.append(text)
        due, length = due or owed, length + added
    if part:
        yield part, due
