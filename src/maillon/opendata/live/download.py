"""Download open data: a file, or the files of a list published day after day.

Each is checked, kept in the cache, whole or not at all.
"""

from __future__ import annotations

import csv
import hashlib
import json
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pooch  # type: ignore[import-untyped]

from maillon.base.wording import long_date
from maillon.opendata.faults import Fault
from maillon.opendata.live.sources import Source, source
from maillon.opendata.live.transfer import (
    TIMEOUT,
    DownloadFailed,
    Progress,
    cache_fault,
    cache_folder,
    in_french,
    patiently,
)

#: Bytes that are written at once.
PIECE = 1 << 16
ALGORITHMS = {40: "sha1", 64: "sha256"}
#: Columns that a list needs; `sha1` may be empty, and other columns are ignored.
COLUMNS = ("date_publication", "url", "sha1")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def fetch(wanted: str, checksum: str | None = None, *, again: bool = False) -> Path:
    """Return a file of a source or of an address, downloaded unless the cache has it.

    Args:
        wanted: id of a source of `sources.yaml` that gives a file, or an address.
        checksum: SHA-1 or SHA-256 of the file, in hexadecimal; without it, what the cache holds
            is trusted.
        again: download even what the cache holds; the file of the cache stays until the new one
            is whole.

    Raises:
        MaillonError: `wanted` names nothing that can be downloaded, or the checksum has no form.
        DownloadFailed: no network, a refusal, a cut connection, or another file than announced.
    """
    if "://" in wanted:
        address, name = wanted, _name(wanted)
    else:
        found = _with_file(source(wanted))
        address, name = found.address, found.file
    if urlsplit(address).scheme not in ("http", "https"):
        raise Fault.of("address-form", address=address)
    known_hash = _known_hash(checksum)
    if not again:
        return _retrieve(address, name, known_hash)
    fresh = cache_folder() / f"{name}.nouveau"
    fresh.unlink(missing_ok=True)
    return _retrieve(address, fresh.name, known_hash).replace(cache_folder() / name)


def _retrieve(address: str, name: str, known_hash: str | None) -> Path:
    """Return the file that the cache holds under a name, downloaded if it is not there."""
    pooch.get_logger().setLevel(logging.ERROR)  # it speaks English
    try:
        with in_french(address):
            return Path(
                pooch.retrieve(
                    address,
                    known_hash=known_hash,
                    fname=name,
                    path=cache_folder(),
                    downloader=partial(_stream, name),
                )
            )
    except ValueError as error:  # what pooch raises when the checksum differs
        raise DownloadFailed.of("checksum-differs", name=name) from error
    except OSError as error:
        raise cache_fault() from error


def _stream(name: str, address: str, output: str, pool: object) -> None:
    """Write what an address answers to a temporary file of pooch, waiting for a busy server."""
    once = pooch.HTTPDownloader(progressbar=Progress(name), chunk_size=PIECE, timeout=TIMEOUT)
    patiently(lambda: once(address, output, pool))


def _with_file(found: Source) -> Source:
    """Return a source that gives a file.

    Raises:
        MaillonError: it lists files, or answers for one buyer.
    """
    if found.kind == "page":
        raise Fault.of("source-lists", source=found.id, page=found.page)
    if found.kind == "buyer":
        raise Fault.of("source-of-buyer", source=found.id)
    return found


def _known_hash(checksum: str | None) -> str | None:
    """Return a checksum as pooch reads it.

    Raises:
        MaillonError: it is neither a SHA-1 nor a SHA-256.
    """
    if checksum is None:
        return None
    digits = checksum.strip().lower().rpartition(":")[2]
    if len(digits) not in ALGORITHMS or set(digits) - set("0123456789abcdef"):
        raise Fault.of("checksum-form", checksum=checksum)
    return f"{ALGORITHMS[len(digits)]}:{digits}"


def _name(address: str) -> str:
    """Name a file by its address: two addresses never share a name, and the ending is kept."""
    last = Path(unquote(urlsplit(address).path)).name or "fichier"
    safe = "".join(sign if sign.isalnum() or sign in ".-_" else "-" for sign in last)
    return f"{hashlib.sha256(address.encode()).hexdigest()[:12]}-{safe[-80:]}"


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
