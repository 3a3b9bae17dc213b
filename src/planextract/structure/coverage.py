"""Account of the glyphs of each page: which were read into a record and which were left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from planextract.model.findings import FindingCode, finding
from planextract.model.layout import Line, Table, TableCell
from planextract.model.plan import Finding
from planextract.model.raw_plan import GlyphFate
from planextract.model.record import Fact


class CoverageLedger:
    """The glyph counts of the page that is being read, and the findings on all pages."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.page = 0
        self.account: Counter[GlyphFate] = Counter()
        self._unused: dict[str | None, list[Line]] = {}

    def open_page(self, page: int) -> None:
        """Begin the account of a page."""
        self.page = page
        self.account = Counter()
        self._unused = {}

    def close_page(self, *, is_front: bool = False) -> None:
        """End the account of the page and report the lines that are part of no record, by project.

        `is_front`: the page is a cover or a table of contents, and no part of the plan."""
        code = FindingCode.FRONT_MATTER if is_front else FindingCode.UNUSED_TEXT
        for project, lines in self._unused.items():
            count = sum(line.glyphs for line in lines)
            text = " / ".join(line.text for line in lines)
            self.report_finding(code, project=project, count=count, text=text)

    def report_finding(
        self, code: FindingCode, *, project: str | None = None, pointer: str | None = None, **facts: Fact
    ) -> None:
        """Add a finding on the current page."""
        self.findings.append(finding(code, page=self.page, project=project, pointer=pointer, **facts))

    def record_glyphs(self, role: GlyphFate, glyphs: int) -> None:
        """Count glyphs of the current page under their fate."""
        self.account[role] += glyphs

    def record_line(self, role: GlyphFate, line: Line, project: str | None = None) -> None:
        """Count the glyphs of a line under their fate, and keep the line if it is unused.

        `project` is the id of the project within whose extent the line is printed."""
        self.account[role] += line.glyphs
        if role is GlyphFate.UNUSED:
            self._unused.setdefault(project, []).append(line)

    def record_unused_cells(self, cells: Iterable[TableCell], project: str) -> None:
        """Count cells of a project's table that are part of no value as unused, and report them."""
        listed = [cell for cell in cells if cell.lines]
        if not listed:
            return
        self.account[GlyphFate.UNUSED] += sum(cell.glyphs for cell in listed)
        text = " / ".join(cell.joined_text for cell in listed)
        self.report_finding(FindingCode.UNUSED_TEXT, project=project, cells=len(listed), text=text)

    def record_unread_table(self, table: Table, project: str | None = None) -> None:
        """Count a table that is not read as unused, and report it.

        `project` is the id of the project within whose extent it is printed."""
        self.account[GlyphFate.UNUSED] += table.glyphs
        text = " / ".join(cell.joined_text for cell in table.cells if cell.lines)
        self.report_finding(FindingCode.UNKNOWN_TABLE, project=project, cells=len(table.cells), text=text)

    def reassign_to_unused(self, glyphs: int, heading: str) -> None:
        """Move glyphs from the record to the unused ones: the text under a heading belongs to no project."""
        self.account[GlyphFate.RECORD] -= glyphs
        self.account[GlyphFate.UNUSED] += glyphs
        self.report_finding(FindingCode.UNUSED_TEXT, count=glyphs, heading=heading)
