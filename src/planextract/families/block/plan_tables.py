"""Reads ruled tables of projects: the meaning of each column, and the values of each row."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from planextract.families.block.grammar import BlockGrammar, ProjectCaption
from planextract.model.layout import Line, Table, TableCell
from planextract.model.raw_plan import (
    EMPTY_TEXT,
    Period,
    RawBudget,
    RawCell,
    RawItem,
    RawRelisted,
    SourceSpan,
    TracedText,
    join_texts,
)

SAME_EDGE_PT = 3.0
"""Points within which the edge of a table is at the same place as on the page before."""


class PlanColumn(NamedTuple):
    """A column with its position and meaning; x in points from the left of the page."""

    x0: float
    x1: float
    period: Period | None
    role: str
    """One of goal, period, initiative, content, project, unknown."""
    header: str


@dataclass(frozen=True, slots=True)
class PlanRows:
    """The rows of the table of a project, or of the part of it on one page."""

    items: tuple[RawItem, ...]
    budget: RawBudget | None
    departments: tuple[TracedText, ...]


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table of a project with its caption, columns and rows."""

    band: ProjectCaption | None
    columns: tuple[PlanColumn, ...]
    rows: PlanRows
    relisted: tuple[RawRelisted, ...]
    has_header: bool
    used: int
    """Number of glyphs that were read into a row, a header or the caption."""

    @property
    def unknown_headers(self) -> tuple[str, ...]:
        """Headers whose meaning is unknown."""
        return tuple(column.header for column in self.columns if column.role == "unknown" and column.header)


def read_plan_table(
    table: Table,
    page: int,
    grammar: BlockGrammar,
    before: tuple[PlanColumn, ...] = (),
    strategy: int | None = None,
) -> PlanTable | None:
    """Return a project's table on page number `page`; None where the table is not one.

    `before` are the columns of the table that may continue here: rows without a header are read with them
    when the columns are at the same places. `strategy` is the number in the heading above."""
    cells = _group_by_row(table)
    first = 0
    band = grammar.read_project_caption(_join_row_text(cells, 0), strategy)
    if band is not None:
        first = max(cell.row + cell.row_span for cell in cells[0])
    header_end, columns = _read_plan_header(table, cells, first, grammar)
    has_header = bool(columns)
    if not columns:
        before = _move_to_page(before, table)
        table = _add_hidden_edges(table, before)
        columns = _align_columns(table, before)
        if not columns:
            if band is None:
                return None
            used = sum(cell.glyphs for row in range(first) for cell in cells.get(row, ()))
            return PlanTable(band, (), PlanRows((), None, ()), (), False, used)
        header_end = first
    used = sum(cell.glyphs for row in range(header_end) for cell in cells.get(row, ()))
    body = [cell for cell in table.cells if cell.row >= header_end]
    if any(column.role == "content" for column in columns):
        relisted, read = _read_relisted_rows(body, columns, page)
        return PlanTable(band, columns, PlanRows((), None, ()), relisted, has_header, used + read)
    rows, read = _read_plan_rows(body, columns, table, page, grammar)
    return PlanTable(band, columns, rows, (), has_header, used + read)


