"""A Word page in French that a person takes to their office: title, paragraphs, lists, tables.

The page is an A4 sheet whose language, headings and header rows are those that Word and screen
readers expect.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from maillon.base.errors import MaillonError
from maillon.base.wording import curly, printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

#: The media type of a Word file.
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PICTURE_WIDTH: Final = 16.0  # centimetres, between the margins of an A4 page
LARGEST_HEIGHT: Final = 20.0
#: A link: its name, its address.
_LINK: Final = re.compile(r"\[([^\]]+)\]\((https://[^\s)]+)\)")
#: What follows the borders of a paragraph in the order of a Word file.
AFTER_BORDERS: Final = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


class WordPage:
    """A page written from top to bottom, then taken as bytes.

    >>> page = WordPage("Ma chaîne")
    >>> page.paragraph("Trois entreprises.")
    >>> page.content()[:2]
    b'PK'
    """

    def __init__(self, title: str) -> None:
        import docx

        self._document: Document = docx.Document()
        _prepare(self._document, title)
        self._document.add_heading(_typed(title), level=1)

    def heading(self, text: str) -> None:
        """Add the title of a part."""
        self._document.add_heading(_typed(text), level=2)

    def paragraph(self, text: str) -> None:
        """Add a paragraph; `[name](https://…)` in it is a link."""
        _write(self._document.add_paragraph(), text)

    def boxed(self, title: str, text: str) -> None:
        """Add a paragraph in a shaded frame, opened by a title in bold."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        added = self._document.add_paragraph()
        added.add_run(_typed(title)).bold = True
        added.add_run(_typed(text))
        properties = added._p.get_or_add_pPr()
        frame = OxmlElement("w:pBdr")
        for side in ("top", "left", "bottom", "right"):
            line = OxmlElement(f"w:{side}")
            for name, value in (("val", "double"), ("sz", "6"), ("space", "6"), ("color", "auto")):
                line.set(qn(f"w:{name}"), value)
            frame.append(line)
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F2F2F2")):
            shade.set(qn(f"w:{name}"), value)
        properties.insert_element_before(frame, *AFTER_BORDERS)
        properties.insert_element_before(shade, *AFTER_BORDERS[1:])

    def bullets(self, lines: Sequence[str]) -> None:
        """Add a list, one point a line; `[name](https://…)` in it is a link."""
        for line in lines:
            _write(self._document.add_paragraph(style="List Bullet"), line)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float] = ()
    ) -> None:
        """Add a table; its first row is repeated on each page, and read aloud as a header.

        `widths` are those of the columns, in centimetres; without them, all are as wide.
        """
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        table = self._document.add_table(rows=1, cols=len(head), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(_typed(text)).bold = True
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = _typed(text)
        for column, width in zip(table.columns, widths, strict=bool(widths)):
            column.width = Cm(width)  # LibreOffice reads this one, Word those of the cells
        for line in table.rows:
            line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # never on two pages
            for cell, width in zip(line.cells, widths, strict=bool(widths)):
                cell.width = Cm(width)

    def picture(self, content: bytes, alternative: str, title: str) -> None:
        """Add a picture (a PNG file) with its text alternative.

        Raises:
            MaillonError: the picture cannot be read.
        """
        from docx.image.exceptions import UnrecognizedImageError
        from docx.shared import Cm

        try:
            shape = self._document.add_picture(io.BytesIO(content), width=Cm(PICTURE_WIDTH))
        except UnrecognizedImageError:
            raise MaillonError(
                "L’image n’est pas lisible.", remedy="Recommencez l’export Word."
            ) from None
        if shape.height > Cm(LARGEST_HEIGHT):
            shape.width = int(shape.width * Cm(LARGEST_HEIGHT) / shape.height)
            shape.height = Cm(LARGEST_HEIGHT)
        about: Any = shape._inline.docPr
        about.set("descr", _typed(alternative))
        about.set("title", _typed(title))

    def content(self) -> bytes:
        """Return the page as a Word file."""
        written = io.BytesIO()
        self._document.save(written)
        return written.getvalue()


def _typed(text: str) -> str:
    """Return a typed text as a Word file may hold it, with the apostrophes of a printed page."""
    return curly(printable(text))


def _write(paragraph: Paragraph, text: str) -> None:
    """Write a text at the end of a paragraph, its links underlined."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    before, *found = _LINK.split(text)
    paragraph.add_run(_typed(before))
    for name, url, after in zip(found[::3], found[1::3], found[2::3], strict=True):
        link = OxmlElement("w:hyperlink")
        where = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), where)
        run = paragraph.add_run(_typed(name))
        run.underline = True
        link.append(run._r)
        paragraph._p.append(link)
        paragraph.add_run(_typed(after))


def _prepare(document: Document, title: str) -> None:
    """Say that the page is an A4 page in French, and what it is called."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    document.core_properties.title = _typed(title)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "fr-FR"
    # Without these, Word shows the day and the author of the library's own empty page.
    now = datetime.now(UTC)
    document.core_properties.created = document.core_properties.modified = now
    document.core_properties.last_modified_by = ""
    properties: Any = document.styles.element.find(".//" + qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "fr-FR")
