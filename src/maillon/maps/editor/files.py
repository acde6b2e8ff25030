"""Files of the graph editor: reading a saved map, naming a file, making a Word page."""

from __future__ import annotations

import json
from collections.abc import Sequence

from maillon.base.errors import MaillonError
from maillon.base.text import slug
from maillon.base.word_page import WordPage
from maillon.maps.editor.loops import describe
from maillon.maps.loops import BoundedSearch, LoopSearch, search_loops
from maillon.maps.model import Arrow, CausalMap
from maillon.maps.record import MAX_VARIABLES, Record, clean_map, read_map
from maillon.maps.words import alternative

#: Bytes; a map of 60 variables and 400 arrows takes fifty times less.
LARGEST = 2_000_000
UNTITLED = "Carte de causes"
UNTITLED_CHAIN = "Chaîne de fournisseurs"
NO_LOOPS = BoundedSearch(LoopSearch(()), 0, False)


class MapFileError(MaillonError):
    """A file that the editor cannot open; the map on the page is untouched."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "Ce fichier ne s’ouvre pas, et votre carte n’a pas changé.",
            why=why,
            remedy="Choisissez un fichier .json obtenu par le bouton « Enregistrer ».",
        )


def read(content: bytes, *, max_variables: int = MAX_VARIABLES) -> Record:
    """Return the record that a file holds.

    Raises:
        MapFileError: it is too large, not JSON, or not a map; the message says which.
    """
    if len(content) > LARGEST:
        raise MapFileError("Il est bien plus lourd qu’une carte.")
    try:
        record = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise MapFileError("Son contenu n’est pas celui d’une carte de causes.") from None
    try:
        return clean_map(record, max_variables=max_variables)
    except MaillonError as error:
        raise MapFileError(error.why) from None


def name(record: Record, suffix: str) -> str:
    """Return the name of a file for a map, from its title."""
    return f"{slug(record['title'])[:60].strip('-') or 'carte'}.{suffix}"


def word_page(record: Record, picture: bytes, *, notes: Sequence[str] | None = None) -> bytes:
    """Return a Word document: the picture (a PNG file) of a map, its arrows, its loops told.

    With `notes`, the map is a chain of suppliers: they stand in place of signs and loops.

    Raises:
        MapRecordError: the record is not a map.
        MaillonError: the picture cannot be read.
    """
    causal_map = read_map(record)
    found = search_loops(causal_map) if notes is None else NO_LOOPS
    untitled = UNTITLED if notes is None else UNTITLED_CHAIN
    page = WordPage(record["title"].strip() or untitled)
    told = alternative(causal_map, found.search, None, None)
    page.picture(picture, told if notes is None else " ".join(notes), untitled)
    if notes is None:
        _add_causes(page, causal_map, found)
    else:
        _add_chain(page, causal_map, notes)
    return page.content()


def _add_causes(page: WordPage, causal_map: CausalMap, found: BoundedSearch) -> None:
    page.paragraph(
        "Une flèche + veut dire : plus de la cause, plus de l’effet, toutes choses égales par "
        "ailleurs. Une flèche − (en tirets) veut dire : plus de la cause, moins de l’effet. "
        "Deux barres marquent un retard."
    )
    rows = [
        (*_ends(causal_map, arrow), arrow.sign, "oui" if arrow.delay else "non")
        for arrow in causal_map.arrows
    ]
    _add_arrows(page, ("Cause", "Effet", "Signe", "Retard"), rows)
    page.heading("Les boucles")
    loops = describe(found, found.search)
    page.paragraph(loops["summary"])
    page.bullets([item["text"] for item in loops["items"]])


def _add_chain(page: WordPage, causal_map: CausalMap, notes: Sequence[str]) -> None:
    page.paragraph("Une flèche va du fournisseur à son client.")
    rows = [_ends(causal_map, arrow) for arrow in causal_map.arrows]
    _add_arrows(page, ("Fournisseur", "Client"), rows)
    page.heading("Ce que montre la carte")
    page.bullets(notes)


def _ends(causal_map: CausalMap, arrow: Arrow) -> tuple[str, str]:
    return causal_map.variable(arrow.cause).label, causal_map.variable(arrow.effect).label


def _add_arrows(page: WordPage, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    page.heading("Les flèches")
    if rows:
        page.table(head, rows)
    else:
        page.paragraph("Aucune flèche pour l’instant.")
