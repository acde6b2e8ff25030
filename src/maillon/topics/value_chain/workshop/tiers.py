"""The bench of the tiers: how many holders, what they buy from the same firm, what is traced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self

from maillon.base.wording import count, percent
from maillon.plots.picture import Picture
from maillon.topics.value_chain import hautebrune as chains
from maillon.topics.value_chain.model.tiers import Actor, SupplyTiers
from maillon.topics.value_chain.pictures.concentration import concentration_picture, finding
from maillon.topics.value_chain.pictures.tier_tree import tier_tree_picture
from maillon.widgets import controls
from maillon.workshops.frame import bench
from maillon.workshops.kept_settings import settings_of

#: The settings of the territory: five wholesalers, 90 % bought from the same workshop.
HOLDERS, SHARED, KNOWN = 5, 90, 70


class TierBench:
    """Three controls, the concentration of each tier and the tree of the firms."""

    def __init__(self, moved: Callable[[Self], None]) -> None:
        setting = settings_of("chaine-depliee")
        self._holders = setting("grossistes", start=HOLDERS, high=HOLDERS)
        self._shared, self._known = setting("commun", start=SHARED), setting("origine", start=KNOWN)
        self._result = controls.headed()
        self._bars = controls.figure()
        self._tree = controls.figure()
        for figure in (self._bars, self._tree):
            figure.add_class("maillon-portrait").add_class("maillon-compact")
        reset = controls.reset(self.settings, "Réinitialiser les rangs")
        controls.follow(self.settings, self._show, lambda: moved(self))
        self.box: Sequence[Any] = [
            bench([*self.settings, reset], [self._result, self._bars, self._tree])
        ]

    @property
    def settings(self) -> list[controls.Control]:
        """The controls, in the order of the page."""
        return [self._holders, self._shared, self._known]

    def holders(self) -> int:
        """Return the number of wholesalers."""
        return int(self._holders.value)

    def chain(self) -> SupplyTiers:
        """Return the tiers that the controls describe."""
        return chains.workwear_tiers(self.holders(), self._shared.value / 100)

    def index(self, tier: int) -> float:
        """Return the Herfindahl-Hirschman index of a tier, from 1."""
        return self.chain().indices[tier - 1]

    @property
    def described(self) -> str:
        """The purchases, named in French without their capital."""
        return (
            f"achats à {count(self.holders(), 'grossiste')}, avec "
            f"{percent(self._shared.value / 100)} chez le même atelier"
        )

    def _actors(self) -> tuple[tuple[Actor, ...], ...]:
        first, *others = chains.workwear_actors()
        return first[: self.holders()], *others

    def _concentration(self) -> Picture:
        return concentration_picture(
            self.chain(),
            self._actors(),
            chains.TIERS,
            known=self._known.value / 100,
            caption=chains.INVENTED,
        )

    def _drawn_tree(self) -> Picture:
        return tier_tree_picture(
            self.chain(), self._actors(), chains.TIERS, caption=chains.INVENTED
        )

    def _show(self) -> None:
        chain = self.chain()
        first, second, *_rest = chain.effective
        lost = first - second
        head = (
            "Derrière les grossistes, le choix se referme."
            if lost > 0.5
            else "Derrière les grossistes, le choix reste aussi ouvert, ou presque."
        )
        controls.tell(self._result, [head, finding(chain, self._known.value / 100)])
        controls.redraw(self._bars, self._concentration)
        controls.redraw(self._tree, self._drawn_tree)
