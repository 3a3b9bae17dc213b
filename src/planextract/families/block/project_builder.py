"""Collects the parts of one project, page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planextract.families.block.grammar import FootnoteStart
from planextract.families.block.plan_columns import PlanColumn
from planextract.families.block.plan_tables import PlanTable
from planextract.families.page_breaks import fill_across_break
from planextract.japanese.amounts import find_common_unit, parse_quantity
from planextract.model.raw_plan import (
    RawBudget,
    RawCell,
    RawExtra,
    RawFootnote,
    RawFunding,
    RawItem,
    RawProject,
    RawRelisted,
    SourceSpan,
    TracedText,
    join_texts,
)
from planextract.structure.full_lines import fills_its_column


@dataclass(frozen=True, slots=True)
class ProjectHeading:
    """A heading that waits for the project it introduces."""

    number: int
    title: TracedText
    starred: bool
    marks: tuple[str, ...]
    printed: TracedText
    """The whole heading as printed, number and marks included."""
    size: float
    """Font size in points."""


@dataclass(slots=True)
class ProjectBuilder:
    """A project while its parts are collected; the finished raw project is immutable."""

    strategy: int
    number: int
    heading: ProjectHeading | None
    section: TracedText | None
    description: list[TracedText]
    places: list[SourceSpan]
    items: list[RawItem] = field(default_factory=list)
    budget: RawBudget | None = None
    departments: list[TracedText] = field(default_factory=list)
    relisted: list[RawRelisted] = field(default_factory=list)
    footnotes: list[RawFootnote] = field(default_factory=list)
    columns: tuple[PlanColumn, ...] = ()
    """Columns of the last table, which may continue on the next page."""
    goal_header: str = ""
    """Header of the goals in the first table of the plan."""
    periods: set[str] = field(default_factory=set)
    """Periods of the first table of the plan; empty before it is read."""
    funding: list[RawFunding] = field(default_factory=list)
    extra: list[RawExtra] = field(default_factory=list)
    """Texts under a label that has no field of its own: 関係課."""
    printed_number: TracedText | None = None
    """The printed number, where it is not that of a strategy and a project."""
    unit: TracedText | None = None
    """Unit of money from a caption, for a budget row that names none."""

    @property
    def id(self) -> str:
        """The project's id: the numbers of strategy and project, such as `22-1`."""
        return f"{self.strategy}-{self.number}"

    def add_table(self, table: PlanTable, *, goes_on: bool) -> None:
        """Add the rows of a table; `goes_on`: it continues one from an earlier page."""
        goal_fills = goes_on and self._has_full_goal()
        if table.columns:
            self.columns = table.columns
            if not self.periods:
                self.periods = {column.period.key for column in table.columns if column.period is not None}
                self.goal_header = next(
                    (column.header for column in table.columns if column.role == "goal"), ""
                )
        items, relisted = list(table.rows.items), list(table.relisted)
        if goes_on:
            if items and self.items and not (self.budget is not None):
                merged = _join_split_item(self.items, items[0], goal_fills)
                if merged is not None:
                    self.items[-1] = merged
                    del items[0]
            if relisted and self.relisted:
                self.relisted, relisted = _fill_spanned_cells(self.relisted, relisted)
        self.items.extend(items)
        self.relisted.extend(relisted)
        if table.rows.budget is not None and self.budget is None:
            self.budget = table.rows.budget
        self.funding.extend(table.rows.funding)
        self.departments.extend(table.rows.departments)

    def _has_full_goal(self) -> bool:
        """Return whether the goal of the last row fills its column and so may continue on the next page."""
        edges = [column.x1 for column in self.columns if column.role == "goal"]
        return bool(edges and self.items) and fills_its_column(self.items[-1].goal, edges[-1])

    def add_footnote(self, start: FootnoteStart, place: SourceSpan) -> None:
        """Add a footnote with its first line."""
        self.places.append(place)
        self.footnotes.append(
            RawFootnote(
                TracedText(start.marker, (place,)),
                TracedText(start.term, (place,)) if start.term is not None else None,
                TracedText(start.text, (place,)),
            )
        )

    def continue_footnote(self, text: str, place: SourceSpan) -> None:
        """Add a line to the last footnote."""
        self.places.append(place)
        last = self.footnotes[-1]
        self.footnotes[-1] = last._replace(text=last.text + TracedText(text.strip(), (place,)))

    @property
    def printed_text(self) -> str:
        """All texts of the project, in which footnote marks are looked for.

        The texts are separated by |, which keeps a mark apart from the digits of the next line. The
        description is included joined as well, for a mark that is split between two lines."""
        parts = [*([self.heading.printed] if self.heading else []), *self.description]
        parts.append(join_texts(self.description))
        for item in self.items:
            parts += [item.goal, *(cell.printed for cell in item.cells)]
        if self.budget is not None:
            parts += [*([self.budget.note] if self.budget.note else [])]
            parts += [cell.printed for cell in self.budget.cells]
        parts += self.departments
        parts += [row.initiative + row.content for row in self.relisted]
        return "|".join(part.text for part in parts)

    def build_project(self) -> RawProject:
        """Return the immutable raw project."""
        budget = self.budget
        if budget is not None and budget.unit is None:
            budget = budget._replace(unit=self.unit or _find_unit_behind_amounts(budget.cells))
        if budget is not None and self.funding:
            budget = budget._replace(funding=tuple(self.funding))
        return RawProject(
            self.strategy,
            self.number,
            self.heading.title if self.heading else None,
            self.heading.starred if self.heading else False,
            self.section,
            join_texts(self.description),
            tuple(self.items),
            budget,
            tuple(self.departments),
            tuple(self.relisted),
            tuple(self.footnotes),
            tuple(self.places),
            marks=self.heading.marks if self.heading else (),
            extra=tuple(self.extra),
            printed_number=self.printed_number,
        )


