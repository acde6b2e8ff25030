"""Time what a buyer waits for: a long Word document is read, and its questions are printed.

`python benchmarks/clauses.py` writes a document of about sixty pages from the clause library, in
numbered articles, then runs in turn `maillon clause check` on it and a program that only opens it
with python-docx and reads its paragraphs.  Both start from nothing, as from a command line.  The
ratio says how many times longer the check takes.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from docx import Document

from maillon.clauses import library

WORDS = 26_000  # sixty pages
TARGET = 2.0  # seconds
#: Paragraphs of an article.
ARTICLE = 4
CHECK = "import sys; from maillon.cli import main; sys.exit(main(sys.argv[1:]))"
READ = """
import sys
from docx import Document
print(sum(len(paragraph.text.split()) for paragraph in Document(sys.argv[1]).paragraphs))
"""
HEAD = ("program", "seconds", "cpu")
FORM = "{:<16}{:>10}{:>10}"


def write(path: Path, words: int) -> int:
    """Write a document of at least so many words, in articles; return how many it has."""
    document = Document()
    texts = [library.filled(variant) for entry in library.clauses() for variant in entry.variants]
    count = 0
    for rank, text in enumerate(itertools.cycle(texts)):
        if count >= words:
            break
        if rank % ARTICLE == 0:
            number = rank // ARTICLE + 1
            document.add_heading(f"Article {number} – Exécution du lot {number}", level=2)
        document.add_paragraph(text)
        count += len(text.split())
    document.save(str(path))
    return count


def timed(command: Sequence[str]) -> tuple[float, float]:
    """Run a program and return its seconds on the clock and on the processor."""
    before = os.times()
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    spent = after.children_user + after.children_system
    return time.perf_counter() - start, spent - before.children_user - before.children_system


def main(argv: Sequence[str] | None = None) -> None:
    """Print the median times of both programs and their ratio."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "CCAP.docx"
        words = write(path, options.words)
        programs = {
            "clause check": [sys.executable, "-c", CHECK, "clause", "check", str(path)],
            "python-docx": [sys.executable, "-c", READ, str(path)],
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
        for _ in range(options.repeats):
            for name, command in programs.items():
                times[name].append(timed(command))
    print(f"{words} words")
    print(FORM.format(*HEAD))
    medians = {}
    for name, runs in times.items():
        clock, cpu = (statistics.median(side) for side in zip(*runs, strict=True))
        medians[name] = cpu
        print(FORM.format(name, f"{clock:.2f}", f"{cpu:.2f}"))
    best = min(clock for clock, _ in times["clause check"])
    print(f"ratio of cpu: {medians['clause check'] / medians['python-docx']:.1f}")
    print(f"best run of clause check: {best:.2f} s; target: {TARGET:.0f} s on a quiet machine")


if __name__ == "__main__":
    main()
