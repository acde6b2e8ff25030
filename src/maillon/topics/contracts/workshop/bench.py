"""The portrait of a set of contracts: a buyer chosen, what is looked at, the Word page of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from maillon.base.word_page import WORD
from maillon.base.wording import NBSP, NNBSP, count, euros
from maillon.opendata import sample
from maillon.opendata.profiling.families import holders_told, single_offers_told, unknown_told
from maillon.opendata.profiling.figures import figure_told, figures, limits_told, mixed_told
from maillon.opendata.profiling.profile import Profile, Study, study
from maillon.opendata.profiling.reading_told import reading_told
from maillon.opendata.profiling.told import MOST_TWINS
from maillon.opendata.profiling.twins_told import removed_told, twins_told
from maillon.opendata.profiling.word_profile import profile_page
from maillon.opendata.reading import Dataset, read
from maillon.plots.picture import Picture
from maillon.topics.contracts.pictures.concentration import (
    contract_concentration_picture,
    finding,
)
from maillon.topics.contracts.pictures.shares import contract_shares_picture, drawn
from maillon.topics.contracts.workshop.source import ContractSource
from maillon.widgets import controls
from maillon.workshops.frame import bench

SHARES, FIGURES, FAMILIES = "declare", "chiffres", "familles"
READING, REMOVED = "lecture", "retirees"
VIEWS = [
    (SHARES, "Ce que les marchés déclarent"),
    (FIGURES, "Tous les chiffres"),
    (FAMILIES, "La concentration, par famille d’achats"),
    (READING, "Comment ces données ont été lues"),
    (REMOVED, "Les lignes retirées, et ce qui est gardé à leur place"),
]
#: The choice of all the buyers, and how many buyers can be chosen one by one.
ALL, MOST_BUYERS = "tous", 300
WORD_NAME = "portrait-de-marches.docx"


@dataclass(frozen=True)
class Portrait:
    """What the page shows of a data set: where it comes from, its profile, how it was read."""

    notice: str
    profile: Profile
    reading: tuple[str, ...]


class PortraitBench:
    """The contracts chosen, a buyer among theirs, what is looked at; `moved` follows a change."""

    described = ""  # nothing is displaced here

    def __init__(self, moved: Callable[[], None]) -> None:
        self._moved = moved
        source = ContractSource(self._read)
        self._keep(read([sample.NATIVE]), sample.MENTION)
        self._buyer = controls.select("De quel acheteur\u202f?", buyer_options(self._study))
        self._buyer.on_value(self._choose_buyer)
        self._view = controls.radio("Ce que vous regardez", VIEWS, start=SHARES)
        self._summary = controls.headed()
        self._figure = controls.portrait()
        self._limits = controls.headed()
        self._view.on_value(lambda _view: self._handled())
        self._word = controls.buttons(("word", "Page Word de ce portrait"))
        self._word.on_click(lambda _button: self._download())
        self._show()
        self.settings = [*source.controls, self._buyer, self._view]
        results = [self._summary, self._figure, self._limits]
        self.box: Sequence[Any] = [bench([*self.settings, self._word], results)]

    def _read(self, dataset: Dataset, notice: str) -> None:
        self._keep(dataset, notice)
        self._offer_buyers()
        self._handled()

    def _keep(self, dataset: Dataset, notice: str) -> None:
        """Keep what the page shows of a data set; one that fails on the way replaces nothing."""
        found = study(dataset)
        self._portrait = _portrait(found, notice)
        self._study = found

    def _offer_buyers(self) -> None:
        """Offer all the buyers, then each; one alone leaves nothing to choose."""
        with self._buyer.hold_sync():
            self._buyer.options = [list(pair) for pair in buyer_options(self._study)]
            self._buyer.value = ALL
            self._buyer.hidden = len(self._study.buyers) < 2

    def _choose_buyer(self, chosen: str) -> None:
        """Look at one buyer, or at all of them."""
        wanted = None if chosen == ALL else chosen
        shown = self._portrait.profile.buyer
        if (shown and shown.id) != wanted:
            self._portrait = _portrait(self._study, self._portrait.notice, wanted)
            self._handled()

    def _download(self) -> None:
        """Hand what the page shows, and how it was read, as a Word file."""
        portrait = self._portrait
        found = portrait.profile
        page = profile_page(
            found,
            portrait.notice,
            portrait.reading,
            summary=summary(found),
            families=families_told(found),
        )
        self._word.hand(WORD_NAME, WORD, page)
        self._word.say(f"La page Word «{NBSP}{WORD_NAME}{NBSP}» est prête.", "good")

    def _handled(self) -> None:
        self._show()
        self._moved()

    def _show(self) -> None:
        view = self._view.value
        portrait = self._portrait
        controls.tell(self._summary, [portrait.notice, *summary(portrait.profile)])
        draw = self._drawing()
        self._figure.hidden = draw is None
        if draw is not None:
            controls.redraw(self._figure, draw)
        if view == SHARES:
            told = ["Ce que ces chiffres ne disent pas", *limits_told(drawn(portrait.profile))]
            controls.tell(self._limits, told)
        elif view == FAMILIES:
            controls.tell(
                self._limits, ["Ce que montre la figure", *families_told(portrait.profile)]
            )
        elif view == FIGURES:
            shown = figures(portrait.profile)
            told = ["Tous les chiffres", *map(figure_told, shown), *limits_told(shown)]
            controls.tell(self._limits, told)
        elif view == REMOVED:
            found = portrait.profile.duplicates
            told = ["Les lignes retirées", removed_told(found), *twins_told(found, MOST_TWINS)]
            controls.tell(self._limits, told)
        else:
            told = ["Comment ces données ont été lues", *portrait.reading]
            controls.tell(self._limits, told)

    def _drawing(self) -> Callable[[], Picture] | None:
        """Return what draws the view; none when the view has words alone."""
        if self._view.value == SHARES:
            return self._shares
        notice, divisions = self._portrait.notice, self._portrait.profile.divisions
        known = [row for row in divisions if row.after.amount is not None]
        if self._view.value == FAMILIES and known:
            return partial(contract_concentration_picture, divisions, status=notice)
        return None

    def _shares(self) -> Picture:
        return contract_shares_picture(drawn(self._portrait.profile), status=self._portrait.notice)


def _portrait(found: Study, notice: str, buyer: str | None = None) -> Portrait:
    portrait = found.profile(buyer)
    return Portrait(notice, portrait, tuple(reading_told(found.dataset, portrait)))


def buyer_options(found: Study) -> list[tuple[str, str]]:
    r"""Return the choice of a buyer: all of them first, then those of most contracts.

    >>> buyer_options(study(read([sample.NATIVE])))[0][1]
    'Tous ensemble (7\xa0acheteurs, 117\xa0marchés)'
    """
    contracts = sum(buyer.contracts for buyer in found.buyers)
    every = f"Tous ensemble ({count(len(found.buyers), 'acheteur')}, {count(contracts, 'marché')})"
    return [(ALL, every), *((buyer.id, buyer.label) for buyer in found.buyers[:MOST_BUYERS])]


def summary(found: Profile) -> list[str]:
    """Say in a few sentences what a set of contracts holds."""
    median, mixed = found.amount_median, mixed_told(found)
    who = (
        f"{count(found.contracts, 'marché', 'marchés')} de "
        f"{count(found.buyers, 'acheteur')}, avec {count(found.holders, 'titulaire')}."
    )
    others = [mixed] if mixed else []
    if median is None:
        return [who, *others]
    total = f"Montant total publié{NBSP}: {euros(found.amount_total)}"
    half = f"{total}{NNBSP}; la moitié des marchés est au-dessous de {euros(median)}."
    return [who, half, *others]


def families_told(found: Profile) -> list[str]:
    """Say what the divisions show, and what an index cannot say."""
    compared = finding(found.divisions)
    told = [
        *([compared] if compared else []),
        single_offers_told(found.divisions),
        holders_told(found),
        *filter(None, [unknown_told(found.divisions)]),
    ]
    if all(row.after.amount is None for row in found.divisions):
        return [
            f"Aucune concentration ne se calcule{NBSP}: codes, titulaires ou montants manquent.",
            *told,
        ]
    return [
        *told,
        "L’indice décrit ces marchés-là, pas la concurrence dans le secteur.",
        f"Peu de marchés donnent toujours un indice élevé{NBSP}: lisez leur nombre à côté.",
    ]
