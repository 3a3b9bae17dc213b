"""Whether new data may take the place of the old."""

from __future__ import annotations

from dataclasses import dataclass

from planextract.dataset.config import Limits
from planextract.dataset.state import Coverage
from planextract.diff.model import PlanDiff
from planextract.model.plan import Plan

_SHOWN = 10
"""Project numbers that a reason lists before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What is watched about the data of a plan."""

    projects: int
    errors: int
    coverage: Coverage | None
    """None: not known, since the data were not written by `update`."""


def measures(plan: Plan, coverage: Coverage | None) -> Measures:
    errors = sum(found.severity == "error" for found in plan.findings)
    return Measures(len(plan.projects), errors, coverage)


def reasons_to_refuse(old: Measures, new: Measures, diff: PlanDiff, limits: Limits) -> tuple[str, ...]:
    """Why the new data are worse than the old beyond the limits, a sentence each; none if they aren't.

    A project counts as lost when no project of the new data is like it: a renumbered one is not lost.
    """
    reasons = []
    lost = [project.id for project in diff.projects if project.status == "removed"]
    if len(lost) > limits.lost_projects:
        more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        reasons.append(
            f"{len(lost)} of {old.projects} projects are lost: {', '.join(lost[:_SHOWN])}{more} "
            f"(lost_projects allows {limits.lost_projects})."
        )
    if new.errors - old.errors > limits.more_errors:
        reasons.append(
            f"There are {new.errors} findings of severity error where there were {old.errors} "
            f"(more_errors allows {limits.more_errors} more)."
        )
    if old.coverage is not None and new.coverage is not None:
        drop = old.coverage.part - new.coverage.part
        # sums of glyphs are whole numbers; a hair's breadth over the limit is the fraction's noise
        if drop > limits.coverage_drop + 1e-9:
            reasons.append(
                f"{new.coverage.part:.1%} of the page text landed in records where it was "
                f"{old.coverage.part:.1%} (coverage_drop allows {limits.coverage_drop:.1%} less)."
            )
    return tuple(reasons)
