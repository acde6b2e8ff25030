import pytest
from consultations import CATERER, CCAP, CCTP, RC, as_word, numbered
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import example, given
from hypothesis import strategies as st

from maillon.base.errors import MaillonError
from maillon.clauses.documents import read_contents

DUTY = "Le titulaire livre les repas chaque lundi et remet un bon signé par la gardienne."
CRITERION = "Critère n° 2 – Délai (10 points) : délai de livraison, selon le planning joint."
LIST = "Le titulaire remet chaque mois à la référente :"


def passages(path, *known):
    return read_contents(path, *known).passages


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def word(path, build):
    document = Document()
    build(document)
    document.save(str(path))
    return path


def test_markdown_gives_one_clause_a_paragraph(tmp_path):
    text = f"# CCAP\n\n## Livraison\n\n{DUTY}\n\n# RC\n\n{CRITERION}\n"
    first, second = passages(write(tmp_path / "projet.md", text))
    assert first.clause.text == DUTY
    assert (first.clause.document, first.clause.place_declared) == ("CCAP", "condition_execution")
    assert first.title == "Livraison"
    assert (second.clause.document, second.clause.place_declared) == ("RC", "critere")


def test_the_name_of_the_file_names_the_document(tmp_path):
    text = "Les plateaux ont une épaisseur de 22 mm, fiche technique jointe.\n"
    (found,) = passages(write(tmp_path / "2027_CCTP_cantines.txt", text))
    assert (found.clause.document, found.clause.place_declared) == ("CCTP", "specification")


def test_what_the_person_says_wins(tmp_path):
    (found,) = passages(write(tmp_path / "rc.txt", DUTY), "CCAP", "condition_execution")
    assert (found.clause.document, found.clause.place_declared) == ("CCAP", "condition_execution")


def test_a_title_that_cites_a_document_changes_nothing(tmp_path):
    text = f"## 4. Place du CCAP\n\n{DUTY}\n\n## 5. Livraison\n\n{DUTY}\n"
    found = passages(write(tmp_path / "cctp.md", text))
    assert [passage.clause.document for passage in found] == ["CCTP", "CCTP"]


# --- Articles ---------------------------------------------------------------------------------


def test_an_article_goes_from_a_title_to_the_next(tmp_path):
    text = f"## Article 1 – Livraison\n\n{DUTY}\n\n{DUTY}\n\n## Article 2 – Tri\n\n{DUTY}\n"
    contents = read_contents(write(tmp_path / "ccap.md", text))
    titles = [(article.title, len(article.passages)) for article in contents.articles]
    assert titles == [("Article 1 – Livraison", 2), ("Article 2 – Tri", 1)]
    assert [passage.rank for passage in contents.passages] == [1, 2, 3]


BOLD = "**4.1 Horaires**\n\n{0}\n\n4-2 Bons\n\n{0}\n\n**Article 5 – Tri**\n\n{0}"


@pytest.mark.parametrize(
    "text",
    [
        "ARTICLE 4 LIVRAISON\n4.1 Horaires\n{0}\n4.2 Bons\n{0}\nARTICLE 5 TRI\n{0}\n",
        f"**Article 4 – Livraison :**\n\n{BOLD}",
        "## Article 4 – Livraison\n### 4.1 Horaires\n{0}\n\n### 4.2 Bons\n{0}\n\n## 5. Tri\n{0}",
    ],
)
def test_numbered_parts_that_each_hold_a_duty_are_articles(tmp_path, text):
    contents = read_contents(write(tmp_path / "ccap.md", text.format(DUTY)))
    titles = [article.title for article in contents.articles]
    assert titles[0] == "4.1 Horaires"
    assert titles[1].endswith("Bons")
    assert len(titles) == 3
    assert "livraison" in contents.articles[0].above.lower()


def test_parts_without_a_number_stay_with_their_article(tmp_path):
    text = (
        f"# CCAP\n## Livraison\n### Horaires\n\n{DUTY}\n\n### Bons\n\n{DUTY}\n\n## Tri\n\n{DUTY}\n"
    )
    contents = read_contents(write(tmp_path / "ccap.md", text))
    assert [len(article.passages) for article in contents.articles] == [2, 1]
    assert contents.articles[0].title == "Livraison"
    assert contents.articles[0].passages[0].title == "Horaires"


