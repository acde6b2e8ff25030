"""The graph editor on the Python side: loops told live, files opened and made, nothing lost."""

from __future__ import annotations

import io
import json
import random
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from matplotlib.figure import Figure
from pages import answer, plain

from maillon.base import word_page
from maillon.base.errors import MaillonError
from maillon.maps.editor import GraphEditor, files, graph_editor
from maillon.maps.editor.loops import describe
from maillon.maps.loops import LoopSearch, search_loops
from maillon.maps.record import MapRecordError, empty_map, read_map, write_map
from maillon.maps.supplier_relation import SUPPLIER_RELATION
from maillon.widgets.incidents import INCIDENT, LOG_NAME


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ring(*signs: int, title: str = "") -> dict[str, Any]:
    """A loop of as many variables as signs."""
    total = len(signs)
    return {
        "schema": 1,
        "title": title,
        "variables": [
            {"id": f"v{k}", "label": f"nom {k}", "x": k / total, "y": 0.5} for k in range(total)
        ],
        "arrows": [
            {"cause": f"v{k}", "effect": f"v{(k + 1) % total}", "sign": sign, "delay": False}
            for k, sign in enumerate(signs)
        ],
    }


def png() -> bytes:
    figure, written = Figure(figsize=(2, 1)), io.BytesIO()
    figure.savefig(written, format="png")
    return written.getvalue()


def ask(editor: GraphEditor, content: Any, *buffers: bytes) -> list[tuple[Any, list[bytes]]]:
    """Send a message as the page does; return what the editor sent back."""
    sent: list[tuple[Any, list[bytes]]] = []
    editor.send = lambda content, buffers=None: sent.append((content, buffers or []))
    editor._handle_custom_msg(content, [memoryview(one) for one in buffers])
    return sent


# --- loops ---------------------------------------------------------------------------------------


def test_an_empty_editor_has_no_loop() -> None:
    editor = graph_editor(label="Votre carte")
    assert editor.value == empty_map()
    assert (editor.loops["summary"], editor.loops["items"]) == ("Aucune boucle pour l’instant.", [])


def test_flipping_one_sign_turns_r_into_b() -> None:
    editor = graph_editor(ring(1, 1, 1, 1), label="L")
    assert [item["kind"] for item in editor.loops["items"]] == ["R"]
    answer(editor, ring(1, 1, -1, 1))
    [item] = editor.loops["items"]
    assert item["kind"] == "B"
    assert item["text"].endswith("freine le mouvement (B).")
    assert item["arrows"] == ["v0>v1", "v1>v2", "v2>v3", "v3>v0"]
    assert plain(editor.loops["news"]).startswith("Changée de type : boucle B, qui freine, nom 0 →")


def test_news_tell_what_appears_and_vanishes() -> None:
    editor = graph_editor(ring(1, 1, 1), label="L")
    more = ring(1, 1, 1)
    more["arrows"] += [
        {"cause": a, "effect": b, "sign": 1, "delay": False}
        for a, b in (("v1", "v0"), ("v2", "v1"))
    ]
    answer(editor, more)
    assert plain(editor.loops["news"]) == "2 boucles nouvelles."
    answer(editor, ring(1, 1, 1) | {"arrows": []})
    assert plain(editor.loops["news"]) == "3 boucles disparues."


def test_moving_a_variable_searches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    editor = graph_editor(ring(1, 1), label="L")
    monkeypatch.setattr(
        "maillon.maps.editor.editor.search_loops",
        lambda _map: pytest.fail("searched again"),
    )
    moved = ring(1, 1)
    moved["variables"][0]["x"] = 0.9
    answer(editor, moved)
    assert editor.record["variables"][0]["x"] == 0.9


def dense(arrows: int = 200) -> dict[str, Any]:
    draw = random.Random(3)
    names = [f"v{k}" for k in range(60)]
    pairs = draw.sample([(a, b) for a in names for b in names if a != b], arrows)
    return {
        "schema": 1,
        "title": "",
        "variables": [{"id": name, "label": name, "x": 0.5, "y": 0.5} for name in names],
        "arrows": [{"cause": a, "effect": b, "sign": 1, "delay": False} for a, b in pairs],
    }


def test_a_search_cut_short_keeps_the_shortest_loops_and_says_so() -> None:
    found = search_loops(read_map(dense()), limit=50)
    assert (len(found.search), found.search.truncated) == (50, True)
    whole = search_loops(read_map(dense()), limit=100_000).search
    short = {loop.key for loop in whole if len(loop.ids) <= found.complete}
    assert short <= {loop.key for loop in found.search}
    told = plain(describe(found, LoopSearch(()))["summary"])
    assert told.startswith("Au moins 50 boucles")
    assert "La recherche s’est arrêtée là." in told
    assert f"Toutes les boucles de {found.complete} flèches au plus sont dans la liste." in told


def test_even_loops_of_two_arrows_may_be_too_many() -> None:
    found = search_loops(read_map(dense(300)), limit=1)
    assert "la carte en compte davantage" in describe(found, found.search)["summary"]


def test_loops_too_long_to_be_searched_are_mentioned() -> None:
    told = describe(search_loops(read_map(write_map(SUPPLIER_RELATION))), LoopSearch(()))
    assert "16 boucles" in plain(told["summary"])
    assert "plus de 8 flèches ne sont pas cherchées" in told["summary"]


# --- the record ----------------------------------------------------------------------------------


