"""The delays that a text gives to pay the firm, whatever else the same sentence speaks of."""

from __future__ import annotations

import re

from maillon.clauses.quantities import Quantity
from maillon.clauses.reading import Reading
from maillon.clauses.text import Span

#: What a delay may measure; the act of paying alone matters, the others are its rivals.
_PAYING = "payments.acts"
_LIGHT = "payments.light"
_RIVALS = ("payments.checks", "payments.works", _LIGHT, "payments.lasting")
#: From a rival to a delay that completes it: « une vérification de trente jours ».
_COMPLETED = re.compile(
    r"[\s(:]*(?:(?:est|sont|sera|dure|prend|depasse|excede|se fait|s'effectue|limitee?s?)\s)?"
    r"(?:(?:d'|de |dans |en |sous |a |au plus |au maximum |les |un |une |duree |delai |delais "
    r"|maximal |maximum |fixee?s? |inferieure?s? )*)$"
)
#: An act told as a circumstance: « après vérification », « dès que le service est constaté ».
_CIRCUMSTANCE = re.compile(
    r"(?<!\w)(?:apres|des|sitot|lors d[eu']|une fois|sous reserve d[eu']"
    r"|a (?:compter|partir) d[eu']|a l'(?:issue|achevement|expiration) d[eu']"
    r"|au (?:vu|terme|lendemain) d[eu']"
    r"|suite (?:a|au|aux)|suivant|sur|en vue d[eu']|depuis|lorsque|quand|si|date d[eu']"
    r"|reception d[eu'])[^,;:.]{0,60}$"
)
#: What gives, to a delay that opens its sentence, an act to measure.
_OPENS = re.compile(
    r"\W*(?:(?:et|puis) )?(?:(?:apres|des|une fois|a|pour|en|sous|lorsque|si|sur)(?!\w)[^,]*, )?"
    r"(?:dans|sous|d'ici|en|au plus tard|passe|au-dela|au bout|apres|delai)(?!\w)[^,;:]{0,40}"
)
#: « Vérifiée puis, sous trente jours, payée »: the act comes just after.
_CLOSED = re.compile(r"[^,;:]{0,60}, (?:puis |et )?(?:est |sont |sera |seront )?")
#: What starts another clause of a sentence.
_STOPS = re.compile(r";|(?<!\w)(?:sauf|sinon|faute d[eu'] ?(?:quoi)?|a defaut)(?!\w)")
#: « N’est pas payée et doit être rattrapée »: a failure costs its price, nothing waits.
_UNPAID = re.compile(r"(?<!\w)(?:ne |n')(?:\w+ ){1,2}(?:pas|plus|jamais|ni) (?:\w+ )?$")
_BEFORE = re.compile(r" (?:qu')?(?:avant|au bout|apres|dans)(?!\w)")
#: Words that mean a payment without saying of what.
_PAYMENT = re.compile(r"pay|paie|paiement|reglement|mandatement|virement|exigible|echeance")
#: A rhythm, a term of another date, or a stretch of time: no delay.
_NO_DELAY = re.compile(
    r"(?<!\w)(?:tous les|toutes les|chaque|par|pendant|durant|pour|sur|depuis|entre)"
    r" (?:les |une? )?$"
)
_BEFOREHAND = re.compile(r" ?(?:\w+ )?(?:avant|plus tot|au prealable|d'avance)(?!\w)")
#: « Est payé », « sera réglée »: who is named before is paid, and does not pay.
_PASSIVE = re.compile(r"(?<!\w)(?:est|sont|sera|seront|etre|soit|soient|ete) (?:\w+ )?$")
_TOWARDS = re.compile(r"(?<!\w)(?:au|aux|du|des|a la|a l'|de la|de l'|par la|par le|par l') ?$")
#: « Les véhicules livrés »: a participle says which ones, and is no act of its sentence.
_PARTICIPLE = re.compile(r"\w+ee?s|\w+ee")
_BILLS = re.compile(r"(?<!\w)(?:factures?|sommes?|depenses?|prestations?) $")
#: Interest has its own term, and a guarantee is given back, not paid.
_OTHER_SUMS = re.compile(
    r"(?<!\w)(?:interets?|indemnites?|penalites?|retenue|garantie|caution\w*|primes?|loyers?|redevances?)(?!\w)"
)
_WORKING = re.compile(r" (?:ouvres?(?P<five>)|ouvrables?)(?!\w)")
_WEEK = 7


def payment_delays(reading: Reading) -> list[Quantity]:
    """List the durations that a text gives to pay the firm, in calendar days.

    A sentence may also speak of a check or of the service performed: a delay is that of the last
    act told before it, circumstances left out, or else of the first act told after it.
    """
    return [
        delay
        for delay in reading.quantities
        if delay.dimension == "duration"
        and not _NO_DELAY.search(reading.folded[: delay.span.start])
        and not _BEFOREHAND.match(reading.folded, delay.span.end)
        and _pays_in(reading, delay)
    ]


