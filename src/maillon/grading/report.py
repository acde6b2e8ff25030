"""What an import of copies did, and how it is told to the trainer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from maillon.grading.handins import Copy

_NO_ANSWERS = (
    "le carnet est arrivé sans ses réponses. Demandez à la personne d’ouvrir l’exercice, "
    "de cliquer sur «\u00a0Télécharger ma copie\u00a0», et d’envoyer l’archive .zip telle quelle"
)


@dataclass(frozen=True)
class Brought:
    """A copy now in `grading/submitted`, and where the one it replaced went."""

    copy: Copy
    archived: Path | None


@dataclass(frozen=True)
class Left:
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

    def keep(self, copy: Copy) -> None:
        """Record a copy that an earlier import already brought."""
        self.unchanged.append(copy)

    def set_aside(self, copy: Copy, reason: str) -> None:
        """Record a readable copy that another one beats."""
        self.aside.append(Left(copy.source, f"{copy.student}, {copy.assignment}\u00a0: {reason}"))

    def refuse(self, path: Path, reason: str) -> None:
        """Record a file that cannot be imported."""
        self.refused.append(Left(path, reason))

    def warn(self, message: str) -> None:
        """Record something to tell the trainer, once."""
        if message not in self.warnings:
            self.warnings.append(message)

    def text(self) -> str:
        """Return the whole report in French, ready to print."""
        parts = [self._summary()]
        parts += _section(
            "Copies importées",
            [
                f"{b.copy.student}, {b.copy.assignment} ({_shown(b.copy.source, self.folder)})"
                + (f"\u202f; l’ancienne est rangée dans {b.archived}" if b.archived else "")
                for b in self.brought
            ],
        )
        parts += _section("Copies mises de côté", self._lines(self.aside))
        parts += _section("Fichiers refusés", self._lines(self.refused))
        parts += _section("À savoir", self.warnings)
        if any("autre archive" in left.reason for left in self.refused):
            parts.append("Les archives rangées dans une archive ne sont pas ouvertes.")
        return "\n".join(parts)

    def _summary(self) -> str:
        if not (self.brought or self.unchanged or self.aside or self.refused):
            return (
                f"Aucune copie trouvée dans {self.folder}\u00a0: "
                "il faut des archives .zip ou des carnets .ipynb."
            )
        counts = [
            counted(len(self.brought), "copie importée", "copies importées"),
            counted(len(self.unchanged), "déjà importée", "déjà importées"),
            counted(len(self.aside), "mise de côté", "mises de côté"),
            counted(len(self.refused), "fichier refusé", "fichiers refusés"),
        ]
        return ", ".join(counts) + "."

    def _lines(self, left: list[Left]) -> list[str]:
        return [f"{_shown(item.path, self.folder)}\u00a0: {item.reason}" for item in left]


def counted(number: int, one: str, several: str) -> str:
    """Count in French, where zero is singular.

    >>> counted(0, "copie", "copies"), counted(2, "copie", "copies")
    ('0 copie', '2 copies')
    """
    return f"{number} {one if number < 2 else several}"


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"{title}\u00a0:", *(f"- {line}" for line in lines)] if lines else []


def _shown(path: Path, folder: Path) -> str:
    try:
        shown = str(path.relative_to(folder))
    except ValueError:
        shown = str(path)
    # A name may hold what would repaint the console, or forge a line of this report.
    return "".join(filter(str.isprintable, shown if shown != "." else path.name))
