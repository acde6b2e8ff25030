"""The Word page of a profile: every figure, its limits once, the families, how data were read."""

from __future__ import annotations

import dataclasses
import io

import docx
import pytest
from docx.document import Document
from pages import plain

from maillon.authoring import typography
from maillon.opendata import sample
from maillon.opendata.profiling.families import holders_told, single_offers_told
from maillon.opendata.profiling.figures import figures, limits_told
from maillon.opendata.profiling.profile import Profile, profile
from maillon.opendata.profiling.reading_told import reading_told
from maillon.opendata.profiling.word_profile import profile_page
from maillon.opendata.reading import Dataset, read

READING = "Comment ces données ont été lues"


@pytest.fixture(scope="module")
def data() -> Dataset:
    return read([sample.TABULAR])


@pytest.fixture(scope="module")
def found(data: Dataset) -> Profile:
    return profile(data)


@pytest.fixture(scope="module")
def page(data: Dataset, found: Profile) -> Document:
    return docx.Document(io.BytesIO(profile_page(found, sample.MENTION, reading_told(data, found))))


def texts(page: Document) -> list[str]:
    return [plain(paragraph.text) for paragraph in page.paragraphs]


def cells(page: Document, table: int) -> list[list[str]]:
    return [[plain(cell.text) for cell in row.cells] for row in page.tables[table].rows]


def test_every_figure_has_its_row_and_its_limits_are_said_once(
    page: Document, found: Profile
) -> None:
    rows = cells(page, 0)[1:]
    assert [row[:2] for row in rows] == [[plain(f.label), plain(f.value)] for f in figures(found)]
    assert sum(row[3] != "" for row in rows) == 3
    for line in limits_told(figures(found)):
        assert texts(page).count(plain(line)) == 1


def test_families_have_their_single_offers_and_holders_their_names(
    page: Document, found: Profile
) -> None:
    families = cells(page, 1)
    assert families[0] == [
        *("Famille", "Contrats", "Offre unique", "Titulaires", "Montant", "IHH"),
    ]
    assert len(families) == len(found.divisions) + 1
    works = next(row for row in families if row[0] == "45 Travaux")
    share = next(row for row in found.divisions if row.code == "45").single_offer
    assert works[2].startswith(f"{share.yes} sur {share.known} (")
    assert plain(single_offers_told(found.divisions)) in texts(page)
    assert plain(holders_told(found)) in texts(page)
    first = found.main_holders[0]
    assert first.name is not None
    assert cells(page, 2)[1][0].startswith(first.name)


def test_it_says_where_contracts_come_from_and_how_they_were_read(
    page: Document, data: Dataset, found: Profile
) -> None:
    assert plain(sample.MENTION) in texts(page)
    for line in reading_told(data, found):
        assert plain(line) in texts(page)
    alone = docx.Document(io.BytesIO(profile_page(found, sample.MENTION)))
    assert READING in texts(page)
    assert READING not in texts(alone)


def test_its_typography_is_french(page: Document) -> None:
    written = [paragraph.text for paragraph in page.paragraphs]
    for table in page.tables:
        written += [cell.text for row in table.rows for cell in row.cells]
    assert [str(fault) for text in written for fault in typography.faults(text)] == []


def test_the_columns_of_each_table_fill_the_page(page: Document) -> None:
    for table in page.tables:
        widths = [column.width for column in table.columns]
        assert None not in widths
        assert sum(width.cm for width in widths if width) == pytest.approx(16, abs=0.2)
        for row in table.rows:
            assert [cell.width for cell in row.cells] == widths


def test_what_is_unknown_is_said_to_be(found: Profile) -> None:
    silent = dataclasses.replace(found, amount_total=0.0, amount_known=0, amount_median=None)
    written = docx.Document(io.BytesIO(profile_page(silent, sample.MENTION)))
    assert cells(written, 2)[1][-1] == "inconnu"
    lonely = dataclasses.replace(found, main_holders=())
    written = docx.Document(io.BytesIO(profile_page(lonely, sample.MENTION)))
    assert len(written.tables) == 2
    assert "Aucun titulaire n’est présent dans plusieurs familles." in texts(written)
