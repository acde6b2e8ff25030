"""Style sheets of the built site: what no page uses is gone, what one uses is there."""

from __future__ import annotations

from pathlib import Path

from maillon.site.stylesheets import cut_stylesheets, used

PAGE = '<link rel="stylesheet" href="../_static/basic.css?v=1" /><p class="kept seen">Bonjour</p>'


def test_a_rule_stays_for_the_selectors_that_a_page_can_match() -> None:
    assert used(".kept > .seen, .gone p { color: red }", {"kept", "seen"}) == (
        ".kept > .seen{ color: red }"
    )
    assert used(".kept.gone{x:y} .gone .kept{x:y}", {"kept"}) == ""


def test_a_class_that_an_element_may_lack_removes_nothing() -> None:
    css = "p:not(.gone){x:y}:is(.gone,.kept) a{x:y}"
    assert used(css, {"kept"}) == css


def test_rules_without_classes_and_what_is_not_a_style_stay() -> None:
    css = '@charset "utf-8";@font-face{src:url(a.woff2)}:root{--a:1}@keyframes b{from{c:d}}'
    assert used(css, set()) == css


def test_what_a_condition_holds_is_cut_too() -> None:
    css = "@media print{.kept{x:y}.gone{x:y}}@supports (a:b){.gone{x:y}}"
    assert used(css, {"kept"}) == "@media print{.kept{x:y}}"


def test_a_class_that_a_script_adds_keeps_its_rules_and_pages_ask_the_new_sheet(
    tmp_path: Path,
) -> None:
    sheet = tmp_path / "_static" / "basic.css"
    sheet.parent.mkdir()
    sheet.write_text(".kept{a:b}.added{a:b}.gone{a:b}")
    (tmp_path / "_static" / "page.js").write_text('node.classList.add("added")')
    page = tmp_path / "book" / "page.html"
    page.parent.mkdir()
    page.write_text(PAGE)
    cut_stylesheets(tmp_path)
    assert sheet.read_text() == ".kept{a:b}.added{a:b}"
    first = page.read_text()
    assert "?v=1" not in first
    assert first.count("basic.css?v=") == 1
    sheet.write_text(".kept{a:c}")
    cut_stylesheets(tmp_path)
    assert page.read_text() != first
