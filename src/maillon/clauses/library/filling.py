"""Fill the blanks of a clause: values are read the French way, law comes from the registry."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from dataclasses import fields

from maillon import law
from maillon.base.errors import MaillonError
from maillon.base.numbers import NUMBER, parsed
from maillon.base.text import fold
from maillon.base.wording import MONTHS, NBSP, curly, number
from maillon.clauses.library.entries import Field, StandardClause, Texts, Variant
from maillon.clauses.record import Clause
from maillon.law import placeholders
from maillon.law.figures import figure

#: A blank in a text: `{part}`; `{loi:…}` is none.
PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
LONGEST = 300
#: Heads the note that goes with a copied clause; the reading of texts leaves that note out.
#: Capitals, and an end that is said, tell it from the values between brackets of the clause.
NOTE_HEAD = "NOTE À SUPPRIMER AVANT USAGE"
NOTE_END = "Plus bas, une valeur entre crochets, s’il y en a une, se remplace. FIN DE LA NOTE"
NO_ADVICE = "Outil de formation, pas un conseil juridique."
#: Non-breaking spaces are left as they were typed.
_SPACES = re.compile(r"[ \t\r\n]+")
_NUMBER_AND_UNIT = re.compile(rf"({NUMBER})\s*(.*)")
#: Other ways to type a unit.
_SAME_UNIT = {"€": ("eur", "euro", "euros"), "%": ("pour cent", "pourcent")}
#: Units whose final s is no plural.
_INVARIABLE = ("mois",)
_WHOLE = 100.0
_DECIMALS = 4


_HOUR = re.compile(r"(\d{1,2}) ?(?:h|heures?|:) ?(\d{2})?")
_DAY = re.compile(r"(\d{1,2})(?:er)? ([a-z]+)")
_MONTHS = [fold(month) for month in MONTHS]
_LAST_HOUR = 24
_LAST_DAY = 31


def filled(variant: Variant, values: Mapping[str, str] | None = None) -> str:
    """Return the whole text of a variant, its blanks filled; what is not given takes its default.

    Raises:
        MaillonError: a value is empty, is not the number that is awaited, or has no blank.
    """
    return parts(variant, values).whole


def parts(variant: Variant, values: Mapping[str, str] | None = None) -> Texts:
    """Return the texts of a variant, its blanks filled.

    Raises:
        MaillonError: as `filled`.
    """
    said = printed(variant, values)

    def fill(template: str) -> str:
        return PLACE.sub(lambda place: said[place[1]], placeholders.fill(template))

    return Texts(**{each.name: fill(getattr(variant, each.name)) for each in fields(Texts)})


def note(clause: StandardClause) -> str:
    """Return what goes with a copied clause and is removed before use, between brackets."""
    risk = f"Risque{NBSP}: {clause.risk}"
    told = (clause.only_if, risk, clause.copy_note, NO_ADVICE, NOTE_END)
    return f"[{NOTE_HEAD} — {placeholders.fill(' '.join(told))}]"


def printed(variant: Variant, values: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return, for each blank of a variant, the value that its text prints, with its unit.

    Raises:
        MaillonError: as `filled`.
    """
    typed = dict(values or {})
    for identifier, value in typed.items():
        if "[" in value:
            field = variant.field(identifier)
            raise _refused(field, "est encore entre crochets", "Écrivez la valeur, sans crochet.")
        variant.field(identifier)
    shown = {each.id: _printed(each, typed.get(each.id, each.default)) for each in variant.fields}
    for each in variant.fields:
        if each.after and not comes_after(shown[each.id], shown[each.after]):
            before = variant.field(each.after)
            raise _refused(
                each,
                f"({shown[each.id]}) ne vient pas après "
                f"«{NBSP}{before.label}{NBSP}» ({shown[before.id]})",
                "Écrivez les deux dans l’ordre.",
            )
    return shown


def as_record(
    clause: StandardClause, variant: Variant, values: Mapping[str, str] | None = None
) -> Clause:
    """Return a filled variant as the record that the checks read.

    Raises:
        MaillonError: as `filled`.
    """
    return Clause(filled(variant, values), clause.document, clause.place, clause.family)


