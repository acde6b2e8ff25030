"""Hot spots of a purchase: life-cycle stage × impact, scored 0 to 3, each hot cell justified.

Scores are ordinal opinions of a group: « 3 in water » is no number to add to « 0 in climate ».
The map therefore offers no total and no mean, by stage or by impact; it says, impact by impact,
where the hottest stage is.

Source: hot-spot analysis as practised in life-cycle thinking; the rule against compensation is
that of `shared/domain.md` §3.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from maillon.base.amounts import OutOfModel, check
from maillon.base.wording import NBSP, listing

STAGES = ("Matières", "Fabrication", "Transport", "Usage", "Fin de vie")
"""Stages of the life of a good, from the ground to the bin."""
IMPACTS = ("Climat", "Eau", "Ressources", "Santé et travail")
"""Impacts that are watched side by side."""
HEATS = ("rien de notable", "tiède", "chaud", "très chaud")
"""What the scores 0 to 3 say."""
HOT = 2
"""From this score on, a cell is a hot spot and needs a reason."""
NO_AVERAGE = (
    "Pas de moyenne ici : un 3 en eau ne se rachète pas par un 0 en climat. "
    "Une moyenne cacherait justement la case où agir. "
    "Lisez chaque impact pour lui-même."
)
"""What is answered to who asks for a mean."""


@dataclass(frozen=True, slots=True)
class Score:
    """The heat of a cell, 0 to 3, and why; a hot cell (2 or 3) says why.

    Raises:
        OutOfModel: the heat is not 0, 1, 2 or 3, or a hot cell has no reason.
    """

    heat: int
    why: str = ""

    def __post_init__(self) -> None:
        check("Une note de chaleur", self.heat, 0, len(HEATS) - 1, whole=True)
        if self.heat >= HOT and not self.why.strip():
            raise OutOfModel(
                "Un point chaud n’a pas de justification.",
                why="Sans raison écrite, personne ne pourra le vérifier ni le contester.",
                remedy="Écrivez en une phrase ce qui chauffe, et d’où vous le savez.",
            )


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Scores by (stage, impact); a cell that nobody scored is absent. No total, on purpose.

    Raises:
        OutOfModel: a cell is not one of `STAGES` × `IMPACTS`.
    """

    scores: Mapping[tuple[str, str], Score] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for stage, impact in self.scores:
            if stage not in STAGES or impact not in IMPACTS:
                raise OutOfModel(
                    f"La case «{NBSP}{stage}, {impact}{NBSP}» n’existe pas.",
                    remedy="Choisissez une étape et un impact de la carte.",
                )

    def heat(self, stage: str, impact: str) -> int | None:
        """Return the score of a cell, or None if nobody scored it."""
        score = self.scores.get((stage, impact))
        return None if score is None else score.heat

    def hottest(self, impact: str) -> tuple[str, ...]:
        """Return the hottest stages for one impact, several on a tie, none if nothing is warm."""
        heats = {stage: self.heat(stage, impact) or 0 for stage in STAGES}
        most = max(heats.values())
        return tuple(stage for stage in STAGES if heats[stage] == most) if most else ()

    def sentence(self, impact: str) -> str:
        r"""Say where the hottest stage of an impact is, in French.

        >>> HeatMap({("Usage", "Eau"): Score(3, "lavage")}).sentence("Eau")
        'Eau\xa0: usage (3, très chaud).'
        """
        stages = self.hottest(impact)
        if not stages:
            scored = any(of == impact for _stage, of in self.scores)
            state = "rien de notable" if scored else "pas encore noté"
            return f"{impact}{NBSP}: {state}."
        heat = self.heat(stages[0], impact) or 0
        names = listing([stage.lower() for stage in stages])
        return f"{impact}{NBSP}: {names} ({heat}, {HEATS[heat]})."
