"""The exercises e3-chaine and e4-maillon: keys and slips are what the models give."""

from __future__ import annotations

import ast
import re
from collections import Counter
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from maillon.authoring import canonical, solutions
from maillon.maps.marking import chain as chain_maps
from maillon.opendata.concentration import herfindahl
from maillon.sheet.marking import mark
from maillon.sheet.numbers import in_unit, read_number
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Chain, Question
from maillon.territory import SERVICE_DAYS_PER_YEAR
from maillon.topics.disruption import states as shock_states
from maillon.topics.disruption.model.measures import (
    CLAUSE_COST,
    CLAUSE_EFFECT,
    CLAUSE_RATE,
    SOURCE_COST,
    SOURCE_DELAY,
    SOURCE_SHARE,
    STORAGE_COST,
    total_cost,
)
from maillon.topics.disruption.model.service import Node, lost_service
from maillon.topics.disruption.states import WINTER
from maillon.topics.value_chain.model.prices import Part, PriceChain, pass_through
from maillon.topics.value_chain.model.tiers import next_tier, purchase_matrix

ROOT = Path(__file__).resolve().parents[2]
GUIDES = {"e3-chaine": "grille-e3.md", "e4-maillon": "grille-e4.md"}
AUTO = {"e3-chaine": 8, "e4-maillon": 6}
MISCONCEPTIONS = {f"M{number}" for number in range(1, 19)}
OF_E4 = {"A1", "A2", "A3", "A4"}
"""Misconceptions on a stop, listed in the trainer's guide of e4-maillon."""
SPACES = "[ \u00a0\u202f]"


def cells_of(assignment: str) -> list[dict[str, Any]]:
    path = ROOT / "solutions" / assignment / f"{assignment}.ipynb"
    cells: list[dict[str, Any]] = canonical.read(path)["cells"]
    return cells


def text_of(assignment: str) -> str:
    return "\n".join(canonical.source_of(cell) for cell in cells_of(assignment))


def questions_of(assignment: str) -> dict[str, Question]:
    return dict(load_questions(ROOT / "solutions" / assignment / solutions.QUESTIONS))


def calls(assignment: str, method: str) -> dict[str, ast.Call]:
    """Return the calls of the sheet's method in a solution, by question."""
    found = {}
    for cell in cells_of(assignment):
        source = canonical.source_of(cell)
        for node in ast.walk(ast.parse(source)) if cell["cell_type"] == "code" else ():
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == method:
                found[ast.literal_eval(node.args[0])] = node
    return found


def answer_to(assignment: str, question: str) -> Any:
    """Return what the solution records."""
    return ast.literal_eval(calls(assignment, "record")[question].args[1])


def keyed(assignment: str, question: str) -> dict[str, Any]:
    """Return what the marking cell of a question gives: points, key, messages."""
    given = calls(assignment, "mark")[question].keywords
    return {word.arg or "": ast.literal_eval(word.value) for word in given}


def score(assignment: str, question: str, value: object) -> float:
    return mark(questions_of(assignment)[question], value, **keyed(assignment, question)).score


def rows(assignment: str, first: str) -> list[list[str]]:
    """Return the cells of the table lines whose first cell matches."""
    lines = [line for line in text_of(assignment).splitlines() if line.startswith("| ")]
    cells = [re.sub(SPACES, " ", line).strip("| ").split(" | ") for line in lines]
    return [line for line in cells if re.fullmatch(first, line[0])]


def figure(text: str) -> float:
    return float(text.split(maxsplit=1)[0].replace(",", "."))


# --- e3-chaine: tiers ----------------------------------------------------------------------------


def test_one_column_everywhere_earns_a_third() -> None:
    assert set(Counter(answer_to("e3-chaine", "rangs").values()).values()) == {2}
    for column in ("un", "deux", "trois"):
        given = dict.fromkeys(answer_to("e3-chaine", "rangs"), column)
        assert score("e3-chaine", "rangs", given) == pytest.approx(1 / 3)


