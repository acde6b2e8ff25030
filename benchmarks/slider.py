"""Time what a person sees: a control moves, and the figure is painted again.

`python benchmarks/slider.py` serves a copy of the course, opens three workshops in Chromium, moves
one control of each many times, and prints the median and the 95th percentile of the time from the
move to the next frame that shows the new picture.  An empty round trip, timed in turn on the same
page, is a recall question: the answer goes to Python and one sentence comes back, without any model
or picture.  The ratio says how many times longer the figure takes.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from browsing import ARGUMENTS, BROWSERS  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402
from serving import TOKEN, free_port, serving  # noqa: E402

TARGET = 150  # milliseconds, median
HEAD = ("workshop", "moves", "median", "p95", "empty", "ratio", "target")
FORM = "{:<20}{:>6}{:>11}{:>11}{:>11}{:>8}  {}"


@dataclass(frozen=True)
class Course:
    """A workshop, the option to bet on, and the control that is moved."""

    workshop: str
    bet: str
    control: str
    role: Literal["slider", "combobox"] = "slider"


COURSES = (
    Course("mur-des-boucles", "Quatre", "vers", "combobox"),
    Course("vivier-entreprises", "Presque aucune", "Exigence visée"),
    Course("quelle-regle", "Elle s’allège, puis s’alourdit", "Date de lancement"),
)

#: Move a control and wait for the frame that shows the new picture; in milliseconds.
PAINTED = """
(control) => new Promise((resolve, reject) => {
  const image = document.querySelector(".maillon-kind-figure img");
  const start = performance.now();
  const lost = setTimeout(() => reject(new Error("the figure was not painted again")), 20000);
  const watch = new MutationObserver(async () => {
    watch.disconnect();
    clearTimeout(lost);
    await image.decode();
    // The first frame may have begun before the picture was ready; the second one shows it.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
  });
  watch.observe(image, { attributes: true, attributeFilter: ["src"] });
  if (control.tagName === "SELECT") {
    const from = control.selectedIndex;
    control.selectedIndex = from + 1 < control.options.length ? from + 1 : 1;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    const step = Number(control.step);
    const room = Number(control.value) + step <= Number(control.max);
    control.value = room ? Number(control.value) + step : Number(control.min);
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
})
"""

#: Answer a recall question and wait for the frame that shows its sentence; in milliseconds.
EMPTY = """
(card) => new Promise((resolve, reject) => {
  const said = card.querySelector(".maillon-message");
  const start = performance.now();
  const lost = setTimeout(() => reject(new Error("no sentence came back")), 20000);
  const before = said.textContent;
  const watch = new MutationObserver(() => {
    if (said.textContent === before) return;
    watch.disconnect();
    clearTimeout(lost);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
  });
  watch.observe(said, { childList: true, characterData: true, subtree: true });
  const options = [...card.querySelectorAll("input")];
  const next = (options.findIndex((option) => option.checked) + 1) % options.length;
  options[next].click();
})
"""


def measured(page: Page, course: Course, moves: int) -> tuple[list[float], list[float]]:
    """Return the times of the moves and of the empty round trips, taken in turn."""
    page.get_by_role("radio", name=course.bet).check()
    page.get_by_role("button", name="Je parie").click()
    page.locator(".maillon-kind-figure img").first.wait_for()
    moved = page.get_by_role(course.role, name=course.control, exact=True)
    control = moved.first.element_handle()
    card = page.locator(".maillon-kind-radio:has(.maillon-message)").last.element_handle()
    painted, empty = [], []
    for move in range(moves + 3):
        times = page.evaluate(PAINTED, control), page.evaluate(EMPTY, card)
        page.wait_for_timeout(50)
        if move >= 3:  # the first moves warm the kernel up
            painted.append(times[0])
            empty.append(times[1])
    return painted, empty


def line(course: Course, painted: Sequence[float], empty: Sequence[float]) -> str:
    """Return the line of the table for one workshop."""
    median, trip = statistics.median(painted), statistics.median(empty)
    late = statistics.quantiles(painted, n=20)[-1]
    verdict = "met" if median <= TARGET else "missed"
    times = (f"{value:.0f} ms" for value in (median, late, trip))
    return FORM.format(course.workshop, len(painted), *times, f"{median / trip:.1f}", verdict)


def copy_of_the_course(folder: Path, root: Path = ROOT) -> Path:
    """Copy the course in `root` without what a session leaves, so that nothing is written in it."""
    left = shutil.ignore_patterns(".git", ".venv", "travaux", ".*_cache", "__pycache__")
    copy = folder / "maillon"
    shutil.copytree(
        root,
        copy,
        ignore=lambda where, names: {
            *left(where, names),
            *({"grading"} & set(names) if Path(where) == root else ()),
        },
    )
    return copy


def main(words: Sequence[str] | None = None) -> None:
    """Print the table.

    Raises:
        SystemExit: no Chromium on this machine.
    """
    parser = argparse.ArgumentParser(description="Time a move of a control to its figure.")
    parser.add_argument("--moves", type=int, default=40, help="moves of each control, 30 or more")
    moves = max(30, parser.parse_args(words).moves)
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("No Chromium on this machine: nothing to measure.")
    with tempfile.TemporaryDirectory() as name:
        copy = copy_of_the_course(Path(name))
        address = f"http://127.0.0.1:{(port := free_port())}"
        program = Path(sys.executable).with_name("maillon")
        command = [program, "serve", "--port", str(port), "--no-browser", "--token", TOKEN]
        ready = f"{address}/cours/?token={TOKEN}"
        with (
            serving(command, ready, log=Path(name) / "server.log", cwd=copy),
            sync_playwright() as playwright,
        ):
            chromium = playwright.chromium.launch(executable_path=browser, args=list(ARGUMENTS))
            print(FORM.format(*HEAD))
            for course in COURSES:
                page = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="fr-FR")
                page.set_default_timeout(60_000)
                page.goto(f"{address}/maillon/ouvrir/{course.workshop}?token={TOKEN}")
                page.locator(".maillon-control").first.wait_for()
                print(line(course, *measured(page, course, moves)), flush=True)
                page.close()
            chromium.close()


if __name__ == "__main__":
    main()
