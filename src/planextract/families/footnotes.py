"""Attribution of footnotes to the projects that print their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planextract.families.block.project_builder import Building
from planextract.japanese.widths import compatible


def owner(
    marker: str, nearest: Iterable[Building], earlier: Iterable[Building], strategy: int | None
) -> Building | None:
    """Return the project that prints a footnote's mark; None where none does or the mark has no number.

    `nearest` are the projects on the page, `earlier` all projects read, both from the last to the first.
    Footnotes may be printed at the end of a strategy: they then belong to a project of that `strategy` on an
    earlier page that prints the mark and has no such footnote yet."""
    plain = compatible(marker)
    if not plain[-1:].isdigit():
        return None
    mark = re.compile(re.escape(plain) + r"(?!\d)")
    for project in nearest:
        if mark.search(compatible(project.printed)):
            return project
    for project in earlier:
        if project.strategy != strategy:
            return None
        noted = any(compatible(note.marker.text) == plain for note in project.footnotes)
        if not noted and mark.search(compatible(project.printed)):
            return project
    return None
