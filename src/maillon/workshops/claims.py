"""In what share of a plausible box of parameters each surprise of a workshop holds.

A topic lists its `CLAIMS`, each of which runs the model again. The shares are counted once, by
`benchmarks/surprises.py --write`, and read from the topic's `shares.json` when it is opened.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from maillon.catalogue import topic_of
from maillon.workshops.robustness import DRAWS, Box, Case, Claim, Outcome, Share
from maillon.workshops.texts import load_texts


def share_file(notebook: str) -> Path:
    """Return where the shares of a workshop stand: a claim a line, draws that hold, draws."""
    return topic_of(notebook).folder / "shares.json"


@cache
def shares(notebook: str) -> dict[str, Share]:
    """Return the shares that were counted for a workshop, by claim."""
    kept = json.loads(share_file(notebook).read_text(encoding="utf-8"))
    return {claim: Share(*counts) for claim, counts in kept.items()}


def claim(
    notebook: str,
    name: str,
    box: Box,
    run: Callable[[Case], Outcome],
    *,
    draws: int = DRAWS,
    **values: Any,
) -> Claim:
    """Return the claim of this name; its label and its remark stand in the texts of the workshop.

    They are `claim-<name>`, under `[said]`, filled with `values`.
    """
    label, *remark = load_texts(notebook).told(f"claim-{name}", **values)
    return Claim(name, label, box, run, " ".join(remark), draws)
