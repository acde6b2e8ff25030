"""The report on documents: their articles reviewed, and what repeats itself told once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from maillon.clauses import titles
from maillon.clauses.articles import Reviewed, Signal, review_article
from maillon.clauses.check import review_reading
from maillon.clauses.documents import Article, Contents
from maillon.clauses.findings import Finding, Verdict
from maillon.clauses.reading import Reading
from maillon.clauses.record import Clause

#: What an article may bring to all the others, by the words of its title.
_SHARED: Final = {
    "verifiable": ("proofs",),
    "sanctioned": ("penalties", "termination"),
    "followed_up": ("follow_up",),
}
#: Pieces that serve their own file alone: what one lists to hand over proves nothing in another.
_BY_FILE: Final = ("proofs",)
#: From this number of articles on, the same missing piece is told once.
_MANY: Final = 3
#: What titles announce, and the articles that they are those of.
_Holders = tuple[str, tuple[Article, ...]]
_NOBODY: Final[_Holders] = ("", ())


@dataclass(frozen=True, slots=True)
class Grouped:
    """The same missing piece in several articles of a file, told once.

    ``holders`` are the articles that announce this piece for all the others, and ``announced``
    what their titles announce; without any, it is a signal like another, written once.
    """

    check: str
    finding: Finding
    articles: tuple[Article, ...]
    holders: tuple[Article, ...] = ()
    announced: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file, its articles reviewed, and what is told once for several of them."""

    contents: Contents
    articles: tuple[Reviewed, ...]
    grouped: tuple[Grouped, ...]

    @property
    def signals(self) -> int:
        """How many signals the file has, those told once included."""
        alone = sum(len(item.signals) for item in self.articles)
        return alone + sum(not group.holders for group in self.grouped)

    @property
    def reminders(self) -> int:
        """How many things there are to check elsewhere in the documents, or along an article."""
        shared = sum(bool(group.holders) for group in self.grouped)
        return shared + sum(bool(item.partly) for item in self.articles)


def report(contents: Sequence[Contents]) -> list[FileReport]:
    """Review documents together: penalties written in one also count for another."""
    reviewed = [[review_article(article) for article in held.articles] for held in contents]
    holders = {check: _holders(list(chain(*reviewed)), check) for check in _SHARED}
    return [_file(held, items, holders) for held, items in zip(contents, reviewed, strict=True)]


def _file(
    contents: Contents, reviewed: Sequence[Reviewed], holders: dict[str, _Holders]
) -> FileReport:
    """Take out of the articles of a file what is told once."""
    same: dict[_Lack, list[Article]] = {}
    for item in reviewed:
        for signal in item.signals:
            if lack := _lack(signal):
                same.setdefault(lack, []).append(item.article)
    grouped = {}
    for lack, articles in same.items():
        announced, shared = _NOBODY if lack.apart else holders.get(lack.check, _NOBODY)
        near = tuple(one for one in shared if one in contents.articles)
        shared = near if near or announced in _BY_FILE else shared
        if shared or len(articles) >= _MANY:
            announced = announced if shared else ""
            grouped[lack] = Grouped(lack.check, lack.finding, (*articles,), shared, announced)
    left = [
        replace(item, signals=tuple(one for one in item.signals if _lack(one) not in grouped))
        for item in reviewed
    ]
    return FileReport(contents, tuple(left), tuple(grouped.values()))


@dataclass(frozen=True, slots=True)
class _Lack:
    """What makes two signals the same lack: the check, what it says, and whether it is apart."""

    check: str
    finding: Finding
    apart: bool


def _lack(signal: Signal) -> _Lack | None:
    """Return what a signal lacks; nothing when it quotes words."""
    finding = signal.finding
    return _Lack(signal.check, finding, _apart(signal)) if finding.missing else None


def _apart(signal: Signal) -> bool:
    """Tell whether no other article may bring what a signal lacks: money, criteria."""
    return signal.money or signal.place in ("critere", "candidature")


def _holders(reviewed: Sequence[Reviewed], check: str) -> _Holders:
    """Return the articles whose title announces a piece, and whose text holds it."""
    for group in _SHARED[check]:
        found = tuple(
            item.article
            for item in reviewed
            if item.article.document != "RC"
            and titles.announces(item.article.title, group)
            and _holds(item.article, check)
        )
        if found:
            return group, found
    return _NOBODY


def _holds(article: Article, check: str) -> bool:
    text = "\n".join(article.texts)
    reading = Reading(Clause(text, article.document, "condition_execution"))
    return review_reading(reading, (check,)).verdict(check) is Verdict.OK
