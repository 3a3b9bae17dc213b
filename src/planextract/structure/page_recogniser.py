"""The recognisers of lines and rows by which the pages of any layout family are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from planextract.japanese.widths import narrow_width
from planextract.model.layout import Table
from planextract.structure.running_heads import LineClassifier


class PageRecogniser(LineClassifier, Protocol):
    """Recognises the lines and tables of one layout family before its pages are read."""

    def is_known(self, text: str) -> bool:
        """Return whether a line is a heading, caption, footnote or the like, and so not a running head."""

    def is_heading(self, text: str) -> bool:
        """Return whether a line is a numbered heading of any level."""

    def read_strategy_number(self, text: str) -> int | None:
        """Return the number in the heading of a strategy; None where the text is not one."""

    def read_project_id(self, text: str, strategy: int | None) -> str | None:
        """Return the id in the caption of a project under a strategy; None where a text is not one."""

    def read_departments(self, text: str) -> str | None:
        """Return the text after the label of the departments; None where the text has no such label."""

    def is_departments_row(self, text: str) -> bool:
        """Return whether a text is the label of a row of departments and nothing else."""

    def is_footnote(self, text: str) -> bool:
        """Return whether a footnote begins with a line."""

    def identify_rows(self, table: Table, page: int, strategy: int | None) -> Sequence[str | None]:
        """Return for each grid row what names its project; None where nothing does, "" in a header.

        `strategy` is the number of the strategy above the table, which is on page number `page`."""


class PlainRecogniser:
    """A `PageRecogniser` for layouts whose single lines have no signs of their own."""

    def __init__(self, furniture: Sequence[re.Pattern[str]]) -> None:
        self._furniture = furniture

    def is_furniture(self, text: str) -> bool:
        """Return whether a line is a running head that the profile names."""
        return any(pattern.match(narrow_width(text)) for pattern in self._furniture)

    def is_structural(self, text: str) -> bool:
        """Return False: every line may be a running head."""
        return False

    def is_numbered(self, text: str) -> bool:
        """Return False: a number before a line names no project."""
        return False

    def is_known(self, text: str) -> bool:
        """Return False: every line may be a running head."""
        return False

    def is_heading(self, text: str) -> bool:
        """Return False: projects are not under numbered headings."""
        return False

    def read_strategy_number(self, text: str) -> int | None:
        """Return None: there are no strategies with headings."""
        return None

    def read_project_id(self, text: str, strategy: int | None) -> str | None:
        """Return None: a line is not the caption of a project."""
        return None

    def read_departments(self, text: str) -> str | None:
        """Return None: departments have no label."""
        return None

    def is_departments_row(self, text: str) -> bool:
        """Return False: departments have no label."""
        return False

    def is_footnote(self, text: str) -> bool:
        """Return False: a line under a table is not part of it."""
        return False

    def identify_rows(self, table: Table, page: int, strategy: int | None) -> Sequence[str | None]:
        """Return None for each grid row."""
        return [None] * (len(table.rows) - 1)
