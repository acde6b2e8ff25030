"""What may be typed after `maillon`: one table of commands, and one reading of a command line.

Standard library only: the bootstrap reads a command line before any library is installed.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from maillon.base.course import command_line
from maillon.cli.parser import FrenchParser

DEFAULT_PORT = 8888

#: The name and the settings of what argparse reads.
Argument = tuple[str, dict[str, Any]]
Chosen = TypeVar("Chosen")


def _argument(name: str, metavar: str, description: str, **settings: Any) -> Argument:
    return name, {"metavar": metavar, "help": description, **settings}


def _flag(name: str, description: str) -> Argument:
    return name, {"action": "store_true", "help": description}


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


CHECK = _flag("--check", "compare sans rien écrire")
JSON = _flag("--json", "réponse lisible par un programme")
EXERCISES = _argument("ids", "EXERCICE", "exercices concernés (tous par défaut)", nargs="*")
CONTRACTS = (
    _argument(
        "paths", "CHEMIN", "fichiers, dossiers, ou SIRET d’un acheteur", type=_contracts, nargs="*"
    ),
    _flag("--sample", "lit l’échantillon fictif du cours"),
    JSON,
)

LAW = {
    "show": Use(
        "montre une règle et sa valeur un jour donné",
        (
            _argument("rule", "RÈGLE", "identifiant de la règle, par exemple dispense_fs"),
            _argument("--on", "DATE", "jour voulu (aujourd’hui par défaut)", type=_day),
            _argument("--scope", "PORTÉE", "valeur voulue, quand la règle en a plusieurs"),
            JSON,
        ),
    ),
    "search": Use(
        "cherche des règles par mots",
        (
            _argument("search", "MOT", "mots à chercher dans les règles", nargs="+"),
            _argument("--on", "DATE", "jour des valeurs (aujourd’hui par défaut)", type=_day),
            JSON,
        ),
    ),
    "review": Use(
        "liste ce qu’il faut relire, le plus ancien d’abord",
        (
            _argument(
                "--before",
                "DATE",
                "montre ce qui a été relu avant ce jour",
                type=_day,
                required=True,
            ),
            JSON,
        ),
    ),
    "diff": Use(
        "dit ce qui change entre deux jours",
        (
            _argument("start", "DU", "premier jour à comparer", type=_day),
            _argument("end", "AU", "second jour à comparer", type=_day),
            JSON,
        ),
    ),
    "cases": Use(
        "compare le registre aux cas écrits à la main",
        (
            _argument(
                "folder",
                "DOSSIER",
                "dossier ou fichier de cas (tests/law/cases par défaut)",
                nargs="?",
                default="tests/law/cases",
            ),
        ),
    ),
}

DECP = {
    "profile": Use(
        "dresse le profil de contrats\u00a0: nombres, parts, concentration",
        (
            *CONTRACTS,
            _argument("--region", "RÉGION", "code ou nom (32 par défaut)", default="32"),
            _argument("--buyer", "SIRET", "un seul acheteur (sans cela\u00a0: tous ensemble)"),
        ),
    ),
    "report": Use("dit ce qui a été lu, corrigé et écarté, cas par cas", CONTRACTS),
    "fetch": Use(
        "télécharge des données, vérifiées et gardées",
        (
            _argument(
                "source",
                "SOURCE",
                "source connue, adresse, liste CSV ou SIRET (sans rien\u00a0: montre les sources)",
                nargs="?",
            ),
            _argument("--checksum", "EMPREINTE", "empreinte SHA-1 ou SHA-256 attendue"),
            _flag("--again", "télécharge même ce qui est déjà gardé"),
            _argument("--from", "DATE", "premier jour, pour une liste", dest="start", type=_day),
            _argument("--to", "DATE", "dernier jour, pour une liste", dest="end", type=_day),
        ),
    ),
    "sample": Use("tire de nouveau l’échantillon fictif de Hautebrune", (CHECK,)),
}

CLAUSE = {
    "check": Use(
        "relit les clauses de documents, une question par signal",
        (
            _argument(
                "paths",
                "FICHIER",
                "documents d’une même consultation (.docx, .md ou .txt), relus ensemble, "
                "car les pénalités du CCAP comptent pour le CCTP",
                nargs="+",
            ),
            _argument(
                "--document",
                "DOC",
                "RC, CCAP, CCTP ou AE (deviné par défaut)",
                type=_one_of("RC", "CCAP", "CCTP", "AE"),
            ),
            _argument(
                "--place",
                "PLACE",
                "specification, critere, candidature ou condition_execution (deviné par défaut)",
                type=_one_of("specification", "critere", "candidature", "condition_execution"),
            ),
            JSON,
        ),
    ),
    "evaluate": Use(
        "compare les contrôles à un corpus étiqueté",
        (
            _argument(
                "paths", "CORPUS", "corpus YAML de clauses étiquetées, ou dossiers", nargs="+"
            ),
            JSON,
        ),
    ),
}

COMMANDS = {
    "serve": Command(
        "ouvre le cours sur cet ordinateur\u00a0: livre, ateliers, correction",
        "maillon.site.server",
        (
            _argument(
                "--port", "N", f"port ({DEFAULT_PORT} par défaut)", type=_port, default=DEFAULT_PORT
            ),
            _flag("--no-browser", "n’ouvre pas le navigateur"),
            _argument("--token", "JETON", "impose le jeton d’accès (tiré au hasard par défaut)"),
        ),
    ),
    "build": Command(
        "construit le livre",
        "maillon.site.build",
        (_flag("--force", "construit même si rien n’a changé"),),
    ),
    "exercises": Command(
        "tire les exercices de leurs corrigés", "maillon.authoring.exercises", (CHECK,)
    ),
    "notebooks": Command(
        "met les carnets en forme canonique", "maillon.authoring.canonical", (CHECK,)
    ),
    "collect": Command(
        "range les copies reçues pour les corriger",
        "maillon.grading.rounds",
        (_argument("paths", "DOSSIER", "dossier qui contient les copies reçues", nargs=1),),
    ),
    "grade": Command(
        "corrige les copies reçues",
        "maillon.grading.grade",
        (
            EXERCISES,
            _flag("--again", "corrige aussi les copies déjà corrigées"),
        ),
    ),
    "feedback": Command(
        "fabrique les pages de retour",
        "maillon.grading.send_back",
        (
            EXERCISES,
            _flag("--partial", "fait aussi la page quand un texte attend sa note"),
        ),
    ),
    "law": Command("consulte le droit daté du cours", "maillon.law.commands", uses=LAW),
    "decp": Command(
        "lit les données ouvertes des contrats publics (DECP)",
        "maillon.opendata.commands",
        uses=DECP,
    ),
    "clause": Command(
        "relit des clauses et signale ce qui pose question",
        "maillon.clauses.commands",
        uses=CLAUSE,
    ),
    "check": Command(
        "vérifie la prose et la typographie",
        "maillon.authoring.checks",
        (
            _flag("--fix", "corrige la typographie"),
            _argument(
                "paths", "CHEMIN", "ce qu’il faut relire (tout le cours par défaut)", nargs="*"
            ),
        ),
    ),
}


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
