"""The exercise on published data: its keys are what the course reads in the tables it prints."""

from __future__ import annotations

import ast
import csv
import json
import re
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from decp_files import contract
from pages import plain

from maillon.authoring import canonical, solutions
from maillon.opendata import sample
from maillon.opendata.concentration import herfindahl
from maillon.opendata.profiling.amount_reading import AmountReading, Change, Unit, row_sums
from maillon.opendata.profiling.duplicates import Kind
from maillon.opendata.profiling.profile import profile
from maillon.opendata.reading import read
from maillon.sheet.marking import mark
from maillon.sheet.numbers import in_unit, read_number
from maillon.sheet.question_file import load_questions
from maillon.topics.contracts import states as contract_states

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "solutions" / "e-donnees"
GUIDE = (ROOT / "trainer" / "grille-e-donnees.md").read_text("utf-8")
NOTEBOOK = canonical.read(FOLDER / "e-donnees.ipynb")
CELLS: list[dict[str, Any]] = NOTEBOOK["cells"]
QUESTIONS = load_questions(FOLDER / solutions.QUESTIONS)
BUYER = "21590163800019"
#: What a contract of organic vegetables declares all the same.
BIO = {"considerationEnvironnementale": ["Pas de considération environnementale"]}


def calls(method: str) -> dict[str, ast.Call]:
    """Return the calls of the sheet's method in the solution, by question."""
    found = {}
    for cell in CELLS:
        source = canonical.source_of(cell)
        for node in ast.walk(ast.parse(source)) if cell["cell_type"] == "code" else ():
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == method:
                found[ast.literal_eval(node.args[0])] = node
    return found


RECORDED = {name: ast.literal_eval(call.args[1]) for name, call in calls("record").items()}
MARKED = {
    name: {word.arg or "": ast.literal_eval(word.value) for word in call.keywords}
    for name, call in calls("mark").items()
    if name != "lecture"
}


def printed(first: str) -> list[list[str]]:
    """Return the cells of the printed rows whose first cell matches."""
    lines = [
        line
        for cell in CELLS
        for line in plain(canonical.source_of(cell)).splitlines()
        if line.startswith("| ")
    ]
    rows = [line.strip("| ").split(" | ") for line in lines]
    return [row for row in rows if re.fullmatch(first, row[0])]


def euros(text: str) -> int:
    return int(text.removesuffix(" €").replace(" ", ""))


# --- Rows and contracts --------------------------------------------------------------------------

ROWS = printed(r"F-\d+, .+")
#: The version in force of each contract: the last one printed.
LAST = {row[0]: row[2] for row in ROWS}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The first printed table, as the file that it is drawn like."""
    path = tmp_path / "extrait.csv"
    holders = sorted({row[1] for row in ROWS})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            "uid id acheteur_id titulaire_id titulaire_typeIdentifiant objet montant codeCPV "
            "dateNotification modification_id donneesActuelles".split()
        )
        for name, holder, version, amount in ROWS:
            number, subject = name.split(", ")
            writer.writerow(
                [
                    *(BUYER + number, number, BUYER, str(holders.index(holder)), "HORS-UE"),
                    *(subject, euros(amount), "45000000", "2026-01-15", version),
                    "true" if version == LAST[name] else "false",
                ]
            )
    return path


def test_the_first_table_is_read_as_the_keys_say(table: Path) -> None:
    dataset = read([table])
    sums = row_sums(pl.scan_csv(table, infer_schema=False), dataset)
    many, total = MARKED["marches"]["key"], MARKED["total"]["key"]
    assert (many["value"], many["slips"]["lignes"]) == (sums.contracts, sums.rows)
    assert (total["value"], total["slips"]["lignes"]) == (sums.total, sums.naive)
    assert profile(dataset).holders == many["slips"]["titulaires"]
    per_holder = AmountReading(Unit.HOLDER, change=Change.IGNORED)
    assert per_holder.total(dataset) == total["slips"]["titulaires"]
    assert round(sums.overstatement) == 4  # « quatre fois trop »


def test_the_other_slips_of_the_first_table() -> None:
    current = [row for row in ROWS if row[2] == LAST[row[0]]]
    versions = {(row[0], row[2]): euros(row[3]) for row in ROWS}
    first = {name: amount for (name, version), amount in versions.items() if version == "0"}
    last = {row[0]: euros(row[3]) for row in current}
    many, total = MARKED["marches"]["key"]["slips"], MARKED["total"]["key"]["slips"]
    assert (many["en-vigueur"], many["versions"]) == (len(current), len(versions))
    assert total["versions"] == sum(versions.values())
    assert total["depart"] == sum(first.values())
    assert total["ajoutees"] == sum(first[n] + (last[n] != first[n]) * last[n] for n in first)


# --- Duplicates and concentration ----------------------------------------------------------------

GREEN = printed(r"EV-\d")
MONTHS = {"mars": 3, "avril": 4, "mai": 5, "juin": 6}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The second printed table, in the official format."""
    rows = []
    for number, holder, amount, day in GREEN:
        date, month = day.split()
        identity = {"titulaire": {"typeIdentifiant": "HORS-UE", "id": holder}}
        rows.append(
            contract(
                id=number,
                titulaires=[identity],
                montant=euros(amount),
                codeCPV="77310000-6",
                datePublicationDonnees=f"2026-{MONTHS[month]:02}-{int(date):02}",
                modifications=[],
            )
        )
    path = tmp_path / "extrait.json"
    path.write_text(json.dumps({"marches": {"marche": rows}}), "utf-8")
    return path


