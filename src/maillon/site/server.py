"""`maillon serve`: one local Jupyter Server for readers, trainees and trainers.

The server carries the built book (`/cours/`), the workshops through Voilà, JupyterLab in French
and Formgrader.  Everything it serves comes from this machine; nothing is fetched from outside.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maillon.site.workspace import FOLDER

if TYPE_CHECKING:
    from traitlets.config import Config

HERE = Path(__file__).resolve().parent

#: Server extensions that ship with the tested set but serve nobody here.  They cost start-up time,
#: speak English or open a shell, so they stay off.
UNUSED_EXTENSIONS = (
    "jupyter_lsp",
    "jupyter_server_terminals",
    "notebook",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.validate_assignment",
)

CELL_ERROR = (
    "Cette étape n’a pas pu se dérouler. Vos réponses enregistrées ne sont pas touchées. "
    "Rechargez la page ; si cela recommence, prévenez la personne qui anime votre session."
)


def server_environment(environment: dict[str, str]) -> dict[str, str]:
    """Return the environment variables that make Jupyter find the course's templates and settings.

    `environment` is the current environment; it is not modified.

    >>> "jupyter_data" in server_environment({})["JUPYTER_PATH"]
    True
    """
    changed = dict(environment)
    for variable, folder in (
        ("JUPYTER_PATH", "jupyter_data"),
        ("JUPYTER_CONFIG_PATH", "jupyter_config"),
    ):
        previous = changed.get(variable)
        changed[variable] = os.pathsep.join(filter(None, [str(HERE / folder), previous]))
    # nbgrader and Voilà call programs by name: the course's own environment comes first.
    changed["PATH"] = os.pathsep.join(
        filter(None, [str(Path(sys.executable).parent), changed.get("PATH")])
    )
    # Debugger notices and frozen-module warnings would land in trainees' pages.
    changed["PYTHONWARNINGS"] = "ignore"
    changed["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    return changed


def server_config(root: Path, *, port: int, token: str, ip: str = "127.0.0.1") -> Config:
    """Build the Jupyter Server configuration for the course in `root`.

    The server listens on `ip` only, asks for `token`, and opens on the book.
    """
    from traitlets.config import Config

    settings = Config()
    config: Any = settings
    server = config.ServerApp
    server.ip = ip
    server.port = port
    server.port_retries = 0
    server.open_browser = False
    server.root_dir = str(root)
    server.default_url = "/cours/"
    server.allow_root = True  # a container or a lab machine may only have this account
    server.terminals_enabled = False
    server.tornado_settings = {"compress_response": True}
    server.extra_template_paths = [str(HERE / "pages")]
    server.jpserver_extensions = {
        **dict.fromkeys(UNUSED_EXTENSIONS, False),
        "jupyterlab": True,
        "voila.server_extension": True,
        "nbgrader.server_extensions.formgrader": True,
        # Named, not imported: the site knows nothing of grading.
        "maillon.grading.formgrader_fr": True,
        "maillon.site.server_extension": True,
    }
    config.IdentityProvider.token = token
    # Nothing below a real failure is news for the person in front of the console, nor in French.
    config.Application.log_level = "ERROR"
    config.LabApp.log_level = "ERROR"
    config.MappingKernelManager.cull_idle_timeout = 600
    config.MappingKernelManager.cull_interval = 60
    if os.name == "posix":
        # Other accounts of a shared machine cannot listen to a kernel that has no port.
        config.KernelManager.transport = "ipc"
    config.LabApp.app_settings_dir = str(HERE / "jupyter_data" / "lab" / "settings")
    config.LabApp.extension_manager = "readonly"
    config.LabApp.news_url = None
    config.VoilaConfiguration.template = "maillon"
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.strip_sources = True
    config.VoilaConfiguration.file_allowlist = []
    # Only what draws widgets: the other JupyterLab extensions do not fit Voilà's own front end.
    config.VoilaConfiguration.extension_allowlist = [
        "anywidget",
        "@jupyter-widgets/jupyterlab-manager",
        "@voila-dashboards/widgets-manager8",
    ]
    config.VoilaConfiguration.page_config_hook = without_mathjax
    config.VoilaConfiguration.prelaunch_hook = only_own_copies
    config.VoilaExecutor.cell_error_instruction = CELL_ERROR
    return settings


def without_mathjax(
    page_config: dict[str, Any], *, base_url: str = "/", **_context: object
) -> dict[str, Any]:
    """Point Voilà's formula plug-in at an empty local script: its default is a public server.

    The plug-in cannot be switched off, and loads the script only if a page holds a formula;
    workshops hold none.

    >>> without_mathjax({})["fullMathjaxUrl"]
    '/maillon/sans-formules.js'
    """
    return {**page_config, "fullMathjaxUrl": f"{base_url}maillon/sans-formules.js"}


def only_own_copies(_request: object, *, cwd: str, **_notebook: object) -> None:
    """Let Voilà run what a trainee opened, and nothing else: a solution would run as a page.

    Raises:
        HTTPError: 404, when `cwd` (the notebook's folder) is not the trainee's own.

    >>> only_own_copies(None, cwd="travaux/e1-boucles")
    """
    from tornado.web import HTTPError

    parts = Path(cwd.strip("/")).parts
    if parts[:1] != (FOLDER,) or ".." in parts:
        raise HTTPError(404)


def addresses(port: int, token: str, *, ip: str = "127.0.0.1") -> dict[str, str]:
    """Return the address to give to each kind of user, in the order to print them.

    >>> list(addresses(8888, "x"))
    ['Lecture', 'Stagiaire', 'Formateur']
    """
    pages = {
        "Lecture": "",
        "Stagiaire": "book/espaces/stagiaire.html",
        "Formateur": "book/espaces/formateur.html",
    }
    return {who: f"http://{ip}:{port}/cours/{page}?token={token}" for who, page in pages.items()}


def main(options: argparse.Namespace) -> int:
    """Build what is stale, then serve the course until Ctrl+C; return the exit code."""
    root = Path.cwd()
    os.environ.update(server_environment(dict(os.environ)))

    from maillon.site import build

    if not build.refresh(root):
        return 1
    token = options.token or secrets.token_hex(16)

    from maillon.site.server_app import run

    return run(
        server_config(root, port=options.port, token=token),
        ready=lambda: print(welcome(options.port, token), flush=True),
        open_at="" if options.no_browser else addresses(options.port, token)["Lecture"],
    )


def welcome(port: int, token: str) -> str:
    """Return what the console says when the course answers: one address for each kind of user.

    >>> "http://127.0.0.1:8888/cours/?token=x" in welcome(8888, "x")
    True
    """
    lines = [f"  {who:<10} {address}" for who, address in addresses(port, token).items()]
    return "\n".join(
        [
            "Le cours Maillon est ouvert sur cet ordinateur. Prenez l’adresse qui vous concerne :",
            "",
            *lines,
            "",
            "Pour arrêter : Ctrl+C dans cette fenêtre.",
        ]
    )
