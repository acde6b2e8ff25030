"""Form controls with French labels, operable by mouse, touch, keyboard and screen reader.

Stock sliders and selectors leave their label outside the accessible name and cannot carry a unit,
so the course draws plain HTML elements through one anywidget module (`controls.js` and those that
it imports).
State lives in Python: a control is read and set through `value`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

from maillon.base.modules import joined
from maillon.widgets.action import batch, later
from maillon.widgets.incidents import explain

if TYPE_CHECKING:
    from maillon.plots.picture import Picture

HERE = Path(__file__).resolve().parent
STYLE = (HERE / "controls.css").read_text(encoding="utf-8")
Options = Iterable[tuple[str, str]]
#: Class of a box whose controls answer one question together: its prompt names it.
GROUP = "maillon-group"


class Control(anywidget.AnyWidget):
    """One control on the page; `kind` names its drawing function in the script.

    `message` is a short French sentence under the control, in the `tone` plain, good or bad.
    """

    _esm: ClassVar[str] = joined(HERE / "controls.js")
    _css: ClassVar[str] = STYLE

    kind = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    #: What is asked, in the colour of the text, above the field; `hint` helps, in grey.
    statement = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    #: Number of the page's last change, and of the last one that Python dealt with: the page says
    #: so when an answer does not come back.
    edit = traitlets.Int(0).tag(sync=True)
    seen = traitlets.Int(0).tag(sync=True)
    value = traitlets.Any(None, allow_none=True).tag(sync=True)
    options: traitlets.List[Any] = traitlets.List().tag(sync=True)
    categories: traitlets.List[Any] = traitlets.List().tag(sync=True)
    unit = traitlets.Unicode().tag(sync=True)
    #: The unit of less than two, where it differs: « jour » for « jours ».
    one = traitlets.Unicode().tag(sync=True)
    min = traitlets.Float(0.0).tag(sync=True)
    max = traitlets.Float(0.0).tag(sync=True)
    step = traitlets.Float(1.0).tag(sync=True)
    #: First and last day that a calendar field accepts.
    bounds: traitlets.List[Any] = traitlets.List().tag(sync=True)
    numeric = traitlets.Bool(False).tag(sync=True)
    autocomplete = traitlets.Unicode().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    hidden = traitlets.Bool(False).tag(sync=True)
    message = traitlets.Unicode().tag(sync=True)
    tone = traitlets.Unicode("plain").tag(sync=True)
    lines: traitlets.List[Any] = traitlets.List().tag(sync=True)
    picture = traitlets.Dict(None, allow_none=True).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        self._take = self._guarded(super().set_state)
        super().__init__(**traits)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the page changed: one action, however many listen to it."""
        self._take(sync_data)
        self._acknowledge(sync_data.get("edit"))

    def _acknowledge(self, edit: object) -> None:
        """Tell the page that its change was dealt with."""
        if isinstance(edit, int):
            self.seen = max(self.seen, edit)

    def say(self, message: str, tone: str = "plain") -> None:
        """Show a French sentence under the control."""
        with self.hold_sync():
            self.message, self.tone = message, tone

    def hand(self, filename: str, kind: str, content: bytes) -> None:
        """Give a file of this MIME `kind` to the page, which saves it among the downloads."""
        self.send({"download": {"filename": filename, "type": kind}}, [content])

    def on_value(self, react: Callable[[Any], None]) -> None:
        """Call `react` with the new value each time that it changes.

        If `react` fails, a French sentence says so under the control, until it succeeds.
        """
        guarded = self._guarded(react)
        self.observe(lambda change: guarded(change["new"]), names="value")

    def on_click(self, react: Callable[[str], None]) -> None:
        """Call `react` with the id of the button that was pressed; guarded like `on_value`."""
        guarded = self._guarded(react)

        def receive(_widget: object, content: Any, _buffers: object) -> None:
            if isinstance(content, dict) and isinstance(content.get("click"), str):
                guarded(content["click"])
                self._acknowledge(content.get("edit"))

        self.on_msg(receive)

    def _guarded(self, react: Callable[[Any], None]) -> Callable[[Any], None]:
        told = ""

        def guarded(argument: Any) -> None:
            nonlocal told
            try:
                with batch():
                    react(argument)
            except Exception as error:
                told = explain(error)
                self.say(told, "bad")
            else:
                if told and self.message == told:
                    self.say("")
                told = ""

        return guarded


