"""The answer sheet: questions as forms, answers as data, marks as a pure function of both."""

from maillon.sheet import pool_states, shock_states, states
from maillon.sheet.sheet import Sheet, open_sheet

__all__ = ["Sheet", "open_sheet", "pool_states", "shock_states", "states"]