def calendar_days(reading: Reading, delay: Quantity) -> float:
    """Return a delay in calendar days, at least: thirty working days last six weeks."""
    found = _WORKING.match(reading.folded, delay.span.end)
    if not found:
        return delay.value
    return (delay.value - 1) * _WEEK / (5 if found["five"] is not None else 6)


def _pays_in(reading: Reading, delay: Quantity) -> bool:
    """Tell whether what a delay measures is the payment of the firm by the buyer."""
    clause = _clause(reading, delay.span)
    start = clause.start
    before = _told_before(reading, Span(start, delay.span.start))
    after = _acts(reading, Span(delay.span.end, clause.end))
    ahead = reading.folded[start : delay.span.start]
    opened = _OPENS.fullmatch(ahead) or not ahead.strip()
    then = reading.folded[delay.span.end : after[0][1].start] if after else ""
    closed = after and after[0][0] == _PAYING and _CLOSED.fullmatch(then)
    told = after[:1] if closed or (opened and not before) else before[-1:]
    return any(group == _PAYING and _ours(reading, act, clause) for group, act in told)


def _clause(reading: Reading, delay: Span) -> Span:
    """Return what surrounds a delay, between two stops of its sentence: « ; », « sauf si »."""
    sentence = reading.text.sentence(delay)
    stops = [found.end() for found in _STOPS.finditer(reading.folded, sentence.start, delay.start)]
    found = _STOPS.search(reading.folded, delay.end, sentence.end)
    return Span(max(stops, default=sentence.start), found.start() if found else sentence.end)


def _told_before(reading: Reading, within: Span) -> list[tuple[str, Span]]:
    """List the acts told before a delay, without circumstances nor what stands between commas."""
    told: list[tuple[str, Span]] = []
    for group, act in _acts(reading, within):
        paid = any(known == _PAYING for known, _ in told)
        ahead, rest = reading.folded[within.start : act.start], reading.folded[act.end : within.end]
        completed = _COMPLETED.fullmatch(rest)
        if group == _PAYING:
            if _describes(reading, act) and not completed:
                continue
        elif paid and group == _LIGHT and told[-1][0] == _PAYING:
            continue  # « le paiement s’effectue »
        elif paid and _qualifies(reading, act):
            continue  # « le paiement des fournitures livrées »
        elif not completed:
            aside = paid and "," in rest and "," in reading.folded[told[-1][1].end : act.start]
            if aside or _CIRCUMSTANCE.search(ahead):
                continue
        told.append((group, act))
    return told


def _qualifies(reading: Reading, act: Span) -> bool:
    """Tell whether an act is told by a participle without a verb: it says which thing, or which."""
    words = reading.folded[act.start : act.end]
    return bool(_PARTICIPLE.fullmatch(words)) and not _PASSIVE.search(reading.folded[: act.start])


def _describes(reading: Reading, act: Span) -> bool:
    """Tell whether a participle only says which bills: « le relevé des factures payées »."""
    if not _PARTICIPLE.fullmatch(reading.folded[act.start : act.end]):
        return False
    return bool(_BILLS.search(reading.folded[: act.start]))


def _acts(reading: Reading, within: Span) -> list[tuple[str, Span]]:
    """List what the words of a stretch may make a delay measure, in order."""
    others = list(reading.spans("payments.no_acts", within=within))
    found = [
        (group, span)
        for group in (_PAYING, *_RIVALS)
        for span in reading.spans(group, within=within)
        if not any(other.touches(span) for other in others)
    ]
    return sorted(found, key=_place)


def _place(found: tuple[str, Span]) -> int:
    return found[1].start


def _ours(reading: Reading, act: Span, clause: Span) -> bool:
    """Tell whether the buyer pays, and pays the firm: neither a supplier of it nor other sums."""
    before = reading.folded[clause.start : act.start]
    if _UNPAID.search(before) and not _BEFORE.match(reading.folded, act.end):
        return False
    paid = reading.first("money.firms", within=clause) and _PASSIVE.search(before)
    if not (paid or _PAYMENT.match(reading.folded, act.start) or reading.first("money.owed")):
        return False  # « mandate un expert », « acquitte un message »
    if _OTHER_SUMS.search(before) and not reading.first("money.owed", within=clause):
        return False
    if reading.first("money.buyers", "money.public_company", within=clause):
        return True
    if reading.first("money.not_ours", within=clause):
        return False
    firm = reading.first("money.firms", within=Span(clause.start, act.start))
    if firm is None or _TOWARDS.search(before[: firm.start - clause.start]):
        return True
    return bool(_PASSIVE.search(before)) or "," in before[firm.end - clause.start :]
