"""The contracts of one buyer, asked page by page of the tabular interface of data.gouv.fr.

Pages are read without ever leaving the host that was asked.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import polars as pl
import requests
from pooch.utils import temporary_file  # type: ignore[import-untyped]

from maillon.opendata.cleaning.firms import passes_luhn
from maillon.opendata.faults import Fault
from maillon.opendata.identifiers import is_fictional
from maillon.opendata.live.sources import BUYER, source
from maillon.opendata.live.transfer import (
    TIMEOUT,
    DownloadFailed,
    NothingLive,
    Progress,
    cache_fault,
    cache_folder,
    in_french,
    patiently,
)

#: More pages than any buyer has: an interface that never ends must not be followed for ever.
MOST_PAGES = 2000
MOST_REDIRECTS = 3


def fetch_buyer(siret: str, *, on: date | None = None) -> Path:
    """Return the CSV of what one buyer published, in the columns of the tabular form.

    The file of the day is asked once; another day asks again.

    Args:
        siret: the 14 digits of the buyer, spaces allowed.
        on: day that names the file, today by default.

    Raises:
        MaillonError: the SIRET is not one, or nothing is published under it.
        DownloadFailed: no network, a refusal, or an answer that has not the announced form.
    """
    digits = checked_siret(siret)
    day = on or datetime.now(UTC).astimezone().date()
    path = cache_folder() / f"decp-{digits}-{day.isoformat()}.csv"
    if path.is_file():
        return path
    rows = list(rows_of(source(BUYER).address.format(siret=digits)))
    if not rows:
        raise Fault.of("siret-without-contracts", siret=digits)
    _write(path, rows)
    return path


def checked_siret(typed: str) -> str:
    r"""Return the 14 digits of a SIRET as a person types it.

    >>> checked_siret("450 724 786 00030")
    '45072478600030'

    Raises:
        MaillonError: it has not 14 digits, or its check digit is wrong.
        NothingLive: the course invented it.
    """
    digits = "".join(typed.split())
    if len(digits) != 14 or not digits.isascii() or not digits.isdecimal():
        raise Fault.of("siret-form", typed=typed.strip())
    if is_fictional(digits):
        raise NothingLive.of("siret-invented", siret=digits)
    if not pl.select(passes_luhn(pl.lit(digits))).item():
        raise Fault.of("siret-slip", siret=digits)
    return digits


def _write(path: Path, rows: list[Mapping[str, Any]]) -> None:
    """Write rows as a CSV, whole or not at all.

    Raises:
        DownloadFailed: the cache folder cannot be written.
    """
    columns = list(dict.fromkeys(name for row in rows for name in row if name != "__id"))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary_file(path.parent) as part:
            Path(part).write_text(text.getvalue(), encoding="utf-8", newline="")
            Path(part).replace(path)
    except OSError as error:
        raise cache_fault() from error


def _cell(value: object) -> str:
    """Write a value of JSON as the CSV of the same source writes it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def rows_of(first: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of every page from the first address on, which must stay on one host.

    Raises:
        DownloadFailed: no network, a refusal, a page that is none, another host, or fewer rows
            than the interface announces.
    """
    progress = Progress("Pages reçues", pages=True)
    address, received = first, 0
    for _ in range(MOST_PAGES):
        with in_french(first):
            page = _page(address)
        try:
            rows = [dict(row) for row in page["data"]]
            total, size = int(page["meta"]["total"]), int(page["meta"]["page_size"])
            following = page["links"].get("next")
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _unexpected(first) from error
        yield from rows
        received += len(rows)
        progress.total = -(-total // max(size, 1))
        progress.update(1)
        if not following:
            progress.close()
            if received < total:
                raise DownloadFailed.of(
                    "rows-missing", host=urlsplit(first).netloc, received=received, total=total
                )
            return
        address = _same_host(first, urljoin(first, str(following)))
    raise DownloadFailed.of("endless", host=urlsplit(first).netloc)


def _page(address: str) -> Any:
    """Return one page, following the redirections that stay on the host."""
    asked = address
    for _ in range(MOST_REDIRECTS + 1):
        answer = patiently(partial(_ask, asked))
        if not answer.is_redirect:
            break
        asked = _same_host(address, urljoin(asked, answer.headers["Location"]))
    try:
        return answer.json()
    except requests.JSONDecodeError as error:
        raise _unexpected(address) from error


def _ask(address: str) -> requests.Response:
    answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
    answer.raise_for_status()
    return answer


def _same_host(first: str, following: str) -> str:
    """Return an address that stays on the host that was asked.

    Raises:
        DownloadFailed: it leads elsewhere.
    """
    if urlsplit(following)[:2] != urlsplit(first)[:2]:
        raise DownloadFailed.of(
            "other-host", host=urlsplit(first).netloc, other=urlsplit(following).netloc
        )
    return following


def _unexpected(address: str) -> DownloadFailed:
    return DownloadFailed.of("unexpected", host=urlsplit(address).netloc)