def watch(settings: Iterable[Control], react: Callable[[], None]) -> None:
    """Call `react` after any of `settings` changed: once for an action that changes several.

    >>> first, second = (slider(name, start=0, low=0, high=9, step=1) for name in ("Un", "Deux"))
    >>> watch([first, second], lambda: print(first.value, second.value))
    >>> put([first, second], [1.0, 2.0])
    1.0 2.0
    """
    for control in settings:
        control.on_value(lambda _value: later(react))


def follow(
    settings: Iterable[Control],
    show: Callable[[], None],
    moved: Callable[[], None] = lambda: None,
) -> None:
    """Call `show` now, then `show` and `moved` after an action that changed some of `settings`."""

    def react() -> None:
        show()
        moved()

    watch(settings, react)
    show()


def put(settings: Iterable[Control], values: Iterable[Any]) -> None:
    """Give each control a value, in one action."""
    with batch():
        for control, value in zip(settings, values, strict=True):
            control.value = value


def _pairs(options: Options) -> list[list[str]]:
    return [[key, label] for key, label in options]


def slider(
    label: str,
    *,
    start: float,
    low: float,
    high: float,
    step: float,
    unit: str = "",
    one: str = "",
    hint: str = "",
) -> Control:
    """Return a slider from `low` to `high` (in `unit`), whose value is a float.

    `one` is the singular of a unit in the plural: what a value below two is followed by.

    >>> slider("Repas par jour", start=2200, low=0, high=4000, step=50, unit="repas").value
    2200.0
    """
    return Control(
        kind="range",
        label=label,
        value=float(start),
        min=float(low),
        max=float(high),
        step=float(step),
        unit=unit,
        one=one,
        hint=hint,
    )


def day(label: str, *, start: date, low: date, high: date, hint: str = "") -> Control:
    """Return a calendar field from `low` to `high`; value: the day as `AAAA-MM-JJ`, or ''.

    >>> day("Le jour", start=date(2026, 3, 20), low=date(2024, 1, 1), high=date(2027, 12, 31)).value
    '2026-03-20'
    """
    return Control(
        kind="day",
        label=label,
        value=start.isoformat(),
        bounds=[low.isoformat(), high.isoformat()],
        hint=hint,
    )


def select(label: str, options: Options, *, start: str | None = None, hint: str = "") -> Control:
    """Return a drop-down list; its value is the id of an option."""
    pairs = _pairs(options)
    return Control(
        kind="select",
        label=label,
        options=pairs,
        value=pairs[0][0] if start is None else start,
        hint=hint,
    )


def radio(
    label: str,
    options: Options,
    *,
    start: str | None = None,
    statement: str = "",
    hint: str = "",
) -> Control:
    """Return a choice of one option among several, all visible; value: an option id or None."""
    return Control(
        kind="radio",
        label=label,
        options=_pairs(options),
        value=start,
        statement=statement,
        hint=hint,
    )


def checks(label: str, options: Options, *, statement: str = "", hint: str = "") -> Control:
    """Return a choice of any number of options; value: the list of their ids."""
    pairs = _pairs(options)
    return Control(
        kind="checks", label=label, options=pairs, value=[], statement=statement, hint=hint
    )


def ordering(label: str, items: Options, *, statement: str = "", hint: str = "") -> Control:
    """Return a list to put in order; value: the list of ids, empty until the trainee moves one."""
    pairs = _pairs(items)
    return Control(
        kind="order", label=label, options=pairs, value=[], statement=statement, hint=hint
    )


