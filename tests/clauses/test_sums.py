"""Sums against the registry, by value, by day and by buyer: a signal, a reminder, or nothing."""

from datetime import date
from fractions import Fraction

import pytest

from maillon import law
from maillon.clauses import Clause, review

DAY = date(2026, 12, 2)


def value(rule, scope=None, on=DAY):
    return law.value(rule, on=on, scope=scope)


def read(words, on=DAY, place="condition_execution"):
    return review(Clause(words, "CCAP", place), on=on)


def signal(words, rule, on=DAY):
    finding = read(words, on).findings.get("proportionate")
    return finding is not None and finding.refs == (rule,)


def reminded(words, rule):
    return any(one.refs == (rule,) for one in read(words).reminders)


# --- Advance ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "scope"),
    [
        ("Une avance de {} % du montant TTC est versée à l’entreprise.", "plancher"),
        ("L’entreprise, une PME, reçoit {} % du montant TTC à titre d’avance.", "plancher"),
        ("L’hôpital verse à cette PME une avance de {} %.", "plancher"),
        ("L’État verse à cette PME une avance de {} %.", "plancher-pme-etat"),
        (
            (
                "La région, qui dépense 900 M€ par an, aide cette PME à acheter l’acier : "
                "le taux de l’avance est de {} %."
            ),
            "plancher-pme-collectivite",
        ),
        (
            (
                "L’établissement public national, qui dépense 90 M€ par an, règle à l’artisan une "
                "avance de {} %."
            ),
            "plancher-pme-etablissement-etat",
        ),
    ],
)
def test_rate_of_an_advance(form, scope):
    floor = int(value("avance_taux", scope))
    assert signal(form.format(floor - 1), "avance_taux")
    assert not signal(form.format(floor), "avance_taux")


def test_the_floor_is_that_of_the_day():
    rate = int(value("avance_taux", "plancher-pme-etat")) - 1
    words = f"L’État verse à la PME une avance de {rate} %."
    assert signal(words, "avance_taux")
    assert not signal(words, "avance_taux", on=date(2022, 6, 1))


@pytest.mark.parametrize(
    "words",
    [
        "L’avance est de 30 % ; elle se rembourse quand 2 % des travaux sont réglés.",
        "Une remise de 2 % est consentie sans avance ni acompte.",
        "Le titulaire prévient 2 jours à l’avance et rend 2 % des colis.",
        "Le marché est de 12 000 € HT pour un mois. Une avance de 2 % est versée.",
    ],
)
def test_another_share_is_no_rate_of_an_advance(words):
    assert not signal(words, "avance_taux")


def test_the_cases_are_told_when_the_buyer_is_unknown():
    words = "Une avance de {} % est versée à la PME titulaire."
    state, floor = (
        int(value("avance_taux", "plancher-pme-etat")),
        int(value("avance_taux", "plancher")),
    )
    assert reminded(words.format(state - 1), "avance_taux")
    assert not signal(words.format(state - 1), "avance_taux")
    assert not reminded(words.format(state), "avance_taux")
    assert not reminded(words.format(floor - 1), "avance_taux")  # a signal says it already
    (one,) = read(words.format(floor)).reminders
    assert law.cite("avance_taux", DAY, "plancher-pme-etat").text in one.why
    assert "R2191-7" in one.why
    assert not reminded(f"L’hôpital verse à la PME une avance de {floor} %.", "avance_taux")


@pytest.mark.parametrize("choice", ["pourra être versée", "est facultative", "peut être accordée"])
@pytest.mark.parametrize(
    ("more_euros", "more_months", "due"), [(1_000, 1, True), (0, 1, False), (1_000, 0, False)]
)
def test_an_advance_that_is_due_is_no_choice(choice, more_euros, more_months, due):
    euros = int(value("avance_seuil", "montant")) + more_euros
    months = int(value("avance_seuil", "duree")) + more_months
    words = f"Montant du marché : {euros} € HT, durée du marché : {months} mois. L’avance {choice}."
    assert signal(words, "avance_seuil") is due
    assert reminded(words, "avance_seuil") is False


def test_an_advance_left_to_choice_is_compared_with_the_thresholds():
    assert reminded("Une avance pourra être versée.", "avance_seuil")
    assert not signal("Une avance pourra être versée.", "avance_seuil")
    for words in (
        "Une avance est versée ; le titulaire pourra y renoncer.",
        "L’avance pourra être portée à 30 % contre une garantie.",
        "Le relevé pourra être versé au dossier.",
    ):
        assert not reminded(words, "avance_seuil")


# --- Retention ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "scope"),
    [
        ("Une retenue de garantie de {} % est opérée sur chaque acompte.", "general"),
        ("L’État garde sur les acomptes de la PME une retenue de garantie de {} %.", "pme-etat"),
        (
            (
                "L’établissement public national, qui dépense 90 M€ par an, opère {} % de retenue "
                "de garantie sur l’artisan."
            ),
            "pme-etablissement-etat",
        ),
    ],
)
def test_rate_of_a_retention(form, scope):
    cap = int(value("retenue_garantie", scope))
    assert signal(form.format(cap + 1), "retenue_garantie")
    assert not signal(form.format(cap), "retenue_garantie")


