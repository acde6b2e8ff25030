"""What the registry of law says on the day of a clause, for the buyer that its text names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

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


def beyond(
    reading: Reading, span: Span, rule: str, scopes: Sequence[str | None], name: str
) -> Finding:
    """Return the signal of words that overstep a rule, or what to remember of it.

    Of one value, it says whom it binds; of several, what each one is for. `name` is that of its
    question in `questions.yaml`.

    Raises:
        LegalError: the registry has no such value on that day.
    """
    cited = [law.cite(rule, reading.day, scope) for scope in scopes]
    if len(cited) == 1:
        binds = cited[0].applies_to or cited[0].entry.applies_to
        value = f"{cited[0].text} ({binds})" if binds else cited[0].text
    else:
        value = f"{NNBSP}; ".join(f"{one.value.name} ({one.text})" for one in cited)
    source = listing([*dict.fromkeys(article for one in cited for article in _articles(one))])
    head, day = f"{law.entry(rule).label}{NBSP}:", long_date(reading.day)
    why = f"{head} le registre du cours donne, au {day}{NBSP}: {value}. Source{NBSP}: {source}."
    return Finding(reading.text.quote(span), why, questions()[name]["question"], (rule,))


def _articles(cited: law.Citation) -> list[str]:
    """Name the article of a value; of a value without its own, those of its rule."""
    if cited.article:
        return [cited.article]
    ruling = [name for name in cited.entry.articles if name.startswith(("CCP ", "CCAG"))]
    return [article_text(name) for name in ruling or cited.entry.articles[:1]]


def compared(
    reading: Reading, tests: Iterable[Callable[[Reading], Finding | None]]
) -> Iterator[Finding]:
    """Give the signals of tests; a value that the registry does not have gives none."""
    for test in tests:
        try:
            finding = test(reading)
        except law.LegalError:
            continue  # no signal rests on a guess
        if finding:
            yield finding


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
    for quantity in reading.quantities:
        if quantity.dimension != "money" or not least or quantity.value < least:
            continue
        under = reading.folded[: quantity.span.start].endswith(("moins de ", "inferieures a "))
        if under or reading.denied(quantity.span, subject=False):
            small = True
        else:
            large = True
    return large, small
