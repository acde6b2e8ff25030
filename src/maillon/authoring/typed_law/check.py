"""`maillon check`, numbers of law: a value of the registry typed by hand, and what to write."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from maillon import law
from maillon.authoring import texts
from maillon.authoring.typed_law.rules import Rules, stems
from maillon.authoring.typed_law.sentences import sentences
from maillon.base.errors import MaillonError

EXCEPTIONS = Path(__file__).with_name("exceptions.toml")
#: Where numbers of law must come from the registry; exercises are drawn from solutions.
FOLDERS = ("book", "notebooks", "solutions", "trainer")
#: Packages of the house that teach no law: the registry itself, and tools of the course.
SILENT_PACKAGES = ("law", "territory", "opendata", "widgets", "sheet", "grading", "site")
_MOST = 3  # ids that a message proposes


@dataclass(frozen=True)
class Finding:
    """A number to replace: its line, how it is written, what to cite instead, the best first."""

    line: int
    shown: str
    ids: tuple[str, ...]

    def text(self, kind: str) -> str:
        """Say it in French, with what to write in a source of this kind."""
        write = {"python": _call, "toml": _placeholder, "yaml": _placeholder}.get(kind, _role)
        return f"« {self.shown} » est une valeur du droit : écrivez " + " ou ".join(
            map(write, self.ids)
        )


def _role(reference: str) -> str:
    return f"{{loi}}`{reference}`"


def _placeholder(reference: str) -> str:
    return f"{{loi:{reference}}}"


def _call(reference: str) -> str:
    known, _, day = reference.partition("@")
    rule, _, scope = known.partition("/")
    on = f'date.fromisoformat("{day}")' if day else "jour"
    return f'law.value("{rule}", on={on}' + (f', scope="{scope}")' if scope else ")")


@dataclass(frozen=True)
class Accepted:
    """A number that may stay as it is typed, and why: `text` holds it, in a line of its file."""

    path: str
    text: str
    reason: str

    def covers(self, unit: texts.Unit, finding: Finding) -> bool:
        """Tell whether a finding in a unit is the number that is accepted."""
        line = unit.source.split("\n")[finding.line - 1]
        accepted = _plain(self.text)
        here = unit.path.as_posix() == self.path and accepted in _plain(line)
        return here and _plain(finding.shown) in accepted


def _plain(text: str) -> str:
    return " ".join(text.split())


def exceptions(path: Path = EXCEPTIONS) -> list[Accepted]:
    """Read the accepted numbers.

    Raises:
        MaillonError: one of them lacks its path, its text or its reason.
    """
    tables = tomllib.loads(path.read_text("utf-8")).get("exception", [])
    for rank, table in enumerate(tables, start=1):
        full = all(str(table.get(key, "")).strip() for key in ("path", "text", "reason"))
        if not full or len(table) > 3:
            raise MaillonError(
                f"{path.name} : l’exception {rank} est mal formée.",
                why="Elle n’a pas ses trois clés, ou en a une de trop.",
                remedy="Donnez path, text et reason, et rien d’autre.",
            )
    return [Accepted(**table) for table in tables]


def concerns(path: Path) -> bool:
    """Tell whether a file of the course must cite its numbers of law.

    >>> concerns(Path("book/index.md")), concerns(Path("src/maillon/clauses/check.py"))
    (True, True)
    >>> concerns(Path("src/maillon/law/data/seuils.yaml")), concerns(Path("README.fr.md"))
    (False, False)
    """
    parts = path.parts
    return parts[0] in FOLDERS or (
        parts[:2] == ("src", "maillon") and parts[2] not in SILENT_PACKAGES
    )


@cache
def _rules(key: int) -> Rules:
    del key  # the registry in use: its rules are read once
    return Rules(law.registry())


def findings(unit: texts.Unit) -> list[Finding]:
    """List the numbers of law typed in a unit, each once a line, exceptions included.

    Raises:
        Unreadable: the source does not follow the grammar of its kind.
    """
    rules = _rules(id(law.registry()))
    found: dict[tuple[int, str], Finding] = {}
    for sentence in sentences(unit):
        said = stems(f"{sentence.text} {sentence.above}")
        for quantity in sentence.quantities:
            ids = dict.fromkeys(n.reference(rules.today) for n in rules.matches(quantity, said))
            if ids:
                shown = sentence.text[quantity.start : quantity.end]
                finding = Finding(sentence.line, shown, tuple(ids)[:_MOST])
                found.setdefault((sentence.line, shown), finding)
    return list(found.values())


def faults(units: Iterable[texts.Unit], accepted: list[Accepted] | None = None) -> Iterator[str]:
    """Yield one French line for each number of law typed in the units.

    Exceptions of these files that cover nothing are told too.
    """
    accepted = exceptions() if accepted is None else accepted
    used: set[Accepted] = set()
    paths: set[str] = set()
    for unit in filter(lambda unit: concerns(unit.path), units):
        paths.add(unit.path.as_posix())
        for finding in findings(unit):
            covering = [exception for exception in accepted if exception.covers(unit, finding)]
            used.update(covering)
            if not covering:
                yield f"{unit.place(finding.line)} : {finding.text(unit.kind)}"
    for exception in accepted:
        if exception.path in paths and exception not in used:
            what = f"« {exception.text} » ne sert plus dans {exception.path}"
            yield f"{EXCEPTIONS.name} : {what} ; retirez-la."


def missing_files(root: Path) -> Iterator[str]:
    """Yield one French line for each exception whose file is gone."""
    for exception in exceptions():
        if not (root / exception.path).is_file():
            what = f"{exception.path} n’existe plus ; retirez « {exception.text} »"
            yield f"{EXCEPTIONS.name} : {what}."
