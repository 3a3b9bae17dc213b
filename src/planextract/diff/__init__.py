"""Comparison of two editions of a plan: pair the projects, compare each pair, show the changes."""

from planextract.diff.compare import compare_plans
from planextract.diff.model import PlanDiff, ProjectChange, ProjectDiff

__all__ = ["PlanDiff", "ProjectChange", "ProjectDiff", "compare_plans"]
