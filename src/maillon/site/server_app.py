"""The Jupyter Server of the course, as the person in front of the console meets it: in French."""

from __future__ import annotations

import signal
import warnings
import webbrowser
from collections.abc import Callable
from typing import Any

from jupyter_server.serverapp import ServerApp
from traitlets.config import Config

STOPPING = "\nArrêt demandé : le cours se ferme. Les réponses enregistrées sont gardées."


class CourseServer(ServerApp):
    """Jupyter Server without its English dialogue on Ctrl+C: one keystroke stops it, in French."""

    def init_signal(self) -> None:
        """Stop on Ctrl+C and on a polite kill, without asking."""
        signal.signal(signal.SIGINT, self._stop_politely)
        signal.signal(signal.SIGTERM, self._stop_politely)

    def _stop_politely(self, _signal: int, _frame: Any) -> None:
        print(STOPPING, flush=True)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl+C does not wait
        self.stop(from_signal=True)


def run(config: Config, *, ready: Callable[[], None], open_at: str = "") -> int:
    """Run the server with `config`; call `ready` when it answers; return 0 when it is stopped.

    `open_at` is the address to open in the person's browser, none if empty.
    """
    # Libraries warn their developers, and set filters of their own; a person in front of the
    # console can do nothing with it.
    warnings.showwarning = lambda *_warning, **_more: None
    app = CourseServer(config=config)
    app.initialize([])
    app.io_loop.add_callback(ready)
    if open_at:
        app.io_loop.add_callback(webbrowser.open, open_at)
    app.start()
    return 0
