"""What the checks say of an article, of a document and of several documents together."""

import pytest
from clause_sets import SETS, read_set
from consultations import CATERER, CCAP, CCTP, RC

from maillon.clauses import library, review
from maillon.clauses.articles import review_article
from maillon.clauses.blocks import is_clause
from maillon.clauses.documents import read_contents
from maillon.clauses.findings import Verdict
from maillon.clauses.library import parts
from maillon.clauses.record import Clause
from maillon.clauses.report import report

DUTY = "Le titulaire réserve 1 200 heures par an à des personnes éloignées de l’emploi."
PROOF = "Il remet chaque trimestre au facilitateur le relevé des heures."
PENALTY = "Chaque heure non réalisée donne lieu à une pénalité de 40 €."
BARE = "Le titulaire trie les déchets de cuisine dès le premier jour."
VAGUE = "Le titulaire favorise, dans la mesure du possible, les produits de saison."
FILLER = "Le titulaire nettoie la salle chaque lundi avant dix heures, puis ferme les fenêtres."


def write(tmp_path, text, name="ccap.md"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_contents(path)


def article(tmp_path, *paragraphs, title="Article 14 – Insertion", name="ccap.md"):
    contents = write(tmp_path, f"## {title}\n\n" + "\n\n".join(paragraphs), name)
    (found,) = contents.articles
    return review_article(found)


def checks(reviewed):
    return [signal.check for signal in reviewed.signals]


def test_a_duty_its_proof_and_its_penalty_may_be_three_paragraphs(tmp_path):
    assert checks(article(tmp_path, DUTY, PROOF, PENALTY)) == []
    assert checks(article(tmp_path, DUTY, PROOF)) == ["sanctioned"]


def test_what_the_whole_article_lacks_is_told_once(tmp_path):
    reviewed = article(tmp_path, BARE, BARE, FILLER)
    assert checks(reviewed) == ["verifiable", "sanctioned", "followed_up"]
    assert all(signal.finding.missing and not signal.passage for signal in reviewed.signals)


def test_a_short_row_of_a_table_brings_its_piece(tmp_path):
    row = "| Heure manquante | pénalité de 40 € |"
    assert checks(article(tmp_path, DUTY, PROOF, row)) == []


def test_words_trigger_a_signal_in_their_paragraph_once(tmp_path):
    reviewed = article(tmp_path, DUTY, VAGUE, VAGUE, PROOF, PENALTY)
    (signal,) = reviewed.signals
    assert signal.finding.words == "dans la mesure du possible"
    assert signal.passage.rank == 2


def test_every_item_of_a_list_is_read(tmp_path):
    listed = (
        "Le titulaire s’engage à :\n\n- répondre rapidement\n- trier les déchets\n"
        "- favoriser, si possible, les produits de saison"
    )
    words = [signal.finding.words for signal in article(tmp_path, listed).signals if signal.passage]
    assert sorted(words) == ["rapidement", "si possible"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Article 1 – Objet du marché", "Le titulaire entretient les parcs de la commune."),
        ("2. Durée", "Le marché est conclu pour un an à compter de sa notification."),
        ("Article 3 – Pièces contractuelles", "Le marché est constitué des pièces suivantes."),
        ("V. Litiges et droit applicable", "Le tribunal administratif est seul compétent ici."),
        ("Définitions", "On entend par usager toute personne qui entre dans les bâtiments."),
        ("Lieux d’exécution", "Les prestations ont lieu dans les bâtiments suivants de la ville."),
        ("Article 9", "L’accord-cadre est un contrat à bons de commande, sans montant minimum."),
        ("Article 9", "Le titulaire peut céder sa créance à un établissement de son choix."),
        ("Pénalités", "Le titulaire verse 50 € par jour de retard, sans mise en demeure."),
        ("Résiliation", "La commune peut résilier le marché pour faute, après mise en demeure."),
    ],
)
def test_an_article_without_a_duty_is_asked_nothing(tmp_path, title, text):
    reviewed = article(tmp_path, text, title=title)
    assert checks(reviewed) == []
    assert reviewed.outcomes["sanctioned"] is Verdict.NA


@pytest.mark.parametrize("title", ["", "Livraison", "Durée de garantie", "Objets recyclés"])
def test_under_another_title_every_check_counts(tmp_path, title):
    assert "sanctioned" in checks(article(tmp_path, BARE, title=title or "Article 4"))


