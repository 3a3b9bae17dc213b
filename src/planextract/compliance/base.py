"""What a rule looks at and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

CellValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file as a program finds it: a CSV file, or a sheet of a workbook."""

    file: str
    name: str
    header: tuple[CellValue, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    """Below the header; None is an empty cell. In CSV every value is text."""
    typed: bool
    """Whether the file tells numbers from text, as a workbook does and CSV does not."""
    merged: tuple[str, ...] = ()
    """Ranges of merged cells, such as A1:B2."""
    formulas: tuple[tuple[int, int], ...] = ()
    """Row and column, both counted from 1 with the header in row 1."""
    objects: int = 0
    """Pictures and charts."""

    def cells(self) -> Iterator[Placed]:
        """Every cell below the header that is in a column, with its place."""
        for number, row in enumerate(self.rows, 2):
            for place, value in enumerate(row[: len(self.header)]):
                yield Placed(number, place + 1, str(self.header[place] or ""), value)


class Placed(NamedTuple):
    """A cell and where it stands; the header is row 1."""

    row: int
    column: int
    heading: str
    value: CellValue


class Breach(NamedTuple):
    """A place where a rule is not kept."""

    message: str
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it asks for, and how a breach is found."""

    code: str
    title: str
    """As whoever made the rule says it."""
    description: str
    check: Callable[[Sheet], Iterator[Breach]]
    severity: Literal["error", "warning"] = "error"


class Report(NamedTuple):
    """A rule applied to a sheet."""

    rule: Rule
    sheet: Sheet
    breaches: tuple[Breach, ...]


def apply(rules: tuple[Rule, ...], sheets: tuple[Sheet, ...]) -> tuple[Report, ...]:
    """Every rule applied to every sheet."""
    return tuple(Report(rule, sheet, tuple(rule.check(sheet))) for rule in rules for sheet in sheets)