def test_reactions_get_sound_records_only() -> None:
    seen: list[Any] = []
    editor = graph_editor(label="L")
    editor.on_value(seen.append)
    answer(editor, {"schema": 1})
    assert (seen, editor.tone) == ([], "bad")
    assert "pas une carte de causes" in editor.message
    with pytest.raises(MapRecordError):
        _ = editor.record
    answer(editor, ring(1, -1))
    assert (seen, editor.message) == ([ring(1, -1)], "")


def test_a_change_is_acknowledged() -> None:
    editor = graph_editor(label="L")
    editor.set_state({"value": ring(1, 1), "edit": 3})
    assert editor.seen == 3


def test_a_start_that_is_no_map_is_refused() -> None:
    with pytest.raises(MapRecordError):
        graph_editor({"schema": 1}, label="L")
    with pytest.raises(MapRecordError):
        graph_editor(ring(1, 1, 1), label="L", max_variables=2)


# --- files ---------------------------------------------------------------------------------------


def test_a_file_is_opened() -> None:
    editor = graph_editor(label="L")
    ask(editor, {"open": "carte.json", "edit": 1}, json.dumps(ring(1, 1)).encode())
    assert editor.value == ring(1, 1)
    assert "est ouverte" in editor.message
    assert editor.seen == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "pas celui d’une carte"),
        (b"\xff\xfe\x00", "pas celui d’une carte"),
        (b"[" * 100_000, "pas celui d’une carte"),
        (b"{}", "La version de la fiche"),
        (json.dumps(ring(1, 1) | {"arrows": [{"cause": "v0"}]}).encode(), "n° 1"),
        (b" " * (files.LARGEST + 1), "plus lourd"),
    ],
)
def test_a_bad_file_is_named_and_loses_nothing(content: bytes, why: str) -> None:
    editor = graph_editor(ring(1, 1), label="L")
    ask(editor, {"open": "autre.json", "edit": 7}, content)
    assert editor.value == ring(1, 1)
    assert "votre carte n’a pas changé" in editor.message
    assert why in plain(editor.message)
    assert (editor.tone, editor.seen) == ("bad", 7)


def test_messages_that_nobody_sends_do_nothing(here: Path) -> None:
    editor = graph_editor(ring(1, 1), label="L")
    for odd in (None, "open", {}, {"autre": 1}):
        assert ask(editor, odd) == []
    assert editor.message == ""
    ask(editor, {"open": "sans contenu"})
    assert editor.message == INCIDENT
    assert (here / LOG_NAME).exists()


@pytest.mark.draws
def test_a_word_page_holds_the_picture_the_arrows_and_the_loops() -> None:
    record = ring(1, -1, title="Délais & trésorerie")
    record["arrows"][0]["delay"] = True
    editor = graph_editor(record, label="L")
    [(content, [page])] = ask(editor, {"word": True, "edit": 2}, png())
    assert content == {"download": {"filename": "delais-tresorerie.docx", "type": word_page.WORD}}
    document = docx.Document(io.BytesIO(page))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "Délais & trésorerie"
    assert any("freine le mouvement (B)" in text for text in texts)
    [picture] = document.inline_shapes
    assert plain(picture._inline.docPr.get("descr")).startswith("Carte de 2 variables")
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[1:] == [["nom 0", "nom 1", "+", "oui"], ["nom 1", "nom 0", "−", "non"]]
    assert 'w:val="fr-FR"' in document.styles.element.xml


@pytest.mark.draws
def test_a_word_page_of_an_empty_map_says_so() -> None:
    document = docx.Document(io.BytesIO(files.word_page(empty_map(), png())))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "Carte de causes"
    assert "Aucune flèche pour l’instant." in texts


@pytest.mark.draws
def test_a_picture_that_is_none_is_told() -> None:
    with pytest.raises(MaillonError, match="n’est pas lisible"):
        files.word_page(ring(1, 1), b"<svg/>")


@pytest.mark.draws
def test_a_tall_picture_stays_on_its_page() -> None:
    figure, written = Figure(figsize=(1, 4)), io.BytesIO()
    figure.savefig(written, format="png")
    document = docx.Document(io.BytesIO(files.word_page(ring(1, 1), written.getvalue())))
    [picture] = document.inline_shapes
    assert picture.height.cm == pytest.approx(word_page.LARGEST_HEIGHT, abs=0.1)
    assert picture.width.cm == pytest.approx(word_page.LARGEST_HEIGHT / 4, abs=0.1)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("", "carte.json"),
        ("  ", "carte.json"),
        ("Œuvre n° 2", "oeuvre-n-2.json"),
        ("日本", "carte.json"),
    ],
)
def test_files_have_plain_names(title: str, expected: str) -> None:
    assert files.name(empty_map(title), "json") == expected


# --- the page ------------------------------------------------------------------------------------


def test_the_page_reads_only_what_python_sends() -> None:
    read = set(re.findall(r'model\.get\("(\w+)"\)', GraphEditor._esm))
    assert {"value", "loops", "tiers", "max_variables", "seen"} < read
    assert read <= set(graph_editor(label="L").keys)


@pytest.mark.draws
def test_the_page_fetches_and_evaluates_nothing() -> None:
    text = GraphEditor._esm.replace("http://www.w3.org/2000/svg", "") + GraphEditor._css
    assert not re.findall(
        r"https?://|\bfetch\(|\bimport\b.*\bfrom\b|XMLHttpRequest|\beval\(|new Function|innerHTML|"
        r"@import|url\(",
        text,
    )
