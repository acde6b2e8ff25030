"""What a sentence denies: « aucune pénalité », « n’entre pas dans la note », « sans label »."""

from __future__ import annotations

import re

from maillon.clauses.lexicon import expression
from maillon.clauses.text import FoldedText, Span

#: Turns that deny what follows them, or what stands before them.
_BEFORE = (
    "denials.by_subject",
    "denials.noun",
    "denials.adjective",
    "denials.object",
    "denials.waived",
)
_AFTER = ("denials.subject", "denials.ruled_out")


def negated(text: FoldedText, span: Span, *, subject: bool = True) -> bool:
    """Tell whether the words of a stretch are denied in their sentence.

    `subject` looks also at what follows: the stretch may be the subject of a denied verb.
    """
    sentence = text.sentence(span)
    before = re.sub(r"\s+", " ", text.folded[sentence.start : span.start])
    after = re.sub(r"\s+", " ", text.folded[span.end : sentence.end])
    listed = expression("denials.list").search(before)
    if listed and (listed["end"] != ", " or expression("denials.list_goes_on").match(after)):
        return True
    before = re.split(r"[.;:,!?](?!\d)|(?<!\w)mais(?!\w)", before)[-1]
    shut = expression("denials.shut").search(text.folded, sentence.start, sentence.end)
    if shut or expression("denials.twice").search(before):
        return False
    if any(expression(turn).search(before) for turn in _BEFORE):
        return True
    return subject and any(expression(turn).search(after) for turn in _AFTER)
