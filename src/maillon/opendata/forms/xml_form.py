"""Read XML of DECP: the same contracts as in JSON, with repeated elements in place of lists.

Elements become the nested blocks that :mod:`maillon.opendata.forms.native` reads.  A document type
is refused: DECP need none, and it can hide entities that expand without end or open other files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from maillon.base.wording import NBSP, number
from maillon.opendata.faults import UnknownForm, UnreadableFile
from maillon.opendata.forms.decoding import decode
from maillon.opendata.forms.json_text import gathered
from maillon.opendata.forms.native import read_entries
from maillon.opendata.forms.raw import Form, Incident, RawReading

_ROOT = "marches"
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']""")
#: Expat's codes: « no element found » and « unclosed token », what a cut leaves.
_CUT = (3, 5)

_Block = str | list[Any] | dict[str, Any]


def read_xml(data: bytes, name: str) -> RawReading:
    """Read an XML file of DECP, of 2019 or of 2024.

    Raises:
        UnreadableFile: the file is cut, ill-formed, or has a document type.
        UnknownForm: its root is not `marches`.
    """
    target = _Entries(name)
    parser = ET.XMLParser(target=target)  # noqa: S314 - the target refuses document types
    declared = _ENCODING.match(data)
    incidents: tuple[Incident, ...] = ()
    try:
        if declared and not declared[1].lower().startswith(b"utf"):
            parser.feed(data)
        else:
            text, incidents = decode(data, name)
            parser.feed(text)
        parser.close()
    except ET.ParseError as error:
        raise _broken(error, name) from error
    except (LookupError, ValueError) as error:
        raise UnreadableFile.of("encoding", name=name) from error
    return read_entries(name, Form.XML, target.entries, incidents)


class _Entries:
    """What the XML parser speaks to: builds blocks, and keeps those under the root."""

    def __init__(self, name: str) -> None:
        self.entries: list[tuple[str, _Block]] = []
        self._name = name
        self._open: list[tuple[str, list[tuple[str, _Block]], list[str]]] = []

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse a document type, whatever it declares."""
        raise UnreadableFile.of("document-type", name=self._name)

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Open an element; the root must be that of DECP."""
        tag = tag.rpartition("}")[2]
        if not self._open and tag != _ROOT:
            raise UnknownForm.of("xml-without-contracts", name=self._name, tag=tag, root=_ROOT)
        self._open.append((tag, [], []))

    def data(self, data: str) -> None:
        """Keep the text of the element that is open."""
        if self._open:
            self._open[-1][2].append(data)

    def end(self, tag: str) -> None:
        """Close an element: a text, a block, or a list of blocks when names come round again."""
        name, children, texts = self._open.pop()
        value: _Block = "".join(texts).strip()
        if children:  # an entry is one block, whatever it repeats
            value = gathered(children) if len(self._open) == 1 else _block(children)
        if len(self._open) > 1:
            self._open[-1][1].append((name, value))
        elif self._open:
            self.entries.append((name, value))

    def close(self) -> None:
        """End of the document."""


def _block(children: list[tuple[str, _Block]]) -> _Block:
    """Turn children into a block.

    One name repeated is a list.  Several names that come round again are several blocks: files
    converted from JSON put all holders in one `titulaire`, one after the other.
    """
    if len({name for name, _ in children}) in (1, len(children)):
        return gathered(children)
    return list(_rounds(children))


def _rounds(children: list[tuple[str, _Block]]) -> Iterator[dict[str, _Block]]:
    block: dict[str, _Block] = {}
    for name, value in children:
        if name in block:
            yield block
            block = {}
        block[name] = value
    yield block


def _broken(error: ET.ParseError, name: str) -> UnreadableFile:
    line, column = error.position
    place = f"ligne{NBSP}{number(line)}, caractère{NBSP}{number(column + 1)}"
    if error.code in _CUT:
        return UnreadableFile.of("xml-cut", name=name, place=place)
    return UnreadableFile.of("xml-damaged", name=name, place=place)
