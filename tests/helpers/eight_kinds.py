"""A small exercise with a question of each kind but the chain, and an answer to each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maillon.sheet.store import AnswerStore

ID = "essai-fiche"

TOML = f"""
schema = 1
assignment = "{ID}"
title = "Huit questions"

[[question]]
id = "lieu"
kind = "choice"
title = "Le lieu"
prompt = "Où ?"
options = [{{ id = "ici", label = "Ici" }}, {{ id = "la", label = "Là" }}]

[[question]]
id = "copie"
kind = "choices"
title = "La copie"
prompt = "Que contient-elle ?"
options = [{{ id = "nom", label = "Un nom" }}, {{ id = "carnet", label = "Un carnet" }}]

[[question]]
id = "gestes"
kind = "order"
title = "Les gestes"
prompt = "Dans quel ordre ?"
items = [{{ id = "b", label = "Finir" }}, {{ id = "a", label = "Commencer" }}]

[[question]]
id = "etapes"
kind = "classify"
title = "Les étapes"
prompt = "Quelle étape ?"
items = [{{ id = "payer", label = "Payer" }}, {{ id = "voir", label = "Visiter" }}]
categories = [{{ id = "avant", label = "Avant" }}, {{ id = "apres", label = "Après" }}]

[[question]]
id = "cout"
kind = "number"
title = "Le coût"
prompt = "Combien ?"
unit = "€"
example = "1 250"

[[question]]
id = "reglage"
kind = "state"
title = "Le réglage"
prompt = "Réglez."

[[question.parameters]]
id = "repas"
label = "Repas"
min = 0
max = 100
step = 5
start = 50
unit = "repas"

[[question.parameters]]
id = "mode"
label = "Mode"
options = [{{ id = "u", label = "Union" }}, {{ id = "v", label = "Variante" }}]

[[question]]
id = "carte"
kind = "map"
title = "La carte"
prompt = "Dessinez."
reinforcing = 1
balancing = 0
max_variables = 3

[[question]]
id = "avis"
kind = "text"
title = "L’avis"
prompt = "Pourquoi ?"
max_words = 5
rubric = ["Un motif (2 points)"]

[[question]]
id = "attente"
kind = "text"
title = "L’attente"
prompt = "Qu’attendez-vous ?"
max_words = 60
required = false
"""

#: An answer to each question, in the shape of `reponses.json`.
ANSWERS: dict[str, Any] = {
    "lieu": "ici",
    "copie": ["nom", "carnet"],
    "gestes": ["a", "b"],
    "etapes": {"payer": "apres", "voir": "avant"},
    "cout": "1 500 €",
    "reglage": {"repas": 65, "mode": "v"},
    "carte": {
        "schema": 1,
        "title": "",
        "variables": [
            {"id": "v1", "label": "confiance", "x": 0.2, "y": 0.5},
            {"id": "v2", "label": "dialogue", "x": 0.8, "y": 0.5},
        ],
        "arrows": [
            {"cause": "v1", "effect": "v2", "sign": 1, "delay": False},
            {"cause": "v2", "effect": "v1", "sign": 1, "delay": True},
        ],
    },
    "avis": "Parce que c’est utile.",
}


def make_exercise(folder: Path) -> Path:
    """Write the exercise, with a notebook to hand in, in *folder*."""
    folder.mkdir(exist_ok=True)
    (folder / "questions.toml").write_text(TOML, encoding="utf-8")
    (folder / f"{ID}.ipynb").write_text('{"cells": []}', encoding="utf-8")
    return folder


def answer_all(store: AnswerStore) -> None:
    """Answer every required question."""
    for name, value in ANSWERS.items():
        assert store.save(name, value) == ()
