"""Readings that were wrong, as structures: each wording stands beside its contrary."""

import re
from datetime import date
from pathlib import Path

import pytest
from clause_sets import SETS, read_set

from maillon.base.yaml_files import read_yaml
from maillon.clauses import Clause, review
from maillon.clauses.documents import read_contents
from maillon.clauses.report import report

DAY = date(2026, 12, 2)
READ = [
    pytest.param(structure, item, id=f"{structure}-{rank}")
    for structure, items in read_yaml(Path(__file__).with_name("misreadings.yaml")).items()
    for rank, item in enumerate(items)
]


@pytest.mark.parametrize(("structure", "item"), READ)
def test_a_wording_and_its_contrary(structure, item):
    found = review(Clause(item["text"], *item["in"]), on=DAY).findings
    assert (item["check"] in found) is item["told"]


def test_every_structure_has_its_contrary():
    told = {}
    for structure, item in (param.values for param in READ):
        told.setdefault(structure, set()).add(item["told"])
    assert {structure for structure, both in told.items() if len(both) == 1} == set()


CRITERIA = """# Règlement de la consultation

## Article 6 – Critères

| Critère | Pondération |
|---|---|
| Prix des prestations | 60 % |
| Valeur technique, d’après le mémoire technique | 35 % |
| Démarche écologique | 5 % |

{}
"""


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("Les offres sont classées par leur note.", True),
        ("La démarche écologique est jugée sur le nombre de trajets évités.", False),
    ],
)
def test_a_theme_and_its_weight_in_a_table(tmp_path, after, told):
    path = tmp_path / "rc.md"
    path.write_text(CRITERIA.format(after), encoding="utf-8")
    (found,) = report([read_contents(path, "", "")])
    words = [signal.finding.words for item in found.articles for signal in item.signals]
    assert any("Démarche écologique" in said for said in words) is told


def _swapped(text):
    """Write « contrat » for « marché », and the other way round."""
    other = {"marché": "contrat", "contrat": "marché"}
    whole = r"(?i)(?<!de )\b(?:marché|contrat)\b(?! (?:européen|public|de travail|d))"
    return re.sub(whole, lambda found: other.get(found.group(), found.group()), text)


def test_the_name_of_the_contract_changes_hardly_any_signal():
    """A « contrat » of work is a paper and a « marché » is not: a few may change."""
    items = [item for path in SETS for item in read_set(path)][::5]
    changed = []
    for item in items:
        clause = item.clause
        other = Clause(_swapped(clause.text), clause.document, clause.place_declared)
        if other.text != clause.text:
            before, after = review(clause, on=DAY), review(other, on=DAY)
            changed += [item.id] if set(before.findings) != set(after.findings) else []
    assert len(changed) <= len(items) * 0.005


@pytest.mark.parametrize("contract", ["contrat", "marché"])
def test_the_contract_itself_is_no_paper_and_no_job(contract):
    hours = f"Il réserve 450 à l’insertion pendant la durée du {contract}."
    assert "precise" in review(Clause(hours), on=DAY).findings
    given = f"Au cours du {contract}, le titulaire remet deux arbres aux écoles."
    assert "verifiable" in review(Clause(given), on=DAY).findings
