r"""The clause library: clauses written for the course, up to three ambitions, blanks to fill.

Its files are refused when a clause could not be filled or cited. `reviews.yaml` says who read the
clauses again: an entry holds for the text that was read, and the print of a clause changes with
its words. `search.yaml` holds the words that find clauses; the page of the book does the search.

>>> from maillon.clauses import library
>>> clause = library.clause("nettoyage-de-jour")
>>> [variant.ambition for variant in clause.variants]
['prudente', 'ambitieuse', 'exemplaire']
>>> library.filled(clause.variant("prudente"), {"part": "40 %"})[:52]
'Le titulaire réalise au moins 40\xa0% des heures de net'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import fields as fields_of
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
    CONSIDERATIONS,
    FAMILIES,
    PEOPLE_RULE,
    STEPS,
    Field,
    Signature,
    StandardClause,
    Texts,
    UnknownClause,
    Variant,
)
from maillon.clauses.library.filling import PLACE, as_record, filled, note, parts, printed

__all__ = [
    "AMBITIONS",
    "CONSIDERATIONS",
    "DATA",
    "FAMILIES",
    "PEOPLE_RULE",
    "REVIEWS",
    "SEARCH",
    "STEPS",
    "Field",
    "Signature",
    "StandardClause",
    "UnknownClause",
    "Variant",
    "as_record",
    "clause",
    "clauses",
    "family_words",
    "filled",
    "instead",
    "note",
    "parts",
    "printed",
    "read_library",
    "signed",
    "text_print",
    "usual",
    "words_of",
]

_HERE = Path(__file__).parent
DATA, SCHEMA = _HERE / "data", _HERE / "schema.yaml"
REVIEWS, SEARCH = _HERE / "reviews.yaml", _HERE / "search.yaml"
#: The texts of a variant, in the order in which the clause is read.
_TEXTS = tuple(each.name for each in fields_of(Texts))
_LETTERS = 8
_ALPHABET = 26


@dataclass(frozen=True, slots=True)
class Instead:
    """Words that no clause holds, and the words to try in their place."""

    words: tuple[str, ...]
    tries: tuple[str, ...]


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
        RegistryError: as `clauses`.
    """
    read: dict[str, StandardClause] = {}
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    for stem in dict.fromkeys([*FAMILIES, *paths]):
        for each in _family(paths[stem]) if stem in paths else ():
            name = paths[stem].name
            what, form = "est écrit deux fois", "un identifiant par clause"
            _refuse(each.id in read, name, each.id, what, form)
            read[each.id] = each
    return tuple(read.values())


def _refuse(wrong: object, file: str, key: str, what: str, form: str) -> None:
    """Raise the fault of a file when something is wrong."""
    if wrong:
        raise fault(file, key, what, form)


def _family(path: Path) -> Iterator[StandardClause]:
    content = read_file(path, SCHEMA, "family_file")
    family = content["family"]
    what = f"« {family} » n’est pas le nom du fichier"
    _refuse(family != path.stem, path.name, "family", what, f"« {path.stem} »")
    for row in content["clauses"]:
        yield _clause(row, family, path.name)


def _clause(row: Mapping[str, Any], family: str, file: str) -> StandardClause:
    key = f"clauses > {row['id']}"
    form = "un identifiant du registre (maillon law search MOT)"
    for rule in row["refs"]:
        what = f"la règle {rule} n’existe pas"
        _refuse(rule not in law.registry().entries, file, f"{key} > refs", what, form)
    for name in ("only_if", "risk"):
        where, form = f"{key} > {name}", "un texte sans crochet"
        _refuse("]" in row[name], file, where, "contient un crochet", form)
    variants = tuple(
        _variant(row, ambition, file) for ambition in AMBITIONS if ambition in row["variants"]
    )
    loose = not all(variant.sanction or variant.incentive for variant in variants)
    what, form = "il manque sanction ou incentive", "la suite d’un écart, ou la prime"
    _refuse(loose and row["place"] == "condition_execution", file, key, what, form)
    for name in sorted(set(row["fields"]) - {each.id for one in variants for each in one.fields}):
        _refuse(name, file, f"{key} > fields > {name}", "ne sert à aucun texte", "un champ employé")
    own = {name: value for name, value in row.items() if name not in (*_TEXTS, "fields")}
    people = (PEOPLE_RULE,) if row.get("names_people") and PEOPLE_RULE not in row["refs"] else ()
    return StandardClause(
        **own
        | {
            "family": family,
            "variants": variants,
            "refs": (*row["refs"], *people),
            "keywords": tuple(row["keywords"]),
        }
    )


