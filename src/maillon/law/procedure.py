"""Which procedure an estimated need calls for, on the day its consultation is launched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from maillon.law import inputs
from maillon.law.articles import article_text
from maillon.law.entries import Citation
from maillon.law.figures import figure
from maillon.law.inputs import Number
from maillon.law.obligations import Need, adapted_steps, nuances, obligations
from maillon.law.reasons import Reason, starts_later, watch_alerts
from maillon.law.registry import cite, entry
from maillon.law.terms import payment_terms

#: Who buys, as far as thresholds are concerned: identifier to French label.
BUYERS = {
    "collectivite": "collectivité ou autre pouvoir adjudicateur non central",
    "etat": "État, autorité publique centrale",
    "entite": "entité adjudicatrice",
}

#: What is bought: identifier to French label.
PURCHASES = {
    "fournitures_services": "fournitures ou services",
    "travaux": "travaux",
    "services_sociaux": "services sociaux et autres services spécifiques",
    "livres": "livres non scolaires",
}

#: The procedures, from the lightest to the strictest: identifier to French label.
PROCEDURES = {
    "dispense": "dispense de publicité et de mise en concurrence",
    "adaptee": "procédure adaptée",
    "formalisee": "procédure formalisée",
}

_EUROPEAN = {
    "collectivite": "seuil_ue_fs_local",
    "etat": "seuil_ue_fs_etat",
    "entite": "seuil_ue_fs_entites",
}
#: Whom CCP R2131-12 names: they owe a national notice from a threshold on.
_NOTICE = ("collectivite", "etat")
_INNOVATIVE = ("fournitures_services", "travaux")
_DIRECT = {
    "achat_innovant": "Achat innovant sous {} : ni publicité ni mise en concurrence imposées.",
    "livres_non_scolaires": "Livres non scolaires sous {} : ni publicité ni mise en concurrence "
    "imposées.",
}
_DIRECT_BY_AMOUNT = "Le besoin estimé reste sous {} : ni publicité ni mise en concurrence imposées."


@dataclass(frozen=True, slots=True)
class Band:
    """Amounts from `low` (included) to `high` (excluded; None: no end), in euros excl. tax.

    `citation`: the rule that sets the procedure or the publicity of the band.
    """

    low: int
    high: int | None
    procedure: str
    publicity: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A procedure, its French label and publicity, why, what else binds, and what to check.

    `steps`: what to do in an adapted procedure (none in another one). `terms`: the advance and
    the payment delay that the contract will owe.
    """

    procedure: str
    label: str
    publicity: str
    reasons: tuple[Reason, ...]
    obligations: tuple[Reason, ...]
    steps: tuple[Reason, ...]
    terms: tuple[Reason, ...]
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Thresholds:
    """The thresholds of a buyer and a purchase on a day.

    `direct`: below one of them, no competition. `european`: from it on, formal procedure; for
    social services (`light`), European publication only. `notice`: from it on, a national
    notice; None where the registry documents no such threshold.
    """

    direct: tuple[Citation, ...]
    european: Citation
    notice: Citation | None
    light: bool

    @property
    def highest_direct(self) -> Citation:
        """The threshold from which competition is organised."""
        return max(self.direct, key=figure)

    def band(self, amount: Decimal | int) -> Band:
        """Return the rule for an amount, as a band of no width."""
        for rule in self.direct:
            if amount < figure(rule):
                return _band("dispense", "Ni publicité ni mise en concurrence imposées", rule)
        if amount >= figure(self.european):
            procedure = "adaptee" if self.light else "formalisee"
            where = "Journal officiel de l’Union européenne (JOUE)"
            return _band(procedure, f"Avis publié au {where}", self.european)
        if self.light:
            return _band("adaptee", "Publicité adaptée, choisie par l’acheteur", self.european)
        if self.notice is None:
            article = article_text(entry("seuil_publicite_90k").articles[0])
            publicity = (
                "Publicité à vérifier : l’article lu ne vise que l’État et les collectivités "
                f"({article})"
            )
            return _band("adaptee", publicity, self.highest_direct)
        if amount >= figure(self.notice):
            return _band(
                "adaptee", "Avis au BOAMP ou dans un journal d’annonces légales", self.notice
            )
        return _band("adaptee", "Publicité adaptée, choisie par l’acheteur", self.highest_direct)

    def steps(self) -> list[int]:
        """List the amounts where the rule may change, from zero up."""
        notice = (self.notice,) if self.notice else ()
        return sorted({0, *(int(figure(c)) for c in (*self.direct, self.european, *notice))})


def bands(buyer: str, purchase: str, on: date, innovative: bool = False) -> tuple[Band, ...]:
    """Cut the amounts, from zero up, where the procedure or its publicity changes.

    `on`: the day the consultation is launched (sending of the notice, if there is one).
    Same errors as `procedure`.

    >>> [(band.low, band.procedure) for band in bands("etat", "travaux", date(2026, 6, 1))]
    [(0, 'dispense'), (100000, 'adaptee'), (5404000, 'formalisee')]
    """
    thresholds = _thresholds(buyer, purchase, on, innovative)
    merged: list[Band] = []
    for low in thresholds.steps():
        band = replace(thresholds.band(low), low=low)
        if merged and replace(band, low=merged[-1].low) == merged[-1]:
            continue
        merged.append(band)
    ends = [*(band.low for band in merged[1:]), None]
    return tuple(replace(band, high=end) for band, end in zip(merged, ends, strict=True))


