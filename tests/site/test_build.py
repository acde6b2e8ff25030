"""`maillon build`: only when stale, never half-built, and clear about what is wrong."""

from __future__ import annotations

import re

import pytest

from maillon.site import build as build_module
from maillon.site.build import Problem, read_problems, refresh
from maillon.site.freshness import digest, sources


def test_fresh_book_is_not_built_again_and_a_change_is_seen(mini_course, build_course, monkeypatch):
    course = mini_course()
    first = build_course(course)
    assert first.ok
    assert first.built

    def refuse(*arguments):
        raise AssertionError("Jupyter Book was called although nothing changed")

    with monkeypatch.context() as patched:
        patched.setattr(build_module, "_run_jupyter_book", refuse)
        again = build_course(course)
        assert again.ok
        assert not again.built
        home = course / "book" / "index.md"
        home.write_text(home.read_text(encoding="utf-8") + "\nUne ligne de plus.\n", "utf-8")
        with pytest.raises(AssertionError):
            build_course(course)


def test_failed_build_keeps_the_previous_book_and_leaves_no_rubble(mini_course, build_course):
    course = mini_course()
    assert build_course(course).ok
    before = (course / "_build" / "html" / "book" / "index.html").read_bytes()
    page = course / "book" / "demarrer" / "un-chapitre.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace(
            "{figure-modele} exemple", "{figure-modele} exmple"
        ),
        encoding="utf-8",
    )
    result = build_course(course)
    assert not result.ok
    assert not result.built
    assert (course / "_build" / "html" / "book" / "index.html").read_bytes() == before
    assert not list((course / "_build").glob("html.*-*"))
    assert "exmple" in result.log.read_text(encoding="utf-8")
    assert not build_course(course).ok, "a failed build must not be taken for a fresh book"


def test_each_mistake_names_page_line_and_remedy(mini_course, build_course):
    course = mini_course()
    (course / "book" / "demarrer" / "un-chapitre.md").write_text(
        "---\ncycle: [recette]\nminutes: beaucoup\n---\n\n# Un chapitre\n\n"
        ":::{objectifs}\nPas une liste.\n:::\n\n"  # line 8
        "```{figure-modele} inconnue\n```\n\n"  # line 12
        "```{figure-modele} impossible\n```\n\n"  # line 15
        ":::{atelier} absent\nUne phrase.\n:::\n\n"  # line 18
        ":::{exercice} ../secret\nUne phrase.\n:::\n\n"  # line 22
        "[Un lien](nulle-part.md).\n",  # line 26
        encoding="utf-8",
    )
    problems = build_course(course).problems
    here = [p for p in problems if p.page == "book/demarrer/un-chapitre.md"]
    by_line = {p.line: p.text for p in here if p.line != 1}
    front = " ".join(p.text for p in here if p.line == 1)
    assert "recette" in front
    assert "besoin, sourcage, consultation" in front
    assert "minutes" in front
    assert "attend une liste" in by_line[8]
    assert "«\u00a0inconnue\u00a0»" in by_line[12]
    assert "exemple, impossible" in by_line[12]
    assert "pas de données" in by_line[15]
    assert "Identifiants connus\u00a0: essai" in by_line[18]
    assert "e9-essai" in by_line[22]
    assert "nulle-part.md" in by_line[26]


def test_the_command_says_in_french_what_failed(mini_course, build_course, capsys):
    course = mini_course()
    (course / "book" / "demarrer" / "un-chapitre.md").write_text(
        "# Un chapitre\n\n[Un lien](nulle-part.md).\n", encoding="utf-8"
    )
    assert not refresh(course)
    said = capsys.readouterr()
    assert "Le livre n’a pas été construit" in said.err
    assert re.search(r"book/demarrer/un-chapitre\.md, ligne 3", said.err)
    assert "Journal complet\u00a0: " in said.err


def test_problems_are_read_from_what_sphinx_says(tmp_path):
    said = (
        "reading sources... [100%] book/index\n"
        f"{tmp_path}/book/a.md:7: WARNING: Figure inconnue : « x ». [maillon.figure-modele]\n"
        f"{tmp_path}/book/a.md:7: WARNING: Figure inconnue : « x ». [maillon.figure-modele]\n"
        f"{tmp_path}/book/b.md: ERROR: Tout va mal.\n"
        "WARNING: unknown config value 'x' in override, ignoring\n"
    )
    assert read_problems(said, tmp_path) == [
        Problem("Figure inconnue : « x ». [maillon.figure-modele]", "book/a.md", 7),
        Problem("Tout va mal.", "book/b.md"),
        Problem("unknown config value 'x' in override, ignoring"),
    ]


def test_the_digest_follows_content_and_names_but_not_the_server(tmp_path):
    course, package = tmp_path / "cours", tmp_path / "maillon"
    for path in ("book/a.md", "_config.yml", "notebooks/x.ipynb", "book/.cache/z"):
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_text("un", encoding="utf-8")
    code = ("site/nodes.py", "site/server.py", "plots/picture.py", "widgets/slider.py")
    law = ("law/registry.py", "law/data/seuils.yaml", "base/wording.py", "cli.py")
    for path in code + law:
        (package / path).parent.mkdir(parents=True, exist_ok=True)
        (package / path).write_text("un", encoding="utf-8")
    names = [path.name for path in sources(course, package)]
    assert names == [
        *("_config.yml", "a.md", "nodes.py", "picture.py"),
        *("seuils.yaml", "registry.py", "wording.py", "x.ipynb"),
    ]
    before = digest(course, package)
    (package / "site" / "server.py").write_text("deux", encoding="utf-8")
    assert digest(course, package) == before
    (course / "book" / "a.md").rename(course / "book" / "b.md")
    renamed = digest(course, package)
    assert renamed != before
    seen = {before, renamed}
    for path in ("plots/picture.py", *law[:3]):
        (package / path).write_text("deux", encoding="utf-8")
        assert digest(course, package) not in seen, path
        seen.add(digest(course, package))
