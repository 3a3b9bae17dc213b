"""Draws a table for each measure of a made-up city: a row for each project, a column for each period."""

from .content import Measure, MeasurePlan, MeasureProject, Row, truth
from .draw import draw_measures
from .handmade import handmade_measure_style, handmade_measures
from .random_measures import random_measures
from .style import MeasureStyle, random_measure_style

__all__ = [
    "Measure",
    "MeasurePlan",
    "MeasureProject",
    "MeasureStyle",
    "Row",
    "draw_measures",
    "handmade_measure_style",
    "handmade_measures",
    "random_measure_style",
    "random_measures",
    "truth",
]
