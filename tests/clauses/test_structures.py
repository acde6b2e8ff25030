"""Structural rules: a class of wordings, and the wording next to it that means the contrary."""

import pytest

from maillon.base.numbers import rank
from maillon.clauses import Clause, Verdict, review
from maillon.clauses.checks.followed_up import contractor
from maillon.clauses.checks.well_placed import same_for_all
from maillon.clauses.kind import Money, money, only_freezes
from maillon.clauses.names import imposed_name
from maillon.clauses.negation import negated
from maillon.clauses.origins import place
from maillon.clauses.patterns import compiled, forms
from maillon.clauses.quantities import quantities
from maillon.clauses.reading import Reading
from maillon.clauses.text import FoldedText, Span

EXECUTION = ("CCAP", "condition_execution")
CRITERION = ("RC", "critere")
SPECIFICATION = ("CCTP", "specification")
CANDIDATE = ("RC", "candidature")


def denied(words, sought):
    text = FoldedText(words)
    start = text.folded.index(sought)
    return negated(text, Span(start, start + len(sought)))


@pytest.mark.parametrize(
    ("words", "sought", "expected"),
    [
        ("Aucune pénalité, retenue ou résiliation n’est prévue.", "retenue", True),
        ("Aucune pénalité, retenue ou résiliation n’est prévue.", "resiliation", True),
        ("Sans réponse, retenue de 5 %.", "retenue", False),
        ("La provenance ne fait l’objet d’aucune exigence.", "provenance", True),
        ("La provenance des agrégats est libre.", "provenance", True),
        ("La marque est laissée au choix du candidat.", "marque", True),
        ("La note ignore tout, sans prise en compte du lieu.", "lieu", True),
        ("La provenance du bois est vérifiée.", "provenance", False),
    ],
)
def test_denials(words, sought, expected):
    assert denied(words, sought) is expected


@pytest.mark.parametrize(
    ("words", "value"),
    [("premieme", None), ("deuxieme", 2), ("neuvieme", 9), ("60e", 60), ("cent vingtieme", 120)],
)
def test_ranks(words, value):
    if value is None:
        with pytest.raises(KeyError):
            rank(words)
    else:
        assert rank(words) == value


def test_a_ranked_day_is_a_delay():
    found = [q for q in quantities("au plus tard le quarantieme jour") if q.dimension == "duration"]
    assert [q.value for q in found] == [40]


