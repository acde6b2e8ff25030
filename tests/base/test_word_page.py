"""A Word page takes what people type and paste, control signs included."""

import io

from docx import Document

from maillon.base.word_page import WordPage


def test_signs_that_word_refuses_are_left_out_and_apostrophes_are_printed():
    page = WordPage("L'essai\x0b")
    page.heading("Suite\x00")
    page.paragraph("l'eau\ud800 et\tla tabulation")
    page.bullets(["un\x01 point"])
    page.table(["tête\x02"], [["case\ufffe"]])
    document = Document(io.BytesIO(page.content()))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts == ["L’essai", "Suite", "l’eau et\tla tabulation", "un point"]
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == ["tête", "case"]
    assert document.core_properties.title == "L’essai"


def test_a_named_address_is_a_link_and_leaves_the_text_around_it():
    page = WordPage("Droit")
    page.bullets(["Voir [art. R1](https://www.legifrance.gouv.fr/r1), puis [note] et (fin)."])
    document = Document(io.BytesIO(page.content()))
    paragraph = document.paragraphs[-1]
    assert paragraph.text == "Voir art. R1, puis [note] et (fin)."
    [link] = paragraph.hyperlinks
    assert (link.text, link.url) == ("art. R1", "https://www.legifrance.gouv.fr/r1")
