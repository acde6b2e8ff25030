"""The fictional sample of Hautebrune: where it stands, and how its files are made again.

Everything in it is invented and says so: contract ids begin with `FICTIF`, names end with
« (fictif) », and no SIRET can be a real one (:data:`maillon.opendata.identifiers`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from maillon.opendata.faults import Fault
from maillon.opendata.sample import rows, traps
from maillon.opendata.sample.draw import SEED, Contract, contracts
from maillon.opendata.sample.scenario import DATA, scenario

NATIVE = DATA / "hautebrune-2026.json"
TABULAR = DATA / "hautebrune-2026-tabulaire.csv"
FIRMS = DATA / "hautebrune-entreprises.csv"
#: What must stand wherever a figure of the sample is shown.
MENTION = "Échantillon fictif : organismes, entreprises et montants sont inventés."


def published() -> list[Contract]:
    """Return what the buyers of the sample published, traps included, by date of publication."""
    world = scenario()
    return traps.lay(contracts(world), world, SEED)


def files() -> Mapping[Path, str]:
    """Make the text of each file of the sample again."""
    sent = published()
    world = scenario()
    return {
        NATIVE: _native(sent),
        TABULAR: rows.tabular(sent, world, NATIVE.name),
        FIRMS: rows.firms(world),
    }


def write() -> list[Path]:
    """Write the files of the sample; return them."""
    for path, text in files().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files())


def check() -> None:
    """Compare the files of the sample with what the draw makes, byte for byte.

    Raises:
        MaillonError: a file is missing, or is not what `maillon decp sample` would write.
    """
    stale = [
        path.name
        for path, text in files().items()
        if not path.is_file() or path.read_bytes() != text.encode()
    ]
    if stale:
        raise Fault.of("sample-stale", names=", ".join(stale))


def _native(sent: list[Contract]) -> str:
    """Write the official envelope, a contract a line, so that a change shows as a line."""
    lines = ",\n".join(json.dumps(contract, ensure_ascii=False) for contract in sent)
    return f'{{"marches": {{"marche": [\n{lines}\n]}}}}\n'
