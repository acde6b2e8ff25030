"""What may be typed after `maillon`: one table of commands, and one reading of a command line.

Standard library only: the bootstrap reads a command line before any library is installed.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from maillon.base.course import command_line
from maillon.cli.parser import FrenchParser

#: The name and the settings of what argparse reads.
Argument = tuple[str, dict[str, Any]]
Chosen = TypeVar("Chosen")


@dataclass(frozen=True)
class Use:
    """One thing that a command does, and what may be typed for it."""

    summary: str
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True)
class Command:
    """A word of the command line, and the module whose `main` does it.

    `uses` are the words that may follow it, for a command that has several uses.
    """

    summary: str
    module: str
    arguments: tuple[Argument, ...] = ()
    uses: Mapping[str, Use] = field(default_factory=dict)


def _port(text: str) -> int:
    """Read a port number, or refuse it in French."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(
            f"«\u00a0{text}\u00a0» n’est pas un port (un nombre de 1 à 65535)"
        )
    return int(text)


def _day(text: str) -> datetime.date:
    """Read a date as people write it, or refuse it in French."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a time
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(
        f"«\u00a0{text}\u00a0» n’est pas une date (AAAA-MM-JJ ou JJ/MM/AAAA)"
    )


def _contracts(text: str) -> str:
    """Read a path or a SIRET; nothing would mean the current folder, and is refused in French."""
    if not text.strip():
        raise argparse.ArgumentTypeError("il manque un fichier, un dossier ou un SIRET")
    return text


def _one_of(*words: str) -> Callable[[str], str]:
    """Accept one of `words`, or refuse in French."""

    def read(text: str) -> str:
        if text not in words:
            raise argparse.ArgumentTypeError(
                f"«\u00a0{text}\u00a0» n’est pas l’un de\u00a0: {', '.join(words)}"
            )
        return text

    return read


#: How to read what a person types, by the name that the table gives it.
READERS: Mapping[str, Callable[[str], Any]] = {
    "port": _port,
    "day": _day,
    "contracts": _contracts,
}


def _argument(name: str, settings: Any, shared: Mapping[str, Any]) -> Argument:
    """Return what argparse reads for an argument of the table."""
    settings = settings or shared[name]
    if isinstance(settings, str):
        return name, {"action": "store_true", "help": settings}
    settings = dict(settings)
    if "words" in settings:
        settings["type"] = _one_of(*settings.pop("words"))
    elif "type" in settings:
        settings["type"] = READERS[settings["type"]]
    return name, settings


def _commands() -> dict[str, Command]:
    """Read `commands.toml`, whose head explains its form."""
    table = tomllib.loads(Path(__file__).with_name("commands.toml").read_text(encoding="utf-8"))

    def arguments(row: Mapping[str, Any]) -> tuple[Argument, ...]:
        typed = row.get("arguments", {})
        return tuple(_argument(name, typed[name], table["shared"]) for name in typed)

    return {
        word: Command(
            row["summary"],
            row["module"],
            arguments(row),
            {
                name: Use(use["summary"], arguments(use))
                for name, use in row.get("uses", {}).items()
            },
        )
        for word, row in table["commands"].items()
    }


COMMANDS = _commands()


def parse(args: Sequence[str]) -> argparse.Namespace:
    """Read the command line; print a French message and exit with 2 when it is wrong.

    What is returned holds, besides what was typed: `command` and `use`, the words that name what
    to do, and `module`, which does it.

    >>> options = parse(["law", "show", "dispense_fs", "--on", "2026-03-31"])
    >>> options.use, options.rule, options.on
    ('show', 'dispense_fs', datetime.date(2026, 3, 31))
    """
    word, *rest = args or [""]
    command = _choose(word, COMMANDS)
    use: Use | Command = command
    words = [word]
    if command.uses and not (rest and rest[0].startswith("-")):
        words.append(rest.pop(0) if rest else "")
        use = _choose(words[-1], command.uses)
    parser = FrenchParser(command_line(" ".join(words)), use.summary)
    if use is command:
        for name, described in command.uses.items():
            parser.add_argument_group(f"{word} {name}").description = described.summary
    for name, settings in use.arguments:
        parser.add(name, **settings)
    parser.set_defaults(command=word, use="".join(words[1:]), module=command.module)
    return parser.parse_args(rest)


def _choose(word: str, among: Mapping[str, Chosen]) -> Chosen:
    """Return what a word names; say in French that it names nothing, and exit with 2."""
    if word in among:
        return among[word]
    near = difflib.get_close_matches(word, among, n=1)
    hint = (
        f"Vouliez-vous dire «\u00a0{near[0]}\u00a0»\u202f?"
        if near
        else f"Commandes\u00a0: {', '.join(among)}."
    )
    what = f"commande inconnue «\u00a0{word}\u00a0»" if word else "il manque un mot"
    print(f"erreur\u00a0: {what}. {hint}", file=sys.stderr)
    raise SystemExit(2)
