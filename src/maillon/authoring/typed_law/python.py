"""Segments of Python sources: what is said in their strings, and their bare numbers."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from maillon.authoring.literals import Passage, python_strings
from maillon.authoring.typed_law.code import bare, french, said, unit_of
from maillon.authoring.typed_law.context import Segment
from maillon.authoring.typed_law.forms import unit_in

_NUMBER_CALLS = ("Decimal", "Fraction")
_DATE_CALLS = ("date", "datetime", "timedelta", "range", "round")
#: An expression of more lines than that has too much in it to tell what a number is.
_LONGEST_CONTEXT = 3


def python_segments(source: str) -> list[Segment]:
    """Cut a Python source: its strings but docstrings, then its numbers.

    Raises:
        SyntaxError: the source is not Python.
    """
    reader = _Python(source)
    found = [
        segment
        for passage in python_strings(source)
        for segment in said(source, passage, reader.around(passage))
    ]
    return [*found, *reader.numbers()]


@dataclass
class _Python:
    """A source, its tree and its comments."""

    source: str

    def __post_init__(self) -> None:
        self.tree = ast.parse(self.source)
        self.parents = {
            child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)
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
            written = self._written(node)
            if written is None or not isinstance(node, ast.Constant):
                continue
            names = self._names(node)
            comment = self._comment(node.lineno)
            unit = next(filter(None, map(unit_of, names)), "") or _plain_unit(comment)
            if self._divides(node):
                unit = "fraction"
            text = " ; ".join([*map(french, names), self._context(node, written), comment])
            segment = bare(text, written, node.lineno, unit, self._function(node))
            if segment:
                yield segment

    def _written(self, node: ast.AST) -> str | None:
        if not isinstance(node, ast.Constant) or isinstance(node.value, bool):
            return None
        call = self.parents.get(node)
        function = call.func if isinstance(call, ast.Call) else None
        called = function.id if isinstance(function, ast.Name) else ""
        if isinstance(node.value, int | float) and called not in _DATE_CALLS:
            return ast.get_source_segment(self.source, node)
        return node.value if isinstance(node.value, str) and called in _NUMBER_CALLS else None

    def _names(self, node: ast.AST) -> list[str]:
        """Return the names that the number is given to, the nearest first."""
        names: list[str] = []
        child, parent = node, self.parents.get(node)
        while parent is not None and not isinstance(child, ast.stmt):
            if isinstance(parent, ast.keyword) and parent.arg:
                names.append(parent.arg)
            elif isinstance(parent, ast.arguments):
                names += _defaults(parent, child)
            elif isinstance(parent, ast.Dict) and child in parent.values:
                key = parent.keys[parent.values.index(child)]
                names += _identifiers(key) if key else []
            elif isinstance(parent, ast.Compare | ast.BinOp):
                names += _identifiers(parent)
            elif isinstance(parent, ast.Assign | ast.AnnAssign | ast.AugAssign):
                targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
                names += [name for target in targets for name in _identifiers(target)]
            child, parent = parent, self.parents.get(parent)
        return names

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
        return " ; ".join([*map(french, _identifiers(widest)), *strings, bound])

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

    def _divides(self, node: ast.AST) -> bool:
        parent = self.parents.get(node)
        divided = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Div)
        return divided and isinstance(parent, ast.BinOp) and parent.right is node


def _plain_unit(comment: str) -> str:
    written = unit_in(comment)
    return "EUR" if written.startswith("€") else written.split(" ")[0] if written else ""


def _identifiers(node: ast.AST) -> list[str]:
    """Return the names in an expression; a key written as a string is a name too."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    found = (known for known in ast.walk(node) if isinstance(known, ast.Name | ast.Attribute))
    return [known.id if isinstance(known, ast.Name) else known.attr for known in found]


def _defaults(arguments: ast.arguments, default: ast.AST) -> list[str]:
    """Return the name of the argument that has this default."""
    positional = [*arguments.posonlyargs, *arguments.args]
    last = positional[len(positional) - len(arguments.defaults) :]
    pairs = [
        *zip(last, arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    return [argument.arg for argument, value in pairs if value is default]
