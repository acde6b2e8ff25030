"""Segments of Python sources: what is said in their strings, and their bare numbers."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, replace

from maillon.authoring.literals import Passage, python_strings
from maillon.authoring.typed_law.code import bare, french, plain_unit, said, unit_of
from maillon.authoring.typed_law.context import Segment
from maillon.authoring.typed_law.python_tree import (
    called,
    constant,
    day_of,
    defaults,
    identifiers,
)

_NUMBER_CALLS = ("Decimal", "Fraction")
_DATE_CALLS = ("date", "datetime", "Timestamp")
_SILENT_CALLS = ("timedelta", "range", "round", "default_rng", "seed", "Random", "RandomState")
#: Calls that ask the registry for a day.
_LAW_CALLS = ("cite", "value", "text", "holds", "alerts")
_DIGITS = re.compile(r"\d{2,}(?:\.\d+)?|0\.\d+")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SCALING = ast.Mult | ast.Div | ast.FloorDiv | ast.Pow | ast.Mod
#: An expression of more lines than that has too much in it to tell what a number is.
_LONGEST_CONTEXT = 3


def python_segments(source: str, *, strict: bool = False) -> list[Segment]:
    """Cut a Python source: its strings but docstrings, then its numbers.

    `strict`: all its numbers of law must come from the registry, even those that nothing names.

    Raises:
        SyntaxError: the source is not Python.
    """
    reader = _Python(source, strict)
    found = [
        segment
        for passage in python_strings(source)
        for segment in said(source, passage, reader.around(passage))
    ]
    return [*found, *(replace(number, strict=strict) for number in reader.numbers())]


@dataclass
class _Python:
    """A source, its tree and its comments; `strict`: texts made of digits are numbers too."""

    source: str
    strict: bool = False

    def __post_init__(self) -> None:
        self.tree = ast.parse(self.source)
        self.parents = {
            child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)
        }
        self.aliases = {
            alias.asname: alias.name
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if alias.asname
        }
        self.comments = {
            token.start[0]: token.string.lstrip("#: ")
            for token in tokenize.generate_tokens(io.StringIO(self.source).readline)
            if token.type == tokenize.COMMENT
        }

    def around(self, passage: Passage) -> str:
        """Return what stands around a string: the other strings and the names of its statement."""
        line = self.source.count("\n", 0, passage.offsets[0]) + 1
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if node.lineno <= line <= (node.end_lineno or 0) and passage.value in node.value:
                return self._context(node, node.value)
        return ""

    def numbers(self) -> Iterator[Segment]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.expr) and constant(self.parents.get(node)) is None:
                yield from self._number(node)

    def _number(self, node: ast.expr) -> Iterator[Segment]:
        """Yield the number that an expression is, under each of the units that it may have."""
        written = self._written(node)
        if written is None:
            return
        names, owners = self._names(node)
        comment = self._comment(node.lineno)
        unit = next(filter(None, map(unit_of, owners)), "") or plain_unit(comment)
        if unit == "%" and self._is_added(node):
            unit = ""  # points: `ecb_rate + 8`
        around = [*map(french, names), self._context(node, written), self._outcome(node), comment]
        text, frame = " ; ".join(filter(None, around)), self._function(node)
        divisor = self._divisor(node)
        for form, of in [(written, unit), (divisor, "fraction")]:
            segment = bare(text, form, node.lineno, of, frame) if form else None
            if segment:
                yield segment

    def _written(self, node: ast.expr) -> str | None:
        """Return a number or a day as a program gives it, or nothing."""
        caller = self._called(self.parents.get(node))
        if self._is_asked(node):
            return None
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            plain = _ISO.fullmatch(node.value) or (self.strict and _DIGITS.fullmatch(node.value))
            return node.value if caller in _NUMBER_CALLS or plain else None
        if isinstance(node, ast.Call) and self._called(node) in _DATE_CALLS:
            return day_of(node)
        value = constant(node)
        if value is None or caller in (*_SILENT_CALLS, *_DATE_CALLS):
            return None
        source = ast.get_source_segment(self.source, node)
        return source if isinstance(node, ast.Constant) and source else f"{value.normalize():f}"

    def _called(self, node: ast.AST | None) -> str:
        name = called(node)
        return self.aliases.get(name, name)

    def _is_asked(self, node: ast.AST) -> bool:
        """Tell whether it is the day on which the registry is asked: `on=date(2026, 3, 31)`."""
        parent = self.parents.get(node)
        while isinstance(parent, ast.expr | ast.keyword):
            if isinstance(parent, ast.keyword) and parent.arg == "on":
                return True
            if isinstance(parent, ast.Call) and called(parent) in _LAW_CALLS:
                return True
            parent = self.parents.get(parent)
        return False

    def _names(self, node: ast.AST) -> tuple[list[str], list[str]]:
        """Return the names around the number, the nearest first, and those that have its unit."""
        names: list[str] = []
        owners: list[str] = []
        scaled = False
        child, parent = node, self.parents.get(node)
        while parent is not None and not isinstance(child, ast.stmt):
            known = len(names)
            scaled = scaled or (isinstance(parent, ast.BinOp) and isinstance(parent.op, _SCALING))
            if isinstance(parent, ast.keyword) and parent.arg:
                names.append(parent.arg)
            elif isinstance(parent, ast.arguments):
                names += defaults(parent, child)
            elif isinstance(parent, ast.Dict) and child in parent.values:
                key = parent.keys[parent.values.index(child)]
                names += identifiers(key) if key else []
            elif isinstance(parent, ast.Compare | ast.BinOp):
                names += identifiers(parent)
            elif isinstance(parent, ast.Assign | ast.AnnAssign | ast.AugAssign):
                targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
                names += [name for target in targets for name in identifiers(target)]
            owners += [] if scaled else names[known:]
            scaled = scaled or (
                isinstance(parent, ast.Call) and called(parent) not in _NUMBER_CALLS
            )
            child, parent = parent, self.parents.get(parent)
        return names, owners

    def _context(self, node: ast.AST, text: str) -> str:
        """Return the names and strings of the widest expression around a literal, in few lines."""
        widest: ast.AST = node
        parent = self.parents.get(node)
        while isinstance(parent, ast.expr | ast.keyword | ast.Assign | ast.Return | ast.Expr):
            if (parent.end_lineno or 0) - parent.lineno >= _LONGEST_CONTEXT:
                break
            widest, parent = parent, self.parents.get(parent)
        strings = [
            known.value
            for known in ast.walk(widest)
            if isinstance(known, ast.Constant)
            and isinstance(known.value, str)
            and known.value != text
        ]
        bound = "au-delà" if isinstance(self.parents.get(node), ast.Compare) else ""
        return " ; ".join([*map(french, identifiers(widest)), *strings, bound])

    def _outcome(self, node: ast.AST) -> str:
        """Return the names and strings of what a test decides: `if amount < 60_000: …`."""
        child, parent = node, self.parents.get(node)
        while isinstance(parent, ast.expr):
            child, parent = parent, self.parents.get(parent)
        if not isinstance(parent, ast.If | ast.While) or child is not parent.test:
            return ""
        first = parent.body[0]
        if (first.end_lineno or 0) - first.lineno >= _LONGEST_CONTEXT:
            return ""
        constants = [n.value for n in ast.walk(first) if isinstance(n, ast.Constant)]
        texts = [value for value in constants if isinstance(value, str)]
        return " ; ".join([*map(french, identifiers(first)), *texts])

    def _comment(self, line: int) -> str:
        beside = self.comments.get(line, "")
        above: list[str] = []
        lines = self.source.split("\n")
        while line > 1 and lines[line - 2].lstrip().startswith("#"):
            line -= 1
            above.insert(0, self.comments.get(line, ""))
        return " ; ".join([*above, beside]).strip(" ;")

    def _function(self, node: ast.AST) -> str:
        parent = self.parents.get(node)
        while parent is not None and not isinstance(parent, ast.FunctionDef | ast.ClassDef):
            parent = self.parents.get(parent)
        return french(parent.name) if parent is not None else ""

    def _is_added(self, node: ast.AST) -> bool:
        parent = self.parents.get(node)
        return isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Add | ast.Sub)

    def _divisor(self, node: ast.AST) -> str:
        """Return the number that divides: `amount / 3000`, or 1 / 3000."""
        parent = self.parents.get(node)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            below = constant(node.right) if constant(node.left) == 1 else None
            return f"{below:f}" if below else ""
        if not isinstance(parent, ast.BinOp) or not isinstance(parent.op, ast.Div):
            return ""
        below = constant(node) if parent.right is node else None
        return f"{below:f}" if below else ""
