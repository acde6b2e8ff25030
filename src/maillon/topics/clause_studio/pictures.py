"""The eight checks of a clause as a radar: nothing to say, a signal, or no meaning here."""

from __future__ import annotations

from math import cos, pi, sin

from maillon.base.wording import NBSP, capitalised, count, listing
from maillon.clauses import CHECKS, Review, Verdict
from maillon.plots.canvas import Axes, bare, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, DOTS, FADED, MUTED, PAPER, REINFORCING, TINT

COLUMNS = ("Contrôle", "Avant", "Maintenant")
WORDS = {Verdict.OK: "rien à signaler", Verdict.FLAG: "signal", Verdict.NA: "sans objet"}
#: How far from the centre each outcome stands; the order says « further is calmer », no measure.
REACH = {Verdict.OK: 1.0, Verdict.NA: 0.62, Verdict.FLAG: 0.28}
#: Marker, its size, its fill and its edge.
MARKS = {
    Verdict.OK: ("o", 8, BALANCING, BALANCING),
    Verdict.NA: ("s", 8, PAPER, MUTED),
    Verdict.FLAG: ("X", 10, REINFORCING, REINFORCING),
}
HEIGHT, RADIUS = 268.0, 78.0
#: What the picture spans: the longest label stands on the right.
ACROSS, UPWARDS = (-135, 167), (-134, 134)
#: Labels cut where they would leave the picture.
SHORT = {"non_discriminatory": "ouverte à tous", "followed_up": "suivie"}


def clause_radar_picture(now: Review, *, before: Review | None = None) -> Picture:
    """Draw the outcome of each check: a dot outside, a cross near the centre, a square between.

    `before` is the review of the first version, drawn in dots.
    """
    with page(HEIGHT) as fig:
        ax = bare(fig, across=ACROSS, upwards=UPWARDS)
        _web(ax)
        if before is not None:
            ax.plot(*_outline(before), color=MUTED, lw=1.6, ls=DOTS, zorder=2)
        xs, ys = _outline(now)
        ax.fill(xs, ys, color=TINT, zorder=1)
        ax.plot(xs, ys, color=BALANCING, lw=1.8, zorder=3)
        for rank, check in enumerate(CHECKS):
            _mark(ax, rank, now.verdict(check))
    return Picture.from_figure(
        fig,
        alt=finding(now),
        caption=(
            f"Rond, loin du centre{NBSP}: rien à signaler. Croix, près du centre{NBSP}: signal. "
            f"Carré{NBSP}: contrôle sans objet pour cette clause. Points{NBSP}: le texte de départ."
        ),
        columns=COLUMNS,
        rows=[
            (
                capitalised(label),
                WORDS[before.verdict(check)] if before else "non lu",
                WORDS[now.verdict(check)],
            )
            for check, label in CHECKS.items()
        ],
    )


def finding(now: Review) -> str:
    """Say how many checks give a signal, and which."""
    flagged = [CHECKS[check] for check in now.findings]
    if not flagged:
        return "Aucun signal sur huit contrôles."
    signals = count(len(flagged), "signal", "signaux")
    return f"{signals} sur huit contrôles{NBSP}: {listing(flagged)}."


def _angle(rank: int) -> float:
    return pi / 2 - 2 * pi * rank / len(CHECKS)


def _outline(review: Review) -> tuple[list[float], list[float]]:
    """Return the closed line through the outcomes."""
    reach = [REACH[review.verdict(check)] * RADIUS for check in CHECKS]
    places = [(r * cos(_angle(k)), r * sin(_angle(k))) for k, r in enumerate(reach)]
    xs, ys = zip(*[*places, places[0]], strict=True)
    return list(xs), list(ys)


def _web(ax: Axes) -> None:
    for rank, (check, label) in enumerate(CHECKS.items()):
        x, y = cos(_angle(rank)), sin(_angle(rank))
        ax.plot([0, RADIUS * x], [0, RADIUS * y], color=FADED, lw=1, zorder=0)
        side = "center" if abs(x) < 0.2 else "left" if x > 0 else "right"
        height = "bottom" if y > 0.9 else "top" if y < -0.9 else "center"
        name = capitalised(SHORT.get(check, label))
        write(ax, (RADIUS + 10) * x, (RADIUS + 12) * y, name, ha=side, va=height)


def _mark(ax: Axes, rank: int, verdict: Verdict) -> None:
    reach = REACH[verdict] * RADIUS
    place = [reach * cos(_angle(rank))], [reach * sin(_angle(rank))]
    marker, size, fill, edge = MARKS[verdict]
    ax.plot(*place, marker, ms=size, color=fill, mec=edge, mew=1.6, zorder=4)
