"""What a person reads when something fails, and where the details go."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path

from maillon.base.errors import MaillonError

LOG_NAME = "incidents.log"
LARGEST_LOG = 1_000_000  # bytes; beyond, the first incidents say enough
INCIDENT = (
    "Cette étape n’a pas pu se dérouler. Vos réponses déjà enregistrées ne sont pas touchées. "
    "Rechargez la page ; si cela recommence, transmettez le fichier incidents.log "
    "à la personne qui anime votre session."
)


def explain(error: Exception, folder: Path | None = None) -> str:
    """Return the French sentence for `error`, and log what nobody wrote a sentence for.

    >>> explain(MaillonError("Le carnet manque.", remedy="Rouvrez l’exercice."))
    'Le carnet manque. Rouvrez l’exercice.'
    """
    if isinstance(error, MaillonError):
        return str(error)
    log_incident(error, folder)
    return INCIDENT


def log_incident(error: Exception, folder: Path | None = None) -> None:
    """Append `error` to `incidents.log` in `folder` (here by default); give up if it cannot.

    Whatever the error holds, half a surrogate pair included, can be written.
    """
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    details = "".join(traceback.format_exception(error))
    try:
        path = (folder or Path.cwd()) / LOG_NAME
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            return
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{stamp}\n{details}\n")
    except OSError:
        return
