"""Draws action plans of a made-up ward as PDFs, together with the facts a reader must find in them."""

from .content import Plan, truth
from .draw import Drawn, draw
from .edition import Edition
from .hazards import HAZARDS, Hazard
from .random_plan import random_edition, random_plan
from .style import Style, random_style

__all__ = [
    "HAZARDS",
    "Drawn",
    "Edition",
    "Hazard",
    "Plan",
    "Style",
    "draw",
    "random_edition",
    "random_plan",
    "random_style",
    "truth",
]
