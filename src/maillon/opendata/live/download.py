"""Download one file of open data: checked, kept in the cache, whole or not at all."""

from __future__ import annotations

import hashlib
import logging
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pooch  # type: ignore[import-untyped]

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
    """Return the file that the cache holds under a name, downloaded if it is not there.

    Raises:
        DownloadFailed: as for :func:`fetch`.
    """
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
