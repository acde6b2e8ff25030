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

from maillon.base.wording import NBSP
from maillon.opendata.forms.json_text import AGAIN
from maillon.opendata.forms.raw import UnknownForm, UnreadableFile

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
                    raise _too_large(name)
    except (EOFError, OSError, zlib.error) as error:
        raise _damaged(name) from error
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
                raise UnknownForm(
                    f"«{NBSP}{name}{NBSP}» est un document de bureautique.",
                    remedy="Enregistrez la feuille au format CSV, puis recommencez.",
                )
            files = [info for info in archive.infolist() if _is_content(info)]
            if sum(info.file_size for info in files) > LARGEST:
                raise _too_large(name)
            times: Counter[str] = Counter()
            for info in files:
                times[info.filename] += 1
                again = f" ({times[info.filename]})" if times[info.filename] > 1 else ""
                yield info.filename + again, archive.read(info)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise _damaged(name) from error
    except (RuntimeError, NotImplementedError) as error:
        raise UnreadableFile(
            f"«{NBSP}{name}{NBSP}» est verrouillé, ou compressé d’une façon inconnue.",
            remedy="Ouvrez l’archive, puis donnez les fichiers qu’elle contient.",
        ) from error


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


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"«{NBSP}{name}{NBSP}» est incomplet ou abîmé.",
        why="L’archive ne s’ouvre pas jusqu’au bout.",
        remedy=AGAIN,
    )


def _too_large(name: str) -> UnreadableFile:
    return UnreadableFile(
        f"«{NBSP}{name}{NBSP}» est démesuré une fois décompressé.",
        remedy="Vérifiez d’où il vient, puis téléchargez-le depuis sa source officielle.",
    )
