"""What a notebook shows, and the hand of the person in front of it, without any browser."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, TextIO

import ipywidgets
import pytest

from maillon.widgets.controls import Control

#: Where the course displays something: `display` is replaced there.
SHOWING = ("maillon.sheet.sheet", "maillon.workshops.frame", "maillon.widgets.safety")


class Page:
    """What was displayed, in order, and gestures on its controls."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: list[Any] = []
        for module in SHOWING:
            monkeypatch.setattr(f"{module}.display", self.shown.append)

    @property
    def controls(self) -> list[Control]:
        """Every control on the page now, boxes opened."""
        return list(_flat(self.shown))

    @property
    def text(self) -> str:
        """Every sentence and message on the page now."""
        lines = [line for control in self.controls for line in [*control.lines, control.message]]
        return "\n".join(filter(None, lines))

    def find(self, kind: str, label: str = "") -> Control:
        """Return the last control of a kind whose label holds `label`."""
        found = [c for c in self.controls if c.kind == kind and label in c.label]
        assert found, f"no {kind} « {label} » on the page"
        return found[-1]

    def press(self, label: str) -> Control:
        """Press the button that bears `label`, the last one if several do."""
        for control in reversed(self.controls):
            for name, text, *_look in control.options if control.kind == "buttons" else []:
                if text == label and not control.disabled:
                    press(control, name)
                    return control
        raise AssertionError(f"no button « {label} » on the page")


def answer(control: Control, value: Any) -> None:
    """Change a control as the page does: the value comes from outside the kernel."""
    control.set_state({"value": value})


def press(control: Control, name: str) -> None:
    """Press a button as the page does."""
    control._handle_custom_msg({"click": name}, [])


def plain(text: str) -> str:
    """Return a text with ordinary spaces: what it says, not how it is set."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _flat(shown: list[Any]) -> Iterator[Control]:
    for item in shown:
        if isinstance(item, Control):
            yield item
        elif isinstance(item, ipywidgets.Box):
            yield from _flat(list(item.children))
        else:
            raise AssertionError(f"not a control: {item!r}")


#: What says how an artist of Matplotlib looks.
_LOOKS = (
    *("get_text", "get_position", "get_xydata", "get_xy", "get_width", "get_height"),
    *("get_offsets", "get_color", "get_facecolor", "get_edgecolor", "get_linestyle", "get_visible"),
)


def fingerprint(figure: Any, file: TextIO, **_options: object) -> None:
    """Write, in place of a drawing, a digest of what would be drawn: two alike are the same."""
    looks = [
        f"{type(artist).__name__} {name} {getattr(artist, name)()}"
        for artist in figure.findobj()
        for name in _LOOKS
        if hasattr(artist, name)
    ]
    digest = hashlib.sha256("\n".join(looks).encode()).hexdigest()
    file.write(f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{digest}</desc></svg>')
