"""What every French sentence of a calculator must be."""

from __future__ import annotations

import re
from collections.abc import Iterable

from maillon.authoring import typography
from maillon.law.reasons import Reason


def check(reasons: Iterable[Reason], alerts: Iterable[str] = ()) -> None:
    """Assert that each sentence is one, short, ended, without brackets left to fill."""
    sentences = [*(reason.text for reason in reasons), *alerts]
    assert len(set(sentences)) == len(sentences)
    for sentence in sentences:
        assert sentence.endswith("."), sentence
        assert not re.search(r"[.!?] [A-ZÀÉ]", sentence), f"two sentences: {sentence}"
        assert len(re.findall(r"[\w’'\-,.\u202f/]+", sentence)) <= 25, sentence
        assert "{" not in sentence
        assert not typography.faults(sentence), sentence
