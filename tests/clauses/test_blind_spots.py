"""What the checks did not see: duties to discriminate, unsaid prices, unfair or unset penalties."""

from pathlib import Path

import pytest
import yaml

from maillon.clauses import Clause, review

HERE = Path(__file__).parent
DANGEROUS = yaml.safe_load((HERE / "dangerous.yaml").read_text(encoding="utf-8"))
STRUCTURES = yaml.safe_load((HERE / "blind_spots.yaml").read_text(encoding="utf-8"))
FAULTY, SOUND = (
    [
        pytest.param(structure["check"], structure["asks"], text, id=f"{name}-{rank}")
        for name, structure in STRUCTURES.items()
        for rank, text in enumerate(structure[kind], 1)
    ]
    for kind in ("faulty", "sound")
)


@pytest.mark.parametrize("item", DANGEROUS, ids=lambda item: item["id"])
def test_a_withdrawn_clause_raises_its_signal(item):
    """Each text was once in the library: a lawyer would have struck it out."""
    found = review(Clause(item["text"], item["document"]))
    assert STRUCTURES[item["structure"]]["asks"] in found.findings[item["check"]].question


@pytest.mark.parametrize(("check", "asks", "text"), FAULTY)
def test_a_structure_is_seen_and_asks_what_helps(check, asks, text):
    assert asks in review(Clause(text)).findings[check].question


@pytest.mark.parametrize(("check", "asks", "text"), SOUND)
def test_its_contraries_raise_no_signal(check, asks, text):
    found = review(Clause(text)).findings
    assert check not in found, found[check].question


@pytest.mark.parametrize("name", STRUCTURES)
def test_a_structure_is_told_by_four_wordings_and_four_contraries(name):
    assert len(STRUCTURES[name]["faulty"]) >= 4
    assert len(STRUCTURES[name]["sound"]) >= 4
