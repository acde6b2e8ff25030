"""Workshop « Qui entraîne qui ? »: a table of influences, then what a few levers change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from maillon.base.wording import capitalised, count, listing, number, ordinal
from maillon.sheet.wording import told
from maillon.topics.influence.claims import CLAIMS, TOP
from maillon.topics.influence.model.cross_impact import (
    STRONGEST,
    InfluenceMatrix,
    MatrixRefused,
    NoCircuit,
    Standing,
)
from maillon.topics.influence.model.fuzzy_map import Change, NoOrder
from maillon.topics.influence.model.purchase_system import (
    CASH,
    DEMANDS,
    FOLLOW_UP,
    FUZZY,
    IMPACT,
    INFLUENCE,
    LABELS,
    SOUNDING,
    TRUST,
    WORKLOAD,
)
from maillon.topics.influence.pictures.fuzzy_changes import fuzzy_changes_picture, lever_picture
from maillon.topics.influence.pictures.influence_plane import influence_plane_picture
from maillon.widgets import controls
from maillon.widgets.controls import Control
from maillon.workshops.frame import BET_FIRST, Workshop, bench

Rows = tuple[tuple[int, ...], ...]

#: The levers that a buyer holds; the other variables follow.
LEVERS = (DEMANDS, SOUNDING, FOLLOW_UP, CASH, TRUST)
#: What the lists of levers say of holding each of them.
LEVER_OPTIONS = [
    (DEMANDS, "Exigence du cahier des charges : demander davantage"),
    (SOUNDING, "Sourçage : rencontrer les entreprises, chaque fois"),
    (FOLLOW_UP, "Suivi d’exécution : vérifier ce qui est promis"),
    (CASH, "Trésorerie des entreprises : avancer, payer vite"),
    (TRUST, "Confiance : tenir parole, expliquer ses choix"),
]
#: The same variables in a sentence.
NAMED = {
    DEMANDS: "l’exigence du cahier des charges",
    SOUNDING: "le sourçage",
    FOLLOW_UP: "le suivi d’exécution",
    CASH: "la trésorerie des entreprises",
    TRUST: "la confiance",
    IMPACT: "l’impact réel",
    WORKLOAD: "la charge du service achats",
}
STRENGTHS = [("0", "0"), ("1", "1"), ("2", "2"), ("3", "3")]
DECKS = [
    ("all", "Les cartes de Hautebrune"),
    ("strong", "Ses cartes fortes seulement"),
    ("empty", "Une table vide, à remplir en groupe"),
]
#: Where the cards stand among the answers of the workshop.
ANSWER = "cartes"


class WhoDrivesWhom(Workshop):
    """Cards from 0 to 3, ranks with and without long paths; levers held, and what follows."""

    id = "qui-entraine-qui"
    claims = CLAIMS

    # The table of influences.

    def _exploration(self) -> Sequence[Any]:
        variables = [(label, capitalised(label)) for label in LABELS]
        deck, kept = self._kept_cards()
        self._deck = controls.select("Jeu de cartes de départ", DECKS, start=deck)
        self._cause = controls.select("Cartes qui partent de", variables, start=WORKLOAD)
        self._cards = [_card_rows(place, kept[place]) for place in range(len(LABELS))]
        self._forward = controls.select("Mettre en avant", variables, start=WORKLOAD)
        self._result = controls.sentence()
        self._result.add_class("maillon-headed")
        self._moved = controls.sentence()
        self._planes = controls.figure()
        self._planes.add_class("maillon-portrait").add_class("maillon-compact")
        actions = controls.buttons(("reset", "Réinitialiser", "quiet"))
        actions.on_click(lambda _button: self._reset())
        self._deck.on_value(lambda deck: None if self._dealing else self._deal(deck))
        self._cause.on_value(lambda _value: self._turn())
        self._forward.on_value(lambda _value: self._handled())
        self._dealing = False
        for cards in self._cards:
            cards.on_value(lambda _value: self._played())
        self._turn()
        self._show()
        settings = [self._forward, self._cause, *self._cards, self._deck, actions]
        return [bench(settings, [self._result, self._planes]), self._moved]

    def _kept_cards(self) -> tuple[str, Rows]:
        """Return the set and the cards that the trainee left, or those of Hautebrune."""
        kept = self.store.get(ANSWER)
        try:
            deck, rows = kept["deck"], InfluenceMatrix(LABELS, kept["rows"]).rows
        except (MatrixRefused, TypeError, KeyError):
            return "all", INFLUENCE.rows
        return (deck if deck in DEALT else "all"), rows

    def _turn(self) -> None:
        """Show the cards of one cause."""
        for label, cards in zip(LABELS, self._cards, strict=True):
            cards.hidden = label != self._cause.value

    def _reset(self) -> None:
        self._forward.value = self._cause.value = WORKLOAD
        self._deal("all")

    def _deal(self, deck: str) -> None:
        """Put a whole set of cards on the table."""
        self._dealing = True
        try:
            self._deck.value = deck
            for place, cards in enumerate(self._cards):
                cards.value = _as_value(place, DEALT[deck][place])
        finally:
            self._dealing = False
        self._played()

    def _played(self) -> None:
        if self._dealing:
            return
        rows = [list(row) for row in self._matrix().rows]
        news, tone = told(self.store.save(ANSWER, {"deck": self._deck.value, "rows": rows}))
        self._deck.say(news, tone)
        self._handled()

    def _handled(self) -> None:
        self._show()
        self.reach("handled")

    def _matrix(self) -> InfluenceMatrix:
        rows = [
            tuple(_strength(cards.value, effect) for effect in range(len(LABELS)))
            for cards in self._cards
        ]
        return InfluenceMatrix(LABELS, tuple(rows))

    def _show(self) -> None:
        matrix, forward = self._matrix(), self._forward.value
        try:
            ranking = matrix.stable_ranking()
            lines = [ranking.sentence(forward), ranking.summary]
        except NoCircuit as error:
            rank = _of(matrix.standings(), forward).influence_rank
            place = f"{capitalised(forward)} : {ordinal(rank)} rang d’influence directe."
            lines = ["Aucun circuit.", place, str(error)]
        controls.tell(self._result, lines)
        controls.tell(self._moved, _changed_cards(matrix))
        controls.redraw(self._planes, lambda: influence_plane_picture(matrix, highlight=forward))

    # The levers.

    def scenario(self) -> None:
        """*Manipuler*, second part: hold levers, and read what rises and what falls."""
        self._open_after("bet", self._scenario, BET_FIRST)

    def _scenario(self) -> Sequence[Any]:
        self._held = controls.checks("Tenir au plus haut", LEVER_OPTIONS)
        self._held.value = [DEMANDS]
        self._slope = controls.slider(
            "Vivacité des réactions (λ)",
            start=1,
            low=0.5,
            high=5,
            step=0.5,
            hint="Plus λ est grand, plus une petite poussée fait basculer une variable. "
            f"Jusqu’à {number(int(10 * FUZZY.safe_slope) / 10, 1)}, l’état final ne dépend pas du "
            "départ.",
        )
        self._follows = controls.sentence()
        self._follows.add_class("maillon-headed")
        self._bars = controls.figure()
        self._bars.add_class("maillon-portrait").add_class("maillon-compact")
        controls.watch((self._held, self._slope), self._played_out)
        self._play_out()
        return [bench([self._held, self._slope], [self._follows, self._bars])]

    def _played_out(self) -> None:
        self._play_out()
        self.decided()
        self.reach("handled")

    def _levers(self) -> dict[str, float]:
        return {label: 1.0 for label in LEVERS if label in (self._held.value or [])}

    def _play_out(self) -> None:
        held, slope = self._levers(), float(self._slope.value)
        try:
            changes = {change.label: change for change in FUZZY.changes(held, slope=slope)}
        except NoOrder as error:
            self._bars.hidden = True
            controls.tell(self._follows, [str(error)], "bad")
            return
        self._bars.hidden = False
        lines = ["Tenez au moins un levier."]
        if held:
            most = [each for each in changes.values() if each.rank == 1]
            lines = [_told(changes[IMPACT]), _told(changes[WORKLOAD]), *map(_told, most)]
            lines = list(dict.fromkeys(lines))
        controls.tell(self._follows, lines)
        controls.redraw(self._bars, lambda: fuzzy_changes_picture(FUZZY, held, slope=slope))

    def _decision(self) -> str:
        held = self._levers()
        if not held:
            return "ne tenir aucun levier"
        return f"tenir au plus haut {listing([NAMED[label] for label in held])}"

    def _displacement(self) -> Sequence[Any]:
        self._box(self._scenario)  # the decision is read on its controls
        return super()._displacement()

    # The bet and the challenge.

    def _comparison(self) -> Sequence[Any]:
        ranking = INFLUENCE.stable_ranking()
        before, after = (
            _of(each, WORKLOAD).influence_rank for each in (ranking.direct, ranking.indirect)
        )
        found = outcome(before, after)
        bet = self.placed_bet or found
        verdict = "C’est ce que dit la matrice." if bet == found else "La matrice dit autre chose."
        row = INFLUENCE.rows[LABELS.index(WORKLOAD)]
        driven = [
            f"{label} ({ordinal(_of(ranking.direct, label).influence_rank)})"
            for label, strength in zip(LABELS, row, strict=True)
            if strength
        ]
        levers = FUZZY.lever_ranking((DEMANDS, FOLLOW_UP), IMPACT)
        lines = [
            f"Votre pari : « {self.texts.bet.label(bet)} ». {verdict}",
            f"{ranking.sentence(WORKLOAD)} {ranking.summary}",
            (
                f"Elle n’a que {count(len(driven), 'carte')} : {listing(driven)}. Ces variables "
                f"entraînent beaucoup : elle agit par relais."
            ),
            (
                "Une seule carte changée au hasard, et la charge entre-t-elle encore dans les "
                f"trois premières ? {self.held('une-carte')}"
            ),
            f"Et si chaque carte pouvait bouger d’un cran ? {self.held('toutes-les-cartes')}",
            (
                f"Sur la carte floue, {NAMED[levers[0].label]} fait monter {NAMED[IMPACT]} plus "
                f"que {NAMED[levers[1].label]}, chaque levier poussé seul et d’un même pas. Les "
                "poids ont été choisis pour le montrer : n’en retenez que l’ordre et le sens."
            ),
            f"Et avec des poids tirés au hasard ? {self.held('suivi-exigence')}",
        ]
        tone = "good" if bet == found else "plain"
        figure = controls.figure(lever_picture(FUZZY, LEVERS, IMPACT))
        figure.add_class("maillon-portrait").add_class("maillon-compact")
        return [controls.sentence(*lines, tone=tone), figure]

    def _challenge(self) -> Sequence[Any]:
        self._box(self._scenario)  # the same controls serve both steps
        goal = controls.sentence()

        def judge() -> None:
            held, slope = self._levers(), float(self._slope.value)
            if DEMANDS not in held or len(held) != 2:
                controls.tell(goal, [f"Tenez {NAMED[DEMANDS]} et un seul autre levier."])
                return
            try:
                changes = {change.label: change for change in FUZZY.changes(held, slope=slope)}
            except NoOrder as error:
                controls.tell(goal, [str(error)])
                return
            won = changes[IMPACT].sign > 0 and changes[WORKLOAD].sign <= 0
            last = (
                f"Défi réussi avec λ = {number(slope, 1)}. {_cost(changes)}"
                if won
                else f"Le but : {NAMED[IMPACT]} monte, {NAMED[WORKLOAD]} ne monte pas."
            )
            lines = [_told(changes[IMPACT]), _told(changes[WORKLOAD]), last]
            controls.tell(goal, lines, "good" if won else "plain")

        controls.watch((self._held, self._slope), judge)
        judge()
        return [self._held, self._slope, goal]


def _card_rows(place: int, row: Sequence[int]) -> Control:
    """Return the cards of one cause: a strength for each of the nine other variables."""
    others = [(str(j), capitalised(label)) for j, label in enumerate(LABELS) if j != place]
    cards = controls.classify(
        f"Force de « {LABELS[place]} » sur…",
        others,
        STRENGTHS,
        hint="0 : rien, 1 : faible, 2 : moyenne, 3 : forte. Seulement l’effet direct.",
    )
    cards.value = _as_value(place, row)
    cards.add_class("maillon-rows")
    return cards


def _as_value(place: int, row: Sequence[int]) -> dict[str, str]:
    return {str(j): str(strength) for j, strength in enumerate(row) if j != place}


def _strength(value: object, effect: int) -> int:
    """Read one card; what the page sends beside the four strengths counts for nothing."""
    found = value.get(str(effect), "0") if isinstance(value, Mapping) else "0"
    return int(found) if isinstance(found, str) and found in dict(STRENGTHS) else 0


def _changed_cards(matrix: InfluenceMatrix) -> list[str]:
    changed = [
        f"{cause} → {effect} : {strength} au lieu de {known}"
        for cause, row, ours in zip(LABELS, matrix.rows, INFLUENCE.rows, strict=True)
        for effect, strength, known in zip(LABELS, row, ours, strict=True)
        if strength != known
    ]
    if not changed:
        return []
    if len(changed) > 5:
        return [f"{count(len(changed), 'carte')} diffèrent de celles de Hautebrune."]
    return ["Cartes changées :", *(f"• {line}." for line in changed)]


def outcome(before: int, after: int) -> str:
    """Return the option of the bet that two ranks bear out.

    >>> outcome(7, 3), outcome(7, 5), outcome(7, 7), outcome(7, 9)
    ('top', 'some', 'same', 'down')
    """
    if after >= before:
        return "same" if after == before else "down"
    return "top" if after <= TOP else "some"


def _told(change: Change) -> str:
    if change.held or not change.sign:
        return f"{capitalised(change.label)} : {change.word}."
    return f"{capitalised(change.label)} : {change.word} ({ordinal(change.rank)} changement)."


def _cost(changes: Mapping[str, Change]) -> str:
    """Say what else moves, so that winning is not the end of the question."""
    others = [
        f"{change.label} {change.word}"
        for change in changes.values()
        if change.sign and not change.held and change.label not in (IMPACT, WORKLOAD)
    ]
    return f"Voyez aussi le reste : {listing(others)}." if others else "Rien d’autre ne bouge."


def _of(standings: Sequence[Standing], label: str) -> Standing:
    return next(standing for standing in standings if standing.label == label)


def _strong(rows: Rows) -> Rows:
    return tuple(tuple(s if s == STRONGEST else 0 for s in row) for row in rows)


DEALT: dict[str, Rows] = {
    "all": INFLUENCE.rows,
    "strong": _strong(INFLUENCE.rows),
    "empty": tuple((0,) * len(LABELS) for _ in LABELS),
}
"""The cards of each set, cause by cause."""
