"""Random causal maps for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from maillon.maps.model import Arrow, CausalMap, Variable


def variable(name: str) -> Variable:
    """A variable with plain words."""
    return Variable(name, name, "la", f"plus de {name}", f"moins de {name}")


@st.composite
def causal_maps(
    draw: st.DrawFn, *, max_variables: int = 6, max_arrows: int = 14, acyclic: bool = False
) -> CausalMap:
    """Maps of a few variables, ids in any order; ``acyclic`` keeps arrows from low to high."""
    names = draw(
        st.lists(st.sampled_from("abcdefghij"), min_size=2, max_size=max_variables, unique=True)
    )
    pairs = [(x, y) for x in names for y in names if (x < y if acyclic else x != y)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=max_arrows, unique=True))
    arrows = tuple(
        Arrow(x, y, draw(st.sampled_from((1, -1))), draw(st.booleans())) for x, y in chosen
    )
    return CausalMap(tuple(variable(name) for name in names), arrows)
