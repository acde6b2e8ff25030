"""ES modules joined into one script, for what takes a single text: a control, a page from a disk.

The course's scripts are ES modules that import each other. Anywidget hands the page one text whose
relative imports would lead nowhere, and browsers refuse to import modules from a disk. So the
modules that an entry needs are put one after the other, each after those that it imports. That
takes no tool, because names are imported as they are and no two modules give one name to two
things (`tests/base/test_modules.py`).
"""

from __future__ import annotations

import re
from pathlib import Path

#: Comments that stand alone on their lines; types are said there, which the page does not need.
_COMMENT = re.compile(r"(?m)^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/)[ \t]*\n")
_IMPORT = re.compile(r'(?m)^import \{[^}]*\} from "(\.[^"]+)";\n')
_EXPORT = re.compile(r"(?m)^export (?!default\b)")


def modules(entry: Path) -> dict[Path, str]:
    """Return the text of each module that `entry` needs, in the order to join them; it is last."""
    texts: dict[Path, str] = {}
    begun: set[Path] = set()

    def add(path: Path) -> None:
        begun.add(path)
        text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
        for name in _IMPORT.findall(text):
            other = (path.parent / name).resolve()
            if other not in begun:
                add(other)
        texts[path] = _EXPORT.sub("", _IMPORT.sub("", text)).strip() + "\n"

    add(entry.resolve())
    return texts


def joined(entry: Path) -> str:
    """Return `entry` and the modules that it needs as one ES module, which imports nothing."""
    return "".join(modules(entry).values())


def page_script(entry: Path) -> str:
    """Return the same for a module without exports, as a script that keeps its names to itself."""
    return f'(() => {{\n"use strict";\n{joined(entry)}}})();\n'
