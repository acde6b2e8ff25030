#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Set the course up, then run it: `python3 course.py serve`, `test`, or any `maillon` command.

Standard library only.  The file keeps to what Python 2.7 can parse (type comments, no f-string),
so that an old Python gets far enough to print one sentence instead of a syntax error.
"""

from __future__ import unicode_literals

import contextlib
import errno
import glob
import hashlib
import json
import ntpath
import os
import posixpath
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

TYPE_CHECKING = False  # the module that defines it is not in old Pythons
if TYPE_CHECKING:
    from typing import Any, Callable

ROOT = os.path.dirname(os.path.abspath(__file__))
COMMAND = "py course.py" if os.name == "nt" else "python3 course.py"
OLDEST_PYTHON = (3, 11)
SOURCES = ("requirements.txt", "constraints.txt", "pyproject.toml")  # a change means: install
SPACE_NEEDED = 1500 * 1000 * 1000  # bytes: `.venv` takes 0.9 GB and its downloads 0.4 GB
TOOLS_HEADER = "# Test tools"  # in constraints.txt, what follows serves the tests only
PIP_INSTALLS = "Installing collected packages"  # pip's words when `.venv` begins to change
LOG = "_build/installation.log"

HELP = """Utilisation :
  {0} serve [--port N] [--no-browser]   ouvre le cours sur cet ordinateur
  {0} test [--quick]                    vérifie tout le cours (--quick : sans livre ni navigateur)
  {0} nbgrader …                        lance nbgrader dans le dossier du cours
  {0} maillon                           montre les autres commandes, par exemple build

La première fois, le cours s’installe dans le dossier .venv ; cela demande Internet."""

DISK_FULL = "Le disque est plein : libérez au moins 1,5 Go, puis relancez la même commande."
LITTLE_SPACE = "Il faut 1,5 Go libres sur le disque : libérez de la place, puis recommencez."
#: What pip writes when it fails, and the sentence to print; the first that matches wins.
PIP_FAILURES = (
    ("No space left|Errno 28\\b|quota exceeded|Errno 122\\b|not enough space", DISK_FULL),
    (
        "CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        "La connexion sécurisée est refusée : demandez au service informatique le réglage de pip.",
    ),
    (
        "establish a new connection|onnection broken|ConnectTimeout|ConnectionTimeout|ead timed out"
        "|ReadTimeout|Max retries exceeded|name resolution|NameResolutionError|getaddrinfo failed"
        "|Network is unreachable|ProxyError|Connection refused|Connection reset",
        "Internet ne répond pas : vérifiez la connexion, puis relancez la même commande.",
    ),
    (
        "Permission denied|Read-only file system|Errno 13\\b|Errno 30\\b|WinError (5|32)\\b",
        "Un fichier est protégé ou occupé : fermez ce qui utilise le cours, puis recommencez.",
    ),
    (
        "No matching distribution found|Failed building wheel|Failed to build|Microsoft Visual C",
        "Une bibliothèque n’existe pas pour ce système : essayez Python 3.11, 3.12 ou 3.13.",
    ),
    ("", "L’installation a échoué : relancez la commande, et si l’échec dure, signalez-le."),
)


class CourseError(Exception):
    """A failure told to the person: one French sentence, then the exit code if it is not 1."""


class Layout(object):
    """Where things are in the course folder `root`, on Windows or elsewhere."""

    def __init__(self, root, windows=os.name == "nt"):  # type: (str, bool) -> None
        self.join = ntpath.join if windows else posixpath.join
        self.windows = windows
        self.root = root
        self.venv = self.join(root, ".venv")
        self.bin = self.join(self.venv, "Scripts" if windows else "bin")
        self.python = self.program("python")
        self.stamp = self.join(self.venv, "maillon-installed.json")
        self.unfinished = self.join(self.venv, "maillon-unfinished")
        self.build = self.join(root, "_build")
        self.log = self.join(root, *LOG.split("/"))

    def program(self, name):  # type: (str) -> str
        """Path of a program of the course's environment."""
        return self.join(self.bin, name + (".exe" if self.windows else ""))

    def environment(self):  # type: () -> dict[str, str]
        """Variables for the course's programs: `bin` is first, for nbgrader to find alembic."""
        foreign = ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__")
        kept = {name: value for name, value in os.environ.items() if name not in foreign}
        kept["PATH"] = self.bin + (";" if self.windows else ":") + kept.get("PATH", "")
        kept.update(VIRTUAL_ENV=self.venv, PYTHONUTF8="1", PIP_USER="0", MAILLON_PROG=COMMAND)
        return kept


