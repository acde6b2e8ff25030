"""Where the contracts of a workshop come from: the sample, files of one's own, or one's SIRET."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Any, Final

from maillon.opendata import sample
from maillon.opendata.buyer import fetch_buyer
from maillon.opendata.reading import Dataset, read
from maillon.opendata.sources import BUYER, source
from maillon.widgets import controls
from maillon.widgets.file_picker import file_picker
from maillon.widgets.incidents import explain
from maillon.wording import NBSP, count, listing

SAMPLE, FILES, SIRET = "exemple", "fichiers", "siret"
CHOICES: Final = [
    (SAMPLE, "Ceux de Hautebrune (inventés)"),
    (FILES, "Les miens, depuis des fichiers"),
    (SIRET, "Les miens, depuis un SIRET (avec internet)"),
]
ENDINGS: Final = ".json,.xml,.csv,.parquet,.zip"
WAITING: Final = "Recherche en cours. Cela peut prendre une minute…"


class ContractSource:
    """The choice of contracts, and `dataset`: those that were read last, with a `notice` on them.

    `on_change` is called each time that others were read; what cannot be read changes nothing.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self.dataset: Dataset = read([sample.NATIVE])
        self.notice: str = sample.MENTION
        self._choice = controls.radio("Quels marchés ?", CHOICES, start=SAMPLE)
        self._files = file_picker(
            "Vos fichiers de données essentielles",
            accept=ENDINGS,
            hint=(
                "Formats JSON, XML, CSV ou archive .zip, tels que data.gouv.fr les publie. "
                "Ils restent sur l’ordinateur où le cours tourne."
            ),
        )
        self._siret = controls.text(
            "SIRET de votre organisme", hint="14 chiffres, espaces permises. Rien d’autre ne part."
        )
        self._search = controls.buttons(("search", "Chercher mes marchés", "main"))
        self._show_choice()
        self._choice.on_value(self._choose)
        self._files.on_files(self._read_files)
        self._search.on_click(lambda _button: self._fetch())

    @property
    def controls(self) -> Sequence[Any]:
        """What the step shows."""
        return [self._choice, self._files, self._siret, self._search]

    def _show_choice(self) -> None:
        chosen = self._choice.value
        self._files.hidden = chosen != FILES
        self._siret.hidden = self._search.hidden = chosen != SIRET

    def _choose(self, chosen: str) -> None:
        self._show_choice()
        if chosen == SAMPLE:
            self._take([sample.NATIVE], sample.MENTION)

    def _read_files(self, paths: Sequence[Path]) -> None:
        names = listing([path.name for path in paths[:3]])
        more = len(paths) - 3
        others = f" et {count(more, 'autre', 'autres')}" if more > 0 else ""
        self._take(paths, f"Vos fichiers{NBSP}: {names}{others}.")
        self._files.say("Fichiers lus.", "good")

    def _fetch(self) -> None:
        """Ask the live source for a buyer, aside: the page must not wait for the network."""
        typed = str(self._siret.value)
        self._search.say(WAITING)
        self._search.disabled = True
        Thread(target=self._fetch_now, args=(typed,), daemon=True).start()

    def _fetch_now(self, typed: str) -> None:
        try:
            path = fetch_buyer(typed)
            self._take([path], source(BUYER).attribution)
        except Exception as error:
            self._search.say(explain(error), "bad")
        else:
            self._search.say("Marchés trouvés et lus.", "good")
        finally:
            self._search.disabled = False

    def _take(self, paths: Sequence[Path], notice: str) -> None:
        """Read other contracts, and tell who waits for them."""
        self.dataset, self.notice = read(paths), notice
        self._on_change()
