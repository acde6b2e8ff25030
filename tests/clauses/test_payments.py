"""The red line: a delay to pay above the ceiling is told, whatever else the sentence speaks of."""

from datetime import date

import pytest

from maillon import law
from maillon.clauses import Clause, review
from maillon.clauses.payments import payment_delays
from maillon.clauses.reading import Reading

DAY = date(2026, 12, 2)
SCOPES = {
    "La commune": "pouvoir-adjudicateur",
    "Le centre hospitalier": "sante",
    "La régie, entreprise publique,": "entreprise-publique",
}


def ceiling(scope="pouvoir-adjudicateur"):
    return int(law.value("delai_paiement", on=DAY, scope=scope))


def told(words):
    finding = review(Clause(words, "CCAP", "condition_execution"), on=DAY).findings.get(
        "proportionate"
    )
    return finding is not None and finding.refs == ("delai_paiement",)


@pytest.mark.parametrize(
    "form",
    [
        "Après vérification du service fait, les factures sont réglées à {} jours.",
        "Les factures sont payées, après vérification du service fait, sous {} jours.",
        "Les factures sont payées après vérification du service fait sous {} jours.",
        "Le paiement intervient, service fait constaté par l’économe, dans un délai de {} jours.",
        "Dans un délai de {} jours à compter de la réception, on procède au paiement.",
        "Une fois les prestations contrôlées, le mandatement suit dans les {} jours.",
        "Sous réserve du service fait, le titulaire est payé à {} jours fin de mois.",
        "Les factures sont contrôlées par le service puis, sous {} jours, payées par le comptable.",
        "Le délai global de paiement, vérification comprise, est de {} jours.",
        "Le règlement des factures, après livraison et contrôle des poids, n’excède pas {} jours.",
        "Le comptable se libère des sommes dues dans les {} jours qui suivent la vérification.",
        "Le titulaire dépose sa facture, laquelle est payée {} jours après service fait.",
        "Conditions de règlement : {} jours date de facture.",
        "Les factures sont payées, après contrôle, à {} jours.",
        "La facture est, une fois admise, réglée en {} jours.",
        "Le titulaire sera réglé {} jours après vérification de ses prestations.",
        "Le paiement a lieu à {} jours, vérification des quantités comprise.",
        "On règle, sous {} jours et après vérification, les factures du titulaire.",
        "Les acomptes sont payés, une fois le procès-verbal signé, dans les {} jours.",
        "L’acheteur vérifie la livraison en dix jours et paie la facture dans les {} jours.",
        "Lorsque le service fait est certifié, la facture est mandatée dans les {} jours.",
        "Aucun paiement n’intervient avant {} jours.",
        "Le prix est ferme ; les factures sont réglées sous {} jours après contrôle des bons.",
        "Le paiement est effectué par virement, après admission par le gestionnaire, à {} jours.",
        "{} jours après la réception de la facture : tel est le délai de paiement.",
    ],
)
@pytest.mark.parametrize(("buyer", "scope"), SCOPES.items())
def test_a_delay_to_pay_above_the_ceiling_is_told(form, buyer, scope):
    words = f"{buyer} achète du sable. {form}"
    assert told(words.format(ceiling(scope) + 1))
    assert not told(words.format(ceiling(scope)))


@pytest.mark.parametrize(
    "form",
    [
        "Les factures sont vérifiées en {} jours ; leur règlement suit sans délai.",
        "La commune dispose de {} jours pour vérifier les livraisons, puis paie en dix jours.",
        "Le titulaire exécute les travaux dans un délai de {} jours ; il est payé sous dix jours.",
        "Les factures sont payées dix jours après leur réception, et l’accord dure {} jours.",
        "L’acheteur paie la facture dans les dix jours après une vérification de {} jours.",
        "Le titulaire règle les factures de ses fournisseurs dans les {} jours.",
        "La retenue de garantie est libérée dans les {} jours suivant la fin du délai de garantie.",
        "Les intérêts sont payés dans les {} jours suivant la mise en paiement du principal.",
        "Les factures sont payées à dix jours ; le titulaire conserve les bons pendant {} jours.",
        "Le titulaire remet le rapport sous {} jours, puis adresse sa facture, payée à dix jours.",
        "Le délai de livraison est de {} jours et le délai de paiement de dix jours.",
        "Le règlement amiable du différend dure au plus {} jours.",
        "La facture est payée sous dix jours, délai suspendu {} jours quand une pièce manque.",
        "Le titulaire répond aux avis sous {} jours, faute de quoi la facture n’est pas payée.",
        "Une avance est versée lorsque le délai d’exécution dépasse {} jours.",
        "Après un préavis de {} jours, le solde des prestations exécutées est payé.",
    ],
)
def test_another_delay_is_no_delay_to_pay(form):
    assert not told(form.format(ceiling() + 30))


def test_working_days_are_longer_than_they_look():
    days = ceiling()
    assert told(f"Le paiement suit à {days} jours ouvrés.")
    assert not told(f"Le paiement suit à {days * 5 // 7} jours ouvrés.")


def test_the_signal_says_every_case_when_the_buyer_is_untold():
    words = f"Le paiement suit à {ceiling() + 1} jours."
    untold = review(Clause(words, "CCAP"), on=DAY).findings["proportionate"].why
    assert all(law.cite("delai_paiement", DAY, scope).text in untold for scope in SCOPES.values())
    assert "R2192-10" in untold
    known = review(Clause(f"La ville achète. {words}", "CCAP"), on=DAY).findings["proportionate"]
    assert law.cite("delai_paiement", DAY, "sante").text not in known.why


def test_no_delay_to_pay_without_a_payment():
    assert payment_delays(Reading(Clause("Le titulaire livre en 60 jours."))) == []
