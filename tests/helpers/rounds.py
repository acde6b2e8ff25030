"""Copies answered in the browser with mistakes on purpose, and what their guides say of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from maillon.sheet.question_file import load_questions
from maillon.sheet.questions import Choice, Classify, Number, Option, State, Text

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
PERSON = "Zoé d’Hautebrune"
STUDENT = "zoe-d-hautebrune"


@dataclass(frozen=True)
class Round:
    """What somebody answers, what each question is worth by itself, and what is given by hand.

    ``answers`` have the shape of ``reponses.json``; ``marks`` are the points of each marked cell,
    ``None`` where a person must read; ``given`` are those that this person types, a comma within.
    """

    assignment: str
    answers: Mapping[str, Any]
    marks: Mapping[str, float | None]
    given: Mapping[str, str]
    total: str
    told: tuple[str, ...]


#: Five thousand signs, and what a word processor leaves: odd quotes, bullets, ends of line, markup.
ENDLESS = ("Le titulaire réserve des heures à des personnes éloignées de l’emploi. " * 80)[:5000]
PASTED = (
    "“Critère environnemental” — 20 points\u00a0:\r\n\uf0b7\tgrammes de CO₂ par repas livré\v"
    "«La note au prorata»\u2028<o:p></o:p> 5 < 10 & **gras** $x$ ``` # titre"
)

ROUNDS = (
    Round(
        "e5-clauses",
        {
            "places": {
                "peinture": "critere",  # the four wrong places
                "notation": "critere",
                "habitants": "execution",
                "efforts": "execution",
                "tutorat": "execution",
                "eau": "critere",
                "blouses": "specification",
                "velo": "execution",
                "reemploi": "critere",
                "clavier": "specification",
                "chaleur": "execution",  # and « formation » is left without a place
            },
            "insertion": ENDLESS,
            "livraisons": PASTED,
        },
        {
            "corriger-places": 7,
            "texte-insertion": None,
            "texte-tables": 0,
            "texte-livraisons": None,
        },
        {"texte-insertion": "0,5", "texte-livraisons": "2,5"},
        "10 / 21",
        (
            "Éléments bien classés : 7 sur 12.",
            "sont notées » : élément non classé.",
            "Un critère juge ce que l’offre apporte à ce marché.",
            "Aucun texte n’a été rendu pour cette question.",
            "<o:p></o:p> 5 < 10 & **gras** $x$ ``` # titre",
            "le chapitre « Huit qualités d’une clause »",
        ),
    ),
    Round(
        "e6-notation",
        {
            "note-classique": "« 7,20 »",
            "note-lineaire": "sept virgule deux",
            "gagne-classique": "b",
            "gagne-lineaire": "b",
            "equilibre": "52",  # cut off, not rounded: near enough
            "choix": PASTED,
        },
        {
            "corriger-note-classique": 1,
            "corriger-note-lineaire": 0,
            "corriger-gagne-classique": 0,
            "corriger-gagne-lineaire": 1,
            "corriger-perdante": 0,
            "corriger-equilibre": 1,
            "texte-choix": None,
        },
        {"texte-choix": "1,5"},
        "4,5 / 12",
        (
            "Nombre compris : 7,2. Votre réponse est juste.",
            "« sept virgule deux » est en lettres",
            "Refaites le total de C",
            "Rien à corriger : votre réponse est juste.",
            "Vous n’avez pas répondu à cette question.",
            "le chapitre « Noter sans se tromper »",
        ),
    ),
    Round(
        "e7-insertion",
        {
            "peinture": "900 heures d’insertion par an",
            "total": "« 40 000,00 € »",
            "vivier": "penalite",
            "penalite": "12 €/h",
            "clause": {"effort": 13, "suivi": 20, "manque": 60, "appui": 0.5},
            "message": "?",
        },
        {
            "corriger-peinture": 1,
            "corriger-total": 0,
            "corriger-vivier": 0,
            "corriger-penalite": 0,
            "corriger-clause": 2,
            "texte-message": None,
        },
        {"texte-message": "0,5"},
        "3,5 / 12",
        (
            "Nombre compris : 900 heures d’insertion par an. Votre réponse est juste.",
            "Nombre compris : 40 000 €. Le total se donne en heures",
            "La pénalité ne fait venir personne.",
            "une fois sur cinq ne risque en moyenne que 2,40 €",
            "Jours de facilitatrice par mois : 0,5 jour",
            "Buts atteints : 2 sur 4. La promesse dépasse le vivier de 70 heures",
            "le chapitre « Des heures promises aux heures tenues »",
        ),
    ),
)


def answer_round(page: Page, asked: Round, folder: Path) -> None:
    """Answer an exercise in its page, check the sheet, and download the copy in `folder`."""
    page.get_by_label("Votre prénom et votre nom").fill(PERSON)
    questions = load_questions(EXERCISES / asked.assignment / "questions.toml")
    for name, value in asked.answers.items():
        match questions[name]:
            case Number(title=title) | Text(title=title):
                field = page.get_by_label(title, exact=True)
                field.fill(value)
                field.blur()
            case Choice(title=title, options=options):
                group = page.get_by_role("group", name=title, exact=True)
                group.get_by_role("radio", name=_label(options, value), exact=True).check()
            case Classify() as classified:
                rows = page.get_by_role("group", name=classified.title).get_by_role("row")
                for item, place in value.items():
                    row = rows.filter(has_text=_label(classified.items, item))
                    ending = re.compile(f"{re.escape(_label(classified.categories, place))}$")
                    row.get_by_role("radio", name=ending).check()
            case State(parameters=parameters):
                for parameter in parameters:
                    slider = page.get_by_role("slider", name=parameter.label)
                    slider.fill(str(value[parameter.id]))
    page.get_by_role("button", name="Vérifier ma fiche", exact=True).click()
    page.get_by_text(re.compile(r"réponses? (?:complètes? )?sur")).wait_for()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Télécharger ma copie").click()
    downloading.value.save_as(folder / downloading.value.suggested_filename)


def _label(options: tuple[Option, ...], wanted: str) -> str:
    return next(option.label for option in options if option.id == wanted)
