"""Comparison of two editions of a plan: pair the projects, compare each pair, show the changes."""

from planextract.diff.compare import compare
from planextract.diff.model import Change, PlanDiff, ProjectDiff

__all__ = ["Change", "PlanDiff", "ProjectDiff", "compare"]
