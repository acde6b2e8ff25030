"""Where the contracts of a workshop come from: the sample, files of one's own, or one's SIRET."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

from maillon.base.wording import NBSP, NNBSP, count, listing
from maillon.opendata import sample
from maillon.opendata.live.buyer import fetch_buyer
from maillon.opendata.live.sources import BUYER, source
from maillon.opendata.live.transfer import NothingLive
from maillon.opendata.reading import Dataset, read
from maillon.widgets import controls
from maillon.widgets.file_picker import file_picker
from maillon.widgets.incidents import explain

SAMPLE, FILES, SIRET = "exemple", "fichiers", "siret"
CHOICES = [
    (SAMPLE, "Ceux de Hautebrune et de ses voisins (inventés)"),
    (FILES, "Les miens, depuis des fichiers"),
    (SIRET, "Les miens, depuis un SIRET (avec internet)"),
]
ENDINGS = ".json,.xml,.csv,.parquet,.zip"
WAITING = "Recherche en cours. Cela peut prendre une minute…"
#: How many files of one's own are named; the others are counted.
NAMED = 3
#: What a page proposes when no live source answers.
INSTEAD = f"choisissez «{NBSP}Ceux de Hautebrune{NBSP}»"


class ContractSource:
    """The choice of contracts.

    `on_read` is called with each data set that was read, and a notice that says in a French
    sentence where it comes from. If it fails, or if nothing could be read, the page says so. It
    must look at all that it needs at once: the files that a person handed may go afterwards.
    """

    def __init__(self, on_read: Callable[[Dataset, str], None]) -> None:
        self._on_read = on_read
        self._choice = controls.radio(f"Quels marchés{NNBSP}?", CHOICES, start=SAMPLE)
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
            self._on_read(read([sample.NATIVE]), sample.MENTION)

    def _read_files(self, paths: Sequence[Path]) -> None:
        names, more = [path.name for path in paths[:NAMED]], len(paths) - NAMED
        if more > 0:
            names.append(count(more, "autre", "autres"))
        self._on_read(read(paths), f"Vos fichiers{NBSP}: {listing(names)}.")
        self._files.say("Fichiers lus.", "good")

    def _fetch(self) -> None:
        """Ask the live source for a buyer, aside: the page must not wait for the network."""
        typed = str(self._siret.value or "").strip()
        if not typed:
            self._search.say("Écrivez d’abord le SIRET de votre organisme.", "bad")
            return
        self._search.say(WAITING)
        self._search.disabled = True
        Thread(target=self._fetch_now, args=(typed,), daemon=True).start()

    def _fetch_now(self, typed: str) -> None:
        try:
            path = fetch_buyer(typed)
            if self._choice.value != SIRET:  # the person looks at others now: leave them there
                self._search.say("Marchés trouvés. Cherchez encore pour les lire.")
                return
            self._on_read(read([path]), f"{source(BUYER).attribution}.")
            self._search.say("Marchés trouvés et lus.", "good")
        except Exception as error:
            if isinstance(error, NothingLive):
                error = error.proposing(INSTEAD)
            self._search.say(explain(error), "bad")
        finally:
            self._search.disabled = False
