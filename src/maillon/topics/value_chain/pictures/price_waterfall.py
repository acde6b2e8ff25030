"""One euro of a purchase, link by link: a waterfall that goes down the chain to the price paid."""

from __future__ import annotations

from dataclasses import dataclass

from maillon.base.wording import NBSP, capitalised, listing, number, percent
from maillon.plots.canvas import ON_PAPER, WIDTH, Axes, bare, box, page, write_line
from maillon.plots.picture import Picture
from maillon.plots.style import ACCENT, BALANCING, FADED, INK, MUTED, PAPER, TINT
from maillon.topics.value_chain.model.prices import PriceChain, Rise

COLUMNS = ("Qui reçoit", "Part de 1 €", "Ce que la hausse ajoute")
UNMOVED = "ne bouge pas"
#: One row a part.
ROW, TOP, BOTTOM, SIDE = 33.0, 6.0, 8.0, 6.0
_BAR, _TEXT = 11.0, 14.0
#: Below that many cents the bar cannot be seen: a tick shows where it stands.
_THIN = 0.8
_HATCHES = {"link": "", "import": "....", "tax": "////"}
_KEYS = {"import": "points pour l’importé", "tax": "rayures pour les taxes"}


@dataclass(frozen=True, slots=True)
class _Step:
    """One row of the waterfall, in cents: the part, then what the rise adds to it."""

    label: str
    kind: str
    amount: float
    more: float
    strong: bool = False


def price_picture(chain: PriceChain, rise: Rise | None = None, *, caption: str = "") -> Picture:
    """Draw one euro of price as it builds up from upstream to the last customer.

    `rise` adds, hatched, what a rise at one link becomes, and a column of the data; `caption`
    says where the figures come from and their status.
    """
    rise = rise if rise is not None and rise.gained else None
    steps = _steps(chain, rise)
    total = 100 * (1 + (rise.price_change if rise else 0))
    widest = max(100.0, total, *_reached(steps))
    height = TOP + ROW * (len(steps) + 1) + BOTTOM
    with page(height, hatch=0.7) as fig:
        ax = bare(fig, (SIDE / WIDTH, 0, 1 - 2 * SIDE / WIDTH, 1), across=(0, widest))
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
    """Say in French who gets most and least of one euro, then what a rise becomes."""
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
    shown = _cents(step.amount) if step.amount or not step.more else ""
    if step.more:
        shown = f"{shown} {_more(step.more)}".strip()
    colour = ACCENT if step.more else INK
    _name(ax, y, step.label, shown, widest, bold=step.strong, colour=colour)
    bar, end = y + _TEXT + 1, at + step.amount
    box(ax, 0, bar, widest, _BAR, fc=TINT, lw=0)
    fill, edge = (BALANCING, BALANCING) if step.kind == "link" else (FADED, MUTED)
    hatch = _HATCHES[step.kind]
    box(ax, at, bar, step.amount, _BAR, fc=fill, ec=edge, hatch=hatch, lw=0)
    if 0 < step.amount < _THIN:
        ax.plot([at + step.amount / 2] * 2, [bar - 2, bar + _BAR + 2], color=BALANCING, lw=2)
    if step.more:
        box(ax, end, bar, step.more, _BAR, fc=PAPER, ec=ACCENT, hatch="xxxx", lw=1.2)
    after = end + step.more
    # The thread of the waterfall: the next part starts where this one ends.
    ax.plot([after, after], [bar + _BAR, bar + ROW], color=MUTED, lw=0.8, ls=(0, (2, 2)), zorder=1)


def _draw_price(ax: Axes, total: float, y: float, widest: float, risen: bool) -> None:
    told = f"{_cents(total)} ({'+' if total >= 100 else ''}{change_told(total / 100 - 1)})"
    _name(ax, y, "Prix payé", told if risen else f"1{NBSP}€", widest, bold=True)
    box(ax, 0, y + _TEXT + 1, total, _BAR, fc=INK)


def _name(
    ax: Axes, y: float, label: str, amount: str, widest: float, *, bold: bool, colour: str = INK
) -> None:
    """Write a name and its amount on paper, so that the thread does not cross them."""
    look = {"bold": bold, "bbox": ON_PAPER}
    write_line(ax, 0, y + _TEXT / 2, label, **look)
    write_line(ax, widest, y + _TEXT / 2, amount, ha="right", color=colour, **look)


def _cents(value: float) -> str:
    return f"{number(value, 1)}{NBSP}c"


def _more(value: float) -> str:
    """Write what is added, in cents: two decimals when one would say « 0,0 »."""
    decimals = 2 if 0 < abs(value) < 0.1 else 1
    return f"{'+' if value >= 0 else ''}{number(value, decimals)}{NBSP}c"
