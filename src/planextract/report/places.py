"""Where on paper each value of a project stands, found again by looking for it where the project is.

The published data say where a project was read, not where each of its values was. A value whose place is
not found for certain has none: the report then shows the project's own area.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from planextract.model.draft import Place
from planextract.model.layout import Cell, Line, PageLayout, Table
from planextract.model.page import Box
from planextract.model.plan import Project
from planextract.normalise.fold import bare

_MARGIN = 2.0
"""Points by which a block may reach over the rounded area of its project."""


def places(project: Project, layouts: Mapping[int, PageLayout]) -> dict[str, Place]:
    """Places by the pointers of `corrections.fields`."""
    lines, tables = _within(project, layouts)
    found: dict[str, Place] = {}
    _title(project, lines, found)
    _section(project, layouts, found)
    _prose(project, lines, found)
    grid = _Rows(tables)
    for number, item in enumerate(project.items):
        row = grid.take(item.goal)
        if row is None:
            continue
        found[f"/items/{number}/goal"] = row[0][1]
        texts = [cell.text for cell in item.cells]
        for place, where in enumerate(_aligned(texts, row[1:])):
            if where is not None:
                found[f"/items/{number}/cells/{place}/text"] = where
    _budget(project, grid, found)
    _names(project, [*grid.all(), *lines], found)
    return found


Printed = tuple[str, Place]
"""A text without spaces, and where it stands."""


def _within(
    project: Project, layouts: Mapping[int, PageLayout]
) -> tuple[list[Printed], list[tuple[int, Table]]]:
    lines: list[Printed] = []
    tables: list[tuple[int, Table]] = []
    for area in project.areas:
        layout = layouts.get(area.page)
        if layout is None:
            continue
        around = Box(area.x0 - _MARGIN, area.top - _MARGIN, area.x1 + _MARGIN, area.bottom + _MARGIN)
        for block in layout.blocks:
            box = block.box
            if not around.holds((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2):
                continue
            if isinstance(block, Line):
                lines.append((bare(block.text), Place(area.page, box)))
            else:
                tables.append((area.page, block))
    return lines, tables


class _Rows:
    """The rows of the tables, each given away once."""

    def __init__(self, tables: Iterable[tuple[int, Table]]) -> None:
        self._rows: list[list[Printed]] = []
        for page, table in tables:
            by_row: dict[int, list[Cell]] = defaultdict(list)
            for cell in table.cells:
                for row in range(cell.row, cell.row + cell.row_span):
                    by_row[row].append(cell)
            for _, cells in sorted(by_row.items()):
                cells.sort(key=lambda cell: cell.column)
                self._rows.append([(bare(cell.joined), Place(page, cell.box)) for cell in cells])
        self._free = [True] * len(self._rows)

    def take(self, first: str) -> list[Printed] | None:
        """The next free row that begins with a text, as its cells from there on."""
        wanted = bare(first)
        for number, row in enumerate(self._rows):
            if not self._free[number]:
                continue
            for start, (text, _) in enumerate(row):
                if text == wanted and wanted:
                    self._free[number] = False
                    return row[start:]
        return None

    def take_with(self, texts: list[str]) -> list[Place] | None:
        """The first free row that holds texts side by side: the places of its first cell, of the texts,
        and of the cell after them if there is one."""
        wanted = [bare(text) for text in texts]
        for number, row in enumerate(self._rows):
            if not self._free[number]:
                continue
            plain = [text for text, _ in row]
            for start in range(1, len(plain) - len(wanted) + 1):
                if plain[start : start + len(wanted)] == wanted:
                    self._free[number] = False
                    return [place for _, place in (row[0], *row[start : start + len(wanted) + 1])]
        return None

    def all(self) -> Iterator[Printed]:
        for row in self._rows:
            yield from row


def _aligned(texts: list[str], cells: list[Printed]) -> list[Place | None]:
    """For each text the cell that prints it, going along the row; blanks only while nothing is skipped."""
    result: list[Place | None] = []
    place = 0
    for text in texts:
        wanted = bare(text)
        step = place
        while step < len(cells) and cells[step][0] != wanted:
            step += 1
        if step < len(cells) and (wanted or step == place):
            result.append(cells[step][1])
            place = step + 1
        else:
            result.append(None)
    return result


def _title(project: Project, lines: list[Printed], found: dict[str, Place]) -> None:
    wanted = bare(project.title or "")
    if not wanted:
        return
    whole = next((place for printed, place in lines if wanted in printed), None)
    # A long heading takes more lines, of which the first bears a number before the words.
    start = next((place for printed, place in lines if len(wanted) > 8 and wanted[:8] in printed), None)
    if (place := whole or start) is not None:
        found["/title"] = place


def _section(project: Project, layouts: Mapping[int, PageLayout], found: dict[str, Place]) -> None:
    """The section's heading stands above the project, outside its area: the nearest one is its own."""
    wanted = bare(project.section or "")
    if not wanted or not project.areas or project.areas[0].page not in layouts:
        return
    area = project.areas[0]
    above = [
        block.box
        for block in layouts[area.page].blocks
        if isinstance(block, Line) and wanted in bare(block.text) and block.box.top <= area.top
    ]
    if above:
        found["/section"] = Place(area.page, max(above, key=lambda box: box.top))


