"""Numbers of law in the course's data texts: `{loi:id}` becomes the printed value.

Texts of workshops and of exercises are TOML files that whoever teaches may reread; a number typed
there would grow old in silence.  The same reference as in the book stands there instead:
`{loi:id}`, `{loi:id/scope}`, `{loi:id@2026-03-31}` or `{loi:id/scope@2026-03-31}`.
"""

from __future__ import annotations

import re
from datetime import date

from maillon import law
from maillon.errors import MaillonError

_PLACE = re.compile(r"\{loi:([^{}]*)\}")
_REFERENCE = re.compile(
    r"(?P<id>[a-z0-9_]+)(?:/(?P<scope>[^@/\s]+))?(?:@(?P<day>\d{4}-\d{2}-\d{2}))?"
)


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
    return _PLACE.sub(lambda place: _printed(place[1]), text)


def _printed(reference: str) -> str:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise _unreadable(reference)
    try:
        on = date.fromisoformat(found["day"]) if found["day"] else None
    except ValueError as error:
        raise _unreadable(reference) from error
    return law.cite(found["id"], on, found["scope"]).text


def _unreadable(reference: str) -> MaillonError:
    return MaillonError(
        f"La référence « {{loi:{reference}}} » est illisible.",
        why="Elle s’écrit {loi:identifiant}, avec au besoin /portée puis @AAAA-MM-JJ.",
        remedy="Corrigez-la, par exemple {loi:dispense_fs@2026-03-31}.",
    )
