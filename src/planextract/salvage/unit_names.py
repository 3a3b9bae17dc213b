"""Put lines of departments and sections in the order in which they are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from planextract.model.raw_plan import TracedText, join_texts
from planextract.profiles.organisation import Organisation

_SEPARATOR = re.compile(r"[\s　、，,]+")


def join_unit_lines(texts: Sequence[TracedText], organisation: Organisation) -> list[TracedText] | None:
    """Return the lines as `interpret.departments` takes them: each department with its sections behind it.

    A text may contain the departments first and the sections after them. Where just as many departments are
    alone as lines of sections follow, in two columns, each line goes to one of them, in order; else it is
    not certain which belongs to which, and the result is None.
    """
    lines: list[TracedText] = []
    loose: list[TracedText] = []
    for printed in texts:
        if organisation.is_department(_SEPARATOR.split(printed.text.strip())[0]):
            if loose:
                return None  # sections first: it is open which departments are theirs
            lines.append(printed)
            continue
        alone = _find_bare_departments(lines)
        if len(alone) == 1 and not loose:
            lines[alone[0]] = join_texts((lines[alone[0]], printed), "　")
        else:
            loose.append(printed)
    alone = _find_bare_departments(lines)
    if loose and (
        len(alone) != len(loose)
        or not (_is_in_a_column([lines[at] for at in alone]) and _is_in_a_column(loose))
    ):
        return None
    for at, sections in zip(alone, loose, strict=False):
        lines[at] = join_texts((lines[at], sections), "　")
    return lines


def _is_in_a_column(printed: Sequence[TracedText]) -> bool:
    """Return whether texts are on consecutive lines, as in a column."""
    tops = [place.box.top for each in printed for place in each.spans]
    return all(after - before <= 1 for before, after in pairwise(tops))


def _find_bare_departments(lines: Sequence[TracedText]) -> list[int]:
    """Return the indices of departments without a section."""
    return [at for at, line in enumerate(lines) if not _SEPARATOR.search(line.text.strip())]