@pytest.mark.parametrize(
    ("check", "where", "faulty", "sound"),
    [
        # An adjective of nation is an origin, unless an institution bears it.
        (
            "non_discriminatory",
            SPECIFICATION,
            "Les plateaux sortent de menuiseries autrichiennes ou italiennes, fiche jointe.",
            "Les plateaux suivent la réglementation italienne, fiche jointe.",
        ),
        # « Ciel » is a brand when it has a capital inside a sentence.
        (
            "non_discriminatory",
            SPECIFICATION,
            "Le progiciel Ciel est livré avec sa notice.",
            "Le projecteur, tourné vers le ciel, est livré avec sa notice.",
        ),
        # A place written as a name after a verb of coming.
        (
            "non_discriminatory",
            SPECIFICATION,
            "Le marbre vient de Carrare, échantillon joint.",
            "Le marbre vient de carrières en activité, échantillon joint.",
        ),
        # To refuse who lives elsewhere is to choose a place.
        (
            "non_discriminatory",
            EXECUTION,
            "Il est interdit d’employer des vacataires résidant hors du département.",
            "Il est interdit d’employer des vacataires de moins de dix-huit ans.",
        ),
        # A moment is settled by a duration, not by a share.
        (
            "precise",
            EXECUTION,
            "Le titulaire baisse à terme de 20 % les volumes jetés.",
            "Le titulaire baisse de 20 % les volumes jetés avant le troisième mois.",
        ),
        # A figure set before a quality, in another part, does not settle it.
        (
            "precise",
            SPECIFICATION,
            "Les paniers pèsent 2 kg et sont robustes, fiche jointe.",
            "Les paniers sont robustes (200 cycles de charge à 15 kg), fiche jointe.",
        ),
        # An intervention on a call needs a delay.
        (
            "precise",
            EXECUTION,
            "Le titulaire se déplace en cas de fuite.",
            "Le titulaire se déplace le jour même en cas de fuite.",
        ),
        # A share of « vers zéro » is no figure.
        (
            "precise",
            EXECUTION,
            "Le titulaire tend vers le zéro carton pendant le marché.",
            "Le titulaire tend vers le carton, limité à dix colis par livraison.",
        ),
        # A criterion that names a quality of the answer says nothing of what is counted.
        (
            "precise",
            CRITERION,
            "Critère 2 (10 points) : pertinence de la réponse, d’après le mémoire technique.",
            "Critère 2 (10 points) : nombre de flux triés, d’après le mémoire technique.",
        ),
        # What opens with a failure is its consequence, unless it is only told.
        (
            "sanctioned",
            EXECUTION,
            "Le titulaire balaie chaque matin. Un trottoir oublié est signalé au titulaire.",
            "Le titulaire balaie chaque matin. Un trottoir oublié ne compte pas dans la facture.",
        ),
        (
            "sanctioned",
            EXECUTION,
            "Le titulaire balaie chaque matin. En cas de retard, les parties se rapprochent.",
            "Le titulaire balaie chaque matin. En cas de retard, la tournée est payée à moitié.",
        ),
        # A free service is no redress.
        (
            "sanctioned",
            EXECUTION,
            "Le titulaire reprend gratuitement les palettes chaque mois.",
            "Le titulaire reprend les bacs chaque mois. Il remplace gratuitement celui qui casse.",
        ),
        # A slip of the work, at the rhythm of the work, has no reader.
        (
            "followed_up",
            EXECUTION,
            "Le titulaire livre chaque semaine, lettre de voiture à l’appui.",
            "Le titulaire remet chaque mois le relevé des lettres de voiture.",
        ),
        # « La charge de » is nobody; « pourra être contrôlé » neither.
        (
            "followed_up",
            EXECUTION,
            "L’eau de lavage reste à la charge de la régie et pourra être contrôlée.",
            "L’eau de lavage est contrôlée par la chargée de l’hygiène.",
        ),
        # « Dans la mesure du possible » measures nothing.
        (
            "verifiable",
            EXECUTION,
            "Le titulaire évite le bruit dans la mesure du possible.",
            "Le titulaire évite le bruit, ce que montre la mesure du sonomètre.",
        ),
        # Hours for each person add up.
        (
            "proportionate",
            EXECUTION,
            "Pour ce marché de 20 000 €, six apprentis suivent 100 heures chacun.",
            "Pour ce marché de 20 000 €, six apprentis suivent 10 heures chacun.",
        ),
        # A clause may open with its own duration.
        (
            "proportionate",
            EXECUTION,
            "Pour quatre journées d’animation, le titulaire recrute une personne pendant un an.",
            "Pour deux années d’animation, le titulaire recrute une personne pendant un an.",
        ),
        # A headcount has a scale.
        (
            "proportionate",
            CANDIDATE,
            "Le candidat emploie 90 salariés pour ce marché de 12 000 €, déclaration jointe.",
            "Le candidat emploie 4 salariés pour ce marché de 12 000 €, déclaration jointe.",
        ),
        # A share of the whole firm is not its capacity, nor its team.
        (
            "linked_to_object",
            CRITERION,
            "Critère 2 (5 points) : part de femmes parmi les cadres de l’entreprise, liste jointe.",
            "Critère 2 (5 points) : part de femmes dans l’équipe affectée au marché, liste jointe.",
        ),
        # « S’engage » is no « engagé ».
        (
            "linked_to_object",
            CRITERION,
            "Critère 2 (5 points) : entreprise engagée, d’après sa charte d’engagements.",
            "Critère 2 (5 points) : nombre de bacs que le candidat s’engage à poser, liste jointe.",
        ),
    ],
)
def test_a_class_of_wordings_and_its_neighbour(check, where, faulty, sound):
    assert review(Clause(faulty, *where)).verdict(check) is Verdict.FLAG
    assert review(Clause(sound, *where)).verdict(check) is not Verdict.FLAG


def test_a_changing_price_needs_a_moment():
    text = "Les prix sont révisés d’après l’indice Syntec, depuis le mois zéro{}."
    assert "precise" in review(Clause(text.format(""), "AE")).findings
    assert "precise" not in review(Clause(text.format(", chaque 1er mars"), "AE")).findings


def test_a_refused_advance_is_compared_with_the_durations_of_the_clause():
    text = "Aucune avance n’est versée, le marché, de 90 000 € HT, durant {} mois."
    assert "proportionate" in review(Clause(text.format("cinq"), "AE")).findings
    assert "proportionate" not in review(Clause(text.format("deux"), "AE")).findings


