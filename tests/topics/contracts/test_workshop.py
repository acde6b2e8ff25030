"""« Mes marchés en données »: what the page says is what the files hold, whoever hands them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import polars as pl
import pytest
from decp_files import DECP, contract
from pages import Page, answer, plain

from maillon.authoring import typography
from maillon.base.errors import MaillonError
from maillon.base.word_page import WORD
from maillon.base.wording import euros
from maillon.opendata import sample
from maillon.opendata.live.buyer import checked_siret
from maillon.opendata.live.sources import BUYER, source
from maillon.opendata.live.transfer import WITHOUT_NETWORK, DownloadFailed
from maillon.opendata.profiling.amount_reading import AmountReading, Change, Unit, row_sums
from maillon.opendata.profiling.families import holders_told, single_offers_told
from maillon.opendata.profiling.profile import profile
from maillon.opendata.profiling.twins_told import removed_told, twins_told
from maillon.opendata.reading import NONE_READ, read
from maillon.topics.contracts.pictures.concentration import (
    contract_concentration_picture,
    duplicates_told,
    finding,
)
from maillon.topics.contracts.pictures.shares import contract_shares_picture, drawn
from maillon.topics.contracts.workshop import OwnContracts
from maillon.topics.contracts.workshop import source as contract_source
from maillon.topics.contracts.workshop.bench import (
    FAMILIES,
    FIGURES,
    READING,
    REMOVED,
    SHARES,
    summary,
)
from maillon.topics.contracts.workshop.readings import CHANGES, UNITS, outcome, overlooked
from maillon.topics.contracts.workshop.source import CHOICES, FILES, SAMPLE, SIRET
from maillon.widgets.incidents import INCIDENT
from maillon.workshops.frame import Workshop

SOURCE, VIEW, PICKER, SEARCH = "Quels marchés", "Ce que vous regardez", "Vos fichiers", "SIRET"
WHO = "De quel acheteur"
A_SIRET = "450 724 786 00030"


@pytest.fixture
def contracts(opened: Callable[[str], Workshop], page: Page) -> Page:
    """The workshop, every cell run, the bet (« À peu près le bon total ») placed."""
    workshop = opened("mes-marches")
    workshop.bet()
    workshop.explore()
    workshop.surprise()
    workshop.challenge()
    answer(page.find("radio"), "same")
    page.press("Je parie")
    return page


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search in the foreground: a thread would outlive the test."""

    class Now:
        def __init__(self, target: Callable[..., None], args: tuple[Any, ...], **_: Any) -> None:
            self.start = lambda: target(*args)

    monkeypatch.setattr(contract_source, "Thread", Now)


def hand(page: Page, *files: tuple[str, bytes]) -> None:
    """Hand files as the page does, each in two parts."""
    answer(page.find("radio", SOURCE), FILES)
    picker = page.find("files", PICKER)
    picker._handle_custom_msg({"begin": len(files)}, [])
    for rank, (name, content) in enumerate(files):
        half = len(content) // 2
        for last, part in ((False, content[:half]), (True, content[half:])):
            message = {"file": name, "rank": rank, "last": last}
            picker._handle_custom_msg(message, [memoryview(part)])
    picker._handle_custom_msg({"end": True}, [])


def native(*contracts: dict[str, Any]) -> bytes:
    return json.dumps({"marches": {"marche": list(contracts)}}).encode()


