"""A control by which a person hands files of their own: chosen on the page, written to a folder.

The files come in parts (`file_picker.js`) and stay on the machine where the course runs, in a
folder that lasts as long as the page; nothing goes elsewhere.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import traitlets

from maillon.base.errors import MaillonError
from maillon.base.modules import joined
from maillon.widgets import controls
from maillon.widgets.controls import Control
from maillon.widgets.incidents import explain

MOST_BYTES = 200_000_000
MOST_FILES = 200


class FilePicker(Control):
    """A choice of files; `value` is the list of their names once all have arrived.

    `accept` names the endings that the page proposes; any file can still be chosen. Unless
    `several`, the page lets one file be chosen, and its button says so.
    """

    _esm = joined(controls.HERE / "file_picker.js")

    accept = traitlets.Unicode().tag(sync=True)
    several = traitlets.Bool(True).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="maillon-"))
        atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
        self._coming: Path | None = None
        self._react: Callable[[Sequence[Path]], None] = lambda _paths: None
        super().__init__(kind="files", value=[], max=float(MOST_BYTES), **traits)
        self.on_msg(self._receive)

    def on_files(self, react: Callable[[Sequence[Path]], None]) -> None:
        """Call `react` with the paths of the files each time that some were handed, in order.

        If `react` fails, a French sentence says so under the control.
        """
        self._react = self._guarded(react)

    def close(self) -> None:
        """Close the control; its files go with it."""
        shutil.rmtree(self._folder, ignore_errors=True)
        super().close()

    def _receive(self, _widget: object, content: Any, buffers: Sequence[Any]) -> None:
        if not isinstance(content, dict):
            return
        try:
            if "begin" in content:
                self._begin(content["begin"])
            elif "file" in content:
                self._add(content, bytes(buffers[0]))
            elif content.get("end"):
                self._end()
                return
            self.send({"part": True})
        except Exception as error:
            self.send({"part": True, "refused": explain(error)})

    def _begin(self, files: int) -> None:
        """Make an empty place for what comes; the files of the last time stay until the end."""
        if files > MOST_FILES:
            raise MaillonError(
                f"Vous avez choisi {files} fichiers.",
                remedy=f"Choisissez-en {MOST_FILES} au plus, ou réunissez-les dans un .zip.",
            )
        self._coming = Path(tempfile.mkdtemp(dir=self._folder))

    def _add(self, content: dict[str, Any], part: bytes) -> None:
        """Append a part to its file; two files of one name stay two."""
        if self._coming is None:
            raise MaillonError("La lecture a été interrompue.", remedy="Choisissez à nouveau.")
        name = PureWindowsPath(PurePosixPath(str(content["file"])).name).name.lstrip(".")
        place = self._coming / f"{int(content['rank']):03}"
        place.mkdir(exist_ok=True)
        held = sum(path.stat().st_size for path in self._coming.rglob("*") if path.is_file())
        if held + len(part) > MOST_BYTES:
            raise MaillonError("Ces fichiers sont trop lourds.", remedy="Choisissez-en moins.")
        with (place / (name or "fichier")).open("ab") as file:
            file.write(part)

    def _end(self) -> None:
        """Keep what came, drop what was there before, and say so to whoever waits for it."""
        if self._coming is None:
            return
        kept, self._coming = self._coming, None
        for old in self._folder.iterdir():
            if old != kept:
                shutil.rmtree(old, ignore_errors=True)
        paths = sorted(path for path in kept.rglob("*") if path.is_file())
        self.say("")
        self.value = [path.name for path in paths]
        self._react(paths)


def file_picker(
    label: str, *, accept: str = "", hint: str = "", several: bool = True
) -> FilePicker:
    """Return a control to hand files; `accept` is a list of endings such as ".json,.csv".

    >>> file_picker("Vos fichiers", accept=".json").value
    []
    """
    return FilePicker(label=label, accept=accept, hint=hint, several=several)
