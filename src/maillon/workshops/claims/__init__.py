"""What each workshop says as a surprise, tried again in a box of plausible parameters.

One module a workshop: its `CLAIMS`, each of which runs the model again. The shares are counted
once, by `benchmarks/surprises.py --write`, and read from `shares.json` when a workshop opens.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from maillon.models.robustness import Share

#: One claim a line: how many draws it holds in, and how many were drawn.
FILE = Path(__file__).resolve().parent / "shares.json"


@cache
def shares() -> dict[str, Share]:
    """Return the shares that were counted, by « workshop/claim »."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: Share(*counts) for name, counts in kept.items()}
