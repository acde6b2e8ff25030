"""`maillon …`: one word, one module; this file reads the words and knows nothing else.

Each command is imported when it is called, so that the others cost no start-up time and the
bootstrap can read a command line before any library is installed.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import importlib
import os
import re
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from maillon import __version__
from maillon.errors import MaillonError

DEFAULT_PORT = 8888
#: argparse's English -> French; a phrase that is not here becomes the last line, never English.
FRENCH_ERRORS = (
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"argument (\S+): expected .*argument.*", r"il faut une valeur après \1"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 ne prend pas de valeur (\2)"),
    (r"argument (\S+): (?!invalid|not allowed|conflicting)(.*)", r"\1 : \2"),
    (r".*", r"commande mal formée"),
)


class FrenchParser(argparse.ArgumentParser):
    """An argument parser that speaks French, in its help as in its errors."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            add_help=False,
            allow_abbrev=False,
            formatter_class=FrenchFormatter,
        )
        self.options = self.add_argument_group("options")
        self.options.add_argument(
            "-h", "--help", "--aide", action="help", help="montre cette aide, puis s’arrête"
        )

    def error(self, message: str) -> NoReturn:
        """Print `message` in French with the usage, and exit with 2."""
        for pattern, french in FRENCH_ERRORS:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                message = found.expand(french)
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"erreur : {message}. Pour l’aide : {self.prog} --help\n")


class FrenchFormatter(argparse.HelpFormatter):
    """argparse's layout with a French heading."""

    def add_usage(
        self,
        usage: str | None,
        actions: object,
        groups: object,
        prefix: str | None = None,
    ) -> None:
        """Head the usage line with « Utilisation »."""
        super().add_usage(usage, actions, groups, prefix or "Utilisation : ")  # type: ignore[arg-type]

    def start_section(self, heading: str | None) -> None:
        """Set a space between a French heading and its colon."""
        super().start_section(f"{heading}\u00a0" if heading else heading)


@dataclass(frozen=True)
class Command:
    """A word of the command line: what it does, the module that does it, its arguments."""

    summary: str
    module: str
    arguments: Callable[[FrenchParser], object] = lambda parser: None


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
    "check": Command(
        "vérifie la prose et la typographie", "maillon.authoring.checks", _review_arguments
    ),
}


def _prog() -> str:
    """What the person typed to come here."""
    return os.environ.get("MAILLON_PROG", "maillon")


def help_text() -> str:
    """Return the short help: the commands, and one example for each kind of user.

    >>> "collect" in help_text()
    True
    """
    prog = _prog()
    lines = [f"Maillon {__version__}, cours sur la commande publique responsable.", ""]
    lines += [f"Utilisation : {prog} COMMANDE [options]", ""]
    lines += [f"  {name:<10} {command.summary}" for name, command in COMMANDS.items()]
    lines += ["", "Exemples :"]
    for who, example in (
        ("pour lire ou suivre le cours", "serve"),
        ("pour ranger les copies à corriger", "collect copies-recues"),
        ("pour les corriger", "grade e1-boucles"),
        ("après une modification du livre", "build"),
    ):
        lines.append(f"  {prog} {example:<24} {who}")
    lines += ["", f"Aide d’une commande : {prog} COMMANDE --help"]
    return "\n".join(lines)


def find_root(start: Path) -> Path:
    """Return the course folder that holds `start`, or else the one that the package came from.

    Raises MaillonError when neither is inside a course.
    """
    package = Path(__file__).resolve().parent
    for folder in (start, *start.parents, *package.parents):
        if (folder / "course.py").is_file() and (folder / "pyproject.toml").is_file():
            return folder
    raise MaillonError(
        "Le dossier du cours est introuvable.",
        why=f"Ni {start} ni ses dossiers parents ne contiennent course.py.",
        remedy="Placez-vous dans le dossier du cours, puis recommencez.",
    )


def check_port(port: int) -> None:
    """Raise MaillonError when `port` of this machine is taken, naming one that is free."""
    if _can_bind(port):
        return
    free = next((near for near in range(port + 1, port + 50) if _can_bind(near)), None)
    remedy = f"Tapez : {_prog()} serve --port {free or 'N'}"
    raise MaillonError(
        f"Le port {port} est déjà pris ou réservé sur cet ordinateur.", remedy=remedy
    )


def _can_bind(port: int) -> bool:
    if port > 65535:
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        if os.name == "posix":  # a port that has just been released is free, as for the server
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def parse(args: Sequence[str]) -> tuple[Command, argparse.Namespace]:
    """Read the command line; print a French message and exit with 2 when it is wrong."""
    name, *rest = args
    command = COMMANDS.get(name)
    if command is None:
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        hint = (
            f"Vouliez-vous dire « {near[0]} » ?" if near else f"Commandes : {', '.join(COMMANDS)}."
        )
        print(f"erreur : commande inconnue « {name} ». {hint}", file=sys.stderr)
        raise SystemExit(2)
    parser = FrenchParser(f"{_prog()} {name}", command.summary)
    command.arguments(parser)
    return command, parser.parse_args(rest)


def refusal(args: Sequence[str]) -> str:
    """Say in French why `args` cannot run now; empty when they can.  A wrong usage exits with 2."""
    if args and args[0] not in ("-h", "--help", "--aide"):
        _, options = parse(args)
        try:
            if args[0] == "serve":
                check_port(options.port)
        except MaillonError as error:
            return str(error)
    return ""


def _named_from(root: Path, path: Path) -> str:
    """Name `path` as seen from the course folder, where commands run."""
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


def run(args: Sequence[str]) -> int:
    """Run the command that `args` name, in the course folder; return its exit code."""
    command, options = parse(args)
    rest = list(args[1:])
    if args[0] == "serve":
        check_port(options.port)
    root = find_root(Path.cwd())
    for path in getattr(options, "paths", []):
        rest[rest.index(path)] = _named_from(root, Path(path).absolute())
    os.chdir(root)
    return int(importlib.import_module(command.module).main(rest))


def keep_traceback() -> str:
    """Write the current exception to a log file; return its path."""
    try:
        folder = find_root(Path.cwd()) / "_build"
        folder.mkdir(exist_ok=True)
        log: IO[str] = (folder / "maillon.log").open("a", encoding="utf-8")
    except (OSError, MaillonError):
        log = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed by the `with` below
            "w", encoding="utf-8", prefix="maillon-", suffix=".log", delete=False
        )
    with log:
        log.write(f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M:%S} UTC\n")
        log.write(traceback.format_exc() + "\n")
        return log.name


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of `maillon`; never lets a traceback reach the person."""
    args = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        if not args or args[0] in ("-h", "--help", "--aide"):
            print(help_text())
            return 0
        return run(args)
    except MaillonError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nArrêt demandé.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `maillon … | head`: nobody reads any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        print(
            f"Une erreur imprévue ({type(error).__name__}) a arrêté « {_prog()} {args[0]} »."
            f" Transmettez le fichier {keep_traceback()} à l’équipe du cours.",
            file=sys.stderr,
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