def assert_shows(page: Page, paths: Sequence[Path], notice: str) -> None:
    """Check the three views against what the files hold."""
    found = profile(read(paths))
    for line in [notice, *summary(found)]:
        assert line in page.text
    figure = page.find("figure")
    answer(page.find("radio", VIEW), SHARES)
    expected = contract_shares_picture(drawn(found), status=notice)
    assert figure.picture is not None
    assert (figure.picture["alt"], figure.hidden) == (expected.alt, False)
    assert all(shown.limits[1:] in page.text for shown in drawn(found))
    answer(page.find("radio", VIEW), FAMILIES)
    if any(row.after.amount is not None for row in found.divisions):
        drawn_families = contract_concentration_picture(found.divisions, status=notice)
        assert (figure.picture["svg"], figure.hidden) == (drawn_families.svg, False)
        assert "pas la concurrence dans le secteur" in page.text
        assert finding(found.divisions) in page.text
        assert single_offers_told(found.divisions) in page.text
        assert holders_told(found) in page.text
    else:
        assert figure.hidden
    answer(page.find("radio", VIEW), READING)
    assert figure.hidden
    assert f"{found.duplicates.total or 'Aucun'} doublon" in plain(page.text)
    assert all(f"{path.name} :" in plain(page.text) for path in paths[:5])
    assert_well_set(page.text)
    answer(page.find("radio", VIEW), SHARES)
    assert INCIDENT not in page.text
    assert_well_set(page.text)


def assert_well_set(text: str) -> None:
    assert [str(fault) for fault in typography.faults(text)] == []


# --- Where the contracts come from ---------------------------------------------------------------


def test_it_starts_with_the_sample_which_says_that_it_is_invented(contracts: Page) -> None:
    assert contracts.find("radio", SOURCE).value == SAMPLE
    assert contracts.find("files", PICKER).hidden
    assert contracts.find("text", SEARCH).hidden
    assert_shows(contracts, [sample.NATIVE], sample.MENTION)


def test_each_choice_shows_its_own_control(contracts: Page) -> None:
    answer(contracts.find("radio", SOURCE), FILES)
    assert not contracts.find("files", PICKER).hidden
    assert contracts.find("text", SEARCH).hidden
    answer(contracts.find("radio", SOURCE), SIRET)
    assert contracts.find("files", PICKER).hidden
    assert not contracts.find("text", SEARCH).hidden
    assert "Chercher mes marchés" in str([c.options for c in contracts.controls if not c.hidden])


def test_files_of_ones_own_replace_the_sample_then_leave_it_back(
    contracts: Page, tmp_path: Path
) -> None:
    one = native(contract(id="A", montant=60_000), contract(id="B", montant=40_000))
    hand(contracts, ("mien.json", one))
    path = tmp_path / "mien.json"
    path.write_bytes(one)
    assert_shows(contracts, [path], "Vos fichiers\u00a0: mien.json.")
    assert sample.MENTION not in contracts.text
    answer(contracts.find("radio", SOURCE), SAMPLE)
    assert_shows(contracts, [sample.NATIVE], sample.MENTION)


def test_many_files_are_named_shortly(contracts: Page) -> None:
    files = [(f"n{rank}.json", native(contract(id=f"{rank}"))) for rank in range(5)]
    hand(contracts, *files)
    told = plain(contracts.text)
    assert "Vos fichiers : n0.json, n1.json, n2.json et 2 autres." in told
    assert "5 marchés de 1 acheteur" in told
    assert contracts.find("files", PICKER).message == "Fichiers lus."


