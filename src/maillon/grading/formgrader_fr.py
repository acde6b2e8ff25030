"""Formgrader in French, without a copy of its files: stock templates and scripts, texts replaced.

nbgrader's pages stay nbgrader's. This module serves them with the pieces of text listed in
`formgrader_fr.toml` replaced, and with nothing that would come from another machine. The version
of nbgrader is pinned, and a test finds each piece in its files: an upgrade that moves a text breaks
that test, not a trainer's page.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import nbgrader.server_extensions.formgrader as stock  # type: ignore[import-untyped]
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.utils import url_path_join
from nbconvert.exporters import HTMLExporter
from tornado import web

logger = logging.getLogger(__name__)

STOCK = Path(stock.__file__).parent
TEMPLATES = STOCK / "templates"
SCRIPTS = STOCK / "static" / "js"

#: Applied to every stock `.tpl` page before its own texts.
EVERY_PAGE = "*.tpl"
#: Pages that name scripts themselves; the others have none, so the common rule has no hold.
_TABLES = Path(__file__).with_name("formgrader_fr.toml")


@cache
def tables() -> dict[str, dict[str, str]]:
    """Return the replacements, by stock file (templates by name, scripts under `js/`)."""
    return tomllib.loads(_TABLES.read_text(encoding="utf-8"))


def stock_path(name: str) -> Path:
    """Return the stock file behind `name`, as the tables name it."""
    return SCRIPTS / name.removeprefix("js/") if name.startswith("js/") else TEMPLATES / name


def french(name: str) -> str:
    """Return the stock file `name` with its texts in French.

    Raises:
        FileNotFoundError: nbgrader has no such file.

    >>> "Fermer" in french("js/utils.js")
    True
    """
    text = stock_path(name).read_text(encoding="utf-8")
    common = tables()[EVERY_PAGE] if name.endswith(".tpl") else {}
    for found, replacement in [*common.items(), *tables().get(name, {}).items()]:
        text = text.replace(found, replacement)
    return text


class FrenchLoader(jinja2.BaseLoader):
    """Give Jinja the stock templates in French; `prefix` is a folder of nbgrader's templates."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's source, or let the next loader try.

        Raises:
            jinja2.TemplateNotFound: not one of the translated pages.
        """
        name = self.prefix + template
        own = name.endswith(".tpl") or name in tables()
        if not own or ".." in name or not stock_path(name).is_file():
            raise jinja2.TemplateNotFound(template)
        return french(name), None, lambda: True


class ScriptHandler(web.RequestHandler):
    """Serve one of Formgrader's scripts in French; like the stock ones, they hold no secret."""

    @allow_unauthenticated
    def get(self, name: str) -> None:
        """Write the script `name` (a bare file name)."""
        try:
            text = french(f"js/{name}")
        except FileNotFoundError as error:
            raise web.HTTPError(404) from error
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish(text)


def install(server_app: Any) -> None:
    """Turn the Formgrader of `server_app` to French, now or as soon as it has loaded.

    Jupyter Server loads extensions in the order of their names; when Formgrader is not there yet,
    the work waits for the start of the server's loop, which comes after all of them.
    """
    web_app = server_app.web_app
    pattern = url_path_join(web_app.settings["base_url"], r"/maillon/formgrader/js/(\w+\.js)")
    web_app.add_handlers(".*$", [(pattern, ScriptHandler)])
    # Without this, logging in on a Formgrader page would only count below /formgrader.
    server_app.identity_provider.cookie_options.setdefault("path", web_app.settings["base_url"])
    if not _translate(web_app.settings):
        server_app.io_loop.add_callback(_translate_or_tell, web_app.settings)


def _translate_or_tell(settings: dict[str, Any]) -> None:
    if not _translate(settings):
        logger.warning("Formgrader n’est pas chargé\u00a0: ses pages ne seront pas disponibles.")


def _translate(settings: dict[str, Any]) -> bool:
    environment = settings.get("nbgrader_jinja2_env")
    if environment is None:
        return False
    if not isinstance(environment.loader, _Chain):
        environment.loader = _Chain([FrenchLoader(), environment.loader])
        if environment.cache is not None:
            environment.cache.clear()
        settings["nbgrader_exporter"] = HTMLExporter(  # type: ignore[no-untyped-call]
            config=settings["nbgrader_formgrader"].config,
            extra_loaders=[FrenchLoader("formgrade/")],
            exclude_anchor_links=True,
        )
    return True


class _Chain(jinja2.ChoiceLoader):
    """A chain made here, recognised so that `install` may be called twice."""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server_app: Any) -> None:
    install(server_app)
