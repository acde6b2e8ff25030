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

#: The names and the settings of what argparse reads.
Argument = tuple[tuple[str, ...], dict[str, Any]]
Chosen = TypeVar("Chosen")


def _argument(*names: str, **settings: Any) -> Argument:
    return names, settings


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


CHECK = _argument("--check", action="store_true", help="compare sans rien écrire")
JSON = _argument("--json", action="store_true", help="réponse lisible par un programme")
EXERCISES = _argument(
    "ids", metavar="EXERCICE", nargs="*", help="exercices concernés (tous par défaut)"
)
CONTRACTS = (
    _argument(
        "paths",
        type=_contracts,
        metavar="CHEMIN",
        nargs="*",
        help="fichiers, dossiers, ou SIRET d’un acheteur",
    ),
    _argument("--sample", action="store_true", help="lit l’échantillon fictif du cours"),
    JSON,
)

LAW = {
    "show": Use(
        "montre une règle et sa valeur un jour donné",
        (
            _argument(
                "rule", metavar="RÈGLE", help="identifiant de la règle, par exemple dispense_fs"
            ),
            _argument(
                "--on", type=_day, metavar="DATE", help="jour voulu (aujourd’hui par défaut)"
            ),
            _argument(
                "--scope", metavar="PORTÉE", help="valeur voulue, quand la règle en a plusieurs"
            ),
            JSON,
        ),
    ),
    "search": Use(
        "cherche des règles par mots",
        (
            _argument("search", metavar="MOT", nargs="+", help="mots à chercher dans les règles"),
            _argument(
                "--on", type=_day, metavar="DATE", help="jour des valeurs (aujourd’hui par défaut)"
            ),
            JSON,
        ),
    ),
    "review": Use(
        "liste ce qu’il faut relire, le plus ancien d’abord",
        (
            _argument(
                "--before",
                type=_day,
                metavar="DATE",
                required=True,
                help="montre ce qui a été relu avant ce jour",
            ),
            JSON,
        ),
    ),
    "diff": Use(
        "dit ce qui change entre deux jours",
        (
            _argument("start", metavar="DU", type=_day, help="premier jour à comparer"),
            _argument("end", metavar="AU", type=_day, help="second jour à comparer"),
            JSON,
        ),
    ),
    "cases": Use(
        "compare le registre aux cas écrits à la main",
        (
            _argument(
                "folder",
                metavar="DOSSIER",
                nargs="?",
                default="tests/law/cases",
                help="dossier ou fichier de cas (tests/law/cases par défaut)",
            ),
        ),
    ),
}

DECP = {
    "profile": Use(
        "dresse le profil de contrats\u00a0: nombres, parts, concentration",
        (
            *CONTRACTS,
            _argument(
                "--region", metavar="RÉGION", default="32", help="code ou nom (32 par défaut)"
            ),
            _argument(
                "--buyer", metavar="SIRET", help="un seul acheteur (sans cela\u00a0: tous ensemble)"
            ),
        ),
    ),
    "report": Use("dit ce qui a été lu, corrigé et écarté, cas par cas", CONTRACTS),
    "fetch": Use(
        "télécharge des données, vérifiées et gardées",
        (
            _argument(
                "source",
                metavar="SOURCE",
                nargs="?",
                help="source connue, adresse, liste CSV ou SIRET "
                "(sans rien\u00a0: montre les sources)",
            ),
            _argument(
                "--checksum", metavar="EMPREINTE", help="empreinte SHA-1 ou SHA-256 attendue"
            ),
            _argument("--again", action="store_true", help="télécharge même ce qui est déjà gardé"),
            _argument(
                "--from",
                dest="start",
                type=_day,
                metavar="DATE",
                help="premier jour, pour une liste",
            ),
            _argument(
                "--to", dest="end", type=_day, metavar="DATE", help="dernier jour, pour une liste"
            ),
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
                metavar="FICHIER",
                nargs="+",
                help="documents d’une même consultation (.docx, .md ou .txt), relus ensemble, "
                "car les pénalités du CCAP comptent pour le CCTP",
            ),
            _argument(
                "--document",
                type=_one_of("RC", "CCAP", "CCTP", "AE"),
                metavar="DOC",
                help="RC, CCAP, CCTP ou AE (deviné par défaut)",
            ),
            _argument(
                "--place",
                type=_one_of("specification", "critere", "candidature", "condition_execution"),
                metavar="PLACE",
                help="specification, critere, candidature ou condition_execution "
                "(deviné par défaut)",
            ),
            JSON,
        ),
    ),
    "evaluate": Use(
        "compare les contrôles à un corpus étiqueté",
        (
            _argument(
                "paths",
                metavar="CORPUS",
                nargs="+",
                help="corpus YAML de clauses étiquetées, ou dossiers",
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
                "--port",
                type=_port,
                metavar="N",
                default=DEFAULT_PORT,
                help=f"port ({DEFAULT_PORT} par défaut)",
            ),
            _argument("--no-browser", action="store_true", help="n’ouvre pas le navigateur"),
            _argument(
                "--token",
                metavar="JETON",
                help="impose le jeton d’accès (tiré au hasard par défaut)",
            ),
        ),
    ),
    "build": Command(
        "construit le livre",
        "maillon.site.build",
        (_argument("--force", action="store_true", help="construit même si rien n’a changé"),),
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
        (
            _argument(
                "paths", metavar="DOSSIER", nargs=1, help="dossier qui contient les copies reçues"
            ),
        ),
    ),
    "grade": Command(
        "corrige les copies reçues",
        "maillon.grading.grade",
        (
            EXERCISES,
            _argument(
                "--again", action="store_true", help="corrige aussi les copies déjà corrigées"
            ),
        ),
    ),
    "feedback": Command(
        "fabrique les pages de retour",
        "maillon.grading.send_back",
        (
            EXERCISES,
            _argument(
                "--partial",
                action="store_true",
                help="fait aussi la page quand un texte attend sa note",
            ),
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
            _argument("--fix", action="store_true", help="corrige la typographie"),
            _argument(
                "paths",
                metavar="CHEMIN",
                nargs="*",
                help="ce qu’il faut relire (tout le cours par défaut)",
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
    for names, settings in use.arguments:
        parser.add(*names, **settings)
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
