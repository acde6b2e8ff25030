"""What both maps of influences share: labels, and a square of values, one row a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from maillon.base.amounts import OutOfModel, check_choice
from maillon.base.wording import NBSP

Value = TypeVar("Value", int, float)


def square(
    labels: Sequence[str], rows: Sequence[Sequence[Value]]
) -> tuple[tuple[str, ...], tuple[tuple[Value, ...], ...]]:
    """Return labels and rows as they can be kept.

    Raises:
        OutOfModel: fewer than two labels, one given twice or empty, rows that are not square, or
            a diagonal that is not 0.
    """
    size = len(labels)
    if size < 2 or len(set(labels)) < size or not all(map(str.strip, labels)):
        raise OutOfModel(
            "Les noms des variables ne conviennent pas.",
            why="Il en faut au moins deux, chacune avec un nom à elle.",
            remedy="Renommez ou complétez les variables.",
        )
    if [len(row) for row in rows] != [size] * size:
        raise OutOfModel(
            "La matrice n’est pas carrée.",
            why=f"Elle a {size} variables, donc {size} lignes de {size} cases.",
            remedy="Complétez les lignes, avec 0 là où rien n’agit.",
        )
    for label, row, place in zip(labels, rows, range(size), strict=True):
        if row[place]:
            raise OutOfModel(
                f"«{NBSP}{label}{NBSP}» agit sur elle-même.", remedy="Mettez 0 sur la diagonale."
            )
    return tuple(labels), tuple(map(tuple, rows))


def rows_of(
    labels: Sequence[str], pairs: Mapping[tuple[str, str], Value], nothing: Value
) -> tuple[tuple[Value, ...], ...]:
    """Return the rows of (cause, effect) → value; every other cell holds `nothing`.

    Raises:
        OutOfModel: a pair names an unknown label.
    """
    for pair in pairs:
        for label in pair:
            known(label, labels)
    return tuple(tuple(pairs.get((one, other), nothing) for other in labels) for one in labels)


def known(label: str, labels: Sequence[str]) -> int:
    """Return the place of a label.

    Raises:
        OutOfModel: there is none.
    """
    check_choice("La variable", label, labels)
    return labels.index(label)