def test_vague_words_count_even_under_such_a_title(tmp_path):
    assert checks(article(tmp_path, VAGUE, title="Objet du marché")) == ["precise"]


def test_an_article_of_money_is_read_as_one_clause(tmp_path):
    delay = "Le délai global de paiement est de 30 jours à compter de la réception de la facture."
    late = "Tout dépassement de ce délai ouvre droit à des intérêts moratoires."
    bills = "Les factures sont déposées sur Chorus Pro par le titulaire, une par mois et par lot."
    assert checks(article(tmp_path, bills, delay, late, title="Article 9 – Paiement")) == []
    (signal,) = article(tmp_path, bills, delay, title="Article 9 – Paiement").signals
    assert signal.finding.words == "les intérêts de retard"


def test_a_word_on_money_does_not_excuse_the_duties_of_an_article(tmp_path):
    price = "Le prix unitaire est ferme et comprend le transport jusqu’aux cuisines."
    assert "sanctioned" in checks(article(tmp_path, BARE, price, title="Article 4 – Tri"))


def test_a_sentence_on_the_price_does_not_make_a_duty_a_matter_of_money(tmp_path):
    mixed = f"{BARE} Le prix unitaire est ferme et comprend les sacs."
    assert "sanctioned" in checks(article(tmp_path, mixed, FILLER, title="Article 4 – Tri"))


@pytest.mark.parametrize("clause", library.clauses(), ids=lambda clause: clause.id)
def test_a_clause_of_the_library_pasted_as_an_article_gives_no_signal(tmp_path, clause):
    for variant in clause.variants:
        said = parts(variant, None)
        pasted = filter(None, (said.text, said.proof, said.sanction, said.incentive))
        path = tmp_path / "a.md"
        path.write_text(f"## Article 7 – {clause.title}\n\n" + "\n\n".join(pasted), "utf-8")
        (found,) = report([read_contents(path, clause.document, clause.place)])
        assert found.signals == 0


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_an_article_of_one_paragraph_says_what_its_clause_says(tmp_path, path):
    """What its clause says is its labels: `test_evaluation.py` holds the two together."""
    differing = []
    items = [item for item in read_set(path) if is_clause(item.clause.text.strip())]
    for clause, labels in ((item.clause, item.labels) for item in items):
        file = tmp_path / "a.md"
        file.write_text(f"## Article 3 – Exigences\n\n{' '.join(clause.text.split())}", "utf-8")
        (found,) = report([read_contents(file, clause.document, clause.place_declared)])
        said = {signal.check for item in found.articles for signal in item.signals}
        if said != {check for check, label in labels.items() if label == "flag"}:
            differing.append(clause.text)
    assert len(differing) <= 1, differing


def test_one_sentence_does_not_excuse_a_long_article(tmp_path):
    long = [FILLER] * 40
    reviewed = article(tmp_path, PENALTY, *long, title="Article 12 – Exécution")
    assert "sanctioned" not in checks(reviewed)
    assert reviewed.partly == ("sanctioned",)
    short = article(tmp_path, PENALTY, *long[:5], title="Article 12 – Exécution")
    assert short.partly == ()


# --- Documents ----------------------------------------------------------------------------------


def two(tmp_path, second):
    return write(
        tmp_path,
        f"## Article 4 – Tri\n\n{BARE}\n\n## Article 5 – Nettoyage\n\n{FILLER}\n\n{second}",
    )


def test_an_article_on_penalties_makes_one_reminder_of_the_others(tmp_path):
    contents = two(tmp_path, f"## Article 9 – Retards et pénalités\n\n{PENALTY}\n")
    (found,) = report([contents])
    (group,) = [group for group in found.grouped if group.check == "sanctioned"]
    assert [article.rank for article in group.articles] == [1, 2]
    assert [article.title for article in group.holders] == ["Article 9 – Retards et pénalités"]
    assert all("sanctioned" not in checks(item) for item in found.articles)
    assert found.reminders == 1


def test_a_title_alone_covers_nothing(tmp_path):
    contents = two(tmp_path, "## Article 9 – Pénalités\n\nCet article sera complété plus tard.\n")
    (found,) = report([contents])
    assert not found.grouped
    assert "sanctioned" in checks(found.articles[0])


