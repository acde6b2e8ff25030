"""Tell whether a text makes somebody owe something: an article without a duty is asked nothing."""

from __future__ import annotations

from maillon.base.text import fold
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span


def copied(sentence: str) -> bool:
    """Tell whether a sentence only copies what the code says of subcontracting."""
    folded = fold(sentence)
    if expression("duties.own_aim").search(folded) or not expression("duties.code").search(folded):
        return False
    named = "personnellement responsable" in folded
    return named or expression("duties.subcontract").search(folded) is not None


def renewed(sentence: str) -> bool:
    """Tell whether a sentence says how a contract is renewed, or how long it lasts in all."""
    return bool(expression("duties.renewed").search(fold(sentence)))


def allowed(reading: Reading, words: str) -> bool:
    """Tell whether the sentence that holds words only says what somebody may do."""
    may, modal = expression("duties.may"), expression("duties.modal")
    return any(
        may.search(fold(text.partition(words)[0])) and not modal.search(fold(text))
        for text in map(reading.text.quote, reading.text.sentences)
        if words in text
    )


def owes(reading: Reading) -> bool:
    """Tell whether a sentence makes a firm act, or something be done, by its verb."""
    return any(
        reading.search("duties.modal", sentence)
        or expression("duties.pronoun").search(reading.words(sentence))
        or _acts(reading, sentence)
        or _done(reading, sentence)
        for sentence in reading.text.sentences
        if not copied(reading.text.quote(sentence))
    )


def _acts(reading: Reading, sentence: Span) -> bool:
    """Tell whether a firm, or a trade, is the subject of a verb that is no right nor state."""
    buyers, things = expression("duties.buyers"), expression("duties.things")
    for firm in reading.spans("duties.parties", within=sentence):
        if buyers.match(reading.folded, firm.start) or reading.follows(firm, "duties.idle_firm"):
            continue
        if reading.leads(firm, "duties.subject", sentence.start):
            return True
    trades = expression("duties.trade").finditer(reading.words(sentence))
    return any(not (buyers.match(one["trade"]) or things.match(one["trade"])) for one in trades)


def _done(reading: Reading, sentence: Span) -> bool:
    """Tell whether the firm does something: « sont triés », but not « sont définis »."""
    for found in reading.turns("duties.done", sentence):
        agent = reading.follows(Span(*found.span()), "duties.by")
        ours = agent and expression("duties.buyers").match(reading.folded, agent.end())
        if not (ours or expression("duties.describing").fullmatch(found[1])):
            return True
    return False
