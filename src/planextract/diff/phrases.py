"""A change in a few words, for every format that people read."""

from __future__ import annotations

from planextract.diff.model import Change, HeadingDiff, PlanDiff, ProjectDiff


def headline(diff: PlanDiff) -> str:
    """`2 changed, 1 renumbered; 17 unchanged`."""
    counts = [
        f"{count} {status}"
        for status in ("added", "removed", "renumbered", "changed")
        if (count := diff.count(status))
    ]
    if diff.headings:
        counts.append(f"{len(diff.headings)} in pillars and strategies")
    return f"{', '.join(counts) or 'nothing changed'}; {diff.unchanged} unchanged"


def where(change: Change) -> str:
    """Which row and period of the project a change is about; empty for the project as a whole."""
    return ", ".join(part for part in (change.item, change.period) if part)


def what(change: Change) -> str:
    """What changed: its kind, with the milestone that moved."""
    return f"{change.kind} {change.milestone}" if change.milestone else change.kind


def amount(change: Change) -> str:
    """The difference with its sign and unit: `+12百万円`, `+1 year`."""
    if change.difference is None:
        return ""
    unit = change.unit or ""
    if unit == "years":
        unit = " year" if abs(change.difference) == 1 else " years"
    return f"{change.difference:+,}{unit}"


def name(project: ProjectDiff) -> str:
    """Its number, with the old one where that was another."""
    renumbered = project.old_id is not None and project.old_id != project.id
    return f"{project.old_id} → {project.id}" if renumbered else project.id


def heading_name(heading: HeadingDiff) -> str:
    return f"{heading.level} {heading.number}"


def years(diff: PlanDiff) -> str:
    """`2027–2029 → 2028–2030`, or the one span both editions have."""
    old, new = (_span(edition.fiscal_years) for edition in (diff.old, diff.new))
    return old if old == new else f"{old} → {new}"


def _span(fiscal_years: list[int]) -> str:
    return f"{fiscal_years[0]}–{fiscal_years[-1]}" if fiscal_years else "no years"
