"""The texts of the workshops: complete, coherent, without formulas."""

from __future__ import annotations

import pytest

from maillon.catalogue import NOTEBOOKS, topic_of
from maillon.workshops.texts import load_texts

each = pytest.mark.parametrize("name", NOTEBOOKS)


@each
def test_a_bet_has_distinct_options(name: str) -> None:
    bet = load_texts(name).bet
    ids, labels = zip(*bet.options, strict=True)
    assert len(set(ids)) == len(set(labels)) == len(bet.options) >= 2
    assert bet.prompt.strip()
    assert bet.hint.strip()
    assert all(label.strip() and bet.label(option) == label for option, label in bet.options)


@each
def test_a_recall_has_a_right_option_and_an_explanation_each(name: str) -> None:
    recall = load_texts(name).recall
    assert len({question.prompt for question in recall}) == len(recall) == 3
    for question in recall:
        ids = [option for option, _ in question.options]
        assert question.right in ids
        assert len(set(ids)) == len(ids) >= 2
        assert list(question.explanations) == ids
        assert all(text.strip() for text in question.explanations.values())
        assert len(set(question.explanations.values())) == len(ids)


@each
def test_no_text_holds_a_formula_or_markup(name: str) -> None:
    raw = (topic_of(name).folder / "texts.toml").read_text(encoding="utf-8")
    assert not [sign for sign in ("$", "\\(", "\\[", "<", "`") if sign in raw]
