"""Format a comparison as Markdown, for a pull request or a commit message.

Text from the plan is untrusted: it is escaped, so that it can't become markup, a mention of a person or a
reference to an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planextract.diff import phrases
from planextract.diff.model import PlanDiff
from planextract.harmless import make_printable

_MARKUP = re.compile(r"([\\`*_\[\]<>|~])")
_REFERENCE = re.compile(r"[@#](?=\w)|GH(?=-\d)|://|www\.|\b[0-9a-f]{4}(?=[0-9a-f]{3,36}\b)", re.IGNORECASE)
"""Starts of what becomes a link without any markup: people, issues, addresses, commits."""
_MAX_CELL_CHARACTERS = 200


def format_markdown(diff: PlanDiff, limit: int | None = None, level: int = 1) -> str:
    """Return a comparison as Markdown: a heading of `level`, a line of totals and a table of changes.

    At most `limit` rows are shown, all when it is None; a last line counts the rows left out.
    """
    title = diff.new.title or diff.new.file
    lines = [f"{'#' * level} {escape_markdown(title)}", "", _format_totals(diff), ""]
    rows = list(_iter_table_rows(diff))
    if rows:
        lines += ["| project | title | change | where | old | new | difference |", "|---" * 7 + "|"]
        lines += [f"| {' | '.join(row)} |" for row in rows[:limit]]
        lines.append("")
        if limit is not None and len(rows) > limit:
            lines += [f"… and {len(rows) - limit} more changes; `planextract diff` shows all.", ""]
    return "\n".join(lines)


def escape_markdown(text: str) -> str:
    """Return text escaped so that Markdown displays it unchanged, on one line.

    >>> escape_markdown("a|b *c*")
    'a\\\\|b \\\\*c\\\\*'
    """
    plain = _MARKUP.sub(r"\\\1", " ".join(make_printable(text).split())).replace("&", "&amp;")
    return _REFERENCE.sub(lambda match: f"{match[0]}<!-- -->", plain)


def _format_totals(diff: PlanDiff) -> str:
    return (
        f"{diff.old.projects} → {diff.new.projects} projects, {phrases.format_fiscal_years(diff)}: "
        f"{phrases.format_headline(diff)}."
    )


def _iter_table_rows(diff: PlanDiff) -> Iterator[list[str]]:
    for heading in diff.headings:
        name = phrases.format_heading_name(heading)
        yield [
            _format_table_cell(text) for text in (name, "", heading.status, "", heading.old, heading.new, "")
        ]
    for project in diff.projects:
        for change in project.changes:
            texts = (
                phrases.format_project_number(project),
                project.title,
                phrases.format_change_kind(change),
                phrases.format_position(change),
                change.old,
                change.new,
                phrases.format_difference(change),
            )
            yield [_format_table_cell(text) for text in texts]


def _format_table_cell(text: str | None) -> str:
    if text is None:
        return ""
    return escape_markdown(
        text if len(text) <= _MAX_CELL_CHARACTERS else text[: _MAX_CELL_CHARACTERS - 1] + "…"
    )
