"""Attribution of footnotes to the projects that print their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planextract.families.block.project_builder import ProjectBuilder
from planextract.japanese.widths import nfkc_key


def find_footnote_owner(
    marker: str, nearest: Iterable[ProjectBuilder], earlier: Iterable[ProjectBuilder], strategy: int | None
) -> ProjectBuilder | None:
    """Return the project that prints a footnote's mark; None where none does or the mark has no number.

    `nearest` are the projects on the page, `earlier` all projects read, both from the last to the first.
    Footnotes may be printed at the end of a strategy: they then belong to a project of that `strategy` on an
    earlier page that prints the mark and has no such footnote yet."""
    plain = nfkc_key(marker)
    if not plain[-1:].isdigit():
        return None
    mark = re.compile(re.escape(plain) + r"(?!\d)")
    for project in nearest:
        if mark.search(nfkc_key(project.printed_text)):
            return project
    for project in earlier:
        if project.strategy != strategy:
            return None
        noted = any(nfkc_key(note.marker.text) == plain for note in project.footnotes)
        if not noted and mark.search(nfkc_key(project.printed_text)):
            return project
    return None