@pytest.mark.parametrize(
    "other", ["Les locaux sont ceux de l’annexe 2.", "Il ferme aussi la grille."]
)
def test_one_duty_is_not_cut(tmp_path, other):
    text = f"## Article 4 – Livraison\n\n4.1 {DUTY}\n\n4.2 {other}\n"
    (article,) = read_contents(write(tmp_path / "ccap.md", text)).articles
    assert article.title == "Article 4 – Livraison"


def test_the_sub_titles_of_a_long_article_are_articles(tmp_path):
    long = f"{DUTY}\n\n" * 20
    text = f"## Article 4 – Livraison\n\n### 4.1 Horaires\n\n{long}### Bons\n\n{long}"
    contents = read_contents(write(tmp_path / "ccap.md", text))
    titles = [article.title for article in contents.articles]
    assert titles == ["4.1 Horaires", "Article 4 – Livraison, Bons"]


def test_a_chapter_does_not_make_one_article_of_its_articles(tmp_path):
    text = f"# Chapitre II\n\n## Livraison\n\n{DUTY}\n\n## Tri\n\n{DUTY}\n# Chapitre III\n"
    contents = read_contents(write(tmp_path / "ccap.md", text))
    assert [article.title for article in contents.articles] == ["Livraison", "Tri"]


def test_a_table_of_contents_is_not_read(tmp_path):
    text = f"Article 1 – Objet ......... 2\nArticle 2 – Tri\t3\n\nArticle 1 – Objet\n\n{DUTY}\n"
    contents = read_contents(write(tmp_path / "ccap.txt", text))
    assert [article.title for article in contents.articles] == ["Article 1 – Objet"]
    assert contents.unread == ()


