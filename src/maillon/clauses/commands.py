"""`maillon clause check|evaluate`: the clause checker on the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from maillon.base.errors import MaillonError
from maillon.clauses.documents import Contents, read_contents
from maillon.clauses.evaluation import (
    READERS,
    Labelled,
    corpus_files,
    evaluate,
    never_learnt,
    read_corpus,
)
from maillon.clauses.report import report
from maillon.clauses.told import evaluations_text, record, told, unread


def main(options: argparse.Namespace) -> int:
    """Run `maillon clause …` and return its exit code.

    Raises:
        MaillonError: a file cannot be read, or nothing in it is a clause.
    """
    uses = {"check": check, "evaluate": compare}
    print(uses[options.use](options))
    return 0


def check(options: argparse.Namespace) -> str:
    """Review the clauses of files.

    Raises:
        MaillonError: a file cannot be read, or holds no clause.
    """
    read = []
    for path in options.paths:
        contents = read_contents(Path(path), options.document or "", options.place or "")
        if not contents.articles:
            raise MaillonError(
                f"« {Path(path).name} » ne contient aucune clause.",
                why="Une clause est un paragraphe d’au moins une phrase.",
                remedy=_remedy(contents),
            )
        read.append(contents)
    found = report(read)
    return _json(record(found)) if options.json else told(found)


def _remedy(contents: Contents) -> str:
    """Say what to look at: the short passages of the file, or its images when it has no text."""
    if not contents.unread:
        return "Vérifiez que le texte n’est pas une image."
    return f"Écrivez des phrases entières. Texte trouvé : {unread(contents.unread)}."


def compare(options: argparse.Namespace) -> str:
    """Compare what each reader says with the labels of corpora, never learnt ones apart.

    Raises:
        MaillonError: a corpus cannot be read, or is no YAML file.
    """
    read: dict[bool, list[Labelled]] = {}
    for path in map(Path, options.paths):
        read.setdefault(never_learnt(path / "a.yaml" if path.is_dir() else path), [])
        for file in corpus_files(path):
            read[never_learnt(file)] += read_corpus(file)
    found = {
        blind: {name: evaluate(items, reader) for name, reader in READERS.items()}
        for blind, items in sorted(read.items(), reverse=True)
    }
    if not options.json:
        return "\n\n".join(evaluations_text(one, blind=blind) for blind, one in found.items())
    records = [
        {"never_learnt": blind} | (one.record() if len(READERS) == 1 else {name: one.record()})
        for blind, readers in found.items()
        for name, one in readers.items()
    ]
    return _json(records[0] if len(records) == 1 else records)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
