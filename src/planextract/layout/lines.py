"""Build lines of text from glyphs, whatever order they were drawn in."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

from planextract.layout.ruby import MAX_RUBY_SIZE_SHARE, is_ruby_of, split_clusters
from planextract.layout.spacing import is_spread, join_with_spaces, measure_gaps
from planextract.layout.vertical import build_vertical_lines
from planextract.model.layout import Line, Segment
from planextract.model.page import Box, Glyph

MAX_BASELINE_OFFSET_EM = 0.25
"""Largest offset between the baselines of one line, in ems."""

MAX_SEGMENT_GAP_EM = 2.0
"""Largest gap within a segment of a line, in ems; a wider one parts a label from its value."""

_MIN_STACK_SIZE_RATIO = 1.15
"""Smallest ratio of sizes at which smaller type may belong to the line of larger type beside it."""


def build_lines(glyphs: Iterable[Glyph], *, in_cell: bool = False) -> list[Line]:
    """Return the lines among the glyphs, from top to bottom; each reads from left to right.

    Smaller text beside a larger line belongs to it: raised footnote marks, and 戦略 over 計画 in front
    of a number. Ruby over a word counts among the glyphs of its line but is not part of its text. Rotated
    text follows the upright lines. In the cell of a table, a line whose letters are spread evenly over its
    width is one word.
    """
    listed = list(glyphs)
    if in_cell and (columns := build_vertical_lines(listed)) is not None:
        return columns
    if not any(glyph.angle for glyph in listed):
        return _build_upright_lines(listed, in_cell=in_cell) if listed else []
    by_angle: dict[int, list[Glyph]] = {}
    for glyph in listed:
        by_angle.setdefault(glyph.angle, []).append(glyph)
    found: list[Line] = []
    for angle in sorted(by_angle):
        group = by_angle[angle]
        if angle == 0:
            found.extend(_build_upright_lines(group, in_cell=in_cell))
        else:
            found.extend(_build_turned_lines(group, angle))
    return found


def _build_upright_lines(glyphs: list[Glyph], *, in_cell: bool = False) -> list[Line]:
    rows = group_by_baseline(glyphs)
    if len(rows) == 1:
        return [_build_line(rows[0], in_cell=in_cell)]
    sizes = [glyph.size for glyph in glyphs]
    if max(sizes) <= _MIN_STACK_SIZE_RATIO * min(sizes):
        return sorted((_build_line(row, in_cell=in_cell) for row in rows), key=_get_position)
    unlike, readings = _separate_ruby([_BaselineRow(row) for row in rows])
    found = []
    for row in _merge_stacked(unlike):
        line = _build_line(row, in_cell=in_cell)
        over = sum(readings[id(glyph)] for glyph in row) if readings else 0
        found.append(replace(line, glyphs=line.glyphs + over) if over else line)
    return sorted(found, key=_get_position)


def _get_position(line: Line) -> tuple[float, float]:
    return line.box.top, line.box.x0


def _build_turned_lines(glyphs: list[Glyph], angle: int) -> list[Line]:
    """Return the lines of text written downwards (angle 90), upside down (180) or upwards (270)."""

    def turn_glyph(glyph: Glyph) -> Glyph:
        x0, top, x1, bottom = glyph[1:5]
        match angle:
            case 90:
                place = (top, -x1, bottom, -x0)
            case 180:
                place = (-x1, -bottom, -x0, -top)
            case _:
                place = (-bottom, x0, -top, x1)
        return glyph._replace(x0=place[0], top=place[1], x1=place[2], bottom=place[3])

    def turn_box_back(box: Box) -> Box:
        match angle:
            case 90:
                return Box(-box.bottom, box.x0, -box.top, box.x1)
            case 180:
                return Box(-box.x1, -box.bottom, -box.x0, -box.top)
            case _:
                return Box(box.top, -box.x1, box.bottom, -box.x0)

    found = []
    for line in _build_upright_lines([turn_glyph(glyph) for glyph in glyphs]):
        box = turn_box_back(line.box)
        segment = Segment(line.text, box.x0, box.x1)
        found.append(Line(line.text, box, line.size, (segment,), line.glyphs))
    return found


class _BaselineRow:
    """The glyphs on one baseline, from left to right, and the bounds around them in points."""

    __slots__ = ("bottom", "glyphs", "size", "top", "x0", "x1")

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.glyphs = glyphs
        self.size = max(glyph.size for glyph in glyphs)
        self.x0 = glyphs[0].x0
        self.x1 = max(glyph.x1 for glyph in glyphs)
        self.top = min(glyph.top for glyph in glyphs)
        self.bottom = max(glyph.bottom for glyph in glyphs)


_get_left = itemgetter(1)


def group_by_baseline(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Group glyphs by baseline; each row is sorted from left to right."""
    baselines = [glyph.bottom - 0.12 * glyph.size for glyph in glyphs]
    if min(baselines) == max(baselines):
        return [_sort_row(glyphs)]
    rows: list[list[Glyph]] = []
    baseline = reach = 0.0
    for index in sorted(range(len(glyphs)), key=baselines.__getitem__):
        glyph, own = glyphs[index], baselines[index]
        if not rows or own - baseline > min(MAX_BASELINE_OFFSET_EM * glyph.size, reach):
            rows.append([])
            baseline, reach = own, MAX_BASELINE_OFFSET_EM * glyph.size
        rows[-1].append(glyph)
    return [_sort_row(row) for row in rows]


