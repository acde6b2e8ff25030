"""Formgrader in French: every replaced text is really there, and the server serves them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from bs4 import BeautifulSoup
from grading_course import ASSIGNMENT, answers_of, hand_in, nbgrader
from nbgrader.api import Gradebook
from serving import TOKEN, free_port, serving

from maillon.grading.formgrader_fr import (
    EVERY_PAGE,
    SCRIPTS,
    TEMPLATES,
    FrenchLoader,
    french,
    stock_path,
    tables,
)
from maillon.grading.rounds import bring_in

FILES = [name for name in tables() if name != EVERY_PAGE]

#: Words that only stand in texts for people, once markup and code are out.
ENGLISH = re.compile(
    r"\b(Manage|Assignments?|Students?|Submissions?|Score|Feedback|Grading|Graded|Grade\?|Loading|"
    r"please|wait|Notebook|Flagged|Release|Collect|Generate|Preview|Status|Timestamp|Edit|Name|"
    r"Next|Prev|Credit|Resolve|Show|Hide|Click|Sorry|Error|remaining|Search|Cancel|Save|Close|"
    r"None|the|of)\b"
)


@pytest.mark.parametrize("name", FILES)
def test_each_replaced_text_stands_in_the_stock_file(name: str) -> None:
    """Replaced in turn, as the page is: an entry hidden by an earlier one fails too."""
    text = stock_path(name).read_text(encoding="utf-8")
    for common, replacement in tables()[EVERY_PAGE].items() if name.endswith(".tpl") else ():
        text = text.replace(common, replacement)
    lost = []
    for found, replacement in tables()[name].items():
        if found not in text:
            lost.append(found)
        text = text.replace(found, replacement)
    assert lost == []


def test_the_rule_of_every_page_finds_scripts() -> None:
    (address,) = tables()[EVERY_PAGE]
    assert address in stock_path("base.tpl").read_text(encoding="utf-8")


def _visible(html: str) -> str:
    bare = re.sub(r"\{[%#].*?[%#]\}|\{\{.*?\}\}", " ", html, flags=re.DOTALL)
    soup = BeautifulSoup(bare, "html.parser")
    for hidden in soup(["script", "style", "svg", "code", "pre"]):
        hidden.decompose()
    titles = [str(tag.get("title", "")) for tag in soup.find_all(title=True)]
    return " ".join([soup.get_text(" "), *titles])


@pytest.mark.parametrize(
    "name",
    [p.relative_to(TEMPLATES).as_posix() for p in sorted(TEMPLATES.glob("*.tpl"))]
    + ["formgrade/index.html.j2", "formgrade/formgrade_macros.html.j2"],
)
def test_templates_show_no_english_and_ask_no_other_machine(name: str) -> None:
    text = french(name)
    assert not ENGLISH.findall(_visible(text))
    assert not re.search(r"""(src|href)=["'](https?:)?//""", text)
    assert "mathjax()" not in text


@pytest.mark.parametrize("name", [p.name for p in sorted(SCRIPTS.glob("*.js"))])
def test_scripts_show_no_english(name: str) -> None:
    text = french(f"js/{name}")
    shown = re.findall(r'(?:\.text\(|Modal\(|"help": |title: |placeholder", )[^;]*', text)
    shown += re.findall(r'= "([^"]*)";', text)
    words = [w for part in shown for w in re.findall(r'"([^"]*)"', part)]
    keys = {"success-modal", "error-modal", "name", "None"}
    assert not [w for w in words if w not in keys and ENGLISH.search(w)]


