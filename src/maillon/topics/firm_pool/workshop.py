"""Workshop « Le vivier d’entreprises »: what a policy of demands does to offers, month by month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from maillon.base.wording import capitalised, count, percent
from maillon.topics.firm_pool.claims import CLAIMS, FEW_OFFERS
from maillon.topics.firm_pool.model import POLICIES, Policy, Trajectory, simulate
from maillon.topics.firm_pool.pictures import finding, firm_pool_picture, offers_told
from maillon.widgets import controls
from maillon.workshops.frame import Workshop, bench
from maillon.workshops.kept_settings import settings_of

#: The challenge: everything at once, and yet few months without choice, and a real impact.
MOST_MONTHS, LEAST_IMPACT = 12, 0.7

#: The policies that the surprise sets side by side.
SLOW_ALONE = POLICIES["Peu à peu, avec suivi, sans appui"]
JUMP_ALONE = POLICIES["D’un coup, avec suivi, sans appui"]
SLOW_UNSEEN = POLICIES["Peu à peu, avec appui, peu de suivi"]
SLOW_HELPED = POLICIES["Peu à peu, avec suivi et appui"]
JUMP_HELPED = POLICIES["D’un coup, avec suivi et appui"]


class PoolBench:
    """Five controls of a policy, and what it gives month by month; `moved` follows a change."""

    def __init__(self, moved: Callable[[], None]) -> None:
        setting = settings_of(PoolOfFirms.id)
        self._path, self._ramp = setting("chemin"), setting("duree")
        self._target, self._support = setting("exigence"), setting("appui")
        self._follow_up = setting("suivi")
        self.settings = [self._path, self._ramp, self._target, self._support, self._follow_up]
        self._reference: Trajectory | None = None
        self._result = controls.headed()
        self._figure = controls.portrait()
        self._restore = controls.restorer(self.settings)
        actions = controls.buttons(
            ("keep", "Garder ce réglage en points"), ("reset", "Réinitialiser", "quiet")
        )
        actions.on_click(self._act)
        controls.follow(self.settings, self._show, moved)
        self.box: Sequence[Any] = [bench([*self.settings, actions], [self._result, self._figure])]

    @property
    def policy(self) -> Policy:
        """What the controls describe."""
        return Policy(
            path=self._path.value,
            ramp_months=round(self._ramp.value),
            support=self._support.value / 100,
            follow_up=self._follow_up.value / 100,
            target=self._target.value / 100,
        )

    @property
    def run(self) -> Trajectory:
        """What the policy gives."""
        return simulate(self.policy)

    @property
    def described(self) -> str:
        """The policy, named in French without its capital."""
        return described(self.policy)

    def _act(self, button: str) -> None:
        self._reference = self.run if button == "keep" else None
        if button == "reset":
            self._restore()
        self._show()

    def _show(self) -> None:
        run = self.run
        self._ramp.disabled = self._path.value == "jump"
        controls.tell(self._result, [f"{capitalised(self.described)}.", finding(run)])
        reference = self._reference
        controls.redraw(self._figure, lambda: firm_pool_picture(run, reference=reference))


class PoolOfFirms(Workshop):
    """Path, length, support, follow-up and target: offers, price, displayed and real impact."""

    id = "vivier-entreprises"
    claims = CLAIMS

    @cached_property
    def bench(self) -> PoolBench:
        """A policy of demands."""
        return PoolBench(self.handled)

    def _comparison(self) -> Sequence[Any]:
        slow, leap = simulate(SLOW_ALONE), simulate(JUMP_HELPED)
        jump, helped = simulate(JUMP_ALONE), simulate(SLOW_HELPED)
        lines = self.said(
            "surprise",
            last=offers_told(slow.offers[-1]),
            few=FEW_OFFERS,
            late=_first_month_below(slow),
            early=_first_month_below(jump),
            slow=slow,
            jump=jump,
            unseen=simulate(SLOW_UNSEEN),
            leap=leap,
            helped=helped,
            months=count(leap.months_below(3), "mois", "mois"),
            fewer=helped.months_below(3) or "aucun",
        )
        return [self.against_bet(outcome(slow), *lines)]

    def _challenge(self) -> Sequence[Any]:
        return [*self.bench.settings, self.goal(self._judge)]

    def _judge(self) -> tuple[Sequence[str], bool]:
        run = self.bench.run
        few, impact = run.months_below(FEW_OFFERS), run.impact[-1]
        if run.policy.path != "jump":
            return ["Choisissez d’abord la montée d’un coup."], False
        lines = self.said(
            "goal",
            impact=impact,
            least=LEAST_IMPACT,
            few=FEW_OFFERS,
            months=count(few, "mois", "mois"),
            most=MOST_MONTHS,
        )
        enough, open_enough = round(impact, 2) >= LEAST_IMPACT, few <= MOST_MONTHS
        ends = {(True, True): "won", (False, False): "both", (False, True): "small"}
        end = ends.get((enough, open_enough), "closed")
        return [*lines, *self.said(end)], end == "won"


def described(policy: Policy) -> str:
    """Name a policy in French, without its capital."""
    if policy.target == policy.start:
        change = f"exigence laissée à {percent(policy.start)}"
    elif policy.path == "jump":
        change = f"exigence portée à {percent(policy.target)} d’un coup"
    else:
        months = count(policy.ramp_months, "mois", "mois")
        change = f"exigence portée à {percent(policy.target)} en {months}"
    return f"{change}, appui {percent(policy.support)}, suivi {percent(policy.follow_up)}"


def outcome(run: Trajectory) -> str:
    """Return the option of the bet that a run bears out."""
    first, last = run.offers[0], run.offers[-1]
    if last >= 0.8 * first:
        return "dip" if run.fewest_offers < 0.5 * first else "same"
    return "half" if last >= 0.25 * first else "collapse"


def _first_month_below(run: Trajectory) -> int:
    return next(month for month, value in enumerate(run.offers) if value < FEW_OFFERS)