def test_a_duty_rewarded_beyond_a_floor_tells_bids_apart():
    duty = "Critère 2 (10 points) : le prestataire plantera 40 arbres{}."
    assert same_for_all(Reading(Clause(duty.format(""), *CRITERION)))
    more = duty.format(" ; un point par arbre supplémentaire")
    assert same_for_all(Reading(Clause(more, *CRITERION))) is None


@pytest.mark.parametrize(
    "text",
    [
        "Le titulaire emploie deux jeunes. Leurs fiches de paie sont lues chaque mois.",
        "Le titulaire prévient la cuisine deux heures à l’avance.",
        "Un plat hors règle est déduit de la facture.",
    ],
)
def test_words_of_money_do_not_make_a_money_clause(text):
    assert money(Reading(Clause(text))) is None


@pytest.mark.parametrize(
    ("pattern", "said", "found"),
    [
        ("rem/ettre", "il remettra le bon", True),
        ("présent/er", "la présence de tous", False),
        ("t/enir à", "tenue à jour", True),
        ("chef de équipe", "la cheffe d'équipe", False),
        ("chef de équipe", "le chef d'équipe", True),
        ("chef de service", "les chefs des services", True),
        ("chef de la", "chef délégué", False),
    ],
)
def test_verbs_and_of_stand_for_their_forms(pattern, said, found):
    assert bool(compiled([pattern]).search(FoldedText(said).folded)) is found


def test_a_verb_of_no_known_ending_is_a_mistake_of_the_lexicon():
    with pytest.raises(KeyError):
        forms("all", "xyz")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("La commune se libère des sommes dues dans les vingt jours.", Money.PAYMENT),
        ("La région dispose de trente jours pour payer la facture.", Money.PAYMENT),
        ("Le titulaire règle ses artisans sur facture sous trente jours.", None),
        ("Une retenue de cinq pour cent est opérée sur tout acompte.", Money.RETENTION),
        ("En cas de retard, une retenue de 5 % est faite sur l’acompte.", None),
        ("AVANCE : néant.", Money.ADVANCE),
        ("Les prix restent ceux du bordereau pendant deux ans.", Money.PRICE),
        ("Le bulletin de paie est remis chaque mois.", None),
    ],
)
def test_money_is_known_by_its_structure(words, kind):
    assert money(Reading(Clause(words, *EXECUTION))) is kind


@pytest.mark.parametrize(
    ("words", "frozen"),
    [
        ("Aucune avance n’est versée.", True),
        ("Une avance de 10 % est versée ; aucune garantie n’est demandée.", False),
        ("Les prix sont fermes, puis révisés par l’indice BT01.", False),
        ("Le titulaire renonce aux intérêts moratoires.", True),
        ("La ville paie la facture en trente jours, sans intérêts moratoires.", False),
    ],
)
def test_a_clause_that_only_refuses_money(words, frozen):
    reading = Reading(Clause(words, *EXECUTION))
    assert only_freezes(reading, money(reading)) is frozen


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("L’ascensoriste dépose l’ancienne machine.", "ascensoriste"),
        ("Dès la pose, le couvreur nettoie la cour.", "couvreur"),
        ("La directrice vérifie le registre.", ""),
    ],
)
def test_who_owes_the_duty_does_not_follow_it(words, noun):
    assert contractor(Reading(Clause(words, *EXECUTION))) == noun


@pytest.mark.parametrize(
    ("words", "demanded"),
    [
        ("Le granit est extrait du Sidobre.", True),
        ("Les chênes sont abattus en Bourgogne.", True),
        ("Les données restent dans l’Union européenne, hors de tout pays tiers.", False),
        ("Le collège de Bretagne reçoit les chaises.", False),
        ("L’éleveur peut être établi dans tout pays.", False),
        ("Le siège tient à 90 km/h.", False),
    ],
)
def test_places_that_are_an_origin(words, demanded):
    assert (place(Reading(Clause(words, *SPECIFICATION))) is not None) is demanded


@pytest.mark.parametrize(
    ("words", "brand"),
    [
        ("Les gants suivent la norme EN 388.", False),
        ("Les gants sont livrés en 2027.", None),
        ("Les outils sont de marque Tollens.", True),
        ("Nul n’est admis sans la certification MASE.", False),
        ("Le certificat MASE n’est pas demandé.", None),
        ("La norme EN 388 s’applique ; aucun autre document équivalent n’est reçu.", False),
    ],
)
def test_names_imposed(words, brand):
    name = imposed_name(Reading(Clause(words, *SPECIFICATION)))
    assert (name.brand if name else None) is brand
