"""The exception that a person reads: a French message, never a traceback."""

from __future__ import annotations


class MaillonError(Exception):
    """A failure told in French: what happened, why, and what to do.

    Raise it (or a subclass) for whatever a trainee, a trainer or a reader can cause or repair.
    The command line prints the message alone and exits with 1.

    >>> print(MaillonError("Le dossier est vide.", remedy="Ajoutez-y les copies."))
    Le dossier est vide. Ajoutez-y les copies.
    """

    def __init__(self, what: str, *, why: str = "", remedy: str = "") -> None:
        self.what = what
        self.why = why
        self.remedy = remedy
        super().__init__(" ".join(part for part in (what, why, remedy) if part))
