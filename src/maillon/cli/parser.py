"""argparse in French: its help, and its errors.

Standard library only: the bootstrap reads a command line before any library is installed.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

#: argparse's English -> French; a phrase that is not here becomes the last line, never English.
FRENCH_ERRORS = (
    (r"unrecognized arguments: (.*)", "argument inconnu\u00a0: \\1"),
    (r"the following arguments are required: (.*)", "il manque\u00a0: \\1"),
    (r"argument (\S+): expected .*argument.*", r"il faut une valeur après \1"),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 ne prend pas de valeur (\2)"),
    (r"argument (\S+): (?!invalid|not allowed|conflicting)(.*)", "\\1\u00a0: \\2"),
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
        self.arguments = self.add_argument_group("arguments")

    def add(self, name: str, **settings: Any) -> None:
        """Add an option, or an argument when its name begins with no hyphen."""
        group = self.options if name.startswith("-") else self.arguments
        group.add_argument(name, **settings)

    def error(self, message: str) -> NoReturn:
        """Print `message` in French with the usage, and exit with 2."""
        for pattern, french in FRENCH_ERRORS:
            found = re.fullmatch(pattern, message, re.DOTALL)
            if found:
                message = found.expand(french)
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"erreur\u00a0: {message}. Pour l’aide\u00a0: {self.prog} --help\n")


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
        super().add_usage(usage, actions, groups, prefix or "Utilisation\u00a0: ")  # type: ignore[arg-type]

    def start_section(self, heading: str | None) -> None:
        """Set a space between a French heading and its colon."""
        super().start_section(f"{heading}\u00a0" if heading else heading)
