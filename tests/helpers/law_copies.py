"""Small registries that a test may write badly, and copies of the real one that it may change."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from maillon import law

RULE: dict[str, Any] = {
    "id": "regle_essai",
    "label": "Règle d’essai",
    "statement": "Une règle qui n’existe pas.",
    "applies_to": "tous les acheteurs",
    "keywords": ["essai"],
    "values": [
        {
            "name": "seuil",
            "value": 100,
            "unit": "EUR HT",
            "valid_from": "2024-01-01",
            "valid_to": "2025-12-31",
        },
        {
            "name": "seuil",
            "value": 200,
            "unit": "EUR HT",
            "valid_from": "2026-01-01",
            "valid_to": None,
        },
    ],
    "articles": ["CCP R1"],
    "sources": ["source-essai"],
    "confidence": "high",
    "status": "en_vigueur",
    "last_checked": "2026-11-24",
}
SOURCE: dict[str, Any] = {
    "id": "source-essai",
    "title": "Une source",
    "kind": "officiel",
    "url": None,
    "date_seen": "2026-11-24",
    "consulted": True,
}
POINT: dict[str, Any] = {
    "id": "nv_essai",
    "subject": "Un point",
    "state": "Rien de lu.",
    "action": "Lire le texte.",
    "entries": ["regle_essai"],
    "last_checked": "2026-11-24",
    "effective_from": "2027-01-01",
}


def small_registry(
    folder: Path,
    change: Callable[[dict[str, Any]], object] = lambda files: None,
) -> Path:
    """Write a registry of one rule, one source and one point; `change` edits its three files.

    `change` receives `{"rules": …, "sources": …, "watch": …}`, each the content of a file.
    """
    files = copy.deepcopy(
        {
            "rules": {"theme": "essais", "label": "Essais", "rank": 1, "entries": [RULE]},
            "sources": {"sources": [SOURCE]},
            "watch": {"watch": [POINT]},
        }
    )
    change(files)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def copied_registry(folder: Path) -> Path:
    """Copy the registry that the course ships into a new folder, and return it."""
    shutil.copytree(law.DATA, folder)
    return folder


def change_value(folder: Path, rule: str, before: str, after: str) -> None:
    """Replace, once, a text of the lines of a rule in a copied registry."""
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        start = text.find(f"- id: {rule}\n")
        if start < 0:
            continue
        end = text.find("\n  - id: ", start)
        body = text[start : end if end > 0 else len(text)]
        assert before in body, f"{before!r} is not in {rule}"
        path.write_text(text.replace(body, body.replace(before, after, 1), 1), encoding="utf-8")
        return
    raise AssertionError(f"no rule {rule}")
