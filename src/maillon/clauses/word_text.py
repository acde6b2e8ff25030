"""Read the blocks of a Word document, inserted text included, deleted text left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from maillon.base.errors import MaillonError
from maillon.base.text import fold
from maillon.clauses.blocks import Block, in_contents, paragraph, row

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_P, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_PROPERTIES, _RUN, _TEXT = qn("w:pPr"), qn("w:r"), qn("w:t")
_VALUE = qn("w:val")
#: Signs that stand for text.
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
#: What holds paragraphs or runs without being any: content controls, insertions, links.
_HOLDERS = {
    qn(f"w:{name}")
    for name in (
        *("sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml"),
        *("fldSimple", "dir", "bdo"),
    )
}
#: Outline levels as Word writes them; « 9 » is plain text.
_LEVELS = tuple("012345678")
_NUMBERS = tuple("123456789")
_LIST_STYLES = ("list", "liste", "paragraphe de liste", "puce", "enumeration")
_TITLE_STYLES = ("heading", "titre", "title")
_CONTENTS_STYLES = ("toc", "tm ", "tdm", "table des matieres", "table of")

#: What a file that is no Word document raises; broken XML is a `SyntaxError`.
_BROKEN = (
    *(PackageNotFoundError, BadZipFile, SyntaxError),
    *(AttributeError, KeyError, ValueError, OSError),
)
#: What an older program shows instead of a text box: the same text, again.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def word_blocks(path: Path) -> Iterator[Block]:
    """Read the titles, paragraphs, items and table rows of a Word document, in order.

    Raises:
        MaillonError: the file is not a Word document.
    """
    try:
        document = Document(str(path))
        styles = _styles(document)
        inside = list(document.element.body)
    except _BROKEN as error:
        raise MaillonError(
            f"« {path.name} » ne s’ouvre pas comme un document Word.",
            remedy="Ouvrez-le dans votre traitement de texte et enregistrez-le en .docx.",
        ) from error
    yield from _parts(inside, styles)


class _Style:
    """What a style makes of a paragraph."""

    __slots__ = ("bold", "contents", "item", "level")

    def __init__(self) -> None:
        self.level: int | None = None
        self.item = False
        self.contents = False
        self.bold = False


def _styles(document: WordDocument) -> dict[str, _Style]:
    """Read what each paragraph style means, from its name, its outline and the style it follows."""
    elements = {
        str(element.get(qn("w:styleId"))): element
        for element in document.styles.element.iterchildren(qn("w:style"))
    }
    known: dict[str, _Style] = {}
    for identity in elements:
        _style(identity, elements, known)
    return known


def _style(identity: str, elements: dict[str, Any], known: dict[str, _Style]) -> None:
    """Read a style after those that it follows, however many they are."""
    chain: dict[str, Any] = {}
    while identity in elements and identity not in known and identity not in chain:
        chain[identity] = elements[identity]
        parent = elements[identity].find(qn("w:basedOn"))
        identity = str(parent.get(_VALUE)) if parent is not None else ""
    base = known.get(identity, _Style())
    for one, element in reversed(chain.items()):
        base = known[one] = _made(element, base)


def _made(element: Any, base: _Style) -> _Style:
    """Read what a style adds to the one that it follows."""
    style = _Style()
    style.level, style.item, style.bold = base.level, base.item, base.bold
    name = element.find(qn("w:name"))
    words = fold(name.get(_VALUE) or "") if name is not None else ""
    properties = element.find(_PROPERTIES)
    outline = _outline(properties)
    if words.startswith(_TITLE_STYLES) or outline:
        digits = words.rpartition(" ")[2]
        style.level = int(digits) if digits in _NUMBERS else outline or 1
    style.contents = words.startswith(_CONTENTS_STYLES)
    numbered = properties is not None and properties.find(qn("w:numPr")) is not None
    style.item = style.level is None and (style.item or numbered or words.startswith(_LIST_STYLES))
    style.bold = _bold(element.find(qn("w:rPr")), default=style.bold)
    return style


def _outline(properties: Any) -> int | None:
    """Return the level of a title, from 1, that properties of a paragraph give."""
    outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
    written = str(outline.get(_VALUE)) if outline is not None else ""
    return int(written) + 1 if written in _LEVELS else None


def _parts(holder: Any, styles: dict[str, _Style]) -> Iterator[Block]:
    for element in holder:
        if element.tag == _P:
            yield from _paragraph(element, styles)
        elif element.tag == _TABLE:
            yield from _rows(element)
        elif element.tag in _HOLDERS:
            yield from _parts(element, styles)


def _paragraph(element: Any, styles: dict[str, _Style]) -> Iterator[Block]:
    for box in element.iter(qn("w:txbxContent")):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from _parts(box, styles)
    text = _words(element).strip()
    properties = element.find(_PROPERTIES)
    named = properties.find(qn("w:pStyle")) if properties is not None else None
    style = styles.get(str(named.get(_VALUE)) if named is not None else "", _NO_STYLE)
    if not text or style.contents or in_contents(text):
        return
    level = _outline(properties) or style.level
    if level:
        yield Block(" ".join(text.split()), heading=True, level=level)
        return
    plain = paragraph(text, bold=_all_bold(element, style))
    listed = style.item or (properties is not None and properties.find(qn("w:numPr")) is not None)
    if listed and not _bold_title(plain, element, style):
        plain = Block(text, item=True)
    yield plain


_NO_STYLE = _Style()


def _bold_title(block: Block, element: Any, style: _Style) -> bool:
    """Tell whether a numbered paragraph, all in bold, is a title rather than an item."""
    return block.heading and _all_bold(element, style)


def _words(element: Any) -> str:
    """Return the text of a paragraph: its runs, those of insertions and links, but no deletion."""
    text = ""
    for child in element:
        if child.tag == _RUN:
            for part in child:
                text += (part.text or "") if part.tag == _TEXT else _SIGNS.get(part.tag, "")
        elif child.tag in _HOLDERS:
            text += _words(child)
    return text


def _all_bold(element: Any, style: _Style) -> bool:
    """Tell whether every run with text is in bold."""
    runs = [run for run in element.iter(_RUN) if (run.findtext(_TEXT) or "").strip()]
    return bool(runs) and all(_bold(run.find(qn("w:rPr")), default=style.bold) for run in runs)


def _bold(properties: Any, *, default: bool) -> bool:
    bold = properties.find(qn("w:b")) if properties is not None else None
    return default if bold is None else bold.get(_VALUE) not in ("0", "false", "off")


def _rows(table: Any) -> Iterator[Block]:
    """Read each row as one block, each cell once; a table inside a cell is read with it."""
    for line in _inside(table, _ROW):
        marks = line.find(qn("w:trPr"))
        if marks is not None and marks.find(qn("w:del")) is not None:
            continue  # a row deleted in tracked changes
        cells = (" ".join(_cell(cell).split()) for cell in _inside(line, _CELL))
        block = row(cells)
        if block.text:
            yield block


def _inside(holder: Any, tag: str) -> Iterator[Any]:
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag in _HOLDERS:
            yield from _inside(element, tag)


def _cell(cell: Any) -> str:
    return "\n".join(_words(part) for part in cell.iter(_P))
