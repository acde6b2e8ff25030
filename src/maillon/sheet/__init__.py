"""The answer sheet: questions as forms, answers as data, marks as a pure function of both."""

from maillon.sheet import former
from maillon.sheet.sheet import Sheet, open_sheet

__all__ = ["Sheet", "open_sheet"]

former.lead(__name__)
