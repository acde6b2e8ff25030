"""Both sides of every bound: what the law and the scale of a contract let pass, and the next step.

Bounds come from the registry; the sentences are built on them, never on a typed number.
"""

from datetime import date

import pytest

from maillon import law
from maillon.clauses import Clause, review

DAY = date(2026, 11, 25)
EXECUTION = ("CCAP", "condition_execution")
CANDIDATE = ("RC", "candidature")


def bound(rule, scope=None):
    return float(law.value(rule, on=DAY, scope=scope))


def signalled(words, place=EXECUTION):
    return "proportionate" in review(Clause(words, *place), on=DAY).findings


@pytest.mark.parametrize(
    ("buyer", "scope"),
    [
        ("La commune", "pouvoir-adjudicateur"),
        ("Le centre hospitalier public", "sante"),
        ("La régie, entreprise publique,", "entreprise-publique"),
    ],
)
def test_delay_to_pay(buyer, scope):
    days = int(bound("delai_paiement", scope))
    form = "{} règle la facture dans un délai de {} jours à compter de sa réception."
    assert not signalled(form.format(buyer, days))
    assert signalled(form.format(buyer, days + 1))


def test_the_delay_to_check_a_sum_is_no_delay_to_pay():
    days = int(bound("delai_paiement", "pouvoir-adjudicateur"))
    words = f"Les factures sont vérifiées en {days + 20} jours ; leur règlement suit sans délai."
    assert not signalled(words)
    for said in (
        "La facture est vérifiée puis payée en {} jours.",
        "Le délai de paiement est de {} jours, dont quinze pour vérifier la facture.",
    ):
        assert signalled(said.format(days + 1))
        assert not signalled(said.format(days))


@pytest.mark.parametrize(
    ("more_euros", "more_days", "flagged"), [(0, 30, False), (1_000, 0, False), (1_000, 30, True)]
)
def test_advance_refused(more_euros, more_days, flagged):
    euros = int(bound("avance_seuil", "montant")) + more_euros
    days = int(bound("avance_seuil", "duree")) * 30 + more_days
    words = (
        f"Le marché, d’un montant de {euros} € HT, est exécuté en {days} jours. "
        "Aucune avance n’est versée."
    )
    assert signalled(words) is flagged


@pytest.mark.parametrize(
    ("who", "scope"),
    [
        ("La commune retient", "general"),
        ("La région, qui dépense 900 M€ par an, retient à l’artisan, une PME,", "pme-collectivite"),
        ("L’État retient à l’artisan, une PME,", "pme-etat"),
        ("L’hôpital, qui dépense 900 M€ par an, retient à une PME", "general"),
        ("La commune, dont les dépenses sont de moins de 60 M€, retient à une PME", "general"),
    ],
)
def test_guarantee_withheld(who, scope):
    share = int(bound("retenue_garantie", scope))
    form = "{} une retenue de garantie de {} % sur chaque acompte."
    assert not signalled(form.format(who, share))
    assert signalled(form.format(who, share + 1))


def test_turnover():
    times = bound("ca_minimal")
    form = "Le marché est estimé à 100 000 € HT. Le chiffre d’affaires est d’au moins {} € HT."
    assert not signalled(form.format(int(100_000 * times)), CANDIDATE)
    assert signalled(form.format(int(100_000 * times) + 1_000), CANDIDATE)


def test_firm_price_of_raw_materials():
    months = int(bound("prix_revisable"))
    form = "Le prix du bitume est ferme pendant {} mois."
    assert not signalled(form.format(months))
    assert signalled(form.format(months + 1))
    moving = f"Le prix du bitume n’est pas ferme pendant les {months + 1} mois du marché."
    assert not signalled(moving)


def test_rhythm_of_instalments():
    months = int(bound("acomptes", "general"))
    form = "Les acomptes sont versés tous les {} mois."
    assert not signalled(form.format(months))
    assert signalled(form.format(months + 1))


@pytest.mark.parametrize(
    ("form", "passes", "flagged", "place"),
    [
        ("{} € de pénalité sont dus par oubli.", 500, 600, EXECUTION),
        ("Le titulaire est assuré pour {} €.", 100_000, 110_000, EXECUTION),
        ("Le titulaire donne une caution de {} €.", 100_000, 110_000, EXECUTION),
        ("Le titulaire réserve {} heures à l’insertion.", 166, 200, EXECUTION),
        ("Le candidat présente deux références de {} € chacune.", 30_000, 31_000, CANDIDATE),
    ],
)
def test_what_fits_an_amount(form, passes, flagged, place):
    start = "Montant du marché : 10 000 € HT. "
    assert not signalled(start + form.format(passes), place)
    assert signalled(start + form.format(flagged), place)


@pytest.mark.parametrize(
    ("size", "flagged"),
    [
        ("d’un montant de 30 000 € HT", True),
        ("d’un montant de 31 000 € HT", False),
        ("d’une durée de 92 jours", True),
        ("d’une durée de 93 jours", False),
    ],
)
def test_a_heavy_duty_in_a_small_contract(size, flagged):
    words = f"Pour ce marché {size}, le titulaire fait réaliser un bilan carbone du chantier."
    assert signalled(words) is flagged
