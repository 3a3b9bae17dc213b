"""Draws a sheet of labels and values for each project of a made-up city, with the facts in them."""

from .content import Sheet, SheetGroup, SheetPlan, Step, truth
from .draw import draw_sheets
from .handmade import handmade_sheet_style, handmade_sheets
from .random_sheets import random_sheets
from .style import SheetStyle, random_sheet_style

__all__ = [
    "Sheet",
    "SheetGroup",
    "SheetPlan",
    "SheetStyle",
    "Step",
    "draw_sheets",
    "handmade_sheet_style",
    "handmade_sheets",
    "random_sheet_style",
    "random_sheets",
    "truth",
]
