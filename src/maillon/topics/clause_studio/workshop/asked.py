"""What the link that opened a workshop asked of it: `…?clause=nettoyage-de-jour`.

The server hands the question of the address to the kernel as CGI does, in an environment variable.
In JupyterLab nothing is asked.
"""

from __future__ import annotations

import os
from urllib.parse import parse_qs

QUERY = "QUERY_STRING"


def asked(name: str) -> str:
    """Return what the address asked under a name; empty when it asked nothing.

    >>> os.environ[QUERY] = "clause=nettoyage-de-jour&ambition=prudente"
    >>> asked("clause"), asked("autre")
    ('nettoyage-de-jour', '')
    >>> del os.environ[QUERY]
    """
    return parse_qs(os.environ.get(QUERY, "")).get(name, [""])[-1]
