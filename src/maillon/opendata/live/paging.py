"""Read a table page by page from an interface of JSON, without ever leaving its host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from maillon.opendata.live.transfer import (
    TIMEOUT,
    WITHOUT_NETWORK,
    DownloadFailed,
    Progress,
    patiently,
    told_in_french,
)

#: More pages than any buyer has: an interface that never ends must not be followed for ever.
MOST_PAGES = 2000
MOST_REDIRECTS = 3


def rows_of(first: str) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of every page from the first address on, which must stay on one host.

    Raises:
        DownloadFailed: no network, a refusal, a page that is none, another host, or fewer rows
            than the interface announces.
    """
    progress = Progress("Pages reçues", pages=True)
    address, received = first, 0
    for _ in range(MOST_PAGES):
        with told_in_french(first):
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
            _check_count(first, received, total)
            return
        address = _same_host(first, urljoin(first, str(following)))
    raise DownloadFailed(
        f"{urlsplit(first).netloc} répond sans fin : rien n’est gardé.", remedy=WITHOUT_NETWORK
    )


def _check_count(address: str, received: int, total: int) -> None:
    """Refuse a table that is not whole.

    Raises:
        DownloadFailed: fewer rows came than were announced.
    """
    if received < total:
        raise DownloadFailed(
            f"{urlsplit(address).netloc} n’a envoyé que {received} lignes sur {total}.",
            why="Rien n’est gardé : les totaux seraient faux.",
            remedy=WITHOUT_NETWORK,
        )


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
        raise DownloadFailed(
            f"{urlsplit(first).netloc} renvoie vers un autre site, {urlsplit(following).netloc}.",
            why="Le cours ne suit pas ce renvoi : rien ne dit qui répondrait.",
            remedy=WITHOUT_NETWORK,
        )
    return following


def _unexpected(address: str) -> DownloadFailed:
    return DownloadFailed(
        f"{urlsplit(address).netloc} a répondu autre chose que des contrats.",
        why="L’interface a peut-être changé.",
        remedy=WITHOUT_NETWORK,
    )
