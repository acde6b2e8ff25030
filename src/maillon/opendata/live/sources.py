"""Where live data are: the sources of `sources.yaml`, and how each must be credited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from maillon.base.wording import listing
from maillon.base.yaml_files import read_yaml
from maillon.opendata.faults import Fault

SOURCES = Path(__file__).with_name("sources.yaml")
#: The source that answers for one buyer.
BUYER = "acheteur"


@dataclass(frozen=True)
class Source:
    """A place that publishes DECP.

    Attributes:
        id: the word typed after `maillon decp fetch`.
        label: its name in French.
        kind: « file » gives one file, « buyer » answers for a SIRET, « page » lists files.
        form: the form of what it gives, in French.
        address: what is asked; holds `{siret}` when the source answers for a buyer.
        page: where a person reads about it.
        licence: the licence of its data.
        attribution: the line that whoever reuses its data must show.
        limits: what its data cannot say.
        checked_on: day on which the documents that give the address were read, AAAA-MM-JJ.
        file: name of the file once downloaded, where `kind` is « file ».
        size_mb: order of magnitude of the download in megabytes, 0 when unknown.
    """

    id: str
    label: str
    kind: Literal["file", "buyer", "page"]
    form: str
    address: str
    page: str
    licence: str
    attribution: str
    limits: str
    checked_on: str
    file: str = ""
    size_mb: int = 0


@cache
def sources() -> dict[str, Source]:
    """Read every source, by its id.

    >>> sources()["national-parquet"].form
    'tabulaire'

    Raises:
        RegistryError: the file cannot be read.
    """
    return {row["id"]: Source(**row) for row in read_yaml(SOURCES)}


def source(name: str) -> Source:
    """Return the source of an id.

    Raises:
        MaillonError: no source bears this id; the message lists those that exist.
    """
    if name not in sources():
        raise Fault.of("source-unknown", source=name, known=listing(list(sources())))
    return sources()[name]
