"""Check 2: does the clause hold every piece that is needed to apply it?"""

from __future__ import annotations

import re

from maillon.clauses.checks.well_placed import same_for_all
from maillon.clauses.findings import Finding, Outcome, Verdict, finding, first_finding
from maillon.clauses.kind import Money, money, only_freezes
from maillon.clauses.lexicon import expression
from maillon.clauses.reading import Reading
from maillon.clauses.scale import itself
from maillon.clauses.terms import (
    owed_to_all,
    set_later,
    undefined,
    without_base,
    without_origin,
)
from maillon.clauses.text import Span
from maillon.clauses.vagueness import duties, vague

_SIGNS = {
    "vague": vague,
    "set_later": set_later,
    "undefined": undefined,
    "advance_to_all": owed_to_all,
}
_ORIGIN = "le mois d’origine des prix et des indices"
_ADVANCE = "l’assiette ou le remboursement de l’avance"
#: « Démarche environnementale (5 %) », « écologie : 10 points »: a theme of at most four words.
_THEME = re.compile(
    r"(?:^|[.,;:|\n)])\s*(?:et )?(?:la |le |les |l')?"
    r"((?:\w+[ '-]+(?:de la |des |du |de l')?){0,3}?"
    r"(environnement|ecolog|social|soci[ae]tal|durabl|responsab|ethique|solidair)\w*(?: et \w+)?)"
    r"[\s(:|=–-]*(?:; (?:ponderation|poids|points?|note|coefficient)\D{0,12})?(?:sur )?$"
)
#: What is noted is told after the weight.
_TOLD = re.compile(
    r"[ )]*(?:,|:|-|soit|not\w+|juge\w*|appreci\w+|d'apres|selon|au regard|sur)(?! la | le )"
)
#: Days from which a duration is that of the contract, and counts no means.
_LASTING = 90.0
#: What lasts, starts or is renewed: the contract, its periods.
_LASTS = re.compile(
    r"(?<!\w)(?:duree (?:d[eu'] ?(?:la |l'|ce |cet )?(?:present )?)?"
    r"(?:marche|contrat|accord|periode|tranche|mission)"
    r"|(?:marche|contrat|accord-cadre|bail) \w* ?(?:est|sera) (?:conclu|passe|reconduit|signe)"
    r"|periode (?:initiale |ferme )?est de|conclue? pour|reconduct\w+|reconduite?s?)(?!\w)"
)
#: « Le titulaire réemploie 40 % », « 40 % sont réemployés »: a verb, and nothing counted.
_ONLY_VERB = re.compile(
    r"\W*(?:[^,;:]{0,40}, )?(?:(?:le |la |l')\w+|il|elle|ils|elles)(?: (?:y|lui))? \w+"
    r"(?: (?:au moins|au minimum|au plus|jusqu'a|chaque annee))* $"
)
_NO_BASE = re.compile(
    r"(?: (?:au (?:moins|minimum|plus)|chaque \w+|par (?:an|mois)))*(?:\s*(?:[.;,]|$)"
    r"| (?:pendant|avant|a (?:compter|partir)|durant|au cours|d'ici)(?!\w))"
)
#: « 30 %, au moins, des heures »
_BASE = re.compile(r"\s*,? ?(?:au moins|au minimum|minimum)?,? ?(?:d[eu']|des|en)(?!\w)")
#: « 30 % de réemploi » says what is done, and not to what; « de réemploi des palettes » does.
_PROCESS = re.compile(
    r" (?:au (?:moins|minimum) )?d[e'] ?(?:re\w+ploi|\w{4,}(?:age|ation))s?(?=[.;,]| (?:chaque|par"
    r"|pendant|avant|a (?:compter|partir)|durant|d'ici|au cours)(?!\w)|\s*$)"
)
_SUBJECT_ALONE = re.compile(r" (?:au (?:moins|minimum) )?(?:est|sont|sera|seront|vont|va) ")
#: A year of the contract, in a date.
_IN = r"(?<!\d)20[2-4]\d(?!\d)"
#: « Nettoyé par le couvreur » says who acts.
_BY = r"(?<!\w)par (?:le|la|l'|les|une?) ?(?!biais|suite|presente?|soins?|moyen|voie|fait)\w{4,}"


