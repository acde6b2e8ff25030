import json
from datetime import UTC, datetime

import pytest
from consultations import CCAP, CCTP, as_word

from maillon import law
from maillon.base.errors import MaillonError
from maillon.clauses.commands import main
from maillon.cli.commands import parse
from maillon.law.official import address

VAGUE = "Le prestataire favorise, dans la mesure du possible, les produits de saison."
BARE = "Le titulaire trie les déchets de cuisine dès le premier jour."
PENALTY = "Chaque jour de retard donne lieu à une pénalité de 40 €."


def said(capsys, *words):
    assert main(parse(["clause", "check", *map(str, words)])) == 0
    text = capsys.readouterr().out
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def found(capsys, *words):
    return json.loads(said(capsys, *words, "--json"))


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_check_prints_signals_and_questions(tmp_path, capsys):
    text = said(capsys, write(tmp_path / "ccap.md", f"## Article 4 – Repas\n\n{VAGUE}"))
    assert "ccap.md : 1 article, 1 paragraphe relu et 4 signaux." in text
    assert "Article 4 – Repas (CCAP)" in text
    assert "* Précise ? « dans la mesure du possible »" in text
    assert "Passage (condition d’exécution) : « Le prestataire favorise, dans la mesure" in text
    for word in ("Pourquoi : ", "Question : ", "il manque la preuve attendue", "pas un avis jurid"):
        assert word in text


def test_the_law_behind_a_signal_is_named(tmp_path, capsys):
    text = said(
        capsys, write(tmp_path / "cctp.md", "Les bois sont issus de scieries de la région.")
    )
    assert "Voir : Préférence locale interdite (preference_locale)." in text


def test_a_long_sentence_is_cut_around_the_words(tmp_path, capsys):
    long = f"Pour les écoles {'du nord et du sud et ' * 12}le titulaire livre rapidement les repas"
    text = said(capsys, write(tmp_path / "ccap.md", f"{long} {'et les goûters ' * 12}commandés."))
    passage = next(line for line in text.splitlines() if "Passage" in line)
    assert "« … " in passage
    assert "livre rapidement" in text
    assert len(text) < 2000


def test_the_head_counts_what_is_read_and_what_is_not(tmp_path, capsys):
    path = write(tmp_path / "ccap.md", f"{VAGUE}\n\nÀ Hautebrune\n\n{VAGUE}\n\nLe maire\n")
    text = said(capsys, path)
    assert "1 article, 2 paragraphes relus" in text
    assert "2 passages courts non relus" in text
    assert "non relu" not in said(capsys, write(path, VAGUE))


def test_unread_passages_are_quoted_five_at_most_and_listed_as_json(tmp_path, capsys):
    labels = [f"Bâtiment n° {rank}" for rank in range(1, 8)]
    path = write(tmp_path / "ccap.md", "\n\n".join([VAGUE, *labels]))
    head = " ".join(said(capsys, path).partition("Outil")[0].split())
    assert "7 passages courts non relus : « Bâtiment n° 1 », « Bâtiment n° 2 »" in head
    assert "« Bâtiment n° 5 » et 2 autres (tous avec --json)." in head
    assert "Bâtiment n° 6" not in head
    (file,) = found(capsys, path)["files"]
    assert file["unread"] == labels
    few = said(capsys, write(path, f"{VAGUE}\n\nÀ Hautebrune\n")).splitlines()[1]
    assert few == "  1 passage court non relu : « À Hautebrune »."


def test_a_refused_advance_prints_the_values_of_the_registry(tmp_path, capsys):
    text = "## Article 5 – Avance\n\nAucune avance ne sera versée au titulaire du présent marché.\n"
    path = write(tmp_path / "ccap.md", text)
    report = " ".join(said(capsys, path).split())
    today = datetime.now(tz=UTC).date()
    values = [law.cite("avance_seuil", today, scope).text for scope in ("montant", "duree")]
    amount, lasting = (" ".join(value.split()) for value in values)
    label = law.entry("avance_seuil").label
    assert f"aux seuils de « {label} » (avance_seuil) : {amount} et {lasting}." in report
    (file,) = found(capsys, path)["files"]
    assert (file["advance_refused"], file["signals"], file["reminders"]) == ([1], 0, 1)


