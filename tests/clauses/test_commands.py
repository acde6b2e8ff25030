import json

import pytest

from maillon.clauses.commands import main
from maillon.errors import MaillonError

VAGUE = "Le prestataire favorise, dans la mesure du possible, les produits de saison."


def test_check_prints_signals_and_questions(tmp_path, capsys):
    path = tmp_path / "ccap.md"
    path.write_text(VAGUE, encoding="utf-8")
    assert main(["check", str(path)]) == 0
    said = capsys.readouterr().out
    assert "1\N{NO-BREAK SPACE}clause lue" in said
    assert "dans la mesure du possible" in said
    assert "Question" in said
    assert "pas un avis juridique" in said


def test_check_as_json(tmp_path, capsys):
    path = tmp_path / "ccap.md"
    path.write_text(VAGUE, encoding="utf-8")
    main(["check", "--json", str(path)])
    (clause,) = json.loads(capsys.readouterr().out)
    assert clause["verdicts"]["precise"] == "flag"
    assert clause["findings"]["precise"]["words"] == "dans la mesure du possible"


def test_the_head_tells_what_is_not_read_and_that_paragraphs_are_read_alone(tmp_path, capsys):
    path = tmp_path / "ccap.md"
    path.write_text(f"{VAGUE}\n\nÀ Hautebrune\n\n{VAGUE}\n\nLe maire\n", encoding="utf-8")
    main(["check", str(path)])
    said = capsys.readouterr().out
    assert "2\N{NO-BREAK SPACE}passages courts non lus" in said
    assert "dans le paragraphe voisin" in said
    path.write_text(VAGUE, encoding="utf-8")
    main(["check", str(path)])
    said = capsys.readouterr().out
    assert "non lu" not in said
    assert "voisin" not in said


def test_a_paragraph_on_the_object_is_not_asked_for_a_sanction(tmp_path, capsys):
    path = tmp_path / "ccap.md"
    path.write_text(f"# Objet du marché\n\n{VAGUE}", encoding="utf-8")
    main(["check", "--json", str(path)])
    (clause,) = json.loads(capsys.readouterr().out)
    assert list(clause["findings"]) == ["precise"]
    assert clause["verdicts"]["sanctioned"] == "na"


@pytest.mark.parametrize(("letters", "holder"), [("AE", "dans l’AE"), ("CCTP", "dans le CCTP")])
def test_a_criterion_in_the_wrong_document_is_told_in_french(tmp_path, capsys, letters, holder):
    path = tmp_path / "a.md"
    path.write_text(VAGUE, encoding="utf-8")
    main(["check", str(path), "--document", letters, "--place", "critere"])
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert f"il manque un document qui convient : ce texte figure {holder} (" in said


def test_check_takes_document_and_place(tmp_path, capsys):
    path = tmp_path / "a.md"
    path.write_text(VAGUE, encoding="utf-8")
    main(["check", str(path), "--document", "CCTP", "--place", "specification", "--json"])
    (clause,) = json.loads(capsys.readouterr().out)
    assert (clause["document"], clause["place_declared"]) == ("CCTP", "specification")
    assert clause["verdicts"]["sanctioned"] == "na"


def test_an_unknown_place_is_refused_in_french(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["check", "a.md", "--place", "partout"])
    assert "n’est pas l’un de" in capsys.readouterr().err


def test_an_empty_file_is_told_in_french(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("", encoding="utf-8")
    with pytest.raises(MaillonError, match="aucune clause"):
        main(["check", str(path)])


def test_evaluate_prints_a_table_and_json(tmp_path, capsys):
    checks = "linked_to_object precise proportionate verifiable non_discriminatory".split()
    checks += ["sanctioned", "followed_up", "well_placed"]
    labels = ", ".join(f"{check}: ok" for check in checks)
    path = tmp_path / "corpus.yaml"
    path.write_text(
        f"- {{text: {json.dumps(VAGUE)}, document: CCTP, place_declared: condition_execution,"
        f" labels: {{{labels}}}}}",
        encoding="utf-8",
    )
    assert main(["evaluate", str(path)]) == 0
    assert "précision" in capsys.readouterr().out
    main(["evaluate", str(path), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["clean_rate"] == 0
    assert found["checks"]["precise"] == {"precision": 0.0, "recall": 1.0, "f1": 0.0}
