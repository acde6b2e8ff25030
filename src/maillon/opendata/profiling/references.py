"""National figures that a profile is shown beside: each with its year, perimeter and source.

They come from a census, not from DECP: the perimeter and what is counted differ, which
:attr:`Reference.caution` says wherever the figure is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maillon.base.yaml_files import read_yaml

REFERENCES = Path(__file__).with_name("references.yaml")


@dataclass(frozen=True)
class Reference:
    """One national figure.

    Attributes:
        id: its id in `references.yaml`.
        indicator: what it measures; several years may measure the same.
        label: what it counts, in French.
        year: the year of the contracts.
        value: a share from 0 to 1, a number of contracts or an amount in euros, by its indicator.
        census: what collected it, in French.
        perimeter: which contracts are counted, in French.
        caution: why it cannot be compared as it stands, in French.
        title: the document where it was read.
        url: its address.
        checked_on: day on which it was read, AAAA-MM-JJ.
    """

    id: str
    indicator: str
    label: str
    year: int
    value: float
    census: str
    perimeter: str
    caution: str
    title: str
    url: str
    checked_on: str


@cache
def references() -> dict[str, Reference]:
    """Read every reference, by its id.

    >>> references()["social-2023"].value
    0.187

    Raises:
        RegistryError: the file cannot be read.
    """
    read = read_yaml(REFERENCES)
    census = read["census"]
    return {
        row["id"]: Reference(
            id=row["id"],
            indicator=row["indicator"],
            year=row["year"],
            value=float(row["value"]),
            census=census["name"],
            perimeter=census["perimeter"],
            checked_on=census["checked_on"],
            **read["indicators"][row["indicator"]],
            **read["sources"][row["source"]],
        )
        for row in read["references"]
    }


def latest(indicator: str) -> Reference:
    """Return the last year known of an indicator.

    >>> latest("environment").year, latest("social").year
    (2022, 2023)

    Raises:
        ValueError: no reference measures it.
    """
    return max(
        (row for row in references().values() if row.indicator == indicator),
        key=lambda row: row.year,
    )
