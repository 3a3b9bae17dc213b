"""Account of the glyphs of each page: which were read into a record and which were left out."""

from __future__ import annotations

from collections import Counter

from planextract.model.findings import make_finding, shorten_text
from planextract.model.layout import Line, Table
from planextract.model.plan import Finding
from planextract.model.raw_plan import GlyphFate


class CoverageLedger:
    """The glyph counts of the page that is being read, and the findings on all pages."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.page = 0
        self.account: Counter[GlyphFate] = Counter()
        self._unused: list[Line] = []

    def open_page(self, page: int) -> None:
        """Begin the account of a page."""
        self.page = page
        self.account = Counter()
        self._unused = []

    def close_page(self, project: str | None) -> None:
        """End the account of the page and report the lines that are part of no record.

        `project` is the id of the project read last."""
        if self._unused:
            count = sum(line.glyphs for line in self._unused)
            sample = shorten_text(" / ".join(line.text for line in self._unused))
            self.report_finding(
                "unused-text", f"{count} characters landed in no record: “{sample}”.", project
            )

    def report_finding(self, code: str, message: str, project: str | None = None) -> None:
        """Add a finding on the current page."""
        self.findings.append(make_finding(code, message, project=project, page=self.page))

    def record_glyphs(self, role: GlyphFate, glyphs: int) -> None:
        """Count glyphs of the current page under their fate."""
        self.account[role] += glyphs

    def record_line(self, role: GlyphFate, line: Line) -> None:
        """Count the glyphs of a line under their fate, and keep the line if it is unused."""
        self.account[role] += line.glyphs
        if role is GlyphFate.UNUSED:
            self._unused.append(line)

    def record_unread_table(self, table: Table) -> None:
        """Count a table that belongs to no project as unused, and report it."""
        self.account[GlyphFate.UNUSED] += table.glyphs
        text = shorten_text(" / ".join(cell.joined_text for cell in table.cells if cell.lines))
        self.report_finding(
            "unknown-table", f"A table of {len(table.cells)} cells belongs to no project: “{text}”."
        )

    def reassign_to_unused(self, glyphs: int, heading: str) -> None:
        """Move glyphs from the record to the unused ones: the text under a heading belongs to no project."""
        self.account[GlyphFate.RECORD] -= glyphs
        self.account[GlyphFate.UNUSED] += glyphs
        self.report_finding(
            "unused-text", f"{glyphs} characters under the heading “{heading}” belong to no project."
        )
