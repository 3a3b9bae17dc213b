"""Decide whether new data may replace the old."""

from __future__ import annotations

from dataclasses import dataclass

from planextract.dataset.config import WorseningLimits
from planextract.dataset.fill import iter_fill_reasons, iter_scale_reasons
from planextract.dataset.state import DatasetCoverage
from planextract.diff.model import PlanDiff
from planextract.model.plan import Plan

_MAX_LISTED_PROJECTS = 10
"""Maximum number of lost projects that a reason lists; it counts the others."""


@dataclass(frozen=True, slots=True)
class PlanMeasures:
    """Measures of the quality of a plan's data."""

    projects: int
    errors: int
    coverage: DatasetCoverage | None
    """None where it is unknown, because the data were not written by `update`."""


def measure_plan(plan: Plan, coverage: DatasetCoverage | None) -> PlanMeasures:
    """Return the measures of a plan; `coverage` is None where it is unknown."""
    errors = sum(found.severity == "error" for found in plan.findings)
    return PlanMeasures(len(plan.projects), errors, coverage)


def find_reasons_to_refuse(
    old: PlanMeasures,
    new: PlanMeasures,
    plans: tuple[Plan, Plan],
    diff: PlanDiff,
    limits: WorseningLimits,
) -> tuple[str, ...]:
    """Return one sentence for each limit that the new data exceed; empty where they may be accepted.

    A project counts as lost when it is not paired with a project of the new data: a renumbered project is
    not lost.
    """
    reasons = []
    lost = [project.id for project in diff.projects if project.status == "removed"]
    if len(lost) > limits.lost_projects:
        more = f" and {len(lost) - _MAX_LISTED_PROJECTS} more" if len(lost) > _MAX_LISTED_PROJECTS else ""
        reasons.append(
            f"{len(lost)} of {old.projects} projects are lost: "
            f"{', '.join(lost[:_MAX_LISTED_PROJECTS])}{more} "
            f"(lost_projects allows {limits.lost_projects})."
        )
    if new.errors - old.errors > limits.more_errors:
        reasons.append(
            f"There are {new.errors} findings of severity error where there were {old.errors} "
            f"(more_errors allows {limits.more_errors} more)."
        )
    if old.coverage is not None and new.coverage is not None:
        drop = old.coverage.record_share - new.coverage.record_share
        # counts of glyphs are integers: an excess below 1e-9 is floating-point noise
        if drop > limits.coverage_drop + 1e-9:
            reasons.append(
                f"{new.coverage.record_share:.1%} of the page text landed in records where it was "
                f"{old.coverage.record_share:.1%} (coverage_drop allows {limits.coverage_drop:.1%} less)."
            )
    reasons += iter_fill_reasons(*plans, diff, limits.field_drop)
    reasons += iter_scale_reasons(*plans, diff, limits.scale_jump)
    return tuple(reasons)


def find_reasons_to_doubt(new: PlanMeasures, limits: WorseningLimits) -> tuple[str, ...]:
    """Return why a first edition, which has no older one to be compared with, may not be accepted."""
    assert new.coverage is not None
    if new.coverage.record_share >= limits.first_coverage:
        return ()
    return (
        f"Only {new.coverage.record_share:.1%} of the page text landed in records "
        f"(first_coverage asks for {limits.first_coverage:.1%}).",
    )
