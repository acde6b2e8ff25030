"""A small course that quotes a small law, and the course itself under a changed law."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from law_copies import RULE, SOURCE, small_registry

ROOT = Path(__file__).resolve().parents[2]
ANNEX = "book/annexes/bareme-date"
PAGES = {
    ANNEX: "# Barème\n\nDes règles.\n\n```{bareme}\n```\n\n```{veille}\n```\n",
    "book/droit/citations": (
        "---\nminutes: 2\n---\n\n# Des citations\n\n"
        "Depuis peu, {loi}`regle_essai`, avant {loi}`regle_essai@2025-12-31`.\n\n"
        "Une part {loi}`regle_portees/haute` selon {article}`regle_portees/2`.\n\n"
        "Un doute {loi}`regle_moyenne`, et {article}`regle_essai`, "
        "depuis {depuis}`regle_essai`.\n\n"
        "| A | B | C |\n|---|---|---|\n| Un | Deux | {loi}`regle_essai` |\n"
    ),
    "book/droit/autre": "# Une autre\n\nElle cite {loi}`regle_portees/basse`.\n",
    "book/droit/sans-valeur": "---\ndroit: true\n---\n\n# Sans valeur\n\nRien à citer.\n",
    "book/droit/feuille": (
        "---\nimprimable: true\n---\n\n# Une feuille\n\n"
        "| Sujet | Avant | Après |\n|---|---|---|\n"
        + "".join(
            f"| Sujet {i} | {{loi}}`regle_essai@2025-12-31` | {{loi}}`regle_essai` |\n"
            for i in range(1, 15)
        )
    ),
}


def _rules(files: dict[str, Any]) -> None:
    def rule(name: str, **changes: Any) -> dict[str, Any]:
        return {**copy.deepcopy(RULE), "id": name, "label": f"Règle {name}", **changes}

    lone = {"name": "seuil", "value": 7, "unit": "jours", "valid_from": "2020-01-01"}
    lone["valid_to"] = None
    part = {**lone, "unit": "%"}
    files["rules"]["entries"] += [
        rule(
            "regle_portees",
            values=[
                {**part, "name": "part basse", "scope": "basse"},
                {**part, "name": "part haute", "scope": "haute", "value": 40},
            ],
            articles=["CCP R1", "CCP L2152-7"],
            sources=["source-essai", "source-ouverte"],
        ),
        rule("regle_moyenne", values=[lone], confidence="medium"),
        rule("regle_basse", values=[lone], confidence="low", note="Rien de lu."),
        rule("delai_essai", values=[{**lone, "valid_from": None, "attested_from": "2025-06-01"}]),
    ]
    files["sources"]["sources"].append(
        {**SOURCE, "id": "source-ouverte", "url": "https://example.org/a", "consulted": False}
    )


def small_law(
    folder: Path, change: Callable[[dict[str, Any]], object] = lambda files: None
) -> Path:
    """Write a registry of five rules: dated, with scopes, unsure in two ways, without a start."""

    def both(files: dict[str, Any]) -> None:
        _rules(files)
        change(files)

    return small_registry(folder, both)


def lay_law(course: Path, law: Path, pages: dict[str, str] | None = None) -> Path:
    """Add pages of law to a laid course, and make it read the registry of the folder `law`."""
    pages = PAGES if pages is None else pages
    for name, text in pages.items():
        path = course / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    toc = yaml.safe_load((course / "_toc.yml").read_text(encoding="utf-8"))
    known = {chapter["file"] for part in toc["parts"] for chapter in part["chapters"]}
    new = [{"file": name} for name in pages if name not in known]
    toc["parts"].append({"caption": "Le droit", "chapters": new})
    (course / "_toc.yml").write_text(yaml.safe_dump(toc, allow_unicode=True), encoding="utf-8")
    return use_law(course, law)


def use_law(course: Path, law: Path) -> Path:
    """Make a laid course read the registry of the folder `law`."""
    path = course / "_config.yml"
    settings = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings["sphinx"]["config"]["maillon_law_data"] = str(law)
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return course


def copied_course(folder: Path) -> Path:
    """Copy what the real book is made of into a new folder."""
    folder.mkdir(parents=True)
    for name in ("book", "notebooks", "exercises"):
        ignored = shutil.ignore_patterns(".*")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("_toc.yml", "_config.yml"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def html_pages(site: Path) -> dict[str, str]:
    """Return the pages of a built site, by address."""
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(site.rglob("*.html"))
    }