def _prose(project: Project, lines: list[Printed], found: dict[str, Place]) -> None:
    running = [("/description", project.description)]
    running += [(f"/footnotes/{number}/text", note.text) for number, note in enumerate(project.footnotes)]
    for at, text in running:
        wanted = bare(text)
        parts = [place for printed, place in lines if len(printed) > 1 and _part_of(printed, wanted)]
        if parts:
            page = parts[0].page
            box = parts[0].box
            for part in parts[1:]:
                if part.page == page:
                    box = box.join(part.box)
            found[at] = Place(page, box)
    for number, note in enumerate(project.footnotes):
        for printed, place in lines:
            if printed.startswith(bare(note.marker)):
                found[f"/footnotes/{number}/marker"] = place
                if note.term:
                    found[f"/footnotes/{number}/term"] = place
                if bare(note.text)[:8] in printed:
                    found.setdefault(f"/footnotes/{number}/text", place)
                break


def _part_of(printed: str, text: str) -> bool:
    """Whether a line is one of those that a text was printed on."""
    return bool(text) and (printed in text or (len(text) > 3 and text in printed))


def _budget(project: Project, grid: _Rows, found: dict[str, Place]) -> None:
    budget = project.budget
    if budget is None or not any(amount.text for amount in budget.amounts):
        return
    row = grid.take_with([amount.text for amount in budget.amounts])
    if row is None:
        return
    found["/budget/unit"] = found["/budget/note"] = row[0]
    for number in range(len(budget.amounts)):
        found[f"/budget/amounts/{number}/text"] = row[number + 1]
    if len(row) > len(budget.amounts) + 1:
        found["/budget/total"] = row[-1]


def _names(project: Project, printed: list[Printed], found: dict[str, Place]) -> None:
    wanted: list[tuple[str, str | None]] = []
    for number, department in enumerate(project.departments):
        wanted.append((f"/departments/{number}/department", department.department))
        wanted += [
            (f"/departments/{number}/sections/{place}", section)
            for place, section in enumerate(department.sections)
        ]
    for number, row in enumerate(project.relisted):
        wanted.append((f"/relisted/{number}/initiative", row.initiative))
        wanted.append((f"/relisted/{number}/content", row.content))
        reference = bare(row.project or "")
        for words, where in printed:
            if reference and words.endswith(reference):
                found[f"/relisted/{number}/project"] = where
                break
    for at, text in wanted:
        plain = bare(text or "")
        whole = next((place for each, place in printed if plain and each == plain), None)
        part = next((place for each, place in printed if plain and plain in each), None)
        if (place := whole or part) is not None:
            found[at] = place
