"""Show a plan in a notebook, as a table of its projects."""

from __future__ import annotations

from html import escape

from planextract.model.plan import Plan, Project

MAX_SHOWN_PROJECTS = 50
"""Number of projects of which a notebook shows a row."""

_HEADER = ("id", "title", "★", "items", "budget", "departments", "pages")


def format_plan_html(plan: Plan) -> str:
    """Return a caption and a table with a row for each of the first projects, as HTML."""
    shown = plan.projects[:MAX_SHOWN_PROJECTS]
    left = len(plan.projects) - len(shown)
    counts = f"{len(plan.projects)} projects, {len(plan.findings)} findings"
    caption = f"{plan.title or plan.source.file}: {counts}"
    parts = [
        f"<table><caption>{escape(caption)}</caption>",
        f"<thead><tr>{''.join(f'<th>{name}</th>' for name in _HEADER)}</tr></thead><tbody>",
        *(_format_row(project) for project in shown),
        "</tbody></table>",
        f"<p>… {left} more</p>" if left else "",
    ]
    return "".join(parts)


def _format_row(project: Project) -> str:
    budget = project.budget
    total = f"{budget.total:,} {budget.unit or ''}" if budget is not None and budget.total is not None else ""
    departments = "、".join("、".join(each.sections) or each.department for each in project.departments)
    values = (
        project.id,
        project.title or "",
        "★" if project.starred else "",
        str(len(project.items)),
        total,
        departments,
        ", ".join(map(str, project.pages)),
    )
    return f"<tr>{''.join(f'<td>{escape(value)}</td>' for value in values)}</tr>"
