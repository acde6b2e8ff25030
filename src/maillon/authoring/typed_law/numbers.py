"""Refuse the numbers of law that are typed by hand, where `{loi}` or `law.value` must give them.

A number is refused by its value and its context, from the registry: `words.toml` says what
words weigh. A number that the registry does not have is refused too when the sentence gives it as
the value of a rule: it is stale, or wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from maillon.authoring.typed_law.context import Segment
from maillon.authoring.typed_law.evidence import Evidence, as_amount, is_chosen
from maillon.authoring.typed_law.forms import Quantity, quantities, words
from maillon.authoring.typed_law.lexicon import stems
from maillon.authoring.typed_law.rules import AKIN, Number, reference, topics
from maillon.law import Registry

_MOST = 3  # ids that a message proposes
_COMMON = 8  # entries: a word that more of them have does not say which one is meant


@dataclass(frozen=True)
class Finding:
    """A number to replace: its line, how it is written and where, what to cite (the best first).

    `known` tells whether the registry has the number.
    """

    line: int
    shown: str
    sentence: str
    ids: tuple[str, ...]
    known: bool

    def text(self, kind: str) -> str:
        """Say it in French, with what to write in a source of this kind."""
        role = kind == "markdown"
        written = [f"{{loi}}`{known}`" if role else _call(known) for known in self.ids]
        what = "est une valeur du droit"
        if not self.known:
            what = "est donné comme une valeur du droit, et absent du registre"
        return f"« {self.shown} » {what} : écrivez {' ou '.join(written)}"


def _call(reference: str) -> str:
    known, _, day = reference.partition("@")
    rule, _, scope = known.partition("/")
    on = f'date.fromisoformat("{day}")' if day else "jour"
    return f'law.value("{rule}", on={on}' + (f', scope="{scope}")' if scope else ")")


class Examiner:
    """Examine texts against a registry."""

    def __init__(self, registry: Registry) -> None:
        self._topics = topics(registry)
        self._shared = Counter(wording for topic in self._topics for wording, _ in topic.wordings)
        said = Counter(word for topic in self._topics for word in topic.vocabulary)
        common = (word for word, count in said.items() if count > _COMMON)
        self._ordinary = frozenset([*common, *stems(words()["plain"]["words"])])
        self._today = registry.state_of_law

    def findings(self, segments: Iterable[Segment]) -> list[Finding]:
        """List the numbers of law of a source, in order, each once a sentence.

        >>> from maillon import law
        >>> from maillon.authoring.typed_law.context import segments
        >>> said = segments("Sans publicité jusqu’à 60 000 € HT de fournitures.")
        >>> print(Examiner(law.registry()).findings(said)[0].text("markdown"))
        « 60 000 € HT » est une valeur du droit : écrivez {loi}`dispense_fs`
        """
        found: dict[tuple[int, str, tuple[str, ...]], Finding] = {}
        for segment in segments:
            given = quantities(segment.text) if segment.given is None else segment.given
            evidence = Evidence(segment, self._topics, self._ordinary)
            for quantity in given:
                finding = self._examine(evidence, as_amount(segment, quantity))
                if finding:
                    found.setdefault((finding.line, finding.shown, finding.ids), finding)
        return list(found.values())

    def _examine(self, evidence: Evidence, quantity: Quantity) -> Finding | None:
        known, weighed = True, self._known(evidence, quantity)
        if not quantity.unit and not weighed:
            return None
        if max((weight for weight, _ in weighed), default=0) <= AKIN:
            claimed = self._unknown(evidence, quantity)
            known, weighed = not claimed, claimed or weighed
        if not weighed:
            return None
        best = max(weight for weight, _ in weighed)
        chosen = [number for weight, number in weighed if weight == best]
        chosen.sort(key=lambda number: self._distance(evidence, number))
        ids = tuple(dict.fromkeys(reference(number, self._today) for number in chosen))
        text = evidence.segment.text
        shown = text[quantity.start : quantity.end].strip()
        if shown.count("(") < shown.count(")"):
            shown = shown.rstrip(" )")
        return Finding(evidence.segment.line, shown, text, ids[:_MOST], known)

    def _known(self, evidence: Evidence, quantity: Quantity) -> list[tuple[int, Number]]:
        """Return the values that the quantity is, each with the weight of its topic."""
        found = [
            (evidence.of_value(quantity, number, topic), number)
            for topic in self._topics
            for number in topic.numbers
            if number.may_be(quantity)
        ]
        return [(weight, number) for weight, number in found if weight]

    def _unknown(self, evidence: Evidence, quantity: Quantity) -> list[tuple[int, Number]]:
        """Return the values of each entry whose measure the quantity claims to give."""
        found = []
        for topic in self._topics:
            same = [number for number in topic.numbers if number.unit == quantity.unit]
            if same and not is_chosen(same, quantity):
                weight = evidence.of_measure(quantity, topic)
                found += [(weight, number) for number in same if weight]
        return found

    def _distance(self, evidence: Evidence, number: Number) -> tuple[float, ...]:
        """Order values of the same weight: citable, in force, near by their words, then recent.

        Words that few entries share are nearer: « innovation », before « sans publicité ».
        """
        value, entry = number.value, number.entry
        (topic,) = (topic for topic in self._topics if topic.entry is entry)
        own = topic.found(evidence.here, evidence.frame)
        rare = max((1 / self._shared[wording] for wording in own), default=0)
        said = {*evidence.here.stems, *evidence.frame.stems}
        scope = said.intersection(stems(f"{value.name} {value.scope} {value.applies_to}"))
        label = said.intersection(stems(entry.label))
        uncitable, past = entry.confidence == "low", not value.holds(self._today)
        return uncitable, past, -rare, -len(scope), -len(label), -value.last_day.toordinal()
