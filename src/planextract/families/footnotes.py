"""Whose a footnote is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planextract.families.block.project_builder import Building
from planextract.japanese.widths import compatible


def owner(
    marker: str, nearest: Iterable[Building], earlier: Iterable[Building], strategy: int | None
) -> Building | None:
    """The project that bears a footnote's mark; None when none does, or the mark has no number.

    `nearest` are those that stand on the page, `earlier` all that were read, both from the last to the
    first. Footnotes may stand at the end of a strategy: there a project of an earlier page of `strategy` is
    meant when it bears the mark and has no such footnote yet.
    """
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
