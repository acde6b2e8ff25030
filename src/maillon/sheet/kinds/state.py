"""The settings of a model, run again when they are marked: share of checks passed."""

from __future__ import annotations

from dataclasses import dataclass

from maillon.sheet.kinds.base import (
    Cell,
    Finding,
    Option,
    Question,
    Remark,
    Settings,
    Unreadable,
    is_among,
    label,
)
from maillon.sheet.numbers import shown, write_number

_ROUNDING = 1e-9


@dataclass(frozen=True)
class Parameter:
    """A control of a model: a range (`min`…`start`, in `unit`) or a list of `options`.

    `one` is the singular of a unit in the plural: what a value below two is followed by.
    """

    id: str
    label: str
    min: float = 0.0
    max: float = 0.0
    step: float = 0.0
    start: float = 0.0
    unit: str = ""
    one: str = ""
    options: tuple[Option, ...] = ()

    def read(self, setting: object) -> float | str:
        """Return a setting of this control.

        Raises:
            Unreadable: it is missing, or out of what the control offers.
        """
        name = f"« {self.label} »"
        if setting is None or setting == "":
            raise Unreadable(f"{name} n’est pas réglé : choisissez une valeur.")
        if self.options:
            if isinstance(setting, str) and is_among(setting, self.options):
                return setting
            raise Unreadable(f"{name} : {shown(setting)} n’est pas dans la liste proposée.")
        if isinstance(setting, (int, float)) and self._holds(setting):
            return setting
        least, most = write_number(self.min), write_number(self.max)
        bounds = f"entre {least} et {most} {self.unit}".rstrip()
        raise Unreadable(f"{name} sort des bornes : réglez une valeur {bounds}.")

    def write(self, setting: float | str) -> str:
        """Write a setting in French, with its unit."""
        if isinstance(setting, str):
            return label(self.options, setting)
        unit = self.one if self.one and abs(setting) < 2 else self.unit
        return f"{write_number(setting)} {unit}".strip()

    def _holds(self, setting: float) -> bool:
        low, high = self.min - _ROUNDING, self.max + _ROUNDING
        return not isinstance(setting, bool) and low <= setting <= high


@dataclass(frozen=True)
class State(Question, kind="state"):
    """The state of a model; the answer maps each parameter id to its value."""

    parameters: tuple[Parameter, ...] = ()

    def read(self, value: object) -> Settings:
        """Return the answer, whose every setting is within its control."""
        if not isinstance(value, dict):
            raise Unreadable(
                f"{shown(value)} n’est pas un réglage du modèle : réglez chaque commande."
            )
        for parameter in self.parameters:
            parameter.read(value.get(parameter.id))
        return value

    def lines(self, value: object) -> list[str]:
        """Return each setting with the label of its control."""
        settings = self.read(value)
        return [f"{p.label} : {p.write(settings[p.id])}" for p in self.parameters]

    def judge(self, value: object, cell: Cell) -> Finding:
        """Run the model again; one that fails on a state gives no point, and says so."""
        settings = self.read(value)
        try:
            checks = [(bool(passed), str(text)) for passed, text in cell.simulate(settings)]
        except Exception:  # the state comes from outside: no state may stop the marking
            return Finding(0.0, [Remark("Le modèle ne peut pas être calculé avec ces réglages.")])
        passed = sum(ok for ok, _ in checks)
        remarks = [Remark(text) for ok, text in checks if not ok]
        if 0 < passed < len(checks):
            remarks.insert(0, Remark(f"Buts atteints : {passed} sur {len(checks)}."))
        return Finding(passed / max(1, len(checks)), remarks)