def test_the_tiers_are_those_of_the_story() -> None:
    """Who buys from whom, as the story tells it; the tier is the number of sales to the buyer."""
    sales = {
        "distributeur": [],
        "insertion": [],
        "fabricant": ["distributeur"],
        "tables": ["distributeur", "insertion"],
        "cintreur": ["fabricant", "tables"],
        "scierie": ["tables"],
    }

    def tier(actor: str) -> int:
        return 1 + min((tier(customer) for customer in sales[actor]), default=0)

    words = {1: "un", 2: "deux", 3: "trois"}
    assert answer_to("e3-chaine", "rangs") == {a: words[tier(a)] for a in sorted(sales)}


# --- e3-chaine: concentration --------------------------------------------------------------------


def table() -> tuple[list[float], list[list[float]]]:
    """Return the purchases of the printed table: amounts by holder, then percentages by plant."""
    lines = rows("e3-chaine", "[ABCD]")
    assert len(lines) == 4
    return [figure(line[1]) for line in lines], [[figure(c) for c in line[2:]] for line in lines]


def test_the_printed_table_adds_up() -> None:
    amounts, percentages = table()
    assert sum(amounts) == 150
    assert "dépense 150" in text_of("e3-chaine")
    assert [sum(line) for line in percentages] == [100] * 4


def test_the_index_of_tier_one_and_its_slips() -> None:
    amounts, _ = table()
    shares = [100 * amount / sum(amounts) for amount in amounts]
    key = keyed("e3-chaine", "ihh-un")["key"]
    assert key["value"] == pytest.approx(herfindahl(amounts))
    assert key["tolerance"] == 1
    assert key["slips"] == {
        "fraction": pytest.approx(sum(share**2 for share in shares) / 10_000),
        "moyenne-ponderee": pytest.approx(sum(share**2 for share in shares) / 100),
        "sans-carre": pytest.approx(sum(shares)),
        "plus-gros": pytest.approx(max(shares) ** 2),
        "egales": pytest.approx(10_000 / len(shares)),
        "montants": pytest.approx(sum(amount**2 for amount in amounts)),
    }


def test_the_index_of_tier_two_and_its_slips() -> None:
    amounts, percentages = table()
    weights = [amount / sum(amounts) for amount in amounts]
    matrix = purchase_matrix([[part / 100 for part in line] for line in percentages])
    second = next_tier(weights, matrix)
    index = herfindahl(second)
    by_row = [herfindahl(line) for line in percentages]
    plain_mean = [sum(column) / 4 for column in zip(*percentages, strict=True)]
    key = keyed("e3-chaine", "ihh-deux")["key"]
    assert key["value"] == round(index)
    assert key["tolerance"] == 1
    assert key["slips"] == {
        "fraction": pytest.approx(index / 10_000),
        "moyenne-ponderee": pytest.approx(index / 100),
        "sans-carre": pytest.approx(100 * sum(second)),
        "rang-un": pytest.approx(herfindahl(amounts)),
        "egales": round(10_000 / 3),
        "sans-poids": pytest.approx(herfindahl(plain_mean)),
        "plus-grosse": pytest.approx((100 * max(second)) ** 2),
        "moyenne-des-indices": pytest.approx(sum(by_row) / 4),
        "indices-ponderes": pytest.approx(
            sum(weight * own for weight, own in zip(weights, by_row, strict=True))
        ),
    }
    assert second[0] == pytest.approx(3 / 4)  # « les trois quarts de l’achat »


@pytest.mark.parametrize(
    ("question", "typed", "points"),
    [
        ("ihh-un", "3 000", 1),
        ("ihh-un", "3\u202f000", 1),
        ("ihh-un", "3000,4", 1),
        ("ihh-un", "2 999", 1),
        ("ihh-un", "2 998", 0),
        ("ihh-un", "3 002", 0),
        ("ihh-deux", "5 938", 1),
        ("ihh-deux", "5937,5", 1),
        ("ihh-deux", "5 940", 0),
        ("repercussion", "1,5", 1),
        ("repercussion", "1,5 %", 1),
        ("repercussion", "1,53 %", 1),
        ("repercussion", "15 ‰", 1),
        ("repercussion", "0,015", 1),
        ("repercussion", "1,6 %", 0),
        ("repercussion", "0,9 €", 0),
    ],
)
def test_near_misses_and_french_typing(question: str, typed: str, points: float) -> None:
    assert score("e3-chaine", question, typed) == points


