"""`maillon serve`: what it is set to, and what a real server answers, in French, to its readers."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from bs4 import BeautifulSoup
from serving import TOKEN, free_port, serving

from maillon.site import server
from maillon.site.server_extension import BOOK_POLICY

ENGLISH = re.compile(
    r"\b(Not Found|Forbidden|Error|Unauthorized|Log ?in|Password|Token|Please|Home|Jupyter|Server|"
    r"Page not|The|You|Cannot|Invalid|Submit)\b"
)

# --- settings ------------------------------------------------------------------------------------


def test_only_this_machine_is_served_and_only_with_the_key(tmp_path: Path) -> None:
    config = server.server_config(tmp_path, port=8900, token="clé")
    assert (config.ServerApp.ip, config.ServerApp.port) == ("127.0.0.1", 8900)
    assert config.ServerApp.port_retries == 0  # the address was printed: no other port will do
    assert config.IdentityProvider.token == "clé"
    assert config.ServerApp.root_dir == str(tmp_path)
    assert "allow_origin" not in config.ServerApp
    assert "disable_check_xsrf" not in config.ServerApp


def test_no_terminal_is_offered(tmp_path: Path) -> None:
    config = server.server_config(tmp_path, port=8900, token="x")
    assert config.ServerApp.terminals_enabled is False
    assert config.ServerApp.jpserver_extensions["jupyter_server_terminals"] is False


def test_the_course_and_its_tools_are_on(tmp_path: Path) -> None:
    extensions = server.server_config(tmp_path, port=1, token="x").ServerApp.jpserver_extensions
    on = {name for name, wanted in extensions.items() if wanted}
    assert on == {
        "jupyterlab",
        "voila.server_extension",
        "nbgrader.server_extensions.formgrader",
        "maillon.grading.formgrader_fr",
        "maillon.site.server_extension",
    }


def test_voila_shows_neither_code_nor_traceback_nor_file(tmp_path: Path) -> None:
    voila = server.server_config(tmp_path, port=1, token="x").VoilaConfiguration
    assert voila.show_tracebacks is False
    assert voila.strip_sources is True
    assert voila.file_allowlist == []


def test_the_environment_adds_the_course_before_what_was_there() -> None:
    before = {"JUPYTER_PATH": "ailleurs", "PATH": "programmes", "AUTRE": "x"}
    kept = dict(before)
    after = server.server_environment(before)
    assert before == kept
    assert after["AUTRE"] == "x"
    first, last = after["JUPYTER_PATH"].split(os.pathsep)
    assert Path(first).is_dir()
    assert last == "ailleurs"
    assert Path(after["JUPYTER_CONFIG_PATH"]).is_dir()
    assert after["PATH"].split(os.pathsep) == [str(Path(sys.executable).parent), "programmes"]


def test_an_empty_environment_gets_no_empty_folder() -> None:
    after = server.server_environment({})
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "PATH"):
        assert "" not in after[name].split(os.pathsep)


def test_each_person_has_an_address_with_the_key() -> None:
    assert server.addresses(8900, "clé") == {
        "Lecture": "http://127.0.0.1:8900/cours/?token=clé",
        "Stagiaire": "http://127.0.0.1:8900/cours/book/espaces/stagiaire.html?token=clé",
        "Formateur": "http://127.0.0.1:8900/cours/book/espaces/formateur.html?token=clé",
    }


def test_the_console_gives_them_all() -> None:
    said = server.welcome(8900, "x")
    assert all(address in said for address in server.addresses(8900, "x").values())
    assert "Ctrl+C" in said


# --- a live server -------------------------------------------------------------------------------

SERVE = """
import sys
from pathlib import Path
from maillon.site.server import server_config, welcome
from maillon.site.server_app import run