# --- Lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "items",
    [
        "- un relevé d’heures ;\n- un bilan.",
        "- un relevé d’heures\n- un bilan",
        "• Un relevé d’heures\n• Un bilan",
        "1. un relevé d’heures\n2. un bilan",
        "1) Un relevé d’heures.\n2) Un bilan.",
        "a) un relevé d’heures\nb) un bilan",
        "- un relevé d’heures\n  - par semaine\n  - par site\n- un bilan",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_list_belongs_to_its_paragraph(tmp_path, items, between):
    text = f"{LIST}{between}{items.replace(chr(10), between)}\n\n{DUTY}\n"
    contents = read_contents(write(tmp_path / "ccap.md", text))
    first, second = contents.passages
    assert "un relevé d’heures" in first.clause.text.lower()
    assert first.clause.text.lower().rstrip(".").endswith("un bilan")
    assert second.clause.text == DUTY
    assert contents.unread == ()


def test_items_without_a_sign_between_them_are_kept_apart(tmp_path):
    text = f"{LIST}\n\n- un relevé d’heures\n- un bilan\n"
    (found,) = passages(write(tmp_path / "ccap.md", text))
    assert found.clause.text == f"{LIST} un relevé d’heures\u202f; un bilan"
    assert found.items == (LIST, "un relevé d’heures", "un bilan")


def test_a_numbered_title_after_a_list_is_no_item(tmp_path):
    text = f"1. Documents\n\n{LIST}\n\n1. La notice\n2. Le plan\n\n2. Livraison\n\n{DUTY}\n"
    contents = read_contents(write(tmp_path / "ccap.txt", text))
    assert [article.title for article in contents.articles] == ["1. Documents", "2. Livraison"]
    assert contents.passages[0].items == (LIST, "La notice", "Le plan")


def test_word_lists_belong_to_their_paragraph(tmp_path):
    def build(document):
        document.add_paragraph(LIST)
        document.add_paragraph("Un relevé d’heures", style="List Bullet")
        document.add_paragraph("par semaine", style="List Bullet 2")
        numbered(document.add_paragraph("Un bilan"))
        numbered(document.add_paragraph("par site"), level=1)
        style = document.styles.add_style("Paragraphe de liste", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("Une facture", style=style)
        document.add_paragraph(DUTY)

    contents = read_contents(word(tmp_path / "ccap.docx", build))
    first, second = contents.passages
    assert first.items[1:] == (
        "Un relevé d’heures", "par semaine", "Un bilan", "par site", "Une facture",
    )  # fmt: skip
    assert second.clause.text == DUTY
    assert contents.unread == ()


def test_a_numbered_paragraph_in_bold_is_a_title(tmp_path):
    def build(document):
        for title in ("Livraison", "Tri"):
            paragraph = document.add_paragraph()
            paragraph.add_run(title).bold = True
            document.add_paragraph(DUTY)
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run("1. Bilan").bold = True
        document.add_paragraph(DUTY)

    contents = read_contents(word(tmp_path / "ccap.docx", build))
    assert [article.title for article in contents.articles] == ["Livraison", "Tri", "1. Bilan"]


# --- Word -------------------------------------------------------------------------------------


def test_word_paragraphs_tables_and_numbered_titles(tmp_path):
    def build(document):
        document.add_heading("Acte d’engagement", 0)
        document.add_paragraph("Article 4 – Livraisons")
        document.add_paragraph(DUTY)
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text = "Tri"
        table.cell(0, 1).text = "Le titulaire trie ses déchets en cinq flux dès le premier jour."

    found = passages(word(tmp_path / "projet.docx", build))
    assert [item.rank for item in found] == [1, 2]
    assert found[0].title == "Article 4 – Livraisons"
    assert found[0].clause.document == "AE"
    assert found[1].clause.text.startswith("Tri\u202f; Le titulaire")


def test_a_style_of_the_house_with_an_outline_level_is_a_title(tmp_path):
    def build(document):
        style = document.styles.add_style("Article maison", WD_STYLE_TYPE.PARAGRAPH)
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), "1")
        style.element.get_or_add_pPr().append(level)
        child = document.styles.add_style("Article bis", WD_STYLE_TYPE.PARAGRAPH)
        child.base_style = style
        for name, title in (("Article maison", "Livraison"), ("Article bis", "Tri")):
            document.add_paragraph(title, style=name)
            document.add_paragraph(DUTY)

    contents = read_contents(word(tmp_path / "ccap.docx", build))
    assert [article.title for article in contents.articles] == ["Livraison", "Tri"]


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path):
    def build(document):
        paragraph = document.add_paragraph("Le titulaire livre les repas ")
        for tag, inner, text in (("ins", "t", "chaque lundi"), ("del", "delText", "parfois")):
            change = f"<w:{tag} {nsdecls('w')} w:id='1' w:author='a'><w:r><w:{inner}>{text}"
            paragraph._p.append(parse_xml(f"{change}</w:{inner}></w:r></w:{tag}>"))
        paragraph.add_run(" avant dix heures.")

    (found,) = passages(word(tmp_path / "ccap.docx", build))
    assert found.clause.text == "Le titulaire livre les repas chaque lundi avant dix heures."


def test_text_in_a_form_field_is_read(tmp_path):
    def build(document):
        paragraph = document.add_paragraph(DUTY)._p
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        paragraph.addprevious(control)
        control[0].append(paragraph)

    (found,) = passages(word(tmp_path / "ccap.docx", build))
    assert found.clause.text == DUTY


