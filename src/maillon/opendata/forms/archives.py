"""Unpack what files come in: zip with one or several files, gzip."""

from __future__ import annotations

import atexit
import gzip
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, mkdtemp

from maillon.opendata.faults import UnknownForm, UnreadableFile

#: More than this once unpacked is a trap rather than a data file.
LARGEST = 4 * 1024**3
_BLOCK = 1 << 20
#: What spreadsheets and word processors hold, which are zip archives as well.
_OFFICE = ("[Content_Types].xml", "mimetype")


def gunzipped(data: bytes, name: str) -> bytes:
    """Return the content of a gzip file.

    Raises:
        UnreadableFile: it is cut or damaged, or swells without measure.
    """
    unpacked = bytearray()
    try:
        with gzip.open(BytesIO(data)) as file:
            while block := file.read(_BLOCK):
                unpacked += block
                if len(unpacked) > LARGEST:
                    raise UnreadableFile.of("swollen", name=name)
    except (EOFError, OSError, zlib.error) as error:
        raise UnreadableFile.of("archive-cut", name=name) from error
    return bytes(unpacked)


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file of a zip archive, in their order.

    A name that comes twice, which the format allows, is told apart: `a.json`, `a.json (2)`.

    Raises:
        UnreadableFile: it is cut, damaged, locked with a password, or swells without measure.
        UnknownForm: it is a document of a spreadsheet or of a word processor.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if set(_OFFICE) & set(archive.namelist()):
                raise UnknownForm.of("office", name=name)
            files = [info for info in archive.infolist() if _is_content(info)]
            if sum(info.file_size for info in files) > LARGEST:
                raise UnreadableFile.of("swollen", name=name)
            times: Counter[str] = Counter()
            for info in files:
                times[info.filename] += 1
                again = f" ({times[info.filename]})" if times[info.filename] > 1 else ""
                yield info.filename + again, archive.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnreadableFile.of("archive-cut", name=name) from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableFile.of("locked", name=name) from error


def stored(data: bytes, name: str) -> Path:
    """Write bytes to a file that lasts as long as the program, for what is read lazily."""
    path = Path(mkdtemp(dir=_workspace()), PurePosixPath(name).name)
    path.write_bytes(data)
    return path


@cache
def _workspace() -> str:
    folder = TemporaryDirectory(prefix="maillon-decp-")
    atexit.register(folder.cleanup)
    return folder.name


def _is_content(info: zipfile.ZipInfo) -> bool:
    """Leave out folders, and the hidden files that some systems add."""
    name = info.filename
    hidden = any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
    return bool(name) and not name.endswith("/") and not hidden