# --- e3-chaine: pass-through ---------------------------------------------------------------------


def test_the_rise_and_its_slips() -> None:
    """Before margins of 20 %, then 30 %, a chair of 60 € costs 60 / 1.56, with 6 € of bending."""
    sold = 60 / 1.2 / 1.3
    chain = PriceChain(
        (
            Part("reste", "reste", sold - 6),
            Part("cintrage", "cintrage", 6),
            Part("fabricant", "fabricant", sold * 0.2),
            Part("distributeur", "distributeur", sold * 1.2 * 0.3),
        )
    )
    kept = pass_through(chain, "cintrage", 0.15)
    key = keyed("e3-chaine", "repercussion")["key"]
    assert key["value"] == pytest.approx(100 * kept.price_change)
    assert key["slips"] == {
        "euros": pytest.approx(kept.gained),
        "en-pourcentage": pytest.approx(
            100 * pass_through(chain, "cintrage", 0.15, margins="percentage").price_change
        ),
        "part-seule": pytest.approx(100 * chain.share("cintrage")),
        "sans-part": 15,
        "marges-ajoutees": pytest.approx(100 * kept.price_change * (1 + 0.2 + 0.3)),
    }


# --- e3-chaine: the chain drawn ------------------------------------------------------------------


def test_the_chain_of_the_solution_reaches_its_goals_and_the_call_names_it() -> None:
    question = questions_of("e3-chaine")["chaine"]
    assert isinstance(question, Chain)
    assert (len(question.tiers), question.shared) == (3, 1)
    record = answer_to("e3-chaine", "chaine")
    found = chain_maps.review(question, record)
    assert (found.missing, found.share) == ((), 1)
    call = answer_to("e3-chaine", "appel")
    (shared,) = found.found.shared
    assert shared in call
    for actor in ("blanchisserie", "loueur de linge", "tisseur d’éponge"):
        assert actor in call
        assert actor in {variable["label"] for variable in record["variables"]}


# --- e4-maillon ----------------------------------------------------------------------------------


def test_the_bakery_and_its_slips() -> None:
    bakery = Node("Boulangerie", stock=4, alternative=0.6, delay=6, time_to_recover=16)

    def lost(**changes: Any) -> float:
        values = {"stock": 4, "alternative": 0.6, "delay": 6, "time_to_recover": 16} | changes
        return lost_service(Node("Boulangerie", **values))

    key = keyed("e4-maillon", "boulangerie")["key"]
    assert key["value"] == lost_service(bakery) == 6
    assert key["slips"] == {
        "sans-delai": pytest.approx(lost(delay=0)),
        "part-inversee": pytest.approx(lost(alternative=0.4)),
        "delai-apres-stock": pytest.approx(lost(delay=10)),
        "sans-stock": pytest.approx(lost(stock=0)),
        "sans-remplacant": pytest.approx(lost(alternative=0.0)),
        "arret-entier": pytest.approx(lost(alternative=0.0, stock=0)),
    }


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("6", 1),
        ("6 jours", 1),
        ("6 jours complets", 1),
        ("6 jours de service", 1),
        ("6,0", 1),
        ("6,05 j", 1),
        ("6,2 jours", 0),
        ("5,8", 0),
    ],
)
def test_the_bakery_typed_the_french_way(typed: str, points: float) -> None:
    assert score("e4-maillon", "boulangerie", typed) == points


def test_each_wrong_answer_of_e4_shows_a_misconception() -> None:
    for question in ("boulangerie", "classement"):
        messages = keyed("e4-maillon", question)["messages"]
        assert "" not in {misconception for misconception, _ in messages.values()}


def test_the_printed_table_is_what_is_simulated() -> None:
    by_label = {node.label: node for node in WINTER.values()}
    lines = rows("e4-maillon", "|".join(by_label))
    assert [line[0] for line in lines] == list(by_label)
    for label, *cells in lines:
        node = by_label[label]
        given = [node.spend, node.stock, 100 * node.alternative, node.delay, node.time_to_recover]
        assert [figure(cell) for cell in cells] == given