def _find_unit_behind_amounts(cells: tuple[RawCell, ...]) -> TracedText | None:
    """Return the unit printed behind each amount; None where there is none."""
    unit = find_common_unit(cell.text for cell in cells)
    places = next((cell.printed.spans for cell in cells if cell.text), ())
    return TracedText(unit, places[:1]) if unit is not None else None


def _join_split_item(above: Sequence[RawItem], first: RawItem, goal_fills: bool) -> RawItem | None:
    """Join the row that a page break split, `above[-1]` and `first`; None when they are separate rows.

    A whole row prints something in every period, if only ―. Parts leave periods blank, and where both
    print something the second continues in brackets: `1,100人` / `（累計1,132人）`."""
    last = above[-1]
    if [cell.period for cell in last.cells] != [cell.period for cell in first.cells]:
        return None
    whole = all(cell.text for cell in last.cells) and all(cell.text for cell in first.cells)
    clash = any(
        before.text and after.text and not after.text.startswith(("（", "("))
        for before, after in zip(last.cells, first.cells, strict=True)
    )
    if first.goal and (whole or clash) and not _is_rest_of_item(above, first, goal_fills):
        return None
    cells = tuple(
        before._replace(printed=_stack_texts(before.printed, after.printed))
        for before, after in zip(last.cells, first.cells, strict=True)
    )
    return RawItem(last.goal + first.goal, cells)


_NUMBERED_GOAL = re.compile(r"[①-⑳㉑-㊿]|[(（][0-9０-９]{1,2}[)）]")


def _is_rest_of_item(above: Sequence[RawItem], first: RawItem, goal_fills: bool) -> bool:
    """Return whether a row at the top of a page can only be the rest of the last row above it.

    The cells of that row take two lines or more."""
    last = above[-1]
    if all(map(_has_goal_number, above)) and not _has_goal_number(first):
        return True
    if not _has_year_values(first):
        return _has_year_values(last)
    # The total repeats the years: where a row prints years without it, it is before the break.
    total, new = _collect_cell_texts(last, total=True), _collect_cell_texts(first)
    if not total or _collect_cell_texts(first, total=True) or any(map(parse_quantity, total)):
        return False
    return goal_fills or (not total <= _collect_cell_texts(last) and total <= new)


def _has_goal_number(item: RawItem) -> bool:
    """Return whether a goal begins with a number such as ① or (1)."""
    return _NUMBERED_GOAL.match(item.goal.text) is not None


def _has_year_values(item: RawItem) -> bool:
    """Return whether an item has a text in any period other than the total."""
    return any(cell.text for cell in item.cells if cell.period.key != "total")


def _collect_cell_texts(item: RawItem, *, total: bool = False) -> set[str]:
    """Return the lines in the cells of its total, or in all its other cells."""
    return {
        text
        for cell in item.cells
        if (cell.period.key == "total") is total
        for text in cell.text.splitlines()
    }


def _stack_texts(upper: TracedText, lower: TracedText) -> TracedText:
    """Join two texts by a line break, unless one of them is empty."""
    return join_texts((upper, lower), "\n" if upper and lower else "")


def _fill_spanned_cells(
    above: Sequence[RawRelisted], below: Sequence[RawRelisted]
) -> tuple[list[RawRelisted], list[RawRelisted]]:
    """Fill the cells that a page break cut from the text on the other side of it."""
    initiatives = fill_across_break([row.initiative for row in above], [row.initiative for row in below])
    references = fill_across_break([row.reference for row in above], [row.reference for row in below])

    def fill(rows: Sequence[RawRelisted], side: int, beside: RawRelisted) -> Iterator[RawRelisted]:
        for row, initiative, reference in zip(rows, initiatives[side], references[side], strict=True):
            # An initiative that spans the break has its reference with it.
            both = row.initiative != initiative and not reference
            yield row._replace(initiative=initiative, reference=beside.reference if both else reference)

    return list(fill(above, 0, below[0])), list(fill(below, 1, above[-1]))
