"""The choice of files: parts put together again, in order, and nothing half-read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from maillon.base.errors import MaillonError
from maillon.widgets import controls, file_picker
from maillon.widgets.file_picker import FilePicker

OWN = (controls.HERE / "file_picker.js").read_text(encoding="utf-8")


class Picked:
    """A picker, what it told the page, and the files that it gave, read at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.control = file_picker.file_picker("Vos fichiers", accept=".json", hint="H")
        self.answers: list[dict[str, Any]] = []
        self.given: list[list[tuple[str, bytes]]] = []
        self.paths: list[Path] = []
        monkeypatch.setattr(self.control, "send", lambda content, *_: self.answers.append(content))
        self.control.on_files(self.read)

    def read(self, paths: Sequence[Path]) -> None:
        self.paths = list(paths)
        self.given.append([(path.name, path.read_bytes()) for path in paths])

    def hand(self, *files: tuple[str, Sequence[bytes]], end: bool = True) -> None:
        self.tell({"begin": len(files)})
        for rank, (name, parts) in enumerate(files):
            for number, part in enumerate(parts):
                self.tell({"file": name, "rank": rank, "last": number + 1 == len(parts)}, part)
        if end:
            self.tell({"end": True})

    def tell(self, content: dict[str, Any], *buffers: bytes) -> None:
        self.control._receive(self.control, content, [memoryview(part) for part in buffers])


@pytest.fixture
def picked(monkeypatch: pytest.MonkeyPatch) -> Picked:
    return Picked(monkeypatch)


def test_parts_are_put_together_in_the_order_chosen(picked: Picked) -> None:
    picked.hand(("b.json", [b"12", b"34"]), ("a.json", [b""]))
    assert picked.given == [[("b.json", b"1234"), ("a.json", b"")]]
    assert picked.control.value == ["b.json", "a.json"]
    assert picked.answers == [{"part": True}] * 4


def test_two_files_of_one_name_stay_two(picked: Picked) -> None:
    picked.hand(("a.json", [b"1"]), ("a.json", [b"2"]))
    assert picked.given == [[("a.json", b"1"), ("a.json", b"2")]]


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\\\temp\\\\x.json", "..", "/", ""])
def test_a_name_never_leaves_the_folder(picked: Picked, name: str) -> None:
    picked.hand((name, [b"1"]))
    (path,) = picked.paths
    assert path.resolve().is_relative_to(picked.control._folder.resolve())
    assert path.read_bytes() == b"1"


def test_a_reading_that_stops_changes_nothing(picked: Picked) -> None:
    picked.hand(("a.json", [b"1"]))
    picked.hand(("b.json", [b"2"]), end=False)
    assert len(picked.given) == 1
    assert picked.paths[0].read_bytes() == b"1"
    assert picked.control.value == ["a.json"]


def test_the_files_of_the_last_time_go_away(picked: Picked) -> None:
    picked.hand(("a.json", [b"1"]))
    (old,) = picked.paths
    picked.hand(("b.json", [b"2"]))
    assert not old.exists()


def test_too_many_or_too_heavy_is_said_in_french(
    picked: Picked, monkeypatch: pytest.MonkeyPatch
) -> None:
    picked.tell({"begin": file_picker.MOST_FILES + 1})
    assert "200 au plus" in picked.answers[-1]["refused"]
    monkeypatch.setattr(file_picker, "MOST_BYTES", 3)
    picked.hand(("a.json", [b"12", b"34"]), end=False)
    assert "trop lourds" in picked.answers[-1]["refused"]
    assert picked.given == []


def test_a_part_without_beginning_is_refused(picked: Picked) -> None:
    picked.tell({"file": "a.json", "rank": 0, "last": True}, b"1")
    assert "interrompue" in picked.answers[-1]["refused"]


def test_a_reaction_that_fails_is_told_under_the_control(picked: Picked) -> None:
    def refuse(_paths: Sequence[Path]) -> None:
        raise MaillonError("Ce fichier est incomplet.")

    picked.control.on_files(refuse)
    picked.hand(("a.json", [b"1"]))
    assert (picked.control.message, picked.control.tone) == ("Ce fichier est incomplet.", "bad")


def test_the_folder_goes_with_the_control() -> None:
    control = FilePicker(label="L")
    folder = control._folder
    assert folder.is_dir()
    control.close()
    assert not folder.exists()


def test_one_file_is_asked_in_the_singular() -> None:
    assert FilePicker(label="L").several
    assert not file_picker.file_picker("Votre tableau", several=False).several
    assert "Choisir un fichier" in OWN
    assert "multiple: several" in OWN


def test_the_page_reads_only_what_python_sends() -> None:
    read = set(re.findall(r'model\.get\("(\w+)"\)', OWN))
    assert {"accept", "max"} <= read <= set(FilePicker(label="L").keys)
