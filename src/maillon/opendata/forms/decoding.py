"""From bytes to text: UTF-8, and what to do with the bytes that are not.

Files of DECP are in UTF-8, but old tools wrote cp1252 (« Windows », of which Latin-1 is all but a
part) and consolidations mix both.  A byte that is not UTF-8 is therefore read as cp1252, alone,
and counted; a byte that cp1252 does not define either means that the file is no text.
"""

from __future__ import annotations

import codecs
import re

from maillon.opendata.faults import UnreadableFile
from maillon.opendata.forms.raw import Incident

#: `surrogateescape` turns the byte 0xNN that is not UTF-8 into the character U+DCNN.
_ESCAPED = re.compile("[\udc80-\udcff]")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, name: str) -> tuple[str, tuple[Incident, ...]]:
    """Return the text of a file, without its byte order mark, and how many bytes were not UTF-8.

    Raises:
        UnreadableFile: the bytes are not those of a text.

    >>> decode("Marché".encode("cp1252"), "vieux.csv")[0]
    'Marché'
    """
    if data.startswith(_UTF_16):
        return _utf_16(data, name), ()
    if b"\0" in data:
        raise UnreadableFile.of("not-text", name=name, rank=data.index(b"\0") + 1)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", errors="surrogateescape")
    foreign = 0

    def as_cp1252(found: re.Match[str]) -> str:
        nonlocal foreign
        foreign += 1
        return bytes([ord(found[0]) - 0xDC00]).decode("cp1252")

    try:
        text = _ESCAPED.sub(as_cp1252, text)
    except UnicodeDecodeError as error:
        raise UnreadableFile.of("not-text", name=name, rank=data.index(error.object) + 1) from error
    return text, (Incident.of("foreign-bytes", name, times=foreign),)


def _utf_16(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise UnreadableFile.of("not-text", name=name, rank=error.start + 1) from error