def test_the_second_table_is_read_as_the_keys_say(published: Path) -> None:
    found = profile(read([published]))
    assert found.duplicates.counted(Kind.RESENT) == found.duplicates.total == 2
    (division,) = found.divisions
    for key, index in (("ihh-lu", division.before), ("ihh-net", division.after)):
        assert MARKED[key]["key"]["value"] == pytest.approx(index.amount)
        assert MARKED[key]["key"]["slips"]["en-nombre"] == pytest.approx(index.number, abs=0.01)


def by_holder(rows: list[list[str]]) -> list[int]:
    found: dict[str, int] = {}
    for _, holder, amount, _ in rows:
        found[holder] = found.get(holder, 0) + euros(amount)
    return list(found.values())


def test_the_other_slips_of_the_second_table() -> None:
    kept = [row for at, row in enumerate(GREEN) if row[0] not in {r[0] for r in GREEN[at + 1 :]}]
    raw, net = MARKED["ihh-lu"]["key"]["slips"], MARKED["ihh-net"]["key"]["slips"]
    assert raw["net"] == MARKED["ihh-net"]["key"]["value"]
    assert net["lu"] == MARKED["ihh-lu"]["key"]["value"]
    assert net["un-doublon"] == pytest.approx(herfindahl(by_holder(GREEN[1:])))
    assert net["tout-retire"] == pytest.approx(
        herfindahl(by_holder([row for row in kept if row[0] != "EV-1"])), abs=0.01
    )
    for slips, rows, each in ((raw, GREEN, "par-ligne"), (net, kept, "par-marche")):
        amounts = by_holder(rows)
        index = herfindahl(amounts)
        assert slips[each] == pytest.approx(herfindahl([euros(row[2]) for row in rows]), abs=0.01)
        assert slips["plus-gros"] == pytest.approx((100 * max(amounts) / sum(amounts)) ** 2)
        assert slips["fraction"] == pytest.approx(index / 10_000)
        assert slips["sans-carre"] == 100


# --- Cells, one by one ---------------------------------------------------------------------------


def states(path: Path, item: str) -> str:
    """Say what the course reads in the single contract of a file, for a consideration."""
    row = read([path]).cleaned.tables.contracts.collect().row(0, named=True)
    columns = [name for name in row if re.fullmatch(item, name)]
    said = [row[name] for name in columns]
    if None in said:
        return "inconnu"
    return "oui" if any(said) else "non"


def native(tmp_path: Path, **changed: Any) -> Path:
    path = tmp_path / "un.json"
    path.write_text(json.dumps({"marches": {"marche": [contract(**changed)]}}), "utf-8")
    return path


def tabular(tmp_path: Path, social: str) -> Path:
    path = tmp_path / "un.csv"
    head = "uid,id,acheteur_id,montant,modification_id,donneesActuelles,considerationsSociales"
    path.write_text(f"{head}\n{BUYER}A,A,{BUYER},1000,0,true,{social}\n", "utf-8")
    return path


@pytest.mark.parametrize("item", MARKED["considerations"]["key"])
def test_a_cell_is_read_as_the_key_says(tmp_path: Path, item: str) -> None:
    social, environmental = r"soc_(clause|critere|reserve)", r"env_(clause|critere)"
    where = {
        "vide": lambda: states(tabular(tmp_path, ""), social),
        "mq": lambda: states(tabular(tmp_path, "MQ"), social),
        "sans-objet": lambda: states(tabular(tmp_path, "Sans objet"), social),
        "reserve": lambda: states(
            native(tmp_path, considerationsSociales={"considerationSociale": ["Marché réservé"]}),
            social,
        ),
        "clause": lambda: states(native(tmp_path), environmental),
        "objet-bio": lambda: states(
            native(tmp_path, objet="Légumes biologiques", considerationsEnvironnementales=BIO),
            environmental,
        ),
    }
    assert where[item]() == MARKED["considerations"]["key"][item]


def test_one_column_everywhere_earns_a_third() -> None:
    places = list(RECORDED["considerations"].values())
    assert [places.count(column) for column in ("oui", "non", "inconnu")] == [2, 2, 2]


