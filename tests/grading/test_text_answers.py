"""Reading a sheet of answers defensively, and showing a text without ever interpreting it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from maillon.grading.files import MAX_ANSWERS_BYTES, UnreadableFile, read_answers, text_answer
from maillon.grading.preprocessors import trainee_name
from maillon.grading.rendering import MAX_TEXT_CHARS, safe_html, text_cell

SHEET = {"schema": 1, "assignment": "e1", "answers": {"note": {"value": "Bonjour"}}}


def test_a_sound_sheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reponses.json"
    path.write_text(json.dumps(SHEET), encoding="utf-8-sig")
    assert text_answer(read_answers(path, "e1"), "note") == "Bonjour"


def test_a_missing_sheet_is_not_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_answers(tmp_path / "reponses.json", "e1")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "abîmé"),
        (json.dumps(SHEET).encode()[:-5], "abîmé"),
        (b"\xff\xfe\x00", "abîmé"),
        (b"[" * 200_000, "abîmé"),
        (b"[1]", "forme attendue"),
        (json.dumps(SHEET | {"assignment": "e2"}).encode(), "autre exercice"),
        (json.dumps(SHEET | {"schema": 2}).encode(), "autre version"),
        (json.dumps(SHEET | {"answers": None}).encode(), "forme attendue"),
        (b" " * (MAX_ANSWERS_BYTES + 1), "dépasse"),
    ],
    ids=["empty", "cut", "binary", "deep", "list", "foreign", "later", "shapeless", "huge"],
)
def test_a_damaged_sheet_gives_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "reponses.json"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=reason):
        read_answers(path, "e1")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    real = tmp_path / "ailleurs.json"
    real.write_text(json.dumps(SHEET), encoding="utf-8")
    link = tmp_path / "reponses.json"
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("links need a right that this system does not give")
    with pytest.raises(UnreadableFile, match="lien"):
        read_answers(link, "e1")


def test_a_folder_is_not_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "reponses.json").mkdir()
    with pytest.raises(UnreadableFile, match="dossier"):
        read_answers(tmp_path / "reponses.json", "e1")


@pytest.mark.parametrize("answer", [None, 3, [], {}, {"value": 3}, {"value": ["a"]}, "texte"])
def test_only_a_recorded_text_is_a_text(answer: Any) -> None:
    assert text_answer({"note": answer}, "note") == ""


@given(st.text(max_size=200))
@example("<script>alert(1)</script>\n\n# Titre\n\n- liste\n\n    code\n\n```\nx\n```")
@example("[a](javascript:alert(1)) ![b](http://x) <http://y> **c** `d` $e$ \\(f\\) &lt;g&gt;")
@example("</div><img src=x onerror=alert(1)>\n\n<div>")
def test_any_text_is_shown_and_nothing_of_it_acts(text: str) -> None:
    source = text_cell(text)
    assert "\n" not in source
    for html in (markdown2html(source), safe_html(source)):
        soup = BeautifulSoup(html, "html.parser")
        assert {tag.name for tag in soup.find_all(True)} <= {"div", "br"}
        assert len(soup.find_all("div")) == 1
    shown = BeautifulSoup(safe_html(source).replace("<br>", "\n"), "html.parser").get_text()
    visible = [c for c in text if c.isprintable() and not c.isspace()]
    assert [c for c in shown if c.isprintable() and not c.isspace()] == visible


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_an_end_of_line_of_any_kind_keeps_words_apart(end: str) -> None:
    assert "20 points<br />L’offre" in text_cell(f"20 points{end}L’offre")


def test_a_text_without_end_is_cut_and_says_so() -> None:
    source = text_cell("a" * (MAX_TEXT_CHARS + 1))
    assert "Texte coupé" in source
    assert source.count("a") < MAX_TEXT_CHARS + 200


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jeanne  d’Arras", "Jeanne d’Arras"),
        ("<b>Zoé</b>\n", "bZoéb"),
        ("x" * 500, "x" * 80),
        (12, ""),
    ],
)
def test_a_name_cannot_carry_markup(tmp_path: Path, name: object, expected: str) -> None:
    manifest = {"student": {"name": name}}
    (tmp_path / "copie.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert trainee_name(tmp_path) == expected
