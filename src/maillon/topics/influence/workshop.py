"""Workshop « Qui entraîne qui ? »: a table of influences, then what a few levers change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from maillon.base.amounts import OutOfModel
from maillon.base.wording import capitalised, count, listing, number, ordinal
from maillon.sheet.store import AnswerStore
from maillon.topics.influence.claims import CLAIMS, TOP
from maillon.topics.influence.model.cross_impact import (
    STRONGEST,
    InfluenceMatrix,
    NoCircuit,
    Standing,
)
from maillon.topics.influence.model.fuzzy_map import Change, NoOrder
from maillon.topics.influence.model.purchase_system import (
    DEMANDS,
    FOLLOW_UP,
    FUZZY,
    IMPACT,
    INFLUENCE,
    LABELS,
    LEVERS,
    NAMED,
    WORKLOAD,
)
from maillon.topics.influence.pictures.fuzzy_changes import fuzzy_changes_picture, lever_picture
from maillon.topics.influence.pictures.influence_plane import influence_plane_picture
from maillon.widgets import controls
from maillon.widgets.controls import Control
from maillon.workshops.frame import BET_FIRST, Workshop, bench
from maillon.workshops.kept_settings import keep, settings_of

Rows = tuple[tuple[int, ...], ...]

STRENGTHS = [("0", "0"), ("1", "1"), ("2", "2"), ("3", "3")]
#: Where the cards stand among the answers of the workshop.
ANSWER = "cartes"


class CardBench:
    """The table of influences, kept in `store`, and the ranks that it gives; `moved` follows."""

    described = ""  # the decision is one of levers

    def __init__(self, store: AnswerStore, moved: Callable[[], None]) -> None:
        self._store, self._moved = store, moved
        variables = [(label, capitalised(label)) for label in LABELS]
        deck, kept = self._kept_cards()
        self._deck = settings_of(WhoDrivesWhom.id)("jeu", start=deck)
        self._cause = controls.select("Cartes qui partent de", variables, start=WORKLOAD)
        self._cards = [_card_rows(place, kept[place]) for place in range(len(LABELS))]
        self._forward = controls.select("Mettre en avant", variables, start=WORKLOAD)
        self._result = controls.headed()
        self._changes = controls.sentence()
        self._planes = controls.portrait()
        reset = controls.buttons(("reset", "Réinitialiser", "quiet"))
        reset.on_click(lambda _button: self._reset())
        self._deck.on_value(self._deal)
        self._cause.on_value(lambda _value: self._turn())
        self._forward.on_value(lambda _value: self._handled())
        controls.watch([self._deck, *self._cards], self._played)
        self._turn()
        self._show()
        self.settings = [self._forward, self._cause, *self._cards, self._deck]
        self.box: Sequence[Any] = [
            bench([*self.settings, reset], [self._result, self._planes]),
            self._changes,
        ]

    def _kept_cards(self) -> tuple[str, Rows]:
        """Return the set and the cards that the trainee left, or those of Hautebrune."""
        kept = self._store.get(ANSWER)
        try:
            deck, rows = kept["deck"], InfluenceMatrix(LABELS, kept["rows"]).rows
        except (OutOfModel, TypeError, KeyError):
            return "all", INFLUENCE.rows
        return (deck if deck in DEALT else "all"), rows

    def _turn(self) -> None:
        """Show the cards of one cause."""
        for label, cards in zip(LABELS, self._cards, strict=True):
            cards.hidden = label != self._cause.value

    def _reset(self) -> None:
        self._forward.value = self._cause.value = WORKLOAD
        self._deck.value = "all"
        self._deal("all")

    def _deal(self, deck: str) -> None:
        """Put a whole set of cards on the table."""
        for place, cards in enumerate(self._cards):
            cards.value = _as_value(place, DEALT[deck][place])

    def _played(self) -> None:
        rows = [list(row) for row in self._matrix().rows]
        keep(self._store, ANSWER, {"deck": self._deck.value, "rows": rows}, self._deck)
        self._handled()

    def _handled(self) -> None:
        self._show()
        self._moved()

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
        controls.tell(self._changes, _changed_cards(matrix))
        controls.redraw(self._planes, lambda: influence_plane_picture(matrix, highlight=forward))


class LeverBench:
    """Levers to hold, and what then rises and falls; `moved` follows a change."""

    def __init__(self, moved: Callable[[], None]) -> None:
        self._held = controls.checks("Tenir au plus haut", LEVERS.items())
        self._held.value = [DEMANDS]
        self.slope = controls.slider(
            "Vivacité des réactions (λ)",
            start=1,
            low=0.5,
            high=5,
            step=0.5,
            hint="Plus λ est grand, plus une petite poussée fait basculer une variable. "
            f"Jusqu’à {number(int(10 * FUZZY.safe_slope) / 10, 1)}, l’état final ne dépend pas du "
            "départ.",
        )
        self._follows = controls.headed()
        self._bars = controls.portrait()
        self.settings = [self._held, self.slope]
        controls.follow(self.settings, self._show, moved)
        self.box: Sequence[Any] = [bench(self.settings, [self._follows, self._bars])]

    @property
    def held(self) -> dict[str, float]:
        """The levers held, each at its highest."""
        return {label: 1.0 for label in LEVERS if label in (self._held.value or [])}

    @property
    def changes(self) -> dict[str, Change]:
        """What follows, by variable.

        Raises:
            NoOrder: the map does not settle.
        """
        levers = FUZZY.changes(self.held, slope=float(self.slope.value))
        return {change.label: change for change in levers}

    @property
    def described(self) -> str:
        """The levers held, in French."""
        if not self.held:
            return "ne tenir aucun levier"
        return f"tenir au plus haut {listing([NAMED[label] for label in self.held])}"

    def _show(self) -> None:
        held, slope = self.held, float(self.slope.value)
        try:
            changes = self.changes
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


class WhoDrivesWhom(Workshop):
    """Cards from 0 to 3, ranks with and without long paths; levers held, and what follows."""

    id = "qui-entraine-qui"
    claims = CLAIMS

    @cached_property
    def bench(self) -> CardBench:
        """The table of influences."""
        return CardBench(self.store, self.handled)

    @cached_property
    def levers(self) -> LeverBench:
        """The levers and what they move."""
        return LeverBench(self.handled)

    def scenario(self) -> None:
        """*Manipuler*, second part: hold levers, and read what rises and what falls."""
        self._open_after("bet", self._scenario, BET_FIRST)

    def _scenario(self) -> Sequence[Any]:
        return self.levers.box

    def _decision(self) -> str:
        return self.levers.described

    def _comparison(self) -> Sequence[Any]:
        ranking = INFLUENCE.stable_ranking()
        before, after = (
            _of(each, WORKLOAD).influence_rank for each in (ranking.direct, ranking.indirect)
        )
        row = INFLUENCE.rows[LABELS.index(WORKLOAD)]
        driven = [
            f"{label} ({ordinal(_of(ranking.direct, label).influence_rank)})"
            for label, strength in zip(LABELS, row, strict=True)
            if strength
        ]
        levers = FUZZY.lever_ranking((DEMANDS, FOLLOW_UP), IMPACT)
        lines = self.said(
            "surprise",
            moved=f"{ranking.sentence(WORKLOAD)} {ranking.summary}",
            cards=count(len(driven), "carte"),
            driven=listing(driven),
            best=NAMED[levers[0].label],
            other=NAMED[levers[1].label],
            target=NAMED[IMPACT],
        )
        told = self.against_bet(
            outcome(before, after),
            *lines,
            right="C’est ce que dit la matrice.",
            wrong="La matrice dit autre chose.",
        )
        return [told, controls.portrait(lever_picture(FUZZY, tuple(LEVERS), IMPACT))]

    def _challenge(self) -> Sequence[Any]:
        levers = self.levers.settings
        return [*levers, self.goal(self._judge)]

    def _judge(self) -> tuple[Sequence[str], bool]:
        levers = self.levers
        if DEMANDS not in levers.held or len(levers.held) != 2:
            return [f"Tenez {NAMED[DEMANDS]} et un seul autre levier."], False
        try:
            changes = levers.changes
        except NoOrder as error:
            return [str(error)], False
        won = changes[IMPACT].sign > 0 and changes[WORKLOAD].sign <= 0
        last = (
            f"Défi réussi avec λ = {number(levers.slope.value, 1)}. {_cost(changes)}"
            if won
            else f"Le but : {NAMED[IMPACT]} monte, {NAMED[WORKLOAD]} ne monte pas."
        )
        return [_told(changes[IMPACT]), _told(changes[WORKLOAD]), last], won


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
    """Return the option of the bet that two ranks bear out."""
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
