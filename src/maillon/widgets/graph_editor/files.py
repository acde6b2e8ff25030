"""Files of the graph editor: reading a saved map, naming a file, making a Word page."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from maillon.errors import MaillonError
from maillon.models.causal_loops import LoopSearch
from maillon.models.causal_map import Arrow, CausalMap
from maillon.models.map_record import MAX_VARIABLES, Record, clean_map, read_map
from maillon.plots.causal_words import alternative
from maillon.widgets.graph_editor.loops import BoundedSearch, describe, search_loops

if TYPE_CHECKING:
    from docx.document import Document

#: Bytes; a map of 60 variables and 400 arrows takes fifty times less.
LARGEST = 2_000_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNTITLED = "Carte de causes"
UNTITLED_CHAIN = "Chaîne de fournisseurs"
NO_LOOPS = BoundedSearch(LoopSearch(()), 0, False)
PICTURE_WIDTH = 16.0  # centimetres, between the margins of an A4 page
LARGEST_HEIGHT = 20.0


class MapFileError(MaillonError):
    """A file that the editor cannot open; the map on the page is untouched."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "Ce fichier ne s’ouvre pas, et votre carte n’a pas changé.",
            why=why,
            remedy="Choisissez un fichier .json obtenu par le bouton « Enregistrer ».",
        )


def read(content: bytes, *, max_variables: int = MAX_VARIABLES) -> Record:
    """Return the record that a file holds.

    Raises:
        MapFileError: it is too large, not JSON, or not a map; the message says which.

    >>> read(b"%PDF-1.7")
    Traceback (most recent call last):
    ...
    maillon.widgets.graph_editor.files.MapFileError: Ce fichier ne s’ouvre pas, ...
    """
    if len(content) > LARGEST:
        raise MapFileError("Il est bien plus lourd qu’une carte.")
    try:
        record = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise MapFileError("Son contenu n’est pas celui d’une carte de causes.") from None
    try:
        return clean_map(record, max_variables=max_variables)
    except MaillonError as error:
        raise MapFileError(error.why) from None


def name(record: Record, suffix: str) -> str:
    """Return the name of a file for a map, from its title.

    >>> name({"title": "Délai & trésorerie"}, "docx")
    'delai-tresorerie.docx'
    """
    whole = record["title"].lower().replace("œ", "oe").replace("æ", "ae")
    bare = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", bare)
    return f"{'-'.join(words)[:60].strip('-') or 'carte'}.{suffix}"


def word_page(record: Record, picture: bytes, *, notes: Sequence[str] | None = None) -> bytes:
    """Return a Word document: the picture (a PNG file) of a map, its arrows, its loops told.

    With `notes`, the map is a chain of suppliers: they stand in place of signs and loops.

    Raises:
        MapRecordError: the record is not a map.
        MaillonError: the picture cannot be read.
    """
    import docx
    from docx.image.exceptions import UnrecognizedImageError

    causal_map = read_map(record)
    found = search_loops(causal_map) if notes is None else NO_LOOPS
    document = docx.Document()
    untitled = UNTITLED if notes is None else UNTITLED_CHAIN
    title = record["title"].strip() or untitled
    _prepare(document, title)
    document.add_heading(title, level=1)
    told = alternative(causal_map, found.search, None, None, None)
    try:
        _add_picture(document, picture, told if notes is None else " ".join(notes), untitled)
    except UnrecognizedImageError:
        raise MaillonError(
            "L’image de la carte n’est pas lisible.", remedy="Recommencez l’export Word."
        ) from None
    if notes is None:
        _add_causes(document, causal_map, found)
    else:
        _add_chain(document, causal_map, notes)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_causes(document: Document, causal_map: CausalMap, found: BoundedSearch) -> None:
    document.add_paragraph(
        "Une flèche + veut dire : plus de la cause, plus de l’effet, toutes choses égales par "
        "ailleurs. Une flèche − (en tirets) veut dire : plus de la cause, moins de l’effet. "
        "Deux barres marquent un retard."
    )
    rows = [
        (*_ends(causal_map, arrow), arrow.sign, "oui" if arrow.delay else "non")
        for arrow in causal_map.arrows
    ]
    _add_arrows(document, ("Cause", "Effet", "Signe", "Retard"), rows)
    document.add_heading("Les boucles", level=2)
    loops = describe(found, found.search)
    document.add_paragraph(loops["summary"])
    for item in loops["items"]:
        document.add_paragraph(item["text"], style="List Bullet")


def _add_chain(document: Document, causal_map: CausalMap, notes: Sequence[str]) -> None:
    document.add_paragraph("Une flèche va du fournisseur à son client.")
    rows = [_ends(causal_map, arrow) for arrow in causal_map.arrows]
    _add_arrows(document, ("Fournisseur", "Client"), rows)
    document.add_heading("Ce que montre la carte", level=2)
    for note in notes:
        document.add_paragraph(note, style="List Bullet")


def _ends(causal_map: CausalMap, arrow: Arrow) -> tuple[str, str]:
    return causal_map.variable(arrow.cause).label, causal_map.variable(arrow.effect).label


def _add_arrows(document: Document, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    document.add_heading("Les flèches", level=2)
    if rows:
        _add_table(document, head, rows)
    else:
        document.add_paragraph("Aucune flèche pour l’instant.")


def _prepare(document: Document, title: str) -> None:
    """Say that the page is an A4 page in French, and what it is called."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "fr-FR"
    properties: Any = document.styles.element.find(".//" + qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "fr-FR")


def _add_picture(document: Document, picture: bytes, told: str, title: str) -> None:
    from docx.shared import Cm

    shape = document.add_picture(io.BytesIO(picture), width=Cm(PICTURE_WIDTH))
    if shape.height > Cm(LARGEST_HEIGHT):
        shape.width = int(shape.width * Cm(LARGEST_HEIGHT) / shape.height)
        shape.height = Cm(LARGEST_HEIGHT)
    about: Any = shape._inline.docPr
    about.set("descr", told)
    about.set("title", title)


def _add_table(document: Document, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    from docx.oxml import OxmlElement

    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    # Word repeats the row on each page, and reads it aloud as a header.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