def check(reading: Reading) -> Outcome:
    """Flag a vague word without a figure, or a missing piece, according to the place."""
    refs = ("critere_information",) if reading.place == "critere" else ()
    words = first_finding(reading, _SIGNS, refs) or bare(reading)
    if words:
        return words
    lack = _PIECES[reading.place](reading)
    name = {_ORIGIN: "origin_of_price", _ADVANCE: "terms_of_advance"}.get(lack, "piece")
    return finding(name, lack, refs, missing=True) if lack else Verdict.OK


def bare(reading: Reading, elsewhere: str = "") -> Finding | None:
    """Return the signal of a criterion that is a theme and its weight, with nothing to note.

    `elsewhere`: other texts of its article, folded, where the theme may be explained. A clause
    with one weight is looked at as a whole: « Prix : 60 % ; écologie : 40 % ».
    """
    weights = reading.measured(reading.whole, "share", "points")
    if reading.place != "critere" or (len(weights) == 1 and not elsewhere):
        return None
    for weight in weights:
        named = _THEME.search(reading.folded[: weight.span.start])
        if not named or _TOLD.match(reading.folded, weight.span.end):
            continue
        name = Span(named.start(1), weight.span.end)
        rest = reading.folded[: name.start] + elsewhere + reading.folded[name.end :]
        if named[2] not in rest and not reading.first("award.measured", within=name):
            return finding("bare", reading.text.quote(name))
    return None


def _duty(reading: Reading) -> str:
    """Say what an execution duty lacks: actor, quantity or moment."""
    kind = money(reading)
    if kind:
        return _money(reading, kind)
    agent = reading.first("duties.parties", "people.functions") or reading.matches(_BY)
    if not agent and _passive(reading):
        return "qui agit"
    if not (_timed(reading) or reading.first("duties.prohibitions")):
        return "quand, ou à quel rythme"
    if _on_call(reading):
        return "sous quel délai"
    return _unitless(reading) or _baseless(reading) or _uncounted(reading)


def _timed(reading: Reading) -> bool:
    """Tell whether a duty has a moment or a rhythm, or a year of the contract."""
    due = list(duties(reading))
    if not due or any(_times(reading, within=part) for part in due):
        return True
    return bool(reading.matches(_IN) or reading.measured(reading.whole, "times"))


def _on_call(reading: Reading) -> bool:
    """Tell whether an intervention on a call has no delay: « intervient en cas de panne »."""
    on_call = reading.first("duties.on_call") and not reading.first("duties.at_once")
    return bool(on_call) and not reading.measured(reading.whole, "duration")


def _passive(reading: Reading) -> bool:
    """Tell whether the first sentence leaves out who acts."""
    first = reading.text.sentences[0] if reading.text.sentences else Span(0, 0)
    if _LASTS.search(reading.folded, first.start, first.end):
        return False  # a contract lasts, and nobody acts
    start = Span(first.start, min(first.end, first.start + 45))
    return reading.first("duties.passive", within=start) is not None


def _unitless(reading: Reading) -> str:
    """Say that an insertion promise counts neither hours nor persons, nor a share of something."""
    for rank, sentence in enumerate(duties(reading)):
        if not reading.first("precision.insertion", within=sentence):
            continue
        if reading.first("scale.absolutes", within=sentence):
            continue
        if rank == 0 and not any(reading.measured(duty) for duty in duties(reading)):
            return "combien, et dans quelle unité"
        units = reading.spans("precision.insertion_units", within=sentence)
        if any(not itself(reading, unit) for unit in units):
            continue
        counted = reading.measured(sentence, "money") or any(
            expression("precision.heads").fullmatch(count.unit)
            for count in reading.measured(sentence, "count")
        )
        based = any(
            _BASE.match(reading.folded, share.span.end)
            for share in reading.measured(sentence, "share")
        )
        if reading.measured(sentence, "share", "bare") and not (counted or based):
            return "combien, et dans quelle unité"
    return ""


def _baseless(reading: Reading) -> str:
    """Say that a share is promised and the text does not say of what: « il réemploie 40 % »."""
    for sentence in duties(reading):
        if reading.first("precision.bases", within=sentence):
            continue
        for share in reading.measured(sentence, "share"):
            ahead = reading.folded[sentence.start : share.span.start]
            rest = reading.folded[share.span.end : sentence.end]
            alone = not ahead.strip() and _SUBJECT_ALONE.match(rest)
            if (
                alone
                or _PROCESS.match(rest)
                or (_ONLY_VERB.fullmatch(ahead) and _NO_BASE.match(rest))
            ):
                return "de quoi se calcule ce pourcentage"
    return ""


