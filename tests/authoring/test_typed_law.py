"""Numbers of law typed by hand: sentences seen and spared, exceptions, forms of numbers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from maillon import law
from maillon.authoring import texts
from maillon.authoring.typed_law import check, number_words, rules
from maillon.authoring.typed_law.dates import Day
from maillon.authoring.typed_law.forms import quantities, words
from maillon.base.errors import MaillonError

SENTENCES = yaml.safe_load(Path(__file__).with_name("typed_law.yaml").read_text("utf-8"))
REFUSED: list[dict[str, Any]] = SENTENCES["refused"]
HARMLESS: list[dict[str, Any]] = [
    case if isinstance(case, dict) else {"text": case} for case in SENTENCES["harmless"]
]


SIXTY_THOUSAND = (
    "60 000 €|60\u00a0000\u00a0€|60\u202f000 €|60000 €|60_000 €"
    "|60.000 €|60,000 €|60'000 €|60 000,00 €|60 k€"
    "|60k€|60 K€|€ 60 000|60 000 EUR|60 000 euros|60 mille euros|60 milliers d’euros"
    "|soixante mille euros|60 000 HT"
).split("|")


PLACES = {
    "markdown": "book/a.md",
    "python": "src/maillon/models/a.py",
    "toml": "src/maillon/workshops/texts/a.toml",
}


def unit(case: dict[str, Any], path: str = "") -> texts.Unit:
    kind = case.get("kind", "markdown")
    return texts.Unit(Path(path or case.get("path", PLACES[kind])), kind, case["text"])


def seen(case: dict[str, Any]) -> bool:
    """The check tells the number, with the id, and whether the registry has it."""
    return any(
        case["id"] in [known.partition("@")[0] for known in finding.ids]
        and finding.known == case.get("known", True)
        for finding in check.findings(unit(case))
    )


def test_the_sentences_are_many_and_name_real_rules() -> None:
    assert len(REFUSED) >= 600
    assert len(HARMLESS) >= 500
    registry = law.registry()
    for case in REFUSED:
        rule, _, scope = case["id"].partition("/")
        assert not scope or scope in registry.entry(rule).scopes, case["id"]
    rules = {case["id"].partition("/")[0] for case in REFUSED}
    assert len(rules) >= 50


def test_numbers_of_law_are_seen_and_the_others_spared() -> None:
    missed = [case for case in REFUSED if not seen(case)]
    refused = [case for case in HARMLESS if check.findings(unit(case))]
    found = len(REFUSED) - len(missed)
    told = [
        f"rappel : {found}/{len(REFUSED)} ; précision : {found}/{found + len(refused)}",
        *[f"pas vu ({case['id']}) : {case['text']}" for case in missed if "missed" not in case],
        *[f"à tort : {case['text']}" for case in refused],
    ]
    assert len(told) == 1, "\n".join(told)
    assert found / len(REFUSED) >= 0.97, told[0]


def test_the_rule_of_the_sentence_comes_first() -> None:
    for case in SENTENCES["first"]:
        (first,) = {finding.ids[0] for finding in check.findings(unit(case))}
        assert first.partition("@")[0] == case["id"], case["text"]


def test_known_limits_are_still_limits() -> None:
    for case in REFUSED:
        if "missed" in case:
            assert not seen(case), f"vu désormais ; retirez « missed » : {case['text']}"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        *[(form, 60_000, "EUR") for form in SIXTY_THOUSAND],
        ("5,404 M€", 5_404_000, "EUR"),
        ("5,404 millions d’euros", 5_404_000, "EUR"),
        ("cinq millions quatre cent quatre mille euros", 5_404_000, "EUR"),
        ("0,1 Md€", 100_000_000, "EUR"),
        *[
            (form, Decimal("10.4"), "%")
            for form in ("10,4 %", "10,40 pour cent", "10.4%", "10,4 p. 100")
        ],
        ("dix virgule quatre pour cent", Decimal("10.4"), "%"),
        ("1,5 fois", Decimal("1.5"), "fois"),
        ("une fois et demie", Decimal("1.5"), "fois"),
        ("le double", 2, "fois"),
        ("30 jours", 30, "jours"),
        ("trente jours", 30, "jours"),
        ("30 (trente) jours", 30, "jours"),
        ("la moitié", 50, "%"),
        ("1/3000", 3000, "fraction"),
        ("1/3 000e", 3000, "fraction"),
        ("V/1000", 1000, "fraction"),
        ("30 € de l’heure", 30, "EUR/h"),
        ("1 607 heures", 1607, "heures"),
    ],
)
def test_a_quantity_is_read_however_it_is_written(text: str, value: Any, unit: str) -> None:
    first = quantities(f"Comptez {text}.")[0]
    assert value in first.readings
    assert first.unit == unit


@pytest.mark.parametrize(
    "text", ["21 août 2026", "21/08/2026", "2026-08-21", "21.08.2026", "21/08/26", "21-08-2026"]
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    (read,) = quantities(f"Depuis le {text}, oui.")
    assert read.readings == (Day(2026, 8, 21),)


@pytest.mark.parametrize(
    "text",
    [
        "l’article 35",
        "art. R2122-8",
        "R. 2191-33",
        "loi n° 2021-1104 du 22 août 2021",
        "le décret du 2 mai 2022",
        "la directive 2014/24/UE",
        "2022-2025",
        "affaire C-513/99",
        "la page 30",
    ],
)
def test_what_names_something_is_no_quantity(text: str) -> None:
    assert quantities(f"Voir {text}.") == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("de 5 à 30 %", [5, 30]),
        ("40 000 puis 60 000 €", [40_000, 60_000]),
        ("30, 50 ou 60 jours", [30, 50, 60]),
        ("30 jours, 50 pour les hôpitaux", [30, 50]),
        ("60-90 k€", [60_000, 90_000]),
    ],
)
def test_numbers_share_a_unit(text: str, values: list[int]) -> None:
    read = quantities(text)
    assert len({quantity.unit for quantity in read}) == 1
    assert [value in quantity.readings for value, quantity in zip(values, read, strict=True)] == [
        True
    ] * len(values)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("quatre-vingt-dix-neuf", 99),
        ("soixante et onze", 71),
        ("septante-deux", 72),
        ("deux cent seize mille", 216_000),
        ("mille six cent sept", 1607),
        ("cent quarante mille", 140_000),
        ("quatre-vingts", 80),
        ("zéro virgule zéro cinq", Decimal("0.05")),
    ],
)
def test_numbers_in_words(text: str, value: Any) -> None:
    assert [read for _, _, read in number_words.spelled(number_words.fold(text))] == [value]


def faults(source: str, accepted: list[check.Accepted], path: str = "book/a.md") -> list[str]:
    return list(check.faults([unit({"text": source}, path)], accepted))


def test_a_fault_names_the_line_and_what_to_write() -> None:
    (line,) = faults("# Titre\n\nSans publicité sous 60 000 € HT de fournitures.\n", [])
    assert line == (
        "book/a.md, ligne 3 : « 60 000 € HT » est une valeur du droit : écrivez {loi}`dispense_fs`"
    )
    (line,) = faults("La dispense s’arrêtait à 40 000 € HT de fournitures.", [])
    assert "{loi}`dispense_fs@2026-03-31`" in line
    (line,) = faults("Le seuil européen est de 215 000 € HT.", [])
    assert "absent du registre" in line
    case = {"text": "WAIVER = 60_000", "kind": "python"}
    (line,) = check.faults([unit(case, "src/maillon/models/a.py")], [])
    assert 'écrivez law.value("dispense_fs", on=jour)' in line


def test_an_exception_covers_its_number_and_must_serve() -> None:
    source = "Le budget est de 60 000 € HT, et le seuil aussi."
    accepted = check.Accepted("book/a.md", "est de 60 000 € HT", "Inventé.")
    assert faults(source, [])
    assert faults(source, [accepted]) == []
    (line,) = faults("Rien.", [accepted])
    assert "ne sert plus dans book/a.md" in line
    elsewhere = check.Accepted("book/b.md", "est de 60 000 € HT", "Inventé.")
    assert len(faults(source, [elsewhere])) == 1, "une exception vaut pour son fichier"


@pytest.mark.parametrize(
    "broken", ['path = "a"\ntext = "b"', 'path = "a"\ntext = "b"\nreason = " "']
)
def test_an_exception_needs_a_reason(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "exceptions.toml"
    path.write_text(f"[[exception]]\n{broken}\n", encoding="utf-8")
    with pytest.raises(MaillonError, match="exception 1 est mal formée"):
        check.exceptions(path)


LESSONS = (
    "book/a.md",
    "book/annexes/a.csv",
    "book/annexes/a.txt",
    "notebooks/a.ipynb",
    "solutions/e/e.ipynb",
    "solutions/e/questions.toml",
    "trainer/a.md",
    "src/maillon/models/a.py",
    "src/maillon/models/a.toml",
    "src/maillon/workshops/a.py",
    "src/maillon/workshops/texts/a.toml",
    "src/maillon/clauses/a.py",
    "src/maillon/plots/a.py",
    "src/maillon/plots/a.toml",
)
SEEN_IN = {
    ".py": 'TEXT = "Sans publicité sous 60 000 € HT."',
    ".toml": 'text = "Sans publicité sous 60 000 € HT."',
    ".csv": "Règle;Montant (€ HT)\nSans publicité;60 000",
}


@pytest.mark.parametrize("path", LESSONS)
def test_every_folder_and_package_of_lessons_is_checked(path: str, tmp_path: Path) -> None:
    source = SEEN_IN.get(Path(path).suffix, "Sans publicité sous 60 000 € HT.")
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    if file.suffix == ".ipynb":
        cell = {"cell_type": "markdown", "id": "a", "source": source}
        source = json.dumps({"nbformat": 4, "metadata": {}, "cells": [cell]})
    file.write_text(source, encoding="utf-8")
    assert texts.find(tmp_path) == [file]
    (line,) = check.faults(texts.read(file, Path(path)), [])
    assert line.startswith(path)
    assert "dispense_fs" in line


@pytest.mark.parametrize("path", ["README.fr.md", "src/maillon/law/a.py", "src/maillon/sheet/a.py"])
def test_what_is_not_a_lesson_is_left_alone(path: str) -> None:
    assert faults("Sans publicité sous 60 000 € HT.", [], path) == []


def found(text: str, path: str = "book/a.md") -> list[str]:
    kind = "python" if path.endswith(".ipynb") else "markdown"
    return [known.shown for known in check.findings(unit({"text": text, "kind": kind}, path))]


def test_a_measure_speaks_for_a_near_number_only() -> None:
    claim = "Le taux moratoire, disent les comptables, serait de 13 %."
    assert found(claim) == ["13 %"]
    far = claim.replace("comptables", "deux comptables patientes venues hier matin")
    assert found(far) == []


def test_a_rule_that_ends_a_range_does_not_claim_its_other_end() -> None:
    assert found("Le taux moratoire est de 13 %.") == ["13 %"]
    assert found("Entre le taux moratoire et 13 %, il y a un monde.") == []


def test_the_sentence_before_may_name_the_rule() -> None:
    number = "Le montant maximal est de 30 %."
    assert found(number) == []
    assert found(f"L’avance est due aux PME. {number}") == ["30 %"]
    carried = "vaut 3 % désormais."
    assert found(f"Parlons de la retenue de garantie. Elle {carried}") == ["3 %"]
    assert found(f"Parlons de la retenue de garantie. Chaise {carried}") == []


def test_a_comparison_is_a_bound() -> None:
    place = "notebooks/a.ipynb"
    assert found("achat_libre_eur = 60_000", place) == []
    assert found("ok = achat_libre_eur < 60_000", place) == ["60_000"]


def test_a_model_takes_its_striking_numbers_from_the_registry_and_a_notebook_may_not() -> None:
    for source in ("A = 0.104", "A = 60_000", "A = date(2026, 8, 21)", "A = 1607"):
        case = {"text": source, "kind": "python"}
        assert check.findings(unit(case)), source
        assert not check.findings(unit(case, "src/maillon/plots/a.py")), source
    for source in ("A = 12.5", "A = 0.125", "A = 0.05", "A = 30", "A = 3.65", "A = 10_000"):
        assert not check.findings(unit({"text": source, "kind": "python"})), source


def test_the_day_of_a_past_value_is_proposed_from_the_day_after_its_last() -> None:
    (entry,) = [known for known in law.registry().entries.values() if known.id == "dispense_fs"]
    number = next(iter(rules.numbers(entry)))
    last = number.value.last_day
    assert rules.reference(number, last) == "dispense_fs"
    dated = f"dispense_fs@{last.isoformat()}"
    assert rules.reference(number, last + timedelta(days=1)) == dated
    late = replace(number, value=replace(number.value, valid_from=last, valid_to=None))
    assert rules.reference(late, last - timedelta(days=1)) == dated


def test_the_wordings_name_rules_of_the_registry() -> None:
    for table in ("topics", "touching"):
        assert set(words()[table]) <= set(law.registry().entries)


def test_lines_are_kept_whatever_is_shown() -> None:
    hidden = """# Titre

$$
I = M
\\times 10{,}4
$$

```text
rien
Dispense de publicité : 60 000 € HT
```

[Fiche](a.md "Délai de paiement : 30 jours")
"""
    lines = [(known.line, known.shown) for known in check.findings(unit({"text": hidden}))]
    assert lines == [(10, "60 000 € HT"), (13, "30 jours")]


def test_a_program_in_a_page_is_read_as_one() -> None:
    page = "# Titre\n\n```python\nWAIVER = 60_000\n```\n"
    assert [(known.line, known.shown) for known in check.findings(unit({"text": page}))] == [
        (4, "60_000")
    ]
