"""What must hold of each built page; `maillon build` refuses a site that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

#: Marks of a solution notebook: none may reach the site.
LEAKS = ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS")

#: Words of the theme, of Sphinx and of its extensions, as they stand when nobody translates them.
ENGLISH = (
    "Skip to main content", "Back to top", "On this page", "Toggle primary sidebar",
    "Toggle secondary sidebar", "Toggle navigation", "Site navigation", "Section Navigation",
    "Search this book", "Search the docs", "Search Results", "Hide Search Matches",
    "previous page", "next page", "Color mode", "System Settings", "Fullscreen mode",
    "Download this page", "Download source file", "Print to PDF", "Edit this page",
    "Open an issue", "Show Source", "Built with", "Created using", "Last updated",
    "Link to this heading", "Link to this term", "Permalink", "Click to expand", "Click to show",
    "Version warning", "Copy to clipboard", "Click to copy", "Please activate JavaScript",
    "Launch Binder", "Live Code", "Table of Contents", "Page Not Found", "Redirecting",
)  # fmt: skip
#: Single words that are French too, or part of names: wrong only when they are all there is.
ENGLISH_ALONE = frozenset(
    {"Search", "Contents", "Main", "Home", "Next", "Previous", "next", "previous", "Light", "Dark",
     "Theme", "Warning", "Tip", "Copy", "Download", "Toggle", "Close", "Error", "By", "Hint"}
)  # fmt: skip

_SAID = ("aria-label", "title", "alt", "placeholder", "data-bs-title")
_FETCHED = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src",), "audio": ("src",),
    "video": ("src", "poster"), "source": ("src", "srcset"), "embed": ("src",),
    "object": ("data",), "link": ("href",), "input": ("src",), "form": ("action",),
    "use": ("href", "xlink:href"), "image": ("href", "xlink:href"),
}  # fmt: skip
_OUTSIDE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_OUTSIDE_IN_CSS = re.compile(
    r"(?:url\(\s*|@import\s+)[\"']?(?:https?:)?//[^\"')\s;]+", re.IGNORECASE
)
_COMMENT_IN_CSS = re.compile(r"/\*.*?\*/", re.DOTALL)


class _Page(HTMLParser):
    """Reads one page and keeps what is wrong with it in `faults`."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.titles = 0
        self.has_cycle = False
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag if tag in ("script", "style") else ""
        if tag == "html" and given.get("lang") != "fr":
            self.faults.append("La langue de la page n’est pas le français.")
        self.titles += tag == "h1"
        self.has_cycle |= "maillon-cycle" in given.get("class", "").split()
        if tag == "img" and not given.get("alt", "").strip():
            self.faults.append(f"Image sans texte de remplacement\u00a0: {given.get('src')}.")
        for name in _FETCHED.get(tag, ()):
            if _OUTSIDE.match(given.get(name, "")):
                self.faults.append(f"Ressource d’un autre site\u00a0: {given[name]}.")
        self.faults += outside_in_css(given.get("style", ""))
        for name in _SAID:
            self._read(given.get(name, ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.faults += outside_in_css(data)
        elif self._inside != "script":
            self._read(data)
        elif "THEBE_JS_URL" in data:
            self.faults.append("Script d’exécution Thebe.")

    def _read(self, text: str) -> None:
        words = " ".join(text.split())
        found = [english for english in ENGLISH if english.lower() in words.lower()]
        if words in ENGLISH_ALONE:
            found.append(words)
        self.faults += [f"Texte en anglais\u00a0: «\u00a0{english}\u00a0»." for english in found]


def outside_in_css(css: str) -> list[str]:
    """Name the addresses of other sites that a style sheet would fetch.

    >>> len(outside_in_css('a { background: url("https://example.org/a.png") }'))
    1
    """
    bare = _COMMENT_IN_CSS.sub("", css)
    return [f"Ressource d’un autre site\u00a0: {m}." for m in _OUTSIDE_IN_CSS.findall(bare)]


def page_faults(html: str, *, front_door: bool = False) -> list[str]:
    """Return what is wrong with a built page, as French sentences; an empty list when it is sound.

    Checked: language, one h1, a text for each image, nothing fetched from another host, no
    English left by the theme, no trace of a solution, and the purchase cycle (not on the
    `front_door`, which only leads to the home page).
    """
    page = _Page()
    page.feed(html)
    faults = list(dict.fromkeys(page.faults))
    if page.titles != 1:
        faults.append(f"La page a {page.titles} titres principaux (h1) au lieu d’un.")
    if not page.has_cycle and not front_door:
        faults.append("Le cycle d’achat manque sur la page.")
    return faults


def site_faults(site: Path) -> Iterator[tuple[str, str]]:
    """Yield `(page, fault)` for all that is wrong in the built site in folder `site`."""
    for path in sorted(site.rglob("*")):
        if path.suffix not in {".html", ".css", ".js", ".svg", ".txt", ".ipynb", ".json", ".md"}:
            continue
        name = path.relative_to(site).as_posix()
        text = path.read_text(encoding="utf-8", errors="replace")
        for mark in LEAKS:
            if mark in text:
                yield name, f"Trace d’un corrigé dans le site\u00a0: «\u00a0{mark}\u00a0»."
        if path.suffix == ".html":
            for fault in page_faults(text, front_door=name == "index.html"):
                yield name, fault
        elif path.suffix == ".css":
            for fault in outside_in_css(text):
                yield name, fault