def _uncounted(reading: Reading) -> str:
    """Say that means are promised (« des actions », « une partie ») without any number."""
    for sentence in duties(reading):
        counted = [
            quantity
            for quantity in reading.measured(sentence)
            if quantity.dimension != "duration" or quantity.value < _LASTING
        ]
        if counted or reading.first("precision.classes", within=sentence):
            continue
        for span in reading.spans("precision.means", within=sentence):
            after = Span(span.end, min(sentence.end, span.end + 40))
            if not reading.first("proofs.documents", "duties.all_or_nothing", within=after):
                return "combien, et dans quelle unité"
        break
    return ""


def _money(reading: Reading, kind: Money) -> str:
    """Say what a money clause lacks: a delay, a rate, an index."""
    if kind is not Money.PAYMENT and only_freezes(reading, kind):
        return ""
    whole = reading.whole
    termed = reading.first("money.terms") or not reading.first("sanctions.late_interest")
    if kind is Money.PAYMENT and termed and not reading.measured(whole, "duration"):
        return "le délai en jours"
    if kind in (Money.ADVANCE, Money.RETENTION) and not reading.measured(whole, "share", "money"):
        return "le taux"
    if kind is Money.PRICE and reading.first("money.referrals"):
        return ""  # the formula stands elsewhere, in a named place
    indexed = reading.first("money.index") or reading.measured(whole)
    if kind is Money.PRICE and reading.first("money.varies") and not indexed:
        return "l’indice ou la formule"
    if kind is Money.PRICE and reading.first("money.varies") and not _moment(reading):
        return "quand les prix changent"
    if kind is Money.PRICE and without_origin(reading):
        return _ORIGIN
    return _ADVANCE if without_base(reading, kind) else ""


def _moment(reading: Reading) -> bool:
    """Tell whether a change of price has a moment or a formula; a mere request is neither."""
    return bool(reading.first("money.formulas")) or any(
        not reading.folded.startswith("a la demande", span.start) for span in _times(reading)
    )


def _times(reading: Reading, within: Span | None = None) -> list[Span]:
    """List the deadlines, rhythms and moments; « d’après » is none."""
    return [
        span
        for span in reading.spans("duties.times", within=within)
        if not reading.folded.endswith("d'", 0, span.start)
    ]


def _criterion(reading: Reading) -> str:
    """Say what a criterion lacks: its weight, or what is measured."""
    if not _weighted(reading):
        return "le poids du critère"
    return "" if _says_what(reading) or same_for_all(reading) else "ce qui est mesuré"


def _says_what(reading: Reading) -> bool:
    """Tell whether something that may be counted or described is named, besides the weight."""
    groups = ["award.measured", "award.capacity", "award.track_record"]
    groups += ["firm.subjects", "firm.perimeters", "labels.labels"]
    if reading.first(*groups, "labels.standards", "origin.goods", "origin.seat", "origin.distance"):
        return True
    return any(
        quantity.dimension in ("measure", "duration", "count", "money")
        for quantity in reading.quantities
        if not reading.near(quantity.span, "award.bid_pages")
        and not reading.folded[: quantity.span.start].endswith("sur ")
    )


def _weighted(reading: Reading) -> bool:
    """Tell whether a weight is given: points, a coefficient, a share of the mark."""
    whole = reading.whole
    if reading.first("award.weights") or reading.measured(whole, "points"):
        return True
    for share in reading.measured(whole, "share"):
        before = reading.folded[max(0, share.span.start - 3) : share.span.start]
        if "(" in before or share.span.start < 60 or reading.near(share.span, "award.weighing"):
            return True
    return False


def _level(reading: Reading) -> str:
    """Say what a condition of candidature lacks: a level, a number or a period."""
    whole = reading.whole
    if not reading.measured(whole) and reading.first("precision.levels"):
        return "un niveau, un nombre ou une période"
    return ""


#: What each place asks for, when it is missing.
_PIECES = {
    "condition_execution": _duty,
    "specification": _uncounted,
    "critere": _criterion,
    "candidature": _level,
}
