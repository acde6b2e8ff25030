"""Concentration of the holders by CPV division, before and after duplicates are removed."""

from __future__ import annotations

from collections.abc import Sequence

from maillon.base.wording import NBSP, NNBSP, count, number
from maillon.opendata.cleaning.cpv import division_name
from maillon.opendata.concentration import FULL, effective_number, equals
from maillon.opendata.profiling.families import FEWEST, family_name, single_offer_cell
from maillon.opendata.profiling.figures import UNKNOWN
from maillon.opendata.profiling.profile import Division
from maillon.plots.canvas import WIDTH, Axes, bare, page, write
from maillon.plots.picture import Picture
from maillon.plots.style import BALANCING, FADED, MUTED, PAPER, REINFORCING

COLUMNS = (
    *("Division CPV", "Contrats", "Titulaires", "IHH, doublons comptés", "IHH, doublons retirés"),
    *("IHH en nombre", "Une seule offre reçue"),
)
#: A name above each line.
MARGIN, ROW, SCALE = 14.0, 34.0, 26.0
SHOWN, IN_WORDS = 10, "dix"


def contract_concentration_picture(divisions: Sequence[Division], *, status: str) -> Picture:
    """Draw the index by amount of each division: a ring with duplicates, a dot without.

    The ten divisions with most contracts are drawn; the data have all of them. `status` says in a
    French sentence where the contracts come from.

    Raises `ValueError` when there is no division at all.
    """
    drawn = _largest(divisions)[:SHOWN]
    if not drawn:
        raise ValueError("no division has a concentration to draw")
    with page(ROW * len(drawn) + 2 * MARGIN + SCALE) as fig:
        ax = bare(fig)
        for rank, division in enumerate(drawn):
            _draw(ax, MARGIN + rank * ROW, division)
        _scale(ax, MARGIN + len(drawn) * ROW)
    return Picture.from_figure(
        fig,
        alt=finding(divisions) or " ".join(_index_told(division) for division in drawn),
        caption=(
            f"Rond plein{NBSP}: doublons retirés. Rond vide{NBSP}: doublons comptés. "
            f"À gauche, beaucoup de titulaires{NNBSP}; à droite, un seul. C’est l’échantillon qui "
            f"est mesuré, pas le marché économique. {status}"
        ),
        columns=COLUMNS,
        rows=[_cells(division) for division in divisions],
    )


def finding(divisions: Sequence[Division]) -> str:
    """Say which family is the most concentrated, and where duplicates deceive most.

    Families of fewer than five contracts are left out, and among the others the ten largest are
    compared, as drawn; empty when fewer than two remain.
    """
    enough = [division for division in _largest(divisions) if division.contracts >= FEWEST]
    compared = enough[:SHOWN]
    if len(compared) < 2:
        return ""
    among = (
        f"les {IN_WORDS} familles qui ont le plus de marchés"
        if len(enough) > SHOWN
        else f"les {number(len(compared))} familles d’au moins {count(FEWEST, 'marché')}"
    )
    worst = max(compared, key=lambda division: division.after.amount or 0)
    index = worst.after.amount or 0
    said = (
        f"Parmi {among}, {family_name(worst)} est la plus concentrée{NBSP}: IHH "
        f"{number(index)}, comme {equals(effective_number(index))}, sur "
        f"{count(worst.contracts, 'marché')}."
    )
    moved = max(compared, key=_gap)
    if _gap(moved) < 1:
        return said
    return f"{said} {duplicates_told(moved)}"


def duplicates_told(division: Division) -> str:
    """Say what removing duplicates does to the index of a division."""
    before, after = division.before.amount or 0, division.after.amount or 0
    return (
        f"En {family_name(division)}, retirer les doublons fait passer "
        f"l’indice de {number(before)} à {number(after)}."
    )


def _largest(divisions: Sequence[Division]) -> list[Division]:
    """Return the divisions that have an index, those of most contracts first."""
    known = [division for division in divisions if division.after.amount is not None]
    return sorted(known, key=lambda division: -division.contracts)


def _index_told(division: Division) -> str:
    """Say the index of a division that is compared with no other."""
    index = number(division.after.amount or 0)
    return f"{family_name(division)}{NBSP}: IHH {index}, sur {count(division.contracts, 'marché')}."


def _gap(division: Division) -> float:
    return abs((division.before.amount or 0) - (division.after.amount or 0))


def _x(index: float) -> float:
    return MARGIN + (WIDTH - 2 * MARGIN) * index / FULL


def _draw(ax: Axes, top: float, division: Division) -> None:
    before, after = division.before.amount, division.after.amount or 0
    write(ax, MARGIN, top + 6, f"{division.code} {division_name(division.code)}", bold=True)
    size = f"{number(after)} · {count(division.contracts, 'marché')}"
    write(ax, WIDTH - MARGIN, top + 6, size, ha="right")
    y = top + 20
    ax.plot([_x(0), _x(FULL)], [y, y], color=FADED, lw=1.2, zorder=0)
    if before is not None and abs(before - after) >= 1:
        ax.plot([_x(before), _x(after)], [y, y], color=REINFORCING, lw=2, zorder=1)
        ax.plot([_x(before)], [y], "o", ms=8, mfc=PAPER, mec=REINFORCING, mew=1.8, zorder=2)
    ax.plot([_x(after)], [y], "o", ms=8, color=BALANCING, zorder=3)


def _scale(ax: Axes, top: float) -> None:
    for index in (0, 2500, 5000, 7500, 10_000):
        ax.plot([_x(index)] * 2, [top, top + 4], color=MUTED, lw=1)
        side = "left" if index == 0 else "right" if index == FULL else "center"
        write(ax, _x(index), top + 13, number(index), ha=side, size=8.5, color=MUTED)


def _cells(division: Division) -> tuple[str, ...]:
    def said(index: float | None) -> str:
        return UNKNOWN if index is None else number(index)

    return (
        f"{division.code} {division_name(division.code)}",
        number(division.contracts),
        number(division.after.holders),
        said(division.before.amount),
        said(division.after.amount),
        said(division.after.number),
        single_offer_cell(division.single_offer),
    )
