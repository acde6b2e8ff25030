"""`maillon check [--fix] [PATH…]`: typography, prose and numbers of law of what people read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from maillon.authoring import prose, texts, typed_law
from maillon.base.errors import MaillonError

#: Where sentences are measured; words and addresses are checked in every Markdown text.
SENTENCE_FOLDERS = ("book", "notebooks")
SENTENCE_RULES = ("ligne", "longueur")


def typography_faults(unit: texts.Unit) -> Iterator[str]:
    """Yield each typographic fault of a unit: place, what is wrong, what to write."""
    for line, column, fault in unit.faults():
        yield f"{unit.place(line, column)} : {fault}"


def prose_remarks(unit: texts.Unit) -> Iterator[tuple[prose.Remark, str]]:
    """Yield each remark on the prose of a unit, with its French line; none outside prose."""
    if unit.kind != "markdown":
        return
    measured = set(unit.path.parts[:-1]) & set(SENTENCE_FOLDERS)
    for remark in prose.remarks(unit.source):
        if measured or remark.rule not in SENTENCE_RULES:
            yield remark, f"{unit.place(remark.line)} : {remark.text}"


def chosen(words: Sequence[str], root: Path) -> list[Path]:
    """Return the files that the paths of the command line mean; all of the course's by default.

    Raises:
        MaillonError: a path does not exist.
    """
    if not words:
        return [path.relative_to(root) for path in texts.find(root)]
    found: list[Path] = []
    for word in words:
        path = Path(word)
        if path.is_dir():
            inside = [known for known in texts.find(root) if path.resolve() in known.parents]
            found += [known.relative_to(root) for known in inside]
        elif path.is_file():
            found.append(path)
        else:
            raise MaillonError(f"{word} est introuvable.", remedy="Vérifiez le chemin.")
    return found


def check(paths: Sequence[Path]) -> list[str]:
    """Return the French report on the files: one line a fault, in the order of the files."""
    report: list[str] = []
    for path in paths:
        units = []
        for unit in texts.read(path, _in_course(path)):
            try:
                report += typography_faults(unit)
            except texts.Unreadable as broken:
                report.append(str(broken))
                continue
            report += [line for _, line in prose_remarks(unit)]
            report += typed_law.reference_faults(unit)
            units.append(unit)
        report += typed_law.faults(units)
    return report


def _in_course(path: Path) -> Path:
    """Return a path from the current folder, which is the course's, when it is inside."""
    whole, root = path.resolve(), Path.cwd()
    return whole.relative_to(root) if whole.is_relative_to(root) else path


def fix(paths: Sequence[Path]) -> list[str]:
    """Fix the typography of the files in place; return one French line for each changed file.

    Files that cannot be read are left as they are: the check tells them.
    """
    report = []
    for path in paths:
        count = 0
        with suppress(texts.Unreadable):
            count = texts.fix(path)
        if count:
            corrections = "1 correction" if count == 1 else f"{count} corrections"
            report.append(f"{path.as_posix()} : {corrections}.")
    return report


def main(options: argparse.Namespace) -> int:
    """Run `maillon check [--fix] [PATH…]` in the course's folder; 0 when nothing is left to do."""
    root = Path.cwd()
    paths = chosen(options.paths, root)
    if options.fix:
        for line in fix(paths):
            print(line)
    report = check(paths)
    if not options.paths:
        report += typed_law.missing_files(root)
    for line in report:
        print(line, file=sys.stderr)
    count = len(report)
    files = f"{len(paths)} fichiers relus" if len(paths) > 1 else f"{len(paths)} fichier relu"
    if count == 0:
        print(f"{files} : rien à corriger.")
        return 0
    left = "1 point" if count == 1 else f"{count} points"
    hint = "" if options.fix else " « maillon check --fix » corrige la typographie."
    print(f"{files} : {left} à revoir.{hint}", file=sys.stderr)
    return 1
