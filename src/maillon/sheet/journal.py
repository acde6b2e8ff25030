"""What `reponses.json` and its journal say: reading, repairing and compacting, no file touched.

A journal holds one line per change, the oldest first. It is only added to, so a crash can cut
its last line and nothing else.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from maillon.sheet.files import Unusable
from maillon.sheet.numbers import is_plain

SCHEMA: Final = 1
DEEPEST: Final = 24  # levels of JSON; an answer needs fewer than four


#: An object of JSON: a document, an answer with its date, a line of the journal.
Record = dict[str, Any]


@dataclass
class Content:
    """The content of `reponses.json`; `others` are keys that this version does not know."""

    sheet: str | None = None
    trainee: Record | None = None
    answers: dict[str, Record] = field(default_factory=dict)
    others: Record = field(default_factory=dict)
    damaged: bool = False


def from_json(raw: bytes) -> Any:
    """Read JSON that can be written again: no NaN, no infinite number, no endless nesting."""

    def finite(text: str) -> float:
        if not math.isfinite(number := float(text)):
            raise ValueError("not a finite number")
        return number

    try:
        value = json.loads(raw.decode("utf-8-sig"), parse_float=finite, parse_constant=finite)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not is_plain(value, DEEPEST):
        raise ValueError("nested too deep")
    return value


def to_json(value: object, indent: int | None = None) -> bytes:
    """JSON in UTF-8 for any text, half of a surrogate pair included; ValueError for NaN."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent).encode()
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can escape it, UTF-8 cannot
        return json.dumps(value, allow_nan=False, indent=indent).encode()


def parse(raw: bytes, assignment: str) -> Content:
    """Read `reponses.json`, keeping what is sound and noting whether something was not."""
    try:
        data = from_json(raw)
        answers = data.pop("answers")
        schema, owner = data.pop("schema"), data.pop("assignment")
        entries = {
            question: entry
            for question, entry in answers.items()
            if isinstance(entry, dict) and "value" in entry
        }
    except (ValueError, AttributeError, TypeError, KeyError) as error:
        raise Unusable("illisible", "était abîmé ou incomplet") from error
    if type(schema) is int and schema > SCHEMA:
        raise Unusable("version-suivante", "vient d’une version plus récente du cours")
    if schema != SCHEMA or not isinstance(owner, str):
        raise Unusable("illisible", "était abîmé ou incomplet")
    if owner != assignment:
        raise Unusable("autre-devoir", "appartenait à un autre exercice")
    sheet, trainee = data.pop("sheet", None), data.pop("trainee", None)
    sound_sheet = sheet if isinstance(sheet, str) and sheet else None
    sound_trainee = trainee if isinstance(trainee, dict) else None
    if sound_trainee is not None and not isinstance(sound_trainee.get("name", ""), str):
        sound_trainee = None
    damaged = len(entries) < len(answers) or (sound_sheet, sound_trainee) != (sheet, trainee)
    return Content(sound_sheet, sound_trainee, entries, data, damaged)


def lines(raw: bytes) -> list[Record]:
    """The readable lines of a journal; a line cut by a crash was never acknowledged."""
    found = []
    for line in raw.split(b"\n"):
        with suppress(ValueError):
            record = from_json(line)
            if isinstance(record, dict):
                found.append(record)
    return found


def records(raw: bytes, assignment: str) -> list[Record]:
    """The lines of a journal that this version wrote for this assignment."""
    return [
        line
        for line in lines(raw)
        if line.get("schema") == SCHEMA
        and line.get("assignment") == assignment
        and isinstance(line.get("sheet"), str)
        and (
            (isinstance(line.get("question"), str) and "value" in line)
            or isinstance(line.get("trainee"), dict)
        )
    ]


def replay(records: list[Record], sheet: Content) -> set[str]:
    """Bring into a sheet what its journal has and it has not; returns the questions changed."""
    if sheet.sheet is None and records:
        sheet.sheet = records[-1]["sheet"]
    changed, trainee = set(), None
    for record in records:
        if record["sheet"] != sheet.sheet:
            continue
        question = record.get("question")
        if question is None:
            trainee = record["trainee"]
        elif question not in sheet.answers or is_later(record, sheet.answers[question]):
            sheet.answers[question] = {name: record.get(name) for name in ("value", "saved_at")}
            changed.add(question)
    sheet.trainee = sheet.trainee or trainee
    return changed


def additions(document: Record, pending: dict[str, Record], records: list[Record]) -> list[Record]:
    """Return the lines that a journal lacks: each pending answer, then all that a document says."""
    head = {name: document[name] for name in ("schema", "assignment", "sheet")}
    last = {r.get("question"): r for r in records if r["sheet"] == document["sheet"]}
    lines = []
    for question, entry in [*pending.items(), *document["answers"].items()]:
        saved = {"value": entry["value"], "saved_at": entry.get("saved_at")}
        line = {**head, "question": question, **saved}
        if line != last.get(question):
            last[question] = line
            lines.append(line)
    trainee = {**head, "trainee": document.get("trainee")}
    if "trainee" in document and trainee != last.get(None):
        lines.append(trainee)
    return lines


def compact(raw: bytes | None) -> bytes:
    """Keep the last line about each question, and every line of another version."""
    kept: dict[str, Record] = {}
    for line in lines(raw or b""):
        subject = [line.get(name) for name in ("assignment", "sheet", "question")]
        key = repr(subject if line.get("schema") == SCHEMA else line)
        kept.pop(key, None)
        kept[key] = line
    return b"".join(to_json(line) + b"\n" for line in kept.values())


def date_of(entry: Record) -> datetime | None:
    """When an entry was saved; None when it does not say so in a usable way."""
    try:
        date = datetime.fromisoformat(entry["saved_at"])
    except (KeyError, TypeError, ValueError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return date if date.year < 9000 else None


def is_later(one: Record, other: Record) -> bool:
    """Tell whether an entry was saved after another; an entry without date never was."""
    first, second = date_of(one), date_of(other)
    return first is not None and second is not None and first > second


def stamp(date: datetime) -> str:
    """Write a date as `saved_at` does: UTC, microseconds, `Z`."""
    return date.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
