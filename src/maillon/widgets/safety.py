"""The last barrier between a notebook cell and a trainee: a French sentence, never a traceback."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from IPython.display import display

from maillon.widgets import controls
from maillon.widgets.incidents import explain

P = ParamSpec("P")
R = TypeVar("R")


def being_graded() -> bool:
    """Tell whether nbgrader is running the notebook: nobody is looking, so nothing is drawn."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def french_errors(function: Callable[P, R]) -> Callable[P, R | None]:
    """Decorate what a notebook cell calls: a failure shows a sentence, and returns None.

    A `MaillonError` already carries its sentence; the details of any other exception go to
    `incidents.log` beside the notebook.  Reactions to controls are guarded by `Control` itself.
    """

    @functools.wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            sentence = explain(error)
            if being_graded():
                print(sentence)
            else:
                display(controls.sentence(sentence, tone="bad"))
            return None

    return guarded
