"""What may be typed after `maillon`: one table of commands, their options, and errors in French.

Standard library only: the bootstrap reads a command line before any library is installed.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from maillon.french_parser import FrenchParser

DEFAULT_PORT = 8888


@dataclass(frozen=True)
class Command:
    """A word of the command line: what it does, the module that does it, its arguments.

    `words` are the words that may follow it, for a command that has several uses.
    """

    summary: str
    module: str
    arguments: Callable[[FrenchParser], object] = lambda parser: None
    words: Mapping[str, Command] = field(default_factory=dict)


def _port(text: str) -> int:
    """Read a port number, or refuse it in French."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas un port (un nombre de 1 à 65535)")
    return int(text)


def _serve_arguments(parser: FrenchParser) -> None:
    add = parser.options.add_argument
    add("--port", type=_port, metavar="N", default=DEFAULT_PORT, help="port (8888 par défaut)")
    add("--no-browser", action="store_true", help="n’ouvre pas le navigateur")
    add("--token", metavar="JETON", help="impose le jeton d’accès (tiré au hasard par défaut)")


def _check_argument(parser: FrenchParser) -> None:
    parser.options.add_argument("--check", action="store_true", help="compare sans rien écrire")


def _build_arguments(parser: FrenchParser) -> None:
    add = parser.options.add_argument
    add("--force", action="store_true", help="construit même si rien n’a changé")


def _review_arguments(parser: FrenchParser) -> None:
    parser.options.add_argument("--fix", action="store_true", help="corrige la typographie")
    parser.add_argument_group("arguments").add_argument(
        "paths", metavar="CHEMIN", nargs="*", help="ce qu’il faut relire (tout le cours par défaut)"
    )


def _folder_argument(parser: FrenchParser) -> None:
    parser.add_argument_group("arguments").add_argument(
        "paths", metavar="DOSSIER", nargs=1, help="dossier qui contient les copies reçues"
    )


def _exercise_arguments(parser: FrenchParser) -> None:
    parser.add_argument_group("arguments").add_argument(
        "ids", metavar="EXERCICE", nargs="*", help="exercices concernés (tous par défaut)"
    )


def _grade_arguments(parser: FrenchParser) -> None:
    _exercise_arguments(parser)
    add = parser.options.add_argument
    add("--again", action="store_true", help="corrige aussi les copies déjà corrigées")


def _feedback_arguments(parser: FrenchParser) -> None:
    _exercise_arguments(parser)
    add = parser.options.add_argument
    add("--partial", action="store_true", help="fait aussi la page quand un texte attend sa note")


