"""The default causal map of the course: what makes a responsible relation with suppliers."""

from __future__ import annotations

from pathlib import Path

from maillon.maps.course_maps import causal_map, read_course_maps, walks

_WRITTEN = read_course_maps(Path(__file__).resolve().with_suffix(".yaml"))["relation"]

SUPPLIER_RELATION = causal_map(_WRITTEN)
"""The map of the workshop « Le mur des boucles »."""

ADDED_ARROW = "charge>sourcage"
"""Key of the arrow that the workshop adds: a busier procurement team does less market sounding."""

SOURCING_LOOP, CASH_LOOP = walks(_WRITTEN)
"""Walks of two reinforcing loops: market sounding (« sourçage »), the firms' cash."""
