"""The canonical form of a notebook: one way to write it, so that a difference is a change.

No output, no trace of the machine that ran it, cells named by words, code hidden from trainees.
What can be rewritten is; what only an author can decide (a name, a cell kind) is told in French.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from maillon.base.errors import MaillonError

Notebook = dict[str, Any]
Cell = dict[str, Any]

PATTERNS = ("notebooks/*.ipynb", "solutions/*/*.ipynb")

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
#: Without it, JupyterLab in the browser asks each trainee to choose a kernel.
LANGUAGE = {"name": "python"}

_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DRAWN_AT_RANDOM = re.compile(r"(?=.*\d)[0-9a-f]{8}")
_NBGRADER_KEYS = frozenset(
    "cell_type grade grade_id locked points schema_version solution task".split()
)


def read(path: Path) -> Notebook:
    """Read a notebook's file as it is.

    Raises:
        MaillonError: it is missing, or is not a notebook of version 4.
    """
    try:
        notebook = json.loads(path.read_bytes().decode("utf-8-sig"))
        if notebook["nbformat"] == 4 and all(isinstance(c, dict) for c in notebook["cells"]):
            return dict(notebook)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(path) from error
    raise _unreadable(path)


def _unreadable(path: Path) -> MaillonError:
    return MaillonError(
        f"{path.as_posix()} n’est pas un carnet lisible.",
        remedy="Ouvrez-le dans JupyterLab et enregistrez-le, ou reprenez sa dernière version.",
    )


def source_of(cell: Cell) -> str:
    """Return the text of a cell, whichever way the file writes it.

    >>> source_of({"source": ["a", "b"]})
    'ab'
    """
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def lines_of(source: str) -> list[str]:
    r"""Cut a source as JupyterLab does: one text a line, line ends included.

    >>> lines_of("a\nb")
    ['a\n', 'b']
    """
    lines = source.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def faults(notebook: Notebook) -> list[str]:
    """List in French what an author must decide: names of cells, kinds, metadata of the course.

    >>> cell = {"cell_type": "markdown", "id": "6f3022f0", "metadata": {}, "source": ""}
    >>> for fault in faults({"cells": [cell], "metadata": {}}): print(fault[:53])
    cellule « 6f3022f0 » : ce nom est tiré au hasard ; no
    """
    found: list[str] = []
    names: list[str] = []
    for number, cell in enumerate(notebook["cells"], start=1):
        name = _name(cell)
        what = f"cellule « {name} »" if name else f"cellule n° {number}"
        found += [f"{what} : {fault}" for fault in _cell_faults(cell, name)]
        if name and name in names:
            found.append(f"{what} : deux cellules portent ce nom ; changez l’un des deux.")
        names.append(name)
    return found


def _cell_faults(cell: Cell, name: str) -> list[str]:
    example = "par des mots, comme « choisir-la-carte »"
    found = []
    if not name:
        found.append(f"elle n’a pas de nom ; nommez-la {example}.")
    elif _DRAWN_AT_RANDOM.fullmatch(name):
        found.append(f"ce nom est tiré au hasard ; nommez-la {example}.")
    elif not _WORD.fullmatch(name):
        found.append("ce nom a d’autres signes que a-z, 0-9 et « - » ; changez-le.")
    if cell.get("cell_type") not in ("markdown", "code"):
        found.append("ce genre de cellule n’est pas prévu ; choisissez texte ou code.")
    if cell.get("attachments"):
        found.append("elle contient une pièce jointe ; mettez l’image dans un fichier.")
    return found


def _name(cell: Cell) -> str:
    """Return the name a cell should bear: nbgrader's, when it has one."""
    graded = (cell.get("metadata") or {}).get("nbgrader") or {}
    name = graded.get("grade_id") or cell.get("id") or ""
    return name if isinstance(name, str) else ""


