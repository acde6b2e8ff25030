"""`maillon build`: the book, from its sources to `_build/html`, only when something has changed.

The pages are made by Jupyter Book itself, in a process of its own, with warnings as errors, in a
folder beside the one that is served, and checked there; the two are then swapped, so that a
reader never meets a half-built book.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import maillon
from maillon.site.checks import site_faults
from maillon.site.freshness import digest

PACKAGE = Path(maillon.__file__).resolve().parent
STAMP = "html.sources"
LOG = "html.log"

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_PROBLEM = re.compile(
    r"^(?:(?P<path>(?:[A-Za-z]:)?[^:\n]+?)(?::(?P<line>\d+|<\w+>))?: )?"
    r"(?:WARNING|ERROR|SEVERE|CRITICAL): (?P<text>.*)$"
)


@dataclass(frozen=True)
class Problem:
    """What Sphinx complains of: its words, and the page and line when it names them."""

    text: str
    page: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = self.page + (f", ligne {self.line}" if self.line else "")
        return f"{where}\u00a0: {self.text}" if where else self.text


@dataclass(frozen=True)
class BuildResult:
    """The outcome of a build.

    `html` is the folder of the built book, `built` says whether it was made now (False when it
    was up to date), `seconds` how long it took, `problems` why it failed (empty on success), `log`
    the file that holds all that Jupyter Book said.
    """

    html: Path
    built: bool
    seconds: float
    log: Path
    problems: tuple[Problem, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """True when the folder `html` holds the book of the present sources."""
        return not self.problems


def build(root: Path, *, force: bool = False) -> BuildResult:
    """Build the book of the course in `root` if stale, or always with `force`.

    A failed build leaves the previous book in place.
    """
    start = time.perf_counter()
    root = root.resolve()
    folder = root / "_build"
    html, stamp, log = folder / "html", folder / STAMP, folder / LOG
    now = digest(root, PACKAGE)
    if not force and (html / "index.html").is_file() and _read(stamp) == now:
        return BuildResult(html, False, time.perf_counter() - start, log)
    folder.mkdir(exist_ok=True)
    work = folder / f"html.new-{os.getpid()}"
    try:
        problems = _run_jupyter_book(root, work, log)
        if not problems:
            _swap(work / "_build" / "html", html)
            stamp.write_text(now, encoding="utf-8", newline="\n")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return BuildResult(html, not problems, time.perf_counter() - start, log, tuple(problems))


def _run_jupyter_book(root: Path, work: Path, log: Path) -> list[Problem]:
    """Run Jupyter Book from `root` into `work`; keep its words in `log`; return the problems."""
    command = [
        *(sys.executable, "-c", "from jupyter_book.cli.main import main; main()"),
        *("build", str(root), "--path-output", str(work)),
        *("-W", "-n", "--keep-going", "--all", "-q"),
    ]
    environment = {
        **os.environ,
        "MPLBACKEND": "agg",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        command,
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    said = _COLOUR.sub("", done.stdout)
    log.write_text(said, encoding="utf-8", newline="\n")
    site = work / "_build" / "html"
    if done.returncode == 0 and (site / "index.html").is_file():
        return [Problem(fault, f"{page} (page construite)") for page, fault in site_faults(site)]
    found = read_problems(said, root)
    return found or [Problem(f"Jupyter Book s’est arrêté avec le code {done.returncode}.")]


def read_problems(said: str, root: Path) -> list[Problem]:
    """Pick the warnings and errors out of what Sphinx `said`, each once, in order.

    >>> read_problems("/cours/book/a.md:12: WARNING: Figure inconnue.", Path("/cours"))
    [Problem(text='Figure inconnue.', page='book/a.md', line=12)]
    """
    problems: dict[Problem, None] = {}
    for raw in said.splitlines():
        match = _PROBLEM.match(raw.strip())
        if match:
            path = match["path"] or ""
            page = path.removeprefix(f"{root}{os.sep}").replace(os.sep, "/")
            line = int(match["line"]) if (match["line"] or "").isdigit() else None
            problems[Problem(match["text"], page, line)] = None
    return list(problems)


def _swap(new: Path, served: Path) -> None:
    """Put the folder `new` in the place of `served`: two renames, so no page is ever half there."""
    old = served.with_name(f"html.old-{os.getpid()}")
    if served.exists():
        _rename(served, old)
    try:
        _rename(new, served)
    except OSError:
        if old.exists():
            old.rename(served)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _rename(source: Path, target: Path) -> None:
    """Rename a folder, patiently: on Windows a file that is being read blocks it for a moment."""
    for _ in range(20):
        try:
            source.rename(target)
            return
        except PermissionError:
            time.sleep(0.1)
    source.rename(target)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def main(options: argparse.Namespace) -> int:
    """Run `maillon build` in the course's folder; return its exit code."""
    return 0 if refresh(Path.cwd(), force=options.force) else 1


def refresh(root: Path, *, force: bool = False) -> bool:
    """Build the book of the course in `root` if stale, and say so; False when it fails."""
    print("Livre\u00a0: vérification…", flush=True)
    try:
        result = build(root, force=force)
    except OSError as error:
        print(f"Le livre n’a pas pu être construit\u00a0: {error}", file=sys.stderr)
        return False
    if not result.ok:
        report(result)
        return False
    state = "construit" if result.built else "à jour"
    print(f"Livre\u00a0: {state} ({_tenths(result.seconds)}\u00a0s).")
    return True


def report(result: BuildResult, *, most: int = 10) -> None:
    """Print on stderr, in French, why a build failed, and where to read more."""
    count = len(result.problems)
    said = "1 problème" if count == 1 else f"{count} problèmes"
    print(
        f"Le livre n’a pas été construit\u00a0: {said}. La version précédente reste en place.\n"
        "Corrigez chaque ligne nommée ci-dessous, puis relancez «\u00a0maillon build\u00a0».",
        file=sys.stderr,
    )
    for problem in result.problems[:most]:
        print(f"  • {problem}", file=sys.stderr)
    if count > most:
        print(f"  … et {count - most} de plus.", file=sys.stderr)
    print(f"Journal complet\u00a0: {result.log}", file=sys.stderr)


def _tenths(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")
