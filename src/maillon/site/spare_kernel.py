"""A Python process that has imported what a workshop needs, and waits to become its kernel.

`python -m maillon.site.spare_kernel` reads one line of JSON: the folder, the environment and the
words of the kernel that it is to be.  It ends when its input does: no server, no spare.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TextIO

from maillon.catalogue import TOPICS

#: What the pages of the course import: the kernel, the controls, what draws, then the course.
MODULES = (
    "ipykernel.ipkernel",
    "matplotlib_inline.backend_inline",
    "ipywidgets",
    "anywidget",
    "matplotlib.backends.backend_svg",
    "networkx",
    "maillon.sheet.form",
)


def import_workshops() -> None:
    """Import what every page uses, then each workshop's own modules."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    for name in MODULES:
        import_module(name)
    for topic in TOPICS:
        topic.module("workshop")


def become(order: str) -> None:
    """Take the folder, the environment and the words that the JSON text `order` gives."""
    asked = json.loads(order)
    launched = {
        name: value for name, value in os.environ.items() if name.startswith(("JPY_", "IPY_"))
    }
    os.environ.clear()
    os.environ.update({**asked["environment"], **launched})
    os.chdir(asked["folder"])
    sys.argv[1:] = asked["arguments"]


def main(orders: TextIO = sys.stdin) -> None:
    """Wait for the order, then be a kernel until it is told to end."""
    # As `ipykernel_launcher` does: the kernel adds its own folder itself.
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]
    import_workshops()
    order = orders.readline()
    if order:
        become(order)
        from ipykernel.kernelapp import launch_new_instance

        launch_new_instance()


if __name__ == "__main__":
    main()
