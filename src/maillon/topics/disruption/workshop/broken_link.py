"""Workshop « Quand un maillon casse »: service day by day, and measures under a budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from maillon import territory
from maillon.base.wording import count, listing, number, percent
from maillon.topics.disruption.claims import CLAIMS
from maillon.topics.disruption.model.measures import (
    MOST_STOCK,
    NONE,
    SOURCE_COST,
    Measures,
    apply,
    apply_all,
    cost,
    total_cost,
)
from maillon.topics.disruption.model.service import Node, lost_service, nodes_of
from maillon.topics.disruption.pictures.service import (
    finding,
    full_days,
    lost_days,
    service_picture,
)
from maillon.topics.disruption.pictures.spend_and_loss import (
    loss_bars_picture,
    spend_and_loss_picture,
)
from maillon.topics.disruption.workshop.own_links import ANSWER, OwnLinksStep
from maillon.widgets import controls
from maillon.workshops.frame import HANDLE_FIRST, Workshop, bench
from maillon.workshops.kept_settings import settings_of

#: k€ that one may spend; the challenge: links struck together, and days of loss to stay under.
BUDGET = 15.0
STRUCK_TOGETHER = frozenset({"legumerie", "abattoir"})
GOAL = 9.0
FIRST_STRUCK = "grossiste"
SOURCE, PLAN = "source", "plan"


class LinkBench:
    """Links struck, and for each link stock, second source and plan; `moved` follows a change."""

    def __init__(self, moved: Callable[[], None]) -> None:
        self.nodes = nodes_of(territory.table("restauration-scolaire", "maillons"))
        self.plan: dict[str, Measures] = {}
        self._moved = moved
        names = [(name, node.label) for name, node in self.nodes.items()]
        self._struck = controls.checks("Maillons à l’arrêt, le même jour", names)
        self._struck.value = [FIRST_STRUCK]
        self._target = controls.select("Maillon à renforcer avant la panne", names)
        self._stock = settings_of(BrokenLink.id)("stock", high=MOST_STOCK)
        self._bought = controls.checks("Autres parades pour ce maillon", [])
        self.settings = [self._struck, self._target, self._stock, self._bought]
        reset = controls.buttons(("reset", "Réinitialiser", "quiet"))
        reset.on_click(lambda _button: self._reset())
        self._result = controls.headed()
        self.spent = controls.sentence()
        self.figure = controls.portrait()
        self._struck.on_value(lambda _value: self._handled())
        self._target.on_value(lambda _value: self._follow())
        controls.watch((self._stock, self._bought), self._buy)
        self._follow()
        results = [self.spent, self._result, self.figure]
        self.box: Sequence[Any] = [bench([*self.settings, reset], results)]

    def _follow(self) -> None:
        """Show on the controls what is already bought for the link to strengthen."""
        node, bought = self.nodes[self._target.value], self._measures()
        chosen = {SOURCE: bought.second_source, PLAN: bought.continuity_plan}
        self._stock.value = float(bought.extra_stock)
        self._bought.options = [list(each) for each in _offers(node)]
        self._bought.value = [name for name, is_bought in chosen.items() if is_bought]
        self._show()

    def _measures(self) -> Measures:
        return self.plan.get(self._target.value, NONE)

    def _buy(self) -> None:
        chosen = self._bought.value or []
        bought = Measures(
            second_source=SOURCE in chosen,
            extra_stock=round(self._stock.value),
            continuity_plan=PLAN in chosen,
        )
        if bought != self._measures():  # else the controls only turned to another link
            self.plan[self._target.value] = bought
            self._handled()

    def _reset(self) -> None:
        self.plan.clear()
        self._follow()
        self._struck.value = [FIRST_STRUCK]

    def _handled(self) -> None:
        self._show()
        self._moved()

    @property
    def stopped(self) -> list[str]:
        """The links struck, by id, in the order of the page."""
        return [name for name in self.nodes if name in (self._struck.value or [])]

    @property
    def improved(self) -> dict[str, Node]:
        """The links once what is bought is in place."""
        return apply_all(self.nodes, self.plan)

    @property
    def cost(self) -> float:
        """What is bought, in k€."""
        return total_cost(self.nodes, self.plan)

    @property
    def described(self) -> str:
        """What is bought before the failure, in French."""
        plan = described(self.nodes, self.plan)
        return f"acheter avant la panne, pour {plan}" if plan else "ne rien acheter avant la panne"

    def _show(self) -> None:
        improved = self.improved
        before = [self.nodes[name] for name in self.stopped]
        after = [improved[name] for name in self.stopped]
        labels = listing([node.label for node in before])
        head = [f"À l’arrêt : {labels}."] if labels else []
        controls.tell(self._result, [*head, *map(portrait, after), *finding(before, after)])
        self._target.say(portrait(improved[self._target.value]))
        spent = self.cost
        controls.tell(
            self.spent,
            [f"Budget engagé : {thousands(spent)} sur {thousands(BUDGET)}.", *self._over(spent)],
            "bad" if spent > BUDGET else "plain",
        )
        controls.redraw(self.figure, lambda: service_picture(before, after))

    def _over(self, spent: float) -> list[str]:
        if spent > BUDGET:
            return [f"C’est {thousands(spent - BUDGET)} de trop : retirez une parade."]
        plan = described(self.nodes, self.plan)
        return [f"Pour {plan}."] if plan else ["Rien n’est encore acheté."]


class BrokenLink(Workshop):
    """Links struck, and measures under a budget; then the trainee's own links."""

    id = "maillon-casse"
    claims = CLAIMS

    @cached_property
    def bench(self) -> LinkBench:
        """The links of the canteen."""
        return LinkBench(self.handled)

    def _comparison(self) -> Sequence[Any]:
        nodes = self.bench.nodes
        lost = {name: lost_service(node) for name, node in nodes.items()}
        worst = max(lost, key=lambda name: lost[name])
        dearest = max(nodes, key=lambda name: nodes[name].spend)
        compared = (self.placed_bet or worst, dearest, worst)
        lines = [
            *(_weighed(nodes[name]) for name in dict.fromkeys(compared)),
            *self.said(
                "surprise",
                dearest=nodes[dearest].label,
                worth=full_days(_worth_of_a_day(nodes[dearest])),
            ),
        ]
        told = self.against_bet(worst, *lines)
        pictures = (loss_bars_picture(nodes), spend_and_loss_picture(nodes))
        return [told, *map(controls.portrait, pictures)]

    def _challenge(self) -> Sequence[Any]:
        links = self.bench
        told = self.goal(self._judge)
        return [bench(links.settings, [told, links.spent, links.figure])]

    def _judge(self) -> tuple[Sequence[str], bool]:
        links = self.bench
        struck = [links.nodes[name].label for name in links.nodes if name in STRUCK_TOGETHER]
        if set(links.stopped) != STRUCK_TOGETHER:
            return self.said("first", struck=listing(struck)), False
        lost = lost_service(*(links.improved[name] for name in STRUCK_TOGETHER))
        spent = links.cost
        end = "dear" if spent > BUDGET else "long" if lost >= GOAL else "won"
        lines = self.said(
            "goal", lost=full_days(lost), least=GOAL, spent=thousands(spent), budget=BUDGET
        )
        return [*lines, *self.said(end)], end == "won"

    def own_links(self) -> None:
        """*Au bureau*: the trainee's own six links, computed as they are typed, and printed."""
        self._open_after(self._once_filled(ANSWER), self._own_links, HANDLE_FIRST)

    def _own_links(self) -> Sequence[Any]:
        return OwnLinksStep(self.store).box


