"""Attribution of footnotes to the projects that print their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from planextract.families.block.project_builder import ProjectBuilder
from planextract.japanese.widths import nfkc_key


def find_footnote_owner(
    marker: str,
    term: str | None,
    nearest: Sequence[ProjectBuilder],
    earlier: Iterable[ProjectBuilder],
    strategy: int | None,
    *,
    is_at_foot: bool,
) -> ProjectBuilder | None:
    """Return the project that prints a footnote's mark; None where none does or the mark has no number.

    `nearest` are the projects on the page, `earlier` all projects read, both from the last to the first.
    Of several projects, it is the one in which the mark follows the term that the footnote explains; else the
    last one without such a footnote, or the first one for a footnote at the foot of the page (`is_at_foot`).
    Footnotes may be printed at the end of a strategy: they then belong to a project of that `strategy` on an
    earlier page that prints the mark and has no such footnote yet."""
    plain = nfkc_key(marker)
    if not plain[-1:].isdigit():
        return None
    mark = re.compile(re.escape(plain) + r"(?!\d)")
    marked = [project for project in nearest if mark.search(nfkc_key(project.printed_text))]
    open_ones = [project for project in marked if not _has_footnote(project, plain)]
    of_strategy = list(takewhile(lambda project: project.strategy == strategy, earlier))
    if term is not None:
        termed = re.compile(re.escape(nfkc_key(term)) + mark.pattern)
        for project in (*open_ones, *of_strategy):
            if not _has_footnote(project, plain) and termed.search(nfkc_key(project.printed_text)):
                return project
    if open_ones:
        return open_ones[-1 if is_at_foot else 0]
    for project in of_strategy:
        if not _has_footnote(project, plain) and mark.search(nfkc_key(project.printed_text)):
            return project
    # The mark of a footnote right under a project may be lost; under another one it has been explained.
    return marked[0] if marked and marked[0] is nearest[0] else None


def _has_footnote(project: ProjectBuilder, marker: str) -> bool:
    """Return whether a project has a footnote with a mark, in NFKC, already."""
    return any(nfkc_key(note.marker.text) == marker for note in project.footnotes)
