"""Who read the clauses again: `reviews.yaml`, which a lawyer fills, and the print of a text.

An entry holds for the text that was read: the print of a clause (`text`) changes with its words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from maillon.base.wording import NBSP
from maillon.base.yaml_files import fault, read_file
from maillon.clauses.library.entries import Signature, StandardClause

REVIEWS = Path(__file__).parent / "reviews.yaml"
_SCHEMA = Path(__file__).parent / "schema.yaml"
_LETTERS = 8
_ALPHABET = 26


def text_print(clause: StandardClause) -> str:
    """Return eight letters that change with what a lawyer reads: texts, blanks, precautions."""
    read = [clause.place, clause.document, clause.only_if, clause.risk]
    for each in clause.variants:
        read += [each.ambition, each.text, each.proof, each.sanction, each.incentive]
        read += [part for field in each.fields for part in (field.id, field.default, field.unit)]
    digest = sha256("\n".join(" ".join(part.split()) for part in read).encode()).digest()
    return "".join(chr(ord("a") + byte % _ALPHABET) for byte in digest[:_LETTERS])


def signed(clauses: Iterable[StandardClause], path: Path) -> tuple[StandardClause, ...]:
    """Return the clauses with the signatures of a file.

    Raises:
        RegistryError: an entry names no clause, no day of the calendar, or not the text it read;
            the message then gives the print to write.
    """
    known = {clause.id: clause for clause in clauses}
    for row in read_file(path, _SCHEMA, "reviews_file")["reviews"]:
        if row["clause"] not in known:
            raise fault(
                path.name, row["clause"], "cette clause n’existe pas", "l’identifiant d’une clause"
            )
        clause = known[row["clause"]]
        now = text_print(clause)
        if "text" not in row:
            raise fault(path.name, clause.id, "il manque text", f"text{NBSP}: {now}")
        try:
            day = date.fromisoformat(row["day"])
        except ValueError:
            raise fault(
                path.name, clause.id, f"« {row['day']} » n’est pas un jour", "AAAA-MM-JJ"
            ) from None
        signature = Signature(row["by"], row["as"], day, row["text"] == now)
        known[clause.id] = replace(clause, signatures=(*clause.signatures, signature))
    return tuple(known.values())
