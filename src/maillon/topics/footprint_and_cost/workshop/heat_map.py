"""The trainee's own map of hot spots: scored impact by impact, justified, kept like the bet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from maillon.base.wording import NBSP, listing
from maillon.sheet.store import AnswerStore
from maillon.topics.footprint_and_cost.model.hot_spots import (
    HEATS,
    HOT,
    IMPACTS,
    NO_AVERAGE,
    STAGES,
    HeatMap,
    Score,
)
from maillon.topics.footprint_and_cost.pictures.heat_map import heat_map_picture
from maillon.widgets import controls
from maillon.workshops.frame import bench
from maillon.workshops.kept_settings import keep

#: Where the map stands among the answers of a workshop.
ANSWER = "points-chauds"
OWN_SCORES = "Notes de la personne qui remplit cette carte."
FIRST = "Notez une première case : le cours dira, impact par impact, où est le point chaud."
Cells = dict[tuple[str, str], tuple[int, str]]


class HeatStep:
    """Stage × impact, scored 0 to 3 for one purchase family; `moved` follows each change."""

    def __init__(self, store: AnswerStore, moved: Callable[[], None]) -> None:
        self._store, self._moved = store, moved
        family, self._cells = saved_cells(store)
        self._family = controls.text("Famille d’achats notée", hint="Une seule, que vous achetez.")
        self._family.value = family
        self._impact = controls.select("Impact à noter", [(name, name) for name in IMPACTS])
        self._scores = controls.classify(
            "Chaleur de chaque étape",
            [(stage, stage) for stage in STAGES],
            [(str(heat), str(heat)) for heat in range(len(HEATS))],
            hint=" · ".join(f"{heat}{NBSP}: {word}" for heat, word in enumerate(HEATS)),
        )
        self._reasons = {
            stage: controls.text(
                f"{stage} : pourquoi est-ce chaud ?", hint="Dites d’où vous le savez."
            )
            for stage in STAGES
        }
        average = controls.buttons(("average", "Faire la moyenne", "quiet"))
        average.on_click(lambda _button: average.say(NO_AVERAGE))
        self._result = controls.headed()
        self._figure = controls.portrait()
        self._load()
        self._impact.on_value(lambda _impact: self._load())
        controls.watch([self._family, self._scores, *self._reasons.values()], self._keep)
        settings = [self._family, self._impact, self._scores, *self._reasons.values(), average]
        self.box: Sequence[Any] = [bench(settings, [self._result, self._figure])]
        self._show()

    @property
    def heats(self) -> HeatMap:
        """The map of the cells that are complete: a hot one counts once it is justified."""
        return HeatMap(
            {
                cell: Score(heat, why)
                for cell, (heat, why) in self._cells.items()
                if cell not in self._pending
            }
        )

    @property
    def family(self) -> str:
        """The purchase family that is scored, as the trainee names it; empty if unnamed."""
        return str(self._family.value or "").strip()

    @property
    def _pending(self) -> list[tuple[str, str]]:
        """Hot cells that nobody justified yet."""
        return [
            cell for cell, (heat, why) in self._cells.items() if heat >= HOT and not why.strip()
        ]

    def _load(self) -> None:
        """Show the scores and reasons of the chosen impact."""
        impact = self._impact.value
        kept = {stage: self._cells.get((stage, impact)) for stage in STAGES}
        self._scores.value = {stage: str(cell[0]) for stage, cell in kept.items() if cell}
        for stage, reason in self._reasons.items():
            cell = kept[stage]
            reason.value = cell[1] if cell else ""
        self._hide()

    def _hide(self) -> None:
        """Ask for a reason where it is hot, and nowhere else."""
        for stage, reason in self._reasons.items():
            cell = self._cells.get((stage, self._impact.value))
            reason.hidden = cell is None or cell[0] < HOT

    def _keep(self) -> None:
        impact = self._impact.value
        for stage, heat in (self._scores.value or {}).items():
            why = str(self._reasons[stage].value or "").strip() if stage in self._reasons else ""
            if _is_cell(stage, impact, heat):
                self._cells[(stage, impact)] = (int(heat), why)
        keep(self._store, ANSWER, record(self.family, self._cells), self._impact)
        self._hide()
        self._show()
        self._moved()

    def _show(self) -> None:
        heats, pending = self.heats, self._pending
        title = f"Points chauds : {self.family or 'famille à nommer'}"
        lines = [heats.sentence(impact) for impact in IMPACTS] if self._cells else [FIRST]
        if pending:
            cells = [f"{stage.lower()} ({impact.lower()})" for stage, impact in pending]
            lines.append(
                f"Il manque une raison : {listing(cells)}. Sans elle, la case ne compte pas."
            )
        controls.tell(self._result, [title, *lines])
        controls.redraw(
            self._figure, lambda: heat_map_picture(heats, status=OWN_SCORES, pending=pending)
        )


def record(family: str, cells: Cells) -> dict[str, Any]:
    """Return the map as the store keeps it."""
    return {
        "famille": family,
        "cases": [[stage, impact, heat, why] for (stage, impact), (heat, why) in cells.items()],
    }


def saved_cells(store: AnswerStore) -> tuple[str, Cells]:
    """Return the family and the cells kept in `store`; what cannot be read is left out."""
    kept = store.get(ANSWER)
    if not isinstance(kept, dict):
        return "", {}
    family, rows = kept.get("famille"), kept.get("cases")
    cells: Cells = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, list) and len(row) == 4 and _is_cell(row[0], row[1], row[2]):
            cells[(row[0], row[1])] = (int(row[2]), str(row[3]))
    return family if isinstance(family, str) else "", cells


def _is_cell(stage: object, impact: object, heat: object) -> bool:
    return stage in STAGES and impact in IMPACTS and str(heat) in map(str, range(len(HEATS)))