def _day(text: str) -> datetime.date:
    """Read a date as people write it, or refuse it in French."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a time
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"« {text} » n’est pas une date (AAAA-MM-JJ ou JJ/MM/AAAA)")


def _json_option(parser: FrenchParser) -> None:
    parser.options.add_argument(
        "--json", action="store_true", help="réponse lisible par un programme"
    )


def _law_show_arguments(parser: FrenchParser) -> None:
    parser.add_argument_group("arguments").add_argument(
        "rule", metavar="RÈGLE", help="identifiant de la règle, par exemple dispense_fs"
    )
    add = parser.options.add_argument
    add("--on", type=_day, metavar="DATE", help="jour voulu (aujourd’hui par défaut)")
    add("--scope", metavar="PORTÉE", help="valeur voulue, quand la règle en a plusieurs")
    _json_option(parser)


def _law_search_arguments(parser: FrenchParser) -> None:
    parser.add_argument_group("arguments").add_argument(
        "search", metavar="MOT", nargs="+", help="mots à chercher dans les règles"
    )
    parser.options.add_argument(
        "--on", type=_day, metavar="DATE", help="jour des valeurs (aujourd’hui par défaut)"
    )
    _json_option(parser)


def _law_review_arguments(parser: FrenchParser) -> None:
    parser.options.add_argument(
        "--before",
        type=_day,
        metavar="DATE",
        required=True,
        help="montre ce qui a été relu avant ce jour",
    )
    _json_option(parser)


def _law_cases_arguments(parser: FrenchParser) -> None:
    parser.add_argument_group("arguments").add_argument(
        "folder",
        metavar="DOSSIER",
        nargs="?",
        default="tests/law/cases",
        help="dossier ou fichier de cas (tests/law/cases par défaut)",
    )


def _law_diff_arguments(parser: FrenchParser) -> None:
    group = parser.add_argument_group("arguments")
    group.add_argument("start", metavar="DU", type=_day, help="premier jour à comparer")
    group.add_argument("end", metavar="AU", type=_day, help="second jour à comparer")
    _json_option(parser)


def _decp_path(text: str) -> str:
    """Read a path or a SIRET; nothing would mean the current folder, and is refused in French."""
    if not text.strip():
        raise argparse.ArgumentTypeError("il manque un fichier, un dossier ou un SIRET")
    return text


def _decp_paths(parser: FrenchParser) -> None:
    parser.add_argument_group("arguments").add_argument(
        "paths",
        type=_decp_path,
        metavar="CHEMIN",
        nargs="*",
        help="fichiers, dossiers, ou SIRET d’un acheteur",
    )
    add = parser.options.add_argument
    add("--sample", action="store_true", help="lit l’échantillon fictif du cours")
    _json_option(parser)


def _decp_profile_arguments(parser: FrenchParser) -> None:
    _decp_paths(parser)
    add = parser.options.add_argument
    add("--region", metavar="RÉGION", default="32", help="code ou nom (32 par défaut)")
    add("--buyer", metavar="SIRET", help="un seul acheteur (sans cela : tous ensemble)")


def _decp_fetch_arguments(parser: FrenchParser) -> None:
    parser.add_argument_group("arguments").add_argument(
        "source",
        metavar="SOURCE",
        nargs="?",
        help="source connue, adresse, liste CSV ou SIRET (sans rien : montre les sources)",
    )
    add = parser.options.add_argument
    add("--checksum", metavar="EMPREINTE", help="empreinte SHA-1 ou SHA-256 attendue")
    add("--again", action="store_true", help="télécharge même ce qui est déjà gardé")
    add("--from", dest="start", type=_day, metavar="DATE", help="premier jour, pour une liste")
    add("--to", dest="end", type=_day, metavar="DATE", help="dernier jour, pour une liste")


def _clause_check_arguments(parser: FrenchParser) -> None:
    parser.add_argument_group("arguments").add_argument(
        "paths",
        metavar="FICHIER",
        nargs="+",
        help="documents d’une même consultation (.docx, .md ou .txt), relus ensemble, "
        "car les pénalités du CCAP comptent pour le CCTP",
    )
    add = parser.options.add_argument
    add(
        "--document",
        type=_one_of("RC", "CCAP", "CCTP", "AE"),
        metavar="DOC",
        help="RC, CCAP, CCTP ou AE (deviné par défaut)",
    )
    add(
        "--place",
        type=_one_of("specification", "critere", "candidature", "condition_execution"),
        metavar="PLACE",
        help="specification, critere, candidature ou condition_execution (deviné par défaut)",
    )
    _json_option(parser)


def _clause_evaluate_arguments(parser: FrenchParser) -> None:
    parser.add_argument_group("arguments").add_argument(
        "paths", metavar="CORPUS", nargs="+", help="corpus YAML de clauses étiquetées, ou dossiers"
    )
    _json_option(parser)


def _one_of(*words: str) -> Callable[[str], str]:
    """Accept one of `words`, or refuse in French."""

    def read(text: str) -> str:
        if text not in words:
            raise argparse.ArgumentTypeError(f"« {text} » n’est pas l’un de : {', '.join(words)}")
        return text

    return read


COMMANDS = {
    "serve": Command(
        "ouvre le cours sur cet ordinateur : livre, ateliers, correction",
        "maillon.site.server",
        _serve_arguments,
    ),
    "build": Command("construit le livre", "maillon.site.build", _build_arguments),
    "exercises": Command(
        "tire les exercices de leurs corrigés", "maillon.authoring.exercises", _check_argument
    ),
    "notebooks": Command(
        "met les carnets en forme canonique", "maillon.authoring.canonical", _check_argument
    ),
    "collect": Command(
        "range les copies reçues pour les corriger", "maillon.grading.collect", _folder_argument
    ),
    "grade": Command("corrige les copies reçues", "maillon.grading.grade", _grade_arguments),
    "feedback": Command(
        "fabrique les pages de retour", "maillon.grading.send_back", _feedback_arguments
    ),
    "law": Command(
        "consulte le droit daté du cours",
        "maillon.law.commands",
        words={
            "show": Command(
                "montre une règle et sa valeur un jour donné",
                "maillon.law.commands",
                _law_show_arguments,
            ),
            "search": Command(
                "cherche des règles par mots", "maillon.law.commands", _law_search_arguments
            ),
            "review": Command(
                "liste ce qu’il faut relire, le plus ancien d’abord",
                "maillon.law.commands",
                _law_review_arguments,
            ),
            "diff": Command(
                "dit ce qui change entre deux jours", "maillon.law.commands", _law_diff_arguments
            ),
            "cases": Command(
                "compare le registre aux cas écrits à la main",
                "maillon.law.commands",
                _law_cases_arguments,
            ),
        },
    ),
    "decp": Command(
        "lit les données ouvertes des contrats publics (DECP)",
        "maillon.opendata.commands",
        words={
            "profile": Command(
                "dresse le profil de contrats : nombres, parts, concentration",
                "maillon.opendata.commands",
                _decp_profile_arguments,
            ),
            "report": Command(
                "dit ce qui a été lu, corrigé et écarté, cas par cas",
                "maillon.opendata.commands",
                _decp_paths,
            ),
            "fetch": Command(
                "télécharge des données, vérifiées et gardées",
                "maillon.opendata.commands",
                _decp_fetch_arguments,
            ),
            "sample": Command(
                "tire de nouveau l’échantillon fictif de Hautebrune",
                "maillon.opendata.commands",
                _check_argument,
            ),
        },
    ),
    "clause": Command(
        "relit des clauses et signale ce qui pose question",
        "maillon.clauses.commands",
        words={
            "check": Command(
                "relit les clauses de documents, une question par signal",
                "maillon.clauses.commands",
                _clause_check_arguments,
            ),
            "evaluate": Command(
                "compare les contrôles à un corpus étiqueté",
                "maillon.clauses.commands",
                _clause_evaluate_arguments,
            ),
        },
    ),
    "check": Command(
        "vérifie la prose et la typographie", "maillon.authoring.checks", _review_arguments
    ),
}


def prog() -> str:
    """What the person typed to come here.

    >>> prog() in ("maillon", os.environ.get("MAILLON_PROG"))
    True
    """
    return os.environ.get("MAILLON_PROG", "maillon")


def parse(args: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    """Read the command line; print a French message and exit with 2 when it is wrong."""
    command, typed, rest = _find(args)
    parser = FrenchParser(f"{prog()} {typed}", command.summary)
    for word, use in command.words.items():
        parser.add_argument_group(f"{typed} {word}").description = use.summary
    command.arguments(parser)
    return command, parser.parse_args(rest)


def options(name: str, args: Sequence[str] | None) -> argparse.Namespace:
    """Return what was typed after the command `name`; None stands for the process's own words."""
    return parse([*name.split(), *(sys.argv[1:] if args is None else args)])[1]


def _find(args: Sequence[str]) -> tuple[Command, str, list[str]]:
    """Follow the words of the command line: the command, the words that name it, what follows."""
    known, typed, rest = COMMANDS, [], list(args)
    command = None
    while rest and not (command and rest[0].startswith("-")):
        if rest[0] not in known:
            _refuse_word(rest[0], known)
        command = known[rest[0]]
        typed.append(rest.pop(0))
        known = dict(command.words)
        if not known:
            break
    if command is None or (command.words and not rest):
        _refuse_word("", known)
    return command, " ".join(typed), rest


def _refuse_word(word: str, known: Mapping[str, Command]) -> NoReturn:
    """Say that a word is no command, with the nearest one, and exit with 2."""
    near = difflib.get_close_matches(word, known, n=1)
    hint = f"Vouliez-vous dire « {near[0]} » ?" if near else f"Commandes : {', '.join(known)}."
    what = f"commande inconnue « {word} »" if word else "il manque un mot"
    print(f"erreur : {what}. {hint}", file=sys.stderr)
    raise SystemExit(2)
