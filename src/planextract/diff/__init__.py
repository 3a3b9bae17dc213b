"""What changed between two editions of a plan: pair the projects, compare them, show the result."""

from planextract.diff.compare import compare
from planextract.diff.model import Change, PlanDiff, ProjectDiff

__all__ = ["Change", "PlanDiff", "ProjectDiff", "compare"]