_OPENING = frozenset("（「『【〔［｛〈《“‘〝")
_CLOSING = frozenset("、。，．・）」』】〕］｝〉》”’〟：；！？")


def _sort_row(glyphs: list[Glyph]) -> list[Glyph]:
    """Sort glyphs from left to right.

    Punctuation set tight overlaps: the ink of an opening bracket is in the right half of its em box, that of
    a full stop in the left half, so that 。（ may begin at one place or even the other way round.
    """
    row = sorted(glyphs, key=_get_left)
    if _OPENING.isdisjoint([glyph.text for glyph in row]):
        return row
    for _ in row:
        swapped = False
        for place, (first, second) in enumerate(pairwise(row)):
            if (
                first.text in _OPENING
                and second.text not in _OPENING
                and _get_ink_middle(second) < _get_ink_middle(first)
            ):
                row[place], row[place + 1] = second, first
                swapped = True
        if not swapped:
            break
    return row


def _get_ink_middle(glyph: Glyph) -> float:
    share = 0.75 if glyph.text in _OPENING else 0.25 if glyph.text in _CLOSING else 0.5
    return glyph.x0 + share * (glyph.x1 - glyph.x0)


def _separate_ruby(rows: list[_BaselineRow]) -> tuple[list[_BaselineRow], Counter[int]]:
    """Return the rows that are not ruby, and the number of ruby glyphs over each row.

    The key of a row is the id of its first glyph.
    """
    kept: list[_BaselineRow] = []
    readings: Counter[int] = Counter()
    by_top = sorted(range(len(rows)), key=lambda index: rows[index].top)
    tops = [rows[index].top for index in by_top]
    largest = max(row.size for row in rows)
    for row in rows:
        if row.size > MAX_RUBY_SIZE_SHARE * largest:
            kept.append(row)
            continue
        first = bisect_left(tops, row.bottom - 0.4 * largest)
        last = bisect_left(tops, row.bottom + row.size)
        rest: list[Glyph] = []
        for cluster in split_clusters(row.glyphs):
            host = min(
                (index for index in by_top[first:last] if is_ruby_of(cluster, rows[index].glyphs)),
                default=None,
            )
            if host is None:
                rest.extend(cluster)
            else:
                readings[id(rows[host].glyphs[0])] += len(cluster)
        if rest:
            kept.append(row if len(rest) == len(row.glyphs) else _BaselineRow(rest))
    return kept, readings


def _merge_stacked(rows: list[_BaselineRow]) -> list[list[Glyph]]:
    """Add rows of smaller type to the larger row beside them."""
    rows = sorted(rows, key=lambda row: row.top)
    merged: dict[int, list[_BaselineRow]] = {}
    taken: set[int] = set()
    # A row can only lie beside rows that overlap it in height, and those are its neighbours in `rows`.
    tallest = max((row.bottom - row.top for row in rows), default=0.0)
    for index, row in enumerate(rows):
        middle = (row.top + row.bottom) / 2
        best: int | None = None
        for step in (-1, 1):
            other = index + step
            while 0 <= other < len(rows) and abs(rows[other].top - row.top) <= 2 * tallest:
                host = rows[other]
                if (
                    host.size > _MIN_STACK_SIZE_RATIO * row.size
                    and host.top < middle < host.bottom
                    and not _has_overlap(row, host)
                    and (best is None or host.size > rows[best].size)
                ):
                    best = other
                other += step
        if best is not None:
            merged.setdefault(best, []).append(row)
            taken.add(index)
    # A host that is itself beside something larger stays a line of its own.
    return [
        _interleave_rows(row, merged.get(index, []))
        for index, row in enumerate(rows)
        if index not in taken or index in merged
    ]