def test_the_printed_effects_and_costs_are_those_of_the_model() -> None:
    text = re.sub(SPACES, " ", text_of("e4-maillon"))
    delays = {5: "cinq jours"}
    assert f"couvre {100 * SOURCE_SHARE:.0f} % de ce qui manquait, {delays[SOURCE_DELAY]}" in text
    assert f"| {SOURCE_COST:.0f} k€ |" in text
    assert shock_states.STOCK_DAYS == 5
    stored = shock_states.STOCK_DAYS * STORAGE_COST
    assert f"| {stored:.0f} k€, et cinq jours d’achat sur {SERVICE_DAYS_PER_YEAR} |" in text
    assert f"repart en {100 * CLAUSE_EFFECT:.0f} % du temps" in text
    assert f"| {CLAUSE_COST:.0f} k€, et {100 * CLAUSE_RATE:.0f} % de la dépense |" in text


def test_the_order_is_that_of_lost_days_and_no_shortcut_gives_it() -> None:
    def ordered(measure: Any) -> list[str]:
        return sorted(WINTER, key=lambda name: measure(WINTER[name]), reverse=True)

    right = ordered(lost_service)
    assert answer_to("e4-maillon", "classement") == right
    assert score("e4-maillon", "classement", right) == 2
    assert score("e4-maillon", "classement", ordered(lambda node: node.spend)) == 0
    assert score("e4-maillon", "classement", ordered(lambda node: node.time_to_recover)) < 1
    uncovered = ordered(lambda node: node.time_to_recover - node.stock)
    assert score("e4-maillon", "classement", uncovered) < 1
    asked = questions_of("e4-maillon")["classement"]
    untouched = [item.id for item in asked.items]  # type: ignore[attr-defined]
    assert score("e4-maillon", "classement", untouched) == 0


def test_the_note_of_the_solution_tells_its_own_measures() -> None:
    setting = answer_to("e4-maillon", "mesures")
    assert all(passed for passed, _ in shock_states.measures_checks(setting))
    plan = shock_states._plan(setting)
    after = shock_states._lost(plan)
    note = re.sub(SPACES, " ", answer_to("e4-maillon", "note"))
    assert f"{total_cost(WINTER, plan):.1f}".replace(".", ",") + " k€ sur 15" in note
    assert "32 jours de service, il en coûterait 9,6" in note
    assert (after["film"], after["volailles"]) == (9.6, 11.8)
    assert "de 19 jours à 11,8" in note
    assert "légumes : 12 jours" in note
    assert after["legumerie"] == 12
    assert ceil(CLAUSE_EFFECT * WINTER["volailles"].time_to_recover) == 19


# --- both ----------------------------------------------------------------------------------------

SLIPS = [
    (assignment, question, slip)
    for assignment in GUIDES
    for question, asked in questions_of(assignment).items()
    if asked.kind == "number"
    for slip in keyed(assignment, question)["key"]["slips"]
]


@pytest.mark.parametrize(("assignment", "question", "slip"), SLIPS)
def test_each_slip_is_told_its_own_message(assignment: str, question: str, slip: str) -> None:
    given = keyed(assignment, question)
    wrong = str(given["key"]["slips"][slip]).replace(".", ",")
    asked = questions_of(assignment)[question]
    assert in_unit(read_number(wrong), given["key"]["unit"]) is not None
    found = mark(asked, wrong, **given)
    misconception, message = given["messages"][slip]
    assert found.score == 0
    assert found.lines[-1] == message
    assert found.misconceptions == ((misconception,) if misconception else ())


@pytest.mark.parametrize("assignment", GUIDES)
def test_the_texts_of_the_solution_fit(assignment: str) -> None:
    for name, question in questions_of(assignment).items():
        if question.kind == "text":
            words = [w for w in answer_to(assignment, name).split() if w[:1].isalnum()]
            assert len(words) <= question.max_words  # type: ignore[attr-defined]


@pytest.mark.parametrize("assignment", GUIDES)
def test_points_are_those_of_the_syllabus(assignment: str) -> None:
    notebook = canonical.read(ROOT / "solutions" / assignment / f"{assignment}.ipynb")
    assert solutions.points(notebook) == {"auto": AUTO[assignment], "manual": 4}


