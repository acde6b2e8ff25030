"""Read files of DECP, in whatever form, into one data set: the entrance of `opendata`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from os.path import commonpath
from pathlib import Path
from typing import TypeVar

import polars as pl

from maillon.base.wording import NBSP, count, listing
from maillon.opendata.cleaning.clean import Cleaned, clean
from maillon.opendata.faults import KNOWN, Fault, UnknownForm, UnreadableFile
from maillon.opendata.forms.raw import Form, Incident, Nonconformity, Part, RawReading
from maillon.opendata.forms.recognition import read_raw
from maillon.opendata.tables import Tables

_Located = TypeVar("_Located", Incident, Nonconformity)
#: What is looked for in a folder; a file named by the person is read whatever its suffix.
SUFFIXES = (".json", ".xml", ".csv", ".parquet", ".zip")
#: Files that were left out and are named in a sentence; the report names them all.
MOST_NAMED = 10
#: What one bad file among several means for the others.
NONE_READ = f"Aucun fichier n’a été lu{NBSP}: retirez celui-ci, puis recommencez."


@dataclass(frozen=True)
class Skipped:
    """A file of a folder that was left out, because it holds no contracts, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Dataset:
    """Every contract that the files hold, cleaned, duplicates included.

    Attributes:
        readings: one a file, in the order of their names, with incidents and counts.
        files: what was read, for the rule that a profile states: « 9 fichiers dossier/*.json ».
        cleaned: the tidy tables and what cleaning touched.
        skipped: files of a folder that hold no contracts; to be told, never to be forgotten.
    """

    readings: tuple[RawReading, ...]
    files: str
    cleaned: Cleaned
    skipped: tuple[Skipped, ...] = ()

    @property
    def parts(self) -> dict[str, Part]:
        """Every file by its name, those of archives one by one."""
        return {name: part for each in self.readings for name, part in each.parts.items()}

    def files_of(self, *forms: Form) -> list[str]:
        """Return the names of the files that are in some forms, those of archives included."""
        return [name for name, part in self.parts.items() if part.form in forms]


def read(paths: Sequence[Path | str]) -> Dataset:
    """Read files, folders (nested) and patterns (`*.json`) into one data set.

    The order of the paths does not matter, and a file named twice is read once. One file that
    cannot be read stops everything: a total without it would be wrong. A file that was found in a
    folder, and is none of the forms of DECP, is skipped and told.

    Raises:
        UnreadableFile: a file is cut or damaged; the message names it.
        UnknownForm: a file that was named is none of the forms of DECP, or no file of a folder is.
        MaillonError: a path leads to no file.
    """
    asked = [Path(path) for path in paths]
    found = {path: {file.resolve() for file in _found(path)} for path in asked}
    by_name = {file for path, files in found.items() if not path.is_dir() for file in files}
    every = sorted(
        {file for files in found.values() for file in files},
        key=lambda file: (file.name, str(file)),
    )
    read_files: dict[Path, RawReading] = {}
    skipped: list[Skipped] = []
    for file, name in zip(every, _names(every), strict=True):
        try:
            read_files[file] = _named(read_raw(file), name)
        except UnknownForm as error:
            if file in by_name:
                raise _alone(error, every) from error
            skipped.append(Skipped(name, error.what))
        except UnreadableFile as error:
            raise _alone(error, every) from error
    if not read_files:
        raise _without_contracts(skipped)
    readings = tuple(read_files.values())
    raw = Tables.joined([reading.tables for reading in readings])
    return Dataset(readings, _described(list(read_files)), clean(raw), tuple(skipped))


def skipped_notice(skipped: Sequence[Skipped]) -> str:
    r"""Name the files of a folder that were left out.

    >>> skipped_notice([Skipped("notes.csv", "La forme de « notes.csv » n’est pas reconnue.")])
    'Laissés de côté, sans données essentielles\xa0: notes.csv.'
    """
    names = [each.name for each in skipped[:MOST_NAMED]]
    left = len(skipped) - len(names)
    if left:
        names.append(count(left, "autre", "autres"))
    return f"Laissés de côté, sans données essentielles{NBSP}: {listing(names)}."


def _alone(
    error: UnknownForm | UnreadableFile, every: Sequence[Path]
) -> UnknownForm | UnreadableFile:
    """Return the fault of one file; among several, it says that no other was read."""
    if len(every) == 1:
        return error
    remedy = " ".join(part for part in (error.remedy, NONE_READ) if part)
    return type(error)(error.what, why=error.why, remedy=remedy)


def _without_contracts(skipped: Sequence[Skipped]) -> UnknownForm:
    """Return the fault of folders in which no file holds contracts."""
    if len(skipped) == 1:
        return UnknownForm(skipped[0].reason, remedy=KNOWN)
    return UnknownForm.of("folder-without-contracts", files=len(skipped))


def _found(path: Path) -> Iterator[Path]:
    """Yield the files that a path means.

    Raises:
        MaillonError: it means none.
    """
    if path.is_file():
        found = [path]
    elif path.is_dir():
        found = [file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES]
    else:
        pattern = str(path.relative_to(path.anchor))
        found = list(Path(path.anchor).glob(pattern)) if set("*?[") & set(str(path)) else []
    files = [file for file in found if file.is_file()]
    if not files:
        raise Fault.of("no-file", path=path, suffixes=", ".join(SUFFIXES))
    yield from files


def _names(files: Sequence[Path]) -> list[str]:
    """Name each file; those of one name in several folders are told apart by their folders."""
    times = Counter(file.name for file in files)
    if not any(number > 1 for number in times.values()):
        return [file.name for file in files]
    root = _root(files)
    return [
        file.name if times[file.name] == 1 else file.relative_to(root).as_posix() for file in files
    ]


def _root(files: Iterable[Path]) -> Path:
    return Path(commonpath([file.parent for file in files]))


def _named(reading: RawReading, name: str) -> RawReading:
    """Return a reading under another name than its file has."""
    if name == reading.name:
        return reading
    own = pl.col("fichier").str.replace(reading.name, name, literal=True)

    def renamed(each: _Located) -> _Located:
        return replace(each, file=each.file.replace(reading.name, name, 1))

    return replace(
        reading,
        name=name,
        tables=reading.tables.changed(lambda table: table.with_columns(own)),
        incidents=tuple(map(renamed, reading.incidents)),
        nonconforming=tuple(map(renamed, reading.nonconforming)),
    )


def _described(files: Sequence[Path]) -> str:
    """Say what was read: how many files, of which folder, with which suffix."""
    number = count(len(files), "fichier").replace("\N{NO-BREAK SPACE}", " ")
    if len(files) == 1:
        return f"{number} {files[0].name}"
    suffixes = {file.suffix for file in files}
    last = f"*{suffixes.pop()}" if len(suffixes) == 1 else "*"
    nested = "" if len({file.parent for file in files}) == 1 else "**/"
    return f"{number} {_root(files).name}/{nested}{last}"
