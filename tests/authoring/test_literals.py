"""Literals of Python and TOML: found, placed, fixed inside and nowhere else."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.authoring.literals import (
    fix_passages,
    python_passages,
    same_but_strings,
    toml_passages,
)


def values(source: str) -> list[str]:
    return [passage.value for passage in python_passages(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('a = "café"', ["café"]),
        ('a = "Il y a : un"', ["Il y a : un"]),
        ('a = "plain english: text"', []),
        ('a = r"é+"; b = b"abc"', []),
        ('"""Un module à taire."""\na = 1', []),
        ('def f():\n    """Une fonction à taire."""\n    return "Voilà"', ["Voilà"]),
        ('x = f"{a} : {b!r}"', ["{a} : {b!r}"]),
        ("x = f\"{d['é']} plain\"", []),
        ('a = "été\\nl\\u00e0"', ["été\nlà"]),
        ('f(\n    "à "\n    "é"\n)', ["à ", "é"]),
        ("# à : un commentaire\n", []),
    ],
)
def test_finds_the_french_of_a_python_source(source: str, expected: list[str]) -> None:
    assert values(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('a = "Voilà : oui"', 'a = "Voilà\u00a0: oui"'),
        ('a = "Voilà\\u00a0: oui ; non"', 'a = "Voilà\\u00a0: oui\\u202f; non"'),
        ("a = f\"{x} : {y['a']} à l'un\"", "a = f\"{x}\u00a0: {y['a']} à l’un\""),
        ("a = 'à l\\'achat : oui'", "a = 'à l’achat\u00a0: oui'"),
        ('a = "dites \\"voilà\\"."', 'a = "dites «\u00a0voilà\u00a0»."'),
        ('a = f"«{NBSP}é{NBSP}»{NNBSP}; oui"', 'a = f"«{NBSP}é{NBSP}»{NNBSP}; oui"'),
        ('a = "é : b"  # « : »\nb = {"c" : 1}', 'a = "é\u00a0: b"  # « : »\nb = {"c" : 1}'),
        ('a = """é : b\n  c ; d"""', 'a = """é\u00a0: b\n  c\u202f; d"""'),
        ('a = "é : \\\n  b"', 'a = "é\u00a0: \\\n  b"'),
    ],
)
def test_fixes_inside_the_literals_only(source: str, expected: str) -> None:
    done = fix_passages(source, python_passages(source))
    assert done == expected
    assert same_but_strings(source, done)
    assert fix_passages(done, python_passages(done)) == done


def test_sees_a_program_that_changed() -> None:
    assert not same_but_strings("a = 'x'", "a = 'x' + 'y'")
    assert same_but_strings("a = f'{x} :'", "a = f'{x}\u00a0:'")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('a = "oui ?" # "non ?"', ["oui ?"]),
        ("a = 'oui \"x\" ?'", ['oui "x" ?']),
        ("a = \"\"\"un\ndeux\"\"\"\nb = '''c'''", ["un\ndeux", "c"]),
        ('"clé" = "valeur"', ["valeur"]),
        ('a = ["x", "y"]', ["x", "y"]),
        ('a = "l\\"un\\" \\u00e9"', ['l"un" é']),
    ],
)
def test_finds_the_values_of_a_toml_source(source: str, expected: list[str]) -> None:
    assert [passage.value for passage in toml_passages(source)] == expected


def test_fixes_a_toml_source() -> None:
    source = 'title = "Qui paie ?" # l\'auteur : moi ?\nprompt = \'Dites "oui".\'\n'
    done = fix_passages(source, toml_passages(source))
    assert (
        done
        == "title = \"Qui paie\u202f?\" # l'auteur : moi ?\nprompt = 'Dites «\u00a0oui\u00a0».'\n"
    )
    assert tomllib.loads(done).keys() == tomllib.loads(source).keys()


@given(st.text(alphabet="aé :;?!'\"«»{}\\\n%€12.-", max_size=30))
def test_any_literal_stays_a_literal(text: str) -> None:
    source = f"a = {text!r}\nb = f({text!r}, c)\n"
    done = fix_passages(source, python_passages(source))
    assert same_but_strings(source, done)
    assert fix_passages(done, python_passages(done)) == done
