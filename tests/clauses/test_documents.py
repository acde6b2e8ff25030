import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from maillon.clauses.documents import read_contents, read_document
from maillon.errors import MaillonError

DUTY = "Le titulaire livre les repas chaque lundi et remet un bon signé par la gardienne."
CRITERION = "Critère n° 2 – Délai (10 points) : délai de livraison, selon le planning joint."


def test_markdown_gives_one_clause_a_paragraph(tmp_path):
    path = tmp_path / "projet.md"
    path.write_text(f"# CCAP\n\n## Livraison\n\n{DUTY}\n\n# RC\n\n{CRITERION}\n", encoding="utf-8")
    first, second = read_document(path)
    assert first.clause.text == DUTY
    assert (first.clause.document, first.clause.place_declared) == ("CCAP", "condition_execution")
    assert first.title == "Livraison"
    assert (second.clause.document, second.clause.place_declared) == ("RC", "critere")


def test_the_name_of_the_file_names_the_document(tmp_path):
    path = tmp_path / "2027_CCTP_cantines.txt"
    path.write_text("Les plateaux ont une épaisseur de 22 mm, fiche technique jointe.\n")
    (found,) = read_document(path)
    assert (found.clause.document, found.clause.place_declared) == ("CCTP", "specification")


def test_what_the_person_says_wins(tmp_path):
    path = tmp_path / "rc.txt"
    path.write_text(DUTY, encoding="utf-8")
    (found,) = read_document(path, "CCAP", "condition_execution")
    assert (found.clause.document, found.clause.place_declared) == ("CCAP", "condition_execution")


def test_a_list_belongs_to_its_paragraph(tmp_path):
    path = tmp_path / "ccap.md"
    path.write_text(
        "Le titulaire remet chaque mois à la référente :\n\n- un relevé d’heures ;\n- un bilan.\n"
    )
    (found,) = read_document(path)
    assert found.clause.text.endswith("un relevé d’heures ; un bilan.")


def test_word_paragraphs_tables_and_numbered_titles(tmp_path):
    document = Document()
    document.add_heading("Acte d’engagement", 0)
    document.add_paragraph("Article 4 – Livraisons")
    document.add_paragraph(DUTY)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Tri"
    table.cell(0, 1).text = "Le titulaire trie ses déchets en cinq flux dès le premier jour."
    path = tmp_path / "projet.docx"
    document.save(path)
    found = read_document(path)
    assert [item.rank for item in found] == [1, 2]
    assert found[0].title == "Article 4 – Livraisons"
    assert found[0].clause.document == "AE"
    assert found[1].clause.text.startswith("Tri\u202f; Le titulaire")


def test_a_short_sentence_is_read_and_a_label_is_counted(tmp_path):
    path = tmp_path / "cctp.md"
    path.write_text(
        "Les distributeurs sont de marque Tork.\n\nLes distributeurs sont de marque Tork\n\n"
        "Article 3. Délais de livraison.\n\nÀ Hautebrune.\n",
        encoding="utf-8",
    )
    contents = read_contents(path)
    assert [item.clause.text for item in contents.clauses] == [
        "Les distributeurs sont de marque Tork."
    ]
    assert contents.unread == 3


def test_the_cells_of_a_markdown_row_stay_apart(tmp_path):
    path = tmp_path / "ccap.md"
    path.write_text("| Tri | Le titulaire trie ses déchets dès le premier jour. |\n")
    (found,) = read_document(path)
    assert found.clause.text == "Tri\u202f; Le titulaire trie ses déchets dès le premier jour."


@pytest.mark.parametrize(
    "title",
    ["Objet", "Article 1 – Objet du marché", "2. Durée", "Pièces contractuelles", "V. Litiges",
     "Tribunal compétent", "Objet de la consultation", "Règlement des litiges et recours",
     "Durée de l’accord-cadre", "Pièces constitutives du marché"],
)  # fmt: skip
def test_under_such_a_title_there_is_no_duty(tmp_path, title):
    path = tmp_path / "ccap.md"
    path.write_text(f"# {title}\n\n{DUTY}\n", encoding="utf-8")
    (found,) = read_document(path)
    assert set(found.exempt) == {"verifiable", "sanctioned", "followed_up"}


@pytest.mark.parametrize("title", ["", "Livraison", "Durée de garantie", "Objets recyclés"])
def test_under_another_title_every_check_counts(tmp_path, title):
    path = tmp_path / "ccap.md"
    path.write_text(f"# {title}\n\n{DUTY}\n", encoding="utf-8")
    (found,) = read_document(path)
    assert found.exempt == ()


@pytest.mark.parametrize("name", ["a.pdf", "absent.md", "absent.docx"])
def test_a_file_that_cannot_be_read_is_told_in_french(tmp_path, name):
    with pytest.raises(MaillonError):
        read_document(tmp_path / name)


def test_a_broken_word_file_is_told_in_french(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(MaillonError, match="Word"):
        read_document(path)


def test_an_old_encoding_is_read(tmp_path):
    path = tmp_path / "ccap.txt"
    path.write_bytes(DUTY.encode("cp1252"))
    (found,) = read_document(path)
    assert found.clause.text == DUTY


@given(st.text(max_size=300))
def test_any_text_is_read(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("clauses") / "a.md"
    path.write_text(text, encoding="utf-8", errors="replace")
    assert isinstance(read_document(path), list)
