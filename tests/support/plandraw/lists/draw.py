"""From a list to sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ..draw import Drawn, paint
from ..flow import Flow
from ..hazards import Hazard
from ..marks import Drawing, Mark
from ..table import PADDING, Cell, Row, Table
from ..typeface import width
from ..typeset import break_lines, fitted, set_line
from .columns import columns, has
from .content import Group, ListPlan, Project, sums, truth
from .content import Table as ListTable
from .pages import part
from .style import ListStyle

A4 = (595.28, 841.89)
A3 = (841.89, 1190.55)
_LEAST = 170.0
"""Points that a share of one must have, or a larger sheet is taken."""


class _Setter:
    def __init__(self, plan: ListPlan, style: ListStyle) -> None:
        self.plan = plan
        self.style = style
        self.columns = columns(plan, style)
        fixed = sum(column.width for column in self.columns)
        shares = sum(column.share for column in self.columns)
        size = (A4[1], A4[0]) if style.landscape else A4
        if (size[0] - 2 * style.base.margin - fixed) / shares < _LEAST / 2:
            size = (A3[1], A3[0])
        self.size = size
        self.left = style.base.margin
        self.measure = size[0] - 2 * self.left
        share = (self.measure - fixed) / shares
        self.widths = tuple(column.width or column.share * share for column in self.columns)
        self.kinds = tuple(
            "number" if index == 0 and plan.numbers != "none" else column.kind
            for index, column in enumerate(self.columns)
        )
        self.flow = Flow(size, style.base, self._furniture)

    # What stands around the tables -----------------------------------------------------------------

    def _furniture(self, page: int) -> Iterator[Mark]:
        base = self.style.base
        if base.running_header:
            yield from set_line(self.plan.city, self.left, self.size[1] - 22, 7, "running")
        if base.running_footer:
            yield from set_line(self.plan.city + "財政課", self.left, 20, 7, "running")
        shown = {"plain": str(page), "dashed": f"- {page} -", "full": str(page), "none": ""}[base.page_number]
        yield from set_line(shown, (self.size[0] - width(shown, 8)) / 2, 20, 8, "running")

    def _say(self, owner: str, text: str, size: float, *, right: bool = False) -> None:
        x = self.left + (self.measure - width(text, size) if right else 0)
        self.flow.place(owner, set_line(text, x, self.flow.y - size, size, "heading"))
        self.flow.y -= size * 1.8

    # Cells -----------------------------------------------------------------------------------------

    def _cell(self, place: int, text: str, *, rows: int = 1) -> Cell:
        column = self.columns[place]
        measure = self.widths[place] - 2 * PADDING
        size = self.style.size
        if column.kind in ("title", "prose", "goal"):
            return Cell(place, tuple(break_lines(text, size, measure)), size, align="left", rows=rows)
        lines = tuple(text.split("\n"))
        return Cell(place, lines, fitted(lines, size, measure), align=column.align, rows=rows)

    def _header(self) -> Iterator[Row]:
        deep = max(len(column.header) for column in self.columns)
        rows: list[list[Cell]] = [[] for _ in range(deep)]
        for level in range(deep):

            def path(place: int, level: int = level) -> tuple[str, ...]:
                header = self.columns[place].header
                return header[: level + 1] if len(header) > level + 1 else (*header, str(place))

            shown = [place for place, column in enumerate(self.columns) if len(column.header) > level]
            for _, same in groupby(shown, path):
                places = list(same)
                header = self.columns[places[0]].header
                last = level == len(header) - 1
                measure = sum(self.widths[place] for place in places) - 2 * PADDING
                lines = break_lines(header[level], self.style.size, measure)
                rows[level].append(
                    Cell(
                        places[0],
                        tuple(lines),
                        fitted(tuple(lines), self.style.size, measure),
                        "header",
                        columns=len(places),
                        rows=deep - level if last else 1,
                        shaded=True,
                    )
                )
        yield from (tuple(row) for row in rows)

    def _rows(self, projects: Sequence[Project], first: bool) -> Iterator[Row]:
        merged = self.style.departments == "merged"
        spans: dict[int, int] = {}
        counts = [max(1, len(p.schedules)) if self.style.schedule != "none" else 1 for p in projects]
        for _, same in groupby(
            range(len(projects)), lambda each: (projects[each].departments, merged or each)
        ):
            places = list(same)
            spans[places[0]] = sum(counts[place] for place in places)
        above: Project | None = None
        for index, project in enumerate(projects):
            count = counts[index]
            for sub in range(count):
                yield tuple(self._cells(project, above, sub, count, spans.get(index)))
            above = project

    def _cells(
        self, project: Project, above: Project | None, sub: int, count: int, span: int | None
    ) -> Iterator[Cell]:
        for place, column in enumerate(self.columns):
            if column.kind == "goal":
                yield self._cell(place, project.schedules[sub].goal)
            elif column.kind == "year":
                yield self._cell(place, project.schedules[sub].years[column.year])
            elif sub:
                continue
            elif column.kind == "department":
                if span is not None:
                    same = above is not None and above.departments == project.departments
                    ditto = same and self.style.departments == "ditto"
                    yield self._cell(place, "〃" if ditto else column.text(project), rows=span)
            else:
                yield self._cell(place, column.text(project), rows=count)

    def _total(self, label: str, projects: Sequence[Project]) -> Row:
        found = sums(self.plan, projects, has(self.style))
        summed = Project(
            "",
            "",
            budgets=tuple(map(_shown, found["amounts"])),
            total=_shown(found["total"]),
            previous=_shown(found["previous"]),
            change=_shown(found["change"]),
            funding=tuple(map(_shown, found["funding"])),
        )
        start = next(place for place, column in enumerate(self.columns) if column.kind == "money")
        cells = [Cell(0, (label,), self.style.size, columns=start)]
        for place in range(start, len(self.columns)):
            column = self.columns[place]
            cells.append(self._cell(place, column.text(summed) if column.kind == "money" else ""))
        return tuple(cells)

    def _across(self, text: str) -> Row:
        return (Cell(0, (text,), self.style.size, align="left", columns=len(self.columns)),)

    # The list --------------------------------------------------------------------------------------

    def _group(self, group: Group) -> Iterator[Row]:
        if group.heading is not None:
            yield self._across(group.heading)
        yield from self._rows(group.projects, first=True)
        if group.subtotal and self.style.money != "none":
            yield self._total("小　計", group.projects)

    def table(self, table: ListTable) -> Table:
        """The whole table of a list, on one endless page."""
        header = tuple(self._header())
        rows = [row for group in table.groups for row in self._group(group)]
        if table.total and self.style.money != "none":
            rows.append(self._total(table.total, table.projects))
        return Table(self.left, self.widths, (*header, *rows), header=len(header))

    def lay(self, table: ListTable, first: bool) -> None:
        """Print a list over as many pages as it takes."""
        style = self.style
        if self.flow.room < 160:
            self.flow.end_page()
        if first:
            self._say("page", self.plan.title, 15)
        if not style.framed_title:
            self._say("page", table.title, 11)
        if style.unit == "caption" and style.money != "none":
            self._say("page", f"（単位：{self.plan.unit}）", 7.5, right=True)
        rest = self.table(table)
        framed = style.framed_title
        if framed:
            rest = replace(rest, rows=(self._across(table.title), *rest.rows), header=rest.header + 1)
        while rest.height > self.flow.room:
            parts = part(
                rest,
                self.flow.room,
                kinds=self.kinds,
                cut=style.flow == "cut",
                repeat=style.flow == "header",
            )
            if parts is not None:
                self.flow.place("list", parts[0].marks(self.flow.y, style.base))
                rest = parts[1]
                if framed and style.flow == "header" and not style.continued:
                    rest = replace(rest, rows=rest.rows[1:], header=rest.header - 1)
                    framed = False
            self.flow.end_page()
            if style.continued and not style.framed_title:
                self._say("page", f"{table.title}（続き）", 11)
        self.flow.place("list", rest.marks(self.flow.y, style.base))
        self.flow.y -= rest.height + 20


def _shown(value: int | None) -> str:
    return "" if value is None else f"△{-value:,}" if value < 0 else f"{value:,}"


def draw_list(plan: ListPlan, style: ListStyle, hazards: Iterable[Hazard] = ()) -> Drawn:
    """Draw a list, with those of the hazards that change the drawing alone."""
    setter = _Setter(plan, style)
    for index, table in enumerate(plan.tables):
        setter.lay(table, first=index == 0)
    drawing = Drawing(setter.flow.finish())
    for hazard in sorted(hazards, key=lambda hazard: hazard.stage):
        drawing = hazard.apply(drawing)
    return Drawn(paint(drawing), truth(plan, has(style)), drawing)
