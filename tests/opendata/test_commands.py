"""`maillon decp …`: what a person reads, and what a program reads."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from answering import Answer, Web, answering
from decp_files import DECP, assert_is_reference
from serving import free_port

from maillon import cli
from maillon.opendata import sample
from maillon.opendata.live import sources
from maillon.opendata.profiling.families import holders_told, single_offers_told
from maillon.opendata.profiling.figures import figures, limits_told
from maillon.opendata.profiling.indicators import Share
from maillon.opendata.profiling.lines import WIDTH
from maillon.opendata.profiling.profile import Profile, profile, study
from maillon.opendata.profiling.told import profile_text
from maillon.opendata.profiling.twins_told import twins_told
from maillon.opendata.reading import read

Out = pytest.CaptureFixture[str]
REAL = DECP / "dematis-2024-07"
INVALID = DECP / "decp-59920013600241-2024-07-09-01.json"
SIRET = "45072478600030"

HOME_MADE = "id|lieuExecution_code|dureeMois|montant|titulaires_id|titulaires_denominationSociale"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MAILLON_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "*")
    return tmp_path / "cache"


@pytest.fixture
def web() -> Iterator[Web]:
    with answering() as web:
        yield web


@pytest.fixture(scope="module")
def fictional() -> Profile:
    return profile(read([sample.NATIVE]))


def run(*words: str | Path) -> int:
    return cli.main(["decp", *map(str, words)])


def record(out: Out, *words: str | Path) -> Any:
    assert run(*words, "--json") == 0
    return json.loads(out.readouterr().out)


def unwrapped(text: str) -> str:
    """Undo the cutting in lines, leaving non-breaking spaces."""
    return re.sub(r"[ \n]+", " ", text)


# --- Profile ----------------------------------------------------------------------------------


def test_the_nine_real_files_give_the_reference_exactly(capsys: Out) -> None:
    found = record(capsys, "profile", *sorted(REAL.glob("*.json")))
    assert_is_reference(found)
    assert record(capsys, "profile", REAL) == found
    assert record(capsys, "profile", REAL / "*.json") == found


def test_each_figure_has_its_denominator_its_limits_and_its_reference(capsys: Out) -> None:
    assert run("profile", REAL) == 0
    shown = unwrapped(capsys.readouterr().out)
    for part in (
        "93 oui, 740 non, 0\u00a0non renseigné",
        "210 oui, 623 non, 0\u00a0non renseigné",
        "359\u202f956\u202f019\u00a0€",
        "840\u00a0lignes lues, 7\u00a0doublons retirés",
        "Repère national\u00a0: 18,7\u00a0% en 2023",
        "Repère national\u00a0: 29,2\u00a0% en 2022",
        "contrats recensés à partir de 90\u202f000\u00a0€ HT",
        "sur 803\u00a0contrats localisés",
        "262",
        "602",
    ):
        assert part in shown, part
    assert "fictif" not in shown


def test_the_sample_says_that_it_is_fictional(capsys: Out) -> None:
    assert run("profile", "--sample") == 0
    assert capsys.readouterr().out.startswith(sample.MENTION)
    assert run("report", "--sample") == 0
    assert capsys.readouterr().out.startswith(sample.MENTION)


def test_what_the_files_do_not_say_is_unknown_and_not_zero(fictional: Profile) -> None:
    shown = {figure.id: figure for figure in figures(fictional)}
    assert shown["small_firms"].value == "inconnu"
    assert shown["small_firms"].basis == (
        "0 oui, 0 non, 117\u00a0non renseignés (champ absent de ce format)"
    )
    silent = dataclasses.replace(
        fictional,
        amount_median=None,
        env=Share(0, 0, 117),
        modifications=dataclasses.replace(fictional.modifications, contracts=None, amounts=0),
    )
    unknown = {figure.id for figure in figures(silent) if figure.value == "inconnu"}
    assert unknown == {
        *("small_firms", "local_holders", "median", "env", "modified", "below_half"),
    }


def test_a_profile_says_that_it_mixes_buyers_and_shows_one(capsys: Out) -> None:
    assert run("profile", "--sample") == 0
    shown = unwrapped(capsys.readouterr().out)
    assert "Ce portrait mélange 7\u00a0acheteurs\u00a0: ce n’est celui d’aucun." in shown
    assert "--buyer SIRET" in shown
    data = read([sample.NATIVE])
    first = profile(data).main_buyers[0]
    spaced_out = f"{first.id[:3]} {first.id[3:]}"
    assert record(capsys, "profile", "--sample", "--buyer", spaced_out)["acheteurs"] == 1
    assert run("profile", "--sample", "--buyer", first.id) == 0
    shown = unwrapped(capsys.readouterr().out)
    assert f"seulement {first.label}" in shown
    assert "mélange" not in shown
    assert f"acheteur {first.id} seulement" in shown
    assert run("profile", "--sample", "--buyer", "123") == 1
    assert "Aucun marché de l’acheteur" in capsys.readouterr().err


def test_the_buyers_add_up_to_the_whole() -> None:
    whole = study(read([sample.NATIVE]))
    every = whole.profile()
    each = [whole.profile(buyer.id) for buyer in whole.buyers]
    assert sum(found.contracts for found in each) == every.contracts
    assert sum(found.amount_total for found in each) == every.amount_total
    assert sum(found.duplicates.total for found in each) == every.duplicates.total
    assert [found.contracts for found in each] == [buyer.contracts for buyer in whole.buyers]


def test_the_profile_shows_the_rows_removed_beside_their_twins(capsys: Out) -> None:
    assert run("profile", "--sample") == 0
    shown = unwrapped(capsys.readouterr().out)
    found = profile(read([sample.NATIVE])).duplicates
    assert found.total == 7
    for told in twins_told(found):
        assert unwrapped(told) in shown


def test_every_figure_says_something_that_it_cannot_say(fictional: Profile) -> None:
    every = figures(fictional)
    assert len({figure.id for figure in every}) == len(every)
    for figure in every:
        assert figure.limits.endswith("."), figure.id
        assert len(figure.limits.split()) <= 25, figure.id
        assert figure.basis, figure.id
    assert {figure.id for figure in every if figure.reference} == {
        *("env_clause", "soc_clause", "small_firms"),
    }


def test_limits_are_said_once_for_all_the_figures_that_share_them(fictional: Profile) -> None:
    every = figures(fictional)
    told = limits_told(every)
    assert len(told) == len({figure.limits for figure in every}) < len(every)
    [declared] = [line for line in told if "ce que l’acheteur déclare" in line]
    assert declared.startswith("«\u00a0Considérations déclarées\u00a0»\u00a0: c’est")
    [alone] = limits_told(every[:1])
    assert alone.startswith("«\u00a0Contrats\u00a0»\u00a0: seuls")


def test_lines_keep_to_the_page_and_to_french_typography(fictional: Profile) -> None:
    shown = profile_text(fictional, sample.MENTION)
    assert [line for line in shown.splitlines() if len(line) > WIDTH and "http" not in line] == []
    for wrong in ("« ", " »", " :", " ;", " ?", " %", " €"):
        assert wrong not in shown, wrong


def test_the_tabular_sample_tells_small_firms_and_their_region(capsys: Out) -> None:
    assert run("profile", sample.TABULAR, "--region", "11") == 0
    shown = capsys.readouterr().out
    assert "Île-de-France" in shown
    assert "inconnu" not in shown.split("Contrats d’une PME")[1].splitlines()[0]


def test_the_region_of_the_record_is_the_one_asked(capsys: Out) -> None:
    assert record(capsys, "profile", sample.NATIVE)["hdf"]["contrats"] > 100
    assert record(capsys, "profile", sample.NATIVE, "--region", "11")["hdf"]["contrats"] == 0


def test_a_siret_asks_the_live_source_and_credits_it(
    capsys: Out, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sample.TABULAR.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    content = {"data": rows, "links": {}, "meta": {"total": len(rows), "page_size": 50}}
    address = web.says(f"/{SIRET}", Answer(json.dumps(content).encode()))
    known = sources.sources()
    here = dataclasses.replace(known["acheteur"], address=address.replace(SIRET, "{siret}"))
    monkeypatch.setitem(known, "acheteur", here)
    assert run("profile", SIRET) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Source\u00a0: Colin Maudry, decp.info")
    assert record(capsys, "profile", SIRET)["contrats"] == 117
    assert run("fetch", SIRET) == 0
    assert f"decp-{SIRET}" in capsys.readouterr().out
    assert len(web.asked) == 1


@pytest.mark.parametrize("typed", ["53", "Bretagne", "bretagne", "BRETAGNE"])
def test_a_region_is_named_by_its_code_or_by_its_name(capsys: Out, typed: str) -> None:
    assert run("profile", "--sample", "--region", typed) == 0
    assert "Bretagne\u00a0: sur" in capsys.readouterr().out


def test_a_folder_is_read_without_what_holds_no_contracts_and_says_so(
    capsys: Out, tmp_path: Path
) -> None:
    shutil.copy(sample.NATIVE, tmp_path)
    (tmp_path / "communes.csv").write_text("nom;habitants\nBrévigny;9000\n", encoding="utf-8")
    said = "Laissés de côté, sans données essentielles\u00a0: communes.csv."
    assert run("profile", tmp_path) == 0
    assert capsys.readouterr().out.startswith(said)
    assert run("profile", tmp_path, "--json") == 0
    captured = capsys.readouterr()
    assert (json.loads(captured.out)["contrats"], captured.err.strip()) == (117, said)
    assert run("report", tmp_path) == 0
    shown = capsys.readouterr().out
    assert "FICHIERS LAISSÉS DE CÔTÉ\u00a0: 1" in shown
    assert "La forme de «\u00a0communes.csv\u00a0» n’est pas reconnue." in shown
    [left] = record(capsys, "report", tmp_path)["fichiers_ecartes"]
    assert left["nom"] == "communes.csv"


def test_families_are_told_with_their_single_offers_and_their_holders(
    capsys: Out, fictional: Profile
) -> None:
    assert run("profile", "--sample") == 0
    shown = unwrapped(capsys.readouterr().out)
    assert single_offers_told(fictional.divisions) in shown
    assert holders_told(fictional) in shown


# --- Report -----------------------------------------------------------------------------------


def test_the_five_invalid_contracts_are_told_one_by_one(capsys: Out) -> None:
    assert run("report", INVALID) == 0
    shown = capsys.readouterr().out
    assert "LUS QUAND MÊME\u00a0: 5" in shown
    for rank in range(1, 6):
        assert f"contrat n°\u00a0{rank} (id H9O2024T0000" in shown
    assert "dureeMois\u00a0: absent" in shown
    files = record(capsys, "report", INVALID)["fichiers"]
    assert [len(contract["ecarts"]) > 3 for contract in files[0]["non_conformes"]] == [True] * 5


def test_duplicates_are_told_one_by_one_with_both_amounts(capsys: Out) -> None:
    assert run("report", REAL) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "DOUBLONS RETIRÉS : 7" in shown
    assert "264 207 €, publiée le 15 juillet 2024" in shown
    assert "Gardée : 224 989 €, publiée le 22 juillet 2024" in shown
    found = record(capsys, "report", REAL)
    assert len(found["doublons"]) == 7
    assert found["lots_sous_un_meme_numero"] == 3
    (corrected,) = (row for row in found["doublons"] if row["id"] == "24-1033429")
    assert (corrected["montant"], corrected["montant_garde"]) == (264207.0, 224989.0)
    assert corrected["datePublicationDonnees_garde"] == "2024-07-22"
    assert sum(file["lignes"] for file in found["fichiers"]) == 840
    assert sum(len(file["non_conformes"]) for file in found["fichiers"]) == 1


@pytest.mark.parametrize(
    ("path", "checked"),
    [(sample.NATIVE, True), (sample.TABULAR, False), ("maison.csv", False)],
)
def test_what_was_not_compared_with_the_format_is_not_said_to_conform(
    capsys: Out, tmp_path: Path, path: Path | str, checked: bool
) -> None:
    if isinstance(path, str):
        path = tmp_path / path
        path.write_text(f"{HOME_MADE}\n1|59|12|1000|{SIRET}|Moulin\n", encoding="utf-8")
    assert run("report", path) == 0
    shown = unwrapped(capsys.readouterr().out)
    title = "CONTRATS NON CONFORMES AU FORMAT DE 2024, LUS QUAND MÊME\u00a0: "
    unchecked = "non vérifié, ce n’est pas ce format"
    assert (f"{title}0" in shown, f"{title}{unchecked}" in shown) == (checked, not checked)
    assert (f"conformité au format de 2024\u00a0: {unchecked}" in shown) == (not checked)
    [file] = record(capsys, "report", path)["fichiers"]
    assert file["non_conformes"] == ([] if checked else None)


def test_every_cleaning_rule_is_in_the_report(capsys: Out) -> None:
    assert run("report", "--sample") == 0
    shown = unwrapped(capsys.readouterr().out)
    rules = record(capsys, "report", "--sample")["regles"]
    assert len(rules) > 50
    for rule in rules:
        assert rule["libelle"] in shown, rule["regle"]
    touched = {rule["regle"]: rule["touche"] for rule in rules if rule["touche"]}
    assert [touched[name] for name in touched if "euro" in name] == [1]


def test_many_cases_are_cut_in_the_text_and_whole_in_the_record(
    capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maillon.opendata.profiling.report.MOST_CASES", 3)
    assert run("report", "--sample") == 0
    assert (
        "… et 4\u00a0autres cas\u00a0: l’option --json les montre tous." in capsys.readouterr().out
    )
    assert len(record(capsys, "report", "--sample")["doublons"]) == 7


# --- Fetch and sample -------------------------------------------------------------------------


def test_without_source_the_sources_are_listed(capsys: Out) -> None:
    assert run("fetch") == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in sources.sources())
    assert "Licence Ouverte" in shown


def test_a_download_says_where_it_is_and_how_to_read_it(capsys: Out, web: Web) -> None:
    address = web.says("/decp.json", Answer(sample.NATIVE.read_bytes()))
    assert run("fetch", address) == 0
    shown = capsys.readouterr().out
    path = Path(shown.rsplit(" ", 1)[1].strip())
    assert "1\u00a0fichier" in shown
    assert record(capsys, "profile", path)["contrats"] == 117


def test_a_source_is_credited_with_its_licence_and_its_limits(
    capsys: Out, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = sources.sources()
    here = dataclasses.replace(known["ministere"], address=web.says("/csv", Answer(b"a\n")))
    monkeypatch.setitem(known, "ministere", here)
    assert run("fetch", "ministere") == 0
    shown = capsys.readouterr().out
    assert "Source\u00a0: Ministère de l’Économie" in shown
    assert "Licence Ouverte 2.0, téléchargé le" in shown
    assert f"Limites\u00a0: {here.limits}" in shown


def test_the_days_of_a_list_are_asked_for_and_kept_to(
    capsys: Out, web: Web, tmp_path: Path
) -> None:
    files = {day: web.says(f"/{day}.json", Answer(b"{}")) for day in (13, 14, 20)}
    lines = ["date_publication,url,sha1", *(f"2024-07-{day},{at}," for day, at in files.items())]
    path = tmp_path / "liste.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run("fetch", path) == 1
    assert "--from 2024-07-13" in capsys.readouterr().err
    assert run("fetch", path, "--from", "2024-07-13", "--to", "14/07/2024") == 0
    assert "2\u00a0fichiers" in capsys.readouterr().out
    assert web.asked == ["/13.json", "/14.json"]


def test_a_source_that_lists_files_gives_those_of_the_days_asked(
    capsys: Out, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources = [
        {"title": f"2024-07-{day}", "url": web.says(f"/{day}.json", Answer(b"{}"))}
        for day in (13, 14)
    ]
    listed = web.says("/jeu", Answer(json.dumps({"resources": resources}).encode()))
    known = sources.sources()
    here = dataclasses.replace(known["pes"], address=listed)
    monkeypatch.setitem(known, "pes", here)
    assert run("fetch", "pes", "--from", "2024-07-14", "--to", "2024-07-31") == 0
    assert here.attribution in capsys.readouterr().out
    assert web.asked == ["/jeu", "/14.json"]


def test_the_sample_command_compares_or_writes(
    capsys: Out, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("sample", "--check") == 0
    assert sample.MENTION in capsys.readouterr().out
    table = tmp_path / "a.csv"
    monkeypatch.setattr("maillon.opendata.sample.TABULAR", table)
    assert run("sample", "--check") == 1
    assert "maillon decp sample" in capsys.readouterr().err
    assert run("sample") == 0
    assert run("sample", "--check") == 0
    table.write_text("changed", encoding="utf-8")
    assert run("sample", "--check") == 1


# --- What goes wrong --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["profile"], " decp profile --sample"),
        (["report"], "Il manque un fichier"),
        (["profile", "absent.json"], "Aucun fichier de données"),
        (["profile", "4507247860003"], "Un SIRET compte 14 chiffres."),
        (["profile", "450 724 786 00031"], "erreur de frappe"),
        (["profile", "450 724 786 0003"], "Un SIRET compte 14 chiffres."),
        (["fetch", "123"], "Un SIRET compte 14 chiffres."),
        (["profile", "--sample", "--region", "Bretagn"], "par exemple 53"),
        (["profile", "--sample", "--region", "99"], "n’est pas une région"),
        (["profile", "--sample", "--region", ""], "53 Bretagne"),
        (["profile", "45072478600031"], "erreur de frappe"),
        (["profile", "00000001800010"], "inventé par le cours"),
        (["fetch", "inconnue"], "Sources connues"),
        (["fetch", "absente.csv", "--from", "2024-01-01", "--to", "2024-01-02"], "introuvable"),
    ],
)
def test_a_person_s_mistake_is_one_french_line(capsys: Out, words: list[str], said: str) -> None:
    assert run(*words) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Commandes\u00a0: profile, report, fetch, sample"),
        (["profil"], "Vouliez-vous dire «\u00a0profile\u00a0»"),
        (["fetch", "pes", "--from", "hier"], "n’est pas une date"),
        (["profile", "--region"], "il faut une valeur après --region"),
        (["profile", ""], "il manque un fichier, un dossier ou un SIRET"),
        (["report", " ", "absent.json"], "il manque un fichier, un dossier ou un SIRET"),
    ],
)
def test_usage_errors_are_in_french(capsys: Out, words: list[str], said: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*words)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["maillon", "python3 course.py"])
@pytest.mark.parametrize("words", [["profile"], ["profile", "00000001800010"], ["fetch", SIRET]])
def test_the_command_proposed_is_the_one_that_the_person_types(
    capsys: Out, monkeypatch: pytest.MonkeyPatch, typed: str, words: list[str]
) -> None:
    known = sources.sources()
    closed = f"http://127.0.0.1:{free_port()}/{{siret}}"
    monkeypatch.setitem(known, "acheteur", dataclasses.replace(known["acheteur"], address=closed))
    monkeypatch.setenv("MAILLON_PROG", typed)
    assert run(*words) == 1
    said = capsys.readouterr().err
    assert f"\u00a0: {typed} decp profile --sample" in said
    assert said.count("decp") == 1


def test_a_siret_is_asked_with_its_spaces(
    capsys: Out, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "maillon.opendata.commands.fetch_buyer",
        lambda typed: asked.append(typed) or sample.TABULAR,
    )
    assert record(capsys, "profile", "450 724 786 00030")["contrats"] == 117
    monkeypatch.chdir(tmp_path)
    assert record(capsys, "profile", "450 724 786 00030")["contrats"] == 117
    assert asked == ["450 724 786 00030"] * 2


def test_a_cut_file_is_refused_without_any_total(capsys: Out, tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_bytes(sample.NATIVE.read_bytes()[:50_000])
    assert run("profile", path, "--json") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "cut.json" in captured.err


def test_a_folder_named_by_fourteen_digits_is_a_folder(capsys: Out, tmp_path: Path) -> None:
    (tmp_path / SIRET).mkdir()
    shutil.copy(sample.NATIVE, tmp_path / SIRET)
    assert record(capsys, "profile", tmp_path / SIRET)["contrats"] == 117
