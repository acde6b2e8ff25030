"""Questions on a chain of suppliers that a trainee draws: tiers, gaps and shared suppliers.

As for :mod:`maillon.sheet.maps`, a marker never trusts what was displayed: the record is read
again by :mod:`maillon.models.chain_map`. The goals are public, so nothing here is a key. No name
is judged: only the person who drew the chain knows who sells to whom.
"""

from __future__ import annotations

from dataclasses import dataclass

from maillon.models.chain_map import ChainReview, chain_review
from maillon.models.map_record import clean_map
from maillon.sheet.hints import first_hints
from maillon.sheet.questions import Chain
from maillon.wording import NBSP, NNBSP, count

START = "Placez d’abord, en haut, l’entreprise qui signe le marché."
"""What to do while nothing is drawn."""


@dataclass(frozen=True)
class ChainMarks:
    """What is found on a chain, then French sentences; ``share`` is the part of the points.

    ``gaps`` are what keeps from having all of them: tiers without anybody, actors without a
    known supplier, arrows drawn downwards, no supplier in common.
    """

    found: ChainReview
    summary: str
    gaps: tuple[tuple[str, ...], ...]
    share: float

    @property
    def missing(self) -> tuple[str, ...]:
        """What to complete, the first sentences of each sort."""
        return tuple(
            line
            for sort in self.gaps
            for line in first_hints(sort, "Une autre remarque suit", "autres remarques suivent")
        )

    @property
    def hints(self) -> tuple[str, ...]:
        """What to look at again without losing a point: an actor on whom a whole tier rests."""
        return tuple(
            f"«{NBSP}{actor}{NBSP}» fournit tout le rang du dessus{NBSP}: que se passe-t-il "
            f"en cas d’arrêt{NNBSP}?"
            for actor in self.found.single
        )

    @property
    def early_hints(self) -> tuple[str, ...]:
        """The hints worth reading while the chain is drawn: all of them."""
        return self.hints

    @property
    def lines(self) -> tuple[str, ...]:
        """All sentences, the summary first."""
        return (self.summary, *self.missing, *self.hints)


def review(question: Chain, record: object) -> ChainMarks:
    """Read a chain again, against the goals of `question`.

    Four parts of equal weight: the last tier is reached, everyone above it has a known supplier,
    no arrow goes down, enough actors are shared. They count in proportion of the tiers that
    arrows reach from tier 1, so that a list of actors without an arrow earns nothing.

    Raises:
        MapRecordError: the record is not a map.
    """
    found = chain_review(record, question.tiers)
    arrows = len(clean_map(record)["arrows"])
    buyers = sum(map(len, found.tiers[:-1]))
    # Tier 1 alone reaches nothing: the climb starts with its first supplier.
    reached = found.depth / len(question.tiers) if found.depth > 1 else 0.0
    parts = (
        1.0,
        1 - len(found.orphans) / max(1, buyers),
        1 - len(found.turned) / max(1, arrows),
        min(len(found.shared), question.shared) / question.shared if question.shared else 1.0,
    )
    return ChainMarks(
        found,
        _summary(question, found, arrows),
        (_holes(question, found), _orphans(found), _turned(found), _unshared(question, found)),
        reached * sum(parts) / len(parts),
    )


def described(question: Chain, record: object) -> list[str]:
    """Return a chain as French lines, for who reads an answer: its tiers, then who sells to whom.

    Raises:
        MapRecordError: the record is not a map.
    """
    clean = clean_map(record)
    label = {actor["id"]: actor["label"] for actor in clean["variables"]}
    found = chain_review(record, question.tiers)
    return [
        *(
            f"{name}{NBSP}: {', '.join(actors) or 'personne'}."
            for name, actors in zip(question.tiers, found.tiers, strict=True)
        ),
        *(f"– {label[arrow['cause']]} → {label[arrow['effect']]}" for arrow in clean["arrows"]),
    ]


def _summary(question: Chain, found: ChainReview, arrows: int) -> str:
    firms = count(sum(map(len, found.tiers)), "entreprise")
    filled = len(question.tiers) - len(found.empty)
    return (
        f"Le cours lit {firms} et {count(arrows, 'flèche')}, sur {count(filled, 'rang')} "
        f"pour {len(question.tiers)}."
    )


def _holes(question: Chain, found: ChainReview) -> tuple[str, ...]:
    """Name the tiers without anybody, or the first tier that no arrow joins to the one above."""
    if found.empty:
        return tuple(
            f"«{NBSP}{question.tiers[rank - 1]}{NBSP}» est vide{NBSP}: placez-y une entreprise."
            for rank in found.empty
        )
    if found.depth < len(question.tiers):
        low = question.tiers[found.depth]
        return (
            (
                f"Aucun chemin de flèches ne monte de «{NBSP}{low}{NBSP}» jusqu’en haut{NBSP}: "
                "reliez un fournisseur à son client, un rang au-dessus."
            ),
        )
    return ()


def _orphans(found: ChainReview) -> tuple[str, ...]:
    return tuple(
        f"«{NBSP}{actor}{NBSP}» n’a pas de fournisseur connu{NBSP}: qui lui vend, ou à qui "
        f"le demanderez-vous{NNBSP}?"
        for actor in found.orphans
    )


def _turned(found: ChainReview) -> tuple[str, ...]:
    return tuple(
        f"La flèche «{NBSP}{start} → {end}{NBSP}» descend{NBSP}: elle part du fournisseur et "
        "monte vers son client."
        for start, end in found.turned
    )


def _unshared(question: Chain, found: ChainReview) -> tuple[str, ...]:
    if len(found.shared) >= question.shared:
        return ()
    what = (
        "une entreprise en fournisse"
        if question.shared == 1
        else f"{question.shared} entreprises en fournissent"
    )
    return (
        (
            f"Cherchez un fournisseur commun{NBSP}: il faut qu’au moins {what} deux autres. "
            f"La carte en montre {len(found.shared)}."
        ),
    )
