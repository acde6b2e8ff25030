"""Jupyter Server extension of the course: the book, and the door to each workshop and exercise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from tornado import web

from maillon.site.warm_kernels import keep_warm
from maillon.site.workspace import UnknownActivity, open_activity

PAGES = Path(__file__).resolve().parent / "pages"

#: The book needs nothing but itself: this policy is the standing proof that no page calls outside.
#: Sphinx compiles its plural rule of French with `new Function`, hence 'unsafe-eval'.
BOOK_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "frame-ancestors 'self'"
)

#: What a link may ask of a workshop (`?clause=nettoyage-de-jour`): words, never a path or a script.
_ASKED = re.compile(r"[a-z0-9-]{1,80}")
#: Arguments that are for the door itself.
_OWN = {"dans", "token"}


class BookHandler(JupyterHandler, web.StaticFileHandler):
    """Serve the built book, behind the server's token."""

    @property
    def content_security_policy(self) -> str:
        """What a page of the book may load: only itself."""
        return BOOK_POLICY

    @web.authenticated
    async def get(  # type: ignore[override] # `authenticated` may answer by a redirection
        self, path: str, include_body: bool = True
    ) -> None:
        """Answer with a file of the book."""
        await web.StaticFileHandler.get(self, path, include_body)

    @web.authenticated
    async def head(self, path: str) -> None:  # type: ignore[override] # same
        """Answer with the headers of a file of the book."""
        await web.StaticFileHandler.get(self, path, include_body=False)

    def set_headers(self) -> None:
        """Ask browsers to come back for each page: a rebuilt book shows at once."""
        web.StaticFileHandler.set_headers(self)
        self.set_header("Cache-Control", "no-cache")

    def compute_etag(self) -> str | None:
        """Name the file's content, weakly: what is sent may be compressed or not."""
        etag = web.StaticFileHandler.compute_etag(self)
        return etag and f"W/{etag}"

    def check_xsrf_cookie(self) -> None:
        """Reading a static page changes nothing, so there is nothing to forge."""


class OpenHandler(JupyterHandler):
    """Copy a workshop or an exercise to the trainee's folder, then open it there."""

    @web.authenticated
    async def get(self, activity: str) -> None:
        """Redirect to the trainee's own copy of `activity`, with what the link asks of it."""
        root = Path(self.settings["server_root_dir"]).expanduser()
        try:
            notebook = open_activity(root, activity)
        except UnknownActivity as error:
            self.set_status(404)
            page = self.render_template(  # type: ignore[no-untyped-call]
                "404.html", status_code=404, reason=str(error)
            )
            self.finish(page)
            return
        relative = notebook.relative_to(root).as_posix()
        page = "lab/tree" if self.get_argument("dans", "") == "lab" else "voila/render"
        asked = {
            name: value
            for name in self.request.arguments
            if name not in _OWN
            and _ASKED.fullmatch(name)
            and _ASKED.fullmatch(value := self.get_argument(name))
        }
        query = f"?{urlencode(asked)}" if asked else ""
        self.redirect(url_path_join(self.base_url, page, relative) + query)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "maillon.site.server_extension"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    keep_warm(server)
    web_app: Any = server.web_app
    base = web_app.settings["base_url"]
    book = Path(server.root_dir) / "_build" / "html"
    web_app.add_handlers(
        ".*$",
        [
            (
                url_path_join(base, r"/cours/(.*)"),
                BookHandler,
                {"path": str(book), "default_filename": "index.html"},
            ),
            (
                url_path_join(base, r"/cours"),
                web.RedirectHandler,
                {"url": url_path_join(base, "/cours/")},
            ),
            (url_path_join(base, r"/maillon/ouvrir/([a-z0-9-]+)"), OpenHandler),
            (
                url_path_join(base, r"/maillon/(atelier\.css|sans-formules\.js)"),
                BookHandler,
                {"path": str(PAGES)},
            ),
        ],
    )
