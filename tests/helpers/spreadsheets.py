"""Recalculates a workbook with LibreOffice, as the office of a buyer would."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

#: Every page as CSV: comma, UTF-8, formulas as values, all digits.
EVERY_PAGE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"


def converted(workbook: Path, kind: str) -> Path:
    """Convert a workbook with LibreOffice; skip the test where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed: the workbook cannot be recalculated")
    folder = workbook.parent / f"{workbook.stem}-{kind.partition(':')[0]}"
    profile = workbook.parent / "profile"
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(workbook),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder


def pages(workbook: Path) -> dict[str, list[list[str]]]:
    """Return the cells of each page of a workbook, recalculated, by the name of the page."""
    folder = converted(workbook, EVERY_PAGE)
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem.removeprefix(f"{workbook.stem}-")] = list(csv.reader(file))
    return found
