"""Read the blocks of a Word document, inserted text included, deleted text left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
_RUN, _TEXT = qn("w:r"), qn("w:t")
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


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style makes of a paragraph."""

    level: int | None = None
    item: bool = False
    contents: bool = False
    bold: bool = False


def _at(element: Any, path: str) -> Any:
    """Return what stands at a path of an element, if anything does."""
    return element.find("/".join(map(qn, path.split("/"))))


def _value(element: Any, path: str) -> str:
    """Return the value written at a path of an element, or nothing."""
    held = _at(element, path)
    return "" if held is None else str(held.get(qn("w:val")) or "")


def _styles(document: WordDocument) -> dict[str, _Style]:
    """Read what each paragraph style means, after those that it follows, however many they are."""
    elements = {
        str(element.get(qn("w:styleId"))): element
        for element in document.styles.element.iterchildren(qn("w:style"))
    }
    known: dict[str, _Style] = {}
    for first in elements:
        identity = first
        chain: dict[str, Any] = {}
        while identity in elements and identity not in known and identity not in chain:
            chain[identity] = elements[identity]
            identity = _value(elements[identity], "w:basedOn")
        base = known.get(identity, _Style())
        for one, element in reversed(chain.items()):
            base = known[one] = _made(element, base)
    return known


def _made(element: Any, base: _Style) -> _Style:
    """Read what a style adds to the one that it follows."""
    words, outline, level = fold(_value(element, "w:name")), _outline(element), base.level
    if words.startswith(_TITLE_STYLES) or outline:
        digits = words.rpartition(" ")[2]
        level = int(digits) if digits in _NUMBERS else outline or 1
    item = base.item or _numbered(element) or words.startswith(_LIST_STYLES)
    contents = words.startswith(_CONTENTS_STYLES)
    return _Style(level, level is None and item, contents, _bold(element, default=base.bold))


def _outline(element: Any) -> int | None:
    """Return the level of a title, from 1, that properties of a paragraph give."""
    written = _value(element, "w:pPr/w:outlineLvl")
    return int(written) + 1 if written in _LEVELS else None


def _numbered(element: Any) -> bool:
    return _at(element, "w:pPr/w:numPr") is not None


def _bold(element: Any, *, default: bool) -> bool:
    if _at(element, "w:rPr/w:b") is None:
        return default
    return _value(element, "w:rPr/w:b") not in ("0", "false", "off")


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
    style = styles.get(_value(element, "w:pPr/w:pStyle"), _Style())
    if not text or style.contents or in_contents(text):
        return
    level = _outline(element) or style.level
    if level:
        yield Block(" ".join(text.split()), heading=True, level=level)
        return
    runs = [run for run in element.iter(_RUN) if (run.findtext(_TEXT) or "").strip()]
    bold = bool(runs) and all(_bold(run, default=style.bold) for run in runs)
    plain = paragraph(text, bold=bold)
    listed = style.item or _numbered(element)
    # A numbered paragraph, all in bold, is a title rather than an item.
    yield Block(text, item=True) if listed and not (plain.heading and bold) else plain


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


def _rows(table: Any) -> Iterator[Block]:
    """Read each row as one block, each cell once; a table inside a cell is read with it."""
    for line in _inside(table, _ROW):
        if _at(line, "w:trPr/w:del") is not None:
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
