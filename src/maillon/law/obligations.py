"""What binds a contract beside its procedure: writing, data, environment and social clause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from maillon.base.wording import long_date
from maillon.base.yaml_files import read_file
from maillon.law.entries import Citation
from maillon.law.figures import figure
from maillon.law.reasons import Reason, starts_later
from maillon.law.registry import cite, entry, known

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Need:
    """An estimated need, its procedure, and the European threshold it is compared with.

    `purchase`: a key of `maillon.law.procedure.PURCHASES`.
    """

    amount: Decimal
    on: date
    purchase: str
    procedure: str
    european: Citation

    @property
    def competitive(self) -> bool:
        """Whether competition is organised."""
        return self.procedure != "dispense"

    @property
    def above_european(self) -> bool:
        """Whether the need reaches the European threshold."""
        return self.amount >= figure(self.european)


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of the registry, when it binds, and its sentence (`{}`: the value and its unit).

    `attested`: the day on which it began is not known, and it is left out before it was read.
    """

    rule: str
    sentence: str
    when: str = ""
    scope: str | None = None
    attested: bool = False


def _from_amount(need: Need, rule: Citation) -> bool:
    return need.amount >= figure(rule)


def _small_direct(need: Need, rule: Citation) -> bool:
    """Whether a dispensed need owes its data by the lower threshold only."""
    general = figure(cite("decp", need.on, "seuil"))
    return not need.competitive and figure(rule) <= need.amount < general


#: When a rule binds a need, by the name that `obligations.yaml` gives it.
CONDITIONS: dict[str, Callable[[Need, Citation], bool]] = {
    "from_amount": _from_amount,
    "published": lambda need, rule: need.competitive and _from_amount(need, rule),
    "competitive": lambda need, _: need.competitive,
    "direct": lambda need, _: not need.competitive,
    "small_direct": _small_direct,
    "listed_goods": lambda need, _: need.purchase == "fournitures_services",
    "formal": lambda need, _: need.procedure == "formalisee",
    "above_european": lambda need, _: need.above_european,
    "forbidden": lambda need, rule: need.competitive and rule.number == "non",
}


@cache
def _rules(kind: str) -> tuple[_Rule, ...]:
    """Return the `obligations` or the `steps` of the file, in its order."""
    table = read_file(HERE / "obligations.yaml", HERE / "schema.yaml", "obligations_file")
    return tuple(_Rule(**row) for row in table[kind])


def obligations(need: Need) -> tuple[Reason, ...]:
    """List, in French, the rules that bind this need on its day, each with its citation.

    A rule known to start later is left out.

    Raises:
        NotInForce: the registry no longer knows a rule on that day.
    """
    return tuple(
        Reason(rule.sentence.format(citation.text), citation)
        for rule in _rules("obligations")
        if not starts_later(rule.rule, need.on, rule.scope)
        and not (rule.attested and known(rule.rule, need.on, rule.scope) is None)
        and CONDITIONS[rule.when](need, citation := cite(rule.rule, need.on, rule.scope))
    )


def adapted_steps(on: date) -> tuple[Reason, ...]:
    """Say, in French, what to do in an adapted procedure, step by step.

    Source: CCP R2123-4, R2151-1, R2152-11, R2152-12, R2181-1 and R2181-2.

    Raises:
        NotInForce: the registry does not know one of the rules on that day.
    """
    return tuple(
        Reason(step.sentence.format(citation.text), citation)
        for step in _rules("steps")
        for citation in (cite(step.rule, on, step.scope),)
    )


def nuances(need: Need) -> tuple[str, ...]:
    """Say, in French, what the registry leaves open about these rules."""
    found = []
    if starts_later("decp", need.on, "seuil"):
        start = min(v.valid_from for v in entry("decp").values if v.valid_from)
        found.append(
            f"Le registre ne connaît les données essentielles que depuis le {long_date(start)}."
        )
    if not starts_later("climat_critere_env", need.on) and not need.competitive:
        found.append(
            "Aucune source lue ne dit si la loi Climat lie un achat dispensé : de là notre "
            "prudence sur le critère et la condition."
        )
    if not starts_later("climat_condition_sociale", need.on) and need.above_european:
        found.append(
            "Les dérogations à la condition sociale se motivent ; "
            "leur liste n’est pas vérifiée dans le registre."
        )
    return tuple(found)
