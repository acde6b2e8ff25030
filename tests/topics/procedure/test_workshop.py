"""« Quelle règle s’applique ? »: what the page says is what the calculator answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from pages import Page, answer, plain

from maillon import law
from maillon.base.errors import MaillonError
from maillon.law.history import gained, history
from maillon.law.launches import known_days
from maillon.law.procedure import procedure
from maillon.topics.procedure.pictures.procedure_map import procedure_map_picture
from maillon.topics.procedure.workshop.sentences import explained, read_amount
from maillon.topics.procedure.workshop.which_rule import BUYER, NEED, OUTCOMES, PLANNED, PURCHASE
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

WHO, WHAT, HOW_MUCH = "Qui achète", "Quel achat", "Montant estimé"
WHEN, AGAINST = "Date de lancement", "Comparer avec"


@pytest.fixture
def workshop(opened: Callable[[str], Workshop], page: Page) -> Workshop:
    """The workshop, every cell run, the bet (« Elle s’allège une fois ») placed."""
    found = opened("quelle-regle")
    found.bet()
    found.explore()
    found.surprise()
    found.challenge()
    answer(page.find("radio"), "lighter")
    page.press("Je parie")
    return found


@pytest.fixture
def rule(workshop: Workshop, page: Page) -> Page:
    return page


def launch(page: Page, day: date) -> None:
    answer(page.find("day", WHEN), day.isoformat())


def assert_shows(
    page: Page,
    amount: Decimal,
    on: date,
    buyer: str = BUYER,
    purchase: str = PURCHASE,
    innovative: bool = False,
) -> None:
    """Fail unless sentence, obligations, alerts and picture are those of this need."""
    ruling = procedure(buyer, purchase, amount, on, innovative)
    assert f"relève de : {ruling.label}." in plain(page.text)
    for reason in (*ruling.reasons, *ruling.obligations, *ruling.steps, *ruling.terms):
        assert explained(reason) in page.text
    for alert in ruling.alerts:
        assert alert in page.text
    expected = procedure_map_picture(
        history(buyer, purchase, *known_days(), innovative),
        amount,
        on,
        state_of_law=law.registry().state_of_law,
        landmark=(date(2026, 8, 21), "loi Climat"),
    )
    drawn = page.find("figure").picture
    assert drawn is not None
    assert (drawn["alt"], drawn["svg"]) == (expected.alt, expected.svg)
    assert INCIDENT not in page.text


def test_it_starts_at_the_first_launch_of_the_bet(rule: Page) -> None:
    assert_shows(rule, NEED, PLANNED[0])
    assert "Compris : 47 500 € HT." in plain(rule.text)
    assert "État du droit au 24 novembre 2026" in plain(rule.text)
    assert "pas un conseil juridique" in rule.text


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2026, 3, 31),
        date(2026, 4, 1),
        date(2026, 8, 20),
        date(2026, 8, 21),
        *PLANNED[1:],
    ],
    ids=str,
)
def test_each_side_of_each_boundary_can_be_chosen(rule: Page, day: date) -> None:
    launch(rule, day)
    assert_shows(rule, NEED, day)


def test_the_date_is_a_day_of_the_calendar_said_in_words(rule: Page) -> None:
    field = rule.find("day", WHEN)
    assert (field.value, field.bounds) == ("2026-03-20", ["2024-01-01", "2027-12-31"])
    launch(rule, date(2026, 9, 5))
    assert plain(field.message) == "Compris : 5 septembre 2026."
    assert_shows(rule, NEED, date(2026, 9, 5))


@pytest.mark.parametrize("typed", ["", None, "2023-12-31", "2028-01-01", "0026-03-01", "hier", 3])
def test_a_day_that_the_course_does_not_know_is_told_and_changes_nothing(
    rule: Page, typed: object
) -> None:
    field = rule.find("day", WHEN)
    answer(field, typed)
    assert "du 1er janvier 2024 au 31 décembre 2027" in plain(field.message)
    assert field.tone == "bad"
    assert "Corrigez la date" in rule.text
    assert "relève de" not in rule.text
    launch(rule, PLANNED[0])
    assert_shows(rule, NEED, PLANNED[0])


def test_the_exact_article_is_cited_with_its_page_and_whom_it_binds(rule: Page) -> None:
    text = plain(rule.text)
    assert "[CCP, art. R2142-7](https://www.legifrance.gouv.fr/" in text
    assert "R2142-6" not in text
    assert "oblige : tous les acheteurs soumis au code" in text


def test_the_adapted_procedure_the_advance_and_the_payment_are_answered(rule: Page) -> None:
    text = plain(rule.text)
    for said in ("Que faire en procédure adaptée :", "L’avance et le paiement :", "R2192-10"):
        assert said in text
    assert "L’avance n’est obligatoire qu’au-delà de 50 000 € HT" in text
    answer(rule.find("text", HOW_MUCH), "90 000")
    answer(rule.find("select", WHO), "etat")
    launch(rule, date(2026, 9, 10))
    text = plain(rule.text)
    assert "À une PME, versez au moins 30 % TTC" in text
    assert "oblige : État" in text
    answer(rule.find("select", WHO), "collectivite")
    text = plain(rule.text)
    assert "dépassent 60 000 000 € par an, versez à une PME au moins 10 % TTC" in text
    assert "Si vous êtes un établissement public de santé, payez en 50 jours au plus" in text
    answer(rule.find("select", WHO), "entite")
    assert "versez à une PME" not in plain(rule.text)
    launch(rule, date(2026, 12, 2))
    answer(rule.find("text", HOW_MUCH), "10 000")
    assert "Que faire en procédure adaptée" not in rule.text


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("218 500", 218_500),
        ("218 500 HT", 218_500),
        ("218 500,00 €", 218_500),
        ("218,5 k€", 218_500),
        ("218500 euros HT", 218_500),
        ("5,5 M€", 5_500_000),
    ],
)
def test_an_amount_is_read_as_people_write_it(rule: Page, typed: str, amount: int) -> None:
    answer(rule.find("text", HOW_MUCH), typed)
    assert_shows(rule, Decimal(amount), PLANNED[0])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Aucun nombre n’est écrit"),
        ("beaucoup", "n’est pas un nombre"),
        ("quarante mille euros", "en lettres"),
        ("47 500 TTC €", "n’est pas un montant hors taxes"),
        ("57 000 € TTC", "n’est pas un montant hors taxes"),
        ("12 jours", "n’est pas un montant hors taxes"),
        ("-3", "ne peut pas être l’estimation"),
        ("0", "ne peut pas être l’estimation"),
        ("9999999999999", "ne peut pas être l’estimation"),
        ("47 500 ou 48 000", "plusieurs"),
        ("<script>", "n’est pas un nombre"),
    ],
)
def test_an_amount_that_cannot_be_read_is_told_and_changes_nothing(
    rule: Page, typed: str, said: str
) -> None:
    answer(rule.find("text", HOW_MUCH), "218 500")
    field = rule.find("text", HOW_MUCH)
    answer(field, typed)
    assert (said in field.message, field.tone) == (True, "bad"), field.message
    assert "Corrigez le montant" in rule.text
    assert "relève de" not in rule.text, "no verdict beside an amount that nobody could read"
    answer(field, "47 500")
    assert (plain(field.message), field.tone) == ("Compris : 47 500 € HT.", "plain")
    assert_shows(rule, NEED, PLANNED[0])


@pytest.mark.parametrize(
    ("buyer", "purchase"),
    [("etat", "travaux"), ("entite", "services_sociaux"), ("collectivite", "livres")],
)
def test_buyer_and_purchase_change_the_rule(rule: Page, buyer: str, purchase: str) -> None:
    answer(rule.find("select", WHO), buyer)
    answer(rule.find("select", WHAT), purchase)
    assert_shows(rule, NEED, PLANNED[0], buyer, purchase)


def test_an_innovative_purchase_is_a_purchase_of_the_list(rule: Page) -> None:
    answer(rule.find("text", HOW_MUCH), "75 000")
    answer(rule.find("select", WHAT), "innovant")
    assert_shows(rule, Decimal(75_000), PLANNED[0], innovative=True)
    assert "innovant" in rule.text


def test_a_comparison_tells_what_another_day_would_change(rule: Page) -> None:
    launch(rule, date(2026, 9, 10))
    answer(rule.find("text", HOW_MUCH), "218 500")
    answer(rule.find("select", AGAINST), "2025-12-31")
    text = plain(rule.text)
    assert "Lancé le 31 décembre 2025 plutôt que le 10 septembre 2026 :" in text
    assert "La procédure serait une autre : procédure adaptée." in text
    now, then = (
        procedure(BUYER, PURCHASE, 218_500, day) for day in (date(2026, 9, 10), date(2025, 12, 31))
    )
    for reason in gained(then, now):
        assert plain(f"• En moins : {explained(reason)}") in text
    assert "221 000 € HT avant, 216 000 € HT depuis le 1er janvier 2026." in text
    drawn = rule.find("figure").picture
    assert drawn is not None
    assert "Le 31 décembre 2025, il relève de" in plain(drawn["alt"])


def test_a_comparison_with_the_same_day_says_so(rule: Page) -> None:
    launch(rule, date(2026, 3, 31))
    answer(rule.find("select", AGAINST), "2026-03-31")
    assert "rien ne les distingue" in rule.text


def test_the_days_to_compare_are_the_eves_of_the_changes(rule: Page) -> None:
    days = [key for key, _ in rule.find("select", AGAINST).options]
    assert days == [
        "",
        "2024-01-01",
        "2024-06-30",
        "2025-12-31",
        "2026-03-31",
        "2026-08-20",
        "2026-11-24",
    ]


def test_after_the_last_check_the_page_says_so(rule: Page) -> None:
    assert "Nos vérifications s’arrêtent" not in rule.text
    launch(rule, date(2026, 12, 20))
    assert "Nos vérifications s’arrêtent" in rule.text


def test_the_list_goes_to_the_end_of_the_known_thresholds(rule: Page) -> None:
    launch(rule, date(2027, 12, 31))
    assert "Nos vérifications s’arrêtent" in rule.text
    answer(rule.find("select", WHAT), "travaux")
    answer(rule.find("text", HOW_MUCH), "120 500")
    assert "a pu changer à cette date" in rule.text


def test_a_registry_where_the_bet_has_no_outcome_still_shows_its_surprise(
    rule: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maillon.topics.procedure.workshop.which_rule.OUTCOMES", {})
    launch(rule, PLANNED[1])
    assert "Le calcul dit autre chose." in rule.text
    assert INCIDENT not in rule.text


def test_reset_returns_to_the_start(rule: Page) -> None:
    answer(rule.find("select", WHO), "etat")
    answer(rule.find("select", WHAT), "travaux")
    answer(rule.find("text", HOW_MUCH), "douze")
    answer(rule.find("select", AGAINST), "2024-01-01")
    launch(rule, date(2024, 1, 1))
    rule.press("Réinitialiser")
    assert rule.find("select", AGAINST).value == ""
    assert_shows(rule, NEED, PLANNED[0])


# --- the bet and the challenge --------------------------------------------------------------------


def test_the_three_launches_of_the_bet_are_lighter_then_heavier() -> None:
    rulings = [procedure(BUYER, PURCHASE, NEED, day) for day in PLANNED]
    assert [ruling.procedure for ruling in rulings] == ["adaptee", "dispense", "dispense"]
    assert len(rulings[2].obligations) > len(rulings[1].obligations)


@pytest.mark.parametrize(
    ("option", "verdict", "tone"),
    [
        ("same", "Le calcul dit autre chose.", "plain"),
        ("lighter", "Le calcul dit autre chose.", "plain"),
        ("heavier", "Le calcul dit autre chose.", "plain"),
        ("both", "C’est ce que dit le calcul.", "good"),
    ],
)
def test_the_surprise_sets_the_bet_against_the_calculator(
    opened: Callable[[str], Workshop], page: Page, option: str, verdict: str, tone: str
) -> None:
    opened("quelle-regle").store.save("pari", option)
    again = opened("quelle-regle")
    again.explore()
    again.surprise()
    launch(page, PLANNED[1])
    assert again.texts.bet.label(option) in page.text
    assert verdict in page.text
    [box] = [c for c in page.controls if any("Votre pari" in line for line in c.lines)]
    assert box.tone == tone
    second, third = (procedure(BUYER, PURCHASE, NEED, day) for day in PLANNED[1:])
    for reason in gained(second, third):
        assert explained(reason) in "\n".join(box.lines)


def test_each_outcome_is_an_option_of_the_bet(workshop: Workshop) -> None:
    assert set(OUTCOMES.values()) == {option for option, _ in workshop.texts.bet.options}


@pytest.mark.parametrize(
    ("buyer", "purchase", "amount"),
    [
        ("collectivite", "fournitures_services", "216 000"),
        ("collectivite", "fournitures_services", "220 999"),
        ("etat", "fournitures_services", "141 k€"),
        ("entite", "travaux", "5,5 M€"),
    ],
)
def test_the_challenge_is_won_between_the_old_and_the_new_threshold(
    rule: Page, buyer: str, purchase: str, amount: str
) -> None:
    assert "Défi réussi" not in rule.text
    answer(rule.find("select", WHO), buyer)
    answer(rule.find("select", WHAT), purchase)
    answer(rule.find("text", HOW_MUCH), amount)
    assert "Défi réussi" in rule.text
    launch(rule, date(2025, 12, 31))
    assert "Défi réussi" not in rule.text
    assert "Choisissez un lancement en 2026." in rule.text
    launch(rule, date(2026, 9, 10))
    assert "Défi réussi" in rule.text
    answer(rule.find("day", WHEN), "0026-03-10")
    assert "Défi réussi" not in rule.text


@pytest.mark.parametrize("amount", ["215 999", "221 000", "47 500"])
def test_the_challenge_is_lost_outside(rule: Page, amount: str) -> None:
    answer(rule.find("text", HOW_MUCH), amount)
    assert "Défi réussi" not in rule.text
    assert "Cherchez un montant" in rule.text


def test_amounts_keep_their_cents() -> None:
    assert read_amount("215 999,99 €") == Decimal("215999.99")
    with pytest.raises(MaillonError, match="hors taxes"):
        read_amount("3 %")
