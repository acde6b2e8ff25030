"""Build the library from its files, and refuse a clause that could not be filled or cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from maillon import law
from maillon.base.wording import NBSP
from maillon.base.yaml_files import fault, read_file
from maillon.clauses.library.entries import (
    AMBITIONS,
    FAMILIES,
    PEOPLE_RULE,
    Field,
    Signature,
    StandardClause,
    UnknownClause,
    Variant,
)
from maillon.clauses.library.filling import PLACE

DATA = Path(__file__).parent / "data"
SCHEMA = Path(__file__).parent / "schema.yaml"
#: The texts of a variant, in the order in which the clause is read.
_TEXTS = ("text", "proof", "sanction", "incentive")


@cache
def clauses() -> tuple[StandardClause, ...]:
    """Return every clause, family by family.

    Raises:
        RegistryError: a file cannot be read, or holds a clause that cannot be used.
    """
    return signed(read_library(DATA), REVIEWS)


def clause(identifier: str) -> StandardClause:
    """Return the clause of an id.

    Raises:
        UnknownClause: there is none.
    """
    for each in clauses():
        if each.id == identifier:
            return each
    raise UnknownClause(
        f"La clause « {identifier} » n’est pas dans la bibliothèque.",
        why="Elle a été retirée, ou son nom est inexact.",
        remedy="Choisissez-en une autre dans la page « Bibliothèque de clauses ».",
    )


def read_library(folder: Path) -> tuple[StandardClause, ...]:
    """Read every file of a folder, in the order of the families.

    Raises:
        RegistryError: as :func:`clauses`.
    """
    found: dict[str, StandardClause] = {}
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    for family in sorted(paths, key=_rank):
        for each in _read_family(paths[family]):
            if each.id in found:
                raise fault(
                    paths[family].name, each.id, "est écrit deux fois", "un identifiant par clause"
                )
            found[each.id] = each
    return tuple(found.values())


def _rank(family: str) -> int:
    return list(FAMILIES).index(family) if family in FAMILIES else len(FAMILIES)


def _read_family(path: Path) -> Iterator[StandardClause]:
    content = read_file(path, SCHEMA, "family_file")
    if content["family"] != path.stem:
        raise fault(
            path.name,
            "family",
            f"« {content['family']} » n’est pas le nom du fichier",
            f"« {path.stem} »",
        )
    for row in content["clauses"]:
        yield _clause(row, content["family"], path.name)


def _clause(row: Mapping[str, Any], family: str, file: str) -> StandardClause:
    key = f"clauses > {row['id']}"
    for rule in row["refs"]:
        if rule not in law.registry().entries:
            raise fault(
                file,
                f"{key} > refs",
                f"la règle {rule} n’existe pas",
                "un identifiant du registre (maillon law search MOT)",
            )
    for name in ("only_if", "risk"):
        if "]" in row[name]:
            raise fault(file, f"{key} > {name}", "contient un crochet", "un texte sans crochet")
    kept = [ambition for ambition in AMBITIONS if ambition in row["variants"]]
    variants = tuple(_variant(row, ambition, file) for ambition in kept)
    followed = all(variant.sanction or variant.incentive for variant in variants)
    if row["place"] == "condition_execution" and not followed:
        raise fault(
            file, key, "il manque sanction ou incentive", "la suite d’un écart, ou la prime"
        )
    unused = set(row["fields"]) - {each.id for variant in variants for each in variant.fields}
    if unused:
        raise fault(
            file, f"{key} > fields > {min(unused)}", "ne sert à aucun texte", "un champ employé"
        )
    return StandardClause(
        id=row["id"],
        title=row["title"],
        family=family,
        consideration=row["consideration"],
        place=row["place"],
        document=row["document"],
        step=row["step"],
        why=row["why"],
        only_if=row["only_if"],
        risk=row["risk"],
        variants=variants,
        sourcing=row["sourcing"],
        displaces=row["displaces"],
        refs=_refs(row),
        keywords=tuple(row["keywords"]),
        names_people=row.get("names_people", False),
    )


def _refs(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the rules of a clause, with the one on personal data when it names people."""
    own = tuple(row["refs"])
    added = row.get("names_people", False) and PEOPLE_RULE not in own
    return (*own, PEOPLE_RULE) if added else own


def _variant(row: Mapping[str, Any], ambition: str, file: str) -> Variant:
    """Return a variant: the texts of its own, those that all share, and the blanks they use."""
    own = row["variants"][ambition]
    texts = {name: own.get(name, row.get(name, "")) for name in _TEXTS}
    key = f"clauses > {row['id']} > variants > {ambition}"
    used = dict.fromkeys(PLACE.findall(" ".join(texts.values())))
    values = own.get("values", {})
    for name, where in [*((name, key) for name in used), *((n, f"{key} > values") for n in values)]:
        if name not in row["fields"]:
            raise fault(file, where, f"le champ {name} n’existe pas", "un champ décrit dans fields")
    for name in values:
        if name not in used:
            raise fault(
                file, f"{key} > values", f"le champ {name} n’est pas employé", "un champ employé"
            )
    for name in used:
        before = row["fields"][name].get("after", "")
        if before and before not in used:
            raise fault(
                file,
                f"clauses > {row['id']} > fields > {name} > after",
                f"le champ {before} n’est pas employé avec lui",
                "un champ employé par les mêmes textes",
            )
    fields = tuple(_field(name, row["fields"][name], values.get(name)) for name in used)
    return Variant(ambition=ambition, fields=fields, **texts)


def _field(identifier: str, row: Mapping[str, Any], own: Any) -> Field:
    default = row["default"] if own is None else own
    return Field(
        id=identifier,
        label=row["label"],
        default=str(default).replace(".", ",") if row.get("unit") else str(default),
        unit=row.get("unit", ""),
        hint=row.get("hint", ""),
        after=row.get("after", ""),
        least=row.get("least", ""),
        most=row.get("most", ""),
    )


REVIEWS = Path(__file__).parent / "reviews.yaml"
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
    for row in read_file(path, SCHEMA, "reviews_file")["reviews"]:
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
