"""Questions on the pool of firms: what a policy gives in five years, found again when marked.

As in `topics.first_steps.states`, the goals are public, so nothing here is a key. The model is
`topics.firm_pool.model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from maillon.sheet.marking import Checks
from maillon.topics.firm_pool.model import Policy, Trajectory, simulate
from maillon.topics.firm_pool.pictures import offers_told
from maillon.workshops.texts import load_texts, say

WANTED_OFFERS = 3.0
WANTED_IMPACT = 28.0
TRIED_IMPACT = 20.0
"""Below, nearly nothing was asked: keeping offers is then no success."""
_say = partial(say, "vivier-entreprises")
PATHS = {"dun-coup": "jump", "peu-a-peu": "ramp"}


def told(setting: Mapping[str, Any]) -> list[str]:
    """Say what a policy gives: fewest offers, highest price, displayed level and real impact.

    `setting` holds `chemin` (`dun-coup` or `peu-a-peu`), `duree` of the rise in months, and
    `appui`, `suivi` and `exigence` in percent.
    """
    run = _run(setting)
    worst = run.offers.index(run.fewest_offers)
    dear = run.price.index(max(run.price))
    offers = offers_told(run.fewest_offers)
    texts = load_texts("vivier-entreprises")
    return texts.told(
        "five-years", run=run, offers=offers, worst=worst, price=run.price[dear], dear=dear
    )


def policy_checks(setting: Mapping[str, Any]) -> Checks:
    """Check that a policy keeps three offers in every month, and has enough real impact in all.

    The offers count only when something was tried: else doing nothing would earn half the points.
    """
    run = _run(setting)
    enough = run.fewest_offers >= WANTED_OFFERS
    tried = run.total_impact >= TRIED_IMPACT
    low = run.offers.index(run.fewest_offers)
    lost = _say("idle" if enough else "lost", run=run, low=low, wanted=WANTED_OFFERS)
    short = _say("short", run=run, wanted=WANTED_IMPACT)
    return [(enough and tried, lost), (run.total_impact >= WANTED_IMPACT, short)]


def _run(setting: Mapping[str, Any]) -> Trajectory:
    return simulate(
        Policy(
            path=PATHS[str(setting["chemin"])],  # type: ignore[arg-type] # one of two literals
            ramp_months=round(float(setting["duree"])),
            support=float(setting["appui"]) / 100,
            follow_up=float(setting["suivi"]) / 100,
            target=float(setting["exigence"]) / 100,
        )
    )
