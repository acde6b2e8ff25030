"""The service that a chain still gives, day by day, once links have stopped."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from maillon.base.wording import NBSP, capitalised, count, listing, number, percent
from maillon.plots.canvas import Axes, Figure, framed, heading, page
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, DOTS, FADED, MUTED
from maillon.topics.disruption.model.service import LONGEST, Node, lost_service, service_levels

COLUMNS = ("Jours depuis l’arrêt", "Service sans mesure", "Service avec mesures")
#: A title and two lines of key above the axes.
HEIGHT = 236.0
#: Left, right, top and bottom.
MARGINS = (40.0, 14.0, 66.0, 38.0)
NOTHING = "Aucun maillon n’est à l’arrêt : le service est complet chaque jour."
#: A run of days with one same service: first day, last day, level.
Run = tuple[int, int, float]


def service_picture(before: Sequence[Node], after: Sequence[Node] | None = None) -> Picture:
    """Draw the service of each day when these links stop together on day 0.

    `after` are the same links once measures are in place; without it, only one line is drawn.
    The data are one row a period without change.
    """
    horizon = min(LONGEST, 5 + max((node.time_to_recover for node in before), default=5))
    plain = service_levels(before, horizon)
    helped = service_levels(before if after is None else after, horizon)
    changed = helped != plain
    with page(HEIGHT, hatch=0.9) as fig:
        ax = _axes(fig, horizon)
        days = range(horizon + 1)
        ends = [*plain, plain[-1]], [*helped, helped[-1]]
        ax.fill_between(
            days, ends[1], 1, step="post", facecolor="none", edgecolor=FADED, hatch="////", lw=0
        )
        if changed:
            ax.plot(days, ends[0], drawstyle="steps-post", color=MUTED, lw=1.8, ls=DOTS)
        ax.plot(days, ends[1], drawstyle="steps-post", color=BALANCING, lw=2.6)
        _key(fig, before, after if changed else None)
    return Picture.from_figure(
        fig,
        alt=" ".join(finding(before, after)),
        caption=_caption(before),
        columns=COLUMNS,
        rows=_table(plain, helped),
    )


def finding(before: Sequence[Node], after: Sequence[Node] | None = None) -> tuple[str, ...]:
    """Say in French, a paragraph a situation, what happens day by day and what it loses."""
    if not before:
        return (NOTHING,)
    plain = _story(before)
    helped = plain if after is None else _story(after)
    if helped == plain:
        return (capitalised(plain),)
    return f"Sans mesure{NBSP}: {plain}", f"Avec mesures{NBSP}: {helped}"


def full_days(days: float) -> str:
    r"""Write a number of full-service days, with a decimal unless it is whole.

    >>> full_days(0.8), full_days(52.0)
    ('0,8\xa0jour', '52\xa0jours')
    """
    shown = round(days, 1)
    text = number(shown, 0 if shown.is_integer() else 1)
    return f"{text}{NBSP}jour{'s' if shown >= 2 else ''}"


def lost_days(days: float) -> str:
    r"""Write a number of full-service days that are lost.

    >>> lost_days(0.8), lost_days(10.5)
    ('0,8\xa0jour perdu', '10,5\xa0jours perdus')
    """
    return f"{full_days(days)} perdu{'s' if round(days, 1) >= 2 else ''}"


def _story(nodes: Sequence[Node]) -> str:
    horizon = max(1, *(node.time_to_recover for node in nodes))
    parts = [
        f"{_level(level)} pendant {count(last - first + 1, 'jour')}"
        for first, last, level in _runs(service_levels(nodes, horizon))
    ]
    return f"service {', puis '.join(parts)}. {capitalised(lost_days(lost_service(*nodes)))}."


def _level(level: float) -> str:
    """Say a level after « service »: the ends in words, the others as a share."""
    return {0.0: "nul", 1.0: "complet"}.get(level, f"à {percent(level)}")


def _runs(levels: Sequence[float]) -> list[Run]:
    runs: list[Run] = []
    for level, days in groupby(enumerate(levels), key=lambda each: each[1]):
        numbers = [day for day, _ in days]
        runs.append((numbers[0], numbers[-1], level))
    return runs


def _table(plain: Sequence[float], helped: Sequence[float]) -> list[tuple[str, str, str]]:
    rows = []
    pairs = list(zip(plain, helped, strict=True))
    for pair, days in groupby(range(len(pairs)), key=lambda day: pairs[day]):
        numbers = list(days)
        span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} à {numbers[-1]}"
        rows.append((span, percent(pair[0]), percent(pair[1])))
    return rows


def _caption(nodes: Sequence[Node]) -> str:
    stopped = listing([node.label for node in nodes]) or "aucun maillon"
    return (
        f"Service rendu chaque jour. À l’arrêt{NBSP}: {stopped}. "
        f"La surface hachurée est le service perdu. Statut des valeurs{NBSP}: fictif."
    )


def _axes(fig: Figure, horizon: int) -> Axes:
    ax = framed(fig, *MARGINS)
    ax.set_xlim(0, horizon)
    ax.set_ylim(-0.03, 1.06)
    ax.set_yticks([0, 0.5, 1], [percent(share) for share in (0, 0.5, 1)])
    ax.set_xlabel("jours de service depuis l’arrêt")
    return ax


def _key(fig: Figure, before: Sequence[Node], after: Sequence[Node] | None) -> None:
    """Say what each line stands for and what it loses: no colour to be told apart."""

    def words(name: str, nodes: Sequence[Node]) -> str:
        return f"{name}{NBSP}: {lost_days(lost_service(*nodes))}"

    plain = words("sans mesure", before)
    lines: list[tuple[str, str, Any]] = [(plain, BALANCING, "-")]
    if after is not None:
        helped = words("avec mesures", after)
        lines = [(plain, MUTED, DOTS), (helped, BALANCING, "-")]
    heading(fig, "Service rendu, jour par jour", lines)
