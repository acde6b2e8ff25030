"""A registry that is badly written says so by file, key and accepted form, in French."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from law_copies import RULE, copied_registry, small_registry

from maillon import law
from maillon.base.yaml_files import RegistryError
from maillon.law.registry import load

Files = dict[str, Any]


def rule(files: Files) -> Any:
    return files["rules"]["entries"][0]


def set_in_rule(key: str, value: object) -> Callable[[Files], object]:
    return lambda files: rule(files).__setitem__(key, value)


def set_in_value(key: str, value: object) -> Callable[[Files], object]:
    return lambda files: rule(files)["values"][0].__setitem__(key, value)


def drop(key: str) -> Callable[[Files], object]:
    return lambda files: rule(files).pop(key)


@pytest.mark.parametrize(
    ("change", "key", "said"),
    [
        (set_in_rule("id", "Règle 1"), "entries > Règle 1 > id", "minuscules"),
        (drop("label"), "entries > regle_essai", "il manque label"),
        (drop("applies_to"), "entries > regle_essai", "il manque applies_to"),
        (set_in_value("article", "CCP R9"), "values > article", "n’est pas un article de la règle"),
        (set_in_rule("labl", "x"), "entries > regle_essai", "labl n’a pas sa place ici"),
        (set_in_rule("confidence", "haute"), "regle_essai > confidence", "high (confirmé)"),
        (set_in_rule("values", []), "regle_essai > values", "au moins une valeur"),
        (set_in_rule("articles", "CCP R1"), "regle_essai > articles", "au moins un article"),
        (set_in_rule("sources", ["inconnue"]), "regle_essai > sources", "sources.yaml"),
        (set_in_rule("last_checked", "24/11/2026"), "last_checked", "'AAAA-MM-JJ'"),
        (set_in_rule("last_checked", "2026-02-30"), "last_checked", "'AAAA-MM-JJ'"),
        (set_in_value("valid_from", "2024-13-01"), "values > n° 1 > valid_from", "AAAA-MM-JJ"),
        (set_in_value("valid_from", 2024), "values > n° 1 > valid_from", "AAAA-MM-JJ"),
        (
            set_in_value("value", {"a": 1}),
            "values > n° 1 > value",
            "un nombre positif, sans espace",
        ),
        (
            set_in_value("value", "100 000"),
            "values > n° 1 > value",
            "un nombre positif, sans espace",
        ),
        (set_in_value("value", -100), "values > n° 1 > value", "un nombre positif"),
        (set_in_value("value", "100"), "values > n° 1 > value", "un nombre positif, sans espace"),
        (set_in_value("value", float("nan")), "values > value", "un nombre écrit en chiffres"),
        (set_in_value("unit", ""), "values > n° 1 > unit", "une unité connue"),
        (set_in_value("unit", "euros"), "values > n° 1 > unit", "une unité connue"),
        (set_in_value("scope", "Grande portée"), "values > n° 1 > scope", "tirets"),
        (set_in_value("valid_to", "2023-01-01"), "values > valid_to", "après valid_from"),
        (set_in_value("valid_to", None), "regle_essai > values", "01/01/2026"),
        (set_in_value("valid_to", "2026-01-01"), "regle_essai > values", "01/01/2026"),
    ],
)
def test_a_fault_names_file_key_and_accepted_form(
    tmp_path: Path, change: Callable[[Files], object], key: str, said: str
) -> None:
    with pytest.raises(RegistryError) as refused:
        load(small_registry(tmp_path, change))
    message = str(refused.value)
    assert message.startswith("rules.yaml, clé «\u00a0")
    assert key in message
    assert said in message
    assert "Forme acceptée\u00a0: " in message


def test_the_same_rule_twice_is_refused(tmp_path: Path) -> None:
    folder = small_registry(tmp_path, lambda files: files["rules"]["entries"].append(RULE))
    with pytest.raises(RegistryError, match=r"regle_essai.*déjà le nom d’une règle"):
        load(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: f["sources"]["sources"].append(f["sources"]["sources"][0]), "écrit deux fois"),
        (lambda f: f["sources"]["sources"][0].update(url="exemple.fr"), "commence par http"),
        (lambda f: f["sources"]["sources"][0].update(kind="blog"), "specialise"),
        (lambda f: f["watch"]["watch"][0].update(entries=["inconnue"]), "n’existe pas"),
        (lambda f: f["watch"]["watch"][0].update(id="regle_essai"), "déjà le nom d’une règle"),
        (lambda f: f["watch"]["watch"][0].pop("action"), "il manque action"),
    ],
)
def test_sources_and_points_are_checked_too(
    tmp_path: Path, change: Callable[[Files], object], said: str
) -> None:
    with pytest.raises(RegistryError, match=said):
        load(small_registry(tmp_path, change))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme: [un\n", "ligne 2"),
        ("theme: un\n\tlabel: deux\n", "ligne 2\u00a0: ce n’est pas du YAML valable. Remplacez"),
        ("theme: 'un\nlabel: deux\nrank: 'x'\n", "ligne 1\u00a0: ce n’est pas"),
        ("theme: un\nlabel: deux : trois\n", "entre apostrophes"),
        ("theme: *un\n", "ligne 1"),
        ("theme: un\ntheme: deux\n", "«\u00a0theme\u00a0» est écrit deux fois"),
        ("", "fichier entier"),
        ("- une liste\n", "fichier entier"),
    ],
)
def test_a_file_that_is_not_yaml_says_where(tmp_path: Path, text: str, said: str) -> None:
    folder = small_registry(tmp_path)
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RegistryError) as refused:
        load(folder)
    assert "rules.yaml" in str(refused.value)
    assert said in str(refused.value)


def test_a_missing_file_is_told_in_french(tmp_path: Path) -> None:
    folder = small_registry(tmp_path)
    (folder / "sources.yaml").unlink()
    with pytest.raises(RegistryError, match=r"sources\.yaml est introuvable"):
        load(folder)


def test_dates_stay_what_they_are_without_quotes(tmp_path: Path) -> None:
    folder = small_registry(tmp_path)
    path = folder / "rules.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("'2024-01-01'", "2024-01-01"), encoding="utf-8")
    assert load(folder).entry("regle_essai").values[0].first_day.isoformat() == "2024-01-01"


def test_a_copy_reads_like_the_registry_of_the_course(tmp_path: Path) -> None:
    assert load(copied_registry(tmp_path / "data")).entries == law.registry().entries