def test_the_ceiling_is_that_of_the_day():
    form = "La région, qui dépense 900 M€ par an, opère sur la PME {} % de retenue de garantie."
    words = form.format(int(value("retenue_garantie", "pme-collectivite")) + 1)
    assert signal(words, "retenue_garantie")
    assert not signal(words, "retenue_garantie", on=date(2024, 6, 1))


def test_what_is_given_back_is_no_retention():
    cap = int(value("retenue_garantie", "general"))
    words = (
        f"Une retenue de garantie de {cap} % est faite ; 80 % des réserves levées, elle est rendue."
    )
    assert not signal(words, "retenue_garantie")
    assert not signal(
        "En bon état, la retenue de garantie de 4 % est rendue à la PME.", "retenue_garantie"
    )


def test_the_cases_of_a_retention_are_told():
    cap = int(value("retenue_garantie", "general"))
    assert reminded(f"Une retenue de garantie de {cap} % est opérée.", "retenue_garantie")
    assert not reminded(f"L’hôpital opère une retenue de garantie de {cap} %.", "retenue_garantie")
    low = int(value("retenue_garantie", "pme-etat"))
    assert not reminded(f"Une retenue de garantie de {low} % est opérée.", "retenue_garantie")


# --- Penalties ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("faulty", "sound"),
    [
        ("Les pénalités s’appliquent sans plafond.", "Les pénalités s’appliquent sans délai."),
        (
            "Chaque jour de retard coûte une pénalité de 90 €, sans limitation.",
            "Chaque jour de retard coûte une pénalité de 90 €, dans la limite de 900 €.",
        ),
        ("Les pénalités ne sont pas plafonnées.", "Les pénalités sont plafonnées à 10 %."),
        (
            "Le plafond des pénalités fixé par le CCAG ne s’applique pas.",
            "Le plafond des pénalités fixé par le CCAG s’applique.",
        ),
        (
            "Les pénalités de 50 € se cumulent, quel que soit leur montant total.",
            "Les commandes sont sans plafond ; un oubli coûte 20 € de pénalité.",
        ),
    ],
)
def test_penalties_without_a_total(faulty, sound):
    assert signal(faulty, "penalites")
    assert not signal(sound, "penalites")


@pytest.mark.parametrize(
    ("work", "scope"),
    [
        ("Pour ce marché de travaux", "jour-travaux"),
        ("Selon le CCAG-FCS", "jour-fcs-tic"),
        ("Pour cette mission de maîtrise d’œuvre", "jour-pi-moe-mi"),
    ],
)
def test_a_daily_penalty_at_a_multiple_of_the_general_conditions(work, scope):
    usual = Fraction(value("penalites", scope))
    form = "{}, la pénalité est de {} du montant par jour de retard."
    assert signal(form.format(work, f"1/{int(1 / (usual * 3))}"), "penalites")
    assert not signal(form.format(work, f"1/{int(1 / usual)}"), "penalites")


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        ("1 %", True), ("un centième", True), ("P = V × R / 100", True), ("3/1000", True),
        ("0,1 %", False), ("un millième", False), ("P = V × R / 1000", False),
    ],
)  # fmt: skip
def test_every_way_to_write_a_daily_rate(rate, told):
    assert (
        signal(f"La pénalité est de {rate} de la valeur, par jour de retard.", "penalites") is told
    )


def test_the_rates_of_the_general_conditions_are_told_when_the_kind_is_unknown():
    words = "La pénalité est de 1/1000 du montant par jour de retard."
    assert reminded(words, "penalites")
    assert not reminded(f"{words} Le CCAG-FCS s’applique.", "penalites")
    assert not reminded("La pénalité est de 3 % de la facture pour un relevé absent.", "penalites")


# --- Late payment -------------------------------------------------------------------------------


def test_interest_and_recovery():
    points = int(value("interets_moratoires"))
    form = "Les intérêts moratoires suivent le taux de la BCE majoré de {} points."
    assert signal(form.format(points - 1), "interets_moratoires")
    assert not signal(form.format(points), "interets_moratoires")
    euros = int(value("indemnite_40"))
    form = "Un paiement tardif ouvre droit à une indemnité forfaitaire de recouvrement de {} €."
    assert signal(form.format(euros - 1), "indemnite_40")
    assert not signal(form.format(euros), "indemnite_40")


def test_nothing_is_told_of_a_day_that_the_registry_does_not_know():
    words = "Les pénalités s’appliquent sans plafond. L’avance est de 2 %."
    assert "proportionate" not in read(words, on=date(2018, 1, 1)).findings


def test_a_criterion_owes_no_sum():
    assert not read("Critère : avance de 2 %, sans plafond de pénalité.", place="critere").reminders
