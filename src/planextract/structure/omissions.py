"""Report what pages print that is left out, while they pass by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planextract.model.findings import FindingCode, finding, shorten_text
from planextract.model.geometry import Box, Matrix
from planextract.model.layout import PageLayout, iter_lines
from planextract.model.plan import Finding
from planextract.model.raw_plan import RawProject
from planextract.model.recognition import PageRecognition
from planextract.read.characters import REPLACEMENT_CHARACTER
from planextract.structure.unread_ink import PageInk, report_unread_ink

_MAX_LISTED_PAGES = 20
"""Pages that one finding lists."""


@dataclass(slots=True)
class Omissions:
    """The findings and counts of what is left out, collected while the pages pass by."""

    findings: list[Finding] = field(default_factory=list)
    """Findings about omitted characters and annotations."""
    ink: list[PageInk] = field(default_factory=list)
    """Areas of each page that may show words and are not read."""
    turned: dict[int, Matrix] = field(default_factory=dict)
    """Map to the visible page of each page that was turned to read upright."""
    lost: int = 0
    """Number of visible characters without a Unicode value in the file."""
    pictures: list[int] = field(default_factory=list)
    """Pages that are pictures and were not read."""
    recognitions: dict[int, PageRecognition] = field(default_factory=dict)
    """Recognition results by page, of the pages that have some."""

    def watch_pages(self, pages: Iterable[PageLayout]) -> Iterator[PageLayout]:
        """Yield the pages unchanged, and collect what is left out of them."""
        for layout in pages:
            if layout.controls:
                self._report(FindingCode.CONTROL_CHARACTER, layout.number, count=layout.controls)
            if layout.unexplained_bars:
                self._report(FindingCode.UNEXPLAINED_SHAPE, layout.number, count=layout.unexplained_bars)
            if layout.annotations:
                self._report(FindingCode.ANNOTATION_TEXT, layout.number, count=layout.annotations)
            if layout.differences:
                self._report(FindingCode.ENGINES_DIFFER, layout.number, count=layout.differences)
            if layout.struck_out:
                text = shorten_text(layout.struck_out)
                self.findings.append(finding(FindingCode.STRUCK_OUT, page=layout.number, text=text))
            if layout.is_damaged:
                self.findings.append(finding(FindingCode.DAMAGED_PAGE, page=layout.number))
            if layout.back is not None:
                self.turned[layout.number] = layout.back
            if layout.unread_ink:
                self.ink.append(PageInk(layout.number, layout.width, layout.height, layout.unread_ink))
            if layout.recognition is not None:
                self.recognitions[layout.number] = layout.recognition
            if layout.is_unread_picture:
                self.pictures.append(layout.number)
            self.lost += sum(line.text.count(REPLACEMENT_CHARACTER) for line in iter_lines(layout.blocks))
            yield layout

    def list_findings(self) -> list[Finding]:
        """Return the findings, with one about all pages that are pictures and were not read."""
        if not self.pictures:
            return self.findings
        pages = [str(page) for page in self.pictures[:_MAX_LISTED_PAGES]]
        missing = finding(
            FindingCode.OCR_MISSING, page=self.pictures[0], count=len(self.pictures), pages=pages
        )
        return [*self.findings, missing]

    def report_unread_ink(self, projects: Iterable[RawProject]) -> Iterator[Finding]:
        """Yield the findings about pictures and drawn letters, once it is known where the projects are."""
        yield from report_unread_ink(self.ink, projects)

    def locate_on_page(self, page: int, box: Box) -> Box:
        """Return a box of a page as it was read on the visible page."""
        return self.turned[page].map_rectangle(*box) if page in self.turned else box

    def _report(self, code: FindingCode, page: int, *, count: int) -> None:
        self.findings.append(finding(code, page=page, count=count))