def _printed(field: Field, typed: str) -> str:
    """Return a value as it is printed in the clause, or say in French why it cannot be."""
    text = _SPACES.sub(" ", typed.strip())
    for wrong, why, remedy in (
        (not text, "est vide", "Écrivez une valeur, ou reprenez celle qui est proposée."),
        (text[LONGEST:], "est trop long", f"Écrivez une valeur de moins de {LONGEST} caractères."),
        ({*"{}"} & {*text}, "contient une accolade", "Écrivez la valeur elle-même, sans accolade."),
    ):
        if wrong:
            raise _refused(field, why, remedy)
    if not field.is_number:
        return curly(text)
    value = _value(field, text)
    shown = f"{value:.{_DECIMALS}f}".rstrip("0").partition(".")[2]
    return f"{number(value, len(shown))}{NBSP}{_unit(field.unit, value)}"


def _value(field: Field, text: str) -> float:
    """Read a number, with or without its unit."""
    example = f"Écrivez par exemple {field.default}{NBSP}{field.unit}."
    quoted = f"{NBSP}: «{NBSP}{text}{NBSP}»"
    found = _NUMBER_AND_UNIT.fullmatch(fold(text).rstrip("."))
    value = parsed(found[1]) if found else None
    if found is None or value is None:
        raise _refused(field, f"n’est pas un nombre{quoted}", example)
    unit = fold(field.unit)
    accepted = ("", unit, fold(_unit(field.unit, 1)), *_SAME_UNIT.get(field.unit, ()))
    if found[2].strip() not in accepted:
        raise _refused(field, f"est dans une autre unité{quoted}", example)
    if field.unit == "%" and value < 1 and not any(sign.isdigit() for sign in found[1]):
        value = round(value * _WHOLE, 1)  # « la moitié » of a share is fifty per cent
    if round(value, _DECIMALS) <= 0:
        raise _refused(field, "vaut zéro", "Écrivez un nombre plus grand que zéro.")
    if field.unit == "%" and value > _WHOLE:
        raise _refused(field, "dépasse cent pour cent", example)
    for bound, crossed, said in (
        (field.least, operator.lt, "reste sous le minimum du code"),
        (field.most, operator.gt, "dépasse le maximum du code"),
    ):
        rule, _, scope = bound.partition("/")
        if bound and crossed(value, figure(cited := law.cite(rule, None, scope))):
            raise _refused(field, f"{said}{NBSP}: {cited.text} ({cited.article})", example)
    return value


def _unit(unit: str, value: float) -> str:
    """Return a unit in the number that French asks for: below two, the singular."""
    if value >= 2:
        return unit
    words = unit.split(" ")
    plurals = words[: words.index("de")] if "de" in words else words
    rest = words[len(plurals) :]
    singular = [word if word in _INVARIABLE else word.removesuffix("s") for word in plurals]
    return " ".join([*singular, *rest])


def _refused(field: Field, why: str, remedy: str) -> MaillonError:
    """Say what is wrong with a blank; `why` is a verb, whose subject is the blank."""
    return MaillonError(f"Le champ «{NBSP}{field.label}{NBSP}» {why}.", remedy=remedy)


def moment(text: str) -> tuple[str, int] | None:
    """Read an hour of the day (in minutes) or a day of the year; None when it is neither."""
    folded = " ".join(fold(text).split())
    if (found := _HOUR.fullmatch(folded)) and int(found[1]) <= _LAST_HOUR:
        return "heure", 60 * int(found[1]) + int(found[2] or 0)
    if (found := _DAY.fullmatch(folded)) and found[2] in _MONTHS and int(found[1]) <= _LAST_DAY:
        return "jour", 100 * (_MONTHS.index(found[2]) + 1) + int(found[1])
    return None


def comes_after(text: str, other: str) -> bool:
    """Say whether an hour or a day comes after another; true when they cannot be compared."""
    one, two = moment(text), moment(other)
    return one is None or two is None or one[0] != two[0] or one[1] > two[1]
