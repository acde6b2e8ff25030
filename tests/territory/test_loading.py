"""A file of the territory that hides where a number comes from is refused, in French."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from maillon.base.yaml_files import RegistryError
from maillon.territory import DATA
from maillon.territory.loading import PLACE, read_families, read_family, read_place

Content = dict[str, Any]
Change = Callable[[Content], object]

SOUND: Content = {
    "id": "essai",
    "label": "Essai",
    "rank": 1,
    "summary": "Une famille d’essai.",
    "sources": [
        {"id": "une-source", "title": "Un titre", "url": "https://exemple.fr", "kind": "presse"}
    ],
    "magnitudes": [
        {
            "id": "prix",
            "label": "Prix",
            "value": 12.5,
            "unit": "€",
            "status": "sourcé",
            "year": 2023,
            "source": "une-source",
        }
    ],
    "tables": [
        {
            "id": "parts",
            "label": "Parts",
            "status": "fictif",
            "columns": [{"id": "part", "label": "Part", "unit": "part du prix"}],
            "rows": [
                {"id": "amont", "label": "Amont", "cells": {"part": 0.4}},
                {"id": "aval", "label": "Aval", "cells": {"part": 0.6}},
            ],
        }
    ],
}


def written(folder: Path, change: Change = lambda content: None, name: str = "essai.yaml") -> Path:
    content = yaml.safe_load(yaml.safe_dump(SOUND))
    change(content)
    path = folder / name
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    family = read_family(written(tmp_path))
    price = family.magnitude("prix")
    assert (price.value, price.unit, price.status, price.year) == (12.5, "€", "sourcé", 2023)
    assert price.source is not None
    assert price.source.url == "https://exemple.fr"
    assert family.table("parts").numbers("part") == {"amont": 0.4, "aval": 0.6}


def set_magnitude(**changes: object) -> Change:
    return lambda content: content["magnitudes"][0].update(changes)


def drop_magnitude(*keys: str) -> Change:
    return lambda content: [content["magnitudes"][0].pop(key) for key in keys]


def set_source(**changes: object) -> Change:
    return lambda content: content["sources"][0].update(changes)


def set_cells(cells: object) -> Change:
    return lambda content: content["tables"][0]["rows"][0].update(cells=cells)


def twice(key: str) -> Change:
    return lambda content: content[key].append(content[key][0])


def unsourced(content: Content) -> None:
    del content["magnitudes"][0]["source"]
    content["sources"] = []


def unknown_source(content: Content) -> None:
    content["magnitudes"].append({**content["magnitudes"][0], "id": "autre_prix"})
    content["magnitudes"][0]["source"] = "autre"


def sourced_table_without_year(content: Content) -> None:
    content["tables"][0].update(status="sourcé", source="une-source")


@pytest.mark.parametrize(
    ("change", "key", "said"),
    [
        (unsourced, "magnitudes > prix > status", "il manque source"),
        (drop_magnitude("year"), "magnitudes > prix > status", "il manque year"),
        (lambda c: c["sources"][0].pop("url"), "sources > une-source", "il manque url"),
        (set_source(url=""), "sources > une-source > url", "commence par http"),
        (set_source(url=None), "sources > une-source > url", "commence par http"),
        (set_source(kind="blog"), "sources > une-source > kind", "commercial"),
        (set_source(kind="commercial"), "magnitudes > prix > status", "demande une note"),
        (sourced_table_without_year, "tables > parts > status", "il manque year"),
        (set_magnitude(status="fictif"), "magnitudes > prix > status", "n’a pas de source"),
        (set_magnitude(status="estimé"), "magnitudes > prix > status", "hypothèse"),
        (set_magnitude(year="2023"), "magnitudes > prix > year", "sans apostrophes"),
        (set_magnitude(year=23), "magnitudes > prix > year", "quatre chiffres"),
        (unknown_source, "magnitudes > prix > source", "la source autre n’existe pas"),
        (set_magnitude(value="12,5"), "magnitudes > prix > value", "sans apostrophes"),
        (set_magnitude(value=True), "magnitudes > prix > value", "sans apostrophes"),
        (set_magnitude(value=float("nan")), "magnitudes > prix > value", "écrit en chiffres"),
        (set_magnitude(value=float("inf")), "magnitudes > prix > value", "écrit en chiffres"),
        (drop_magnitude("unit"), "magnitudes > prix", "il manque unit"),
        (set_magnitude(unit=""), "magnitudes > prix > unit", "non vide"),
        (set_magnitude(unite="€"), "magnitudes > prix", "unite n’a pas sa place ici"),
        (set_magnitude(id="Prix moyen"), "magnitudes > Prix moyen > id", "minuscules"),
        (twice("magnitudes"), "magnitudes > prix", "est écrit deux fois"),
        (twice("tables"), "tables > parts", "est écrit deux fois"),
        (twice("sources"), "sources > une-source", "est écrit deux fois"),
        (
            lambda c: c["tables"][0]["rows"].append(c["tables"][0]["rows"][0]),
            "tables > parts > rows > amont",
            "est écrit deux fois",
        ),
        (
            lambda c: c["sources"].append({**c["sources"][0], "id": "inutile"}),
            "sources > inutile",
            "ne sert à aucun chiffre",
        ),
        (set_cells({}), "tables > parts > amont", "la colonne part est vide"),
        (set_cells({"part": 1, "poids": 2}), "tables > parts > amont", "poids n’existe pas"),
        (set_cells({"part": float("nan")}), "tables > parts > amont > part", "en chiffres"),
        (set_cells({"part": [1]}), "amont > cells > part", "un nombre ou un texte"),
        (lambda c: c["tables"][0].update(rows=[]), "tables > parts > rows", "au moins une ligne"),
        (lambda c: c.update(id="autre"), "id", "n’est pas le nom du fichier"),
    ],
)
def test_a_fault_names_file_key_and_accepted_form(
    tmp_path: Path, change: Change, key: str, said: str
) -> None:
    with pytest.raises(RegistryError) as refused:
        read_family(written(tmp_path, change))
    message = str(refused.value)
    assert message.startswith("essai.yaml, clé «\u00a0")
    assert key in message
    assert said in message
    assert "Forme acceptée\u00a0: " in message


def test_two_families_cannot_have_one_rank(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, lambda content: content.update(id="suite"), "suite.yaml")
    with pytest.raises(RegistryError, match=r"1 est déjà le rang de essai"):
        read_families(tmp_path)


def test_families_come_in_the_order_of_their_ranks(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, lambda content: content.update(id="avant", rank=0), "avant.yaml")
    assert list(read_families(tmp_path)) == ["avant", "essai"]


def test_a_real_body_has_no_place_in_the_territory(tmp_path: Path) -> None:
    path = tmp_path / PLACE
    shutil.copy(DATA / PLACE, path)
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["bodies"][0]["status"] = "sourcé"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(RegistryError, match="fictif, car le territoire est inventé"):
        read_place(path)