def test_termination_alone_is_told_as_such(tmp_path):
    text = "La commune peut résilier le marché pour faute, après une mise en demeure."
    (found,) = report([two(tmp_path, f"## Article 9 – Résiliation\n\n{text}\n")])
    (group,) = [group for group in found.grouped if group.check == "sanctioned"]
    assert group.announced == "termination"


def test_penalties_of_the_administrative_document_cover_the_technical_one(tmp_path):
    technical = write(tmp_path, f"## 4. Tri\n\n{BARE}\n", "cctp.md")
    administrative = write(tmp_path, f"## Article 9 – Pénalités\n\n{PENALTY}\n", "ccap.md")
    (alone,) = report([technical])
    assert "sanctioned" in checks(alone.articles[0])
    together, _ = report([technical, administrative])
    assert "sanctioned" not in checks(together.articles[0])
    assert together.grouped[0].holders[0].file == "ccap.md"


def test_late_interest_is_never_covered_by_penalties(tmp_path):
    delay = "Le délai global de paiement est de 30 jours à compter de la réception de la facture."
    contents = two(tmp_path, f"## Pénalités\n\n{PENALTY}\n\n## Paiement\n\n{delay}\n")
    (found,) = report([contents])
    assert checks(found.articles[-1]) == ["sanctioned"]


def test_the_same_lack_in_three_articles_is_one_signal(tmp_path):
    contents = two(tmp_path, f"## Article 6 – Fermeture\n\n{FILLER}\n")
    (found,) = report([contents])
    kinds = {group.check: len(group.articles) for group in found.grouped}
    assert kinds["sanctioned"] == 3
    assert found.signals == sum(len(item.signals) for item in found.articles) + len(kinds)


# --- Parts of an article ------------------------------------------------------------------------

PLANNING = (
    "Le titulaire remet chaque mois au référent le planning des équipes. Chaque jour de retard "
    "dans la remise du planning donne lieu à une pénalité de 50 €."
)
HOURS = "Le titulaire réserve au moins 400 heures par an à des personnes éloignées de l’emploi."
FORMS = [
    "7.1 {0}\n\n7.4 {1}",
    "### 7.1 Planning\n\n{0}\n\n### 7.4 Insertion\n\n{1}",
    "**7.1 Planning**\n\n{0}\n\n**7.4 Insertion**\n\n{1}",
]


def in_article_7(tmp_path, text, name="ccap.md"):
    (found,) = report([write(tmp_path, f"## Article 7 – Exécution\n\n{text}\n", name)])
    return found


@pytest.mark.parametrize("form", FORMS)
def test_the_proof_of_a_part_does_not_excuse_another(tmp_path, form):
    found = in_article_7(tmp_path, form.format(PLANNING, HOURS))
    said = {item.article.title[:3]: checks(item) for item in found.articles}
    assert said == {"7.1": [], "7.4": ["verifiable", "followed_up"]}


@pytest.mark.parametrize("form", FORMS)
def test_no_penalty_in_any_part_is_told(tmp_path, form):
    found = in_article_7(tmp_path, form.format(PLANNING.partition(" Chaque jour")[0], HOURS))
    assert all("sanctioned" in checks(item) for item in found.articles)


def test_one_duty_in_four_numbered_paragraphs_stays_whole(tmp_path):
    found = in_article_7(tmp_path, f"7.1 {DUTY}\n\n7.2 {PROOF}\n\n7.3 {PENALTY}")
    assert len(found.articles) == 1
    assert found.signals == 0


def test_the_proof_of_the_same_hours_may_stand_in_the_next_part(tmp_path):
    text = f"### 7.1 Engagement\n\n{HOURS}\n\n### 7.2 Relevés\n\n{PROOF}\n\n### 7.3 Tri\n\n{BARE}"
    found = in_article_7(tmp_path, text)
    said = {item.article.title: checks(item) for item in found.articles}
    assert "verifiable" not in said["7.1 Engagement"]
    assert "verifiable" in said["7.3 Tri"]


