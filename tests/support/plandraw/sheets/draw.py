"""From a plan of sheets to pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from ..draw import Drawn, paint
from ..flow import Flow
from ..hazards import Hazard
from ..marks import Drawing, Mark
from ..table import PADDING, Align, Cell, Table
from ..typeface import width
from ..typeset import break_lines, fitted, set_line
from . import words
from .content import Column, Numbered, Sheet, SheetPlan, numbered, truth
from .style import SheetStyle

A4 = (595.28, 841.89)
_LABEL = 0.17
"""Share of the sheet's width that a label left of its value takes."""


class Field(NamedTuple):
    """A label, its value, and the share of the width that both take together."""

    label: str
    value: tuple[str, ...]
    share: float = 1.0
    prose: bool = False


class Part(NamedTuple):
    """A cell by its place in shares of the width; `keep` holds its row together with the next."""

    x0: float
    x1: float
    lines: tuple[str, ...]
    size: float
    shaded: bool = False
    align: Align = "left"
    rows: int = 1
    keep: bool = False


class _Setter:
    def __init__(self, plan: SheetPlan, style: SheetStyle) -> None:
        self.plan = plan
        self.style = style
        size = (A4[1], A4[0]) if style.landscape else A4
        self.size = size
        self.left = style.base.margin
        self.measure = size[0] - 2 * self.left
        self.flow = Flow(size, style.base, self._furniture)
        self._keep: list[tuple[Cell, ...]] = []
        self._kept: set[int] = set()
        """Identities of the rows that stay with the next."""

    def _furniture(self, page: int) -> Iterator[Mark]:
        base = self.style.base
        if base.running_header:
            yield from set_line(self.plan.city, self.left, self.size[1] - 22, 7, "running")
        if base.running_footer:
            yield from set_line(self.plan.city + "企画課", self.left, 20, 7, "running")
        shown = {"plain": str(page), "dashed": f"- {page} -", "full": str(page), "none": ""}[base.page_number]
        yield from set_line(shown, (self.size[0] - width(shown, 8)) / 2, 20, 8, "running")

    def _say(self, text: str, size: float, *, right: bool = False) -> None:
        x = self.left + (self.measure - width(text, size) if right else 0)
        self.flow.place("page", set_line(text, x, self.flow.y - size, size, "heading"))
        self.flow.y -= size * 1.8

    # Cells -----------------------------------------------------------------------------------------

    def _word(self, listed: Sequence[str]) -> str:
        return listed[self.style.words % len(listed)]

    def _decorate(self, label: str, place: int) -> str:
        if self.style.spaced and len(label) <= 4:
            label = "　".join(label)
        return {
            "": label,
            "■": f"■{label}",
            "number": f"{place}　{label}",
            "【】": f"【{label}】",
        }[self.style.decorated]

    def _set(
        self,
        x0: float,
        x1: float,
        lines: Iterable[str],
        *,
        shaded: bool = False,
        align: Align = "left",
        rows: int = 1,
    ) -> Part:
        measure = (x1 - x0) * self.measure - 2 * PADDING
        broken = tuple(part for line in lines for part in break_lines(line, self.style.size, measure))
        return Part(x0, x1, broken, fitted(broken, self.style.size, measure), shaded, align, rows)

    # Rows ------------------------------------------------------------------------------------------

    def _fields(self, sheet: Sheet) -> Iterator[tuple[Field, ...]]:
        """The rows of labels and values, before the table of years."""
        title = Field(self._word(words.TITLE), (sheet.title,), 0.62)
        departments = sheet.departments
        if self.style.joined_department:
            departments = tuple(line.replace("　", "") for line in departments)
        department = Field(self._word(words.DEPARTMENT), departments, 0.38)
        number = Field(self._word(words.NUMBER), (sheet.number,), 0.38) if sheet.number else None
        section = (
            Field(self._word(words.SECTION), (sheet.section,), 0.62) if sheet.section is not None else None
        )
        if number and section:
            yield section, number
            yield title, department
        elif section:
            yield (section._replace(share=1.0),)
            yield title, department
        elif number:
            yield number._replace(share=0.3), title._replace(share=0.7)
            yield (department._replace(share=1.0),)
        else:
            yield title, department
        if sheet.purpose:
            yield (Field(self._word(words.PURPOSE), (sheet.purpose,), 1.0, prose=True),)
        if sheet.description:
            yield (Field(self._word(words.DESCRIPTION), (sheet.description,), 1.0, prose=True),)
        extra = [Field(label, (text,)) for label, text in sheet.extra]
        if len(extra) == 2 and self.style.words % 2:
            yield tuple(field._replace(share=0.5) for field in extra)
        else:
            yield from ((field,) for field in extra)

    def _arranged(self, sheet: Sheet) -> Iterator[list[Part]]:
        place = 0
        for fields in self._fields(sheet):
            labels: list[Part] = []
            values: list[Part] = []
            x = 0.0
            arrangement = self.style.arrangement
            stacked = arrangement == "above" or (arrangement == "mixed" and all(f.prose for f in fields))
            for field in fields:
                place += 1
                end = x + field.share if field is not fields[-1] else 1.0
                label = self._decorate(field.label, place)
                if arrangement == "inside":
                    values.append(self._inside(x, end, label, field))
                elif stacked:
                    labels.append(self._set(x, end, (label,), shaded=True))
                    values.append(self._set(x, end, field.value))
                else:
                    values.append(self._set(x, x + _LABEL, (label,), shaded=True))
                    values.append(self._set(x + _LABEL, end, field.value))
                x = end
            if labels:
                yield [label._replace(keep=True) for label in labels]
            yield values

    def _inside(self, x0: float, x1: float, label: str, field: Field) -> Part:
        if field.prose:
            return self._set(x0, x1, (label, *field.value))
        first, *others = field.value
        mark = "" if self.style.decorated == "【】" else "："
        return self._set(x0, x1, (f"{label}{mark}{first}", *others))

    def _years(self, sheet: Sheet) -> Iterator[list[Part]]:
        columns = self.plan.columns
        if not sheet.steps and not sheet.amounts:
            return
        framed = self.style.frame
        frame = self._word(words.FRAME)
        unit = f"（単位：{self.plan.unit}）" if self.style.unit == "frame" and sheet.amounts else ""
        start = 0.12 if framed == "beside" else 0.0
        edges = [
            _LABEL + start + (1 - _LABEL - start) * place / len(columns) for place in range(len(columns) + 1)
        ]
        edges[-1] = 1.0
        rows = list(self._year_rows(sheet, columns, edges, start))
        if framed == "beside":
            rows[0].insert(0, self._set(0.0, start, (frame + unit,), shaded=True, rows=len(rows)))
        elif framed == "above" or unit:
            yield [self._set(0.0, 1.0, (frame + unit,), shaded=True)._replace(keep=True)]
        yield [part._replace(keep=True) for part in rows[0]]
        yield from rows[1:]

    def _year_rows(
        self, sheet: Sheet, columns: Sequence[Column], edges: list[float], start: float
    ) -> Iterator[list[Part]]:
        pairs = list(pairwise(edges))
        corner = self._word(words.CORNER)
        yield [
            self._set(start, edges[0], (corner,), shaded=True),
            *(
                self._set(x0, x1, column.printed.split("\n"), shaded=True, align="centre")
                for (x0, x1), column in zip(pairs, columns, strict=True)
            ),
        ]
        for step in sheet.steps:
            yield [
                self._set(start, edges[0], (step.label,), shaded=True),
                *(
                    self._set(x0, x1, text.split("\n"))
                    for (x0, x1), text in zip(pairs, step.texts, strict=True)
                ),
            ]
        if sheet.amounts:
            label = self._word(words.BUDGET)
            unit = f"（{self.plan.unit}）" if self.style.unit == "label" else ""
            yield [
                self._set(start, edges[0], (label + unit,), shaded=True),
                *(
                    self._set(x0, x1, (text,), align="right")
                    for (x0, x1), text in zip(pairs, sheet.amounts, strict=True)
                ),
            ]

    def _remarks(self, sheet: Sheet) -> Iterator[list[Part]]:
        if sheet.remarks:
            label = self._word(words.REMARKS)
            if self.style.arrangement == "inside":
                yield [self._set(0.0, 1.0, (f"{label}：{sheet.remarks}",))]
            elif self.style.arrangement == "above":
                yield [self._set(0.0, 1.0, (label,), shaded=True)._replace(keep=True)]
                yield [self._set(0.0, 1.0, (sheet.remarks,))]
            else:
                yield [
                    self._set(0.0, _LABEL, (label,), shaded=True),
                    self._set(_LABEL, 1.0, (sheet.remarks,)),
                ]

    # Tables ----------------------------------------------------------------------------------------

    def _split(self, table: Table) -> tuple[Table, Table] | None:
        """A table parted so that the first part fits into the page, between rows that may be parted; None
        where there are none."""
        tops = [0.0, *accumulate(table.heights)]
        open_until = 0
        found = None
        for index, row in enumerate(table.rows):
            kept = id(table.rows[index - 1]) in self._kept
            if index and index >= open_until and not kept and tops[index] <= self.flow.room:
                found = index
            open_until = max(open_until, *(index + cell.rows for cell in row))
        if found is None:
            return None
        return replace(table, rows=table.rows[:found]), replace(table, rows=table.rows[found:])

    def _table(self, rows: Sequence[Sequence[Part]]) -> Table:
        edges = sorted({round(x, 6) for row in rows for part in row for x in (part.x0, part.x1)})
        index = {edge: place for place, edge in enumerate(edges)}
        widths = tuple((end - start) * self.measure for start, end in pairwise(edges))
        cells = tuple(
            tuple(
                Cell(
                    index[round(part.x0, 6)],
                    part.lines,
                    part.size,
                    align=part.align,
                    columns=index[round(part.x1, 6)] - index[round(part.x0, 6)],
                    rows=part.rows,
                    shaded=part.shaded,
                )
                for part in row
            )
            for row in rows
        )
        self._keep.extend(row for row, parts in zip(cells, rows, strict=True) if parts[0].keep)
        self._kept.update(map(id, self._keep))
        return Table(self.left, widths, cells)

    def _tables(self, sheet: Sheet) -> list[Table]:
        parts = [list(self._arranged(sheet)), list(self._years(sheet)), list(self._remarks(sheet))]
        if not self.style.stacked:
            return [self._table([row for part in parts for row in part])]
        return [self._table(part) for part in parts if part]

    # Pages -----------------------------------------------------------------------------------------

    def lay(self) -> None:
        """Print everything."""
        self._say(self.plan.title, 14)
        rows = iter(numbered(self.plan))
        first = True
        for group in self.plan.groups:
            headed = group.heading
            for _ in group.sheets:
                row = next(rows)
                tables = self._tables(row.sheet)
                height = sum(table.height + 10 for table in tables) + 24 + (24 if headed else 0)
                if not first and (
                    self.style.flow == "page"
                    or (height > self.flow.room and (self.style.flow != "cut" or self.flow.room < 120))
                ):
                    self.flow.end_page()
                if headed:
                    self._say(headed, 11)
                    headed = None
                self._lay_sheet(row, tables)
                first = False

    def _lay_sheet(self, row: Numbered, tables: Sequence[Table]) -> None:
        style = self.style
        if style.unit == "caption" and row.sheet.amounts:
            self._say(f"（単位：{self.plan.unit}）", 7.5, right=True)
        for table in tables:
            rest = table
            while rest.height > self.flow.room:
                parts = self._split(rest)
                if parts is not None:
                    self.flow.place("sheet", parts[0].marks(self.flow.y, style.base))
                    rest = parts[1]
                self.flow.end_page()
                if style.head_again:
                    head = self._head(row.sheet)
                    self.flow.place("sheet", head.marks(self.flow.y, style.base))
                    self.flow.y -= head.height + 6
            self.flow.place("sheet", rest.marks(self.flow.y, style.base))
            self.flow.y -= rest.height + 6
        self.flow.y -= 14

    def _head(self, sheet: Sheet) -> Table:
        """The head of a sheet, printed again on its second page."""
        rows = list(self._arranged(sheet))
        count = len(list(self._head_rows(sheet)))
        return self._table(rows[: count * (2 if self.style.arrangement == "above" else 1)])

    def _head_rows(self, sheet: Sheet) -> Iterator[tuple[Field, ...]]:
        for fields in self._fields(sheet):
            if any(field.prose for field in fields) or fields[0].label in dict(sheet.extra):
                return
            yield fields


def draw_sheets(plan: SheetPlan, style: SheetStyle, hazards: Iterable[Hazard] = ()) -> Drawn:
    """Draw a plan of sheets, with those of the hazards that change the drawing alone."""
    setter = _Setter(plan, style)
    setter.lay()
    drawing = Drawing(setter.flow.finish())
    for hazard in sorted(hazards, key=lambda hazard: hazard.stage):
        drawing = hazard.apply(drawing)
    return Drawn(paint(drawing), truth(plan), drawing)
