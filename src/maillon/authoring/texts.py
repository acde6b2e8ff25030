"""The texts of the course that people see, file by file, ready to be checked and fixed."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml

from maillon.authoring import canonical, typography
from maillon.authoring.literals import (
    Passage,
    fix_passages,
    python_passages,
    same_but_strings,
    toml_passages,
    whole,
)
from maillon.authoring.yaml_texts import same_but_texts, yaml_passages
from maillon.base.errors import MaillonError

Kind = Literal["markdown", "python", "toml", "yaml", "table", "text"]

#: Where the texts stand, from the course's folder.
PATTERNS = (
    "book/**/*.md",
    "trainer/**/*.md",
    "trainer/**/*.ipynb",
    "README.fr.md",
    "notebooks/*.ipynb",
    "solutions/*/*.ipynb",
    "solutions/*/*.toml",
    "book/**/*.csv",
    "book/**/*.txt",
    "src/maillon/topics/**/*.toml",
    "src/maillon/maps/**/*.toml",
    "src/maillon/clauses/**/*.toml",
    "src/maillon/law/data/*.yaml",
    "src/maillon/clauses/library/data/*.yaml",
    "src/maillon/clauses/questions.yaml",
    "src/maillon/clauses/requirements.yaml",
    "src/maillon/territory/data/*.yaml",
)
#: Packages whose French literals are shown to somebody.
SPEAKING_PACKAGES = (
    "topics workshops sheet widgets maps grading site plots clauses territory law".split()
)

#: Folders whose files are not the course's words.
_SILENT_FOLDERS = frozenset({".ipynb_checkpoints", ".maillon", "fonts"})

_SUFFIXES: dict[str, Kind] = {
    ".md": "markdown",
    ".py": "python",
    ".toml": "toml",
    ".yaml": "yaml",
    ".csv": "table",
    ".txt": "text",
}
_AT_LINE = re.compile(r"\(at line (\d+)")


class Unreadable(MaillonError):
    """A source does not follow the grammar of its kind."""


@dataclass(frozen=True)
class _Grammar:
    """A kind of sources: its French name, its parser, what people read in it.

    `unchanged` tells that a correction changed nothing but texts.
    """

    name: str
    parse: Callable[[str], object]
    passages: Callable[[str], list[Passage]]
    unchanged: Callable[[str, str], bool] = lambda _before, _after: True


_GRAMMARS: dict[Kind, _Grammar] = {
    "markdown": _Grammar("texte Markdown", str, whole),
    "python": _Grammar("code Python", ast.parse, python_passages, same_but_strings),
    "toml": _Grammar("texte TOML", tomllib.loads, toml_passages),
    "yaml": _Grammar("texte YAML", yaml.compose, yaml_passages, same_but_texts),
    # data: only their numbers of law are checked
    "table": _Grammar("tableau", str, lambda _: []),
    "text": _Grammar("texte", str, lambda _: []),
}


@dataclass(frozen=True)
class Unit:
    """A source to check: a whole file, or one cell of a notebook (then `cell` is its id)."""

    path: Path
    kind: Kind
    source: str
    cell: str = ""

    def place(self, line: int, column: int | None = None) -> str:
        """Name a line as an editor does, or the cell and the line in the cell.

        >>> print(Unit(Path("a.md"), "markdown", "").place(3))
        a.md:3
        """
        at = f"{line}" if column is None else f"{line}:{column}"
        if not self.cell:
            return f"{self.path.as_posix()}:{at}"
        return f"{self.path.as_posix()}, cellule « {self.cell} », ligne {at}"

    def faults(self) -> Iterator[tuple[int, int, typography.Fault]]:
        """Yield the typographic faults with their line and column (from 1) in the source."""
        for passage in self.passages():
            for edit in typography.edits(passage.value):
                offset = passage.offsets[edit.start]
                line = self.source.count("\n", 0, offset) + 1
                column = offset - self.source.rfind("\n", 0, offset)
                yield line, column, typography.fault_of(passage.value, edit)

    def parse(self) -> None:
        """Check that the source follows the grammar of its kind.

        Raises:
            Unreadable: it does not; the message names the line.

        >>> Unit(Path("a.toml"), "toml", 'id = "a').parse()
        Traceback (most recent call last):
        maillon.authoring.texts.Unreadable: a.toml:1 : ce texte TOML ne se lit pas. ...
        """
        try:
            _GRAMMARS[self.kind].parse(self.source)
        except (SyntaxError, ValueError, yaml.YAMLError) as error:
            line = min(max(1, _line_of(error, self.source)), self.source.count("\n") + 1)
            raise Unreadable(
                f"{self.place(line)} : ce {_GRAMMARS[self.kind].name} ne se lit pas.",
                why=_reason(self.kind, self.source.split("\n")[line - 1].strip()),
                remedy="Corrigez cette ligne, puis recommencez.",
            ) from error

    def passages(self) -> list[Passage]:
        """Return what people read in this source.

        Raises:
            Unreadable: the source does not follow the grammar of its kind.
        """
        return self._passages

    @cached_property
    def _passages(self) -> list[Passage]:
        self.parse()
        return _GRAMMARS[self.kind].passages(self.source)

    def fixed(self) -> str:
        """Return the source with its typography fixed.

        Raises:
            MaillonError: the result would differ by more than its texts.
        """
        new = fix_passages(self.source, self.passages())
        if not _GRAMMARS[self.kind].unchanged(self.source, new):
            raise MaillonError(
                f"{self.place(1)} : la correction changerait autre chose que des textes.",
                remedy="Corrigez ce fichier à la main.",
            )
        return new


def _line_of(error: Exception, source: str) -> int:
    """Return the line that an error of a parser names; the last one when it names the end."""
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    named = _AT_LINE.search(str(error))
    return int(named[1]) if named else len(source.rstrip().split("\n"))


def _reason(kind: Kind, line: str) -> str:
    if kind == "python" and line.startswith(("%", "!")):
        return f"«\u00a0{line}\u00a0» est une commande de Jupyter, pas du Python."
    return "Il y manque peut-être un guillemet, une parenthèse ou un deux-points."


def find(root: Path) -> list[Path]:
    """List the files of the course in `root` that hold texts for people, in a stable order."""
    found = [path for pattern in PATTERNS for path in sorted(root.glob(pattern))]
    for package in SPEAKING_PACKAGES:
        found += sorted((root / "src" / "maillon" / package).rglob("*.py"))
    return [
        path
        for path in dict.fromkeys(found)
        if not _SILENT_FOLDERS.intersection(path.relative_to(root).parts)
    ]


def read(path: Path, shown_as: Path | None = None) -> list[Unit]:
    """Read the texts of a file; `shown_as` is the path to name in messages.

    Raises:
        MaillonError: the file cannot be read, or has a suffix that nobody knows how to read.
    """
    shown_as = shown_as or path
    if path.suffix == ".ipynb":
        return [_cell_unit(shown_as, cell) for cell in _prose_cells(canonical.read(path))]
    kind = _SUFFIXES.get(path.suffix)
    if kind is None:
        known = ", ".join([*_SUFFIXES, ".ipynb"])
        raise MaillonError(
            f"{shown_as.as_posix()} : ce genre de fichier n’est pas vérifié.",
            remedy=f"Donnez un fichier {known}.",
        )
    try:
        return [Unit(shown_as, kind, path.read_bytes().decode("utf-8"))]
    except (OSError, UnicodeDecodeError) as error:
        raise MaillonError(
            f"{shown_as.as_posix()} ne peut pas être lu.",
            remedy="Vérifiez son nom et ses droits, et enregistrez-le en UTF-8.",
        ) from error


def _prose_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell.get("cell_type") in ("markdown", "code")]


def _cell_unit(path: Path, cell: dict[str, Any]) -> Unit:
    kind: Kind = "markdown" if cell["cell_type"] == "markdown" else "python"
    return Unit(path, kind, canonical.source_of(cell), str(cell.get("id", "?")))


def fix(path: Path) -> int:
    """Fix the typography of a file in place; return how many faults there were.

    Raises:
        MaillonError: the file cannot be read, or its program would change.
    """
    units = read(path)
    count = sum(1 for unit in units for _ in unit.faults())
    if count == 0:
        return 0
    news = [unit.fixed() for unit in units]
    if path.suffix == ".ipynb":
        path.write_bytes(_rewritten(path, news).encode())
    else:
        path.write_bytes(news[0].encode())
    return count


def _rewritten(path: Path, sources: Sequence[str]) -> str:
    """Return the notebook's file with new sources: as it stood when it is canonical."""
    notebook = canonical.read(path)
    for cell, source in zip(_prose_cells(notebook), sources, strict=True):
        cell["source"] = canonical.lines_of(source)
    title = (notebook.get("metadata") or {}).get("title")
    if isinstance(title, str):
        notebook["metadata"]["title"] = typography.fixed(title)
    return canonical.dumps(notebook)
