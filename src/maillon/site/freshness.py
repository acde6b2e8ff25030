"""Is the built book still that of its sources? One digest of all that goes into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

#: Folders of the course whose files the pages are made of.
CONTENT = ("book",)
#: What the pages are made of in the package: modules, and the data of the law and the territory.
#: The server's modules are not among them.
CODE = (
    *("site", "plots", "maps", "topics", "opendata", "clauses", "territory", "law", "base"),
    "catalogue.py",
)
SETTINGS = ("_config.yml", "_toc.yml")
LEFT_OUT = ("server", "voila", "workspace", "jupyter_", "pages")


def sources(root: Path, package: Path) -> Iterator[Path]:
    """Yield, sorted, the files that the book of the course in `root` is made of.

    `package` is the folder of the `maillon` package. Notebooks are given too: the cards show
    their titles.
    """
    for name in SETTINGS:
        if (root / name).is_file():
            yield root / name
    for folder in CONTENT:
        yield from _files(root / folder)
    for folder in CODE:
        if (package / folder).is_file():
            yield package / folder
        for path in _files(package / folder):
            first = path.relative_to(package / folder).parts[0]
            if not first.startswith(LEFT_OUT):
                yield path
    yield from sorted((root / "notebooks").glob("*.ipynb"))
    yield from sorted((root / "exercises").glob("*/*.ipynb"))
    yield from sorted((root / "exercises").glob("*/questions.toml"))


def digest(root: Path, package: Path) -> str:
    """Return the digest of the sources: names and contents, in a fixed order.

    Contents, not dates: a clone or a checkout touches every date and changes nothing.
    """
    total = hashlib.sha256()
    for path in sources(root, package):
        base = root if path.is_relative_to(root) else package
        total.update(path.relative_to(base).as_posix().encode())
        total.update(b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not any(part.startswith(".") for part in path.parts[len(folder.parts) :])
    )
