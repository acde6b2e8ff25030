"""The editor of causal maps: people draw variables and arrows, loops are found as they go."""

from maillon.maps.editor.editor import GraphEditor, Review, graph_editor

__all__ = ["GraphEditor", "Review", "graph_editor"]
