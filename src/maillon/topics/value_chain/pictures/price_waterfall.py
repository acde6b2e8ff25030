"""One euro of a purchase, link by link: a waterfall that goes down the chain to the price paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from maillon.base.wording import NBSP, capitalised, listing, number, percent
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, BALANCING, FADED, INK, MUTED, PAPER, RC, TINT
from maillon.topics.value_chain.model.prices import PriceChain, Rise

COLUMNS: Final = ("Qui reçoit", "Part de 1 €", "Ce que la hausse ajoute")
UNMOVED: Final = "ne bouge pas"
#: Points: the width of a telephone, one row a part.
WIDTH, ROW, TOP, BOTTOM, SIDE = 302.0, 33.0, 6.0, 8.0, 6.0
_BAR, _TEXT = 11.0, 14.0
#: Below that many cents the bar cannot be seen: a tick shows where it stands.
_THIN = 0.8
_HATCHES: Final = {"link": "", "import": "....", "tax": "////"}
_KEYS: Final = {"import": "points pour l’importé", "tax": "rayures pour les taxes"}
#: A name stands on white, so that the thread of the waterfall does not cross it.
_ON_WHITE: Final = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0}


@dataclass(frozen=True, slots=True)
class _Step:
    """One row of the waterfall, in cents: the part, then what the rise adds to it."""

    label: str
    kind: str
    amount: float
    more: float
    strong: bool = False


def price_picture(chain: PriceChain, rise: Rise | None = None, *, caption: str = "") -> Picture:
    r"""Draw one euro of price as it builds up from upstream to the last customer.

    `rise` adds, hatched, what a rise at one link becomes, and a column of the data; `caption`
    says where the figures come from and their status.

    >>> from maillon.topics.value_chain.model.prices import Part
    >>> chain = PriceChain((Part("f", "ferme", 2.0), Part("m", "magasin", 6.0)))
    >>> price_picture(chain).rows[0][:2]
    ('ferme', '25,0\xa0c')
    """
    rise = rise if rise is not None and rise.gained else None
    steps = _steps(chain, rise)
    total = 100 * (1 + (rise.price_change if rise else 0))
    widest = max(100.0, total, *_reached(steps))
    height = TOP + ROW * (len(steps) + 1) + BOTTOM
    with mpl.rc_context(RC | {"font.size": 9.5, "hatch.linewidth": 0.7}):
        fig = Figure(figsize=(WIDTH / 72, height / 72))
        ax = fig.add_axes((SIDE / WIDTH, 0, 1 - 2 * SIDE / WIDTH, 1))
        ax.set_axis_off()
        ax.set_xlim(0, widest)
        ax.set_ylim(height, 0)
        at, y = 0.0, TOP
        for step in steps:
            _draw(ax, step, at, y, widest)
            at += step.amount + step.more
            y += ROW
        _draw_price(ax, total, y, widest, rise is not None)
    rows = [(step.label, _cents(step.amount), _more(step.more)) for step in steps]
    rows.append(("Prix payé", _cents(100), _more(total - 100)))
    shown = len(COLUMNS) if rise else len(COLUMNS) - 1
    return Picture.from_figure(
        fig,
        alt=finding(chain, rise),
        caption=" ".join(filter(None, [_key(chain, rise), caption])),
        columns=COLUMNS[:shown],
        rows=[row[:shown] for row in rows],
    )


def finding(chain: PriceChain, rise: Rise | None = None) -> str:
    r"""Say in French who gets most and least of one euro, then what a rise becomes.

    >>> from maillon.topics.value_chain.model.prices import Part
    >>> finding(PriceChain((Part("f", "ferme", 2.0), Part("m", "magasin", 6.0)))).split(", ")[0]
    'Sur 1\xa0€ payé'
    """
    most = max(chain.parts, key=lambda part: part.amount)
    least = chain.smallest
    told = (
        f"Sur 1{NBSP}€ payé, la plus grosse part va à «{NBSP}{most.label}{NBSP}» "
        f"({_cents(100 * chain.share(most.id))}) et la plus petite à "
        f"«{NBSP}{least.label}{NBSP}» ({_cents(100 * chain.share(least.id))})."
    )
    if rise is None or not rise.gained:
        return told
    part = chain.part(rise.link)
    return (
        f"{told} Si la part «{NBSP}{part.label}{NBSP}» monte de "
        f"{percent(rise.gained / part.amount)}, le prix payé {price_moves(rise)}."
    )


def price_moves(rise: Rise) -> str:
    r"""Say by how much the price paid rises, after « le prix payé ».

    >>> from maillon.topics.value_chain.model.prices import Part, pass_through
    >>> chain = PriceChain((Part("f", "ferme", 2.0), Part("m", "magasin", 6.0)))
    >>> price_moves(pass_through(chain, "f", 0.1)), price_moves(pass_through(chain, "f", 0))
    ('monte de 2,5\xa0%', 'ne bouge pas')
    """
    told = change_told(rise.price_change)
    return UNMOVED if told == change_told(0) else f"monte de {told}"


def change_told(change: float) -> str:
    r"""Write a change of price; two decimals when one would hide it.

    >>> change_told(0.048), change_told(0.0006)
    ('4,8\xa0%', '0,06\xa0%')
    """
    shown = round(change, 4)
    return percent(shown, 2 if 0 < abs(shown) < 0.001 else 1)


def _key(chain: PriceChain, rise: Rise | None) -> str:
    """Say how to read the rows and the fills that are drawn."""
    kinds = {part.kind for part in chain.parts}
    fills = [words for kind, words in _KEYS.items() if kind in kinds]
    if rise is not None and rise.gained:
        fills.append("croix pour ce que la hausse ajoute")
    told = f"Ce que devient 1{NBSP}€ payé, de l’amont (en haut) à l’aval."
    return f"{told} {capitalised(listing(fills))}." if fills else told


def _steps(chain: PriceChain, rise: Rise | None) -> list[_Step]:
    cent = 100 / chain.price
    gains = rise.gains if rise else (0.0,) * len(chain.parts)
    steps = [
        _Step(
            part.label, part.kind, part.amount * cent, gain * cent,
            strong=rise is not None and rise.gained > 0 and part.id == rise.link,
        )
        for part, gain in zip(chain.parts, gains, strict=True)
    ]  # fmt: skip
    if rise is not None and rise.absorbed > 0:
        steps.append(_Step("Absorbé en chemin", "link", 0, -rise.absorbed * cent))
    return steps


def _reached(steps: list[_Step]) -> list[float]:
    """Return how far to the right each row goes."""
    ends, at = [], 0.0
    for step in steps:
        at += step.amount + max(0.0, step.more)
        ends.append(at)
        at += min(0.0, step.more)
    return ends


def _draw(ax: Axes, step: _Step, at: float, y: float, widest: float) -> None:
    bar = y + _TEXT + 1
    weight = "bold" if step.strong else "normal"
    ax.text(
        0, y + _TEXT / 2, step.label, va="center_baseline", color=INK, weight=weight, bbox=_ON_WHITE
    )
    shown = _cents(step.amount) if step.amount or not step.more else ""
    if step.more:
        shown = f"{shown} {_more(step.more)}".strip()
    ax.text(
        widest, y + _TEXT / 2, shown, ha="right", va="center_baseline", weight=weight,
        color=ACCENT if step.more else INK, bbox=_ON_WHITE,
    )  # fmt: skip
    ax.barh(bar + _BAR / 2, widest, height=_BAR, color=TINT, lw=0)
    end = at + step.amount
    ax.barh(
        bar + _BAR / 2, step.amount, left=at, height=_BAR,
        color=BALANCING if step.kind == "link" else FADED,
        hatch=_HATCHES[step.kind], edgecolor=MUTED if step.kind != "link" else BALANCING, lw=0,
    )  # fmt: skip
    if 0 < step.amount < _THIN:
        ax.plot([at + step.amount / 2] * 2, [bar - 2, bar + _BAR + 2], color=BALANCING, lw=2)
    if step.more:
        ax.barh(
            bar + _BAR / 2, step.more, left=end, height=_BAR,
            facecolor="white", edgecolor=ACCENT, hatch="xxxx", lw=1.2,
        )  # fmt: skip
    after = end + step.more
    # The thread of the waterfall: the next part starts where this one ends.
    ax.plot([after, after], [bar + _BAR, bar + ROW], color=MUTED, lw=0.8, ls=(0, (2, 2)), zorder=1)


def _draw_price(ax: Axes, total: float, y: float, widest: float, risen: bool) -> None:
    told = f"{_cents(total)} ({'+' if total >= 100 else ''}{change_told(total / 100 - 1)})"
    ax.text(0, y + _TEXT / 2, "Prix payé", va="center_baseline", weight="bold", bbox=_ON_WHITE)
    ax.text(
        widest, y + _TEXT / 2, told if risen else f"1{NBSP}€", ha="right", va="center_baseline",
        weight="bold", bbox=_ON_WHITE,
    )  # fmt: skip
    ax.barh(y + _TEXT + 1 + _BAR / 2, total, height=_BAR, color=INK)


def _cents(value: float) -> str:
    return f"{number(value, 1)}{NBSP}c"


def _more(value: float) -> str:
    """Write what is added, in cents: two decimals when one would say « 0,0 »."""
    decimals = 2 if 0 < abs(value) < 0.1 else 1
    return f"{'+' if value >= 0 else ''}{number(value, decimals)}{NBSP}c"
