"""Short texts for a change, shared by all formats that people read."""

from __future__ import annotations

from planextract.diff.model import HeadingDiff, PlanDiff, ProjectChange, ProjectDiff


def format_headline(diff: PlanDiff) -> str:
    """Return the counts of a comparison: `1 renumbered, 2 changed; 17 unchanged`."""
    counts = [
        f"{count} {status}"
        for status in ("added", "removed", "renumbered", "changed")
        if (count := diff.count_projects(status))
    ]
    if diff.headings:
        counts.append(f"{len(diff.headings)} in pillars and strategies")
    return f"{', '.join(counts) or 'nothing changed'}; {diff.unchanged} unchanged"


def format_position(change: ProjectChange) -> str:
    """Return the row and period that a change concerns; empty for the project as a whole."""
    return ", ".join(part for part in (change.item, change.period) if part)


def format_change_kind(change: ProjectChange) -> str:
    """Return the kind of a change, followed by the milestone that moved, if any."""
    return f"{change.kind} {change.milestone}" if change.milestone else change.kind


def format_difference(change: ProjectChange) -> str:
    """Return the difference with its sign and unit: `+12百万円`, `+1 year`; empty where there is none."""
    if change.difference is None:
        return ""
    unit = change.unit or ""
    if unit == "years":
        unit = " year" if abs(change.difference) == 1 else " years"
    return f"{change.difference:+,}{unit}"


def format_project_number(project: ProjectDiff) -> str:
    """Return a project's number, preceded by its old one where it differs: `1-2 → 1-3`."""
    renumbered = project.old_id is not None and project.old_id != project.id
    return f"{project.old_id} → {project.id}" if renumbered else project.id


def format_heading_name(heading: HeadingDiff) -> str:
    """Return the level and number of a heading: `pillar 2`."""
    return f"{heading.level} {heading.number}"


def format_fiscal_years(diff: PlanDiff) -> str:
    """Return the fiscal years of the editions: `2027–2029 → 2028–2030`, or one span where they are equal."""
    old, new = (_format_year_span(edition.fiscal_years) for edition in (diff.old, diff.new))
    return old if old == new else f"{old} → {new}"


def _format_year_span(fiscal_years: list[int]) -> str:
    """Return the first and last fiscal year: `2027–2029`."""
    return f"{fiscal_years[0]}–{fiscal_years[-1]}" if fiscal_years else "no years"
