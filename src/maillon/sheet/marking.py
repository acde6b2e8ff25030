"""Mark one answer: a score between 0 and the points of the question, and French lines.

Pure: no file is read nor written. Whatever the answer holds, `mark` returns a mark; an
answer that cannot be read scores 0 and says so. Partial credit by kind:

* choices: `max(0, (right picked - wrong picked) / number right)`
* order: `max(0, 2 * pairs in the right order / pairs - 1)`
* classify: share of items in their category; state: share of checks passed
* map and chain: what is asked of the drawing, found again (`sheet.drawings`)
* choice and number: all or nothing; text: 0, a person marks it

Messages may hold numbers of law, written `{loi:dispense_fs@2026-03-31}`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP
from maillon.sheet import drawings
from maillon.sheet.legal_text import filled
from maillon.sheet.numbers import (
    comma_thousands,
    describe,
    in_unit,
    is_plain,
    read_number,
    write_number,
)
from maillon.sheet.questions import Question, is_blank, problem

__all__ = ["Checks", "Mark", "Messages", "Simulate", "is_well_keyed", "mark"]

Messages = Mapping[str, Sequence[str]]
Simulate = Callable[[Any], Sequence[tuple[bool, str]]]

#: What a simulated setting is checked for, each with what to say when it fails.
Checks = list[tuple[bool, str]]

# What a kind’s function finds: share of the points, lines, ids of the misconceptions met.
_Found = tuple[float, list[str], list[str]]

_RIGHT = "Votre réponse est juste."
_NO_MESSAGE = "Relisez la question, puis la page du cours qui la prépare."


@dataclass(frozen=True)
class Mark:
    """The mark of one answer: `score` in [0, `points`], and what the trainee reads."""

    score: float
    points: float
    lines: tuple[str, ...]
    misconceptions: tuple[str, ...] = ()


def mark(
    question: Question,
    answer_value: object,
    key: Any,
    *,
    points: float,
    messages: Messages | None = None,
    simulate: Simulate | None = None,
) -> Mark:
    r"""Mark an answer against its key.

    `key` has the shape of an answer of that kind; for a number it is `{"value", "tolerance"
    (absolute), "unit", "slips"}`, where `slips` names the results of usual errors; a state
    needs `simulate` instead: from the answer to (passed, French message) checks; a drawing needs
    nothing, its goals stand in the question. `messages`
    gives `[misconception id or "", French text]` for each wrong option, `"item:category"`,
    `""` (order), slip or `unreadable`/`unit`/`low`/`high`.

    Raises:
        ValueError: `points` is not a positive number, or a state comes without `simulate`;
            never because of the answer.

    >>> from maillon.sheet.questions import Choice, Option
    >>> loop = Choice("q", "Type", "?", options=(Option("r", "Renfort"), Option("b", "Équilibre")))
    >>> found = mark(loop, "b", "r", points=2, messages={"b": ["M1", "Comptez les signes."]})
    >>> found.score, found.misconceptions
    (0.0, ('M1',))
    >>> print(*found.lines, sep="\n")
    Question « Type » : 0 / 2
    « Équilibre » : Comptez les signes.
    """
    if not (math.isfinite(points) and points > 0):
        raise ValueError(f"Question « {question.title} » : le nombre de points doit être positif.")
    if question.kind == "state" and simulate is None:
        raise ValueError(f"Question « {question.title} » : « simulate » manque pour la corriger.")
    share, lines, misconceptions = _judge(question, answer_value, key, messages or {}, simulate)
    share = min(1.0, max(0.0, share)) if math.isfinite(share) else 0.0
    score = float(points) * share
    total = f"{write_number(score, decimals=2)} / {write_number(points, decimals=2)}"
    first = f"Question « {question.title} » : {total}"
    return Mark(score, float(points), (first, *lines), tuple(dict.fromkeys(misconceptions)))


def _judge(
    question: Question, value: object, key: Any, messages: Messages, simulate: Simulate | None
) -> _Found:
    """Set aside what cannot be marked, then hand over to the function of the kind."""
    if question.kind == "text":
        return 0.0, ["Cette réponse est lue et notée par une personne."], []
    if is_plain(value) and is_blank(question, value):
        return 0.0, ["Vous n’avez pas répondu à cette question."], []
    fault = problem(question, value)
    if fault is not None and not (question.kind == "classify" and isinstance(value, dict)):
        lines = [f"Réponse non lue. {fault}"]
        if question.kind != "number" or "unreadable" not in messages:
            return 0.0, lines, []
        said, misconceptions = _speak(messages, "unreadable", "")
        return 0.0, lines + said, misconceptions
    if question.kind == "state" and simulate is not None:
        return _state(value, simulate)
    return _MARKERS[question.kind](question, value, key, messages)


def _choice(question: Any, value: Any, key: Any, messages: Messages) -> _Found:
    if value == key:
        return 1.0, [], []
    return 0.0, *_speak(messages, value, _label(question.options, value))


def _choices(question: Any, value: Any, key: Any, messages: Messages) -> _Found:
    picked, right = set(value), set(key)
    lines: list[str] = []
    misconceptions: list[str] = []
    for option in question.options:
        if option.id in picked - right:
            said, met = _speak(messages, option.id, option.label)
            lines += said
            misconceptions += met
    missed = len(right - picked)
    if missed:
        what = "une bonne réponse" if missed == 1 else f"{missed} bonnes réponses"
        lines.append(f"Il vous manque {what}.")
    share = (len(right & picked) - len(picked - right)) / max(1, len(right))
    return share, lines, misconceptions


def _order(question: Any, value: Any, key: Any, messages: Messages) -> _Found:
    rank = {item: position for position, item in enumerate(value)}
    pairs = list(combinations(key, 2))
    kept = sum(rank.get(first, -1) < rank.get(second, -1) for first, second in pairs)
    if kept == len(pairs):
        return 1.0, [], []
    lines = [f"Paires d’éléments dans le bon ordre : {kept} sur {len(pairs)}."]
    said, misconceptions = _speak(messages, "", "")
    return 2 * kept / len(pairs) - 1, lines + said, misconceptions


def _classify(question: Any, value: Any, key: Any, messages: Messages) -> _Found:
    lines: list[str] = []
    misconceptions: list[str] = []
    right = 0
    for item in question.items:
        category = value.get(item.id)
        label = _label(question.categories, category)
        if category == key.get(item.id):
            right += 1
        elif is_blank(question, category):
            lines.append(f"« {item.label} » : élément non classé.")
        elif label is None:
            lines.append(f"« {item.label} » : cette catégorie n’est pas proposée.")
        else:
            said, met = _speak(messages, f"{item.id}:{category}", None)
            lines += [f"« {item.label} », classé « {label} » : {text}" for text in said]
            misconceptions += met
    total = len(question.items)
    if 0 < right < total:
        lines.insert(0, f"Éléments bien classés : {right} sur {total}.")
    return right / max(1, total), lines, misconceptions


def _number(question: Any, value: Any, key: Any, messages: Messages) -> _Found:
    quantity = read_number(value)
    read = f"Nombre {describe(quantity)}."
    expected, unit = float(key["value"]), key.get("unit", question.unit) or ""
    found = in_unit(quantity, unit)
    if found is None:
        wanted = f"L’unité attendue est « {unit} »." if unit else "Écrivez le nombre sans unité."
        said, misconceptions = _speak(messages, "unit", "", otherwise=wanted)
        return 0.0, [read, *said], misconceptions
    gap = found - expected
    if _is_near(found, expected, key):
        return 1.0, [f"{read} {_RIGHT}"], []
    for slip, wrong in key.get("slips", {}).items():
        if _is_near(found, float(wrong), key):
            said, misconceptions = _speak(messages, slip, "")
            return 0.0, [read, *said], misconceptions
    if quantity.unit is None and unit == "%" and _is_near(100 * found, expected, key):
        share = f"C’est une part{NBSP}: {write_number(100 * found)}{NBSP}%."
        return 1.0, [f"{read} {share} {_RIGHT}"], []
    grouped = comma_thousands(value)
    if grouped is not None and _is_near(grouped * found / quantity.value, expected, key):
        right = write_number(grouped * found / quantity.value)
        why = f"La virgule sépare ici les décimales{NBSP}: pour le nombre entier, écrivez {right}."
        return 0.0, [read, why], []
    side, word = ("low", "petit") if gap < 0 else ("high", "grand")
    said, misconceptions = _speak(messages, side, "", otherwise=f"C’est trop {word}.")
    return 0.0, [read, *said], misconceptions


def _is_near(found: float, wanted: float, key: Any) -> bool:
    tolerance = float(key.get("tolerance", 0))
    return abs(found - wanted) <= tolerance + 1e-9 * max(1.0, abs(wanted))


def _state(value: Any, simulate: Simulate) -> _Found:
    """Re-run the model on the state; a model that fails on it gives no point, and says so."""
    try:
        checks = [(bool(passed), str(message)) for passed, message in simulate(value)]
    except Exception:  # the state comes from outside: no state may stop the marking
        return 0.0, ["Le modèle ne peut pas être calculé avec ces réglages."], []
    passed = sum(ok for ok, _ in checks)
    lines = [message for ok, message in checks if not ok]
    if 0 < passed < len(checks):
        lines.insert(0, f"Buts atteints : {passed} sur {len(checks)}.")
    return passed / max(1, len(checks)), lines, []


def _drawing(question: Any, value: Any, _key: object, _messages: object) -> _Found:
    """Read the record again; whatever was displayed counts for nothing."""
    try:
        found = drawings.review(question, value)
    except Exception:  # the record comes from outside: none may stop the marking
        return 0.0, ["Cette carte ne peut pas être lue : redessinez-la."], []
    return found.share, list(found.lines), []


_MARKERS: dict[str, Callable[[Any, Any, Any, Messages], _Found]] = {
    "choice": _choice,
    "choices": _choices,
    "order": _order,
    "classify": _classify,
    "number": _number,
    "map": _drawing,
    "chain": _drawing,
}


def _speak(
    messages: Messages, wrong: str, label: str | None, *, otherwise: str = _NO_MESSAGE
) -> tuple[list[str], list[str]]:
    """The line that a wrong pick deserves, and the misconception that it shows, if any."""
    misconception, text = (*messages.get(wrong, ("", otherwise)), "")[:2]
    try:
        text = filled(text)
    except MaillonError:  # a fault of the exercise, found by is_well_keyed, costs nobody a point
        text = _NO_MESSAGE
    line = f"« {label} » : {text}" if label else text
    return [line], [misconception] if misconception else []


def _label(options: Sequence[Any], wanted: object) -> str | None:
    return next((option.label for option in options if option.id == wanted), None)


def is_well_keyed(question: Question, key: Any, messages: Messages) -> list[str]:
    """List in French the faults of a key and its messages; an empty list when all is well.

    Checks that the key fits the options, that each wrong option has a message of its own, and
    that no message speaks of an unknown or right option nor of a law that the registry lacks.

    >>> from maillon.sheet.questions import Choice, Option
    >>> loop = Choice("q", "Type", "?", options=(Option("r", "Renfort"), Option("b", "Équilibre")))
    >>> print(*is_well_keyed(loop, "r", {}))
    q : « b » n’a pas de message.
    """
    try:
        needed, allowed = _wrong_answers(question, key)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        detail = error.args[0] if type(error) is ValueError else "elle n’a pas la bonne forme"
        return [f"{question.id} : la clé est fausse, {detail}."]
    faults = [f"« {wrong} » n’a pas de message." for wrong in needed if wrong not in messages]
    heard: dict[str, str] = {}
    for wrong, message in messages.items():
        if wrong not in needed and wrong not in allowed:
            faults.append(f"« {wrong} » a un message mais n’est pas une mauvaise réponse possible.")
        elif not _is_message(message):
            faults.append(f"le message de « {wrong} » n’a pas la forme [identifiant, texte].")
        elif refused := _refused_law(message[1]):
            faults.append(f"le message de « {wrong} » ne peut pas être écrit. {refused}")
        elif (text := " ".join(message[1].split()).casefold()) in heard:
            faults.append(f"« {heard[text]} » et « {wrong} » ont le même message.")
        else:
            heard[text] = wrong
    return [f"{question.id} : {fault}" for fault in faults]


def _is_message(message: object) -> bool:
    """Tell whether a message is [misconception id or "", non-empty text]."""
    if not isinstance(message, (list, tuple)) or len(message) != 2:
        return False
    return all(isinstance(part, str) for part in message) and bool(message[1].strip())


def _refused_law(text: str) -> str:
    """Say in French why the references to law of a text cannot be filled; empty when they can."""
    try:
        filled(text)
    except MaillonError as error:
        return str(error)
    return ""


def _wrong_answers(question: Any, key: Any) -> tuple[list[str], set[str]]:
    """What needs a message and what may have one; ValueError says in French why a key is wrong."""
    kind = question.kind
    if kind in ("choice", "choices"):
        options = [option.id for option in question.options]
        right = [key] if kind == "choice" else list(key)
        if isinstance(key, str) != (kind == "choice") or not right or len({*right}) < len(right):
            raise ValueError("elle n’a pas la bonne forme")
        _refuse([pick for pick in right if pick not in options])
        return [option for option in options if option not in right], set()
    if kind == "order":
        if sorted(key) != sorted(item.id for item in question.items):
            raise ValueError("elle ne contient pas chaque élément une seule fois")
        return [""], set()
    if kind == "classify":
        items = [item.id for item in question.items]
        categories = [category.id for category in question.categories]
        _refuse([item for item in [*key, *items] if item not in key or item not in items])
        _refuse([category for category in key.values() if category not in categories])
        return [f"{i}:{c}" for i in items for c in categories if key[i] != c], set()
    if kind == "number":
        value, tolerance = float(key["value"]), float(key.get("tolerance", 0))
        if not (math.isfinite(value) and math.isfinite(tolerance) and tolerance >= 0):
            raise ValueError("la valeur est un nombre et la tolérance n’est pas négative")
        slips = {name: float(wrong) for name, wrong in key.get("slips", {}).items()}
        results = sorted([value, *slips.values()])
        if not all(after - before > 2 * tolerance for before, after in pairwise(results)):
            raise ValueError("deux résultats s’y confondent, à la tolérance près")
        return list(slips), {"unreadable", "unit", "low", "high"}
    return [], set()


def _refuse(unknown: Sequence[object]) -> None:
    if unknown:
        raise ValueError(f"« {unknown[0]} » manque ou n’est pas proposé")