@pytest.mark.parametrize("assignment", GUIDES)
def test_the_trainer_guide_names_the_questions_and_the_misconceptions(assignment: str) -> None:
    guide = (ROOT / "trainer" / GUIDES[assignment]).read_text("utf-8")
    for question in questions_of(assignment).values():
        assert question.title in guide, question.title
        for line in getattr(question, "rubric", ()):
            assert re.split(f"{SPACES}*:", line)[0] in guide, line
    met = set(re.findall(r'\["([A-Z]\d+)",', text_of(assignment)))
    assert met
    assert met <= MISCONCEPTIONS | OF_E4
    for name in met:
        assert f"| {name} |" in guide


def test_the_guide_of_e4_lists_every_pair_that_wins() -> None:
    guide = re.sub(SPACES, " ", (ROOT / "trainer" / "grille-e4.md").read_text("utf-8"))
    told = re.findall(
        r"^\| (.+) \| (.+) \| (\d+,\d) k€ \| ([\d,]+) jours?.* \|$", guide, re.MULTILINE
    )
    words = {"second fournisseur": "source", "cinq jours de stock": "stock", "plan": "plan"}
    assert len(told) == 5
    for film, poultry, spent, worst in told:
        setting = {
            "maillon-1": "film",
            "mesure-1": words[film],
            "maillon-2": "volailles",
            "mesure-2": words[poultry],
        }
        assert all(passed for passed, _ in shock_states.measures_checks(setting))
        plan = shock_states._plan(setting)
        assert float(spent.replace(",", ".")) == round(total_cost(WINTER, plan), 1)
        assert float(worst.replace(",", ".")) == max(shock_states._lost(plan).values())


# --- the game of the trainer's guide --------------------------------------------------------------


def left(
    *, paid: dict[int, int] | None = None, after: int = 2, extra: dict[int, int] | None = None
) -> dict[int, int]:
    """Return the tokens left at the end of each month of the game; it stops below zero.

    ``paid``: what the workshop pays in a month other than 6; ``after``: months before an invoice
    of 7 is cashed; ``extra``: what it receives besides.
    """
    tokens, told = 12, {}
    for month in range(1, 5):
        tokens += (7 if month > after else 0) + (extra or {}).get(month, 0)
        tokens -= (paid or {}).get(month, 6)
        told[month] = tokens
        if tokens < 0:
            break
    return told


def test_the_game_runs_as_the_guide_tells() -> None:
    guide = re.sub(SPACES, " ", (ROOT / "trainer" / "animer-remonter.md").read_text("utf-8"))
    printed = re.findall(r"^\| (\d) \| (\d+) \| (\d+) \| (\d+) \|$", guide, re.MULTILINE)
    assert {int(row[0]): int(row[3]) for row in printed} == left()
    assert left(paid={2: 10}) == {1: 6, 2: -4}  # « elle ferme au mois 2 »
    assert max(left(after=3)) == 3  # « elle ferme au mois 3 »
    assert left(after=3)[3] < 0
    early = left(paid={2: 10}, after=1)
    assert "6 + 7 − 10 : il reste 3" in guide
    assert early[2] == 3
    assert min(early.values()) >= 0
    advance = left(paid={2: 10}, extra={2: 4})
    assert "6 + 4 − 10 : il reste 0" in guide
    assert advance[2] == 0
    assert min(advance.values()) >= 0
    assert left(paid={2: 8, 3: 8})[2] == -2  # « il manque 2 »


def test_the_guide_names_the_workshops_the_exercises_and_both_durations() -> None:
    guide = (ROOT / "trainer" / "animer-remonter.md").read_text("utf-8")
    for name in ("chaine-depliee", "deux-thermometres", "maillon-casse", "mes-marches"):
        assert f"`{name}`" in guide
    for name in ("e3-chaine", "e4-maillon", "e-donnees"):
        assert f"`{name}`" in guide
    sections = guide.split("## Déroulé en ")
    for title, minutes in (("trois heures trente", 210), ("une heure trente", 90)):
        (section,) = [part for part in sections if part.startswith(title)]
        table = section.split("\n## ")[0]
        rows = re.findall(rf"^\| (\d) h (\d\d) \| (\d+){SPACES}min", table, re.MULTILINE)
        clock = 0
        for hour, minute, length in rows:
            assert 60 * int(hour) + int(minute) == clock
            clock += int(length)
        assert clock == minutes
