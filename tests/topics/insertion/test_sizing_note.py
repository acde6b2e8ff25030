"""The sizing note: its numbers, its sentences, and that an office opens it."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from pages import plain

from maillon.topics.insertion.model.delivery import Lot
from maillon.topics.insertion.workshop.sizing_note import (
    TITLE,
    SizedLot,
    Sizing,
    Unfinished,
    people,
    sentences,
    sizing_page,
)
from maillon.workshops.texts import load_texts

EACH = (370.0, 409.0)
PAINT = SizedLot(Lot("Peinture", 1_500_000, 0.70, 30), 0.10)
MASONRY = SizedLot(Lot("Maçonnerie", 1_000_000, 0.50, 30), 0.05)
NOTE = Sizing("École Jean-Zay", (PAINT, MASONRY), 8, EACH)


def text_of(content: bytes) -> str:
    """Return every word of a Word file, tables included."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return plain("\n".join([*(each.text for each in document.paragraphs), *cells]))


def test_the_note_holds_the_numbers_of_the_lots() -> None:
    told = text_of(sizing_page(NOTE))
    for words in (
        TITLE,
        "Marché : École Jean-Zay.",
        "1 500 000 € × 70 % × 10 % ÷ 30 € par heure",
        "3 500",
        "9 à 10",
        "833",
        "4 333",
        "8 personnes à 370 h chacune font 2 960 h : il manque 1 373 h.",
        "Pour le lot « Maçonnerie », le titulaire réserve chaque année 833 heures",
        "de 370 à 409 heures",
        "L2112-2",
        "pas un conseil juridique",
    ):
        assert words in told
    assert all(
        plain(question) in told for question in load_texts("heures-promises").told("questions")
    )


def test_typed_apostrophes_are_printed_as_the_others() -> None:
    lot = SizedLot(Lot("Pose d'huisseries", 1_500_000, 0.70, 30), 0.10)
    late = Unfinished("L'électricité", "il manque la part de main-d'œuvre")
    told = text_of(sizing_page(Sizing("Entretien de l'école", (lot,), 8, EACH, (late,))))
    assert "'" not in told
    for words in ("Marché : Entretien de l’école.", "Pose d’huisseries", "L’électricité"):
        assert words in told


def test_the_verdict_says_what_the_territory_can_do() -> None:
    assert "Vivier inconnu" in Sizing("", (PAINT,), None, EACH).verdict()
    assert "tient dans le vivier" in Sizing("", (PAINT,), 10, EACH).verdict()
    assert Sizing("", (PAINT,), 9, EACH).over
    assert not Sizing("", (PAINT,), None, EACH).over


def test_a_note_without_title_says_nothing_of_it() -> None:
    assert "Marché :" not in text_of(sizing_page(Sizing("", (PAINT,), None, EACH)))


def test_the_sentences_leave_blanks_for_what_only_the_buyer_knows() -> None:
    told = sentences(NOTE)
    assert len([line for line in told if "réserve chaque année" in line]) == 2
    assert any("[montant]" in line for line in told)


def test_persons_are_a_range_when_the_range_is_one() -> None:
    assert plain(people(300, EACH)) == "1 personne"
    assert plain(people(3500, EACH)) == "9 à 10 personnes"


@pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice (soffice) est absent : la note ne peut pas être convertie en PDF.",
)
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    (tmp_path / "note.docx").write_bytes(sizing_page(NOTE))
    for kind in ("pdf", "odt"):
        subprocess.run(
            [
                str(shutil.which("soffice")),
                "--headless",
                f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
                "--convert-to",
                kind,
                "--outdir",
                str(tmp_path),
                str(tmp_path / "note.docx"),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(tmp_path / "note.odt") as opened:
        seen = plain(opened.read("content.xml").decode("utf-8"))
    assert "3 500" in seen
    assert "4 333" in seen
