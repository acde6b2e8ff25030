"""`maillon check`, numbers of law: which files, which exceptions, one French line a fault."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maillon import law
from maillon.authoring import texts
from maillon.authoring.typed_law import code, context, python, tables
from maillon.authoring.typed_law.numbers import Examiner, Finding
from maillon.base.errors import MaillonError

EXCEPTIONS = Path(__file__).with_name("exceptions.toml")
#: Where numbers of law must come from the registry; exercises are drawn from solutions.
FOLDERS = ("book", "notebooks", "solutions", "trainer")
PACKAGES = ("models", "workshops", "clauses", "plots")
#: Programs where a number of the registry is refused even when no word says what it is.
STRICT_PACKAGES = ("models", "workshops", "clauses")

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_PROGRAM = re.compile(
    r"(?ms)^(?P<fence>`{3,}|~{3,})[ ]*(?:\{[\w-]+\})?[ ]*(?:python|ipython3?|py)[ ]*\n"
    r"(?P<code>.*?)^(?P=fence)"
)


def _markdown(source: str) -> list[context.Segment]:
    """Cut a page: what it says, and the programs that it shows, when they are Python."""
    found = context.segments(source)
    for match in _PROGRAM.finditer(source):
        above = source.count("\n", 0, match.start("code"))
        with suppress(SyntaxError, ValueError):
            found += [context.at(s, s.line + above) for s in python.python_segments(match["code"])]
    return found


_CUT: dict[str, Callable[[str], list[context.Segment]]] = {
    "markdown": _markdown,
    "python": python.python_segments,
    "toml": code.toml_segments,
    "table": tables.table_segments,
    "text": context.segments,
}


@dataclass(frozen=True)
class Accepted:
    """A number that may stay as it is typed, and why."""

    path: str
    text: str
    reason: str

    def covers(self, path: Path, finding: Finding) -> bool:
        """Tell whether a finding in a file is the number that is accepted."""
        said, shown = _plain(self.text), _plain(finding.shown)
        return path.as_posix() == self.path and shown in said and said in _plain(finding.sentence)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text)


def exceptions(path: Path = EXCEPTIONS) -> list[Accepted]:
    """Read the accepted numbers.

    Raises:
        MaillonError: one of them lacks its path, its text or its reason.
    """
    found = []
    for rank, table in enumerate(tomllib.loads(path.read_text("utf-8")).get("exception", []), 1):
        missing = [key for key in ("path", "text", "reason") if not str(table.get(key, "")).strip()]
        if missing or len(table) > 3:
            raise MaillonError(
                f"{path.name} : l’exception {rank} est mal formée.",
                why=f"Il manque : {', '.join(missing)}." if missing else "Elle a une clé de trop.",
                remedy="Donnez path, text et reason, et rien d’autre.",
            )
        found.append(Accepted(**table))
    return found


def concerns(path: Path) -> bool:
    """Tell whether a file of the course must cite its numbers of law.

    >>> concerns(Path("book/index.md")), concerns(Path("src/maillon/models/advance.py"))
    (True, True)
    >>> concerns(Path("src/maillon/law/data/seuils.yaml"))
    False
    """
    parts = path.parts
    return parts[0] in FOLDERS or (parts[:2] == ("src", "maillon") and parts[2] in PACKAGES)


@cache
def _examiner(key: int) -> Examiner:
    del key  # the registry in use: one examiner each
    return Examiner(law.registry())


def findings(unit: texts.Unit) -> list[Finding]:
    """List the numbers of law typed in a unit, exceptions included.

    Raises:
        Unreadable: the source does not follow the grammar of its kind.
    """
    unit.parse()
    examiner = _examiner(id(law.registry()))
    if unit.kind == "python":
        parts = unit.path.parts
        strict = parts[:2] == ("src", "maillon") and parts[2] in STRICT_PACKAGES
        return examiner.findings(python.python_segments(unit.source, strict=strict))
    return examiner.findings(_CUT[unit.kind](unit.source))


def faults(units: Iterable[texts.Unit], accepted: list[Accepted] | None = None) -> Iterator[str]:
    """Yield one French line for each number of law typed in the units.

    Exceptions of these files that cover nothing are told too.
    """
    known = exceptions() if accepted is None else accepted
    used: set[Accepted] = set()
    paths: set[str] = set()
    for unit in units:
        if unit.kind not in _CUT or not concerns(unit.path):
            continue
        paths.add(unit.path.as_posix())
        for finding in findings(unit):
            covering = [one for one in known if one.covers(unit.path, finding)]
            used.update(covering)
            if not covering:
                yield f"{_place(unit, finding.line)} : {finding.text(unit.kind)}"
    for one in known:
        if one.path in paths and one not in used:
            yield f"{EXCEPTIONS.name} : « {one.text} » ne sert plus dans {one.path} ; retirez-la."


def missing_files(root: Path) -> Iterator[str]:
    """Yield one French line for each exception whose file is gone."""
    for one in exceptions():
        if not (root / one.path).is_file():
            yield f"{EXCEPTIONS.name} : {one.path} n’existe plus ; retirez « {one.text} »."


def _place(unit: texts.Unit, line: int) -> str:
    cell = f", cellule « {unit.cell} »" if unit.cell else ""
    return f"{unit.path.as_posix()}{cell}, ligne {line}"
