"""Draws lists of projects, one row each, of a made-up city, together with the facts in them."""

from .content import ListPlan, Project, Schedule, Table, truth
from .draw import draw_list
from .handmade import handmade_list, handmade_list_style
from .other_bodies import draw_other_list
from .random_list import random_list
from .style import ListStyle, random_list_style

__all__ = [
    "ListPlan",
    "ListStyle",
    "Project",
    "Schedule",
    "Table",
    "draw_list",
    "draw_other_list",
    "handmade_list",
    "handmade_list_style",
    "random_list",
    "random_list_style",
    "truth",
]