@pytest.mark.skipif(shutil.which("node") is None, reason="node checks the scripts' syntax")
@pytest.mark.parametrize("name", [p.name for p in sorted(SCRIPTS.glob("*.js"))])
def test_scripts_stay_scripts(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(french(f"js/{name}"), encoding="utf-8")
    subprocess.run(["node", "--check", str(path)], check=True, timeout=30)


def test_the_loader_leaves_other_templates_alone() -> None:
    environment = jinja2.Environment(loader=FrenchLoader(), autoescape=True)
    for name in ("absent.tpl", "../conf.json", "feedback/index.html.j2"):
        with pytest.raises(jinja2.TemplateNotFound):
            environment.get_template(name)


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one autograded copy, on a machine where nothing was generated before."""
    course = tmp_path_factory.mktemp("formgrader") / "racine"
    shutil.copytree(released, course)
    inbox = course.parent / "recus"
    inbox.mkdir()
    hostile = answers_of("plus", "<img src=x onerror=alert(1)> [l](javascript:1)")
    hand_in(course, inbox, answers=hostile, name="Jeanne <b>Dupont</b>")
    (course / "grading" / "gradebook.db").unlink()
    released_files = {p: p.read_bytes() for p in (course / "exercises").rglob("*") if p.is_file()}
    assert bring_in(inbox, course) == 0
    assert released_files == {p: p.read_bytes() for p in released_files}
    nbgrader(course, "autograde", ASSIGNMENT)
    return course


@pytest.fixture(scope="module")
def server(graded: Path) -> Iterator[str]:
    """A Jupyter server whose own extension loads before Formgrader, as the course's does."""
    extension = graded.parent / "aaa_course_extension.py"
    extension.write_text(
        "from maillon.grading.formgrader_fr import install\n"
        "def _jupyter_server_extension_points():\n    return [{'module': __name__}]\n"
        "def _load_jupyter_server_extension(app):\n    install(app)\n    install(app)\n",
        encoding="utf-8",
    )
    port = free_port()
    extensions = {"aaa_course_extension": True, "nbgrader.server_extensions.formgrader": True}
    config = {
        "ServerApp": {
            "jpserver_extensions": extensions,
            "port": port,
            "port_retries": 0,
            "ip": "127.0.0.1",
            "open_browser": False,
            "allow_root": True,
            "root_dir": str(graded),
        },
        "IdentityProvider": {"token": TOKEN},
    }
    settings = graded.parent / "server_config.json"
    settings.write_text(json.dumps(config), encoding="utf-8")
    address = f"http://127.0.0.1:{port}"
    with serving(
        [sys.executable, "-m", "jupyter", "server", f"--config={settings}"],
        f"{address}/api",
        log=graded.parent / "server.log",
        cwd=graded,
        env={**os.environ, "PYTHONPATH": str(graded.parent), "JUPYTER_CONFIG_PATH": ""},
    ):
        yield address


def get(address: str, token: str = TOKEN) -> str:
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return str(response.read().decode("utf-8"))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("manage_assignments", "Ajouter un exercice…"),
        ("manage_students", "Ajouter une personne…"),
        ("manage_students/jeanne-dupont", "À corriger\u202f?"),
        (f"manage_students/jeanne-dupont/{ASSIGNMENT}", "Points perdus\u202f?"),
        (f"manage_submissions/{ASSIGNMENT}", "Préparer le retour"),
        ("gradebook", "À rendre le"),
        (f"gradebook/{ASSIGNMENT}", "Moyenne automatique"),
        (f"gradebook/{ASSIGNMENT}/{ASSIGNMENT}", "Montrer les noms"),
    ],
)
def test_pages_are_served_in_french_from_this_machine(
    server: str, page: str, expected: str
) -> None:
    html = get(f"{server}/formgrader/{page}")
    assert expected in html
    assert '<html lang="fr">' in html
    assert not ENGLISH.findall(_visible(html))
    _assert_local(server, html)


def _assert_local(server: str, html: str) -> None:
    soup = BeautifulSoup(html, "html.parser")
    sources = [str(tag["src"]) for tag in soup.find_all(src=True)]
    sources += [str(tag["href"]) for tag in soup.find_all("link", href=True)]
    assert sources
    assert all(s.startswith("/") and not s.startswith("//") for s in sources)
    for script in [s for s in sources if "/maillon/formgrader/js/" in s]:
        assert get(server + script)
    assert "http://" not in str(soup.find_all(["a", "script", "link", "img", "iframe"]))
    assert "https://" not in str(soup.find_all(["a", "script", "link", "img", "iframe"]))


@pytest.fixture(scope="module")
def submission(server: str, graded: Path) -> BeautifulSoup:
    """The page where a copy is marked by hand."""
    with Gradebook(f"sqlite:///{graded}/grading/gradebook.db", "maillon") as gradebook:
        found = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "jeanne-dupont")
        identifier = found.id
    html = get(f"{server}/formgrader/submissions/{identifier}/")
    _assert_local(server, html)
    return BeautifulSoup(html, "html.parser")


def test_marking_page_is_french_and_shows_the_text_as_text(submission: BeautifulSoup) -> None:
    assert submission.html is not None
    assert submission.html["lang"] == "fr"
    text = submission.get_text(" ")
    for expected in ("Tous les points", "Aucun point", "Précédente", "Copie 1 / 1", "Voir le code"):
        assert expected in text
    assert "<img src=x onerror=alert(1)> [l](javascript:1)" in text
    assert not submission.select("img[onerror], a[href^=javascript], b")
    assert not ENGLISH.findall(_visible(str(submission)))


def test_marking_page_starts_without_mathjax(submission: BeautifulSoup) -> None:
    scripts = [str(tag.string or "") for tag in submission.find_all("script")]
    assert any("var MathJax" in script for script in scripts)


def test_scripts_are_served_like_the_stock_ones(server: str) -> None:
    """Without a token too: the login of a Formgrader page need not reach their address."""
    assert "Fermer" in get(f"{server}/maillon/formgrader/js/utils.js", token="autre")
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(f"{server}/maillon/formgrader/js/absent.js")
    refused.value.close()
    assert refused.value.code == 404


def test_logging_in_on_a_page_counts_everywhere(server: str) -> None:
    with urllib.request.urlopen(
        f"{server}/formgrader/gradebook?token={TOKEN}", timeout=30
    ) as response:
        cookies = response.headers.get_all("Set-Cookie")
    (login,) = [cookie for cookie in cookies if cookie.startswith("username-")]
    assert re.search(r"; Path=/(;|$)", login)
