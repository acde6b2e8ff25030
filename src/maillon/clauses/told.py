"""The signals of documents, as a person reads them and as a program does."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain
from typing import Any

from maillon import law
from maillon.base.wording import NBSP, NNBSP, capitalised, count, listing, number, percent
from maillon.clauses.articles import Reviewed, Signal
from maillon.clauses.blocks import BETWEEN
from maillon.clauses.documents import Article
from maillon.clauses.evaluation import Evaluation
from maillon.clauses.findings import CHECKS, Finding
from maillon.clauses.reading import today
from maillon.clauses.record import PLACES
from maillon.clauses.report import ADVANCE, FileReport, Grouped
from maillon.law.official import address

MENTION = f"Outil de formation{NBSP}: des signaux et des questions, pas un avis juridique."
MEASURE = f"sur des textes jamais appris{NBSP}: une mesure."
LOCK = f"sur les textes appris{NBSP}: un verrou, pas une mesure."
NO_CLAUSE = (
    f"Aucun texte jamais appris pour l’instant{NBSP}: pas de mesure. "
    "Les textes appris ne servent que de verrou."
)
_WIDTH = 96
#: Letters of a passage on each side of the quoted words.
_AROUND = 90
#: How many unread passages the report quotes.
_QUOTED = 5
#: What each check looks for, when it stands elsewhere or in one part of an article only.
_PIECES = {
    "verifiable": "une preuve",
    "sanctioned": "une suite en cas d’écart",
    "followed_up": "un suivi",
}
#: What the title of an article announces for all the others, and what is left to check.
_ELSEWHERE = {
    "proofs": (
        "Des documents à remettre sont prévus",
        "vérifiez qu’ils montrent aussi que ces obligations sont tenues.",
    ),
    "penalties": (
        "Les pénalités sont prévues",
        "vérifiez qu’elles visent aussi ces obligations.",
    ),
    "termination": (
        "Seule une fin du marché est prévue",
        "vérifiez qu’une suite plus légère n’est pas utile à ces obligations.",
    ),
    "follow_up": (
        "Un suivi est prévu",
        "vérifiez qu’il regarde aussi ces obligations.",
    ),
}
_OTHER_DOCUMENT = (
    f"Les pénalités s’écrivent souvent au CCAP{NBSP}: donnez les deux fichiers à la même commande."
)


def told(files: list[FileReport]) -> str:
    """Write the report: a summary, what is told once, then the signals, article by article."""
    lines = [*chain(*map(_summary, files)), MENTION]
    for file in files:
        if len(files) > 1 and (file.signals or file.reminders):
            lines += ["", "", f"=== {file.contents.file} ==="]
        lines += [*_once(file), *chain(*map(_article, file.articles))]
    return "\n".join(lines)


def _summary(file: FileReport) -> list[str]:
    contents = file.contents
    figures = [
        count(len(contents.articles), "article"),
        count(len(contents.passages), "paragraphe relu", "paragraphes relus"),
        count(file.signals, "signal", "signaux"),
        *([count(file.reminders, "rappel")] if file.reminders else []),
    ]
    lines = [f"{contents.file}{NBSP}: {listing(figures)}."]
    if contents.unread:
        short = count(len(contents.unread), "passage court non relu", "passages courts non relus")
        lines += _wrapped(f"{short}{NBSP}: {unread(contents.unread)}.")
    return lines


def unread(passages: Sequence[str]) -> str:
    """Quote the first passages that were left out, cut at a space, and say where the others are."""
    short = (
        text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]}…"
        for text in passages[:_QUOTED]
    )
    quoted = list(map(_quoted, short))
    others = len(passages) - _QUOTED
    if others <= 0:
        return listing(quoted)
    return f"{listing([*quoted, count(others, 'autre', 'autres')])} (tous avec --json)"


def _quoted(text: str) -> str:
    return f"«{NBSP}{text}{NBSP}»"


def _once(file: FileReport) -> list[str]:
    """Write what is told once for several articles, then what is to check along one."""
    reminders: list[str] = []
    repeated: list[str] = []
    for group in file.grouped:
        if group.holders:
            reminders += _reminder(group, file)
        else:
            repeated += ["", *_finding(group.check, group.finding)]
            repeated += _wrapped(f"Articles{NBSP}: {_named(group.articles)}.")
            if group.check == "sanctioned" and group.articles[0].document in ("CCTP", "AE"):
                repeated += _wrapped(_OTHER_DOCUMENT)
    reminders += chain(*(_partly(item) for item in file.articles if item.partly))
    reminders += _advance(file.advances) if file.advances else []
    for item in file.articles:
        for one in item.reminders:
            head = f"{_quoted(one.words)}, {_named((item.article,))}{NBSP}:"
            reminders += [*_wrapped(head, "- "), *_wrapped(one.why), *_wrapped(one.question)]
    lines = ["", "RAPPELS", *reminders] if reminders else []
    return lines + (["", "DANS PLUSIEURS ARTICLES", *repeated] if repeated else [])


def _reminder(group: Grouped, file: FileReport) -> list[str]:
    where = [
        _quoted(one.title) + ("" if one in file.contents.articles else f" ({one.file})")
        for one in group.holders
    ]
    provided, to_check = _ELSEWHERE[group.announced]
    text = f"{provided} sous {listing(where)}{NBSP}: {to_check}"
    articles = count(len(group.articles), "article concerné", "articles concernés")
    return [*_wrapped(text, "- "), *_wrapped(f"{articles}{NBSP}: {_named(group.articles)}.")]


def _advance(articles: tuple[Article, ...]) -> list[str]:
    """Write what to compare when an advance is refused, with the values of the registry."""
    amount, lasting = (law.cite(ADVANCE, today(), scope).text for scope in ("montant", "duree"))
    text = (
        f"Avance refusée{NBSP}: comparez le montant et la durée du marché aux seuils de "
        f"{_quoted(law.entry(ADVANCE).label)} ({ADVANCE}){NBSP}: {amount} et {lasting}."
    )
    return [*_wrapped(text, "- "), *_wrapped(f"Passage{NBSP}: {_named(articles)}.")]


def _partly(item: Reviewed) -> list[str]:
    pieces = listing([_PIECES[check] for check in item.partly])
    words = count(item.article.words, "mot")
    figure = "figurent" if len(item.partly) > 1 else "figure"
    return _wrapped(
        f"{_quoted(item.article.title)} est un article long ({words}){NBSP}: {pieces} n’y "
        f"{figure} que par endroits. Vérifiez obligation par obligation, ou coupez l’article.",
        "- ",
    )


def _article(item: Reviewed) -> list[str]:
    """Write the signals of an article; nothing when it has none."""
    article = item.article
    title = article.title or f"Texte sans titre, n° {article.rank}"
    heading = f"{title} ({article.document})"
    lines = ["", "", heading, "-" * min(len(heading), _WIDTH)] if item.signals else []
    for signal in item.signals:
        lines += ["", *_finding(signal.check, signal.finding, _passage(signal, article))]
    return lines


def _passage(signal: Signal, article: Article) -> str:
    """Return the words around those that are quoted, and what the passage was read as."""
    texts = [signal.passage.clause.text] if signal.passage else article.texts
    around = "" if signal.finding.missing else _around(signal.finding.words, texts)
    place = PLACES[signal.place]
    return f"Passage ({place}){NBSP}: {_quoted(around)}" if around else f"Article entier ({place})."


def _around(words: str, texts: Sequence[str]) -> str:
    """Return the sentence, cut if it is long, where words stand."""
    text = next((text for text in texts if words in text), "")
    if not text:
        return ""
    place = text.find(words)
    start = max(text.rfind(stop, 0, place) + len(stop) for stop in (". ", "? ", "! ", "\n"))
    start = 0 if start <= 1 else start
    stop = re.search(r"[.?!](?=\s)|\n", text[place + len(words) :])
    end = place + len(words) + (stop.end() if stop else len(text))
    return _cut(text[start:end], place - start, len(words))


def _cut(text: str, place: int, length: int) -> str:
    """Shorten a sentence around words, between spaces."""
    before, after = text[:place], text[place + length :]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after.rstrip()) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]}…"
    whole = f"{before}{text[place : place + length]}{after}"
    return re.sub(r"[ \t\n]+", " ", whole).strip(" ")


def _finding(check: str, finding: Finding, passage: str = "") -> list[str]:
    words = f"il manque {finding.words}" if finding.missing else _quoted(finding.words)
    lines = _wrapped(f"{capitalised(CHECKS[check])}{NNBSP}? {words}", "* ")
    for text in (passage, f"Pourquoi{NBSP}: {finding.why}", f"Question{NBSP}: {finding.question}"):
        lines += _wrapped(text) if text else []
    for rule in finding.refs:
        entry = law.entry(rule)
        page = address(entry.articles[0]) if entry.articles else None
        lines += _wrapped(f"Voir{NBSP}: {entry.label} ({rule}).")
        lines += [f"  {page}"] if page else []
    return lines


def _named(articles: tuple[Article, ...]) -> str:
    """Name articles, each by its title."""
    return BETWEEN.join(article.title or f"texte n° {article.rank}" for article in articles)


def _wrapped(text: str, bullet: str = "  ") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=bullet, subsequent_indent="  ",
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def record(files: list[FileReport]) -> dict[str, Any]:
    """Return the report, as JSON holds it."""
    return {"mention": MENTION, "files": [_file_record(file) for file in files]}


def _file_record(file: FileReport) -> dict[str, Any]:
    contents = file.contents
    return {
        "file": contents.file,
        "articles_read": len(contents.articles),
        "paragraphs_read": len(contents.passages),
        "short_passages_unread": len(contents.unread),
        "unread": list(contents.unread),
        "signals": file.signals,
        "reminders": file.reminders,
        "advance_refused": [article.rank for article in file.advances],
        "grouped": [
            {
                "check": group.check,
                "kind": "reminder" if group.holders else "signal",
                **_finding_record(group.finding),
                "articles": [article.rank for article in group.articles],
                "provided_by": [{"file": one.file, "title": one.title} for one in group.holders],
            }
            for group in file.grouped
        ],
        "articles": [_article_record(item, file.grouped) for item in file.articles],
    }


def _article_record(item: Reviewed, grouped: tuple[Grouped, ...]) -> dict[str, Any]:
    article = item.article
    shared = [group.check for group in grouped if group.holders and article in group.articles]
    outcomes = {check: verdict.value for check, verdict in item.outcomes.items()}
    return {
        "rank": article.rank,
        "title": article.title,
        "document": article.document,
        "paragraphs": [
            {
                "rank": passage.rank,
                "place_declared": passage.clause.place_declared,
                "text": passage.clause.text,
            }
            for passage in article.passages
        ],
        "outcomes": outcomes | dict.fromkeys(shared, "reminder"),
        "only_in_part": list(item.partly),
        "reminders": [_finding_record(one) for one in item.reminders],
        "findings": [
            {
                "check": signal.check,
                "paragraph": signal.passage.rank if signal.passage else None,
                **_finding_record(signal.finding),
            }
            for signal in item.signals
        ],
    }


def _finding_record(finding: Finding) -> dict[str, Any]:
    return asdict(finding) | {"refs": list(finding.refs)}


def evaluation_text(found: Evaluation) -> str:
    """Write the table of an evaluation."""
    lines = [f"{'contrôle':<34}{'précision':>10}{'rappel':>9}{'F1':>7}"]
    for check, score in found.scores.items():
        figures = (number(one, 2) for one in (score.precision, score.recall, score.f1))
        lines.append("{:<34}{:>10}{:>9}{:>7}".format(CHECKS[check], *figures))
    lines.append(f"F1 moyen des huit contrôles{NBSP}: {number(found.macro_f1, 2)}")
    lines.append(f"Clauses sans défaut et sans signal{NBSP}: {percent(found.clean_rate)}")
    return "\n".join(lines)


def evaluations_text(found: dict[str, Evaluation], *, blind: bool) -> str:
    """Write evaluations of the same clauses by several readers, and what they are worth."""
    clauses = next((one.clauses for one in found.values()), 0)
    if not clauses:
        return NO_CLAUSE
    worth = MEASURE if blind else LOCK
    parts = [f"{capitalised(name)}\n{evaluation_text(one)}" for name, one in found.items()]
    return "\n\n".join([f"{count(clauses, 'clause')}, {worth}", *parts])
