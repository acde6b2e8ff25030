"""A real server on a copy of the course, and a real Chromium that may reach nothing else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ARGUMENTS, BROWSERS, ROOT, Course, Visit, Watch, answer_e1, visitor
from playwright.sync_api import Browser, Playwright, sync_playwright
from serving import TOKEN, free_port, serving


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """Serve a copy of the course, so that no test writes in the repository."""
    from maillon.site import build

    assert build.refresh(ROOT)
    root = tmp_path_factory.mktemp("serveur") / "maillon"
    ignored = shutil.ignore_patterns(".git", ".venv", "travaux", ".*_cache", "__pycache__")
    shutil.copytree(
        ROOT,
        root,
        ignore=lambda folder, names: {
            *ignored(folder, names),
            *({"grading"} & set(names) if Path(folder) == ROOT else ()),
        },
    )
    address = f"http://127.0.0.1:{(port := free_port())}"
    program = Path(sys.executable).with_name("maillon")
    command = [program, "serve", "--port", str(port), "--no-browser", "--token", TOKEN]
    log = root.parent / "serveur.log"
    with serving(command, f"{address}/cours/?token={TOKEN}", log=log, cwd=root):
        yield Course(root, address)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed on this machine")
    opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
    yield opened
    opened.close()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def visit(browser: Browser, course: Course, watch: Watch) -> Iterator[Visit]:
    """Open pages of the course, signed in, at the width of a desk (1280) or a telephone (390)."""
    with visitor(browser, course, watch) as opener:
        yield opener


@pytest.fixture(scope="session")
def handed_in(browser: Browser, course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answer E1 as a trainee would, and return the folder that holds the downloaded copy."""
    folder = tmp_path_factory.mktemp("copies")
    with visitor(browser, course, Watch()) as opener:
        answer_e1(opener("/maillon/ouvrir/e1-boucles", wait=".maillon-buttons"), folder)
    return folder