def test_a_value_that_depends_on_the_buyer_is_a_reminder(tmp_path, capsys):
    text = "## Article 5 – Garantie\n\nUne retenue de garantie de {} % est prélevée.\n"
    today = datetime.now(tz=UTC).date()
    general = law.cite("retenue_garantie", today, "general")
    path = write(tmp_path / "ccap.md", text.format(general.number))
    (file,) = found(capsys, path)["files"]
    (one,) = file["articles"][0]["reminders"]
    assert (file["reminders"], one["refs"]) == (1, ["retenue_garantie"])
    report = " ".join(said(capsys, path).split())
    low = law.cite("retenue_garantie", today, "pme-etat")
    assert " ".join(f"{low.value.name} ({low.text})".split()) in report
    write(path, text.format(low.number))
    assert found(capsys, path)["files"][0]["reminders"] == 0


def test_a_signal_of_law_leads_to_the_page_of_its_article(tmp_path, capsys):
    text = "## Article 7 – Paiement\n\nLes factures sont payées, après contrôle, à 90 jours.\n"
    report = said(capsys, write(tmp_path / "ccap.md", text))
    page = address(law.entry("delai_paiement").articles[0])
    assert page
    assert page in report


def test_reminders_come_before_the_articles(tmp_path, capsys):
    text = f"## Article 4 – Repas\n\n{VAGUE}\n\n## Article 9 – Pénalités\n\n{PENALTY}\n"
    lines = said(capsys, write(tmp_path / "ccap.md", text)).splitlines()
    assert lines[0].endswith("3 signaux et 1 rappel.")
    start = lines.index("RAPPELS")
    assert "Les pénalités sont prévues sous « Article 9 – Pénalités »" in lines[start + 1]
    assert "1 article concerné : Article 4 – Repas." in "\n".join(lines)
    assert start < lines.index("Article 4 – Repas (CCAP)")


def test_a_long_article_is_told_in_one_line(tmp_path, capsys):
    filler = "Le titulaire nettoie la salle chaque lundi avant dix heures, puis la ferme à clé."
    text = "\n\n".join([f"## Article 12 – Exécution\n\n{PENALTY}", *[filler] * 40])
    report = " ".join(said(capsys, write(tmp_path / "ccap.md", text)).split())
    assert "« Article 12 – Exécution » est un article long" in report
    assert "une suite en cas d’écart n’y figure que par endroits" in report


def test_the_same_lack_is_told_once_with_where_to_look(tmp_path, capsys):
    text = "\n\n".join(f"## {rank}. Partie\n\n{BARE}" for rank in range(1, 5))
    report = said(capsys, write(tmp_path / "cctp.md", text))
    assert report.count("il manque la suite d’un manquement") == 1
    assert "Articles : 1. Partie" in report
    assert "donnez les deux fichiers à la même commande" in " ".join(report.split())


def test_documents_given_together_are_read_together(tmp_path, capsys):
    cctp = write(tmp_path / "cctp.md", f"## 4. Tri\n\n{BARE}\n")
    ccap = write(tmp_path / "ccap.md", f"## Article 9 – Pénalités\n\n{PENALTY}\n")
    report = said(capsys, cctp, ccap)
    assert "Les pénalités sont prévues sous « Article 9 – Pénalités » (ccap.md)" in report
    assert "=== cctp.md ===" in report


def test_two_files_of_the_same_name_stay_apart(tmp_path, capsys):
    (tmp_path / "b").mkdir()
    first = write(tmp_path / "ccap.md", BARE)
    second = write(tmp_path / "b" / "ccap.md", f"{BARE} {PENALTY}")
    files = found(capsys, first, second)["files"]
    outcomes = [file["articles"][0]["outcomes"]["sanctioned"] for file in files]
    assert outcomes == ["flag", "ok"]


def test_the_order_is_stable(tmp_path, capsys):
    path = as_word(CCAP, tmp_path / "ccap.docx")
    assert said(capsys, path, CCTP) == said(capsys, path, CCTP)


