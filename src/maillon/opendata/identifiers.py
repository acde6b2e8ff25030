"""The invented SIRET of the course: well formed, and impossible to mistake for a real one."""

from __future__ import annotations

#: What the SIREN of every fictional body and firm of the course begins with.  The smallest SIREN
#: in use found in the public register is 000 199 968: nobody bears one with six zeros.
FICTIONAL_PREFIX = "000000"


def is_fictional(identifier: str) -> bool:
    """Say whether a SIREN or a SIRET is one that the course invented.

    >>> is_fictional("00000012500013"), is_fictional("45072478600030")
    (True, False)
    """
    return identifier.startswith(FICTIONAL_PREFIX)
