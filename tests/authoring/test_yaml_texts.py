"""Texts of the registry's YAML files: found in each style, fixed without touching the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from maillon.authoring import texts
from maillon.authoring.literals import fix_passages
from maillon.authoring.yaml_texts import same_but_texts, yaml_passages
from maillon.base.errors import MaillonError

STYLES = {
    "plain": "label: L'achat ; oui",
    "single": "label: 'L''achat : oui ?'",
    "double": 'label: "L\'achat : \\"oui\\" ?"',
    "folded": "label: >-\n    L'achat : oui ;\n    non.\n\n    Suite ?",
    "literal": "label: |\n    L'achat ?\n    Oui ; non.",
    "several lines": "label: L'achat ;\n    et la suite ?",
    "list": "keywords: [l'achat ; ici, « oui »]",
}


@pytest.mark.parametrize("style", STYLES)
def test_each_style_keeps_its_form(style: str) -> None:
    source = f"# L'auteur : un commentaire ?\n- id: a_b\n  {STYLES[style]}\n  unit: EUR ; HT\n"
    done = fix_passages(source, yaml_passages(source))
    assert done != source
    assert same_but_texts(source, done)
    assert fix_passages(done, yaml_passages(done)) == done
    assert done.count("\n") == source.count("\n")
    assert "# L'auteur : un commentaire ?" in done
    assert "unit: EUR ; HT" in done
    (entry,) = yaml.safe_load(done)
    assert "’achat" in str(entry)


@given(st.text(alphabet="aé :;?!'«»\n-#", max_size=30))
def test_any_text_stays_the_rest_of_the_file_too(text: str) -> None:
    source = yaml.safe_dump([{"id": "a", "label": text, "value": 1}], allow_unicode=True)
    done = fix_passages(source, yaml_passages(source))
    assert same_but_texts(source, done)


def test_a_fault_is_named_where_it_is_and_fixed(tmp_path: Path) -> None:
    path = tmp_path / "seuils.yaml"
    path.write_text("theme: a\nentries:\n  - label: >-\n      Oui\n      et non ; si.\n", "utf-8")
    (unit,) = texts.read(path)
    assert [(line, column) for line, column, _ in unit.faults()] == [(5, 13)]
    assert texts.fix(path) == 1
    assert path.read_text("utf-8").endswith("      et non\u202f; si.\n")


def test_a_fix_that_would_change_more_than_texts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("label: Oui ; non\n", "utf-8")
    monkeypatch.setattr(texts, "fix_passages", lambda source, _: source.replace("label", "title"))
    with pytest.raises(MaillonError, match="autre chose que des textes"):
        texts.fix(path)