def _group_by_row(table: Table) -> dict[int, list[TableCell]]:
    """Return the cells by the grid row in which they begin."""
    rows: dict[int, list[TableCell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


def _join_row_text(cells: dict[int, list[TableCell]], row: int) -> str:
    """Return the text of the cells that begin in a row, separated by ideographic spaces."""
    return "　".join(cell.joined_text for cell in cells.get(row, ()) if cell.lines)


def _read_plan_header(
    table: Table, cells: dict[int, list[TableCell]], first: int, grammar: BlockGrammar
) -> tuple[int, tuple[PlanColumn, ...]]:
    """Return the row after the header and the columns that it names; no columns where there is no header.

    The header takes the fewest rows that give the most columns a meaning: it may be printed over several
    rows, as 令和 over 元年度 and ２年度, or 令和６年度 over 目標."""
    best: tuple[int, tuple[PlanColumn, ...]] = first, ()
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
            best, known = (end, columns), count
    return best[0], _drop_repeated_periods(_mark_goal_columns(best[1]), grammar)


def _extend_to_spans(cells: dict[int, list[TableCell]], first: int, end: int) -> int:
    """Return the end of the rows from `first` on, moved down until no cell reaches below it."""
    while (
        reached := max(
            (_find_end_row(cell) for row in range(first, end) for cell in cells.get(row, ())), default=end
        )
    ) > end:
        end = reached
    return end


def _is_over_column(cell: TableCell, index: int) -> bool:
    """Return whether a cell covers a grid column."""
    return cell.column <= index < cell.column + cell.column_span


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
        period = grammar.read_period(text, first_column=heads[0].column == 0)
        if period is not None:
            return PlanColumn(x0, x1, period, "period", header)
    return PlanColumn(x0, x1, None, "unknown", header)


def _mark_goal_columns(columns: tuple[PlanColumn, ...]) -> tuple[PlanColumn, ...]:
    """Mark the columns before the first period as those of goals."""
    if any(column.role == "content" for column in columns):
        return columns
    named: list[PlanColumn] = []
    for column in columns:
        before_periods = all(other.role == "goal" for other in named)
        named.append(column._replace(role="goal") if column.role == "unknown" and before_periods else column)
    return tuple(named)


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


def _drop_repeated_periods(columns: tuple[PlanColumn, ...], grammar: BlockGrammar) -> tuple[PlanColumn, ...]:
    """Make every period unique: a year repeated with a word for the total is the total, others unknown."""
    seen: set[str] = set()
    found: list[PlanColumn] = []
    for column in columns:
        period = column.period
        if period is not None and period.key in seen:
            is_total = "total" not in seen and grammar.is_total_header(column.header)
            period = Period("total", None) if is_total else None
            column = column._replace(period=period, role="period" if period else "unknown")
        if period is not None:
            seen.add(period.key)
        found.append(column)
    return tuple(found)


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


def _read_plan_rows(
    body: list[TableCell], columns: tuple[PlanColumn, ...], table: Table, page: int, grammar: BlockGrammar
) -> tuple[PlanRows, int]:
    """Return the rows under the header, and the number of glyphs read."""
    items: list[RawItem] = []
    budget: RawBudget | None = None
    departments: list[TracedText] = []
    used = 0
    goal_columns = [index for index, column in enumerate(columns) if column.role == "goal"]
    last_goal = goal_columns[-1] if goal_columns else 0
    row = min((cell.row for cell in body), default=0)
    count = len(table.rows) - 1
    while row < count:
        over = [cell for cell in body if cell.row <= row < _find_end_row(cell)]
        first = "".join(cell.joined_text for cell in over if cell.column == 0)
        is_departments = grammar.is_departments_row(first)
        # Of goals in two columns, the first names the common goal of several rows.
        deciding = 0 if is_departments else last_goal
        end = max((_find_end_row(cell) for cell in over if _is_over_column(cell, deciding)), default=row + 1)
        here = [cell for cell in body if row < _find_end_row(cell) and cell.row < end]
        if is_departments or (
            not first
            and _is_rest_of_departments([cell for cell in here if cell.column > 0 and cell.lines], grammar)
        ):
            # The row of the departments has its own columns: all but its label is its value.
            departments.extend(
                TracedText(line.text, (SourceSpan(page, line.box),))
                for cell in here
                if cell.column > 0
                for line in cell.lines
            )
            used += sum(cell.glyphs for cell in here)
            row = end
            continue
        labels = [cell for cell in here if cell.column <= last_goal]
        values = [cell for cell in here if cell.column > last_goal]
        label = join_texts(_trace_cell(cell, page) for cell in labels)
        used += sum(cell.glyphs for cell in labels if cell.row >= row)
        amounts = grammar.read_budget_label(label.text)
        cells, read = _read_period_cells(values, columns, page, row, end)
        used += read
        if amounts is not None:
            unit, note = (replace(label, text=part) if part is not None else None for part in amounts)
            budget = RawBudget(unit, note, cells)
        elif label or any(cell.text for cell in cells):
            items.append(RawItem(label, cells))
        row = end
    return PlanRows(tuple(items), budget, tuple(departments)), used


def _is_rest_of_departments(values: list[TableCell], grammar: BlockGrammar) -> bool:
    """Return whether a row without a label is the rest of a departments' row that a page break cut off."""
    if len(values) != 1:
        return False
    words = [word for line in values[0].lines for word in re.split(r"[\s　、]+", line.text) if word]
    return all(grammar.organisation.is_unit(word) for word in words)


def _trace_cell(cell: TableCell, page: int) -> TracedText:
    """Return the text of a cell, its lines joined, with the box of the cell as its source span."""
    return TracedText(cell.joined_text, (SourceSpan(page, cell.box),))


def _find_end_row(cell: TableCell) -> int:
    """Return the grid row after a cell."""
    return cell.row + cell.row_span


def _read_period_cells(
    values: list[TableCell], columns: tuple[PlanColumn, ...], page: int, row: int, end: int
) -> tuple[tuple[RawCell, ...], int]:
    """Return one cell per period, and the number of glyphs read.

    A cell that spans several columns counts for each of them."""
    found: list[RawCell] = []
    counted: set[int] = set()
    used = 0
    for index, column in enumerate(columns):
        if column.period is None:
            continue
        over = [cell for cell in values if _is_over_column(cell, index)]
        for cell in over:
            # A cell that spans several rows is counted with the row it begins in.
            if id(cell) not in counted and row <= cell.row < end:
                counted.add(id(cell))
                used += cell.glyphs
        text = "\n".join(text for cell in over if (text := read_cell_text(cell)))
        places = tuple(SourceSpan(page, cell.box) for cell in over)
        found.append(RawCell(column.period, TracedText(text, places)))
    return tuple(found), used


def read_cell_text(cell: TableCell) -> str:
    """Return the text of a cell with its line breaks, except those inside brackets."""
    return join_cell_lines(line.text for line in cell.lines)


def join_cell_lines(lines: Iterable[str]) -> str:
    """Join printed lines by line breaks; a line that ends inside a bracket is joined without one.

    >>> join_cell_lines(["整備（第１", "期）"])
    '整備（第１期）'
    """
    joined: list[str] = []
    for line in lines:
        if joined and _count_open_brackets(joined[-1]) > 0:
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


def _count_open_brackets(text: str) -> int:
    """Return how many more brackets are opened than closed in a text."""
    return sum(text.count(mark) for mark in "（(「『") - sum(text.count(mark) for mark in "）)」』")


def _read_relisted_rows(
    body: list[TableCell], columns: tuple[PlanColumn, ...], page: int
) -> tuple[tuple[RawRelisted, ...], int]:
    """Return one row per entry of the content column, and the number of glyphs read."""
    role = {index: column.role for index, column in enumerate(columns)}
    used = sum(
        cell.glyphs
        for cell in body
        if any(role[index] != "unknown" for index in range(cell.column, cell.column + cell.column_span))
    )
    found: list[RawRelisted] = []

    def beside(name: str, content: TableCell) -> TracedText:
        for cell in body:
            if role[cell.column] == name and cell.row <= content.row < _find_end_row(cell):
                return _trace_cell(cell, page)
        return EMPTY_TEXT

    for cell in body:
        if role[cell.column] != "content":
            continue
        initiative, reference = beside("initiative", cell), beside("project", cell)
        found.extend(
            RawRelisted(initiative, text, reference)
            for text in _split_entries(cell, page)
            if text or initiative or reference
        )
    return tuple(found), used


def _split_entries(cell: TableCell, page: int) -> list[TracedText]:
    """Return the entries of a cell.

    A line ends its entry if it ends well before the cell's edge, where the next line's first word would have
    fitted."""
    entries: list[TracedText] = []
    before: Line | None = None
    for line in cell.lines:
        printed = TracedText(line.text, (SourceSpan(page, line.box),))
        if before is None or not _is_entry_continued(before, line, cell):
            entries.append(printed)
        else:
            entries[-1] += printed
        before = line
    return entries or [TracedText("", (SourceSpan(page, cell.box),))]


def _is_entry_continued(before: Line, line: Line, cell: TableCell) -> bool:
    """Return whether a line continues the entry of the line before it, where its first word had no room."""
    word = 1
    while word < len(line.text) and line.text[:word].isascii() and line.text[word].isascii():
        word += 1
    room = cell.box.x1 - before.box.x1
    padding = max(line.box.x0 - cell.box.x0, 0)
    # Punctuation that may not begin a line takes the character before it along.
    return room - min(padding, line.size) < (word + 1.5) * line.size
