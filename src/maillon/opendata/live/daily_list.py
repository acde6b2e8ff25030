"""Lists of files published day after day: which to download, each with its checksum."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from maillon.base.wording import long_date
from maillon.opendata.faults import Fault
from maillon.opendata.live.download import fetch
from maillon.opendata.live.sources import Source

#: Columns that a list needs; `sha1` may be empty, and other columns are ignored.
COLUMNS = ("date_publication", "url", "sha1")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Listed:
    """One file of a list: its day of publication, its address, its checksum where known."""

    day: date
    address: str
    checksum: str | None


def read_list(path: Path) -> tuple[Listed, ...]:
    """Read a CSV of resources of data.gouv.fr: a line a file, in the order of days.

    Raises:
        MaillonError: it cannot be read, or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return _ordered(
            Listed(date.fromisoformat(row["date_publication"]), row["url"], row["sha1"] or None)
            for row in rows
        )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Fault.of("list-unreadable", path=path.absolute()) from error
    except (KeyError, ValueError, TypeError) as error:
        raise Fault.of("no-list", name=path.name, columns=", ".join(COLUMNS)) from error


def read_source(found: Source) -> tuple[Listed, ...]:
    """Ask data.gouv.fr for the files of a source that lists them, in the order of days.

    Raises:
        MaillonError: the answer is not that of a data set.
        DownloadFailed: no network, or a refusal.
    """
    answer = fetch(found.address, again=True)
    try:
        resources = json.loads(answer.read_text(encoding="utf-8"))["resources"]
        return _ordered(_resource(row) for row in resources)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Fault.of("list-unexpected", label=found.label, page=found.page) from error


def fetch_listed(listed: Iterable[Listed], start: date, end: date) -> list[Path]:
    """Download the files of a list published between two days, both included.

    Raises:
        MaillonError: none was published between these days.
        DownloadFailed: one cannot be downloaded; those before it stay in the cache.
    """
    every = list(listed)
    wanted = [file for file in every if start <= file.day <= end]
    if not wanted:
        known = (
            f"La liste va du {long_date(every[0].day)} au {long_date(every[-1].day)}."
            if every
            else "La liste est vide."
        )
        raise Fault.of("no-file-listed", known=known)
    return [fetch(file.address, file.checksum) for file in wanted]


def _ordered(files: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(files, key=lambda file: (file.day, file.address)))


def _resource(row: Mapping[str, Any]) -> Listed:
    """Read one resource; its title gives the day of the data where it holds one."""
    days = (_DAY.search(str(row[name])) for name in ("title", "last_modified"))
    day = next(filter(None, days), None)
    if day is None:
        raise ValueError(row["title"])
    checksum = row.get("checksum") or {}
    known = checksum.get("value") if checksum.get("type") in ("sha1", "sha256") else None
    return Listed(date.fromisoformat(day[0]), str(row["url"]), known)
