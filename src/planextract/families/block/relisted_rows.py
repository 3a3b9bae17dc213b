"""Reads the rows of a table that refers to projects printed elsewhere."""

from __future__ import annotations

from planextract.families.block.plan_columns import PlanColumn, find_end_row
from planextract.model.layout import Line, TableCell
from planextract.model.raw_plan import EMPTY_TEXT, RawRelisted, SourceSpan, TracedText


def read_relisted_rows(
    body: list[TableCell], columns: tuple[PlanColumn, ...], page: int
) -> tuple[tuple[RawRelisted, ...], tuple[TableCell, ...]]:
    """Return one row per entry of the content column, and the cells whose text is part of none."""
    role = {index: column.role for index, column in enumerate(columns)}
    used: set[int] = set()
    found: list[RawRelisted] = []

    def beside(name: str, content: TableCell) -> TracedText:
        for cell in body:
            if role[cell.column] == name and cell.row <= content.row < find_end_row(cell):
                used.add(id(cell))
                return TracedText(cell.joined_text, (SourceSpan(page, cell.box),))
        return EMPTY_TEXT

    for cell in body:
        if role[cell.column] != "content":
            continue
        used.add(id(cell))
        initiative, reference = beside("initiative", cell), beside("project", cell)
        found.extend(
            RawRelisted(initiative, text, reference)
            for text in _split_entries(cell, page)
            if text or initiative or reference
        )
    return tuple(found), tuple(cell for cell in body if cell.lines and id(cell) not in used)


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
