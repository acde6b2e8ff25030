"""The table of displacements as a control: impacts down, bearers across, a sign before and after.

The page draws one pair of lists a cell; `value` is the record of a
`workshops.displacement.DisplacementTable`, ready to be kept with other answers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from maillon.base.modules import joined
from maillon.base.wording import capitalised
from maillon.widgets.controls import Control
from maillon.workshops.displacement import BEARERS, IMPACTS, SIGNS, DisplacementTable

HERE = Path(__file__).resolve().parent
#: What the lists offer, the harm first: a sign, and what it says.
CHOICES = [
    [sign, f"{SIGNS[sign]} {word}"] for sign, word in ((-1, "nuit"), (0, "rien"), (1, "sert"))
]


class DisplacementControl(Control):
    """A table to fill; `value` is its record, `signs` what each list offers."""

    _esm = joined(HERE / "displacement.js")
    _css = Control._css + (HERE / "displacement.css").read_text(encoding="utf-8")

    signs: traitlets.List[Any] = traitlets.List(CHOICES).tag(sync=True)

    @property
    def table(self) -> DisplacementTable:
        """What the table says now.

        Raises:
            DisplacementRefused: the page sent something else than a table.
        """
        return DisplacementTable.from_record(self.value)


def displacement_table(
    label: str, *, table: DisplacementTable | None = None, hint: str = ""
) -> DisplacementControl:
    """Return a table to fill, which starts from `table`, or from an empty one.

    >>> displacement_table("Qui porte quoi").table.sentences
    ('Rien ne change dans ce tableau.',)
    """
    return DisplacementControl(
        kind="displacement",
        label=label,
        hint=hint,
        options=[[impact, capitalised(names[0])] for impact, names in IMPACTS.items()],
        categories=[[bearer, names[0]] for bearer, names in BEARERS.items()],
        value=(table or DisplacementTable()).record(),
    )
