"""The graph editor on a chain of suppliers: no signs, no loops, sentences of its own."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import Any

import docx
import pytest
from matplotlib.figure import Figure

from maillon.base.modules import joined
from maillon.maps.editor import files, graph_editor
from maillon.maps.editor.editor import HERE
from maillon.maps.record import Record, empty_map

TIERS = ("Titulaire", "Rang 2")
MAKER = {"id": "v1", "label": "Confection", "x": 0.5, "y": 0.1}
WEAVER = {"id": "v2", "label": "Tissage", "x": 0.5, "y": 0.9}
SALE = {"cause": "v2", "effect": "v1", "sign": 1, "delay": False}
BACK = {"cause": "v1", "effect": "v2", "sign": 1, "delay": False}
CHAIN: Record = {**empty_map(), "variables": [MAKER, WEAVER], "arrows": [SALE, BACK]}


def review(record: Record) -> list[str]:
    """Say where each firm stands, so that a move shows."""
    return [f"{firm['label']} à {firm['y']}." for firm in record["variables"]]


def test_the_review_stands_in_place_of_the_loops() -> None:
    editor = graph_editor(CHAIN, label="Votre chaîne", tiers=TIERS, review=review)
    assert editor.chain
    assert editor.loops["notes"] == ["Confection à 0.1.", "Tissage à 0.9."]
    assert "items" not in editor.loops


def test_a_map_of_causes_keeps_its_loops() -> None:
    editor = graph_editor(CHAIN, label="Votre carte", tiers=TIERS)
    assert not editor.chain
    assert len(editor.loops["items"]) == 1
    assert "notes" not in editor.loops


def test_a_firm_that_changes_tier_is_reviewed_again_and_only_the_news_are_read_aloud() -> None:
    editor = graph_editor(CHAIN, label="Votre chaîne", tiers=TIERS, review=review)
    editor.set_state({"value": {**CHAIN, "variables": [MAKER, {**WEAVER, "y": 0.4}]}})
    assert editor.loops["notes"] == ["Confection à 0.1.", "Tissage à 0.4."]
    assert editor.loops["news"] == "Tissage à 0.4."


def test_what_is_no_map_is_told_and_not_reviewed() -> None:
    editor = graph_editor(CHAIN, label="Votre chaîne", tiers=TIERS, review=review)
    editor.set_state({"value": {"schema": 99}})
    assert editor.tone == "bad"
    assert editor.loops["notes"] == ["Confection à 0.1.", "Tissage à 0.9."]


@pytest.fixture(scope="module")
def png() -> bytes:
    written = io.BytesIO()
    Figure(figsize=(1, 1)).savefig(written, format="png")
    return written.getvalue()


def test_the_word_page_tells_suppliers_and_customers(png: bytes) -> None:
    page: Any = docx.Document(io.BytesIO(files.word_page(CHAIN, png, notes=["Un atelier seul."])))
    texts = [paragraph.text for paragraph in page.paragraphs]
    [table] = page.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [
        ["Fournisseur", "Client"],
        ["Tissage", "Confection"],
        ["Confection", "Tissage"],
    ]
    assert texts[0] == files.UNTITLED_CHAIN
    assert "Un atelier seul." in texts
    assert not any("oucle" in text or "signe" in text.lower() for text in texts)
    about = page.inline_shapes[0]._inline.docPr
    assert about.get("descr") == "Un atelier seul."


@pytest.mark.skipif(shutil.which("node") is None, reason="node runs the words of the page")
@pytest.mark.parametrize(
    ("chain", "said", "expected"),
    [
        ("true", "Ajouter une variable", "Ajouter une entreprise"),
        ("true", "Nom de la variable « la variable X »", "Nom de l’entreprise « la variable X »"),
        ("true", "Cause de la nouvelle flèche", "Fournisseur de la nouvelle flèche"),
        ("true", "→ va à l’effet, ← à la cause", "→ va au client, ← au fournisseur"),
        ("false", "Ajouter une variable", "Ajouter une variable"),
    ],
)
def test_the_page_speaks_of_firms_and_leaves_names_alone(
    chain: str, said: str, expected: str
) -> None:
    words = joined(HERE / "elements.js")
    script = f"{words}\nwording.chain = {chain};\nconsole.log(worded({said!r}));"
    run = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=30,
    )
    assert run.stdout.strip() == expected
