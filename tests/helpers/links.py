"""The links of the canteen as the domain gives them, and any link, for tests."""

from __future__ import annotations

from hypothesis import strategies as st

from maillon.topics.disruption.model.service import Node

#: Spend k€, stock, alternative, delay, time to recover; full-service days lost.
TABLE: dict[str, tuple[Node, float]] = {
    "grossiste": (Node("Grossiste", 420, 3, 0.8, 2, 7), 0.8),
    "legumerie": (Node("Légumerie", 160, 1, 0.5, 3, 20), 10.5),
    "abattoir": (Node("Abattoir", 190, 4, 0.4, 5, 25), 13.0),
    "laiterie": (Node("Laiterie", 110, 6, 0.7, 3, 15), 2.7),
    "barquettes": (Node("Barquettes", 12, 8, 0.0, 30, 60), 52.0),
    "froid": (Node("Froid", 18, 0, 0.6, 1, 10), 4.6),
}
NODES = {name: node for name, (node, _) in TABLE.items()}
days = st.integers(0, 90)
shares = st.floats(0, 1)
nodes = st.builds(
    Node,
    label=st.just("maillon"),
    spend=st.floats(0, 1000),
    stock=days,
    alternative=shares,
    delay=days,
    time_to_recover=days,
)
