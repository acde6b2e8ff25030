"""Count again in what share of a plausible box each surprise of the workshops holds.

`python benchmarks/surprises.py` prints one line a claim and compares with the files that the course
ships, one a topic; it stops with an error when they differ.  `--write` writes the files instead.
Draws are seeded: only a change of a model, of a box or of a claim moves a share.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence

from maillon.catalogue import NOTEBOOKS
from maillon.workshops import workshop_class
from maillon.workshops.claims import share_file
from maillon.workshops.robustness import Claim

FORM = "{:<50}{:>7}{:>9}{:>9}"

Counts = dict[str, dict[str, list[int]]]


def claims() -> dict[str, tuple[Claim, ...]]:
    """Return the claims of each workshop that has some."""
    return {name: found for name in NOTEBOOKS if (found := workshop_class(name).claims)}


def counted() -> Counts:
    """Draw the cases of every claim, run its model on each, and count; print the table."""
    print(FORM.format("claim", "share", "draws", "time"))
    found: Counts = {}
    for workshop, claim in ((name, one) for name, some in claims().items() for one in some):
        start = time.perf_counter()
        share = claim.share()
        found.setdefault(workshop, {})[claim.id] = [share.held, share.cases]
        taken = f"{time.perf_counter() - start:.1f} s"
        name = f"{workshop}/{claim.id}"
        print(FORM.format(name, f"{100 * share.value:.1f}%", share.cases, taken))
    return found


def text(counts: dict[str, list[int]]) -> str:
    """Write the counts of a topic as its file holds them: one claim a line."""
    lines = [f"  {json.dumps(name)}: {json.dumps(pair)}" for name, pair in counts.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(words: Sequence[str] | None = None) -> None:
    """Compare with the files, or write them.

    Raises:
        SystemExit: a file does not hold what the models give.
    """
    parser = argparse.ArgumentParser(description="Count the cases in which each surprise holds.")
    parser.add_argument("--write", action="store_true", help="write the files of shares")
    chosen = parser.parse_args(words)
    moved = []
    for workshop, counts in counted().items():
        file = share_file(workshop)
        if chosen.write:
            file.write_text(text(counts), encoding="utf-8")
        elif (kept := file.read_text(encoding="utf-8")) != text(counts):
            moved.append(f"{workshop}: {json.loads(kept)} kept, {counts} counted")
    if moved:
        sys.exit(f"The shares moved: {'; '.join(moved)}. Run with --write, then read the pages.")


if __name__ == "__main__":
    main()
