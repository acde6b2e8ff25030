"""What an import of copies did, and how it is told to the trainer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from maillon.grading.handins import Copy

_NO_ANSWERS = (
    "le carnet est arrivé sans ses réponses. Demandez à la personne d’ouvrir l’exercice, "
    "de cliquer sur «\u00a0Télécharger ma copie\u00a0», et d’envoyer l’archive .zip telle quelle"
)


class Brought(NamedTuple):
    """A copy now in `grading/submitted`, and where the one it replaced went."""

    copy: Copy
    archived: Path | None


class Left(NamedTuple):
    """A file that was not imported, and the French reason."""

    path: Path
    reason: str


@dataclass
class CollectReport:
    """The outcome of one import, in the order things were met."""

    folder: Path
    brought: list[Brought] = field(default_factory=list)
    unchanged: list[Copy] = field(default_factory=list)
    aside: list[Left] = field(default_factory=list)
    refused: list[Left] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def bring(self, copy: Copy, archived: Path | None) -> None:
        """Record an imported copy, with what the trainer should know about it."""
        self.brought.append(Brought(copy, archived))
        for note in copy.notes:
            self.warn(f"{copy.student} ({copy.assignment})\u00a0: {note}")
        if copy.answers is None:
            self.warn(f"{copy.student} ({copy.assignment})\u00a0: {_NO_ANSWERS}.")

    def set_aside(self, copy: Copy, reason: str) -> None:
        """Record a readable copy that another one beats."""
        self.aside.append(Left(copy.source, f"{copy.student}, {copy.assignment}\u00a0: {reason}"))

    def warn(self, message: str) -> None:
        """Record something to tell the trainer, once."""
        if message not in self.warnings:
            self.warnings.append(message)

    def text(self) -> str:
        """Return the whole report in French, ready to print."""
        if not (self.brought or self.unchanged or self.aside or self.refused):
            counts = (
                f"Aucune copie trouvée dans {self.folder}\u00a0: "
                "il faut des archives .zip ou des carnets .ipynb."
            )
        else:
            counts = (
                f"{counted(len(self.brought), 'copie importée', 'copies importées')}, "
                f"{counted(len(self.unchanged), 'déjà importée', 'déjà importées')}, "
                f"{counted(len(self.aside), 'mise de côté', 'mises de côté')}, "
                f"{counted(len(self.refused), 'fichier refusé', 'fichiers refusés')}."
            )
        brought = [
            f"{copy.student}, {copy.assignment} ({_shown(copy.source, self.folder)})"
            + (f"\u202f; l’ancienne est rangée dans {archived}" if archived else "")
            for copy, archived in self.brought
        ]
        aside, refused = (
            [f"{_shown(path, self.folder)}\u00a0: {reason}" for path, reason in left]
            for left in (self.aside, self.refused)
        )
        parts = [counts]
        for title, lines in (
            ("Copies importées", brought),
            ("Copies mises de côté", aside),
            ("Fichiers refusés", refused),
            ("À savoir", self.warnings),
        ):
            if lines:
                parts += ["", f"{title}\u00a0:", *(f"- {line}" for line in lines)]
        if any("autre archive" in reason for _, reason in self.refused):
            parts.append("Les archives rangées dans une archive ne sont pas ouvertes.")
        return "\n".join(parts)


def counted(number: int, one: str, several: str) -> str:
    """Count in French, where zero is singular.

    >>> counted(0, "copie", "copies"), counted(2, "copie", "copies")
    ('0 copie', '2 copies')
    """
    return f"{number} {one if number < 2 else several}"


def _shown(path: Path, folder: Path) -> str:
    shown = str(path.relative_to(folder) if path.is_relative_to(folder) else path)
    # A name may hold what would repaint the console, or forge a line of this report.
    return "".join(filter(str.isprintable, shown if shown != "." else path.name))
