"""Reads the header of a project's table: the position and the meaning of each column."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from planextract.families.block.grammar import BlockGrammar
from planextract.families.columns import continue_on_grid, search_header
from planextract.model.layout import Table, TableCell
from planextract.model.raw_plan import Period


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
    """Return the header that begins in a row of the table, without columns where none does.

    It may be printed over several rows, as 令和 over 元年度 and ２年度, or 令和６年度 over 目標."""

    most = 0

    def read(end: int) -> tuple[int, PlanHeader] | None:
        nonlocal most
        over: list[list[TableCell]] = [[] for _ in table.columns[1:]]
        for cell in table.cells:
            if first <= cell.row < end:
                for index in range(cell.column, cell.column + cell.column_span):
                    over[index].append(cell)
        columns = tuple(_read_plan_column(index, table, above, grammar) for index, above in enumerate(over))
        roles = [column.role for column in columns]
        if "period" not in roles and not {"content", "project"} <= set(roles):
            return None
        known = len(roles) - roles.count("unknown")
        if known <= most:
            return None  # fewer rows give as many columns a meaning
        most = known
        return known, PlanHeader(end, _settle_columns(columns, over, grammar))

    found = search_header(table, first, grammar.profile.columns.header_rows, read)
    return found or PlanHeader(first, ())


def _settle_columns(
    columns: tuple[PlanColumn, ...], over: list[list[TableCell]], grammar: BlockGrammar
) -> tuple[PlanColumn, ...]:
    """Return the columns with the meanings that the other columns of the header give them."""
    columns = _name_bare_years(columns, grammar)
    columns = _mark_goal_columns(columns, grammar)
    columns = _separate_targets(columns, grammar)
    columns = _drop_repeated_periods(columns, over, grammar)
    return _fill_missing_years(columns)


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
        if period is None and index > 0 and (year := grammar.read_year_part(text)) is not None:
            period = Period(str(year), year)
        if period is not None:
            return PlanColumn(x0, x1, period, "period", header)
    return PlanColumn(x0, x1, None, "unknown", header)


def _name_bare_years(columns: tuple[PlanColumn, ...], grammar: BlockGrammar) -> tuple[PlanColumn, ...]:
    """Give a column without an era the year after that of the column before it: 令和７年度, ８年度."""
    found: list[PlanColumn] = []
    for column in columns:
        before = found[-1].period if found else None
        if column.role == "unknown" and before is not None and before.fiscal_year is not None:
            year = grammar.read_bare_year(column.header, before.fiscal_year)
            if year is not None:
                column = column._replace(period=Period(str(year), year), role="period")
        found.append(column)
    return tuple(found)


def _mark_goal_columns(columns: tuple[PlanColumn, ...], grammar: BlockGrammar) -> tuple[PlanColumn, ...]:
    """Mark the columns before the first period as those of goals, if their header is one of goals.

    Without such a header, a column beside the goals may as well be that of a period or a unit."""
    if any(column.role == "content" for column in columns):
        return columns
    named: list[PlanColumn] = []
    for index, column in enumerate(columns):
        can_be_goal = all(other.role == "goal" for other in named)
        is_goal = can_be_goal and column.role == "unknown"
        if index:
            shared = column.header == columns[index - 1].header
            is_goal = is_goal and (bool(column.header) and (shared or grammar.is_goal_header(column.header)))
            # 番号 ǀ 目標: the goals have a column of their own beside the numbers of the rows
            is_total = column.period is not None and column.period.key == "total"
            if index == 1 and is_total and grammar.is_row_number_header(columns[0].header):
                is_goal = grammar.is_goal_header(column.header)
        named.append(column._replace(role="goal", period=None) if is_goal else column)
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
    if not shared:
        texts = ["".join(cell.joined_text for cell in cells) for cells in (before, heads)]
        return all(grammar.read_year_part(text) is not None for text in texts)
    return all(grammar.is_part_of_year(cells[-1].joined_text) for cells in (before, heads) if cells)


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
    whole = continue_on_grid(table, (*(column.x0 for column in before), before[-1].x1)) if before else None
    if whole is None:
        return table, ()
    edges = pairwise(whole.columns)
    return whole, tuple(column._replace(x0=x0, x1=x1) for column, (x0, x1) in zip(before, edges, strict=True))