BAD = {
    "coupe.json": native(contract())[:-40],
    "rapport.json": b"%PDF-1.7\n\x00\xff\xfe stream",
    "vide.json": b"",
    "page.json": b"<!DOCTYPE html><html><body>Connexion</body></html>",
    "autre.csv": b"nom;prenom\nDupont;Jeanne\n",
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_in_french_and_changes_nothing(
    contracts: Page, tmp_path: Path, name: str
) -> None:
    good = native(contract(id="A", montant=60_000))
    hand(contracts, ("bon.json", good))
    path = tmp_path / "bon.json"
    path.write_bytes(good)
    hand(contracts, ("autre.json", good), (name, BAD[name]))
    picker = contracts.find("files", PICKER)
    assert picker.tone == "bad"
    assert name in picker.message
    assert picker.message.endswith(NONE_READ)
    assert INCIDENT not in picker.message
    assert_shows(contracts, [path], "Vos fichiers\u00a0: bon.json.")


def test_a_table_read_first_outlives_its_file(contracts: Page, tmp_path: Path) -> None:
    """A table is read as a stream: once it was told, the page needs its file no more."""
    table = tmp_path / "tableau.csv"
    table.write_bytes(sample.TABULAR.read_bytes())
    hand(contracts, (table.name, table.read_bytes()))
    hand(contracts, ("vide.json", b""))
    assert contracts.find("files", PICKER).tone == "bad"
    assert_shows(contracts, [table], "Vos fichiers\u00a0: tableau.csv.")


def test_a_data_set_that_fails_on_the_way_replaces_nothing(
    contracts: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MaillonError("Le tableau est abîmé.")

    with monkeypatch.context() as patch:
        patch.setattr("maillon.topics.contracts.workshop.bench.study", fail)
        hand(contracts, ("mien.json", native(contract())))
    assert contracts.find("files", PICKER).message == "Le tableau est abîmé."
    assert_shows(contracts, [sample.NATIVE], sample.MENTION)


def test_real_weeks_are_shown(contracts: Page) -> None:
    paths = sorted((DECP / "dematis-2024-07").glob("*.json"))
    hand(contracts, *[(path.name, path.read_bytes()) for path in paths])
    names = ", ".join(path.name for path in paths[:3])
    assert_shows(contracts, paths, f"Vos fichiers\u00a0: {names} et 6\u00a0autres.")


def test_contracts_that_break_the_format_are_named_one_by_one(contracts: Page) -> None:
    path = DECP / "decp-59920013600241-2024-07-09-01.json"
    hand(contracts, (path.name, path.read_bytes()))
    assert_shows(contracts, [path], f"Vos fichiers\u00a0: {path.name}.")
    answer(contracts.find("radio", VIEW), READING)
    broken = read([path]).readings[0].nonconforming
    assert len(broken) == 5
    assert "5 marchés s’écartent du format officiel, et sont comptés" in plain(contracts.text)
    for item in broken:
        assert f"{item.id} : {len(item.faults)} écarts au format." in plain(contracts.text)


def test_how_data_were_read_says_each_thing_once_and_what_is_kept_as_kept(contracts: Page) -> None:
    path = DECP / "format-2019" / "decp-2022-03-25.xml"
    hand(contracts, (path.name, path.read_bytes()))
    answer(contracts.find("radio", VIEW), READING)
    lines = contracts.text.splitlines()
    told = [line.partition(" fois")[2] for line in lines if " fois\u00a0: " in line]
    assert len(told) > 3
    assert len(told) == len(set(told))


# --- One buyer among several ---------------------------------------------------------------------


def test_a_file_of_several_buyers_asks_which_one_and_says_that_it_mixes_them(
    contracts: Page,
) -> None:
    many = [contract(id=f"{rank}", montant=1000 * rank) for rank in range(1, 4)]
    other = "20004197000013"
    many.append(contract(id="4", montant=70_000, acheteur={"id": other}))
    hand(contracts, ("deux.json", native(*many)))
    choice = contracts.find("select", WHO)
    assert not choice.hidden
    assert [plain(label) for _, label in choice.options] == [
        *("Tous ensemble (2 acheteurs, 4 marchés)", "21590163800019 (3 marchés)"),
        f"{other} (1 marché)",
    ]
    assert "Ce portrait mélange 2 acheteurs : ce n’est celui d’aucun." in plain(contracts.text)
    answer(choice, other)
    assert f"1 marché de 1 acheteur, avec 1 titulaire.\nMontant total publié : {euros(70_000)}" in (
        plain(contracts.text).replace("70 000 €", euros(70_000))
    )
    assert "mélange" not in contracts.text
    answer(contracts.find("radio", VIEW), FIGURES)
    assert f"seulement {other} (1 marché)" in plain(contracts.text)
    assert "4 lignes lues, tous acheteurs confondus" in plain(contracts.text)
    hand(contracts, ("un.json", native(contract())))
    assert choice.hidden
    assert "mélange" not in contracts.text


def test_each_row_removed_is_shown_beside_its_twin(contracts: Page) -> None:
    answer(contracts.find("radio", VIEW), REMOVED)
    found = profile(read([sample.NATIVE])).duplicates
    told = list(twins_told(found))
    assert len(told) == found.total == 7
    for line in (removed_told(found), *told):
        assert line in contracts.text.splitlines()
    assert_well_set(contracts.text)


@pytest.mark.draws
def test_a_silent_bar_says_why(contracts: Page, tmp_path: Path) -> None:
    """The forms of 2019 have no offers, no considerations: the figure says so under the bar."""
    former = {
        "marches": [
            {"id": "1", "uid": "1", "acheteur": {"id": "21590163800019", "nom": "Croix"}}
            | {"_type": "Marché", "nature": "Marché", "objet": "Bancs", "montant": 5000}
        ]
    }
    hand(contracts, ("ancien.json", json.dumps(former).encode()))
    picture = contracts.find("figure").picture
    assert picture is not None
    assert "champ absent de ce format" in picture["alt"]
    assert "aucune réponse\u00a0: champ absent de ce format" in picture["svg"]


# --- The Word page -------------------------------------------------------------------------------


def test_the_word_page_holds_what_is_shown_and_how_it_was_read(
    contracts: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    [button] = [c for c in contracts.controls if "Page Word" in str(c.options)]
    sent: list[tuple[Any, Any]] = []
    monkeypatch.setattr(button, "send", lambda content, buffers: sent.append((content, buffers)))
    for files, notice in (
        ((), sample.MENTION),
        ((("mien.json", native(contract())),), "mien.json"),
    ):
        if files:
            hand(contracts, *files)
        assert contracts.press("Page Word de ce portrait") is button
        content, [page] = sent.pop()
        assert content == {"download": {"filename": "portrait-de-marches.docx", "type": WORD}}
        written = docx.Document(io.BytesIO(page))
        text = "\n".join(paragraph.text for paragraph in written.paragraphs)
        assert notice in text
        assert "Comment ces données ont été lues" in text
        answer(contracts.find("radio", VIEW), READING)
        assert all(line in text for line in contracts.text.splitlines() if "JSON réglem" in line)
        assert button.tone == "good"


@pytest.mark.parametrize("files", [(), (("a.json", native(contract(id="A"), contract(id="B"))),)])
def test_the_word_page_says_the_same_figures_and_sentences_as_the_screen(
    contracts: Page, monkeypatch: pytest.MonkeyPatch, files: Sequence[tuple[str, bytes]]
) -> None:
    if files:
        hand(contracts, *files)
    else:
        buyer = contracts.find("select", WHO).options[1][0]
        answer(contracts.find("select", WHO), buyer)
    [button] = [c for c in contracts.controls if "Page Word" in str(c.options)]
    sent: list[bytes] = []
    monkeypatch.setattr(button, "send", lambda _content, buffers: sent.extend(buffers))
    contracts.press("Page Word de ce portrait")
    document = docx.Document(io.BytesIO(sent[0]))
    written = [plain(paragraph.text) for paragraph in document.paragraphs]
    rows = [[plain(cell.text) for cell in row.cells] for row in document.tables[0].rows[1:]]
    _, summary_box, _, limits_box = _boxes(contracts)
    for view in (FIGURES, FAMILIES, READING, REMOVED):
        answer(contracts.find("radio", VIEW), view)
        said = [plain(line) for line in (*summary_box.lines, *limits_box.lines[1:])]
        if view == FIGURES:
            table = said[len(summary_box.lines) :][: len(rows)]
            for line, (label, value, basis, mark) in zip(table, rows, strict=True):
                reference = f" Repère national : {mark}." if mark else ""
                assert line == f"{label} : {value} ({basis}).{reference}"
            said = [line for line in said if line not in table]
        assert [line for line in said if line not in written] == [], view


def _boxes(page: Page) -> Sequence[Any]:
    """The word button, the summary, the figure and what stands under it, in their order."""
    shown = page.controls
    place = next(rank for rank, each in enumerate(shown) if "Page Word" in str(each.options))
    return shown[place : place + 4]


# --- A SIRET -------------------------------------------------------------------------------------


def search(page: Page, typed: str) -> Any:
    answer(page.find("radio", SOURCE), SIRET)
    answer(page.find("text", SEARCH), typed)
    return page.press("Chercher mes marchés")


def test_a_siret_shows_the_contracts_that_were_found(
    contracts: Page, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        contract_source, "fetch_buyer", lambda typed: asked.append(typed) or sample.TABULAR
    )
    button = search(contracts, A_SIRET)
    assert asked == [A_SIRET]
    assert (button.tone, button.disabled) == ("good", False)
    assert_shows(contracts, [sample.TABULAR], f"{source(BUYER).attribution}.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12", "« 12 » n’est pas un SIRET. Un SIRET compte 14 chiffres."),
        ("", "Écrivez d’abord le SIRET"),
        (" ", "Écrivez d’abord le SIRET"),
        ("45072478600031", "contient une erreur de frappe"),
        ("00000001800010", "est inventé par le cours"),
    ],
)
def test_a_wrong_siret_is_told_and_nothing_is_asked(
    contracts: Page, at_once: None, monkeypatch: pytest.MonkeyPatch, typed: str, said: str
) -> None:
    asked = "maillon.opendata.live.buyer.rows_of"
    monkeypatch.setattr(asked, lambda _address: pytest.fail("asked"))
    button = search(contracts, typed)
    assert said in plain(button.message)
    assert (button.tone, button.disabled) == ("bad", False)
    assert "maillon decp" not in button.message
    assert_shows(contracts, [sample.NATIVE], sample.MENTION)


def test_without_network_a_sentence_says_what_to_do_on_the_page(
    contracts: Page, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(typed: str) -> Path:
        checked_siret(typed)
        raise DownloadFailed("tabular-api.data.gouv.fr ne répond pas.", remedy=WITHOUT_NETWORK)

    monkeypatch.setattr(contract_source, "fetch_buyer", unreachable)
    button = search(contracts, A_SIRET)
    assert plain(button.message) == (
        "tabular-api.data.gouv.fr ne répond pas. Réessayez plus tard, donnez un fichier déjà "
        "téléchargé, ou choisissez « Ceux de Hautebrune »."
    )
    assert any(label.startswith("Ceux de Hautebrune") for _, label in CHOICES)
    assert (button.tone, button.disabled) == ("bad", False)
    assert_shows(contracts, [sample.NATIVE], sample.MENTION)


def test_an_answer_that_comes_late_leaves_what_is_looked_at(
    contracts: Page, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_typed: str) -> Path:
        answer(contracts.find("radio", SOURCE), SAMPLE)
        return sample.TABULAR

    monkeypatch.setattr(contract_source, "fetch_buyer", slow)
    button = search(contracts, A_SIRET)
    assert button.message == "Marchés trouvés. Cherchez encore pour les lire."
    assert not button.disabled
    assert_shows(contracts, [sample.NATIVE], sample.MENTION)


# --- Surprise and challenge ----------------------------------------------------------------------


def test_each_outcome_is_an_option_of_the_bet(opened: Callable[[str], Workshop]) -> None:
    options = [option for option, _ in opened("mes-marches").texts.bet.options]
    assert [outcome(value) for value in (1.0, 1.3, 2.0, 3.0, 5.2)] == options


def test_the_hint_counts_the_contracts_of_the_sample(opened: Callable[[str], Workshop]) -> None:
    assert opened("mes-marches").texts.bet.hint.startswith("Cent dix-sept marchés.")
    assert profile(read([sample.TABULAR])).contracts == 117


@pytest.mark.parametrize(("option", "tone"), [("same", "plain"), ("triple", "good")])
def test_the_surprise_sets_the_bet_against_the_sample(
    opened: Callable[[str], Workshop], page: Page, option: str, tone: str
) -> None:
    opened("mes-marches").store.save("pari", option)
    again = opened("mes-marches")
    again.explore()
    again.surprise()
    answer(page.find("radio", VIEW), FAMILIES)
    [box] = [c for c in page.controls if any("Votre pari" in line for line in c.lines)]
    told = "\n".join(box.lines)
    sums = row_sums(pl.scan_csv(sample.TABULAR, infer_schema=False), read([sample.TABULAR]))
    assert outcome(sums.overstatement) == "triple"
    assert (box.tone, again.texts.bet.label(option) in told) == (tone, True)
    assert euros(sums.naive) in told
    assert euros(sums.total) in told
    assert f"{sums.overstatement:.1f}".replace(".", ",") + " fois" in plain(told)
    assert f"{sums.rows} lignes pour {sums.contracts} marchés" in plain(told)
    divisions = profile(read([sample.NATIVE])).divisions
    moved = max(divisions, key=lambda d: abs((d.before.amount or 0) - (d.after.amount or 0)))
    assert duplicates_told(moved) in box.lines
    totals = [profile(read([sample.NATIVE])).amount_total, sums.total]
    assert box.lines[-1].count("Le portrait, plus haut, prend le montant de départ") == 1
    assert [euros(total) in box.lines[-1] for total in totals] == [True, True]
    assert box.lines[-1].endswith("Le défi dit lequel défendre.")
    assert_well_set(told)


def settle(page: Page, reading: AmountReading) -> Any:
    answer(page.find("radio", "Ce que l’on additionne"), reading.unit.value)
    answer(page.find("radio", "Les doublons"), "oui" if reading.duplicates else "non")
    answer(page.find("radio", "Le montant d’une modification"), reading.change.value)
    [goal] = [c for c in page.controls if any(line.startswith("Total lu") for line in c.lines)]
    return goal


def test_the_challenge_starts_from_the_naive_reading_and_reaches_the_reference(
    contracts: Page,
) -> None:
    dataset = read([sample.NATIVE])
    naive = AmountReading(Unit.HOLDER, duplicates=True, change=Change.DIFFERENCE)
    [start] = [c for c in contracts.controls if any("Total lu" in line for line in c.lines)]
    assert euros(naive.total(dataset)) in start.lines[0]
    hurried = row_sums(pl.scan_csv(sample.TABULAR, infer_schema=False), read([sample.TABULAR]))
    [why] = [line for line in contracts.text.splitlines() if "du format officiel, pas du" in line]
    assert euros(naive.total(dataset)) in why
    assert euros(hurried.naive) in why
    goal = settle(contracts, AmountReading())
    assert goal.tone == "good"
    assert euros(AmountReading().total(dataset)) in goal.lines[0]
    assert "le total de référence" in goal.lines[0]
    assert "Défi réussi" in goal.lines[1]


def test_one_reading_alone_wins_the_challenge_and_each_says_its_total(contracts: Page) -> None:
    dataset = read([sample.NATIVE])
    won = []
    for unit, _ in UNITS:
        for duplicates in (True, False):
            for change, _ in CHANGES:
                reading = AmountReading(Unit(unit), duplicates, Change(change))
                goal = settle(contracts, reading)
                assert euros(reading.total(dataset)) in goal.lines[0]
                assert goal.lines[1] == OwnContracts.said(f"advice-{overlooked(reading)}")[0]
                assert_well_set("\n".join(goal.lines))
                if goal.tone == "good":
                    won.append(reading)
    assert won == [AmountReading()]
    assert INCIDENT not in contracts.text
