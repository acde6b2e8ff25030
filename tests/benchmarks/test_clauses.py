"""The benchmark of the clause checker runs and prints a ratio; its times are its own."""

from __future__ import annotations

import re

import pytest
from docx import Document
from scripts import benchmark


@pytest.fixture(scope="module")
def clauses():
    return benchmark("clauses")


def test_it_prints_both_times_and_their_ratio(clauses, capsys):
    clauses.main(["--words", "300", "--repeats", "1"])
    words, head, check, read, ratio, best = capsys.readouterr().out.splitlines()
    assert int(words.split()[0]) >= 300
    assert head.split() == list(clauses.HEAD)
    assert check.startswith("clause check")
    assert read.startswith("python-docx")
    assert re.fullmatch(r"ratio of cpu: \d+\.\d", ratio)
    assert "target" in best


def test_the_document_has_the_words_and_the_articles_that_it_says(clauses, tmp_path):
    path = tmp_path / "a.docx"
    count = clauses.write(path, 500)
    paragraphs = Document(str(path)).paragraphs
    titles = [each.text for each in paragraphs if each.text.startswith("Article ")]
    words = sum(len(each.text.split()) for each in paragraphs if each.text not in titles)
    assert words == count >= 500
    assert len(titles) == -(-(len(paragraphs) - len(titles)) // clauses.ARTICLE)
