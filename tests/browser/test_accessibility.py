"""axe-core finds nothing to say, at a desk and on a telephone (WCAG 2.2 AA and good practice)."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Visit

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "home": ("/cours/", "h1"),
    "chapter": ("/cours/book/relier/boucles-et-retards.html", "h1"),
    "workshop": ("/maillon/ouvrir/mur-des-boucles", ".maillon-control"),
    "exercise": ("/maillon/ouvrir/e0-repetition", ".maillon-buttons"),
    "chain": ("/maillon/ouvrir/e3-chaine", ".maillon-graph"),
    "disruption": ("/maillon/ouvrir/e4-maillon", ".maillon-buttons"),
    "data": ("/maillon/ouvrir/e-donnees", ".maillon-buttons"),
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(visit: Visit, name: str, width: int) -> None:
    path, wait = PAGES[name]
    page = visit(path, width=width, wait=wait)
    bet = page.get_by_role("button", name="Je parie")
    if bet.count() and bet.is_enabled():
        page.get_by_role("radio", name="Deux").check()
        bet.click()
        page.locator(".maillon-kind-figure img").first.wait_for()
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    faults = [
        (
            violation["id"],
            violation["help"],
            [node["html"][:120] for node in violation["nodes"][:3]],
        )
        for violation in results.response["violations"]
    ]
    assert faults == []
