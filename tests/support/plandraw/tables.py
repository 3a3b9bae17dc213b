"""The two tables of a project, and how its departments are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from .content import Department, Project, Relisted
from .edition import Edition
from .style import Style
from .table import PADDING, Align, Cell, Row, Table
from .typeset import break_lines, fitted

YEARS_HEADER = "年度別計画"


def _split_header(text: str) -> tuple[str, ...]:
    """Break a long header where a person would: 令和５年度末の / 現況."""
    head, found, tail = text.partition("末の")
    return (head + found, tail) if found else (text,)


def _upright(text: str) -> tuple[str, ...]:
    """One character to a line, but numbers of more than one digit set across, as in upright print."""
    return tuple(re.findall(r"[0-9]+|[０-９]+|.", text))


class TableMaker:
    """Makes the tables of one edition in one style, for a given width of text."""

    def __init__(self, edition: Edition, style: Style, left: float, measure: float) -> None:
        self.edition = edition
        self.style = style
        self.left = left
        self.measure = measure
        columns = edition.year_count + 2
        goal = min(0.24 * measure, 130.0) if columns > 5 else 0.24 * measure
        self.widths = (goal, *((measure - goal) / columns for _ in range(columns)))

    def _broken(self, text: str, measure: float, size: float) -> tuple[str, ...]:
        return tuple(break_lines(text, size, measure - 2 * PADDING))

    def _cell(
        self,
        column: int,
        text: str,
        *,
        columns: int = 1,
        rows: int = 1,
        align: Align = "centre",
        row_wide: bool = False,
    ) -> Cell:
        """A cell whose printed lines are those of `text`: it is set smaller rather than broken."""
        lines = tuple(text.split("\n"))
        measure = sum(self.widths[column : column + columns]) - 2 * PADDING
        size = fitted(lines, self.style.cell_size, measure)
        return Cell(column, lines, size, "cell", align, columns, rows)

    def _header_cell(self, column: int, *lines: str, columns: int = 1, rows: int = 1) -> Cell:
        size = self.style.cell_size
        measure = sum(self.widths[column : column + columns])
        parts = lines if len(lines) > 1 else _split_header(lines[0])
        shrunk = fitted(parts, size, measure - 2 * PADDING)
        if shrunk > 0.8 * size:
            # Rather a little smaller than with a single character on a line of its own.
            return Cell(column, parts, shrunk, "header", columns=columns, rows=rows, shaded=True)
        broken = [line for part in parts for line in self._broken(part, measure, size)]
        return Cell(column, tuple(broken), size, "header", columns=columns, rows=rows, shaded=True)

    def _band(self, number: str, title: str, columns: int) -> Row:
        size = self.style.cell_size + 1
        offset = max(90.0, len(number) * size)
        parts = ((0.0, number, "number", size), (offset, title, "label", size))
        return (Cell(0, (), size, columns=columns, parts=parts),)  # type: ignore[arg-type]

    def _year_lines(self, year: int) -> tuple[str, ...]:
        """The lines of a year's header that is not parted over rows."""
        edition = self.edition
        text = edition.year(year) + edition.year_suffix
        if edition.year_break == "upright":
            return _upright(text)
        head, found, tail = text.partition("年度")
        if edition.year_break == "lines" and found:
            return tuple(part for part in (head, found + tail) if part)
        return (text,)

    def _header(self) -> tuple[Row, ...]:
        edition = self.edition
        parted = edition.year_break == "rows" and edition.year_suffix != ""
        era_row = edition.year_break == "era-row" and edition.era == "long"
        double = self.style.header == "double" and not parted and not era_row
        deep = 2 if parted or era_row or double else 1
        goal = self._header_cell(0, edition.goal_header, rows=deep)
        baseline = self._header_cell(1, edition.baseline_header, rows=deep)
        years = list(enumerate(edition.fiscal_years, start=2))
        total = self._header_cell(2 + len(years), edition.total_label, rows=deep)
        if parted:
            over = [self._header_cell(column, edition.year(year)) for column, year in years]
            under = tuple(self._header_cell(column, edition.year_suffix) for column, _ in years)
            return ((goal, baseline, *over, total), under)
        if era_row:
            over = []
            for era, run in groupby(years, lambda entry: edition.era_of(entry[1])):
                spanned = [column for column, _ in run]
                over.append(self._header_cell(spanned[0], era, columns=len(spanned)))
            under = tuple(
                self._header_cell(column, f"{edition.count(year)}年度{edition.year_suffix}")
                for column, year in years
            )
            return ((goal, baseline, *over, total), under)
        columns = tuple(self._header_cell(column, *self._year_lines(year)) for column, year in years)
        if not double:
            return ((goal, baseline, *columns, total),)
        over = [self._header_cell(2, YEARS_HEADER, columns=len(years))]
        return ((goal, baseline, *over, total), columns)

    def _goal(self, text: str) -> Cell:
        return Cell(
            0, self._broken(text, self.widths[0], self.style.cell_size), self.style.cell_size, align="left"
        )

    def _items(self, project: Project) -> tuple[Row, ...]:
        rows: list[list[Cell]] = []
        for item in project.items:
            row = [self._goal(item.goal)]
            column = 1
            for text, same in groupby(enumerate(item.texts, start=1), self._merge_key):
                span = len(list(same))
                row.append(self._cell(column, text[1], columns=span))
                column += span
            rows.append(row)
        if self.style.merge == "rows":
            return self._merged_rows(rows)
        return tuple(map(tuple, rows))

    def _shared(self, column: int, text: str) -> bool:
        """Whether a year cell may be one with its neighbours of the same text: stages may, counts never."""
        stage = text != "" and not any(map(str.isdecimal, text))
        return stage and 2 <= column < 2 + self.edition.year_count

    def _merge_key(self, entry: tuple[int, str]) -> tuple[int, str]:
        """What cells must have in common to be merged; those that may not be differ by their column."""
        column, text = entry
        merge = self.style.merge == "columns" and self._shared(column, text)
        return (0 if merge else column), text

    def _merged_rows(self, rows: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
        """Let a year cell span the rows below it that say the same."""
        merged: list[list[Cell]] = [[row[0]] for row in rows]
        for place in range(1, len(self.widths)):
            start = 0
            for _, same in groupby(row[place].lines for row in rows):
                span = len(list(same))
                cell = rows[start][place]
                if self._shared(cell.column, "".join(cell.lines)):
                    merged[start].append(
                        Cell(cell.column, cell.lines, cell.size, "cell", "centre", 1, span),
                    )
                else:
                    for index in range(start, start + span):
                        merged[index].append(rows[index][place])
                start += span
        return tuple(map(tuple, merged))

    def _budget(self, project: Project) -> tuple[Row, ...]:
        if project.budget is None:
            return ()
        unit = self.edition.printed_unit if self.edition.unit_place == "label" else ""
        label = f"{self.edition.budget_label}{unit}{project.budget.note or ''}"
        size = self.style.cell_size
        name = Cell(0, self._broken(label, self.widths[0], size), size, "label", "left")
        texts = ("", *project.budget.amounts, project.budget.total)
        cells = (
            self._cell(column, text, align=self.style.amounts) for column, text in enumerate(texts, start=1)
        )
        return ((name, *cells),)

    @property
    def band_title(self) -> str:
        """What the band says behind the number of a project."""
        unit = self.edition.printed_unit if self.edition.unit_place == "band" else ""
        return f"{self.edition.band_label}{unit}"

    def department_label(self) -> str:
        """The words before the departments, set wide or not."""
        label = self.edition.department_label
        return " ".join(f"{label}：") if self.style.spaced_label else label

    def department_lines(self, project: Project) -> tuple[str, ...]:
        """The departments, one string per printed line."""
        return tuple("　".join(map(_department, line)) for line in project.departments)

    def _department_rows(self, project: Project, columns: int) -> tuple[Row, ...]:
        lines = self.department_lines(project)
        if not lines or self.style.departments == "below":
            return ()
        size = self.style.cell_size
        span = columns - 1
        measure = self.measure - self.widths[0] - 2 * PADDING
        size_of = fitted(lines, size, measure)
        label = self.department_label().removesuffix("：").strip()
        if self.style.departments == "inside":
            name = Cell(0, (label,), size, "label", "left")
            return ((name, Cell(1, lines, size_of, align="left", columns=span)),)
        name = Cell(0, (label,), size, "label", "left", rows=len(lines))
        rows: list[Row] = [(Cell(1, (line,), size_of, align="left", columns=span),) for line in lines]
        return ((name, *rows[0]), *rows[1:])

    def plan(self, project: Project, number: str) -> Table:
        """The table of goals, years and costs."""
        columns = len(self.widths)
        inside = self.style.band == "inside"
        band = (self._band(number, self.band_title, columns),) if inside else ()
        header = self._header()
        rows = (
            *band,
            *header,
            *self._items(project),
            *self._budget(project),
            *self._department_rows(project, columns),
        )
        return Table(self.left, self.widths, rows, len(band) + len(header))

    def relisted(self, project: Project, number: str) -> Table:
        """The table of what other projects do."""
        widths = (0.32 * self.measure, 0.43 * self.measure, 0.25 * self.measure)
        size = self.style.cell_size
        titles = (*self.edition.relisted_headers, self.edition.reference_header)
        header: Row = tuple(
            Cell(column, (title,), size, "header", shaded=True) for column, title in enumerate(titles)
        )
        inside = self.style.band == "inside"
        band = (self._band(number, project.relisted_title, 3),) if inside else ()
        lines = project.relisted
        spans = (
            _spans([line.initiative for line in lines]),
            _spans([(line.initiative, line.project) for line in lines]),
        )
        rows = tuple(self._relisted_row(line, place, spans, widths) for place, line in enumerate(lines))
        return Table(self.left, widths, (*band, header, *rows), len(band) + 1)

    def _relisted_row(
        self,
        line: Relisted,
        place: int,
        spans: tuple[dict[int, int], dict[int, int]],
        widths: Sequence[float],
    ) -> Row:
        size = self.style.cell_size
        cells: list[Cell] = []
        if place in spans[0]:
            cells.append(
                Cell(
                    0,
                    self._broken(line.initiative, widths[0], size),
                    size,
                    align="left",
                    rows=spans[0][place],
                )
            )
        cells.append(Cell(1, self._broken(line.content, widths[1], size), size, align="left"))
        if place in spans[1]:
            target = self.edition.reference(*line.project)
            size = fitted((target,), size, widths[2] - 2 * PADDING)
            cells.append(Cell(2, (target,), size, rows=spans[1][place]))
        return tuple(cells)


def _department(unit: Department) -> str:
    return f"{unit.name}　{'、'.join(unit.sections)}" if unit.sections else unit.name


def _spans(keys: Sequence[object]) -> dict[int, int]:
    """Where each run of equal keys starts, and how long it is."""
    spans: dict[int, int] = {}
    start = 0
    for _, run in groupby(keys):
        spans[start] = len(list(run))
        start += spans[start]
    return spans
