"""Draw the contracts of the fictional sample, in the official 2024 format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from maillon import law
from maillon.law.figures import figure
from maillon.opendata.sample.scenario import Buyer, Family, Firm, Lot, Scenario
from maillon.opendata.sample.seeded_draw import Draw

Contract = dict[str, Any]

SEED = 2026
FIRST_DAY, LAST_DAY = date(2025, 1, 6), date(2026, 6, 15)
NO_SOCIAL = "Pas de considération sociale"
NO_ENVIRONMENT = "Pas de considération environnementale"
WITHOUT_COMPETITION = "Marché passé sans publicité ni mise en concurrence préalable"
#: CPV divisions whose buyers must say where goods come from (food, clothing), among those drawn.
WITH_ORIGIN = ("15", "18")


def contracts(world: Scenario, seed: int = SEED) -> list[Contract]:
    """Draw every contract of the sample, before its traps are laid, by date of notification.

    >>> from maillon.opendata.sample.scenario import scenario
    >>> contracts(scenario())[0]["nature"]
    'Marché'
    """
    draw = Draw(seed)
    drawn: list[Contract] = []
    for family in world.families:
        for _ in range(family.consultations):
            buyer = draw.pick(world.buyers, [buyer.weight for buyer in world.buyers])
            drawn += _consultation(draw, world, family, buyer)
    drawn.sort(key=lambda contract: str(contract["dateNotification"]))
    for rank, contract in enumerate(drawn, 1):
        contract["id"] = f"FICTIF-{rank:03d}"
    return [{"id": contract["id"], **contract} for contract in drawn]


def _consultation(draw: Draw, world: Scenario, family: Family, buyer: Buyer) -> list[Contract]:
    """Draw the lots of one consultation: the same buyer, procedure and days."""
    lots = draw.some(family.lots, draw.between(*family.lots_at_once))
    amounts = [draw.amount(lot.low * buyer.scale, lot.high * buyer.scale) for lot in lots]
    notified = FIRST_DAY + timedelta(draw.between(0, (LAST_DAY - FIRST_DAY).days))
    works = any(lot.kind == "Travaux" for lot in lots)
    procedure = _procedure(draw, sum(amounts), works, notified)
    return [
        _contract(draw, world, family, buyer, lot, amount, rank if len(lots) > 1 else 0)
        | _days(draw, notified)
        | {"procedure": procedure}
        | ({"offresRecues": 1} if procedure == WITHOUT_COMPETITION else {})
        for rank, (lot, amount) in enumerate(zip(lots, amounts, strict=True), 1)
    ]


def _procedure(draw: Draw, total: float, works: bool, on: date) -> str:
    """Choose a procedure that the law of the day admits for the total of the lots."""
    waived, european = (
        float(figure(law.cite(rule, on)))
        for rule in (
            ("dispense_travaux", "seuil_ue_travaux")
            if works
            else ("dispense_fs", "seuil_ue_fs_local")
        )
    )
    if total < waived and draw.happens(0.5):
        return WITHOUT_COMPETITION
    if total < european:
        return "Procédure adaptée"
    return "Procédure avec négociation" if draw.happens(0.08) else "Appel d'offres ouvert"


def _days(draw: Draw, notified: date) -> Contract:
    """Date a lot: notified some days after the first one, published in time or long after."""
    day = notified + timedelta(draw.between(0, 5))
    late = draw.happens(0.14)
    published = day + timedelta(draw.between(70, 150) if late else draw.between(4, 55))
    return {"dateNotification": day.isoformat(), "datePublicationDonnees": published.isoformat()}


def _contract(
    draw: Draw, world: Scenario, family: Family, buyer: Buyer, lot: Lot, amount: int, rank: int
) -> Contract:
    """Draw one contract, without what its consultation decides (id, procedure, days)."""
    framework = lot.kind != "Travaux" and draw.happens(0.6)
    holders = _holders(draw, family.firms)
    social, environment = _considerations(draw, family)
    advance = draw.happens(0.3)
    return {
        "acheteur": {"id": buyer.siret},
        "nature": "Marché",
        "objet": f"{lot.subject}, {buyer.name}" + (f", lot {rank}" if rank else ""),
        "codeCPV": lot.cpv,
        "techniques": {"technique": ["Accord-cadre" if framework else "Sans objet"]},
        "modalitesExecution": {
            "modaliteExecution": ["Bons de commande" if framework else "Sans objet"]
        },
        "marcheInnovant": draw.happens(0.03),
        "ccag": world.ccag[lot.kind],
        "offresRecues": draw.offers(family.offers),
        "attributionAvance": advance,
        **({"tauxAvance": _advance_rate(draw)} if advance else {}),
        "typeGroupementOperateurs": "Solidaire" if len(holders) > 1 else "Pas de groupement",
        "lieuExecution": {"code": buyer.place, "typeCode": "Code commune"},
        "dureeMois": lot.months,
        "montant": amount,
        "typesPrix": {
            "typePrix": ["Définitif révisable" if lot.months > 12 else "Définitif ferme"]
        },
        "formePrix": "Unitaire" if framework else "Forfaitaire",
        **(_origins(draw) if lot.cpv[:2] in WITH_ORIGIN else {}),
        "sousTraitanceDeclaree": lot.kind == "Travaux" and draw.happens(0.25),
        "titulaires": [{"titulaire": identity(firm)} for firm in holders],
        "considerationsSociales": {"considerationSociale": social},
        "considerationsEnvironnementales": {"considerationEnvironnementale": environment},
    }


def identity(firm: Firm) -> dict[str, str]:
    """Return what the official format says of a firm: the kind of its identifier, and its number.

    >>> identity(Firm("Nette-Brune", "00000012500013", "PME", "62"))
    {'typeIdentifiant': 'SIRET', 'id': '00000012500013'}
    """
    return {"typeIdentifiant": "SIRET", "id": firm.siret}


def _holders(draw: Draw, firms: Sequence[Firm]) -> list[Firm]:
    first = draw.pick(firms)
    if not draw.happens(0.07):
        return [first]
    return [first, draw.pick([firm for firm in firms if firm != first])]


def _considerations(draw: Draw, family: Family) -> tuple[list[str], list[str]]:
    """Draw what a contract declares: the words of the format for none, or one or two."""
    social = []
    if draw.happens(family.social):
        reserved = family.id == "espaces-verts" and draw.happens(0.6)
        social = ["Marché réservé" if reserved else "Clause sociale"]
        social += ["Critère social"] if draw.happens(0.25) else []
    environment = []
    if draw.happens(family.environment):
        environment = draw.pick(
            (
                ["Critère environnemental"],
                ["Clause environnementale"],
                ["Clause environnementale", "Critère environnemental"],
            )
        )
    return social or [NO_SOCIAL], environment or [NO_ENVIRONMENT]


def _advance_rate(draw: Draw) -> float:
    """Draw a rate between the legal bounds, by steps of 5 %; 0 says that nobody gave it."""
    low, high = (
        float(figure(law.cite("avance_taux", FIRST_DAY, scope)))
        for scope in ("plancher", "plafond")
    )
    return 0 if draw.happens(0.2) else draw.between(round(low / 5), round(high / 5)) * 5 / 100


def _origins(draw: Draw) -> dict[str, float]:
    """Draw the shares of goods from the European Union and from France, the second no larger."""
    europe = draw.between(4, 10)
    return {"origineUE": europe / 10, "origineFrance": draw.between(0, europe) / 10}
