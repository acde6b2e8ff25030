"""A bank of wrong answers to a question, each with the share of the points that it deserves.

The tests hand each of them to the cell that marks the question: the share must be exactly this
one, and the trainee must read the message that was written for that very mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product, starmap

import chain_answers
import map_answers

from maillon.sheet.kinds.number import NumberKey
from maillon.sheet.legal_text import filled
from maillon.sheet.marking import Messages, Simulate
from maillon.sheet.numbers import write_number
from maillon.sheet.questions import (
    Chain,
    Choice,
    Choices,
    Classify,
    Map,
    Number,
    Order,
    Question,
    State,
)

#: What no form can record, yet a file can hold: each must earn nothing and stop nothing.
JUNK: tuple[object, ...] = (
    None,
    "",
    "\u00a0",
    [],
    {},
    True,
    -1,
    float("nan"),
    10**30,
    "n’importe quoi",
    ["inconnu"],
    {"inconnu": "inconnu"},
    [["a"]],
    {"inconnu": {"a": [None]}},
    [None, 1.5, {}],
)

_STATES_TRIED = 300
_STATES_KEPT = 60


@dataclass(frozen=True)
class WrongAnswer:
    """A wrong answer: what it is called, its value, its share of the points, what it is told."""

    name: str
    value: object
    share: float
    told: tuple[str, ...] = ()


def wrong_answers(
    question: Question, key: object, messages: Messages, simulate: Simulate | None = None
) -> list[WrongAnswer]:
    """Build the bank of a question from its key, one answer for each way to be wrong.

    `messages` and `simulate` are those of the cell that marks it. A question that a person marks
    has no bank.

    Raises:
        ValueError: the kind of the question has no bank, or no state fails its checks.

    >>> from maillon.sheet.questions import Option
    >>> loop = Choice("q", "Type", "?", options=(Option("r", "Renfort"), Option("b", "Frein")))
    >>> [(wrong.value, wrong.share) for wrong in wrong_answers(loop, "r", {"b": ["M1", "Non."]})]
    [('b', 0.0)]
    """
    found = list(_bank(question, key, messages, simulate))
    if not found:
        raise ValueError(f"no wrong answer found for {question.id}")
    return found


def _bank(
    question: Question, key: object, messages: Messages, simulate: Simulate | None
) -> Iterator[WrongAnswer]:
    match question:
        case Choice():
            for option in question.wrong(key):
                yield WrongAnswer(option, option, 0.0, _text(messages, option))
        case Choices():
            yield from _choices(question, question.right(key), messages)
        case Order():
            yield from _order(question.right(key), messages)
        case Classify():
            yield from _classify(question, question.right(key), messages)
        case Number():
            yield from _number(question.right(key), messages)
        case State():
            if simulate is not None:
                yield from _state(question, simulate)
        case Map():
            yield from starmap(WrongAnswer, map_answers.wrong_maps(question))
        case Chain():
            yield from starmap(WrongAnswer, chain_answers.wrong_chains(question))
        case _:
            raise ValueError(f"no bank for a question of kind {question.kind}")


def _text(messages: Messages, wrong: str) -> tuple[str, ...]:
    return (filled(messages[wrong][1]),) if wrong in messages else ()


def _choices(question: Choices, right: Sequence[str], messages: Messages) -> Iterator[WrongAnswer]:
    wrong = question.wrong(right)
    for pick in wrong:
        told = _text(messages, pick)
        yield WrongAnswer(f"{pick} seul", [pick], 0.0, told)
        share = (len(right) - 1) / len(right)
        yield WrongAnswer(f"les bonnes et {pick}", [*right, pick], share, told)
    for size in range(1, len(right)):
        for kept in combinations(right, size):
            yield WrongAnswer(f"seulement {', '.join(kept)}", list(kept), size / len(right))
    everything = [option.id for option in question.options]
    if wrong:
        share = max(0.0, (len(right) - len(wrong)) / len(right))
        told = tuple(text for pick in wrong for text in _text(messages, pick))
        yield WrongAnswer("tout coché", everything, share, told)


def _order(key: Sequence[str], messages: Messages) -> Iterator[WrongAnswer]:
    right, told = list(key), _text(messages, "")
    yield WrongAnswer("à l’envers", right[::-1], 0.0, told)
    pairs = len(right) * (len(right) - 1) // 2
    for at in range(len(right) - 1):
        swapped = [*right[:at], right[at + 1], right[at], *right[at + 2 :]]
        share = max(0.0, 2 * (pairs - 1) / pairs - 1)
        yield WrongAnswer(f"{right[at]} et {right[at + 1]} échangés", swapped, share, told)


def _classify(
    question: Classify, right: Mapping[str, str], messages: Messages
) -> Iterator[WrongAnswer]:
    count = len(question.items)
    for item in question.items:
        for category in question.categories:
            if category.id != right[item.id]:
                name = f"{item.id}:{category.id}"
                value = {**right, item.id: category.id}
                yield WrongAnswer(name, value, (count - 1) / count, _text(messages, name))
        missing = {name: place for name, place in right.items() if name != item.id}
        yield WrongAnswer(f"{item.id} non classé", missing, (count - 1) / count)
    upside_down = {
        name: next(c.id for c in question.categories if c.id != place)
        for name, place in right.items()
    }
    yield WrongAnswer("tout faux", upside_down, 0.0)


def _number(right: NumberKey, messages: Messages) -> Iterator[WrongAnswer]:
    value, unit = right.value, right.unit
    gap = 2 * right.tolerance + max(1.0, abs(value) / 2)
    other = "€" if unit == "%" else "%"
    for name, typed in (
        ("low", _typed(value - gap, unit)),
        ("high", _typed(value + gap, unit)),
        ("unit", _typed(value, other)),
        ("unreadable", "beaucoup"),
    ):
        yield WrongAnswer(name, typed, 0.0, _text(messages, name))
    for name, wrong in right.slips.items():
        yield WrongAnswer(name, _typed(wrong, unit), 0.0, _text(messages, name))


def _typed(value: float, unit: str) -> str:
    return f"{write_number(value)}\u00a0{unit}".strip()


def right_numbers(question: Number, key: object) -> list[str]:
    """Return the right number as people may type it: with and without its unit and spaces.

    >>> question = Number("prix", "Prix", "?", unit="€")
    >>> right_numbers(question, {"value": 1500, "unit": "€"})[:2]
    ['1500', '1 500']
    """
    right = question.right(key)
    written = write_number(right.value)
    plain = written.replace("\u202f", "").replace("\u2212", "-")
    return [plain, written.replace("\u202f", " "), _typed(right.value, right.unit)]


def _state(question: State, simulate: Simulate) -> Iterator[WrongAnswer]:
    seen: set[tuple[str, ...]] = set()
    for value in islice(_states(question), _STATES_TRIED):
        checks = list(simulate(value))
        told = tuple(message for passed, message in checks if not passed)
        if len(seen) == _STATES_KEPT:
            return
        if told and told not in seen:
            seen.add(told)
            share = sum(bool(passed) for passed, _ in checks) / len(checks)
            yield WrongAnswer(str(value), value, share, told)


def _states(question: State) -> Iterator[dict[str, float | str]]:
    """Yield states spread over the controls: each option, or the ends, the middle and the start."""
    settings: list[list[float | str]] = []
    for parameter in question.parameters:
        if parameter.options:
            settings.append([option.id for option in parameter.options])
        else:
            middle = parameter.min + parameter.step * round(
                (parameter.max - parameter.min) / 2 / parameter.step
            )
            settings.append([parameter.start, parameter.min, parameter.max, middle])
    for values in product(*settings):
        yield dict(zip((p.id for p in question.parameters), values, strict=True))
