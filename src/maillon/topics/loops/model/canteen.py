"""A small causal map for the exercise on loops: fresh products in a school canteen."""

from __future__ import annotations

from pathlib import Path

from maillon.maps.course_maps import causal_map, read_course_maps, walks

_WRITTEN = read_course_maps(Path(__file__).resolve().parents[1] / "canteen.yaml")["cantine"]

CANTEEN = causal_map(_WRITTEN)
"""The map of the exercise « Boucles et polarités »: 8 variables, 12 arrows."""

PRODUCE_LOOP, WASTE_LOOP = walks(_WRITTEN)
"""Walks of its reinforcing loops: good meals bring guests; meals that please waste less."""