port, token = int(sys.argv[1]), sys.argv[2]
config = server_config(Path.cwd(), port=port, token=token)
run(config, ready=lambda: print(welcome(port, token), flush=True))
"""
PAGE = '<!DOCTYPE html><html lang="fr"><title>Cours</title><h1>Le cours</h1></html>'
NOTEBOOK = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@dataclass(frozen=True)
class Answer:
    """What the server answered, no redirection followed."""

    status: int
    headers: HTTPMessage
    body: str

    @property
    def visible(self) -> str:
        """The text that a reader sees, and every label."""
        soup = BeautifulSoup(self.body, "html.parser")
        for hidden in soup(["script", "style"]):
            hidden.decompose()
        return soup.get_text(" ", strip=True)


@dataclass(frozen=True)
class Live:
    """A server of a small course."""

    root: Path
    port: int
    log: Path

    def get(self, path: str, *, token: str | None = TOKEN, method: str = "GET") -> Answer:
        """Ask for a page, as a browser would, with a key or without."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Accept": "text/html"}
        if token is not None:
            headers["Authorization"] = f"token {token}"
        try:
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read().decode())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Serve a small course of two pages, one workshop and one exercise."""
    root = tmp_path_factory.mktemp("serveur") / "cours"
    spaces = root / "_build" / "html" / "book" / "espaces"
    spaces.mkdir(parents=True)
    (root / "_build" / "html" / "index.html").write_text(PAGE, encoding="utf-8")
    (spaces / "stagiaire.html").write_text(PAGE, encoding="utf-8")
    (root / "_build" / "secret.txt").write_text("secret")
    shutil.copy(Path(__file__).resolve().parents[2] / "nbgrader_config.py", root)
    (root / "notebooks").mkdir()
    (root / "notebooks" / "essai.ipynb").write_text(NOTEBOOK)
    (root / "exercises" / "e9-essai").mkdir(parents=True)
    (root / "exercises" / "e9-essai" / "e9-essai.ipynb").write_text(NOTEBOOK)
    port, log = free_port(), root.parent / "serveur.log"
    homes = {
        name: str(root.parent / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    with serving(
        [sys.executable, "-c", SERVE, str(port), TOKEN],
        f"http://127.0.0.1:{port}/cours/?token={TOKEN}",
        log=log,
        cwd=root,
        env=server.server_environment({**os.environ, **homes}),
    ):
        yield Live(root, port, log)


def assert_french(answer: Answer) -> None:
    assert '<html lang="fr">' in answer.body
    found = ENGLISH.search(answer.visible)
    assert found is None, answer.visible


def test_the_root_leads_to_the_book(live: Live) -> None:
    for path in ("/", "/cours"):
        answer = live.get(path)
        assert answer.status in (301, 302)
        assert answer.headers["Location"].rstrip("?") == "/cours/"


def test_a_page_of_the_book_may_load_nothing_from_elsewhere(live: Live) -> None:
    for path in ("/cours/", "/cours/book/espaces/stagiaire.html"):
        answer = live.get(path)
        assert (answer.status, answer.body) == (200, PAGE)
        assert answer.headers["Content-Security-Policy"] == BOOK_POLICY
        assert answer.headers["Cache-Control"] == "no-cache"
    assert BOOK_POLICY.startswith("default-src 'self';")
    assert "http" not in BOOK_POLICY
    assert "*" not in BOOK_POLICY


def test_a_page_travels_compressed_and_is_not_sent_twice(live: Live) -> None:
    page = PAGE + "<p>long</p>" * 1000
    (live.root / "_build" / "html" / "longue.html").write_text(page, encoding="utf-8")
    address = f"http://127.0.0.1:{live.port}/cours/longue.html"
    asked = {"Authorization": f"token {TOKEN}", "Accept-Encoding": "gzip"}
    with urlopen(Request(address, headers=asked), timeout=30) as answer:
        sent, headers = answer.read(), answer.headers
    assert gzip.decompress(sent).decode() == page
    assert len(sent) < len(page) / 10
    assert headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in headers["Vary"]
    assert headers["Etag"].startswith('W/"')  # the same page, compressed or not
    assert live.get("/cours/longue.html").body == page
    with pytest.raises(HTTPError) as unchanged:
        urlopen(Request(address, headers={**asked, "If-None-Match": headers["Etag"]}), timeout=30)
    assert unchanged.value.code == 304


def test_the_key_in_the_address_opens_the_book(live: Live) -> None:
    answer = live.get(f"/cours/?token={TOKEN}", token=None)
    assert (answer.status, answer.body) == (200, PAGE)


def test_headers_alone_can_be_asked(live: Live) -> None:
    answer = live.get("/cours/", method="HEAD")
    assert (answer.status, answer.body) == (200, "")


@pytest.mark.parametrize("token", [None, "mauvaise-cle"])
@pytest.mark.parametrize("path", ["/cours/", "/cours/book/espaces/stagiaire.html"])
def test_without_the_key_the_book_stays_closed(live: Live, path: str, token: str | None) -> None:
    answer = live.get(path, token=token)
    assert answer.status == 302
    assert answer.headers["Location"].startswith("/login?next=%2Fcours%2F")
    login = live.get(answer.headers["Location"], token=None)
    assert login.status == 200
    assert "Ouvrir le cours Maillon" in login.visible
    assert "Clé du cours" in login.visible
    assert_french(login)


@pytest.mark.parametrize("path", ["/maillon/ouvrir/essai", "/maillon/ouvrir/inconnu"])
def test_without_the_key_nothing_is_copied(live: Live, path: str) -> None:
    before = sorted(live.root.rglob("*"))
    answer = live.get(path, token=None)
    assert answer.status == 302
    assert answer.headers["Location"].startswith("/login")
    assert sorted(live.root.rglob("*")) == before


@pytest.mark.parametrize("name", ["essai", "e9-essai"])
@pytest.mark.parametrize(
    ("query", "opened"),
    [("", "voila/render"), ("?dans=lab", "lab/tree"), ("?dans=x", "voila/render")],
)
def test_an_activity_opens_in_the_trainee_s_folder(
    live: Live, name: str, query: str, opened: str
) -> None:
    answer = live.get(f"/maillon/ouvrir/{name}{query}")
    assert answer.status == 302
    assert answer.headers["Location"] == f"/{opened}/travaux/{name}/{name}.ipynb"
    assert (live.root / "travaux" / name / f"{name}.ipynb").read_text() == NOTEBOOK


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("clause=voirie-engins&ambition=prudente", "clause=voirie-engins&ambition=prudente"),
        ("clause=../secret", ""),
        ("clause=%3Cscript%3E", ""),
        ("Clause=x", ""),
        ("token=" + TOKEN, ""),
    ],
)
def test_what_a_link_asks_reaches_the_workshop_and_only_words_do(
    live: Live, query: str, kept: str
) -> None:
    answer = live.get(f"/maillon/ouvrir/essai?{query}")
    assert answer.status == 302
    path, _mark, rest = answer.headers["Location"].partition("?")
    assert (path, rest) == ("/voila/render/travaux/essai/essai.ipynb", kept)


def test_an_unknown_activity_is_told_in_french(live: Live) -> None:
    answer = live.get("/maillon/ouvrir/inconnu")
    assert answer.status == 404
    assert "Cette page n’existe pas" in answer.visible
    assert "Aucun atelier ni exercice" in answer.visible
    assert "essai" in answer.visible
    assert '<a href="/cours/">Revenir au cours</a>' in answer.body
    assert_french(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/nulle-part",
        "/cours/nulle-part.html",
        "/cours/book/",
        "/cours/book/espaces",
        "/maillon/ouvrir/",
        "/maillon/ouvrir/../essai",
        "/maillon/ouvrir/%2e%2e%2fessai",
        "/maillon/ouvrir/Essai",
        "/maillon/login.html",
    ],
)
def test_a_wrong_address_is_told_in_french(live: Live, path: str) -> None:
    answer = live.get(path)
    if answer.status in (301, 302):  # with or without its last « / »
        assert answer.headers["Location"].strip("/") == path.strip("/")
        answer = live.get(answer.headers["Location"])
    assert answer.status in (403, 404)
    assert "Revenir au cours" in answer.visible
    assert_french(answer)


@pytest.mark.parametrize(
    "path", ["/cours/../secret.txt", "/cours/%2e%2e/secret.txt", "/cours/..%2fsecret.txt"]
)
def test_the_book_gives_nothing_outside_its_pages(live: Live, path: str) -> None:
    answer = live.get(path)
    assert answer.status in (403, 404)
    assert "secret" not in answer.body.replace(path, "")


def test_the_files_of_the_pages_are_served(live: Live) -> None:
    for name in ("atelier.css", "sans-formules.js"):
        assert live.get(f"/maillon/{name}").status == 200


def test_no_terminal_answers(live: Live) -> None:
    for path in ("/api/terminals", "/terminals/1"):
        assert live.get(path).status == 404


def test_the_console_said_nothing_but_the_welcome(live: Live) -> None:
    """Last: the log of everything above."""
    said = live.log.read_text(encoding="utf-8").strip()
    assert said == server.welcome(live.port, TOKEN)
