"""Format a comparison as Markdown, for a pull request or a commit message.

Text from the plan is untrusted: it is escaped, so that it can't become markup, a mention of a person or a
reference to an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planextract.diff import phrases
from planextract.diff.model import PlanDiff

_MARKUP = re.compile(r"([\\`*_\[\]<>|~])")
_REFERENCE = re.compile(r"([@#])(?=\w)")
_LONG = 200


def markdown(diff: PlanDiff, limit: int | None = None, level: int = 1) -> str:
    """Return a comparison as Markdown: a heading of `level`, a line of totals and a table of changes.

    At most `limit` rows are shown, all when it is None; a last line counts the rows left out.
    """
    title = diff.new.title or diff.new.file
    lines = [f"{'#' * level} {escape(title)}", "", _totals(diff), ""]
    rows = list(_rows(diff))
    if rows:
        lines += ["| project | title | change | where | old | new | difference |", "|---" * 7 + "|"]
        lines += [f"| {' | '.join(row)} |" for row in rows[:limit]]
        lines.append("")
        if limit is not None and len(rows) > limit:
            lines += [f"… and {len(rows) - limit} more changes; `planextract diff` shows all.", ""]
    return "\n".join(lines)


def escape(text: str) -> str:
    """Return text escaped so that Markdown displays it unchanged, on one line.

    >>> escape("a|b *c*")
    'a\\\\|b \\\\*c\\\\*'
    """
    plain = _MARKUP.sub(r"\\\1", " ".join(text.split()))
    return _REFERENCE.sub(r"\1<!-- -->", plain)


def _totals(diff: PlanDiff) -> str:
    return (
        f"{diff.old.projects} → {diff.new.projects} projects, {phrases.years(diff)}: "
        f"{phrases.headline(diff)}."
    )


def _rows(diff: PlanDiff) -> Iterator[list[str]]:
    for heading in diff.headings:
        name = phrases.heading_name(heading)
        yield [_cell(text) for text in (name, "", heading.status, "", heading.old, heading.new, "")]
    for project in diff.projects:
        for change in project.changes:
            texts = (
                phrases.name(project),
                project.title,
                phrases.what(change),
                phrases.where(change),
                change.old,
                change.new,
                phrases.amount(change),
            )
            yield [_cell(text) for text in texts]


def _cell(text: str | None) -> str:
    if text is None:
        return ""
    return escape(text if len(text) <= _LONG else text[: _LONG - 1] + "…")
