"""Join goals and the cells that follow them to rows.

A row has a cell for each period. A goal followed by exactly as many cells is read as a row;
`cell_assignment` tries to place the cells left over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from planextract.japanese.amounts import is_blank_amount, parse_amount
from planextract.salvage.cell_assignment import Cells, GoalRow, RowRules, find_stackings, split_cell_lines
from planextract.salvage.cell_order import find_cell_orders
from planextract.salvage.fragments import Fragment, FragmentKind, is_amount
from planextract.salvage.text_lines import TextLine

_CIRCLED_NUMBER = re.compile(r"[①-⑳]")


@dataclass(slots=True)
class BoundRows:
    """Rows and amounts read from the goals and cells of a cluster."""

    rows: list[GoalRow] = field(default_factory=list)
    amounts: Cells = ()
    """Amounts of the budget: one a year, and the total."""
    loose: list[Fragment] = field(default_factory=list)
    """Cells that belong to no row yet."""


def bind_rows(pieces: Sequence[Fragment], rules: RowRules, *, budget: bool) -> BoundRows:
    """Return the rows of one cluster, from its goals and cells in the order of the text.

    `budget`: a row of amounts may be among the cells.
    """
    bound = BoundRows()
    groups = list(_group_goals_and_cells(pieces))
    if len(groups) > 1 and not groups[0][0] and groups[0][1] and not groups[-1][1]:
        # every goal follows its cells
        groups = [(after[0], before[1]) for before, after in pairwise(groups)]
    for position, (goals, runs) in enumerate(groups):
        cells = [piece for run in runs for piece in run]
        if rules.by_rows and not cells:
            continue  # texts without cells beside them are not goals
        apart: list[Fragment] = []
        if len(runs) > 1 and any(len(piece.cells) > 1 for piece in cells):
            # cells side by side on a line are read along the row; cells cut off from them may be any row's
            cells, apart = runs[0], [piece for run in runs[1:] for piece in run]
        last = position == len(groups) - 1
        _bind_group(bound, goals, cells, runs[0] if runs else [], rules, budget=budget and last)
        amounts = tuple(cell for piece in apart for cell in piece.cells)
        if budget and not bound.amounts and _is_budget_row(amounts, rules.count):
            bound.amounts = amounts
        else:
            bound.loose += apart
    if not _is_numbering_ascending(bound.rows):
        # where goals are out of order, their cells are too
        bound.rows = [replace(row, cells=(None,) * rules.count, part=(), candidates=()) for row in bound.rows]
    return bound


def _is_numbering_ascending(rows: Sequence[GoalRow]) -> bool:
    """Return whether the circled numbers of goals, where they have any, ascend."""
    marks = [row.goal[:1] for row in rows if _CIRCLED_NUMBER.match(row.goal)]
    return marks == sorted(marks)


def sort_by_number(rows: Sequence[GoalRow]) -> list[GoalRow]:
    """Return the rows in the order of the circled numbers of their goals, if all have one."""
    marks = [row.goal[:1] for row in rows]
    return (
        sorted(rows, key=lambda row: row.goal[:1]) if all(map(_CIRCLED_NUMBER.match, marks)) else list(rows)
    )


def is_read_by_rows(tables: Iterable[Sequence[Fragment]], rules: RowRules) -> bool:
    """Return whether a text lists its tables row by row.

    Somewhere goals and whole rows of cells must alternate, and no table may contradict it.
    """
    turns = False
    for pieces in tables:
        groups = [
            (goals, [piece for run in runs for piece in run])
            for goals, runs in _group_goals_and_cells(pieces)
        ]
        whole = [len(cells) == rules.count for goals, cells in groups if sum(map(len, goals)) == 1]
        turns |= any(before and after for before, after in pairwise(whole))
        for goals, cells in groups:
            texts = [cell for piece in cells for cell in piece.cells]
            if len(texts) == rules.count * sum(map(len, goals)) and len(texts) > rules.count:
                ways = find_cell_orders(texts, rules.count, rules.is_possible, by_rows=False)
                if ways and not find_cell_orders(texts, rules.count, rules.is_possible, by_rows=True):
                    return False
    return turns


GoalRuns = list[list[Fragment]]
"""Goals of a group; a header between them begins a new run."""

CellRuns = list[list[Fragment]]
"""Cells of a group; any other fragment than a header between them begins a new run."""


def _group_goals_and_cells(pieces: Sequence[Fragment]) -> Iterator[tuple[GoalRuns, CellRuns]]:
    """Yield goals with the cells that follow them; first the cells before any goal."""
    goals: GoalRuns = []
    runs: CellRuns = []
    cut = header = True
    for piece in pieces:
        if piece.kind is FragmentKind.TEXT:
            if runs:
                yield goals, runs
                goals, runs, header = [], [], True
            if header:
                goals.append([])
            goals[-1].append(piece)
            cut, header = True, False
        elif piece.kind is FragmentKind.CELLS:
            if cut:
                runs.append([])
            runs[-1].append(piece)
            cut = False
        elif piece.kind is FragmentKind.HEADER:
            header = True
        else:
            cut = True
    yield goals, runs


def _bind_group(
    bound: BoundRows,
    runs: GoalRuns,
    pieces: list[Fragment],
    begun: Sequence[Fragment],
    rules: RowRules,
    *,
    budget: bool,
) -> None:
    """Bind the goals of a group to its cells; `begun` are the cells that follow the last goal directly."""
    count = rules.count
    boxed = rules.is_possible if rules.by_rows else rules.is_unambiguous_in_boxes
    for version, holds in ((pieces, boxed), (_split_stacked_cells(pieces), rules.is_unambiguous)):
        by_rows = rules.by_rows or _is_side_by_side(version)
        holds = rules.is_possible if by_rows and version is pieces else holds
        left, amounts = _split_off_amounts(version, count) if budget and not bound.amounts else (version, ())
        rows = _fit_rows(runs, left, count, holds, by_rows=by_rows)
        if rows:
            bound.rows += rows
            bound.amounts = amounts or bound.amounts
            return
    for version in (pieces, _split_stacked_cells(pieces)):
        if budget and not bound.amounts:
            left, bound.amounts = _split_off_amounts(version, count)
            pieces = left if bound.amounts else pieces
    texts = _split_goals(runs, 0)
    if len(texts) == 1:
        ways = [way for way in find_stackings(pieces, count) if rules.is_possible(way)]
        likely = [way for way in ways if rules.is_unambiguous(way)]
        if len(likely) == 1 and (
            len(ways) == 1 or not any(len(split_cell_lines(cell)) > 1 for cell in likely[0][:-1])
        ):
            bound.rows.append(GoalRow(*texts[0], likely[0]))
            return
    unknown: tuple[None, ...] = (None,) * count
    bound.rows += [GoalRow(text, lines, unknown) for text, lines in texts]
    if len(texts) == 1 and pieces:
        pieces = _take_first_cells(bound.rows[-1], pieces, begun, count)
    bound.loose += pieces


def _is_side_by_side(pieces: Sequence[Fragment]) -> bool:
    """Return whether most cells share a line with others, and so are listed along their row."""
    beside = sum(len(piece.cells) for piece in pieces if len(piece.cells) > 1)
    return 2 * beside > sum(len(piece.cells) for piece in pieces)


def _fit_rows(
    runs: GoalRuns, pieces: Sequence[Fragment], width: int, holds: Callable[[Cells], bool], *, by_rows: bool
) -> list[GoalRow]:
    """Return the rows if there are exactly as many cells as the goals need, and each row holds; else none."""
    cells = [cell for piece in pieces for cell in piece.cells]
    count, rest = divmod(len(cells), width)
    texts = _split_goals(runs, count if not rest else 0)
    if by_rows and count == 1 and not rest:
        texts = texts[-1:]  # a text before the goal is not a goal
    if count != len(texts) or rest:
        return []
    ways = find_cell_orders(cells, width, holds, by_rows=by_rows)
    if len(ways) == 1:
        return [GoalRow(*text, part) for text, part in zip(texts, ways[0], strict=True)]
    rows = []
    for text, found in zip(texts, zip(*ways, strict=True), strict=False):
        known = tuple(each[0] if len(set(each)) == 1 else None for each in zip(*found, strict=True))
        rows.append(GoalRow(*text, known, candidates=tuple(dict.fromkeys(found))))
    return rows


def _split_stacked_cells(pieces: Sequence[Fragment]) -> list[Fragment]:
    """Return the cells one to a line, for texts without blank lines between cells; notes stay with theirs."""
    result: list[Fragment] = []
    for piece in pieces:
        if not piece.stacked:
            result.append(piece)
            continue
        result += [replace(piece, text=cell, cells=(cell,)) for cell in split_cell_lines(piece.text)]
    return result


def _split_goals(runs: GoalRuns, rows: int) -> list[tuple[str, tuple[TextLine, ...]]]:
    """Return the goals with their lines, as many as there are whole rows where possible.

    A text before the header belongs to no row, and goals without a blank line between them are one to a
    line.
    """
    goals = [goal for run in runs for goal in run]
    lines = [line for goal in goals for line in goal.lines]
    marked = _split_marked_goals(lines)
    if rows and len(goals) > rows == len(runs[-1]):
        goals = runs[-1]
    elif rows and len(goals) != rows == len(marked):
        return marked
    elif rows and len(goals) != rows == len(lines) and _is_last_line_longest(lines):
        return [(line.text.strip(), (line,)) for line in lines]
    return [(goal.text, goal.lines) for goal in goals]


def _is_last_line_longest(lines: Sequence[TextLine]) -> bool:
    """Return whether no line can continue on the next: one that does is the longest."""
    lengths = [line.characters for line in lines]
    return lengths[-1] == max(lengths)


def _split_marked_goals(lines: Sequence[TextLine]) -> list[tuple[str, tuple[TextLine, ...]]]:
    """Return the goals in lines where each begins with a circled number, ① to ⑳; empty where one does not."""
    goals: list[list[TextLine]] = []
    for line in lines:
        if _CIRCLED_NUMBER.match(line.text.strip()):
            goals.append([])
        if not goals:
            return []
        goals[-1].append(line)
    return [("".join(line.text.strip() for line in goal), tuple(goal)) for goal in goals]


def _take_first_cells(
    row: GoalRow, pieces: list[Fragment], begun: Sequence[Fragment], count: int
) -> list[Fragment]:
    """Give a row the cells that follow its goal directly; return the others.

    Cells side by side on a line may have gaps between them; cells one to a line are those of the first
    columns.
    """
    first = pieces[0]
    if len(first.cells) > 1 or first.lines[0] in row.lines:
        taken = [first]
    else:
        taken = [piece for piece in pieces if len(piece.cells) == 1 and _is_among(piece, begun)]
        row.prefix = True
    part = tuple(cell for piece in taken for cell in piece.cells)
    if len(part) >= count:
        row.prefix = False
        return pieces
    row.part = part
    return [piece for piece in pieces if not _is_among(piece, taken)]


def _is_among(piece: Fragment, pieces: Sequence[Fragment]) -> bool:
    """Return whether a fragment is one of several by identity, not by equality."""
    return any(piece is other for other in pieces)


def _split_off_amounts(pieces: list[Fragment], count: int) -> tuple[list[Fragment], Cells]:
    """Return the cells of rows, and the amounts of a budget (one fewer than a row) behind or between."""
    cells = [cell for piece in pieces for cell in piece.cells]
    end = tuple(cells[1 - count :])
    for at in range(len(pieces)):
        if tuple(cell for piece in pieces[at:] for cell in piece.cells) == end:
            if len(cells) % count == count - 1 and _is_budget_row(end, count):
                return pieces[:at], end
            break
    apart = [piece for piece in pieces if len(piece.cells) == 1 and is_amount(piece.cells[0])]
    amounts = tuple(piece.text for piece in apart)
    if len(amounts) == count - 1 == sum(map(is_amount, cells)) and _has_rounded_total(amounts):
        return [piece for piece in pieces if not _is_among(piece, apart)], amounts
    return pieces, ()


def _has_rounded_total(cells: Sequence[str]) -> bool:
    """Return whether the last of several amounts is the sum of the others, but for rounding."""
    *years, total = [(parse_amount(cell) or 0) if is_amount(cell) else 0 for cell in cells]
    return abs(sum(years) - total) < len(cells)


def _is_budget_row(cells: Sequence[str], count: int) -> bool:
    """Return whether cells are the amounts of a budget: one a period without the baseline, adding up."""
    return (
        len(cells) == count - 1
        and _has_rounded_total(cells)
        and all(is_amount(cell) or is_blank_amount(cell) for cell in cells)
        and any(map(is_amount, cells))
    )