def test_the_amounts_of_the_framework_give_the_figures_of_its_options() -> None:
    amounts = [1, 62_000, 71_000, 84_000, 4_000_000]
    labels = {o.id: plain(o.label) for o in QUESTIONS["plafond"].options}  # type: ignore[attr-defined]
    told = plain(QUESTIONS["plafond"].prompt)
    assert [euros(found) for found in re.findall(r"\d[\d ]* €", told)] == amounts
    assert f"{sum(amounts) / 1e6:.1f}".replace(".", ",") in labels["total"]
    assert euros(re.findall(r"\d[\d ]* €", labels["moyenne"])[0]) == round(sum(amounts) / 5, -2)
    median = euros(re.findall(r"\d[\d ]* €", labels["mediane"])[0])
    assert median == sorted(amounts)[2]
    assert "Trois marchés sur cinq" in labels["mediane"]
    assert sum(amount <= median for amount in amounts) == 3
    assert euros(re.findall(r"\d[\d ]* €", labels["trie"])[0]) == sum(sorted(amounts)[1:4])


# --- The whole sample ----------------------------------------------------------------------------


def test_the_answer_of_the_solution_tells_what_the_sample_holds() -> None:
    dataset = read([sample.NATIVE])
    found, text = profile(dataset), plain(RECORDED["reponse"])
    total = AmountReading(change=Change.IGNORED).total(dataset) / 1e6
    naive = row_sums(pl.scan_csv(sample.TABULAR, infer_schema=False), read([sample.TABULAR])).naive
    assert f"{total:.1f}".replace(".", ",") + " millions" in text
    assert f"Les {int(naive / 1e6)} millions" in text
    assert f"{found.contracts} marchés" in text
    assert found.buyers == 1 + 6  # « Hautebrune et six voisins »
    single = found.single_offer
    assert f"{single.yes} marchés sur {single.known}, un tiers" in text
    assert single.share == pytest.approx(1 / 3, abs=0.01)
    assert (found.one_euro, found.duplicates.doubtful, found.duplicates.lots) == (1, 0, 1)


def test_the_setting_of_the_solution_wins_and_that_of_the_workshop_does_not() -> None:
    assert all(passed for passed, _ in contract_states.reading_checks(RECORDED["lecture"]))
    workshop = RECORDED["lecture"] | {"modifications": Change.JUDGED.value}
    assert [ok for ok, _ in contract_states.reading_checks(workshop)] == [True, False]


# --- Typing, texts, points, guide ----------------------------------------------------------------

SLIPS = [
    (name, slip)
    for name, given in MARKED.items()
    if isinstance(given["key"], dict) and "slips" in given["key"]
    for slip in given["key"]["slips"]
]


@pytest.mark.parametrize(("question", "slip"), SLIPS)
def test_each_slip_is_told_its_own_message(question: str, slip: str) -> None:
    given = MARKED[question]
    wrong = str(given["key"]["slips"][slip]).replace(".", ",")
    assert in_unit(read_number(wrong), given["key"]["unit"]) is not None
    found = mark(QUESTIONS[question], wrong, **given)
    misconception, message = given["messages"][slip]
    assert found.score == 0
    assert found.lines[-1] == message
    assert found.misconceptions == ((misconception,) if misconception else ())


@pytest.mark.parametrize(
    ("question", "typed", "points"),
    [
        ("marches", "5", 1),
        ("marches", "6", 0),
        ("total", "564000", 2),
        ("total", "564 k€", 2),
        ("total", "0,564 M€", 2),
        ("total", "564 000 euros", 2),
        ("total", "565 000 €", 0),
        ("ihh-lu", "4\u202f744", 1),
        ("ihh-lu", "4 743,2", 1),
        ("ihh-lu", "4 742", 0),
        ("ihh-net", "3400", 1),
        ("ihh-net", "3 402", 0),
    ],
)
def test_near_misses_and_french_typing(question: str, typed: str, points: float) -> None:
    assert mark(QUESTIONS[question], typed, **MARKED[question]).score == points


def test_points_and_words() -> None:
    assert solutions.points(NOTEBOOK) == {"auto": 10, "manual": 4}
    words = [word for word in RECORDED["reponse"].split() if word[:1].isalnum()]
    assert len(words) <= QUESTIONS["reponse"].max_words  # type: ignore[attr-defined]


def test_the_guide_names_the_questions_the_criteria_and_the_traps() -> None:
    for question in QUESTIONS.values():
        assert question.title in GUIDE, question.title
        for line in getattr(question, "rubric", ()):
            assert plain(line).split(" :", 1)[0] in plain(GUIDE), line
    met = {word for given in MARKED.values() for word, _ in given["messages"].values()} - {""}
    assert met == {"P1", "P2", "P3", "P4", "P5"}
    for name in met:
        assert f"| {name} |" in GUIDE


def test_the_totals_of_the_guide_are_those_of_the_sample() -> None:
    dataset = read([sample.NATIVE])
    table = read([sample.TABULAR])
    sums = row_sums(pl.scan_csv(sample.TABULAR, infer_schema=False), table)
    told = re.findall(r"^\| (\d,\d) millions d’euros \|", plain(GUIDE), re.MULTILINE)
    totals = [
        AmountReading(change=Change.IGNORED).total(dataset),
        AmountReading(change=Change.JUDGED).total(dataset),
        sums.total,
    ]
    assert told == [f"{total / 1e6:.1f}".replace(".", ",") for total in totals]
