"""The clauses written for the tests, in a short form: what must give a signal, and what is `na`."""

from pathlib import Path

import yaml

from maillon.clauses.evaluation import Labelled
from maillon.clauses.findings import CHECKS
from maillon.clauses.record import Clause

SETS = sorted((Path(__file__).parents[1] / "clauses" / "sets").glob("*.yaml"))


def read_set(path: Path) -> list[Labelled]:
    """Read a set: `in` gives document and place, `flag` the checks that must give a signal."""
    return [_labelled(item) for item in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _labelled(item: dict) -> Labelled:
    document, place = item["in"]
    labels = {}
    for check in CHECKS:
        label = "ok"
        duty = place == "condition_execution" and not item.get("money")
        if check in ("sanctioned", "followed_up") and not duty:
            label = "na"
        if check == "sanctioned" and "sanctioned" in item:
            label = item["sanctioned"]
        if check in item.get("na", []):
            label = "na"
        labels[check] = "flag" if check in item["flag"] else label
    return Labelled(item["id"], Clause(item["text"], document, place), labels)
