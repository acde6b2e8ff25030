"""How a text names a value of the law: `id`, `id/scope`, `id@day` or `id/scope@day`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from maillon.errors import MaillonError

_WRITTEN = re.compile(r"(?P<rule>[a-z0-9_]+)(?:/(?P<part>[^/@\s]+))?(?:@(?P<on>\S+))?")
_FORMS = "seuil, seuil@2026-03-31, seuil/portée ou seuil/portée@2026-03-31"


@dataclass(frozen=True)
class Reference:
    """A rule, a part of it (a scope, or the rank of an article), a day (None: its last check)."""

    rule: str
    part: str | None = None
    on: date | None = None


def read_reference(text: str) -> Reference:
    """Read a reference.

    Raises:
        MaillonError: it has not one of the accepted forms, or its day does not exist.

    >>> read_reference("avance_taux/plancher@2026-06-01")
    Reference(rule='avance_taux', part='plancher', on=datetime.date(2026, 6, 1))
    """
    match = _WRITTEN.fullmatch(text.strip())
    if not match:
        raise MaillonError(
            f"« {text} » ne se lit pas comme une règle de droit.",
            remedy=f"Formes admises : {_FORMS} ; pour un article, seuil ou seuil/2.",
        )
    try:
        on = date.fromisoformat(match["on"]) if match["on"] else None
    except ValueError:
        raise MaillonError(
            f"« {match['on']} » n’est pas un jour du calendrier.",
            remedy="Écrivez le jour sous la forme année-mois-jour : 2026-03-31.",
        ) from None
    return Reference(match["rule"], match["part"], on)