def procedure(
    buyer: str, purchase: str, amount: Number, on: date, innovative: bool = False
) -> Ruling:
    """Say which procedure a need calls for, why, and what else binds it.

    `buyer`, `purchase`: keys of `BUYERS` and `PURCHASES`. `amount`: the whole estimated
    need, in euros excluding tax. `on`: the day that counts, the launch of the consultation
    (sending of the notice, if there is one). `innovative`: the purchase is innovative; it
    counts for supplies, services and works. Source: CCP R2122-8, R2122-9, R2122-9-1, R2123-1,
    R2124-1, R2131-12.

    Raises:
        MaillonError: unknown buyer or purchase, bad amount or day.
        NotInForce: the registry does not know a threshold on that day.

    >>> procedure("collectivite", "fournitures_services", 215_999, date(2026, 6, 1)).label
    'procédure adaptée'
    """
    need = inputs.amount(amount, "Le montant estimé")
    thresholds = _thresholds(buyer, purchase, on, innovative)
    band = thresholds.band(need)
    reasons = tuple(_reasons(thresholds, need, band))
    context = Need(need, on, purchase, band.procedure, thresholds.european)
    binding = obligations(context)
    alerts = (
        *watch_alerts((*reasons, *binding), on),
        *_cautions(purchase, innovative, thresholds, band),
        *nuances(context),
    )
    return Ruling(
        band.procedure,
        PROCEDURES[band.procedure],
        band.publicity,
        reasons,
        binding,
        steps=adapted_steps(on) if band.procedure == "adaptee" else (),
        terms=payment_terms(buyer, need, on),
        alerts=alerts,
    )


def _thresholds(buyer: str, purchase: str, on: date, innovative: bool) -> _Thresholds:
    inputs.choice(buyer, BUYERS, "L’acheteur")
    inputs.choice(purchase, PURCHASES, "L’achat")
    inputs.day(on, "Le jour")
    direct = [cite("dispense_travaux" if purchase == "travaux" else "dispense_fs", on)]
    if purchase == "livres":
        direct.append(cite("livres_non_scolaires", on))
    if innovative and purchase in _INNOVATIVE and not starts_later("achat_innovant", on, "marche"):
        direct.append(cite("achat_innovant", on, "marche"))
    notice = cite("seuil_publicite_90k", on) if buyer in _NOTICE else None
    return _Thresholds(
        direct=tuple(sorted(direct, key=figure)),
        european=_european(buyer, purchase, on),
        notice=notice,
        light=purchase == "services_sociaux",
    )


def _european(buyer: str, purchase: str, on: date) -> Citation:
    if purchase == "services_sociaux":
        scope = "entites-adjudicatrices" if buyer == "entite" else "pouvoirs-adjudicateurs"
        return cite("seuil_ue_services_sociaux", on, scope)
    return cite("seuil_ue_travaux" if purchase == "travaux" else _EUROPEAN[buyer], on)


def _band(procedure: str, publicity: str, citation: Citation) -> Band:
    doubt = " (à vérifier)" if citation.to_check else ""
    return Band(0, None, procedure, f"{publicity}{doubt}.", citation)


def _reasons(thresholds: _Thresholds, amount: Decimal, band: Band) -> Iterator[Reason]:
    """Say why, each threshold in turn."""
    direct, european, notice = thresholds.highest_direct, thresholds.european, thresholds.notice
    if band.procedure == "dispense" and (rule := band.citation):
        sentence = _DIRECT.get(rule.entry.id, _DIRECT_BY_AMOUNT)
        yield Reason(sentence.format(rule.text), rule)
        if rule.entry.id == "dispense_fs":
            yield Reason(
                "Choisissez une offre pertinente, au bon prix, et variez les fournisseurs.", rule
            )
        return
    if band.procedure == "formalisee":
        yield Reason(
            f"Le besoin estimé atteint {european.text}, seuil européen : procédure formalisée.",
            european,
        )
        return
    yield Reason(f"Le besoin estimé atteint {direct.text} : la dispense ne joue plus.", direct)
    if thresholds.light:
        yield Reason("Pour ces services, la procédure adaptée suffit à tout montant.", european)
        side = "atteint" if amount >= figure(european) else "reste sous"
        yield Reason(f"Le besoin {side} {european.text}, seuil de publication au JOUE.", european)
    else:
        yield Reason(f"Il reste sous {european.text}, seuil de la procédure formalisée.", european)
        if notice:
            side = "atteint" if amount >= figure(notice) else "reste sous"
            yield Reason(f"Il {side} {notice.text}, seuil de l’avis national.", notice)


def _cautions(
    purchase: str, innovative: bool, thresholds: _Thresholds, band: Band
) -> Iterator[str]:
    """Say what the trainee must check before relying on the answer."""
    rule = band.citation.entry.id if band.citation else ""
    if innovative and purchase not in _INNOVATIVE:
        yield (
            "La dispense des achats innovants ne vaut pas pour cette famille : "
            "la case est sans effet."
        )
    if rule == "achat_innovant":
        yield "Vérifiez que l’achat répond à la définition de l’achat innovant."
    if rule == "livres_non_scolaires":
        yield "Vérifiez que votre organisme peut acheter ses livres sous cette dispense."
    if band.procedure == "adaptee" and not thresholds.light and thresholds.notice is None:
        yield (
            "La publicité d’une procédure adaptée n’est documentée que pour l’État et "
            "les collectivités."
        )
    if thresholds.light and thresholds.european.to_check:
        yield (
            "Le seuil européen des services sociaux reste à vérifier dans le code, "
            "et la condition sociale avec lui."
        )
