"""What changed in the law, date by date: one disc a rule, one letter a theme, time downwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from maillon.base.wording import NBSP, NNBSP, count, listing, long_date
from maillon.law.changes import Change, changes
from maillon.law.registry import Registry
from maillon.plots.canvas import ON_PAPER, WIDTH, Axes, Look, bare, disc, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import FADED, INK, MUTED, PAPER, TEXT_SIZE

FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
COLUMNS = ("Date", "Règle", "Avant", "Après")
#: Entries whose dates are no change of a rule, each with the reason.
LEFT_OUT: Mapping[str, str] = {
    "bce_mro": "a step of the central bank, seen in the late-interest rate of the half-year",
    "climat_date": "the date itself: the rules that start on it are drawn",
    "climat_pas_de_report": "the day of a search, not of a rule",
}
#: Themes that hold no rule: a decision reads the law, it does not date it.
THEMES_LEFT_OUT = frozenset({"jurisprudence"})
#: One colour a theme, always with the theme's letter; each keeps 4.5:1 on white.
PALETTE = (
    "#0b5cad", "#b23a0e", "#6b3fa0", "#1c6839", "#9c2160", "#7d5200", "#0f6b74", "#495d65",
)  # fmt: skip

MARGIN, SPINE, DATES, DISCS = 10.0, 14.0, 26.0, 117.0
PITCH, RADIUS, ROW, YEAR, LEGEND = 18.5, 8.2, 23.0, 32.0, 19.0
PER_LINE = int((WIDTH - MARGIN - RADIUS - DISCS) / PITCH) + 1


@dataclass(frozen=True)
class _Row:
    """A date and the rules that change on it, each once, in the order of the themes."""

    on: date
    themes: tuple[str, ...]

    @property
    def lines(self) -> int:
        """Lines of discs that the row takes."""
        return -(-len(self.themes) // PER_LINE)


def drawn_changes(registry: Registry) -> tuple[Change, ...]:
    """Return the changes that the picture shows, from 2024 to 2030."""
    return tuple(
        change
        for change in changes(registry, date.fromordinal(FIRST.toordinal() - 1), LAST)
        if change.entry.id not in LEFT_OUT and change.entry.theme not in THEMES_LEFT_OUT
    )


def law_timeline_picture(registry: Registry) -> Picture:
    """Draw the changes of a registry, date by date.

    Raises `ValueError`, in French, when the registry holds no change to draw.
    """
    found = drawn_changes(registry)
    if not found:
        raise ValueError(f"Aucun changement à dessiner{NNBSP}; datez au moins une valeur.")
    rows = _rows(found, list(registry.themes))
    letters = _letters(registry.themes, {change.entry.theme for change in found})
    colours = dict(zip(registry.themes, PALETTE * len(registry.themes), strict=False))
    years = {year: _rules(found, year) for year in sorted({row.on.year for row in rows})}
    today = registry.state_of_law
    lines = sum(row.lines for row in rows) + 2  # the line of today, and air at the end
    height = 2 * MARGIN + len(letters) * LEGEND + lines * ROW + len(years) * YEAR
    with page(height, size=TEXT_SIZE) as fig:
        ax = bare(fig)
        y = MARGIN + LEGEND / 2
        for theme, letter in letters.items():
            _disc(ax, MARGIN + RADIUS, y, letter, colours[theme])
            write(ax, MARGIN + 2.6 * RADIUS, y, registry.themes[theme], size=10)
            y += LEGEND
        y += 4
        year, told = 0, False
        for row in rows:
            future = row.on > today
            if future and not told:
                told = True
                _today(ax, y + ROW * 0.7, today)
                y += ROW
            if row.on.year != year:
                year = row.on.year
                y += YEAR * 0.6
                _year(ax, y, year, years[year], future=future)
                y += YEAR * 0.4
            _row(ax, y + ROW / 2, row, letters, colours, future=future)
            y += ROW * row.lines
    return Picture.from_figure(
        fig,
        alt=_finding(found, rows, today),
        caption=_caption(years, today),
        columns=COLUMNS,
        rows=[_told(change) for change in found],
    )


def _rows(found: Sequence[Change], themes: list[str]) -> list[_Row]:
    rows = []
    for on, group in groupby(found, key=lambda change: change.on):
        rules = {change.entry.id: change.entry.theme for change in group}
        rows.append(_Row(on, tuple(sorted(rules.values(), key=themes.index))))
    return rows


def _letters(themes: Mapping[str, str], drawn: set[str]) -> dict[str, str]:
    """Give each drawn theme the first letter of its label that no other one has."""
    letters: dict[str, str] = {}
    for theme, label in themes.items():
        if theme in drawn:
            free = (c.upper() for c in label if c.isalpha() and c.upper() not in letters.values())
            letters[theme] = next(free, "?")
    return letters


def _rules(found: Sequence[Change], year: int) -> int:
    return len({change.entry.id for change in found if change.on.year == year})


def _disc(ax: Axes, x: float, y: float, letter: str, colour: str, *, future: bool = False) -> None:
    """Draw a rule: full when the change is in force, hollow with dashes when it is to come."""
    fill, ink, style = (PAPER, colour, (0, (2.2, 1.6))) if future else (colour, PAPER, "solid")
    disc(ax, x, y, RADIUS, fc=fill, ec=colour, lw=1.3, ls=style)
    write(ax, x, y + 0.3, letter, color=ink, size=9.5, bold=True, ha="center")


def _row(
    ax: Axes, y: float, row: _Row, letters: Mapping[str, str], colours: Mapping[str, str], *,
    future: bool,
) -> None:  # fmt: skip
    ax.plot([SPINE] * 2, [y - ROW / 2, y + ROW * (row.lines - 0.5)], color=FADED, lw=2.5, zorder=0)
    ax.plot([SPINE], [y], marker="o", ms=6.5, mfc=PAPER if future else INK, mec=INK, mew=1.3)
    day = long_date(row.on).removesuffix(f" {row.on.year}")
    write(ax, DATES, y, day)
    for rank, theme in enumerate(row.themes):
        line, place = divmod(rank, PER_LINE)
        x = DISCS + place * PITCH
        _disc(ax, x, y + line * ROW, letters[theme], colours[theme], future=future)


def _year(ax: Axes, y: float, year: int, rules: int, *, future: bool) -> None:
    write(ax, MARGIN, y, str(year), bold=True, size=14)
    words = ("règle à revoir", "règles à revoir") if future else ("règle change", "règles changent")
    write(ax, DISCS - RADIUS, y, count(rules, *words), color=MUTED)


def _today(ax: Axes, y: float, today: date) -> None:
    ax.plot([MARGIN, WIDTH - MARGIN], [y, y], color=INK, lw=1.1, ls=(0, (4, 2.5)))
    look: Look = {"size": 9.5, "ha": "center", "bbox": ON_PAPER | {"pad": 2}}
    write(ax, WIDTH / 2, y, f" État du droit au {long_date(today)} ", **look)


def _finding(found: Sequence[Change], rows: Sequence[_Row], today: date) -> str:
    """State what the picture shows: rules a year, and the dates that change most of them."""
    past = [row for row in rows if row.on <= today]
    years = dict.fromkeys(row.on.year for row in past)
    told = listing([f"{count(_rules(found, year), 'règle')} en {year}" for year in years])
    third = sorted((len(row.themes) for row in past), reverse=True)[:3][-1:]
    most = [row for row in past if [len(row.themes)] >= third]
    dates = listing([f"le {long_date(row.on)} ({len(row.themes)})" for row in most])
    sentence = f"Règles qui changent{NBSP}: {told}. Dates les plus chargées{NBSP}: {dates}."
    later = listing(
        [f"le {long_date(row.on)} ({len(row.themes)})" for row in rows if row.on > today]
    )
    return f"{sentence} Dates déjà connues ensuite{NBSP}: {later}." if later else sentence


def _caption(years: Mapping[int, int], today: date) -> str:
    busiest = max((year for year in years if year <= today.year), key=lambda year: years[year])
    return (
        f"Un disque est une règle qui change ce jour-là{NNBSP}; sa lettre dit son thème. "
        f"{busiest} en change le plus. "
        f"Disque creux{NBSP}: date à venir, ou fin d’une valeur qui sera révisée."
    )


def _told(change: Change) -> tuple[str, str, str, str]:
    several = len(change.entry.scopes) > 1
    rule = change.entry.label + (f" ({change.name})" if several and change.name else "")
    before = change.before.text if change.before else "pas de valeur connue"
    after = change.after.text if change.after else "fin de cette valeur"
    return (long_date(change.on), rule, before, after)