def test_check_as_json(tmp_path, capsys):
    content = found(capsys, write(tmp_path / "ccap.md", f"## Article 4 – Repas\n\n{VAGUE}"))
    (file,) = content["files"]
    assert (file["file"], file["articles_read"], file["paragraphs_read"]) == ("ccap.md", 1, 1)
    assert (file["signals"], file["reminders"], file["short_passages_unread"]) == (4, 0, 0)
    (article,) = file["articles"]
    assert article["outcomes"]["precise"] == "flag"
    assert article["outcomes"]["proportionate"] == "ok"
    assert article["paragraphs"][0]["text"] == VAGUE
    first = article["findings"][0]
    assert (first["check"], first["words"]) == ("precise", "dans la mesure du possible")
    assert first["paragraph"] == 1
    assert "verdict" not in json.dumps(content)


def test_json_tells_a_reminder_from_a_signal(tmp_path, capsys):
    text = f"## Article 4 – Tri\n\n{BARE}\n\n## Article 9 – Pénalités\n\n{PENALTY}\n"
    (file,) = found(capsys, write(tmp_path / "ccap.md", text))["files"]
    assert file["articles"][0]["outcomes"]["sanctioned"] == "reminder"
    (group,) = file["grouped"]
    assert (group["check"], group["kind"], group["articles"]) == ("sanctioned", "reminder", [1])
    assert group["provided_by"] == [{"file": "ccap.md", "title": "Article 9 – Pénalités"}]


def test_an_article_on_the_object_is_not_asked_for_a_sanction(tmp_path, capsys):
    path = write(tmp_path / "ccap.md", f"# Objet du marché\n\n{VAGUE}")
    ((article,),) = [file["articles"] for file in found(capsys, path)["files"]]
    assert [finding["check"] for finding in article["findings"]] == ["precise"]
    assert article["outcomes"]["sanctioned"] == "na"


@pytest.mark.parametrize(("letters", "holder"), [("AE", "dans l’AE"), ("CCTP", "dans le CCTP")])
def test_a_criterion_in_the_wrong_document_is_told_in_french(tmp_path, capsys, letters, holder):
    path = write(tmp_path / "a.md", VAGUE)
    text = said(capsys, path, "--document", letters, "--place", "critere")
    assert f"il manque un document qui convient : ce texte figure {holder} (" in text


def test_check_takes_document_and_place(tmp_path, capsys):
    path = write(tmp_path / "a.md", VAGUE)
    content = found(capsys, path, "--document", "CCTP", "--place", "specification")
    (article,) = content["files"][0]["articles"]
    assert article["document"] == "CCTP"
    assert article["paragraphs"][0]["place_declared"] == "specification"
    assert article["outcomes"]["sanctioned"] == "na"


def test_an_unknown_place_is_refused_in_french(capsys):
    with pytest.raises(SystemExit):
        main(parse(["clause", "check", "a.md", "--place", "partout"]))
    assert "n’est pas l’un de" in capsys.readouterr().err


def test_an_empty_file_is_told_in_french(tmp_path):
    with pytest.raises(MaillonError, match="aucune clause"):
        main(parse(["clause", "check", str(write(tmp_path / "a.md", ""))]))


def test_a_file_of_labels_is_not_taken_for_an_image(tmp_path):
    with pytest.raises(MaillonError, match="Texte trouvé") as refused:
        main(parse(["clause", "check", str(write(tmp_path / "a.md", "Chaises pliantes\n"))]))
    assert "« Chaises pliantes »" in str(refused.value).replace("\xa0", " ")
    assert "image" not in str(refused.value)


def test_evaluate_prints_a_table_and_json(tmp_path, capsys):
    checks = "linked_to_object precise proportionate verifiable non_discriminatory".split()
    checks += ["sanctioned", "followed_up", "well_placed"]
    labels = ", ".join(f"{check}: ok" for check in checks)
    path = tmp_path / "corpus.yaml"
    path.write_text(
        f"- {{text: {json.dumps(VAGUE)}, document: CCTP, place_declared: condition_execution,"
        f" labels: {{{labels}}}}}",
        encoding="utf-8",
    )
    assert main(parse(["clause", "evaluate", str(path)])) == 0
    assert "précision" in capsys.readouterr().out
    main(parse(["clause", "evaluate", str(path), "--json"]))
    content = json.loads(capsys.readouterr().out)
    assert content["clean_rate"] == 0
    assert content["checks"]["precise"] == {"precision": 0.0, "recall": 1.0, "f1": 0.0}
