"""Count again in what share of a plausible box each surprise of the workshops holds.

`python benchmarks/surprises.py` prints one line a claim and compares with the file that the course
ships; it stops with an error when they differ.  `--write` writes the file instead.  Draws are
seeded: only a change of a model, of a box or of a claim moves a share.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from importlib import import_module

from maillon.models.robustness import Claim
from maillon.workshops.catalogue import WORKSHOPS
from maillon.workshops.claims import FILE

FORM = "{:<50}{:>7}{:>9}{:>9}"


def claims() -> dict[str, Claim]:
    """Return every claim of the course, by « workshop/claim »."""
    return {
        f"{workshop}/{claim.id}": claim
        for workshop, (module, name) in WORKSHOPS.items()
        for claim in getattr(import_module(module), name).claims
    }


def counted() -> dict[str, list[int]]:
    """Draw the cases of every claim, run its model on each, and count; print the table."""
    print(FORM.format("claim", "share", "draws", "time"))
    found = {}
    for name, claim in claims().items():
        start = time.perf_counter()
        share = claim.share()
        found[name] = [share.held, share.cases]
        taken = f"{time.perf_counter() - start:.1f} s"
        print(FORM.format(name, f"{100 * share.value:.1f}%", share.cases, taken))
    return found


def text(found: dict[str, list[int]]) -> str:
    """Write the counts as the file holds them: one claim a line."""
    lines = [f"  {json.dumps(name)}: {json.dumps(counts)}" for name, counts in found.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(words: Sequence[str] | None = None) -> None:
    """Compare with the file, or write it.

    Raises:
        SystemExit: the file does not hold what the models give.
    """
    parser = argparse.ArgumentParser(description="Count the cases in which each surprise holds.")
    parser.add_argument("--write", action="store_true", help="write the file of shares")
    chosen = parser.parse_args(words)
    found = counted()
    if chosen.write:
        FILE.write_text(text(found), encoding="utf-8")
        return
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    moved = [name for name in {**kept, **found} if kept.get(name) != found.get(name)]
    if moved:
        told = ", ".join(f"{name}: {kept.get(name)} kept, {found.get(name)} counted"
                         for name in moved)  # fmt: skip
        sys.exit(f"The shares moved: {told}. Run with --write, then read the pages again.")


if __name__ == "__main__":
    main()
