"""What pages load: the course's scripts, the theme less what it asks elsewhere; the front door."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from typing import Any

from maillon.base.modules import page_script

SCRIPTS = Path(__file__).parent / "scripts"
#: The scripts that pages load, each made from a module and from those that it imports: one file,
#: for a book that is read from a disk, where browsers refuse modules.
PAGE_SCRIPTS = {"maillon-droit.js": "law.js", "maillon-clauses.js": "clauses.js"}


def write_scripts(folder: Path) -> None:
    """Write in `folder` the scripts that pages load."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, module in PAGE_SCRIPTS.items():
        text = page_script(SCRIPTS / module)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def drop_outside_assets(context: dict[str, Any]) -> None:
    """Remove from a page every script and style sheet that another host would serve."""
    for kind in ("script_files", "css_files"):
        context[kind] = [f for f in context.get(kind, []) if "://" not in str(f)]


#: What the theme copies into `_static` and no page of the course uses (5 MB of 8).
UNUSED = (
    "locales", "vendor/fontawesome", "scripts/*.map", "styles/*.map", "scripts/*.LICENSE.txt",
    "scripts/fontawesome.js", "scripts/bootstrap.js", "images/logo_*", "*webpack-macros.html",
    "file.png", "plus.png", "minus.png",
)  # fmt: skip


def prune_static(static: Path) -> None:
    """Delete from the site's `static` folder what no page uses."""
    for pattern in UNUSED:
        for path in static.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def front_door(title: str, home: str) -> str:
    """Return the page at the root of the site, which leads to `home`."""
    home = escape(home)
    return (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8" />\n'
        f"<title>{escape(title)}</title>\n"
        f'<meta http-equiv="refresh" content="0; url={home}" />\n'
        f'<link rel="canonical" href="{home}" />\n</head>\n'
        f"<body>\n<main><h1>{escape(title)}</h1>\n"
        f'<p><a href="{home}">Ouvrir le cours</a></p></main>\n</body>\n</html>\n'
    )