def described(nodes: Mapping[str, Node], plan: Mapping[str, Measures]) -> str:
    """Name a plan in French, link by link; empty when nothing is bought."""
    parts = []
    for name, bought in plan.items():
        stock = count(bought.extra_stock, "jour de stock", "jours de stock")
        chosen = [
            text
            for text, is_bought in (
                ("second fournisseur", bought.second_source),
                (stock, bought.extra_stock > 0),
                ("plan de continuité", bought.continuity_plan),
            )
            if is_bought
        ]
        if chosen:
            parts.append(f"{nodes[name].label} ({listing(chosen)})")
    return listing(parts)


def portrait(node: Node) -> str:
    r"""Say the numbers of a link in one French sentence.

    >>> portrait(Node("Froid", alternative=0.6, delay=1, time_to_recover=10))
    'Froid\xa0: 0\xa0jour de stock, secours de 60\xa0% en 1\xa0jour, rétabli en 10\xa0jours.'
    """
    helpers = [
        f"{who} {percent(share)}{of_what} en {count(delay, 'jour')}"
        for who, share, of_what, delay in (
            ("secours de", node.alternative, "", node.delay),
            ("second fournisseur pour", node.second_source, " du manque", node.second_delay),
        )
        if share
    ]
    return (
        f"{node.label} : {count(node.stock, 'jour')} de stock, "
        f"{', '.join(helpers) or 'aucun secours'}, "
        f"rétabli en {count(node.time_to_recover, 'jour')}."
    )


def thousands(amount: float) -> str:
    r"""Write an amount in thousands of euros.

    >>> thousands(13.12), thousands(15)
    ('13,1\xa0k€', '15\xa0k€')
    """
    shown = round(float(amount), 1)
    return f"{number(shown, 0 if shown.is_integer() else 1)}\xa0k€"


def _offers(node: Node) -> list[tuple[str, str]]:
    plan = cost(node, Measures(continuity_plan=True))
    return [
        (SOURCE, f"Qualifier un second fournisseur : {thousands(SOURCE_COST)}"),
        (PLAN, f"Clause « plan de continuité » : {thousands(plan)}"),
    ]


def _weighed(node: Node) -> str:
    return f"{node.label} : {thousands(node.spend)} par an, {lost_days(lost_service(node))}."


def _worth_of_a_day(node: Node) -> float:
    return lost_service(node) - lost_service(apply(node, Measures(extra_stock=1)))
