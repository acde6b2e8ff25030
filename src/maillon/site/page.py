"""The body of a page, dressed: reading time under the title, banner on the home page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_TITLE = re.compile(r"<h1>.*?</h1>", re.DOTALL)
_TITLE_AND_LEAD = re.compile(r"(<h1>.*?</h1>\s*(?:<p>.*?</p>\s*)?)", re.DOTALL)

#: Three links of a chain for the banner of the home page. Each link passes over the next one on
#: its upper side and under it on its lower side: the upper crossings are drawn once more on top.
CHAIN = (
    '<svg class="maillon-accueil__chaine" viewBox="0 0 480 300" aria-hidden="true" '
    'focusable="false"><clipPath id="maillon-croisements">'
    '<path d="M128 60h56v88h-56zM256 60h56v88h-56z"/></clipPath>'
    '<g fill="none" stroke-width="22" transform="rotate(-24 240 150)">'
    '<g class="maillon-accueil__acier">'
    '<rect x="24" y="104" width="148" height="92" rx="46"/>'
    '<rect x="280" y="104" width="148" height="92" rx="46"/></g>'
    '<rect class="maillon-accueil__minium" x="140" y="104" width="160" height="92" rx="46"/>'
    '<g class="maillon-accueil__acier" clip-path="url(#maillon-croisements)">'
    '<rect x="24" y="104" width="148" height="92" rx="46"/>'
    '<rect x="280" y="104" width="148" height="92" rx="46"/></g></g></svg>'
)


def dress_body(
    body: str, cycle: str, minutes: int, first: Mapping[str, str] | None, notice: str = ""
) -> str:
    """Return `body` (HTML) with the reading time after its title, then the legal `notice` (HTML).

    `first` is given on the home page only: the chapter that the banner's button opens, as Sphinx
    describes it (`link` and `title`). The title and the first paragraph then stand in the banner,
    and the spine `cycle` and the notice under it.
    """
    if first is None:
        reading = f'\n<p class="maillon-lecture">Lecture\u00a0: {duration(minutes)}</p>{notice}'
        return _TITLE.sub(lambda m: m[0] + reading, body, count=1)
    title = re.sub(r"<[^>]+>", "", first["title"])
    button = (
        f'<p class="maillon-boutons"><a class="maillon-bouton maillon-bouton--plein" '
        f'href="{escape(first["link"])}">Commencer\u00a0: {title}</a></p>'
    )
    banner = '<div class="maillon-accueil"><div class="maillon-accueil__texte">'
    return _TITLE_AND_LEAD.sub(
        lambda m: f"{banner}{m[1]}{button}</div>{CHAIN}</div>{cycle}{notice}", body, count=1
    )


def duration(minutes: int) -> str:
    """Return a reading time in words.

    >>> duration(1) == "1 minute", duration(9) == "9 minutes"
    (True, True)
    """
    return f"{minutes}\u00a0minute{'s' if minutes > 1 else ''}"
