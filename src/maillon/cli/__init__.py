"""`maillon …`: one word, one module, whose `main` receives the options already read.

Each module is imported when it is called, so that the others cost no start-up time and the
bootstrap can read a command line before any library is installed.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import os
import socket
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from maillon import __version__
from maillon.base.course import command_line, find_root
from maillon.base.errors import MaillonError
from maillon.cli.commands import COMMANDS, parse

HELP = ("-h", "--help", "--aide")


def help_text() -> str:
    """Return the short help: the commands, and one example for each kind of user.

    >>> "collect" in help_text()
    True
    """
    lines = [f"Maillon {__version__}, cours sur la commande publique responsable.", ""]
    lines += [f"Utilisation\u00a0: {command_line('COMMANDE')} [options]", ""]
    lines += [f"  {word:<10} {command.summary}" for word, command in COMMANDS.items()]
    lines += ["", "Exemples\u00a0:"]
    for who, example in (
        ("pour lire ou suivre le cours", "serve"),
        ("pour ranger les copies à corriger", "collect copies-recues"),
        ("pour les corriger", "grade e1-boucles"),
        ("pour connaître une règle du droit", "law show dispense_fs"),
        ("pour relire une clause", "clause check mon-ccap.docx"),
        ("pour voir vos marchés publiés", "decp profile mes-fichiers"),
        ("après une modification du livre", "build"),
    ):
        lines.append(f"  {command_line(f'{example:<28}')} {who}")
    lines += ["", f"Aide d’une commande\u00a0: {command_line('COMMANDE --help')}"]
    return "\n".join(lines)


def check_port(port: int) -> None:
    """Raise MaillonError when `port` of this machine is taken, naming one that is free."""
    if _can_bind(port):
        return
    free = next((near for near in range(port + 1, port + 50) if _can_bind(near)), None)
    command = command_line(f"serve --port {free or 'N'}")
    raise MaillonError(
        f"Le port {port} est déjà pris ou réservé sur cet ordinateur.",
        remedy=f"Tapez\u00a0: {command}",
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


def _read(args: Sequence[str]) -> argparse.Namespace:
    """Read the command line, and raise MaillonError when its command cannot run now."""
    options = parse(args)
    if options.command == "serve":
        check_port(options.port)
    return options


def refusal(args: Sequence[str]) -> str:
    """Say in French why `args` cannot run now; empty when they can.  A wrong usage exits with 2."""
    try:
        if args and args[0] not in HELP:
            _read(args)
    except MaillonError as error:
        return str(error)
    return ""


def run(args: Sequence[str]) -> int:
    """Run the command that `args` name, in the course folder; return its exit code.

    The paths that were typed are absolute, or relative to the course when they stand in it.
    """
    options = _read(args)
    root = find_root(Path.cwd())
    if "paths" in options:
        options.paths = [_seen_from(root, Path(path).absolute()) for path in options.paths]
    os.chdir(root)
    return int(importlib.import_module(options.module).main(options))


def _seen_from(root: Path, path: Path) -> str:
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


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
        if not args or args[0] in HELP:
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
        command = command_line(args[0])
        print(
            f"Une erreur imprévue ({type(error).__name__}) a arrêté «\u00a0{command}\u00a0»."
            f" Transmettez le fichier {keep_traceback()} à l’équipe du cours.",
            file=sys.stderr,
        )
        return 1