def classify(
    label: str, items: Options, categories: Options, *, statement: str = "", hint: str = ""
) -> Control:
    """Return a table that puts each item in one category; value: `{item: category}`."""
    return Control(
        kind="classify",
        label=label,
        statement=statement,
        options=_pairs(items),
        categories=_pairs(categories),
        value={},
        hint=hint,
    )


def prompt(label: str, statement: str) -> Control:
    """Return the title and statement of a question that several controls answer.

    It names the box of class `GROUP` that holds it, for who does not see them side by side.
    """
    return Control(kind="prompt", label=label, statement=statement)


def text(
    label: str,
    *,
    unit: str = "",
    numeric: bool = False,
    statement: str = "",
    hint: str = "",
    autocomplete: str = "",
) -> Control:
    """Return a one-line field; value: the text as typed."""
    return Control(
        kind="text",
        label=label,
        statement=statement,
        unit=unit,
        numeric=numeric,
        value="",
        hint=hint,
        autocomplete=autocomplete,
    )


def textarea(label: str, *, max_words: int = 0, statement: str = "", hint: str = "") -> Control:
    """Return a field for a few sentences, with a word count; value: the text as typed."""
    return Control(
        kind="textarea",
        label=label,
        value="",
        max=float(max_words),
        statement=statement,
        hint=hint,
    )


def buttons(*choices: tuple[str, str] | tuple[str, str, str]) -> Control:
    """Return a row of buttons, each `(id, label)` or `(id, label, look)`: main, plain or quiet."""
    return Control(kind="buttons", options=[list(choice) for choice in choices])


def restorer(settings: Iterable[Control]) -> Callable[[], None]:
    """Return what gives each of `settings`, in one action, the value that it has now."""
    start = [(control, control.value) for control in settings]
    return lambda: put(*zip(*start, strict=True))


def reset(settings: Iterable[Control], label: str = "Réinitialiser") -> Control:
    """Return a button that gives each of `settings` the value that it has now."""
    restore = restorer(settings)
    button = buttons(("reset", label, "quiet"))
    button.on_click(lambda _button: restore())
    return button


def sentence(*lines: str, tone: str = "plain") -> Control:
    """Return a box of French sentences that is read aloud when it changes; hidden while empty.

    `[name](https://…)` in a sentence is shown as a link that opens in another tab.
    """
    return Control(kind="sentence", lines=list(lines), tone=tone)


def headed(*lines: str) -> Control:
    """Return a box of sentences, the first of which stands above the others as their title."""
    box = sentence(*lines)
    box.add_class("maillon-headed")
    return box


def tell(box: Control, lines: Sequence[str], tone: str = "plain") -> None:
    """Replace the sentences of `box`."""
    with box.hold_sync():
        box.lines, box.tone = list(lines), tone


def figure(picture: Picture | None = None) -> Control:
    """Return a figure with its text alternative, caption and « Voir les données ».

    Without a picture it shows nothing until `redraw`.
    """
    return Control(kind="figure", picture=None if picture is None else _record(picture))


def portrait(picture: Picture | None = None) -> Control:
    """Return a figure, taller than wide, that stands beside controls."""
    control = figure(picture)
    control.add_class("maillon-portrait").add_class("maillon-compact")
    return control


def redraw(control: Control, draw: Callable[[], Picture]) -> None:
    """Replace the picture of `control` at the end of the action, which draws it once.

    The data table stays open if it was.
    """

    def show() -> None:
        control.picture = _record(draw())

    later(show, ("figure", id(control)))


def _record(picture: Picture) -> dict[str, Any]:
    return {
        "svg": picture.svg,
        "alt": picture.alt,
        "caption": picture.caption,
        "columns": list(picture.columns),
        "rows": [list(row) for row in picture.rows],
    }
