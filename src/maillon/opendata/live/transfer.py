"""What every download shares: the cache, patience with a busy server, and faults told in French."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, TypeVar

import pooch  # type: ignore[import-untyped]
import requests

from maillon.base.wording import NBSP, capitalised, number, percent
from maillon.opendata.faults import Fault

T = TypeVar("T")
#: Seconds to wait for a connection, then for each piece of the answer.
TIMEOUT = (10, 60)
#: Waits before each new try when a server says that it is busy, in seconds.
BACK_OFF = (1.0, 2.0, 4.0, 8.0)
#: Longest wait that a server may ask for (`Retry-After`), in seconds.
LONGEST_WAIT = 60.0
BUSY = (429, 503)
_CUT = requests.exceptions.ChunkedEncodingError
WITHOUT_NETWORK = "Réessayez plus tard, donnez un fichier déjà téléchargé."


class NothingLive(Fault):
    """No live source gives what was asked; the fictional sample may be proposed instead."""

    def proposing(self, sample: str) -> NothingLive:
        """Return the same fault, whose remedy ends with how to get the sample where one stands.

        >>> str(NothingLive("SIRET inventé.").proposing("prenez l’exemple"))
        'SIRET inventé. Prenez l’exemple.'
        """
        first = self.remedy.removesuffix(".")
        remedy = f"{first}, ou {sample}." if first else f"{capitalised(sample)}."
        return NothingLive(self.what, why=self.why, remedy=remedy)


class DownloadFailed(NothingLive):
    """Nothing was downloaded; the message says why and what to do instead."""

    usual = WITHOUT_NETWORK


def cache_folder() -> Path:
    """Return the folder that keeps downloads: `MAILLON_CACHE`, or the cache of the system."""
    chosen = os.environ.get("MAILLON_CACHE")
    return Path(chosen) if chosen else Path(pooch.os_cache("maillon"))


def cache_fault() -> DownloadFailed:
    """Return the fault of a cache folder that cannot be written."""
    return DownloadFailed.of("cache-closed", folder=cache_folder())


class Progress:
    """How much has arrived, on one line of a terminal; silent elsewhere.

    It has what pooch asks of a progress bar: `total`, `update`, `reset` and `close`.  Counts are
    bytes, or pages when `pages` is set.
    """

    def __init__(self, label: str, *, pages: bool = False, stream: TextIO | None = None) -> None:
        self.label = label
        self.total = 0
        self._done = 0
        self._shown = ""
        self._pages = pages
        self._stream = stream or sys.stderr

    def update(self, size: int) -> None:
        """Count `size` more, and show it when the words change."""
        self._done += size
        words = self.words()
        if words != self._shown and self._stream.isatty():
            self._shown = words
            print(f"\r{words}", end="", file=self._stream, flush=True)

    def reset(self) -> None:
        """Start again from nothing."""
        self._done = 0

    def close(self) -> None:
        """End the line."""
        if self._shown:
            print(file=self._stream)

    def words(self) -> str:
        """Return what the line says.

        >>> Progress("Pages reçues", pages=True).words()
        'Pages reçues : 0'
        """
        if self._pages:
            of = f" sur {number(self.total)}" if self.total else ""
            return f"{self.label} : {number(self._done)}{of}"
        share = f" ({percent(min(self._done / self.total, 1))})" if self.total else ""
        return f"{self.label} : {number(self._done / 1e6, 1)}{NBSP}Mo{share}"


def patiently(ask: Callable[[], T]) -> T:
    """Ask, and ask again while the server says that it is busy.

    Raises:
        requests.RequestException: there is no answer, or an answer that says no.
    """
    for pause in BACK_OFF:
        try:
            return ask()
        except requests.HTTPError as error:
            if _status(error) not in BUSY:
                raise
            time.sleep(_asked_pause(error) or pause)
    return ask()


@contextmanager
def in_french(address: str) -> Iterator[None]:
    """Turn whatever the network does wrong into one French sentence.

    Raises:
        DownloadFailed: always in the place of an error of the network.
    """
    host = address.split("/")[2] if address.count("/") > 1 else address
    try:
        yield
    except requests.RequestException as error:
        why = "Rien n’est gardé de ce qui est arrivé." if isinstance(error, _CUT) else ""
        raise DownloadFailed(_refusal(host, error), why=why, remedy=WITHOUT_NETWORK) from error


def _refusal(host: str, error: requests.RequestException) -> str:
    if isinstance(error, requests.HTTPError):
        status = _status(error)
        if status == 404:
            return f"{host} ne connaît plus ce fichier."
        if status in BUSY:
            return f"{host} reçoit trop de demandes."
        return f"{host} refuse de répondre (code {status})."
    if isinstance(error, requests.Timeout):
        return f"{host} met trop de temps à répondre."
    if isinstance(error, _CUT):
        return f"La connexion à {host} s’est coupée avant la fin."
    return f"Impossible de joindre {host} : pas de réseau, ou un réseau qui filtre cette adresse."


def _status(error: requests.HTTPError) -> int:
    return 0 if error.response is None else error.response.status_code


def _asked_pause(error: requests.HTTPError) -> float:
    """Return the pause that a busy server asks for, in seconds, within reason; 0 if none."""
    asked = "" if error.response is None else error.response.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_WAIT) if asked.isdecimal() else 0.0