def test_a_word_table_of_contents_is_not_read(tmp_path):
    def build(document):
        style = document.styles.add_style("TOC 1", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("Article 1 – Livraison des repas dans les écoles 2", style=style)
        document.add_heading("Article 1 – Livraison", 1)
        document.add_paragraph(DUTY)

    contents = read_contents(word(tmp_path / "ccap.docx", build))
    assert (len(contents.articles), contents.unread) == (1, ())


@pytest.mark.parametrize("source", [CCAP, CCTP, RC, CATERER])
def test_word_and_markdown_give_the_same_articles(tmp_path, source):
    plain = read_contents(source)
    read = read_contents(as_word(source, tmp_path / f"{source.stem}.docx"))
    told = [
        [
            (
                article.title,
                [(one.clause.text, one.clause.place_declared) for one in article.passages],
            )
            for article in contents.articles
        ]
        for contents in (plain, read)
    ]
    assert told[0] == told[1]


# --- Places -----------------------------------------------------------------------------------


def test_the_rules_of_the_consultation_are_mostly_procedure():
    contents = read_contents(RC)
    places = {
        article.title.partition(" – ")[2]: (
            article.passages[0].procedure or article.passages[0].clause.place_declared
        )
        for article in contents.articles
    }
    assert places["Critères d’attribution"] == "critere"
    assert places["Pièces de la candidature"] == "candidature"
    for title in ("Remise des plis", "Visite des sites", "Attribution du marché"):
        assert places[title] is True


def test_the_mark_of_a_control_is_no_criterion(tmp_path):
    text = "Lorsque la note est inférieure à 80 sur 100, la prestation est reprise sans frais."
    (found,) = passages(write(tmp_path / "ccap.md", f"## Article 17 – Contrôles\n\n{text}\n"))
    assert found.clause.place_declared == "condition_execution"


def test_a_pronoun_has_the_place_of_what_stands_before(tmp_path):
    text = f"## 9. Reprise\n\n{DUTY}\n\nIl transmet à la chargée de mission les bordereaux reçus.\n"
    found = passages(write(tmp_path / "cctp.md", text))
    assert [one.clause.place_declared for one in found] == ["condition_execution"] * 2


def test_a_short_sentence_is_read_and_a_label_is_counted(tmp_path):
    text = (
        "Les distributeurs sont de marque Tork.\n\nLes distributeurs sont de marque Tork\n\n"
        "Article 3. Délais de livraison.\n\nÀ Hautebrune.\n"
    )
    contents = read_contents(write(tmp_path / "cctp.md", text))
    assert [one.clause.text for one in contents.passages] == [
        "Les distributeurs sont de marque Tork."
    ]
    assert contents.unread == (
        "Les distributeurs sont de marque Tork", "Article 3. Délais de livraison.", "À Hautebrune.",
    )  # fmt: skip


def test_the_cells_of_a_markdown_row_stay_apart(tmp_path):
    text = "| Tri | Le titulaire trie ses déchets dès le premier jour. |\n"
    (found,) = passages(write(tmp_path / "ccap.md", text))
    assert found.clause.text == "Tri\u202f; Le titulaire trie ses déchets dès le premier jour."


# --- Tables -----------------------------------------------------------------------------------

CRITERIA = (
    "| Critère | Pondération |\n|---|---|\n| Prix des prestations | 90 % |\n"
    "| Proximité géographique du candidat | 10 % |\n| Total | 100 % |\n"
)


@pytest.mark.parametrize("name", ["rc.md", "criteres.md"])
@pytest.mark.parametrize("kind", [".md", ".docx"])
def test_each_row_of_a_table_of_criteria_is_a_clause(tmp_path, name, kind):
    path = write(tmp_path / name, CRITERIA)
    path = as_word(path, path.with_suffix(kind)) if kind == ".docx" else path
    contents = read_contents(path)
    assert [
        one.clause.text.replace("\u202f", "").replace("\xa0", " ") for one in contents.passages
    ] == [
        "Critère : Prix des prestations; pondération : 90 %",
        "Critère : Proximité géographique du candidat; pondération : 10 %",
    ]
    assert {one.clause.place_declared for one in contents.passages} == {"critere"}
    assert contents.passages[0].clause.document == "RC"
    assert contents.unread == ()


def test_a_table_without_titles_of_columns_is_read_as_before(tmp_path):
    text = f"| Tri | {DUTY} |\n| Horaires | {DUTY} |\n"
    found = passages(write(tmp_path / "ccap.md", text))
    assert [one.clause.text for one in found] == [f"Tri\u202f; {DUTY}", f"Horaires\u202f; {DUTY}"]


def test_the_rows_of_another_table_are_quoted_as_unread(tmp_path):
    text = f"{DUTY}\n\n| Article | Quantité |\n|---|---|\n| Chaises | 700 |\n"
    contents = read_contents(write(tmp_path / "cctp.md", text))
    assert contents.unread == ("Article\xa0: Chaises\u202f; quantité\xa0: 700",)


# --- Files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.pdf", "absent.md", "absent.docx"])
def test_a_file_that_cannot_be_read_is_told_in_french(tmp_path, name):
    with pytest.raises(MaillonError):
        read_contents(tmp_path / name)


def test_a_broken_word_file_is_told_in_french(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(MaillonError, match="Word"):
        read_contents(path)


def test_an_old_encoding_is_read(tmp_path):
    path = tmp_path / "ccap.txt"
    path.write_bytes(DUTY.encode("cp1252"))
    (found,) = passages(path)
    assert found.clause.text == DUTY


@given(st.text(max_size=300))
@example("\0")
@example("a\0")
def test_any_text_is_read(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("clauses") / "a.md"
    path.write_text(text, encoding="utf-8", errors="replace")
    assert all(read_contents(path).unread)


def test_a_file_of_the_notepad_of_windows_is_read(tmp_path):
    path = tmp_path / "CCAP.txt"
    path.write_bytes("Le titulaire favorise, si possible, les produits durables.".encode("utf-16"))
    texts = [
        passage.clause.text for one in read_contents(path).articles for passage in one.passages
    ]
    assert texts == ["Le titulaire favorise, si possible, les produits durables."]


def test_a_file_of_the_notepad_without_its_first_mark_is_read(tmp_path):
    path = tmp_path / "CCAP.txt"
    duty = f"{DUTY} L’œuvre n’est pas abîmée."
    path.write_bytes(duty.encode("utf-16-le"))
    assert [passage.clause.text for passage in passages(path)] == [duty]


def test_a_folder_and_an_endless_name_are_told(tmp_path):
    folder = tmp_path / "CCAP.docx"
    folder.mkdir()
    with pytest.raises(MaillonError, match="est un dossier"):
        read_contents(folder)
    with pytest.raises(MaillonError, match="est introuvable"):
        read_contents(tmp_path / f"{'a' * 300}.docx")


@pytest.mark.parametrize(
    "text",
    [
        "# " + "9" * 5_000,
        "\n".join(f"{'#' * depth} Titre {depth}" for depth in range(1, 1_200)),
        "\n\n".join(f"{'.'.join('1' * depth)} Titre" for depth in range(1, 1_100)),
    ],
    ids=("number", "levels", "parts"),
)
def test_an_odd_outline_breaks_nothing(tmp_path, text):
    path = tmp_path / "CCAP.md"
    path.write_text(f"{text}\n\nLe titulaire livre les chaises.\n", encoding="utf-8")
    assert read_contents(path).articles


def _word(path, *xml):
    """Write a Word document of raw paragraphs; return its path."""
    document = Document()
    for part in xml:
        document.element.body.insert(0, parse_xml(part))
    document.save(str(path))
    return path


NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def test_fields_boxes_and_odd_levels_of_word_are_read(tmp_path):
    path = _word(
        tmp_path / "CCAP.docx",
        f'<w:p {NS}><w:fldSimple w:instr="REF a"><w:r><w:t>Le titulaire</w:t></w:r></w:fldSimple>'
        "<w:r><w:t> livre douze chaises neuves chaque mois.</w:t></w:r></w:p>",
        f"<w:p {NS}><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>"
        "Le prestataire trie les cartons chaque semaine au dépôt.</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>"
        "Le prestataire trie les cartons chaque semaine au dépôt.</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        f'<w:p {NS}><w:pPr><w:outlineLvl w:val="abc"/></w:pPr><w:r><w:t>'
        "Le fournisseur garde les factures pendant deux ans.</w:t></w:r></w:p>",
    )
    texts = [
        passage.clause.text for one in read_contents(path).articles for passage in one.passages
    ]
    assert sorted(texts) == [
        "Le fournisseur garde les factures pendant deux ans.",
        "Le prestataire trie les cartons chaque semaine au dépôt.",
        "Le titulaire livre douze chaises neuves chaque mois.",
    ]


def test_styles_that_follow_each_other_for_ever_are_read(tmp_path):
    document = Document()
    styles = document.styles.element
    for rank in range(1_500):
        styles.append(
            parse_xml(
                f'<w:style {NS} w:type="paragraph" w:styleId="s{rank}"><w:name w:val="S{rank}"/>'
                f'<w:basedOn w:val="s{rank + 1 if rank < 1_499 else 0}"/></w:style>'
            )
        )
    document.add_paragraph("Le titulaire livre douze chaises neuves chaque mois.")
    path = tmp_path / "CCAP.docx"
    document.save(str(path))
    assert read_contents(path).articles
