"""The fictional sample of Hautebrune: where it stands, and how its tabular form is made again.

Everything in it is invented and says so: contract ids begin with `FICTIF`, names end with
« (fictif) », and no SIRET can be a real one (:data:`maillon.opendata.identifiers`).  The contracts,
the buyers and the firms are data, edited by hand; `data/LISEZMOI.md` says which traps they hold.
"""

from __future__ import annotations

from pathlib import Path

from maillon.opendata.faults import Fault
from maillon.opendata.sample.tabular import tabular

DATA = Path(__file__).with_name("data")
NATIVE = DATA / "hautebrune-2026.json"
TABULAR = DATA / "hautebrune-2026-tabulaire.csv"
BUYERS = DATA / "hautebrune-acheteurs.csv"
FIRMS = DATA / "hautebrune-entreprises.csv"
#: What must stand wherever a figure of the sample is shown.
MENTION = "Échantillon fictif : organismes, entreprises et montants sont inventés."


def made() -> bytes:
    """Make the tabular form of the sample again, from its contracts, buyers and firms."""
    return tabular(NATIVE, BUYERS, FIRMS).encode()


def write() -> Path:
    """Write the tabular form of the sample; return its file."""
    TABULAR.write_bytes(made())
    return TABULAR


def check() -> None:
    """Compare the tabular form of the sample with its contracts, byte for byte.

    Raises:
        MaillonError: it is missing, or is not what `maillon decp sample` would write.
    """
    if not TABULAR.is_file() or TABULAR.read_bytes() != made():
        raise Fault.of("sample-stale", name=TABULAR.name)
