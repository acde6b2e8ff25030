"""The invented SIRET of the course: well formed, and impossible to mistake for a real one.

A SIREN and a SIRET end with a check digit by Luhn's method: doubling every second digit from the
right, summing the digits of the results, the total is a multiple of ten (Insee).
"""

from __future__ import annotations

#: What the SIREN of every fictional body and firm of the course begins with.  The smallest SIREN
#: in use found in the public register is 000 199 968: nobody bears one with six zeros.
FICTIONAL_PREFIX = "000000"


def is_fictional(identifier: str) -> bool:
    """Say whether a SIREN or a SIRET is one that the course invented.

    >>> is_fictional(fictional_siret(12)), is_fictional("45072478600030")
    (True, False)
    """
    return identifier.startswith(FICTIONAL_PREFIX)


def fictional_siret(rank: int) -> str:
    """Return the invented SIRET of a rank, from 0 to 99; its check digits are right.

    >>> fictional_siret(0), fictional_siret(12)
    ('00000000000018', '00000012500013')

    Raises:
        ValueError: the rank is not one of the hundred that the fictional range holds.
    """
    if not 0 <= rank <= 99:
        raise ValueError(rank)
    return _completed(_completed(f"{FICTIONAL_PREFIX}{rank:02d}") + "0001")


def _completed(digits: str) -> str:
    """Add its check digit to a number."""
    return f"{digits}{-_luhn_sum(digits + '0') % 10}"


def _luhn_sum(digits: str) -> int:
    doubled = [int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(digits))]
    return sum(number // 10 + number % 10 for number in doubled)
