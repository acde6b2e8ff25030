"""Questions answered with options: one or several to pick, items to put in order or in categories.

Partial credit: several options, `max(0, (right picked - wrong picked) / number right)`; an order,
`max(0, 2 * pairs in the right order / pairs - 1)`; a classification, its share of right items.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from maillon.sheet.kinds.base import (
    Cell,
    Finding,
    Option,
    Question,
    Remark,
    Unreadable,
    WrongKey,
    ids,
    is_among,
    is_empty,
    label,
)
from maillon.sheet.numbers import shown


@dataclass(frozen=True)
class Choice(Question, kind="choice"):
    """One option among several; the answer is its id."""

    options: tuple[Option, ...] = ()

    def read(self, value: object) -> str:
        """Return the id that was picked."""
        return _pick(value, self.options)

    def right(self, key: object) -> str:
        """Read a key: the id of the right option."""
        if not isinstance(key, str):
            raise WrongKey
        _refuse([] if key in ids(self.options) else [key])
        return key

    def lines(self, value: object) -> list[str]:
        """Return the label of the option."""
        return [f"Réponse : {label(self.options, self.read(value))}"]

    def judge(self, value: object, cell: Cell) -> Finding:
        """Give every point or none."""
        picked = self.read(value)
        if picked == self.right(cell.key):
            return Finding(1.0)
        return Finding(0.0, [cell.remark(picked, label(self.options, picked))])

    def wrong(self, key: object) -> list[str]:
        """Name the other options."""
        right = self.right(key)
        return [option for option in ids(self.options) if option != right]


@dataclass(frozen=True)
class Choices(Question, kind="choices"):
    """Several options; the answer is a list of ids."""

    options: tuple[Option, ...] = ()

    def read(self, value: object) -> list[str]:
        """Return the ids that were picked."""
        if isinstance(value, (list, tuple)):
            return [_pick(pick, self.options) for pick in value]
        raise Unreadable(
            f"{shown(value)} n’est pas une liste de réponses : cochez les cases proposées."
        )

    def right(self, key: object) -> tuple[str, ...]:
        """Read a key: the ids of the right options."""
        right = _texts(key)
        if not right or len(set(right)) < len(right):
            raise WrongKey
        _refuse([pick for pick in right if pick not in ids(self.options)])
        return right

    def lines(self, value: object) -> list[str]:
        """Return the labels of the options."""
        return ["Réponses :", *(f"– {label(self.options, pick)}" for pick in self.read(value))]

    def judge(self, value: object, cell: Cell) -> Finding:
        """Subtract the wrong picks from the right ones."""
        picked, right = set(self.read(value)), set(self.right(cell.key))
        wrong = [option for option in self.options if option.id in picked - right]
        remarks = [cell.remark(option.id, option.label) for option in wrong]
        if missed := len(right - picked):
            what = "une bonne réponse" if missed == 1 else f"{missed} bonnes réponses"
            remarks.append(Remark(f"Il vous manque {what}."))
        return Finding((len(right & picked) - len(wrong)) / len(right), remarks)

    def wrong(self, key: object) -> list[str]:
        """Name the options that are not right."""
        right = self.right(key)
        return [option for option in ids(self.options) if option not in right]


@dataclass(frozen=True)
class Order(Question, kind="order"):
    """Items to put in order, given as they stand at first; the answer is the list of all ids."""

    items: tuple[Option, ...] = ()

    def read(self, value: object) -> list[str]:
        """Return all the ids, in the order of the answer."""
        items = ids(self.items)
        if isinstance(value, (list, tuple)) and sorted(value, key=str) == sorted(items):
            return list(value)
        raise Unreadable(
            f"L’ordre est incomplet : placez chacun des {len(items)} éléments une seule fois."
        )

    def right(self, key: object) -> tuple[str, ...]:
        """Read a key: all the ids in their right order."""
        right = _texts(key)
        if sorted(right) != sorted(ids(self.items)):
            raise WrongKey("elle ne contient pas chaque élément une seule fois")
        return right

    def lines(self, value: object) -> list[str]:
        """Return the labels of the items, numbered."""
        labels = (label(self.items, item) for item in self.read(value))
        return ["Ordre :", *(f"{n}. {name}" for n, name in enumerate(labels, start=1))]

    def judge(self, value: object, cell: Cell) -> Finding:
        """Count the pairs that stand in the right order."""
        rank = {item: place for place, item in enumerate(self.read(value))}
        pairs = list(combinations(self.right(cell.key), 2))
        kept = sum(rank[first] < rank[second] for first, second in pairs)
        if kept == len(pairs):
            return Finding(1.0)
        count = f"Paires d’éléments dans le bon ordre : {kept} sur {len(pairs)}."
        return Finding(2 * kept / len(pairs) - 1, [Remark(count), cell.remark("")])

    def wrong(self, key: object) -> list[str]:
        """Name the one message, for any other order."""
        self.right(key)
        return [""]


@dataclass(frozen=True)
class Classify(Question, kind="classify"):
    """Items to put in categories; the answer maps each item id to a category id."""

    items: tuple[Option, ...] = ()
    categories: tuple[Option, ...] = ()

    def read(self, value: object) -> Mapping[str, object]:
        """Return the categories by item: what is missing or unknown costs its own item only."""
        if isinstance(value, dict):
            return value
        raise Unreadable(
            f"{shown(value)} n’est pas un classement : choisissez une catégorie par élément."
        )

    def check(self, value: object) -> None:
        """Ask for a category of the list for each item."""
        places = self.read(value)
        missing = []
        for item in self.items:
            category = places.get(item.id)
            if category is None or category == "":
                missing.append(item.label)
            elif not is_among(category, self.categories):
                raise Unreadable(
                    f"« {item.label} » : {shown(category)} n’est pas une catégorie proposée."
                )
        if missing:
            between = " ; " if any("," in name for name in missing) else ", "
            raise Unreadable(f"Il reste à classer : {between.join(missing)}.")

    def right(self, key: object) -> Mapping[str, str]:
        """Read a key: the right category of each item."""
        if not isinstance(key, Mapping):
            raise WrongKey
        items = ids(self.items)
        _refuse([item for item in [*key, *items] if item not in key or item not in items])
        _refuse([place for place in key.values() if place not in ids(self.categories)])
        return key

    def lines(self, value: object) -> list[str]:
        """Return the category of each item, in words, also where there is none."""
        places = self.read(value)
        labels = (label(self.categories, places.get(item.id)) for item in self.items)
        return [
            f"{item.label} : {name or 'sans réponse'}"
            for item, name in zip(self.items, labels, strict=True)
        ]

    def judge(self, value: object, cell: Cell) -> Finding:
        """Count the items in their category, and say a word on each of the others."""
        places, right = self.read(value), self.right(cell.key)
        wrong = [item for item in self.items if places.get(item.id) != right[item.id]]
        remarks = [self._remark(item, places.get(item.id), cell) for item in wrong]
        total = len(self.items)
        good = total - len(wrong)
        if 0 < good < total:
            remarks.insert(0, Remark(f"Éléments bien classés : {good} sur {total}."))
        return Finding(good / max(1, total), remarks)

    def _remark(self, item: Option, category: object, cell: Cell) -> Remark:
        """Say what is wrong with the category of an item."""
        place = label(self.categories, category)
        if is_empty(category):
            return Remark(f"« {item.label} » : élément non classé.")
        if not place:
            return Remark(f"« {item.label} » : cette catégorie n’est pas proposée.")
        why = cell.remark(f"{item.id}:{category}")
        return Remark(f"« {item.label} », classé « {place} » : {why.text}", why.misconception)

    def wrong(self, key: object) -> list[str]:
        """Name each item in each category that is not its own."""
        right, categories = self.right(key), ids(self.categories)
        return [f"{i}:{c}" for i in ids(self.items) for c in categories if right[i] != c]


def _pick(value: object, options: Sequence[Option]) -> str:
    if isinstance(value, str) and is_among(value, options):
        return value
    raise Unreadable(f"{shown(value)} n’est pas une des réponses proposées : choisissez-en une.")


def _texts(key: object) -> tuple[str, ...]:
    """Read a key that is a list of ids."""
    if not isinstance(key, Collection) or isinstance(key, (str, bytes, Mapping)):
        raise WrongKey
    if not all(isinstance(item, str) for item in key):
        raise WrongKey
    return tuple(key)


def _refuse(unknown: Sequence[object]) -> None:
    """Raise for the first of the ids that a key lacks, or that its question does not offer."""
    if unknown:
        raise WrongKey(f"« {unknown[0]} » manque ou n’est pas proposé")
