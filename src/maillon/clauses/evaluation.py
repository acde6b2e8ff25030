"""Compare the checks with a labelled corpus: precision, recall and F1 of each check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillon.base.errors import MaillonError
from maillon.base.wording import NBSP
from maillon.base.yaml_files import read_yaml
from maillon.clauses.check import review
from maillon.clauses.findings import CHECKS, Review, Verdict
from maillon.clauses.record import Clause

_LABELS = {verdict.value for verdict in Verdict}
#: The only folder whose clauses nobody looked at while the checks were written.
BLIND = "blind"
#: What may read a clause, by its name on the page; its first word comes first.
READERS = {"règles seules": review}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A clause of a corpus and the label of each check."""

    id: str
    clause: Clause
    labels: dict[str, str]

    @property
    def clean(self) -> bool:
        """Whether no check is labelled `flag`."""
        return "flag" not in self.labels.values()


@dataclass(frozen=True, slots=True)
class Score:
    """How a check agrees with the labels, `flag` being what is sought.

    `na` must be answered by `na`: a flag where the label is `na` counts against precision, `na`
    where the label is `flag` against recall, and any other mistaken `na` against precision.
    """

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the flags raised that are labelled; 1 when none is raised."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of the labelled flags that are raised; 1 when none is labelled."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Scores by check, share of clean clauses without any flag, and every disagreement.

    `clauses` is how many were read.
    """

    scores: dict[str, Score]
    clean_rate: float
    mistakes: tuple[tuple[str, str, str, str], ...]
    clauses: int = 0

    @property
    def macro_f1(self) -> float:
        """Mean of the F1 of the checks, each with the same weight."""
        return sum(score.f1 for score in self.scores.values()) / len(self.scores)

    def record(self) -> dict[str, Any]:
        """Return the form that `maillon clause evaluate --json` prints."""
        return {
            "checks": {
                check: {"precision": score.precision, "recall": score.recall, "f1": score.f1}
                for check, score in self.scores.items()
            },
            "clean_rate": self.clean_rate,
            "macro_f1": self.macro_f1,
            "clauses": self.clauses,
        }


def never_learnt(path: Path) -> bool:
    """Tell whether the checks were written without the clauses of a file: it lies in `blind`."""
    return path.resolve().parent.name == BLIND


def corpus_files(path: Path) -> list[Path]:
    """Return the corpora of a folder, or the file itself."""
    return sorted(path.glob("*.yaml")) if path.is_dir() else [path]


def read_corpus(path: Path) -> list[Labelled]:
    """Read a corpus: a list of clauses, each with its labels, in full or in the short form.

    In short, `in` gives the document and the place, `flag` the checks that must give a signal, `na`
    those without meaning, and `money` that it is about money; the place gives the other `na`.

    Raises:
        MaillonError: the file cannot be read, or an item lacks what a labelled clause needs.
    """
    content = read_yaml(path)
    if not isinstance(content, list) or not content:
        raise MaillonError(
            f"{path.name} n’est pas un corpus.", remedy="Attendu : une liste de clauses étiquetées."
        )
    return [_labelled(path.name, rank, item) for rank, item in enumerate(content, 1)]


def _labelled(file: str, rank: int, item: Any) -> Labelled:
    written = isinstance(item, dict)
    name = str(item.get("id", f"n° {rank}")) if written else f"n° {rank}"
    needed = ("text", "document", "place_declared", "labels")
    if written and {"text", "in", "flag"} <= set(item):
        item = _in_full(item)
    if not written or any(key not in item for key in needed):
        raise _fault(file, name, "il manque une clé", "Clés", needed)
    labels = item["labels"]
    if not isinstance(labels, dict) or set(labels) != set(CHECKS):
        raise _fault(file, name, "les étiquettes sont incomplètes", "Contrôles", CHECKS)
    if not set(map(str, labels.values())) <= _LABELS:
        raise _fault(file, name, "étiquette inconnue", "Étiquettes", sorted(_LABELS))
    fields = ("text", "document", "place_declared", "family")
    clause = Clause(*(str(item.get(field, "")) for field in fields))
    return Labelled(name, clause, {check: str(label) for check, label in labels.items()})


def _fault(file: str, name: str, what: str, kind: str, known: Iterable[str]) -> MaillonError:
    remedy = f"{kind}{NBSP}: {', '.join(known)}."
    return MaillonError(f"{file}, clause {name}{NBSP}: {what}.", remedy=remedy)


def _in_full(item: dict[str, Any]) -> dict[str, Any]:
    """Write an item of the short form with each of its labels."""
    place = item["in"][1] if isinstance(item["in"], list) and len(item["in"]) > 1 else ""
    duty = place == "condition_execution" and not item.get("money")
    labels = dict.fromkeys(CHECKS, "ok")
    if not duty:
        labels |= {"sanctioned": str(item.get("sanctioned", "na")), "followed_up": "na"}
    labels |= {str(check): "na" for check in item.get("na", [])}
    labels |= {str(check): "flag" for check in item["flag"]}
    document = item["in"][0] if place else ""
    return item | {"document": document, "place_declared": place, "labels": labels}


def evaluate(corpus: Iterable[Labelled], read: Callable[[Clause], Review] = review) -> Evaluation:
    """Have a corpus read, by the checks unless told otherwise, and compare."""
    counts = {check: [0, 0, 0] for check in CHECKS}
    mistakes = []
    clean, silent, clauses = 0, 0, 0
    for item in corpus:
        clauses += 1
        found = read(item.clause)
        for check, label in item.labels.items():
            given = found.verdict(check).value
            _count(counts[check], label, given)
            if given != label:
                mistakes.append((item.id, check, label, given))
        clean += item.clean
        silent += item.clean and not found.findings
    return Evaluation(
        {check: Score(*count) for check, count in counts.items()},
        silent / clean if clean else 1.0,
        tuple(mistakes),
        clauses,
    )


def _count(count: list[int], label: str, given: str) -> None:
    """Add one comparison: found, wrong, missed."""
    if label == given:
        count[0] += label == "flag"
        return
    if label == "flag":
        count[2] += 1
    if given == "flag" or "na" in (label, given):
        count[1] += given == "flag" or label != "flag"