def _variant(row: Mapping[str, Any], ambition: str, file: str) -> Variant:
    """Return a variant: the texts of its own, those that all share, and the blanks they use."""
    own, blanks = row["variants"][ambition], row["fields"]
    texts = {name: own.get(name, row.get(name, "")) for name in _TEXTS}
    key = f"clauses > {row['id']} > variants > {ambition}"
    used = dict.fromkeys(PLACE.findall(" ".join(texts.values())))
    values = own.get("values", {})
    for name, where in (*((n, key) for n in used), *((n, f"{key} > values") for n in values)):
        what = f"le champ {name} n’existe pas"
        _refuse(name not in blanks, file, where, what, "un champ décrit dans fields")
    for name in values:
        what = f"le champ {name} n’est pas employé"
        _refuse(name not in used, file, f"{key} > values", what, "un champ employé")
    for name in used:
        before = blanks[name].get("after")
        where = f"clauses > {row['id']} > fields > {name} > after"
        what = f"le champ {before} n’est pas employé avec lui"
        form = "un champ employé par les mêmes textes"
        _refuse(before and before not in used, file, where, what, form)
    fields = tuple(_field(name, blanks[name], values.get(name)) for name in used)
    return Variant(ambition=ambition, fields=fields, **texts)


def _field(identifier: str, row: Mapping[str, Any], own: Any) -> Field:
    default = str(row["default"] if own is None else own)
    typed = default.replace(".", ",") if row.get("unit") else default
    return Field(**{**row, "id": identifier, "default": typed})


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
        name, what = row["clause"], "cette clause n’existe pas"
        _refuse(name not in known, path.name, name, what, "l’identifiant d’une clause")
        now = text_print(known[name])
        _refuse("text" not in row, path.name, name, "il manque text", f"text{NBSP}: {now}")
        try:
            day = date.fromisoformat(row["day"])
        except ValueError:
            what = f"« {row['day']} » n’est pas un jour"
            raise fault(path.name, name, what, "AAAA-MM-JJ") from None
        signature = Signature(row["by"], row["as"], day, row["text"] == now)
        known[name] = replace(known[name], signatures=(*known[name].signatures, signature))
    return tuple(known.values())


def words_of(clause: StandardClause) -> tuple[str, ...]:
    """Return what finds a clause besides its title and its texts."""
    kind = _search()["considerations"][clause.consideration]
    return (*clause.keywords, *family_words(clause.family), *kind)


def family_words(family: str) -> tuple[str, ...]:
    """Return what finds every clause of a family: its name, then what else buyers call it."""
    return (FAMILIES[family], *_search()["families"][family])


def instead() -> tuple[Instead, ...]:
    """Return what to try for the words that the library is known not to hold."""
    return tuple(Instead(tuple(row["words"]), tuple(row["try"])) for row in _search()["instead"])


def usual() -> tuple[str, ...]:
    """Return what to try for any other word that finds nothing."""
    return tuple(_search()["usual"])


@cache
def _search() -> Any:
    content = read_file(SEARCH, SCHEMA, "search_file")
    for key, known in (("families", FAMILIES), ("considerations", CONSIDERATIONS)):
        what, form = "n’a pas un bloc par valeur", f"un bloc pour {', '.join(known)}"
        _refuse(set(content[key]) != set(known), SEARCH.name, key, what, form)
    return content
