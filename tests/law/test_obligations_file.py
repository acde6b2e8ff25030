"""The file of obligations: its form, and the conditions that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillon.base.yaml_files import RegistryError, read_file, read_yaml
from maillon.law.loading import SCHEMA
from maillon.law.obligations import CONDITIONS, HERE


def test_the_schema_allows_the_conditions_that_exist_and_no_other() -> None:
    allowed = read_yaml(SCHEMA)["definitions"]["sentence"]["properties"]["when"]["enum"]
    assert sorted(allowed) == sorted(CONDITIONS)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("    when: from_amount\n", "", "il manque when"),
        ("when: published", "when: publie", "une condition de `obligations.py`"),
        ("sentence: 'Le marché", "phrase: 'Le marché", "il manque sentence"),
    ],
)
def test_a_slip_in_the_file_is_explained(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    text = (HERE / "obligations.yaml").read_text("utf-8")
    assert before in text
    (tmp_path / "obligations.yaml").write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(RegistryError, match=words):
        read_file(tmp_path / "obligations.yaml", SCHEMA, "obligations_file")
