"""The report on documents: their articles reviewed, and what repeats itself told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maillon import law
from maillon.clauses import titles
from maillon.clauses.articles import Reviewed, Signal, review_article
from maillon.clauses.check import review_reading
from maillon.clauses.documents import Article, Contents
from maillon.clauses.findings import Finding, Verdict
from maillon.clauses.kind import money
from maillon.clauses.outline import brothers, same_count
from maillon.clauses.reading import Reading, today
from maillon.clauses.record import Clause

#: What an article may bring to all the others, by the words of its title.
_SHARED = {
    "verifiable": ("proofs",),
    "sanctioned": ("penalties", "termination"),
    "followed_up": ("follow_up",),
}
#: Pieces that serve their own file alone: what one lists to hand over proves nothing in another.
_BY_FILE = ("proofs",)
#: Pieces that serve the other parts of their own article alone, when they are a part of one.
_BY_ARTICLE = ("proofs", "follow_up")
#: The rule that says from which amount and which duration an advance is owed.
ADVANCE = "avance_seuil"
#: From this number of articles on, the same missing piece is told once.
_MANY = 3


@dataclass(frozen=True, slots=True)
class Grouped:
    """The same missing piece in several articles of a file, told once.

    `holders` are the articles that announce this piece for all the others, and `announced`
    what their titles announce; without any, it is a signal like another, written once. `apart`
    tells that no other article may bring it: money, criteria.
    """

    check: str
    finding: Finding
    apart: bool
    announced: str = ""
    holders: tuple[Article, ...] = ()
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file, its articles reviewed, and what is told once for several of them."""

    contents: Contents
    articles: tuple[Reviewed, ...]
    grouped: tuple[Grouped, ...]
    #: Articles that refuse an advance, unless the file states a small amount.
    advances: tuple[Article, ...] = ()

    @property
    def signals(self) -> int:
        """How many signals the file has, those told once included."""
        alone = sum(len(item.signals) for item in self.articles)
        return alone + sum(not group.holders for group in self.grouped)

    @property
    def reminders(self) -> int:
        """How many things there are to check elsewhere in the documents, or along an article."""
        shared = sum(bool(group.holders) for group in self.grouped)
        alone = sum(bool(item.partly) + len(item.reminders) for item in self.articles)
        return shared + alone + bool(self.advances)


def report(contents: Sequence[Contents]) -> list[FileReport]:
    """Review documents together: penalties written in one also count for another."""
    reviewed = [list(map(review_article, one.articles)) for one in contents]
    reviewed = [[_without_shared(item, items) for item in items] for items in reviewed]
    articles = [item.article for items in reviewed for item in items]
    holders = {
        check: {group: _holders(articles, check, group) for group in groups}
        for check, groups in _SHARED.items()
    }
    return [_file(one, items, holders) for one, items in zip(contents, reviewed, strict=True)]


_Holders = dict[str, dict[str, list[Article]]]


def _file(contents: Contents, reviewed: Sequence[Reviewed], holders: _Holders) -> FileReport:
    """Take out of the articles of a file what is told once."""
    lacks = {
        (item.article, signal): _lack(signal, item.article, contents, holders)
        for item in reviewed
        for signal in item.signals
        if signal.finding.missing
    }
    same: dict[Grouped, list[Article]] = {}
    for (article, _), lack in lacks.items():
        same.setdefault(lack, []).append(article)
    once = {
        lack: replace(lack, articles=(*articles,))
        for lack, articles in same.items()
        if lack.holders or len(articles) >= _MANY
    }
    left = [
        replace(item, signals=tuple(
            one for one in item.signals if lacks.get((item.article, one)) not in once
        ))
        for item in reviewed
    ]  # fmt: skip
    return FileReport(contents, tuple(left), tuple(once.values()), _refused(reviewed))


def _lack(signal: Signal, article: Article, contents: Contents, holders: _Holders) -> Grouped:
    """Return what a signal lacks, and the articles that bring it."""
    check, finding = signal.check, signal.finding
    apart = signal.money or signal.place in ("critere", "candidature")
    for group, known in holders.get(check, {}).items() if not apart else ():
        shared = tuple(one for one in known if _covers(group, one, article))
        near = tuple(one for one in shared if one in contents.articles)
        shared = near if near or group in _BY_FILE else shared
        if shared:
            return Grouped(check, finding, apart, group, shared)
    return Grouped(check, finding, apart)


def _refused(reviewed: Sequence[Reviewed]) -> tuple[Article, ...]:
    """Return the articles that refuse an advance, unless the amount stated is too small for one."""
    amount = max((item.amount for item in reviewed), default=0.0)
    least = law.value(ADVANCE, on=today(), scope="montant")
    if isinstance(least, int | float) and 0 < amount <= least:
        return ()
    return tuple(
        item.article
        for item in reviewed
        if item.advance_refused and not any(ADVANCE in one.finding.refs for one in item.signals)
    )


def _covers(group: str, holder: Article, article: Article) -> bool:
    """Tell whether an article serves another: « 7.5 Suivi » serves the parts of its article 7."""
    return group not in _BY_ARTICLE or not holder.above or _together(holder, article)


def _together(one: Article, other: Article) -> bool:
    """Tell whether two articles are parts of the same one."""
    same = one.file == other.file and one.document == other.document
    return same and bool(one.above or other.above) and brothers(one.title, other.title)


def _without_shared(item: Reviewed, reviewed: Sequence[Reviewed]) -> Reviewed:
    """Take out of a part of an article what its brothers bring: what follows a failure, money."""
    lacking = [signal for signal in item.signals if signal.finding.missing]
    beside = [one.article for one in reviewed if lacking and _together(item.article, one.article)]
    held = [signal for signal in lacking if beside and _held_beside(signal, item.article, beside)]
    outcomes = item.outcomes | {signal.check: Verdict.OK for signal in held}
    kept = tuple(signal for signal in item.signals if signal not in held)
    return replace(item, signals=kept, outcomes=outcomes)


def _held_beside(signal: Signal, article: Article, beside: Sequence[Article]) -> bool:
    """Tell whether the other parts of an article hold what one lacks.

    A delay of payment and its interest often stand in two parts; a proof counts when it is that of
    the same count. A part that announces penalties, or a follow-up, is told as a reminder.
    """
    if signal.money:
        passages = [passage for one in (article, *beside) for passage in one.passages]
        on_money = [one.clause.text for one in passages if money(Reading(one.clause))]
        return _holds(on_money, article.document, signal.check)
    return any(
        _holds(one.texts, one.document, signal.check)
        for one in beside
        if not any(titles.announces(one.title, group) for group in _SHARED.get(signal.check, ()))
        and (
            signal.check == "sanctioned"
            or same_count("\n".join(article.texts), "\n".join(one.texts))
        )
    )


def _holders(articles: Sequence[Article], check: str, group: str) -> list[Article]:
    """Return the articles whose title announces a piece, and whose text holds it."""
    return [
        article
        for article in articles
        if article.document != "RC"
        and titles.announces(article.title, group)
        and _holds(article.texts, article.document, check)
    ]


def _holds(texts: Sequence[str], document: str, check: str) -> bool:
    """Tell whether texts, read as one duty, pass a check."""
    reading = Reading(Clause("\n".join(texts), document, "condition_execution"))
    return review_reading(reading, (check,)).verdict(check) is Verdict.OK
