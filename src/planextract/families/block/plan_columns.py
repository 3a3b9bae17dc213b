"""Reads the header of a project's table: the position and the meaning of each column."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import NamedTuple

from planextract.families.block.grammar import BlockGrammar
from planextract.model.layout import Table, TableCell
from planextract.model.raw_plan import Period

SAME_EDGE_PT = 3.0
"""Points within which the edge of a table is at the same place as on the page before."""


class PlanColumn(NamedTuple):
    """A column with its position and meaning; x in points from the left of the page."""

    x0: float
    x1: float
    period: Period | None
    role: str
    """One of goal, period, departments, initiative, content, project, unknown."""
    header: str


class PlanHeader(NamedTuple):
    """The row after the header of a table, and the columns that it names; none where there is no header."""

    end: int
    columns: tuple[PlanColumn, ...]


def group_by_row(table: Table) -> dict[int, list[TableCell]]:
    """Return the cells by the grid row in which they begin."""
    rows: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


def find_end_row(cell: TableCell) -> int:
    """Return the grid row after a cell."""
    return cell.row + cell.row_span


def is_over_column(cell: TableCell, index: int) -> bool:
    """Return whether a cell covers a grid column."""
    return cell.column <= index < cell.column + cell.column_span


def read_plan_header(table: Table, first: int, grammar: BlockGrammar) -> PlanHeader:
    """Return the header that begins in a row of the table.

    The header takes the fewest rows that give the most columns a meaning: it may be printed over several
    rows, as 令和 over 元年度 and ２年度, or 令和６年度 over 目標."""
    cells = group_by_row(table)
    best = PlanHeader(first, ())
    known = 0
    end = first
    while end < min(first + grammar.profile.columns.header_rows, len(table.rows) - 1):
        end = _extend_to_spans(cells, first, end + 1)
        heads = [cell for cell in table.cells if first <= cell.row < end]
        over: list[list[TableCell]] = [[] for _ in table.columns[1:]]
        for cell in heads:
            for index in range(cell.column, cell.column + cell.column_span):
                over[index].append(cell)
        columns = tuple(_read_plan_column(index, table, above, grammar) for index, above in enumerate(over))
        roles = {column.role for column in columns}
        count = sum(column.role != "unknown" for column in columns)
        if count > known and ("period" in roles or {"content", "project"} <= roles):
            best, known = PlanHeader(end, _settle_columns(columns, over, grammar)), count
    return best


def _settle_columns(
    columns: tuple[PlanColumn, ...], over: list[list[TableCell]], grammar: BlockGrammar
) -> tuple[PlanColumn, ...]:
    """Return the columns with the meanings that the other columns of the header give them."""
    columns = _mark_goal_columns(columns)
    columns = _separate_targets(columns, grammar)
    columns = _drop_repeated_periods(columns, over, grammar)
    return _fill_missing_years(columns)


def _extend_to_spans(cells: dict[int, list[TableCell]], first: int, end: int) -> int:
    """Return the end of the rows from `first` on, moved down until no cell reaches below it."""
    while (
        reached := max(
            (find_end_row(cell) for row in range(first, end) for cell in cells.get(row, ())), default=end
        )
    ) > end:
        end = reached
    return end


def _read_plan_column(index: int, table: Table, heads: list[TableCell], grammar: BlockGrammar) -> PlanColumn:
    """Return a column of the table, read from the header cells over it."""
    x0, x1 = table.columns[index], table.columns[index + 1]
    header = "".join(cell.joined_text for cell in heads)
    if not heads:
        return PlanColumn(x0, x1, None, "unknown", header)
    own, *above = reversed([cell.joined_text for cell in heads])  # the lowest is the most specific
    # a year split over rows is read with the cell above it: 令和 / ６年度, 令和６年度 / 目標
    for text in (own, header, *above) if grammar.read_year(own) else (header, own, *above):
        role = grammar.find_relisted_column(text)
        if role is not None:
            return PlanColumn(x0, x1, None, role, header)
        if index > 0 and grammar.is_departments_row(text):
            return PlanColumn(x0, x1, None, "departments", header)
        period = grammar.read_period(text, first_column=heads[0].column == 0)
        if period is not None:
            return PlanColumn(x0, x1, period, "period", header)
    return PlanColumn(x0, x1, None, "unknown", header)


def _mark_goal_columns(columns: tuple[PlanColumn, ...]) -> tuple[PlanColumn, ...]:
    """Mark the columns before the first period as those of goals, if they have a header."""
    if any(column.role == "content" for column in columns):
        return columns
    named: list[PlanColumn] = []
    for column in columns:
        is_goal = column.role == "unknown" and all(other.role == "goal" for other in named)
        # Without a header of its own, a column beside the goals may as well be that of a period.
        is_goal = is_goal and (not named or bool(column.header))
        named.append(column._replace(role="goal") if is_goal else column)
    return tuple(named)


def _separate_targets(columns: tuple[PlanColumn, ...], grammar: BlockGrammar) -> tuple[PlanColumn, ...]:
    """Make a year's target the total where the year has a column of its own.

    令和９年度目標 is the target of the plan if 令和９年度 is another column, before it or after it."""
    plain = {
        column.period.key
        for column in columns
        if column.period is not None and not grammar.is_total_header(column.header)
    }
    found = []
    for column in columns:
        period = column.period
        if (
            period is not None
            and period.fiscal_year is not None
            and period.key in plain
            and period.key != "baseline"
            and grammar.is_total_header(column.header)
        ):
            column = column._replace(period=Period("total", None))
        found.append(column)
    return tuple(found)


def _drop_repeated_periods(
    columns: tuple[PlanColumn, ...], over: list[list[TableCell]], grammar: BlockGrammar
) -> tuple[PlanColumn, ...]:
    """Make every period unique, but for the halves of a year; the other columns are unknown."""
    seen: dict[str, int] = {}
    found: list[PlanColumn] = []
    for index, column in enumerate(columns):
        period = column.period
        if period is not None and period.key in seen:
            before = seen[period.key]
            if before == index - 1 and _are_parts_of_year(over[before], over[index], grammar):
                seen[period.key] = index
            else:
                column = column._replace(period=None, role="unknown")
        elif period is not None:
            seen[period.key] = index
        found.append(column)
    return tuple(found)


def _are_parts_of_year(before: list[TableCell], heads: list[TableCell], grammar: BlockGrammar) -> bool:
    """Return whether two columns are parts of one year, such as 上半期 and 下半期 under 令和６年度."""
    shared = [cell for cell in heads if any(cell is other for other in before)]
    return bool(shared) and all(
        grammar.is_part_of_year(cells[-1].joined_text) for cells in (before, heads) if cells
    )


def _fill_missing_years(columns: tuple[PlanColumn, ...]) -> tuple[PlanColumn, ...]:
    """Give a column without a header the year between those of its neighbours."""
    found = list(columns)
    for index in range(1, len(columns) - 1):
        left, right = found[index - 1].period, columns[index + 1].period
        if columns[index].role == "unknown" and not columns[index].header and left and right:
            years = left.fiscal_year, right.fiscal_year
            if years[0] is not None and years[1] == years[0] + 2 and "baseline" not in (left.key, right.key):
                year = years[0] + 1
                found[index] = columns[index]._replace(period=Period(str(year), year), role="period")
    return tuple(found)


def align_with_earlier(table: Table, before: tuple[PlanColumn, ...]) -> tuple[Table, tuple[PlanColumn, ...]]:
    """Return the table with the columns of its earlier part by position; none where they differ."""
    before = _move_to_page(before, table)
    table = _add_hidden_edges(table, before)
    return table, _align_columns(table, before)


def _move_to_page(before: tuple[PlanColumn, ...], table: Table) -> tuple[PlanColumn, ...]:
    """Shift the columns of an earlier part of the table to their position on this page.

    Left and right pages have margins of their own, and the two of a spread are side by side."""
    if not before:
        return before
    move = table.columns[0] - before[0].x0
    wider = table.columns[-1] - table.columns[0] - (before[-1].x1 - before[0].x0)
    if abs(wider) > SAME_EDGE_PT or abs(move) <= SAME_EDGE_PT:
        return before
    return tuple(column._replace(x0=column.x0 + move, x1=column.x1 + move) for column in before)


def _add_hidden_edges(table: Table, before: tuple[PlanColumn, ...]) -> Table:
    """Return the table with the column edges of an earlier part that its cells hide by spanning them."""
    hidden = {
        edge
        for column in before
        for edge in (column.x0, column.x1)
        if table.box.x0 < edge < table.box.x1
        and all(abs(edge - known) > SAME_EDGE_PT for known in table.columns)
    }
    if not hidden:
        return table
    edges = sorted(hidden.union(table.columns))
    edges = [edge for index, edge in enumerate(edges) if not index or edge - edges[index - 1] > SAME_EDGE_PT]
    place = [bisect_left(edges, known - SAME_EDGE_PT) for known in table.columns]
    cells = (
        replace(
            cell,
            column=place[cell.column],
            column_span=place[cell.column + cell.column_span] - place[cell.column],
        )
        for cell in table.cells
    )
    return replace(table, columns=tuple(edges), cells=tuple(cells))


def _align_columns(table: Table, before: tuple[PlanColumn, ...]) -> tuple[PlanColumn, ...]:
    """Return the columns of an earlier part of the table, matched by their positions.

    None are returned when an edge is where that part has none, for then it is another table."""
    edges = {edge for column in before for edge in (column.x0, column.x1)}
    if not all(any(abs(edge - known) <= SAME_EDGE_PT for known in edges) for edge in table.columns):
        return ()
    found = []
    for x0, x1 in zip(table.columns, table.columns[1:], strict=False):
        middle = (x0 + x1) / 2
        match = next((column for column in before if column.x0 <= middle <= column.x1), None)
        if match is None:
            return ()
        found.append(match._replace(x0=x0, x1=x1))
    return tuple(found)
