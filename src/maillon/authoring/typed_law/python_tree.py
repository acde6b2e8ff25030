"""What a tree of Python says: the numbers that expressions are worth, the names around them."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from decimal import Decimal

_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_POWER, _HUGE = 15, 10**15
_TENS = frozenset(Decimal(10) ** power for power in range(1, 7))


def constant(node: ast.AST | None) -> Decimal | None:
    """Return the number that an expression of numbers alone is worth, or nothing.

    >>> [constant(ast.parse(text, mode="eval").body) for text in ("6 * 10**4", "0.104", "a * 2")]
    [Decimal('60000'), Decimal('0.104'), None]
    """
    if isinstance(node, ast.Constant):
        number = node.value
        if not isinstance(number, int | float) or isinstance(number, bool):
            return None
        return Decimal(repr(number)) if abs(number) < _HUGE else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = constant(node.operand)
        return None if value is None else -value
    if not isinstance(node, ast.BinOp) or type(node.op) not in _OPERATORS:
        return None
    left, right = constant(node.left), constant(node.right)
    if left is None or right is None or (isinstance(node.op, ast.Pow) and abs(right) > _POWER):
        return None
    if isinstance(node.op, ast.Div) and right not in _TENS and left != 1:
        return None  # a rate by day: its two numbers are read
    try:
        value = _OPERATORS[type(node.op)](left, right)
    except ArithmeticError:
        return None
    return value if value.is_finite() and abs(value) < _HUGE else None


def called(node: ast.AST | None) -> str:
    """Return the last name of what a call calls, or nothing."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def day_of(call: ast.Call) -> str | None:
    """Return the day that `date(2026, 8, 21)` makes, as « 2026-08-21 », or nothing."""
    parts = [constant(argument) for argument in call.args[:3]]
    named = {known.arg: constant(known.value) for known in call.keywords}
    year, month, number = [*parts, *[named.get(k) for k in ("year", "month", "day")[len(parts) :]]]
    if year is None or month is None or number is None:
        return None
    return f"{int(year):04}-{int(month):02}-{int(number):02}"


def identifiers(node: ast.AST) -> list[str]:
    """Return the names in an expression; a key written as a string is a name too.

    Names of methods are left out: `queue.advance(5)` says nothing of an advance.
    """
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    methods = {n.func for n in ast.walk(node) if isinstance(n, ast.Call)}
    found = (
        known
        for known in ast.walk(node)
        if isinstance(known, ast.Name)
        or (isinstance(known, ast.Attribute) and known not in methods)
    )
    return [known.id if isinstance(known, ast.Name) else known.attr for known in found]


def defaults(arguments: ast.arguments, default: ast.AST) -> list[str]:
    """Return the name of the argument that has this default."""
    positional = [*arguments.posonlyargs, *arguments.args]
    last = positional[len(positional) - len(arguments.defaults) :]
    pairs = [
        *zip(last, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    return [argument.arg for argument, value in pairs if value is default]
