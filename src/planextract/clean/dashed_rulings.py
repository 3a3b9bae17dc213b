"""Join rows of dashes and dots to the ruling they draw.

Chromium, LibreOffice and others paint the border `1px dashed` as a box for each dash, `dotted` as a square
for each dot. One alone is not a ruling; several in even steps along one line are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planextract.model.page import Box, Rule

LONGEST = 12.0
"""Largest length of a dash, in points; a longer mark is a ruling by itself."""

_EVEN = 0.4
"""Largest difference, in points, between the steps of a row of dashes."""

_FEWEST = 3

Mark = tuple[Box, int]
"""A dash or dot and the index of its paint."""


def joined(marks: Iterable[Mark]) -> Iterator[Rule | Mark]:
    """Yield each row of marks as one ruling, and the marks that do not belong to a row, in paint order."""
    row: list[Mark] = []
    for mark in marks:
        if row and not _goes_on(row, mark):
            yield from _row(row)
            # The end of one side may be the corner in which the next begins.
            row = []
        row.append(mark)
    yield from _row(row)


def _row(row: list[Mark]) -> Iterator[Rule | Mark]:
    if len(row) < _FEWEST:
        yield from row
        return
    first, last = row[0][0], row[-1][0]
    box = first.join(last)
    yield Rule(*box, abs(last.x0 - first.x0) > abs(last.top - first.top), row[0][1])


def _goes_on(row: list[Mark], mark: Mark) -> bool:
    last, box = row[-1][0], mark[0]
    across, down = _middle(box)[0] - _middle(last)[0], _middle(box)[1] - _middle(last)[1]
    level = abs(across) > abs(down)
    step, aside = (across, down) if level else (down, across)
    length = max(_length(last, level), _length(box, level))
    if abs(aside) > _EVEN or not 0.8 * length < abs(step) <= 4 * length + 1:
        return False
    if len(row) == 1:
        return True
    before = row[-2][0]
    previous = _middle(last)[0] - _middle(before)[0] if level else _middle(last)[1] - _middle(before)[1]
    return abs(step - previous) <= _EVEN


def _length(box: Box, level: bool) -> float:
    return box.width if level else box.height


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
