"""What browser tests share: the served course, the watch on pages, and the trainee's journey."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page
from serving import TOKEN

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
#: No name resolves but this machine's: a page that calls outside fails, and the test sees it.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
#: English that a stock component would show; whole words, case matters.
ENGLISH = re.compile(
    r"\b(Loading|Running|Executing|Error|Traceback|Submit|Download|Search|Next|Previous|Close|"
    r"Cancel|Untitled|Skip to|Contents|Home|Log in|Password|Please|Warning|Success|Copy)\b"
)


@dataclass
class Course:
    """A served copy of the course."""

    root: Path
    url: str

    def forget(self, activity: str) -> None:
        """Remove a trainee's folder: the next opening is a first one."""
        shutil.rmtree(self.root / "travaux" / activity, ignore_errors=True)

    def run(self, *command: str) -> str:
        """Run a command of the course's environment in the copy, and return what it printed."""
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        done = subprocess.run(
            command,
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@dataclass
class Watch:
    """What a page said or asked for that it should not."""

    console: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to `page`."""
        page.on("console", lambda said: said.type == "error" and self.console.append(said.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on(
            "response",
            lambda got: got.status >= 400 and self.failed.append(f"{got.status} {got.url}"),
        )
        page.on(
            "request",
            lambda asked: (
                asked.url.startswith(("http:", "https:", "ws:", "wss:"))
                and "//127.0.0.1" not in asked.url
                and self.outside.append(asked.url)
            ),
        )

    def assert_clean(self) -> None:
        """Fail if the page logged an error, or asked for anything outside this machine."""
        assert self.outside == []
        assert self.failed == []
        assert self.console == []


def assert_french(page: Page) -> None:
    """Fail if the page shows code, a traceback or a word of a stock English interface."""
    text = page.locator("body").inner_text()
    found = ENGLISH.search(text)
    assert found is None, text[max(0, found.start() - 60) : found.end() + 60]
    assert "import maillon" not in text
    assert page.locator("html").get_attribute("lang") == "fr"


Visit = Callable[..., Page]


@contextmanager
def visitor(browser: Browser, course: Course, watch: Watch) -> Iterator[Visit]:
    contexts = []

    def opener(path: str = "/cours/", *, width: int = 1280, wait: str = "") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="fr-FR", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        watch.follow(page)
        page.goto(f"{course.url}{path}{'&' if '?' in path else '?'}token={TOKEN}")
        if wait:
            page.locator(wait).first.wait_for()
        return page

    yield opener
    for context in contexts:
        context.close()


TEXT = (
    "Nous exigeons un parc identique. <b>Effet</b> : moins de pannes.\n"
    "Homogénéité → (−) reconditionneurs capables → (+) matériel réemployé → (−) achats neufs."
)


def answer_e1(page: Page, folder: Path) -> None:
    """Answer E1 by mouse and by keyboard, with mistakes on purpose, and download the copy.

    The copy is worth 4 − 0.5 (one wrong sign), 2, 2/3 (one wrong box) and 2 points.
    """
    page.get_by_label("Votre prénom et votre nom").fill("Jeanne Dupont-Hé")
    signs = {
        "Pièces demandées → effort de réponse": "−",  # wrong on purpose
        "Visites de site proposées → connaissance du besoin": "+",
        "Pénalités appliquées → confiance de l’entreprise": "−",
        "Durée de vie du mobilier → achats de remplacement": "−",
        "Heures d’insertion demandées → tension sur le vivier de candidates et candidats": "+",
        "Montant de l’avance → besoin de découvert au démarrage du marché": "−",
        "Nombre de machines identiques exigées → nombre d’ateliers de réemploi capables de les "
        "fournir": "−",
    }
    for arrow, sign in signs.items():
        page.get_by_role(
            "radio", name=re.compile(f"^{re.escape(arrow)}.*{re.escape(sign)}$")
        ).check()
    # The last arrow by keyboard alone: from the radio before it, Tab, then Space.
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    kinds = ("R", "B", "R", "B")
    rows = page.get_by_role("group", name="Le type de quatre boucles").get_by_role("row")
    for index, kind in enumerate(kinds):
        rows.nth(index).get_by_role("radio").nth("RB".index(kind)).check()
    boxes = page.get_by_role("group", name="Quelles boucles disparaissent ?").get_by_role(
        "checkbox"
    )
    for index in (0, 1, 3, 4):  # the first one is wrong
        boxes.nth(index).check()
    page.get_by_label("Flèche à couper").select_option("frais-qualite")
    page.get_by_label("Une externalité déplacée").fill(TEXT)
    page.get_by_role("button", name="Vérifier ma fiche", exact=True).click()
    page.get_by_text("Votre fiche est prête").wait_for()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Télécharger ma copie").click()
    downloading.value.save_as(folder / downloading.value.suggested_filename)