def test_a_part_on_follow_up_or_penalties_serves_its_brothers(tmp_path):
    meeting = "Le référent de la commune réunit un comité de suivi chaque trimestre."
    text = (
        f"### 7.1 Tri\n\n{BARE}\n\n### 7.2 Nettoyage\n\n{FILLER}\n\n"
        f"### 7.3 Suivi\n\n{meeting}\n\n### 7.4 Pénalités\n\n{PENALTY}\n\n"
        f"## Article 8 – Livraison\n\n{BARE}"
    )
    found = in_article_7(tmp_path, text)
    served = {
        group.check: [one.title for one in group.articles]
        for group in found.grouped
        if group.holders
    }
    assert served["followed_up"] == ["7.1 Tri", "7.2 Nettoyage"]
    assert "Article 8 – Livraison" in served["sanctioned"]
    assert "followed_up" in checks(found.articles[-1])


def test_late_interest_may_stand_in_the_next_part(tmp_path):
    delay = "Le délai global de paiement est de 30 jours à compter de la réception de la facture."
    bills = "Les factures sont déposées par le titulaire sur Chorus Pro, une par mois et par lot."
    late = "Tout dépassement du délai de paiement ouvre droit à des intérêts moratoires."
    first = f"### 9.1 Factures\n\n{bills}\n\n### 9.2 Délai\n\n{delay}\n\n"
    (full,) = report(
        [write(tmp_path, f"## Article 9 – Paiement\n\n{first}### 9.3 Intérêts\n\n{late}\n")]
    )
    assert full.signals == 0
    (short,) = report([write(tmp_path, f"## Article 9 – Paiement\n\n{first}")])
    assert any(
        one.finding.words == "les intérêts de retard"
        for item in short.articles
        for one in item.signals
    )


# --- Tables -------------------------------------------------------------------------------------


def test_the_rows_of_a_table_of_criteria_are_reviewed(tmp_path):
    text = (
        "| Critère | Poids |\n|---|---|\n| Démarche environnementale de l’entreprise | 20 % |\n"
        "| Proximité géographique du candidat | 10 % |\n"
    )
    (found,) = report([write(tmp_path, text, "rc.md")])
    said = {(one.check, one.finding.words) for one in found.articles[0].signals}
    assert ("linked_to_object", "Démarche environnementale de l’entreprise") in said
    assert ("non_discriminatory", "Proximité géographique") in said


def test_a_table_of_penalties_covers_the_duties_of_the_file(tmp_path):
    rows = "| Manquement | Montant |\n|---|---|\n| Heure non réalisée | 50 € |\n"
    (found,) = report([two(tmp_path, f"## Article 9 – Pénalités\n\n{rows}")])
    (group,) = [group for group in found.grouped if group.check == "sanctioned"]
    assert [one.title for one in group.holders] == ["Article 9 – Pénalités"]


# --- Money and formalities ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Aucune avance ne sera versée au titulaire du présent marché.",
        "Il n’est pas prévu d’avance pour le présent marché de services.",
        "Le marché ne donne lieu au versement d’aucune avance au titulaire.",
    ],
)
def test_an_advance_refused_is_a_reminder(tmp_path, text):
    contents = write(tmp_path, f"## Article 5 – Avance\n\n{text}\n")
    (found,) = report([contents])
    assert (found.signals, found.reminders) == (0, 1)
    assert found.advances == contents.articles


@pytest.mark.parametrize(("amount", "told"), [("20 000", 0), ("400 000", 1)])
def test_the_amount_of_the_document_is_compared(tmp_path, amount, told):
    text = (
        f"## Article 2 – Montant\n\nLe montant du marché est de {amount} € HT pour sa durée.\n\n"
        "## Article 5 – Avance\n\nAucune avance ne sera versée au titulaire du présent marché.\n"
    )
    (found,) = report([write(tmp_path, text)])
    assert len(found.advances) == told


