"""Time the opening of a workshop, and weigh a page of the book, beside the state before.

`python benchmarks/opening.py --before CLONE` serves a copy of the course and one of the clone, and
visits both in turn in Chromium, with an empty cache each time.  A time runs from the click to the
first control that can be used.  The weight of a page is what goes over the network: bytes as they
are sent, compressed or not, headers included.  Memory is the server's and its kernels', each
shared page counted once (proportional set size): at rest, then with one workshop open.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "helpers"), str(ROOT / "benchmarks")]

from browsing import ARGUMENTS, BROWSERS  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402
from serving import TOKEN, free_port, serving  # noqa: E402
from slider import copy_of_the_course  # noqa: E402

WORKSHOPS = ("premiers-gestes", "trois-formules", "mes-marches")
PAGES = ("book/index", "book/demarrer/qui-fait-quoi", "book/remonter/points-chauds-et-cout-global")
#: It leaves the browser with the key, on a small file: nothing of the book is in its cache.
LOGIN = f"/login?token={TOKEN}&next=/maillon/sans-formules.js"
#: Between two visits: the machine is quiet again, as between two clicks of a person.
REST = 15.0
CONTROL = (
    ".maillon-control :is(input, select, button):enabled:visible, "
    ".maillon-kind-radio input:enabled:visible"
)
HEAD = ("what", "now", "before", "ratio")
FORM = "{:<58}{:>12}{:>12}{:>8}"


@dataclass(frozen=True)
class State:
    """One state of the course, served at `address` by the process `server`."""

    address: str
    server: int

    def memory(self) -> float:
        """Return what the server and its kernels hold, in MB."""
        server = psutil.Process(self.server)
        family = (server, *server.children(recursive=True))
        return sum(process.memory_full_info().pss for process in family) / 1e6


@contextmanager
def visit(browser: Browser) -> Iterator[Page]:
    """Give a page that has seen nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def opening(browser: Browser, state: State, workshop: str) -> tuple[float, float]:
    """Return the seconds from the click to the first usable control, and the memory then, in MB."""
    with visit(browser) as page:
        page.goto(f"{state.address}{LOGIN}")
        start = time.perf_counter()
        page.goto(f"{state.address}/maillon/ouvrir/{workshop}", wait_until="commit")
        page.locator(CONTROL).first.wait_for()
        seconds = time.perf_counter() - start
        page.wait_for_timeout(1000 * REST)
        return seconds, state.memory()


def weight(browser: Browser, state: State, name: str) -> tuple[float, int]:
    """Return the kilobytes that a first visit of a page transfers, and the number of requests."""
    sizes: list[float] = []
    with visit(browser) as page:
        page.goto(f"{state.address}{LOGIN}")
        network = page.context.new_cdp_session(page)
        network.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
        network.send("Network.enable")
        page.goto(f"{state.address}/cours/{name}.html", wait_until="networkidle")
    return sum(sizes) / 1000, len(sizes)


@contextmanager
def served(root: Path, folder: Path) -> Iterator[State]:
    """Serve a copy of the course in `root`, made in `folder`."""
    copy = copy_of_the_course(folder, root)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = (sys.executable, "-m", "maillon.cli", "serve", "--port", str(port), "--no-browser")
    environment = {**os.environ, "PYTHONPATH": str(copy / "src")}
    with serving(
        (*command, "--token", TOKEN),
        f"{address}/cours/?token={TOKEN}",
        log=folder / "server.log",
        cwd=copy,
        env=environment,
    ):
        server = next(
            process.pid for process in psutil.Process().children() if str(port) in process.cmdline()
        )
        yield State(address, server)


def row(
    label: str, states: Sequence[State], measure: Callable[[State], float], unit: str, repeats: int
) -> str:
    """Measure each state in turn, `repeats` times; return the medians and their ratio."""
    runs = [[measure(state) for state in states] for _ in range(repeats)]
    now, *before = (statistics.median(column) for column in zip(*runs, strict=True))
    shown = [f"{value:.{1 if unit == 's' else 0}f} {unit}" for value in (now, *before)]
    ratio = [f"{now / value:.2f}" for value in before]
    return FORM.format(label, *(shown + ["–"])[:2], *(ratio or ["–"]))


def main(words: Sequence[str] | None = None) -> None:
    """Print the table.

    Raises:
        SystemExit: no Chromium on this machine.
    """
    parser = argparse.ArgumentParser(description="Time an opening, weigh a page.")
    parser.add_argument("--before", type=Path, help="a clone of the state to compare with")
    parser.add_argument("--repeats", type=int, default=5, help="openings of each workshop")
    options = parser.parse_args(words)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("No Chromium on this machine: nothing to measure.")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        roots = [ROOT, *filter(None, [options.before])]
        folders = [Path(name) / str(rank) for rank in range(len(roots))]
        states = [
            stack.enter_context(served(root.resolve(), folder))
            for root, folder in zip(roots, folders, strict=True)
        ]
        playwright = stack.enter_context(sync_playwright())
        chromium = playwright.chromium.launch(executable_path=browser, args=list(ARGUMENTS))
        time.sleep(REST)
        print(FORM.format(*HEAD))
        print(row("server at rest, memory", states, State.memory, "MB", 1), flush=True)
        for page in PAGES:
            found = {state: weight(chromium, state, page) for state in states}
            kilobytes, requests = ({s: found[s][part] for s in states} for part in (0, 1))
            print(row(f"{page}, first visit", states, kilobytes.__getitem__, "kB", 1))
            print(row(f"{page}, requests", states, requests.__getitem__, "", 1), flush=True)
        for workshop in WORKSHOPS:
            memories: dict[State, float] = {}

            def seconds(state: State, workshop: str = workshop, held: dict = memories) -> float:
                taken, held[state] = opening(chromium, state, workshop)
                return taken

            label = f"{workshop}, click to first control"
            print(row(label, states, seconds, "s", options.repeats), flush=True)
            print(row(f"{workshop}, memory while open", states, memories.__getitem__, "MB", 1))
        chromium.close()


if __name__ == "__main__":
    main()
