"""A Word page takes what people type and paste, control signs included."""

import io

from docx import Document

from maillon.word_page import WordPage


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
