"""Read files that a trainee handed in: regular, small, and JSON, or one French reason."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

from maillon.sheet.journal import from_json

#: A full sheet of answers with long texts is about 40 kB.
MAX_ANSWERS_BYTES = 1_000_000
#: What the answer sheet agrees to hand in; without outputs, an exercise weighs 20 kB.
MAX_NOTEBOOK_BYTES = 20_000_000


class UnreadableFile(ValueError):
    """A file of a copy cannot be used; the message is a French reason for the trainer."""


def read_regular(path: Path, limit: int) -> bytes:
    """Return the bytes of `path`, at most `limit`, without ever following a link.

    Raises:
        FileNotFoundError: nothing stands there.
        UnreadableFile: a link, a folder, a device, too big, or not readable.
    """
    try:
        info = path.lstat()
        if not stat.S_ISREG(info.st_mode):
            raise UnreadableFile("ce n’est pas un fichier ordinaire (lien ou dossier)")
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as stream:
            content = stream.read(limit + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableFile("le fichier ne peut pas être lu") from error
    if len(content) > limit:
        raise UnreadableFile(f"il dépasse {limit // 1000} ko")
    return content


def content_of(path: Path) -> bytes | None:
    """Return the bytes of a file of a copy, or None where there is nothing to trust."""
    try:
        return read_regular(path, MAX_NOTEBOOK_BYTES)
    except (OSError, UnreadableFile):
        return None


def parse_object(content: bytes) -> dict[str, Any]:
    """Return the JSON object held in `content`.

    Raises:
        UnreadableFile: not UTF-8, truncated, nested beyond reason, or not an object.

    >>> parse_object(b'{"schema": 1}')
    {'schema': 1}
    """
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFile("il est abîmé ou tronqué (ce n’est pas du JSON complet)") from error
    if not isinstance(found, dict):
        raise UnreadableFile("il n’a pas la forme attendue")
    return found


def parse_answers(content: bytes, assignment: str) -> dict[str, Any]:
    """Return the `answers` of a sheet, read as the sheet reads it, if it is `assignment`'s.

    Raises:
        UnreadableFile: not a sheet's JSON (truncated, endless, a number that is none), another
            schema, another exercise, or answers that are not a table.
    """
    found = parse_object(content)
    try:
        from_json(content)
    except ValueError as error:
        raise UnreadableFile("il contient des valeurs qu’une fiche n’écrit jamais") from error
    if found.get("schema") != 1:
        raise UnreadableFile("il vient d’une autre version du cours")
    if found.get("assignment") != assignment:
        raise UnreadableFile("il appartient à un autre exercice")
    answers = found.get("answers")
    if not isinstance(answers, dict):
        raise UnreadableFile("il n’a pas la forme attendue")
    return answers


def read_answers(path: Path, assignment: str) -> dict[str, Any]:
    """Return the answers recorded in the `reponses.json` at `path` for `assignment`.

    Raises:
        FileNotFoundError: there is no such file.
        UnreadableFile: it cannot be trusted or understood.
    """
    return parse_answers(read_regular(path, MAX_ANSWERS_BYTES), assignment)


def text_answer(answers: dict[str, Any], question: str) -> str:
    """Return the text recorded for `question`, or an empty string.

    >>> text_answer({"note": {"value": " Bonjour "}}, "note")
    'Bonjour'
    >>> text_answer({"note": {"value": 12}}, "note")
    ''
    """
    answer = answers.get(question)
    value = answer.get("value") if isinstance(answer, dict) else None
    return value.strip() if isinstance(value, str) else ""
