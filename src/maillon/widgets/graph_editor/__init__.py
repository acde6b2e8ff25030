"""The editor of causal maps: people draw variables and arrows, loops are found as they go."""

from maillon.widgets.graph_editor.editor import GraphEditor, graph_editor

__all__ = ["GraphEditor", "graph_editor"]
