"""Numbers of law in the course's data texts: `{loi:id}` becomes the printed value.

Texts of workshops and of exercises are TOML files that whoever teaches may reread; a number typed
there would grow old in silence.  The same reference as in the book stands there instead:
`{loi:id}`, `{loi:id/scope}`, `{loi:id@2026-03-31}` or `{loi:id/scope@2026-03-31}`.
"""

from __future__ import annotations

import re

from maillon import law
from maillon.base.errors import MaillonError
from maillon.law.references import read_reference

_PLACE = re.compile(r"\{loi:([^{}]*)\}")
#: What a slip leaves: shown to a trainee, it would be a riddle.
_BROKEN = re.compile(r"\{\s*loi\s*:[^}]{0,40}")


def fill(text: str) -> str:
    r"""Replace each `{loi:…}` of `text` by the value in force, with its unit.

    Without a day, the value is the one in force on the day of the rule's last check.

    Raises:
        MaillonError: a reference is badly written, or the registry cannot answer it (no such
            entry, none in force that day, several scopes, or an unverified rule).

    >>> fill("Rien à remplacer {ici}.")
    'Rien à remplacer {ici}.'
    >>> fill("Dispense {loi:dispense_fs@2026-03-31}.")  # doctest: +ELLIPSIS
    'Dispense 40\u202f000\xa0€...HT.'
    """
    filled = _PLACE.sub(lambda place: _printed(place[1]), text)
    broken = _BROKEN.search(filled)
    if broken:
        raise MaillonError(
            f"La référence « {broken[0]} » n’est pas fermée ou mal écrite.",
            remedy="Écrivez par exemple {loi:dispense_fs@2026-03-31}.",
        )
    return filled


def _printed(text: str) -> str:
    reference = read_reference(text)
    return law.cite(reference.rule, reference.on, reference.part).text
