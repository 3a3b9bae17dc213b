"""Types of compliance checks: the sheets they read and the breaches they report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

CellValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as a program reads it: a CSV file, or a sheet of a workbook."""

    file: str
    name: str
    header: tuple[CellValue, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    """Rows below the header; None is an empty cell. In CSV every value is text."""
    typed: bool
    """True where the file distinguishes numbers from text, as a workbook does and CSV does not."""
    merged: tuple[str, ...] = ()
    """Ranges of merged cells, such as `A1:B2`."""
    formulas: tuple[tuple[int, int], ...] = ()
    """Row and column of each cell with a formula, counted from 1; the header is row 1."""
    objects: int = 0
    """Number of pictures and charts."""

    def iter_cells(self) -> Iterator[SheetCell]:
        """Yield every cell below the header that is in a column with a heading cell, with its position."""
        for number, row in enumerate(self.rows, 2):
            for place, value in enumerate(row[: len(self.header)]):
                yield SheetCell(number, place + 1, str(self.header[place] or ""), value)


class SheetCell(NamedTuple):
    """A cell with its row and column, counted from 1 (the header is row 1), and its column's heading."""

    row: int
    column: int
    heading: str
    value: CellValue


class Breach(NamedTuple):
    """A violation of a rule, located by row and column (from 1), or None for the whole sheet."""

    message: str
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class ComplianceCheck:
    """One rule, with the function that finds its breaches."""

    code: str
    title: str
    """The rule in the words of its publisher."""
    description: str
    find_breaches: Callable[[Sheet], Iterator[Breach]]
    severity: Literal["error", "warning"] = "error"


class CheckReport(NamedTuple):
    """The breaches of one rule in one sheet."""

    check: ComplianceCheck
    sheet: Sheet
    breaches: tuple[Breach, ...]


def apply_checks(rules: tuple[ComplianceCheck, ...], sheets: tuple[Sheet, ...]) -> tuple[CheckReport, ...]:
    """Apply every rule to every sheet; return a report for each pair."""
    return tuple(
        CheckReport(rule, sheet, tuple(rule.find_breaches(sheet))) for rule in rules for sheet in sheets
    )
