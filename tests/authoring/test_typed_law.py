"""Numbers of law typed by hand: those that are refused, those that are spared, exceptions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maillon.authoring import texts, typed_law
from maillon.authoring.typed_law import check
from maillon.authoring.typed_law.quantities import quantities
from maillon.base.errors import MaillonError

PLACES: dict[texts.Kind, str] = {
    "markdown": "book/a.md",
    "python": "src/maillon/topics/payment/model.py",
    "toml": "src/maillon/topics/payment/texts.toml",
    "yaml": "src/maillon/clauses/library/data/a.yaml",
    "table": "book/annexes/a.csv",
}


def unit(source: str, kind: texts.Kind = "markdown", path: str = "") -> texts.Unit:
    return texts.Unit(Path(path or PLACES[kind]), kind, source)


def rules(source: str, kind: texts.Kind = "markdown") -> list[str]:
    """The rules that the check proposes, without scope nor day."""
    findings = typed_law.findings(unit(source, kind))
    ids = [reference for finding in findings for reference in finding.ids]
    return [reference.partition("@")[0].partition("/")[0] for reference in ids]


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (
            "dispense_fs",
            "En dessous de 60 000 € HT, achetez sans publicité ni mise en concurrence.",
        ),
        ("dispense_fs", "La dispense s’arrêtait à 40 000 € HT avant le mois d’avril."),
        ("dispense_fs", "Le gré à gré va jusqu’à soixante mille euros hors taxes."),
        ("dispense_fs", "La dispense de publicité s’arrête à 60&nbsp;000&nbsp;€ HT."),
        ("dispense_fs", "Sans mise en concurrence jusqu’à **60 000 €** hors taxes."),
        ("seuil_ue_fs_local", "Au-dessus de 216 000 euros, tout change."),
        ("seuil_ue_travaux", "Pour les travaux, comptez 5,404 M€ HT avant l’avis européen."),
        ("seuil_publicite_90k", "| Règle | € HT |\n|---|---|\n| Publicité au BOAMP | 90 000 |"),
        ("climat_spaser", "Le SPASER est obligatoire au-delà de 50 millions d’euros d’achats."),
        ("delai_paiement", "Le délai de paiement est de 30 jours."),
        ("delai_paiement", "Une commune dispose de trente jours pour payer une facture."),
        ("delai_paiement", "## Le délai de paiement\n\nUne commune a 30 jours."),
        ("delai_paiement", "Trois délais de paiement :\n\n- la commune : 30 jours ;\n"),
        ("retenue_garantie", "Parlons de la retenue de garantie. Elle vaut 3 % avec une PME."),
        ("avance_taux", "L’avance d’une PME va de {loi}`avance_taux/plancher` à 30 %."),
        ("avance_taux", "Le taux de l’avance va de 5 à 20 %."),
        ("interets_moratoires", "Ajoutez 8 points au taux : c’est la majoration."),
        ("interets_moratoires_taux", "Une facture en retard portait intérêts à 10,15 %."),
        ("indemnite_40", "S’y ajoute une indemnité forfaitaire de 40 €."),
        ("penalites", "En travaux, la pénalité de retard est de 1/3000 par jour."),
        ("ca_minimal", "Le chiffre d’affaires exigé ne dépasse pas 1,5 fois le montant estimé."),
        ("climat_date", "L’article 35 de la loi Climat s’applique depuis le 21 août 2026."),
        ("climat_date", "La loi Climat et résilience fixait une date : le 22/08/2026."),
        ("egalim_teledeclaration", "La télédéclaration se fait avant le 31 mars."),
        ("egalim_50_20", "EGalim demande `20 %` de produits bio."),
        ("duree_annuelle_travail", r"$$\text{temps plein} = 1607~\text{heures}$$"),
    ],
)
def test_a_number_of_law_in_a_chapter_is_refused(rule: str, source: str) -> None:
    assert rule in rules(source)


@pytest.mark.parametrize(
    ("rule", "kind", "source"),
    [
        ("dispense_fs", "python", "WAIVER_THRESHOLD = 60_000\n"),
        ("dispense_fs", "python", "free = amount < 60_000\n"),
        ("dispense_fs", "python", 'HINT = "Sous 60 " "000 € HT, ni publicité ni concurrence."\n'),
        ("avance_taux", "python", "ADVANCE_FLOOR_RATE = 0.05\n"),
        ("retenue_garantie", "python", "held = 0.05 * price  # retenue de garantie\n"),
        ("interets_moratoires_taux", "python", "pay(amount, late_rate=10.4)\n"),
        ("delai_paiement", "toml", 'label = "Le délai de paiement est de 30 jours"\n'),
        (
            "delai_paiement",
            "toml",
            '[[question]]\nprompt = "Quel est le délai de paiement ?"\nright = "30 jours"\n',
        ),
        ("delai_paiement", "yaml", "why: >-\n  Le délai de paiement\n  est de 30 jours.\n"),
        ("seuil_publicite_90k", "table", "Règle;Montant (€ HT)\nPublicité au BOAMP;90 000\n"),
    ],
)
def test_a_number_of_law_in_data_or_code_is_refused(
    rule: str, kind: texts.Kind, source: str
) -> None:
    assert rule in rules(source, kind)


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        (
            "markdown",
            "Sans publicité sous {loi}`dispense_fs`, et sous {loi}`marche_ecrit` à l’oral.",
        ),
        ("markdown", "L’association demande 60 000 €."),
        ("markdown", "Le camion coûte moins de 100 000 €."),
        ("markdown", "Le peintre a fini en 30 jours."),
        ("markdown", "En montant l’exigence de 20 à 80, on perd 30 % des offres."),
        ("markdown", "Un critère à 5 % ne change aucun classement."),
        ("markdown", "Un vivier de 30 entreprises, 5 % de départs par mois."),
        ("markdown", "Le délai de paiement tient à trois causes."),
        ("markdown", "La loi n° 2026-403 du 26 mai 2026 simplifie la vie économique."),
        ("markdown", "Voir l’article R2122-8 et la page 30."),
        ("markdown", ":::{sources}\n- « La dispense à 60 000 € HT », Localtis, 2026.\n:::\n"),
        ("python", "firms = 30.0\nmonths = 60\nnoise = rng.normal(0, 0.05)\n"),
        ("python", 'legal = law.value("dispense_fs", on=date(2026, 3, 31)) < 60_000\n'),
        ("python", '"""Docstring: the waiver was 40 000 € HT."""\n'),
        ("toml", 'prompt = "Sous {loi:dispense_fs}, combien de devis ?"\nminutes = 40\n'),
    ],
)
def test_an_innocent_number_is_spared(kind: texts.Kind, source: str) -> None:
    assert rules(source, kind) == []


@pytest.mark.parametrize(
    "written",
    "60 000 €|60\u202f000\u00a0€|60000 €|60.000 €|60 000,00 €|60 k€|60k€|60 000 EUR|60 000 euros"
    "|60 milliers d’euros|soixante mille euros|60 000 HT".split("|"),
)
def test_an_amount_is_read_however_it_is_written(written: str) -> None:
    (quantity,) = quantities(f"Comptez {written}.")
    assert (quantity.worth, quantity.unit) == (60_000, "EUR")


@pytest.mark.parametrize("written", ["21 août 2026", "21/08/2026", "2026-08-21", "21.08.2026"])
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    (quantity,) = quantities(f"Depuis le {written}, oui.")
    assert (quantity.worth, quantity.unit) == ("2026-08-21", "date")


def test_numbers_of_a_range_share_a_unit() -> None:
    for text in ("de 40 000 à 60 000 €", "de 40 à 60 k€"):
        assert [quantity.worth for quantity in quantities(text)] == [40_000, 60_000]


def faults(source: str, accepted: list[check.Accepted], kind: texts.Kind = "markdown") -> list[str]:
    return list(check.faults([unit(source, kind)], accepted))


def test_a_fault_names_the_line_and_what_to_write() -> None:
    (line,) = faults("# Titre\n\nSous 60 000 € HT, la dispense de publicité.\n", [])
    assert (
        line == "book/a.md:3 : « 60 000 € HT » est une valeur du droit : écrivez {loi}`dispense_fs`"
    )
    (line,) = faults("La dispense s’arrêtait à 40 000 € HT, sans publicité.", [])
    assert "{loi}`dispense_fs@2026-03-31`" in line
    (line,) = faults('label = "La dispense de publicité : 60 000 € HT"', [], "toml")
    assert "écrivez {loi:dispense_fs}" in line
    (line,) = faults("WAIVER = 60_000", [], "python")
    assert 'écrivez law.value("dispense_fs", on=jour)' in line


def test_lines_are_kept_in_data_and_code() -> None:
    source = 'A = 1\nHINT = (\n    "Le délai de paiement "\n    "est de 30 jours."\n)\n'
    assert [finding.line for finding in typed_law.findings(unit(source, "python"))] == [3]
    source = "id: a\nwhy: >-\n  Rien ici.\n  Le délai de paiement est de 30 jours.\n"
    assert [finding.line for finding in typed_law.findings(unit(source, "yaml"))] == [4]


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


SENTENCE = "Sans publicité sous 60 000 € HT."
LESSONS = {
    "book/a.md": SENTENCE,
    "book/annexes/a.csv": "Règle;Montant (€ HT)\nSans publicité;60 000",
    "book/annexes/a.txt": SENTENCE,
    "notebooks/a.ipynb": SENTENCE,
    "solutions/e/e.ipynb": SENTENCE,
    "solutions/e/questions.toml": f'text = "{SENTENCE}"',
    "trainer/a.md": SENTENCE,
    "src/maillon/workshops/a.py": f'TEXT = "{SENTENCE}"',
    "src/maillon/clauses/a.toml": f'text = "{SENTENCE}"',
    "src/maillon/clauses/a.py": f'TEXT = "{SENTENCE}"',
    "src/maillon/clauses/library/data/a.yaml": f"why: {SENTENCE}",
    "src/maillon/plots/a.py": f'TEXT = "{SENTENCE}"',
}


@pytest.mark.parametrize("path", LESSONS)
def test_every_folder_and_package_of_lessons_is_checked(path: str, tmp_path: Path) -> None:
    source = LESSONS[path]
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
    kind: texts.Kind = "python" if path.endswith(".py") else "markdown"
    source = f'TEXT = "{SENTENCE}"' if kind == "python" else SENTENCE
    assert list(check.faults([unit(source, kind, path)], [])) == []