def say(text, stream=None):  # type: (str, Any) -> None
    """Print `text` at once, whatever the encoding of the terminal."""
    out = stream or sys.stdout  # type: Any
    encoding = getattr(out, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeError:
        text = text.replace("\u202f", "\u00a0").encode(encoding, "replace").decode(encoding)
    out.write(text + "\n" if sys.version_info[0] > 2 else (text + "\n").encode(encoding))
    out.flush()


def check_python(version):  # type: (tuple[int, ...]) -> None
    """Refuse a Python that is older than the course needs."""
    if version[:2] < OLDEST_PYTHON:
        raise CourseError(
            "Ce cours demande Python 3.11 ou plus récent et vous lancez Python %d.%d :"
            " installez-le (https://www.python.org/downloads/), puis recommencez." % version[:2]
        )


def check_venv_module(load=__import__):  # type: (Callable[[str], object]) -> None
    """Refuse a Python without `venv` or `ensurepip`, which Debian packs apart."""
    try:
        for name in ("venv", "ensurepip"):
            load(name)
    except ImportError:
        raise CourseError(
            "Le module venv manque à Python : sous Debian ou Ubuntu, tapez"
            " « sudo apt install python%d.%d-venv », puis recommencez." % sys.version_info[:2]
        )


def read(path):  # type: (str) -> str
    """Read a text file, whatever bytes stand in it."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def wanted_stamp(layout):  # type: (Layout) -> dict[str, object]
    """Describe what an up-to-date installation is made from."""
    text = "".join(read(layout.join(layout.root, name)) for name in SOURCES)
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return {"sources": digest, "root": layout.root, "python": os.path.realpath(layout.python)}


def read_stamp(layout):  # type: (Layout) -> dict[str, object]
    """Read what the last complete installation was made from; empty when there is none."""
    try:
        found = json.loads(read(layout.stamp))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_ready(layout, tools=False):  # type: (Layout, bool) -> bool
    """Tell whether `.venv` is complete and up to date (with the test tools when `tools`)."""
    stamp = read_stamp(layout)
    enough = bool(stamp.pop("tools", False)) or not tools
    return enough and os.path.exists(layout.python) and stamp == wanted_stamp(layout)


def must_start_over(layout):  # type: (Layout) -> bool
    """Tell whether `.venv` cannot be completed: absent, interrupted, moved, or its Python gone."""
    stamp, wanted = read_stamp(layout), wanted_stamp(layout)
    moved = any(stamp.get(key, wanted[key]) != wanted[key] for key in ("root", "python"))
    return moved or os.path.exists(layout.unfinished) or not os.path.exists(layout.python)


def expected_libraries(pins, tools):  # type: (str, bool) -> int
    """Count the pins of constraints.txt (given as text) that every system installs."""
    text = pins if tools else pins.split(TOOLS_HEADER)[0]
    return len(re.findall(r"(?m)^\w[^#;\n]*$", text))


def progress(log, installed, total):  # type: (str, int, int) -> str
    """Say how far pip is, from what it wrote and the number of libraries in `.venv`."""
    step, count = "Installation", installed
    if PIP_INSTALLS not in log:
        found = re.findall(r"(?m)^(?:Collecting|Requirement already satisfied:) ([\w.-]+)", log)
        step, count = "Téléchargement", len({re.sub("[-_.]+", "-", n).lower() for n in found})
    return "%s : %d bibliothèques sur %d" % (step, min(count, total), total)


def show_progress(line, shown, stream):  # type: (str, dict[str, Any], Any) -> None
    """Show a line that changes: in place on a terminal, every 15 seconds elsewhere."""
    if stream.isatty():
        stream.write("\r  %-50s" % line)
        stream.flush()
    elif line != shown.get("line") and time.time() >= shown.get("next", 0):
        say("  " + line, stream)
        shown.update(line=line, next=time.time() + 15)


def pip_failure(log):  # type: (str) -> str
    """Turn what pip wrote into one French sentence that names the log."""
    sentence = next(said for pattern, said in PIP_FAILURES if re.search(pattern, log))
    return "%s (Détail : %s.)" % (sentence, LOG)


def lock(layout):  # type: (Layout) -> Any
    """Refuse a second installation at the same time; the system frees the lock if we are killed."""
    import sqlite3  # its file locks are the only ones that the library has on every system

    held = sqlite3.connect(layout.join(layout.build, "installation.lock"), timeout=0)
    try:
        held.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        held.close()
        raise CourseError("Le cours s’installe déjà ailleurs : attendez la fin, puis recommencez.")
    return held


def run_logged(layout, command, watch=None):
    # type: (Layout, list[str], Callable[[str], None] | None) -> None
    """Run an installation step, its English going to the log; raise when it fails."""
    with open(layout.log, "ab") as log:
        process = subprocess.Popen(
            command, cwd=layout.root, env=layout.environment(), stdout=log, stderr=log
        )
    try:
        while process.poll() is None:
            time.sleep(0.2)
            if watch:
                watch(read(layout.log))
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    if process.returncode:
        raise CourseError(pip_failure(read(layout.log)))


def install(layout, tools):  # type: (Layout, bool) -> None
    """Make or complete `.venv`, and leave the stamp that says so."""
    check_venv_module()
    os.makedirs(layout.build, exist_ok=True)
    with contextlib.closing(lock(layout)):
        open(layout.log, "wb").close()
        tools = tools or bool(read_stamp(layout).get("tools"))
        if must_start_over(layout):
            if shutil.disk_usage(layout.root).free < SPACE_NEEDED:
                raise CourseError(LITTLE_SPACE)
            say("Étape 1 sur 2. Préparation du dossier .venv")
            make_environment(layout)
        say("Étape 2 sur 2. Bibliothèques du cours (journal : %s)" % LOG)
        pip_install(layout, tools)
        with open(layout.stamp, "w", encoding="utf-8") as stamp:
            json.dump(dict(wanted_stamp(layout), tools=tools), stamp)
        os.remove(layout.unfinished)
    say("Le cours est installé.")


def make_environment(layout):  # type: (Layout) -> None
    """Make an empty `.venv` in place of what may be there."""
    if os.path.isdir(layout.venv):
        shutil.rmtree(layout.venv)
    os.makedirs(layout.venv)
    open(layout.unfinished, "wb").close()
    run_logged(layout, [sys._base_executable, "-m", "venv", layout.venv])  # type: ignore[attr-defined]


def pip_install(layout, tools):  # type: (Layout, bool) -> None
    """Install the pinned libraries and the course's own package, showing how far it is."""
    total = expected_libraries(read(layout.join(layout.root, "constraints.txt")), tools)
    libraries = "Lib" if layout.windows else "lib/python*"
    installed = layout.join(layout.venv, libraries, "site-packages", "*.dist-info")
    shown = {}  # type: dict[str, Any]

    def watch(log):  # type: (str) -> None
        show_progress(progress(log, len(glob.glob(installed)), total), shown, sys.stdout)

    command = [layout.python, "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    command += ["--disable-pip-version-check", "-r", "requirements.txt", "-c", "constraints.txt"]
    open(layout.unfinished, "wb").close()
    try:
        run_logged(layout, command + (["-e", ".[test]"] if tools else []), watch)
    except CourseError:
        if PIP_INSTALLS not in read(layout.log):
            os.remove(layout.unfinished)  # pip changed nothing: what was there still stands
        raise
    finally:
        say("")


def checks(layout, quick):  # type: (Layout, bool) -> list[tuple[str, list[str]]]
    """List the checks of `course.py test`, which are those of CI, in order."""
    shared = "pytest -n auto --dist loadfile --durations=10 "
    unit = shared + "src tests --ignore=tests/content --ignore=tests/browser"
    steps = [
        ("Style (ruff check)", "ruff check ."),
        ("Mise en forme (ruff format)", "ruff format --check ."),
        ("Types (mypy)", "mypy --strict src course.py"),
        ("Architecture (import-linter)", "lint-imports"),
        ("Tests unitaires et exemples des fonctions", unit),
        ("Contenu : livre, carnets, exercices", shared + "tests/content"),
        ("Construction du livre", "maillon build"),
        ("Parcours dans le navigateur", "pytest --durations=10 tests/browser"),
    ]
    chosen = [(name, line.split()) for name, line in steps[: -2 if quick else None]]
    return [(name, [layout.program(words[0])] + words[1:]) for name, words in chosen]


def run_checks(layout, steps):  # type: (Layout, list[tuple[str, list[str]]]) -> int
    """Run every check, also after a failure, then sum up; 0 when all pass."""
    summary, failed = [], 0
    for rank, (name, command) in enumerate(steps, start=1):
        say("\n━━━ %d/%d  %s" % (rank, len(steps), name))
        start, variables = time.time(), layout.environment()
        code = subprocess.call(command, cwd=layout.root, env=variables, stdin=subprocess.DEVNULL)
        failed += code != 0
        verdict = "échec (code %d)" % code if code else "réussi"
        summary.append("  %-45s %-16s %4d s" % (name, verdict, time.time() - start))
    say("\n━━━ Résumé\n" + "\n".join(summary))
    say("Étapes réussies : %d. Étapes en échec : %d." % (len(steps) - failed, failed))
    return 1 if failed else 0


def understand(layout, args):  # type: (Layout, list[str]) -> None
    """Refuse a wrong command or a taken port before spending minutes on the installation."""
    sys.path.insert(0, layout.join(layout.root, "src"))
    os.environ["MAILLON_PROG"] = COMMAND
    from maillon import cli

    refusal = cli.refusal(args)
    if refusal:
        raise CourseError(refusal)


def hand_over(layout, program, args):  # type: (Layout, str, list[str]) -> int
    """Become the course's `program`, or wait for it on Windows, which cannot replace a process."""
    command = [layout.program(program)] + args
    if not layout.windows:
        os.execve(command[0], command, layout.environment())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program hears Ctrl+C and stops by itself
    return subprocess.call(command, env=layout.environment())


def run(layout, args):  # type: (Layout, list[str]) -> int
    """Do what `args` ask; return the exit code."""
    word, rest = (args[0], args[1:]) if args else ("--help", [])
    if word in ("-h", "--help", "aide"):
        say(HELP.format(COMMAND))
        return 0
    if word == "test":
        if rest not in ([], ["--quick"]):
            raise CourseError("Option inconnue : « %s test » n’a que --quick." % COMMAND, 2)
        if not is_ready(layout, tools=True):
            install(layout, tools=True)
        return run_checks(layout, checks(layout, quick=bool(rest)))
    program = "nbgrader" if word == "nbgrader" else "maillon"
    arguments = rest if word in ("nbgrader", "maillon") else args
    if not is_ready(layout):
        if program == "maillon":
            understand(layout, arguments)
        install(layout, tools=False)
    if program == "nbgrader":
        os.chdir(layout.root)
    return hand_over(layout, program, arguments)


def unexpected(layout, error):  # type: (Layout, Exception) -> str
    """Turn any other failure into one French sentence, its traceback going to a file."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        refused = getattr(error, "filename", None) or layout.root
        return "Écriture refusée (%s) : vérifiez vos droits sur le dossier du cours." % refused
    handle, path = tempfile.mkstemp(prefix="maillon-", suffix=".log")
    os.write(handle, traceback.format_exc().encode("utf-8"))
    os.close(handle)
    return "Une erreur imprévue a arrêté la commande : transmettez le fichier %s." % path


def main(args=None):  # type: (list[str] | None) -> int
    """Run the command line; never let a traceback reach the person."""
    layout = Layout(ROOT)
    try:
        check_python(tuple(sys.version_info[:3]))
        return run(layout, sys.argv[1:] if args is None else args)
    except CourseError as error:
        say(error.args[0], sys.stderr)
        return int((error.args + (1,))[1])
    except KeyboardInterrupt:
        say("\nArrêt demandé.", sys.stderr)
        return 130
    except Exception as error:
        say(unexpected(layout, error), sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
