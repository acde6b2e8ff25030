"""What the registry of law says on the day of a clause, for the buyer that its text names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from maillon import law
from maillon.base.text import fold
from maillon.base.wording import NBSP, NNBSP, listing, long_date
from maillon.clauses.findings import Finding, questions
from maillon.clauses.quantities import quantities
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span
from maillon.law.articles import article_text

#: Scopes of the values that a small firm gets from a buyer, as the registry names them.
STATE = "pme-etat"
STATE_BODY = "pme-etablissement-etat"
LOCAL = "pme-collectivite"


def figure(reading: Reading, rule: str, scope: str | None = None) -> float:
    """Return a number of the registry, on the day of the consultation.

    Raises:
        LegalError: the registry has no such number on that day.
    """
    raw = law.value(rule, on=reading.day, scope=scope)
    if isinstance(raw, int | float):
        return float(raw)
    raise law.LegalError(f"« {rule} » n’a pas de valeur chiffrée.")


class Bound(NamedTuple):
    """Words that a rule of the registry bounds, the scopes of its values, the name of its question.

    Of one value, the signal says whom it binds; of several, what each one is for.
    """

    span: Span
    rule: str
    question: str
    scopes: tuple[str | None, ...] = (None,)


def compared(
    reading: Reading, tests: Iterable[Callable[[Reading], Bound | None]]
) -> Iterator[Finding]:
    """Give the signals of tests; a value that the registry does not have gives none."""
    for test in tests:
        try:
            bound = test(reading)
            finding = _finding(reading, bound) if bound else None
        except law.LegalError:
            continue  # no signal rests on a guess
        if finding:
            yield finding


def _finding(reading: Reading, bound: Bound) -> Finding:
    """Return the signal of words that overstep a rule, or what to remember of it."""
    cited = [law.cite(bound.rule, reading.day, scope) for scope in bound.scopes]
    if len(cited) == 1:
        binds = cited[0].applies_to or cited[0].entry.applies_to
        value = f"{cited[0].text} ({binds})" if binds else cited[0].text
    else:
        value = f"{NNBSP}; ".join(f"{one.value.name} ({one.text})" for one in cited)
    source = listing([*dict.fromkeys(article for one in cited for article in _articles(one))])
    head, day = f"{law.entry(bound.rule).label}{NBSP}:", long_date(reading.day)
    why = f"{head} le registre du cours donne, au {day}{NBSP}: {value}. Source{NBSP}: {source}."
    question = questions()[bound.question]["question"]
    return Finding(reading.text.quote(bound.span), why, question, (bound.rule,))


def _articles(cited: law.Citation) -> list[str]:
    """Name the article of a value; of a value without its own, those of its rule."""
    if cited.article:
        return [cited.article]
    ruling = [name for name in cited.entry.articles if name.startswith(("CCP ", "CCAG"))]
    return [article_text(name) for name in ruling or cited.entry.articles[:1]]


def sme_scopes(reading: Reading) -> tuple[str, ...]:
    """Return the terms that a small firm may get from the buyer that the text names.

    None: the general terms. Several: the text does not say enough to choose.
    """
    if reading.first("money.health_buyer"):
        return ()
    if _state(reading):
        return (STATE,)
    _, small = _size(reading)
    for body, scope in (("sums.state_body", STATE_BODY), ("sums.local_body", LOCAL)):
        if reading.first(body):
            return () if small else (scope,)
    return (STATE,) if small else (STATE, STATE_BODY, LOCAL)


def sme_scope(reading: Reading) -> str:
    """Return the terms of small firms that bind for sure: holder, buyer and size are named."""
    scopes = sme_scopes(reading)
    sure = len(scopes) == 1 and (_state(reading) or _size(reading)[0])
    return scopes[0] if sure and reading.first("money.sme") else ""


def buyer_named(reading: Reading) -> bool:
    """Tell whether the text names a buyer that is neither a hospital nor a public company."""
    return _state(reading) or reading.first("sums.state_body", "sums.local_body") is not None


def _state(reading: Reading) -> bool:
    """Tell whether the State buys: « l’État » with its capital, or one of its services."""
    if reading.first("sums.state"):
        return True
    return any(reading.text.quote(span)[:1].isupper() for span in reading.spans("money.state"))


def _size(reading: Reading) -> tuple[bool, bool]:
    """Tell whether the text states a buyer above the size that opens better terms, or below it."""
    applies = law.cite("retenue_garantie", reading.day, LOCAL).applies_to
    least = min((q.value for q in quantities(fold(applies)) if q.dimension == "money"), default=0.0)
    large = small = False
    for quantity in reading.measured(reading.whole, "money"):
        if not least or quantity.value < least:
            continue
        under = reading.folded[: quantity.span.start].endswith(("moins de ", "inferieures a "))
        under = under or reading.denied(quantity.span, subject=False)
        small, large = small or under, large or not under
    return large, small
