"""From a plan of measures to pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Literal

from ..draw import Drawn, paint
from ..flow import Flow
from ..hazards import Hazard
from ..marks import BLACK, Colour, Drawing, Mark, Shape, Stroke
from ..table import PADDING, Align, Cell, Row, Table
from ..typeface import width
from ..typeset import break_lines, fitted, set_line
from .content import LEGEND, Measure, MeasurePlan, MeasureProject, truth
from .style import MeasureStyle

A4 = (595.28, 841.89)
NUMBER = ("番号", "№", "コード", "取組番号")
TITLE = ("事業名", "具体的な取組", "主な事業", "取組名", "取組事業名")
DESCRIPTION = ("事業内容", "内容", "事業の概要", "取組内容")
DEPARTMENT = ("担当課", "所管課", "担当部署", "主管課")
OVER = ("年度別計画", "実施年度", "スケジュール", "工程", "年次計画")
_TEAL: Colour = (0.5, 0.7, 0.7)


class _Setter:
    def __init__(self, plan: MeasurePlan, style: MeasureStyle) -> None:
        self.plan = plan
        self.style = style
        size = (A4[1], A4[0]) if style.landscape else A4
        self.size = size
        self.left = style.base.margin
        self.measure = size[0] - 2 * self.left
        self.flow = Flow(size, style.base, self._furniture)
        self.widths = tuple(self._widths())
        self._arrows: dict[int, Cell] = {}
        """Cells that a drawn arrow covers, by their identity."""

    def _furniture(self, page: int) -> Iterator[Mark]:
        base = self.style.base
        if base.running_header:
            yield from set_line(self.plan.city, self.left, self.size[1] - 22, 7, "running")
        shown = {"plain": str(page), "dashed": f"- {page} -", "full": str(page), "none": ""}[base.page_number]
        yield from set_line(shown, (self.size[0] - width(shown, 8)) / 2, 20, 8, "running")

    def _say(self, text: str, size: float) -> None:
        self.flow.place("page", set_line(text, self.left, self.flow.y - size, size, "heading"))
        self.flow.y -= size * 1.8

    def _word(self, listed: Sequence[str]) -> str:
        return listed[self.style.words % len(listed)]

    # Columns ---------------------------------------------------------------------------------------

    def _kinds(self) -> Iterator[str]:
        plan = self.plan
        if plan.ids != "none":
            yield "number"
        yield "title"
        if plan.has_descriptions:
            yield "description"
        if not self.style.departments_last:
            yield "department"
        yield from ("period" for _ in plan.columns)
        if self.style.departments_last:
            yield "department"
        if plan.extra:
            yield "extra"

    def _widths(self) -> Iterator[float]:
        fixed = {"number": 44.0, "department": 70.0, "period": 62.0, "extra": 60.0}
        kinds = list(self._kinds())
        rest = self.measure - sum(fixed.get(kind, 0.0) for kind in kinds)
        shares = {"title": 1.0, "description": 1.6}
        whole = sum(shares.get(kind, 0.0) for kind in kinds)
        yield from (fixed.get(kind) or rest * shares[kind] / whole for kind in kinds)

    def _cell(
        self,
        column: int,
        text: str,
        *,
        columns: int = 1,
        rows: int = 1,
        align: Align = "left",
        shaded: bool = False,
    ) -> Cell:
        measure = sum(self.widths[column : column + columns]) - 2 * PADDING
        lines = tuple(
            part for line in text.split("\n") for part in break_lines(line, self.style.size, measure)
        )
        size = fitted(lines, self.style.size, measure)
        return Cell(column, lines, size, align=align, columns=columns, rows=rows, shaded=shaded)

    def _header(self) -> Iterator[Row]:
        plan = self.plan
        kinds = list(self._kinds())
        deep = 2 if self.style.over else 1
        first = kinds.index("period")
        named = {
            "number": self._word(NUMBER),
            "title": self._word(TITLE),
            "description": self._word(DESCRIPTION),
            "department": self._word(DEPARTMENT),
            "extra": plan.extra or "",
        }
        top: list[Cell] = []
        periods = [
            self._cell(first + place, column.printed, align="centre", shaded=True)
            for place, column in enumerate(plan.columns)
        ]
        for place, kind in enumerate(kinds):
            if kind != "period":
                top.append(self._cell(place, named[kind], rows=deep, align="centre", shaded=True))
            elif place == first and self.style.over:
                top.append(
                    self._cell(place, self._word(OVER), columns=len(periods), align="centre", shaded=True)
                )
            elif not self.style.over:
                top.append(periods[place - first])
        yield tuple(top)
        if self.style.over:
            yield tuple(periods)

    def _project(self, project: MeasureProject) -> Iterator[Row]:
        kinds = list(self._kinds())
        first = kinds.index("period")
        count = len(project.rows)
        texts = {
            "number": project.number,
            "title": project.title,
            "description": project.description,
            "extra": project.extra,
        }
        for index, row in enumerate(project.rows):
            cells: list[Cell] = []
            for place, kind in enumerate(kinds):
                if kind == "department":
                    cells.append(self._cell(place, row.department))
                elif kind == "period":
                    if place == first:
                        cells.extend(self._periods(first, row.texts))
                elif index == 0:
                    align: Align = "centre" if kind == "number" else "left"
                    cells.append(self._cell(place, texts[kind], rows=count, align=align))
            yield tuple(sorted(cells, key=lambda cell: cell.column))

    def _periods(self, first: int, texts: Sequence[str]) -> Iterator[Cell]:
        place = 0
        drawn = self.style.arrows in ("line", "open", "block")
        while place < len(texts):
            end = place + 1
            while end < len(texts) and texts[end] == "=":
                end += 1
            text = texts[place]
            cell = self._cell(
                first + place,
                "" if text == ">" and drawn else self.plan.arrow if text == ">" else text,
                columns=end - place,
                align="centre",
            )
            if text == ">" and drawn:
                self._arrows[id(cell)] = cell
            yield cell
            place = end

    # Arrows ----------------------------------------------------------------------------------------

    def _draw_arrows(self, table: Table, top: float) -> Iterator[Mark]:
        edges = [table.x, *(table.x + offset for offset in accumulate(table.widths))]
        tops = [top, *(top - offset for offset in accumulate(table.heights))]
        for index, row in enumerate(table.rows):
            run: list[Cell] = []
            for cell in (*row, None):
                covered = cell is not None and id(cell) in self._arrows
                if covered and cell is not None and (not run or run[-1].column + 1 == cell.column):
                    run.append(cell)
                    continue
                if run:
                    y = (tops[index] + tops[index + 1]) / 2
                    yield from self._arrow(edges[run[0].column] + 4, edges[run[-1].column + 1] - 4, y)
                run = [cell] if covered and cell is not None else []

    def _arrow(self, x0: float, x1: float, y: float) -> Iterator[Mark]:
        if self.style.arrows == "block":
            corners = ((x0, y - 4), (x1 - 6, y - 4), (x1, y), (x1 - 6, y + 4), (x0, y + 4))
            yield Shape(corners, _TEAL)
        elif self.style.arrows == "open":
            yield Stroke(x0, y, x1, y, 0.8)
            yield Stroke(x1 - 4, y + 3, x1, y, 0.8)
            yield Stroke(x1 - 4, y - 3, x1, y, 0.8)
        else:
            yield Stroke(x0, y, x1 - 6, y, 0.8)
            yield Shape(((x1 - 6, y - 3), (x1, y), (x1 - 6, y + 3)), BLACK)

    # Pages -----------------------------------------------------------------------------------------

    def _place(self, table: Table) -> None:
        self.flow.place("measure", table.marks(self.flow.y, self.style.base))
        self.flow.place("measure", self._draw_arrows(table, self.flow.y))

    def _lay(self, measure: Measure) -> None:
        header = tuple(self._header())
        rows = tuple(row for project in measure.projects for row in self._project(project))
        rest = Table(self.left, self.widths, (*header, *rows), header=len(header))
        if self.flow.room < 110:
            self.flow.end_page()
        kind = self.style.heading
        self._say(
            f"{kind}{measure.number}　{measure.title}" if kind else f"{measure.number} {measure.title}", 11
        )
        flow: Literal["header", "rows"] = "header" if self.style.repeat_header else "rows"
        while rest.height > self.flow.room:
            parts = rest.split(self.flow.room, replace(self.style.base, flow=flow))
            if parts is not None:
                self._place(parts[0])
                rest = parts[1]
            self.flow.end_page()
        self._place(rest)
        self.flow.y -= rest.height + 18

    def lay(self) -> None:
        """Print everything."""
        self._say(self.plan.title, 14)
        texts = {text for m in self.plan.measures for p in m.projects for r in p.rows for text in r.texts}
        if texts & LEGEND.keys():
            self._say("　".join(f"{sign}{word}" for sign, word in LEGEND.items()), 8)
        for measure in self.plan.measures:
            self._lay(measure)


def draw_measures(plan: MeasurePlan, style: MeasureStyle, hazards: Iterable[Hazard] = ()) -> Drawn:
    """Draw tables of measures, with those of the hazards that change the drawing alone."""
    setter = _Setter(plan, style)
    setter.lay()
    drawing = Drawing(setter.flow.finish())
    for hazard in sorted(hazards, key=lambda hazard: hazard.stage):
        drawing = hazard.apply(drawing)
    return Drawn(paint(drawing), truth(plan), drawing)