@pytest.mark.parametrize(
    "text",
    [
        "Une avance de 20 % est versée au titulaire dans les 30 jours suivant la notification.",
        "Une avance est versée au titulaire, sauf refus de sa part dans l’acte d’engagement.",
        "Le titulaire reçoit une avance au début du marché. Il peut y renoncer par écrit.",
    ],
)
def test_an_advance_granted_is_no_reminder(tmp_path, text):
    (found,) = report([write(tmp_path, f"## Article 5 – Avance\n\n{text}\n")])
    assert not found.advances


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Article 2 – Exécution du marché",
            (
                "Le marché est conclu pour une durée d’un an, reconductible trois fois par "
                "tacite reconduction, sans que sa durée totale excède quatre ans."
            ),
        ),
        (
            "Article 2 – Renouvellement",
            (
                "Le marché est conclu pour douze mois et renouvelable trois fois, pour une durée "
                "maximale de 48 mois. Le titulaire est tenu par chaque reconduction."
            ),
        ),
        (
            "Article 3 – Sous-traitance",
            (
                "Le titulaire remet à l’acheteur une déclaration mentionnant la nature des "
                "prestations sous-traitées, le nom, la raison sociale du sous-traitant. "
                "Il demeure personnellement responsable de toutes les obligations du marché."
            ),
        ),
        (
            "Article 4 – Agrément des sous-traitants",
            (
                "Le titulaire doit faire accepter chaque sous-traitant et agréer ses conditions de "
                "paiement avant le début des prestations."
            ),
        ),
    ],
)
def test_what_the_code_says_and_how_long_it_lasts_give_no_signal(tmp_path, title, text):
    assert checks(article(tmp_path, text, title=title)) == []


@pytest.mark.parametrize("lasting", ["quatre ans", "48 mois"])
def test_how_long_a_renewed_contract_lasts_is_in_scale(lasting):
    text = (
        "Le marché est conclu pour une durée d’un an, reconductible trois fois, "
        f"sans que sa durée totale excède {lasting}."
    )
    assert "proportionate" not in review(Clause(text)).findings
    heavy = f"La durée du marché est d’un an. Le titulaire forme deux agents pendant {lasting}."
    assert "proportionate" in review(Clause(heavy)).findings


def test_an_aim_on_subcontractors_is_still_a_duty(tmp_path):
    text = "Le titulaire déclare et confie à des sous-traitants de l’insertion 10 % du montant."
    assert "sanctioned" in checks(article(tmp_path, text, title="Article 3 – Filières"))


# --- The fictional consultation ---------------------------------------------------------------

#: What a buyer should hear of each document: the article, the check, the words.
EXPECTED = {
    CCAP: {
        ("12", "precise", "dans les meilleurs délais"),
        ("15", "precise", "dans la mesure du possible"),
        ("15", "linked_to_object", "groupe"),
        ("15", "verifiable", "la preuve attendue"),
        ("16", "verifiable", "la preuve attendue"),
    },
    CCTP: {
        ("4", "non_discriminatory", "Silencor"),
        ("5", "precise", "robustes"),
        ("6", "non_discriminatory", "de la région"),
    },
    RC: {
        ("7", "precise", "suffisantes"),
        ("10", "linked_to_object", "politique de développement"),
        ("10", "non_discriminatory", "siège est situé"),
        ("12", "well_placed", "Le titulaire emploie"),
    },
    CATERER: {
        ("3", "precise", "si possible"),
        ("3", "verifiable", "la preuve attendue"),
        ("3", "sanctioned", "la suite d’un manquement"),
    },
}


def signals(found):
    """List the signals of a file, those told once for several articles included."""
    alone = [
        (item.article, one.check, one.finding) for item in found.articles for one in item.signals
    ]
    alone += [
        (article, group.check, group.finding)
        for group in found.grouped
        for article in group.articles
        if not group.holders
    ]
    return {
        ("".join(filter(str.isdigit, article.title[:10])), check, finding.words)
        for article, check, finding in alone
    }


#: Signals beyond these, by document: a buyer would shrug at them.
TOLERATED = 3


@pytest.mark.parametrize("source", EXPECTED, ids=lambda source: source.stem)
def test_a_whole_document_says_what_matters_and_little_else(source):
    said = signals(*report([read_contents(source)]))
    missed = [
        (number, check, words)
        for number, check, words in EXPECTED[source]
        if not any((number, check) == (rank, kind) and words in told for rank, kind, told in said)
    ]
    assert not missed
    without = {one for one in said if one[1] != "sanctioned"} if source == CCTP else said
    assert len(without) <= len(EXPECTED[source]) + TOLERATED


def test_the_reminders_of_a_whole_document():
    (found,) = report([read_contents(CCAP)])
    holders = {group.check: [one.title for one in group.holders] for group in found.grouped}
    assert holders["sanctioned"] == ["Article 21 – Pénalités"]
    assert "Article 18 – Réunions de suivi" in holders["followed_up"]
