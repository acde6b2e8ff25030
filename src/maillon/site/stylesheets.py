"""The theme's style sheets, less the rules that no page of the site can use.

The theme styles every component that a site may have, and every icon of Font Awesome: nine rules in
ten name a class that stands in no page and in no script. They go from the copies in the built site,
so that a host that compresses nothing does not send them. A rule goes only when one of its classes
is a word of no file of the site; rules without classes stay, and so do the course's own sheets.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import tinycss2

#: Sheets of the theme and of the extensions, in `_static`.
SHEETS = (
    "styles/pydata-sphinx-theme.css", "styles/sphinx-book-theme.css", "sphinx-design.min.css",
    "mystnb.*.css", "basic.css", "copybutton.css",
)  # fmt: skip
_WORD = re.compile(r"[\w-]+")
_NESTS = frozenset({"media", "supports", "layer"})


def cut_stylesheets(site: Path) -> None:
    """Cut the sheets of the `site`, and give pages the address of what they are now."""
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    scripts = [path.read_text(encoding="utf-8") for path in site.rglob("*.js")]
    words = {word for text in (*pages.values(), *scripts) for word in _WORD.findall(text)}
    versions = {}
    for path in sorted(one for name in SHEETS for one in (site / "_static").glob(name)):
        css = used(path.read_text(encoding="utf-8"), words)
        path.write_text(css, encoding="utf-8", newline="\n")
        versions[path.name] = f"{path.name}?v={zlib.crc32(css.encode()):08x}"
    names = "|".join(map(re.escape, versions))
    link = re.compile(rf'(?<=/)({names})(\?v=\w+)?(?=")')
    for path, text in pages.items():
        page = link.sub(lambda found: versions[found[1]], text)
        path.write_text(page, encoding="utf-8", newline="\n")


def used(css: str, words: set[str]) -> str:
    """Return the rules of `css` whose classes are all among `words`.

    >>> used(".a b, .c>.a{x:y} @media print{.c{x:y}} :not(.c){x:y} p{x:y}", {"a"})
    '.a b{x:y}:not(.c){x:y}p{x:y}'
    """
    rules = tinycss2.parse_stylesheet(css, skip_whitespace=True)
    return "".join(_rule(rule, words) for rule in rules)


def _rule(rule: Any, words: set[str]) -> str:
    if rule.type == "qualified-rule":
        kept = [one for one in _selectors(rule.prelude) if _classes(one) <= words]
        head = ",".join(tinycss2.serialize(one).strip() for one in kept)
        return head and f"{head}{{{tinycss2.serialize(rule.content)}}}"
    if rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in _NESTS:
        inside = tinycss2.parse_rule_list(rule.content, skip_whitespace=True)
        body = "".join(_rule(one, words) for one in inside)
        head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
        return body and f"{head}{{{body}}}"
    return str(rule.serialize())


def _selectors(prelude: Iterable[Any]) -> list[list[Any]]:
    """Return the selectors of a rule: what commas separate, outside parentheses."""
    selectors: list[list[Any]] = [[]]
    for part in prelude:
        if part == ",":
            selectors.append([])
        else:
            selectors[-1].append(part)
    return selectors


def _classes(selector: list[Any]) -> set[str]:
    """Return the classes that an element must have, those in parentheses left out."""
    return {name.value for dot, name in pairwise(selector) if dot == "." and name.type == "ident"}