def canonical(notebook: Notebook, *, released: bool = False) -> Notebook:
    """Return the canonical form of a notebook; `released` keeps nbgrader's checksums.

    >>> raw = {"cells": [{"cell_type": "code", "id": "un", "source": "1", "outputs": [1]}]}
    >>> done = canonical(raw)
    >>> done["cells"][0]["outputs"], done["cells"][0]["metadata"]
    ([], {'jupyter': {'source_hidden': True}})
    """
    metadata = notebook.get("metadata") or {}
    kept = {"maillon": metadata["maillon"]} if metadata.get("maillon") else {}
    title = _heading(notebook["cells"]) or metadata.get("title")
    kept |= {"title": title} if title else {}
    return {
        "cells": [_canonical_cell(cell, released) for cell in notebook["cells"]],
        "metadata": {"kernelspec": KERNEL, "language_info": LANGUAGE, **kept},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _heading(cells: list[Cell]) -> str:
    """Return the title that a notebook opens with: the one that Voilà must show too."""
    first = source_of(cells[0]).split("\n", maxsplit=1)[0] if cells else ""
    markdown = bool(cells) and cells[0].get("cell_type") == "markdown"
    return first[2:].strip() if markdown and first.startswith("# ") else ""


def _canonical_cell(cell: Cell, released: bool) -> Cell:
    code = cell.get("cell_type") == "code"
    form: Cell = {
        "cell_type": cell.get("cell_type"),
        "id": _name(cell),
        "metadata": _canonical_metadata(cell, code, released),
        "source": lines_of(source_of(cell).replace("\r\n", "\n").rstrip("\n")),
    }
    if cell.get("attachments"):
        form["attachments"] = cell["attachments"]
    return form | ({"execution_count": None, "outputs": []} if code else {})


def _canonical_metadata(cell: Cell, code: bool, released: bool) -> dict[str, Any]:
    metadata = cell.get("metadata") or {}
    kept = {key: metadata[key] for key in ("maillon", "tags") if metadata.get(key)}
    if metadata.get("nbgrader"):
        keys = _NBGRADER_KEYS | ({"checksum"} if released else set())
        kept["nbgrader"] = {k: v for k, v in metadata["nbgrader"].items() if k in keys}
        # nbgrader locks cells with these two; true is what a reader assumes.
        kept |= {key: False for key in ("editable", "deletable") if metadata.get(key) is False}
    return kept | ({"jupyter": {"source_hidden": True}} if code else {})


def dumps(notebook: Notebook) -> str:
    """Write a notebook: sorted keys, an indent of one, letters as they are, a last line end."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def canonical_text(path: Path) -> str:
    """Return the canonical text of a notebook's file.

    Raises:
        MaillonError: it is not a notebook, or an author must decide something first.
    """
    notebook = read(path)
    found = faults(notebook)
    if found:
        raise MaillonError("\n".join(f"{path.as_posix()}, {fault}" for fault in found))
    return dumps(canonical(notebook))


def find(root: Path) -> list[Path]:
    """List the notebooks that authors write, under the course's `root`."""
    return [path for pattern in PATTERNS for path in sorted(root.glob(pattern))]


def review(paths: Iterable[Path], *, write: bool) -> tuple[list[Path], list[str]]:
    """Rewrite notebooks, or only compare them; return those that differed, and the faults."""
    differed: list[Path] = []
    found: list[str] = []
    for path in paths:
        try:
            text = canonical_text(path).encode()
        except MaillonError as error:
            found.append(str(error))
            continue
        if path.read_bytes() != text:
            differed.append(path)
            if write:
                path.write_bytes(text)
    return differed, found


def main(options: argparse.Namespace) -> int:
    """Run `maillon notebooks [--check]` in the course's folder; 0 when all is canonical."""
    check = options.check
    paths = find(Path())
    if not paths:
        raise MaillonError(
            "Aucun carnet dans notebooks/ ni dans solutions/.",
            remedy="Placez-vous dans le dossier du cours, puis recommencez.",
        )
    differed, found = review(paths, write=not check)
    for path in differed:
        what = "n’est pas en forme canonique ; lancez « maillon notebooks »"
        print(f"{path.as_posix()} : {what if check else 'remis en forme'}.")
    for fault in found:
        print(fault, file=sys.stderr)
    if not differed and not found:
        print(f"Carnets en forme canonique : {len(paths)}.")
    return 1 if found or (check and differed) else 0