def _has_overlap(small: _BaselineRow, host: _BaselineRow) -> bool:
    """Return True where a glyph of the smaller row is over a glyph of the host, as ruby is.

    Tight tracking makes neighbours overlap at their edges; that is still beside.
    """
    for glyph in small.glyphs:
        middle = (glyph.x0 + glyph.x1) / 2
        for other in host.glyphs:
            if other.size <= _MIN_STACK_SIZE_RATIO * small.size:
                continue  # the lower of two stacked words
            edge = 0.25 * (other.x1 - other.x0)
            if other.x0 + edge < middle < other.x1 - edge:
                return True
    return False


def _interleave_rows(host: _BaselineRow, beside: list[_BaselineRow]) -> list[Glyph]:
    """Return the host's glyphs with the smaller ones at their positions; a stack is read from its top."""
    if not beside:
        return host.glyphs
    pieces: list[list[Glyph]] = []
    for row in (host, *beside):
        others = [other for third in (host, *beside) if third is not row for other in third.glyphs]
        run: list[Glyph] = []
        for glyph in row.glyphs:
            if run and (_is_size_change(run[-1], glyph) or _is_anything_between(run[-1], glyph, others)):
                pieces.append(run)
                run = []
            run.append(glyph)
        pieces.append(run)
    pieces.sort(key=lambda run: run[0].x0)
    ordered: list[list[list[Glyph]]] = []
    for piece in pieces:
        first = piece[0]
        if ordered and (first.x0 + first.x1) / 2 < max(run[-1].x1 for run in ordered[-1]):
            ordered[-1].append(piece)
        else:
            ordered.append([piece])
    return [glyph for stack in ordered for glyph in _read_stack(stack)]


def _is_size_change(before: Glyph, after: Glyph) -> bool:
    return max(before.size, after.size) > _MIN_STACK_SIZE_RATIO * min(before.size, after.size)


def _is_anything_between(before: Glyph, after: Glyph, others: Iterable[Glyph]) -> bool:
    return any(before.x1 <= (other.x0 + other.x1) / 2 <= after.x0 for other in others)


def _read_stack(stack: list[list[Glyph]]) -> list[Glyph]:
    """Return the glyphs of a stack from its top; what follows it follows its longest piece."""
    if len(stack) == 1:
        return stack[0]
    right = max(run[-1].x1 for run in stack)
    found = [glyph for run in sorted(stack, key=lambda run: min(glyph.top for glyph in run)) for glyph in run]
    return [*found[:-1], found[-1]._replace(x1=right)]


def _build_line(glyphs: Sequence[Glyph], *, in_cell: bool = False) -> Line:
    texts, lefts, tops, rights, bottoms, sizes, _, _ = zip(*glyphs, strict=True)
    box = Box(min(lefts), min(tops), max(rights), max(bottoms))
    size = _find_usual_size(sizes)
    gaps = measure_gaps(lefts, rights)
    if in_cell and is_spread(texts, gaps, sizes):
        whole = Segment("".join(texts), box.x0, box.x1)
        return Line(whole.text, box, size, (whole,), len(texts))
    if not gaps or max(gaps) <= MAX_SEGMENT_GAP_EM * min(sizes):
        only = Segment(join_with_spaces(texts, gaps, sizes), box.x0, box.x1)
        return Line(only.text, box, size, (only,), len(texts))
    starts = [
        place
        for place, gap in enumerate(gaps, 1)
        if gap > MAX_SEGMENT_GAP_EM * max(sizes[place - 1], sizes[place])
    ]
    segments = tuple(
        Segment(
            join_glyphs(glyphs[start:end]),
            min(lefts[start:end]),
            max(rights[start:end]),
            _find_usual_size(sizes[start:end]),
        )
        for start, end in pairwise([0, *starts, len(texts)])
    )
    return Line("　".join(segment.text for segment in segments), box, size, segments, len(texts))


def _find_usual_size(sizes: Sequence[float]) -> float:
    """Return the most frequent size, in points; the larger one of two that are as frequent."""
    if min(sizes) == max(sizes):
        return round(sizes[0], 1)
    counts = Counter(round(size, 1) for size in sizes)
    return max(counts, key=lambda size: (counts[size], size))


def join_glyphs(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a run of glyphs, with spaces in its gaps.

    A run that is spaced out evenly, as labels and justified lines are, gets no spaces.
    """
    texts, lefts, _, rights, _, sizes, _, _ = zip(*glyphs, strict=True)
    return join_with_spaces(texts, measure_gaps(lefts, rights), sizes)
