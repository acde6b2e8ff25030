"""French typography: the rules of `typography.toml`, over the prose of a text.

Each rule is a pattern whose numbered groups are the characters to replace, searched in the text
once code, addresses and markup are hidden (:mod:`maillon.authoring.masks`). The spaces follow
common French typesetting: a non-breaking space before the colon and inside guillemets, a narrow
one before the tall marks and between groups of three digits.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from maillon.authoring.masks import INERT, TAG, WORD, masked

NBSP, NARROW = "\u00a0", "\u202f"

#: Changes that overlap wait for the next round; a text needs two or three.
ROUNDS = 10

#: Characters of a text, each with how its source writes it.
Signs = list[tuple[str, str]]

#: What the patterns name: a mark may stand right after CLOSE; a space, then a mark, after all that
#: BEFORE sees; AFTER follows a mark that ends something.
_PARTS = {
    "SPACE": " \u00a0\u202f\u2009",
    "LETTER": r"[^\W\d_]",
    "CLOSE": rf"[\w)»\]*%€’”\"}}−{WORD}{TAG}]",
    "BEFORE": rf"(?:(?<=[^\s«(\[{INERT}])|\A)",
    "AFTER": rf"(?=\s|\Z|[*_»)\]\"”{TAG}])",
    "WORD": WORD,
    "TAG": TAG,
    "INERT": INERT,
}


@dataclass(frozen=True)
class Rule:
    """What is wrong, what to write (both in French), where it is, and what replaces each group.

    `spaces` replaces the spaces of the first group, where there is no `replacement`.
    """

    what: str
    fix: str
    pattern: re.Pattern[str]
    replacement: Sequence[str] = ()
    spaces: str = ""


@dataclass(frozen=True)
class Edit:
    """Replace ``text[start:end]`` by ``new``; ``rule`` says why."""

    start: int
    end: int
    new: str
    rule: Rule


@dataclass(frozen=True)
class Fault:
    """A fault at a line and a column (from 1): what is wrong, what to write, in French."""

    line: int
    column: int
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.what} ; {self.fix}"


@cache
def rules() -> list[Rule]:
    """Read the rules of `typography.toml`."""
    table = Path(__file__).with_name("typography.toml").read_text("utf-8")
    return [Rule(**row | {"pattern": _pattern(row)}) for row in tomllib.loads(table)["rule"]]


def _pattern(row: dict[str, str]) -> re.Pattern[str]:
    return re.compile(re.sub("<([A-Z]+)>", lambda name: _PARTS[name[1]], row["pattern"]))


def edits(text: str) -> list[Edit]:
    """List what the rules would change in `text`, by position."""
    hidden = masked(text)
    found = [edit for rule in rules() for edit in _edits_of(rule, text, hidden)]
    return sorted(found, key=lambda edit: (edit.start, edit.end))


def _edits_of(rule: Rule, text: str, hidden: str) -> Iterator[Edit]:
    for match in rule.pattern.finditer(hidden):
        news = rule.replacement or [re.sub(rf"[{_PARTS['SPACE']}]", rule.spaces, match[1])]
        for group, new in zip_longest(range(1, len(match.groups()) + 1), news, fillvalue=""):
            start, end = match.span(int(group))
            if start >= 0 and text[start:end] != new:
                yield Edit(start, end, str(new), rule)


def faults(text: str) -> list[Fault]:
    r"""List the typographic faults of a text, in order; an empty list when all is well.

    Code, addresses, link targets, markup, directive lines and times are left alone.

    >>> [(fault.line, fault.column, fault.fix) for fault in faults("Un titre\nL'achat")]
    [(2, 2, 'écrivez ’')]
    >>> faults("À 14:05, lisez `a : b` sur <https://exemple.fr/a?b>.")
    []
    """
    return [fault_of(text, edit) for edit in edits(text)]


def fault_of(text: str, edit: Edit) -> Fault:
    """Say in French what an edit of `text` corrects, and where."""
    line = text.count("\n", 0, edit.start) + 1
    line_start = text.rfind("\n", 0, edit.start) + 1
    start, end = max(line_start, edit.start - 12), edit.end + 6
    around = " ".join(text[start:end].split("\n", maxsplit=1)[0].split())
    return Fault(
        line, edit.start - line_start + 1, f"{edit.rule.what} (« {around} »)", edit.rule.fix
    )


def fixed(
    text: str, written: Sequence[str] | None = None, spelled: Callable[[str], str] = str
) -> str:
    """Return `text` in French typography; a text that is fixed already comes back as it is.

    When a source writes the characters its own way, `written` gives each of them as it stands
    there and `spelled` writes a new one; the result is then what the source must hold.

    >>> fixed('Il dit: "oui"...').replace(NBSP, "~")
    'Il dit~: «~oui~»…'
    >>> fixed("12 500 € ou 45% ?").replace(NBSP, "~").replace(NARROW, "|")
    '12|500~€ ou 45~%|?'
    """
    signs = list(zip(text, text if written is None else written, strict=True))
    for _ in range(ROUNDS):
        changes = edits("".join(sign for sign, _ in signs))
        if not changes:
            break
        signs = _changed(signs, changes, spelled)
    return "".join(piece for _, piece in signs)


def _changed(signs: Signs, changes: list[Edit], spelled: Callable[[str], str]) -> Signs:
    """Apply changes; one that overlaps an earlier one waits for the next round."""
    done: Signs = []
    position = 0
    for change in changes:
        if change.start >= position:
            done += signs[position : change.start]
            done += [(sign, spelled(sign)) for sign in change.new]
            position = change.end
    return done + signs[position:]
