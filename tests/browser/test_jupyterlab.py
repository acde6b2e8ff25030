"""A trainee may prefer JupyterLab: French menus, hidden code, the same forms."""

from __future__ import annotations

from browsing import Course, Visit, Watch
from playwright.sync_api import expect


def test_the_workshop_runs_in_jupyterlab(visit: Visit, watch: Watch, course: Course) -> None:
    course.forget("premiers-gestes")
    page = visit("/maillon/ouvrir/premiers-gestes?dans=lab", wait=".jp-Notebook")
    expect(page.get_by_text("Python 3 (ipykernel) | Inactif")).to_be_visible(timeout=30_000)
    page.locator(".lm-MenuBar-itemLabel", has_text="Exécution").click()
    page.locator(".lm-Menu-itemLabel").get_by_text(
        "Exécuter toutes les cellules", exact=True
    ).click()
    expect(page.get_by_role("button", name="Je parie")).to_be_visible(timeout=30_000)
    # The code cells are folded: only their first words show, and no editor is open.
    assert page.locator(".jp-CodeCell .jp-InputArea-editor:visible").count() == 0
    watch.assert_clean()
