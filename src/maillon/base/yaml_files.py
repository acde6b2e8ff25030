"""Read one YAML data file of the course and check its form against the `schema.yaml` of its kind.

A fault is told in French with its file, its key and the accepted form, which is the `description`
of that key in the schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
import yaml

from maillon.base.errors import MaillonError


class RegistryError(MaillonError):
    """A data file cannot be used; the message names the file, the key and the accepted form."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without surprises: dates stay text, and a key written twice is a fault."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Refuse a key that is not a plain word, or that is written twice."""
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "« ? » ouvre une clé qui n’est pas un mot", key.start_mark
                )
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"« {key.value} » est écrit deux fois", key.start_mark
                )
            seen.add(key.value)
        built: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return built


class _DatedLoader(_Loader):
    """The same, for files whose dates are dates."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


_DatedLoader.yaml_implicit_resolvers = yaml.SafeLoader.yaml_implicit_resolvers


def read_yaml(path: Path, *, dates: bool = False) -> Any:
    """Read a YAML file; dates stay text unless `dates`.

    Raises:
        RegistryError: the file cannot be read, or is not YAML; the message names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(
            f"{path.name} est introuvable ou illisible.",
            remedy="Remettez le fichier d’origine, enregistré en UTF-8.",
        ) from error
    try:
        return yaml.load(text, Loader=_DatedLoader if dates else _Loader)  # noqa: S506 - safe
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _syntax_fault(path.name, text, error) from error


def read_file(path: Path, schema: Path, kind: str) -> dict[str, Any]:
    """Read a data file and check that it has the form of `kind` among the definitions of `schema`.

    Raises:
        RegistryError: it cannot be read, or has not that form.
    """
    content = read_yaml(path)
    check_form(content, path.name, schema, kind)
    return dict(content)


def check_form(
    content: object, file: str, schema: Path, kind: str, *, whole: str = "fichier entier"
) -> None:
    """Check that what `file` holds has the form of `kind` among the definitions of `schema`.

    `whole` names in French what a fault of no key in particular is about.

    Raises:
        RegistryError: it has not that form; the message names the key and the accepted form.
    """
    try:
        _validator(schema, kind)(content)
    except fastjsonschema.JsonSchemaValueException as error:
        raise _form_fault(file, content, error, whole) from error


#: What a line holds when YAML cannot be read, and what the person must do about it.
_SLIPS = (
    (re.compile(r"^ *\t"), "Remplacez la tabulation par des espaces."),
    (re.compile(r"^[ -]*[\w.]+: '[^']*$"), "Fermez l’apostrophe ouverte à cette ligne."),
    (re.compile(r'^[ -]*[\w.]+: "[^"]*$'), "Fermez le guillemet ouvert à cette ligne."),
    (
        re.compile(r"^[ -]*[\w.]+: [^'\"\[{>|][^#]*: "),
        "Mettez entre apostrophes un texte qui contient un deux-points suivi d’une espace.",
    ),
)
_ANY_SLIP = "Écrivez une clé par ligne, avec le même retrait que ses voisines."


def _syntax_fault(file: str, text: str, error: Exception) -> RegistryError:
    """Say where YAML stops making sense, and the usual slip behind it.

    The reader often stops far below the slip: the first line that has one is named instead.
    """
    said = str(getattr(error, "problem", "") or "")
    if said.startswith("«"):
        what, slips = f" : {said}", []
    else:
        what = ""
        slips = [
            (rank, remedy)
            for rank, line in enumerate(text.splitlines(), 1)
            for slip, remedy in _SLIPS
            if slip.match(line)
        ]
    mark = getattr(error, "problem_mark", None)
    rank, remedy = slips[0] if slips else (mark.line + 1 if mark else 0, _ANY_SLIP)
    place = f", ligne {rank}" if rank else ""
    return RegistryError(f"{file}{place} : ce n’est pas du YAML valable{what}.", remedy=remedy)


@cache
def _validator(schema: Path, kind: str) -> Callable[[Any], Any]:
    compiled: Callable[[Any], Any] = fastjsonschema.compile(
        {"$ref": f"#/definitions/{kind}", "definitions": _definitions(schema)}, use_default=False
    )
    return compiled


@cache
def _definitions(schema: Path) -> Any:
    return read_yaml(schema)["definitions"]


def _form_fault(
    file: str, content: Any, error: fastjsonschema.JsonSchemaValueException, whole: str
) -> RegistryError:
    """Say which key has the wrong form, naming rows by their id rather than by their number."""
    names: list[str] = []
    here = content
    for step in error.path[1:]:
        here = here[int(step)] if isinstance(here, list) else here.get(step)
        named = here.get("id") if isinstance(here, dict) else None
        if str(step).isdecimal():
            names.append(str(named) if named else f"n° {int(step) + 1}")
        else:
            names.append(str(step))
    place = " > ".join(names) or whole
    if error.rule == "required":
        missing = [key for key in error.rule_definition if key not in error.value]
        what = f"il manque {', '.join(missing)}"
    elif error.rule == "additionalProperties":
        unknown = [key for key in error.value if key not in error.definition["properties"]]
        what = f"{', '.join(map(str, unknown))} n’a pas sa place ici"
    else:
        what = f"« {_short(error.value)} » n’a pas la forme attendue"
    return fault(file, place, what, error.definition.get("description", "voir schema.yaml"))


def fault(file: str, key: str, what: str, form: str) -> RegistryError:
    """Return the fault of a key: what is wrong with it, and the form that is accepted."""
    return RegistryError(f"{file}, clé « {key} » : {what}.", remedy=f"Forme acceptée : {form}.")


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
