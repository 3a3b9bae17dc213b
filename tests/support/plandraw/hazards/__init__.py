"""Hazards: what a PDF can do to its text that a person does not see. All of them can be combined."""

from . import frames, ghosts, glyphs, printing, repeats, sheets
from .base import HAZARDS, Hazard, Stage

__all__ = ["HAZARDS", "Hazard", "Stage", "frames", "ghosts", "glyphs", "printing", "repeats", "sheets"]
