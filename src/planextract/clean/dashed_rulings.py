"""Join rows of dashes and dots to the ruling they draw.

Chromium, LibreOffice and others paint the border `1px dashed` as a box for each dash, `dotted` as a square
for each dot. One alone is not a ruling; several in even steps along one line are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planextract.model.page import Box, Ruling

MAX_DASH_LENGTH_POINTS = 12.0
"""Largest length of a dash, in points; a longer mark is a ruling by itself."""

_MAX_STEP_DIFFERENCE_POINTS = 0.4
"""Largest difference, in points, between the steps of a row of dashes."""

_MIN_DASHES = 3

Dash = tuple[Box, int]
"""A dash or dot and the index of its paint."""


def join_dashes(marks: Iterable[Dash]) -> Iterator[Ruling | Dash]:
    """Yield each row of marks as one ruling, and the marks that do not belong to a row, in paint order."""
    row: list[Dash] = []
    for mark in marks:
        if row and not _is_next_dash(row, mark):
            yield from _join_row(row)
            # The end of one side may be the corner in which the next begins.
            row = []
        row.append(mark)
    yield from _join_row(row)


def _join_row(row: list[Dash]) -> Iterator[Ruling | Dash]:
    if len(row) < _MIN_DASHES:
        yield from row
        return
    first, last = row[0][0], row[-1][0]
    box = first.unite_with(last)
    yield Ruling(*box, abs(last.x0 - first.x0) > abs(last.top - first.top), row[0][1])


def _is_next_dash(row: list[Dash], mark: Dash) -> bool:
    last, box = row[-1][0], mark[0]
    across, down = _get_centre(box)[0] - _get_centre(last)[0], _get_centre(box)[1] - _get_centre(last)[1]
    level = abs(across) > abs(down)
    step, aside = (across, down) if level else (down, across)
    length = max(_measure_length(last, level), _measure_length(box, level))
    if abs(aside) > _MAX_STEP_DIFFERENCE_POINTS or not 0.8 * length < abs(step) <= 4 * length + 1:
        return False
    if len(row) == 1:
        return True
    before = row[-2][0]
    previous = (
        _get_centre(last)[0] - _get_centre(before)[0]
        if level
        else _get_centre(last)[1] - _get_centre(before)[1]
    )
    return abs(step - previous) <= _MAX_STEP_DIFFERENCE_POINTS


def _measure_length(box: Box, level: bool) -> float:
    return box.width if level else box.height


def _get_centre(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
