"""The exercises e5-clauses, e6-notation and e7-insertion: keys and slips are what models give."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from guides import SPACES, figure, plain, rows

from maillon.authoring import canonical, solutions
from maillon.clauses.check import review
from maillon.clauses.record import Clause
from maillon.clauses.requirements import places, requirements
from maillon.sheet.doubts import doubt
from maillon.sheet.marking import mark
from maillon.sheet.numbers import in_unit, read_number, write_number
from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Classify, Number, Question, State, Text, problem
from maillon.topics.award.model.award import Award, Offer, award
from maillon.topics.award.model.independence import changes_winner, counter_example
from maillon.topics.award.model.price_scores import Terms, formula
from maillon.topics.award.model.sensitivity import critical_weight, stable_around
from maillon.topics.insertion import states as insertion_states
from maillon.topics.insertion.model.compliance import Sanction, extra_cost, penalty_needed
from maillon.topics.insertion.states import LOTS, PERSON_HOURS, PERSONS, POOL

ROOT = Path(__file__).resolve().parents[2]
GUIDES = {
    "e5-clauses": "grille-e5.md",
    "e6-notation": "grille-e6.md",
    "e7-insertion": "grille-e7.md",
}
POINTS = {
    "e5-clauses": {"auto": 12, "manual": 9},
    "e6-notation": {"auto": 6, "manual": 6},
    "e7-insertion": {"auto": 8, "manual": 4},
}
MET = {
    "e5-clauses": {"L1", "L2", "L3", "L4", "L5", "M4", "M16"},
    "e6-notation": {"M9", "M10"},
    "e7-insertion": {"M4", "M11"},
}


def cells_of(assignment: str) -> list[dict[str, Any]]:
    path = ROOT / "solutions" / assignment / f"{assignment}.ipynb"
    cells: list[dict[str, Any]] = canonical.read(path)["cells"]
    return cells


def text_of(assignment: str) -> str:
    return plain("\n".join(canonical.source_of(cell) for cell in cells_of(assignment)))


def guide_of(assignment: str) -> str:
    return plain((ROOT / "trainer" / GUIDES[assignment]).read_text("utf-8"))


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


# --- e5-clauses ----------------------------------------------------------------------------------


def requirements_asked() -> Classify:
    question = questions_of("e5-clauses")["places"]
    assert isinstance(question, Classify)
    return question


def test_twelve_requirements_at_the_places_of_the_workshop_and_none_of_its_own() -> None:
    asked = requirements_asked()
    assert len(asked.items) == 12
    assert {category.id: category.label for category in asked.categories} == dict(places())
    workshop = requirements()
    assert not {item.label for item in asked.items} & {row.text for row in workshop}
    assert not {item.id for item in asked.items} & {row.id for row in workshop}


def test_one_column_everywhere_earns_a_quarter_and_each_place_a_point() -> None:
    right = answer_to("e5-clauses", "places")
    assert set(Counter(right.values()).values()) == {3}
    assert score("e5-clauses", "places", right) == 12
    for place in places():
        assert score("e5-clauses", "places", dict.fromkeys(right, place)) == 3
    wrong = right | {"peinture": "critere"}
    assert score("e5-clauses", "places", wrong) == 11


def test_each_wrong_place_of_each_requirement_has_its_own_message() -> None:
    right = answer_to("e5-clauses", "places")
    messages = keyed("e5-clauses", "places")["messages"]
    wrong = {f"{item}:{place}" for item in right for place in places() if right[item] != place}
    assert set(messages) == wrong
    assert len({text for _, text in messages.values()}) == len(wrong) == 36


def test_each_misconception_is_met_where_the_guide_says() -> None:
    """Each wrong place shows one: a duty scored, a good with a task, an offer with a duty…"""
    right = answer_to("e5-clauses", "places")
    own = {"notation": "M16", "habitants": "L5", "efforts": "M4"}
    for wrong, (found, _) in keyed("e5-clauses", "places")["messages"].items():
        item, place = wrong.split(":")
        if item in own:
            expected = own[item]
        elif place == "hors-jeu":
            expected = "L4"
        elif place == "critere":
            expected = "L1"
        elif right[item] == "critere" and wrong != "eau:execution":
            expected = "L3"
        else:
            expected = "L2"
        assert found == expected, wrong


CLAUSES = {
    "insertion": ("CCAP", "condition_execution"),
    "tables": ("CCTP", "specification"),
    "livraisons": ("RC", "critere"),
}


@pytest.mark.parametrize("question", CLAUSES)
def test_the_checker_asks_nothing_of_a_repaired_clause(question: str) -> None:
    document, place = CLAUSES[question]
    repaired = answer_to("e5-clauses", question)
    assert not review(Clause(repaired, document=document, place_declared=place)).findings


def test_the_checker_asks_something_of_each_broken_clause() -> None:
    broken = re.findall(r"^> (.+)$", text_of("e5-clauses"), re.MULTILINE)
    assert len(broken) == len(CLAUSES)
    for text, (document, place) in zip(broken, CLAUSES.values(), strict=True):
        found = review(Clause(text, document=document, place_declared=place)).findings
        assert len(found) >= 3, text


def test_the_rubrics_cover_the_eight_checks_and_what_is_kept() -> None:
    checks = "liée à l’objet|précise|proportionnée|vérifiable|non discriminatoire|bien logée"
    for name in CLAUSES:
        question = questions_of("e5-clauses")[name]
        assert isinstance(question, Text)
        assert len(question.rubric) == 3
        told = " ".join(question.rubric)
        assert set(re.findall(checks, told)) == set(checks.split("|"))
        assert "sanction" in told
        assert "suivi" in told
        assert "gardé" in question.rubric[2]


def test_the_repaired_clauses_keep_what_the_statement_gives() -> None:
    assert "1 200 heures" in plain(answer_to("e5-clauses", "insertion"))
    tables = plain(answer_to("e5-clauses", "tables"))
    assert "30 %" in tables
    assert "100 kg" in tables
    deliveries = plain(answer_to("e5-clauses", "livraisons"))
    assert "20 points" in deliveries
    emitted = re.search(r"émet (\d+) g de CO2 par repas", text_of("e5-clauses"))
    assert emitted is not None
    assert f"à {emitted[1]} g ou plus, elle en a 0" in deliveries
    assert "le trajet depuis la cuisine n’est pas compté" in deliveries
    extra = re.search(r"coûte environ (\d+) € de plus", text_of("e5-clauses"))
    paid = re.search(r"verse (\d+) € par heure", plain(answer_to("e5-clauses", "insertion")))
    assert extra is not None
    assert paid is not None
    assert Sanction(1, float(paid[1])).pays(float(extra[1]))


# --- e6-notation ---------------------------------------------------------------------------------

WEIGHT = 0.5
PUBLISHED = Terms(multiple=2, reference=160, floor=85)
IDS = {"classique": "classique", "lineaire": "min-max", "echelle": "echelle", "absolue": "absolue"}


def offers() -> list[Offer]:
    """Return the offers of the printed table, prices in k€."""
    lines = rows(text_of("e6-notation"), "[ABCD]")
    assert [line[0] for line in lines] == list("ABCD")
    return [Offer(line[0], figure(line[1]), figure(line[2])) for line in lines]


def awarded(name: str, bids: list[Offer] | None = None, weight: float = WEIGHT) -> Award:
    return award(bids or offers(), formula(IDS[name]), weight, PUBLISHED)


def test_the_printed_weights_are_those_of_the_tests() -> None:
    assert f"prix compte pour {100 * WEIGHT:.0f} %" in text_of("e6-notation")


def test_the_classic_mark_and_its_slips() -> None:
    a, _, c, d = offers()
    found = awarded("classique")
    key = keyed("e6-notation", "note-classique")["key"]
    assert key["value"] == pytest.approx(found.price_marks[2])
    assert key["slips"] == {
        "sans-echelle": pytest.approx(found.price_marks[2] / 10),
        "sur-cent": pytest.approx(10 * found.price_marks[2]),
        "inversee": round(10 * c.price / a.price, 2),
        "lineaire": pytest.approx(awarded("lineaire").price_marks[2]),
        "plus-haut": round(10 * c.price / d.price, 2),
        "echelle": round(awarded("echelle").price_marks[2], 2),
        "total": pytest.approx(found.totals[2]),
    }


def test_the_linear_mark_and_its_slips() -> None:
    a, _, c, d = offers()
    found = awarded("lineaire")
    key = keyed("e6-notation", "note-lineaire")["key"]
    assert key["value"] == pytest.approx(found.price_marks[2])
    assert key["slips"] == {
        "sans-echelle": pytest.approx(found.price_marks[2] / 10),
        "sur-cent": pytest.approx(10 * found.price_marks[2]),
        "classique": pytest.approx(awarded("classique").price_marks[2]),
        "inversee": pytest.approx(10 * (c.price - a.price) / (d.price - a.price)),
        "sans-d": pytest.approx(awarded("lineaire", offers()[:3]).price_marks[2]),
        "diviseur": round(10 * (d.price - c.price) / d.price, 2),
        "total": pytest.approx(found.totals[2]),
    }


@pytest.mark.parametrize("name", ["classique", "lineaire"])
def test_the_winners(name: str) -> None:
    winners = [winner.lower() for winner in awarded(name).winner_names]
    assert winners == [keyed("e6-notation", f"gagne-{name}")["key"]]


def test_only_the_absolute_formula_obeys_independence() -> None:
    bids = offers()
    asked = questions_of("e6-notation")["perdante"]
    assert {option.id for option in asked.options} == set(IDS)  # type: ignore[attr-defined]
    cheap = Offer("E", 66, 0)  # named by the question, at a weight of 60 %
    for name, first in (("classique", "C"), ("echelle", "A")):
        assert awarded(name, bids, weight=0.6).winner_names == ("B",)
        assert awarded(name, [*bids, cheap], weight=0.6).winner_names == (first,)
        assert changes_winner(bids, cheap, formula(name), 0.6, PUBLISHED)
    assert "60 % et ajoutez une offre E, à 66 k€, notée 0" in plain(asked.prompt)
    for weight in (0.3, 0.5, 0.6, 0.7):
        for received in (bids, bids[:3]):
            absolute = formula("absolue")
            assert counter_example(received, absolute, weight, PUBLISHED) is None
    assert keyed("e6-notation", "perdante")["key"] == "absolue"
    assert changes_winner(bids[:3], bids[3], formula("min-max"), WEIGHT)  # « A passe devant B »
    assert awarded("lineaire", bids[:3]).winner_names == ("A",)


def tie(name: str, one: int, other: int) -> float:
    marks = list(zip(awarded(name).price_marks, awarded(name).qualities, strict=True))
    weight = critical_weight(marks[one], marks[other])
    assert weight is not None
    return round(100 * weight, 2)


def test_the_critical_weight_and_its_slips() -> None:
    found = awarded("classique")
    better = found.qualities[2] - found.qualities[1]
    cheaper = found.price_marks[1] - found.price_marks[2]
    key = keyed("e6-notation", "equilibre")["key"]
    assert key["value"] == tie("classique", 1, 2)
    assert key["slips"] == {
        "qualite": pytest.approx(100 - key["value"]),
        "lineaire": tie("lineaire", 1, 2),
        "rapport": round(100 * better / cheaper, 2),
        "ecart-prix": pytest.approx(100 * cheaper / better),
        "a-et-c": tie("classique", 0, 2),
        "a-et-b": tie("classique", 0, 1),
        "annonce": 100 * WEIGHT,
    }
    for weight, winner in ((0.5, "C"), (0.55, "B")):
        assert awarded("classique", weight=weight).winner_names == (winner,)


@pytest.mark.parametrize(
    ("question", "typed", "points"),
    [
        ("note-classique", "7,2", 1),
        ("note-classique", "7,20 points", 1),
        ("note-classique", "7,3", 0),
        ("note-lineaire", "6,5", 1),
        ("note-lineaire", "6,6", 0),
        ("equilibre", "52,6 %", 1),
        ("equilibre", "52", 1),
        ("equilibre", "53", 1),
        ("equilibre", "« 52,6 % du prix »", 1),
        ("equilibre", "51,9 %", 0),
        ("equilibre", "0,526", 1),
        ("equilibre", "54 %", 0),
    ],
)
def test_marks_and_weights_typed_the_french_way(question: str, typed: str, points: float) -> None:
    assert score("e6-notation", question, typed) == points


def test_the_memo_of_the_solution_tells_its_own_numbers() -> None:
    memo = plain(answer_to("e6-notation", "choix"))

    def total(name: str, place: int) -> str:
        return write_number(awarded(name).totals[place], decimals=2)

    chosen = awarded("classique", weight=0.6)
    assert "prix 60 %, qualité 40 %" in memo
    assert chosen.winner_names == ("B",)
    b, a = (write_number(chosen.totals[place], decimals=2) for place in (1, 0))
    for told in (
        f"C ({total('classique', 2)} contre {total('classique', 1)} pour B)",
        f"B ({total('lineaire', 1)} contre {total('lineaire', 2)} pour C)",
        f"B gagne ({b} contre {a} pour A)",
        f"B et C font jeu égal à {write_number(tie('classique', 1, 2), decimals=1)} %",
    ):
        assert told in memo
    kept = stable_around(chosen)
    low, high = (write_number(100 * edge, decimals=1) for edge in (kept.low, kept.high))
    assert f"reste devant de {low} à {high} %" in memo
    cheap = [*offers(), Offer("E", 66, 0)]  # « ferait passer C devant B »
    assert awarded("classique", cheap, weight=0.6).winner_names == ("C",)


def test_the_copy_that_publishes_a_floor_tells_its_own_numbers() -> None:
    copy = guide_of("e6-notation").split("### Copie C")[1]
    found = awarded("absolue")
    width = PUBLISHED.reference - PUBLISHED.floor
    assert f"10 × ({PUBLISHED.reference:.0f} − prix) ÷ {width:.0f}" in copy
    b, a = (write_number(found.totals[place], decimals=2) for place in (1, 0))
    assert f"l’absolue B ({b}, A {a})" in copy
    kept = stable_around(found)
    low, high = (write_number(100 * edge, decimals=1) for edge in (kept.low, kept.high))
    assert f"B y reste devant de {low} à {high} %" in copy
    assert min(offer.price for offer in offers()) >= PUBLISHED.floor


def test_the_guide_of_e6_prints_the_marks_and_the_totals() -> None:
    guide = guide_of("e6-notation")
    classic, linear = awarded("classique"), awarded("lineaire")
    printed = [line for line in rows(guide, "[ABCD]") if len(line) == 5]
    assert printed == [
        [
            offer.name,
            *(
                write_number(value, decimals=2)
                for value in (
                    classic.price_marks[place],
                    classic.totals[place],
                    linear.price_marks[place],
                    linear.totals[place],
                )
            ),
        ]
        for place, offer in enumerate(offers())
    ]
    assert "À 60 %, B a 8,4 et A 8,2." in guide
    for name in ("classique", "lineaire"):
        found = awarded(name, weight=0.6)
        assert found.winner_names == ("B",)
        assert found.totals[:2] == (pytest.approx(8.2), pytest.approx(8.4))


# --- e7-insertion --------------------------------------------------------------------------------


def test_the_printed_lots_and_pool_are_those_of_the_marker() -> None:
    lines = rows(text_of("e7-insertion"), "|".join(lot.label for lot in LOTS))
    assert [[line[0], *(figure(cell) for cell in line[1:])] for line in lines] == [
        [lot.label, lot.amount / 1000, 100 * lot.labour_share, lot.hourly_cost] for lot in LOTS
    ]
    text, words = text_of("e7-insertion"), {6: "six"}
    pool = plain(questions_of("e7-insertion")["vivier"].prompt)
    assert f"{words[PERSONS]} personnes, à {PERSON_HOURS} heures" in pool
    goals = plain(questions_of("e7-insertion")["clause"].prompt)
    for number in (insertion_states.WANTED, POOL, insertion_states.TRIED):
        assert f"{write_number(number)} heures".replace("\u202f", " ") in goals
    assert f"{insertion_states.TEAM_DAYS:.0f} jours par mois au plus" in goals
    assert f"prendrait {insertion_states.ALL_CHECKED:.0f} jours par mois" in text
    assert f"coûte {extra_cost(0):.0f} € de plus" in text
    assert [extra_cost(0) / extra_cost(days) for days in (0.5, 1, 2, 3)] == [1.5, 2, 3, 4]
    penalty = next(p for p in clause().parameters if p.id == "manque")
    assert f"pénalité de {penalty.max:.0f} € par heure" in text


def clause() -> State:
    question = questions_of("e7-insertion")["clause"]
    assert isinstance(question, State)
    return question


def test_the_hours_of_a_lot_and_their_slips() -> None:
    painting = LOTS[0]
    key = keyed("e7-insertion", "peinture")["key"]
    assert key["value"] == pytest.approx(painting.hours(0.15))
    assert key["slips"] == {
        "sans-part": round(painting.amount * 0.15 / painting.hourly_cost),
        "sans-effort": pytest.approx(painting.hours(1.0)),
        "sans-cout": pytest.approx(painting.amount * painting.labour_share * 0.15),
        "cout-multiplie": pytest.approx(
            painting.amount * painting.labour_share * 0.15 * painting.hourly_cost
        ),
    }


def test_the_hours_of_three_lots_and_their_slips() -> None:
    painting, works, cleaning = (lot.hours(0.15) for lot in LOTS)
    amount = sum(lot.amount for lot in LOTS)
    share, cost = (sum(lot.labour_share for lot in LOTS) / 3, sum(x.hourly_cost for x in LOTS) / 3)
    key = keyed("e7-insertion", "total")["key"]
    assert key["value"] == pytest.approx(painting + works + cleaning)
    assert key["slips"] == {
        "moyennes": round(amount * share * 0.15 / cost),
        "sans-nettoyage": pytest.approx(painting + works),
        "sans-gros-oeuvre": pytest.approx(painting + cleaning),
        "peinture": pytest.approx(painting),
        "sans-part": round(sum(lot.amount * 0.15 / lot.hourly_cost for lot in LOTS)),
    }
    assert key["value"] - POOL == pytest.approx(450)  # « 450 resteraient sur le papier »
    assert sum(lot.hours(0.12) for lot in LOTS) <= POOL < sum(lot.hours(0.13) for lot in LOTS)


def test_the_penalty_and_its_slips() -> None:
    cost, share = extra_cost(0), 0.2
    key = keyed("e7-insertion", "penalite")["key"]
    assert key["value"] == pytest.approx(penalty_needed(share, cost))
    assert key["slips"] == {
        "surcout": cost,
        "produit": pytest.approx(share * cost),
        "part-non-suivie": pytest.approx(cost / (1 - share)),
        "ajout": pytest.approx(cost * (1 + share)),
    }


@pytest.mark.parametrize(
    ("question", "typed", "points"),
    [
        ("peinture", "900 h", 1),
        ("peinture", "900 heures", 1),
        ("peinture", "900 heures d’insertion par an", 1),
        ("peinture", "« 900,00 h »", 1),
        ("peinture", "900 heures par mois", 0),
        ("peinture", "900 €", 0),
        ("peinture", "910", 0),
        ("total", "2 850", 1),
        ("total", "2 850 heures", 1),
        ("total", "2,85", 0),
        ("penalite", "60 €", 1),
        ("penalite", "60 euros", 1),
        ("penalite", "60 € par heure manquante", 1),
        ("penalite", "60 €/h", 1),
        ("penalite", "60 %", 0),
        ("penalite", "61", 0),
    ],
)
def test_hours_and_euros_typed_the_french_way(question: str, typed: str, points: float) -> None:
    assert score("e7-insertion", question, typed) == points


def test_the_message_of_the_solution_tells_its_own_clause() -> None:
    setting = answer_to("e7-insertion", "clause")
    assert all(passed for passed, _ in insertion_states.clause_checks(setting))
    told = plain(answer_to("e7-insertion", "message"))
    hours = [lot.hours(setting["effort"] / 100) for lot in LOTS]
    assert "peinture {:.0f} heures, gros œuvre {:.0f}, nettoyage {:.0f}".format(*hours) in told
    assert f"soit {write_number(sum(hours))} par an".replace("\u202f", " ") in told
    sanction = Sanction(setting["suivi"] / 100, setting["manque"])
    cost = extra_cost(setting["appui"])
    assert f"en moyenne {sanction.per_hour:.0f} € par heure, tenir {cost:.0f} €" in told


def test_the_guide_of_e7_lists_settings_that_just_suffice() -> None:
    """One step less of the penalty would not do, and no line takes more days than the team has."""
    days_in_words = {"aucun": 0.0, "un demi-jour": 0.5}
    lines = [line for line in rows(guide_of("e7-insertion"), r"\d+ %") if len(line) == 4]
    assert len(lines) == 7
    for share, help_given, cost, penalty in lines:
        days = days_in_words.get(help_given)
        setting = {
            "effort": 12,
            "suivi": figure(share),
            "manque": figure(penalty),
            "appui": figure(help_given) if days is None else days,
        }
        assert all(passed for passed, _ in insertion_states.clause_checks(setting)), setting
        assert figure(cost) == pytest.approx(extra_cost(setting["appui"]))
        less = setting | {"manque": setting["manque"] - 5}
        assert not all(passed for passed, _ in insertion_states.clause_checks(less)), less


# --- all three -----------------------------------------------------------------------------------

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
def test_each_number_has_bounds_and_its_key_is_inside(assignment: str) -> None:
    """A right answer is never asked about; an answer out of all proportion is."""
    for name, asked in questions_of(assignment).items():
        if not isinstance(asked, Number):
            continue
        key = keyed(assignment, name)["key"]
        assert asked.low is not None
        assert asked.high is not None
        margin = key["tolerance"]
        assert asked.low <= key["value"] - margin < key["value"] + margin <= asked.high
        assert doubt(asked, answer_to(assignment, name)) == ""
        for odd in (asked.low - 1, 2 * asked.high):
            assert "est-ce possible" in doubt(asked, write_number(odd)), (name, odd)


@pytest.mark.parametrize(
    ("assignment", "question", "typed", "said"),
    [
        ("e6-notation", "note-classique", "72", "72 sur 10 : est-ce possible ?"),
        ("e6-notation", "note-lineaire", "−3", "−3 sur 10 : est-ce possible ?"),
        ("e6-notation", "equilibre", "150 %", "150 % : est-ce possible ?"),
        ("e7-insertion", "peinture", "90 000", "90 000 heures par an : est-ce possible ?"),
        ("e7-insertion", "total", "1,5", "1,5 heure par an : est-ce possible ?"),
        ("e7-insertion", "penalite", "6 k€", "6 000 € par heure : est-ce possible ?"),
        ("e5-clauses", "tables", "bla", "1 mot : est-ce tout ?"),
    ],
)
def test_an_odd_answer_is_asked_about_and_never_refused(
    assignment: str, question: str, typed: str, said: str
) -> None:
    asked = questions_of(assignment)[question]
    assert plain(doubt(asked, typed)) == f"{said} Vous pouvez garder cette réponse."
    assert problem(asked, typed) is None


@pytest.mark.parametrize("assignment", GUIDES)
def test_a_text_of_a_few_words_is_asked_about_and_those_of_the_solution_are_not(
    assignment: str,
) -> None:
    for name, asked in questions_of(assignment).items():
        if isinstance(asked, Text):
            assert 8 <= asked.words <= asked.max_words / 4
            assert "est-ce tout" in doubt(asked, "bla bla")
            assert doubt(asked, answer_to(assignment, name)) == ""


@pytest.mark.parametrize("assignment", GUIDES)
def test_the_texts_of_the_solution_fit(assignment: str) -> None:
    for name, question in questions_of(assignment).items():
        if isinstance(question, Text):
            words = [w for w in answer_to(assignment, name).split() if w[:1].isalnum()]
            assert len(words) <= question.max_words


@pytest.mark.parametrize("assignment", GUIDES)
def test_points_are_those_of_the_syllabus(assignment: str) -> None:
    notebook = canonical.read(ROOT / "solutions" / assignment / f"{assignment}.ipynb")
    assert solutions.points(notebook) == POINTS[assignment]
    for name, question in questions_of(assignment).items():
        if isinstance(question, Text):
            (cell,) = [c for c in notebook["cells"] if c["id"] == f"texte-{name}"]
            assert len(question.rubric) == solutions.nbgrader_of(cell)["points"]


@pytest.mark.parametrize("assignment", GUIDES)
def test_the_trainer_guide_names_the_questions_and_the_misconceptions(assignment: str) -> None:
    guide = guide_of(assignment)
    for question in questions_of(assignment).values():
        assert plain(question.title) in guide, question.title
        for line in getattr(question, "rubric", ()):
            assert plain(re.split(f"{SPACES}*:", line)[0]) in guide, line
    met = set(re.findall(r'\["([A-Z]\d+)",', text_of(assignment)))
    assert met == MET[assignment]
    for name in met:
        assert f"| {name} |" in guide


@pytest.mark.parametrize(
    ("assignment", "question"),
    sorted({(assignment, question) for assignment, question, _ in SLIPS if question != "penalite"}),
)
def test_the_guide_tells_the_answer_and_how_near_it_must_be(assignment: str, question: str) -> None:
    """The penalty is told in words: it must not be taken for one that the law would set."""
    key = keyed(assignment, question)["key"]
    title = plain(questions_of(assignment)[question].title)
    (row,) = rows(guide_of(assignment), re.escape(title))
    value, nearness = (
        plain(write_number(key[part], decimals=2)) for part in ("value", "tolerance")
    )
    assert re.match(rf"{value}\b.*, à {nearness} près", row[3]), row


@pytest.mark.parametrize("assignment", GUIDES)
def test_the_model_copies_of_the_guide_add_up(assignment: str) -> None:
    """Three copies, the last with every point; the total announced is the sum of its table."""
    copies = guide_of(assignment).split("### Copie ")[1:]
    assert len(copies) == 3
    most = POINTS[assignment]["manual"]
    for copy in copies:
        announced = re.match(r"[ABC] : [^,]+, ([\d,]+) points? sur (\d+)", copy)
        assert announced is not None, copy[:60]
        assert int(announced[2]) == most
        table = re.findall(
            r"^\| \d \|(?: [^|\d]+ \|)? ([\d,]+) \|", copy.split("\n## ")[0], re.MULTILINE
        )
        assert sum(figure(points) for points in table) == figure(announced[1])
    assert re.match(r"C : [^,]+, (\d+) points", copies[-1])[1] == str(most)  # type: ignore[index]
