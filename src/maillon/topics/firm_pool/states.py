"""Questions on the pool of firms: what a policy gives in five years, found again when marked.

As in `topics.first_steps.states`, the goals are public, so nothing here is a key. The model is
`topics.firm_pool.model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maillon.base.wording import NBSP, number
from maillon.sheet.marking import Checks
from maillon.topics.firm_pool.model import Policy, Trajectory, simulate
from maillon.topics.firm_pool.pictures import offers_told

WANTED_OFFERS = 3.0
WANTED_IMPACT = 28.0
TRIED_IMPACT = 20.0
"""Below, nearly nothing was asked: keeping offers is then no success."""
PATHS = {"dun-coup": "jump", "peu-a-peu": "ramp"}


def told(setting: Mapping[str, Any]) -> list[str]:
    """Say what a policy gives: fewest offers, highest price, displayed level and real impact.

    `setting` holds `chemin` (`dun-coup` or `peu-a-peu`), `duree` of the rise in months, and
    `appui`, `suivi` and `exigence` in percent.
    """
    run = _run(setting)
    worst = run.offers.index(run.fewest_offers)
    dear = run.price.index(max(run.price))
    return [
        f"Au plus bas, {offers_told(run.fewest_offers)}, au mois {worst}.",
        f"Au plus haut, le prix vaut {number(run.price[dear])}, au mois {dear}.",
        f"En cinq ans, les clauses affichées totalisent {number(run.total_displayed, 1)}.",
        f"En cinq ans, l’impact réel cumulé atteint {number(run.total_impact, 1)}.",
    ]


def policy_checks(setting: Mapping[str, Any]) -> Checks:
    """Check that a policy keeps three offers in every month, and has enough real impact in all.

    The offers count only when something was tried: else doing nothing would earn half the points.
    """
    run = _run(setting)
    enough = run.fewest_offers >= WANTED_OFFERS
    tried = run.total_impact >= TRIED_IMPACT
    low = run.offers.index(run.fewest_offers)
    lost = (
        f"Les offres tombent à {number(run.fewest_offers, 1)} au mois {low}{NBSP}: il en faut "
        f"toujours au moins {number(WANTED_OFFERS)}. Qui aide les entreprises à suivre, et à quel "
        "rythme ?"
    )
    if enough:
        lost = (
            "Les offres tiennent, mais la politique ne change presque rien. "
            "Ne pas bouger n’est pas encore réussir."
        )
    short = (
        f"L’impact réel cumulé atteint {number(run.total_impact, 1)}, pour "
        f"{number(WANTED_IMPACT)} au moins. Les clauses affichées totalisent "
        f"{number(run.total_displayed, 1)}{NBSP}: qui vérifie, et quand commence-t-on ?"
    )
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
