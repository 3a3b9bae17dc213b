"""Detection of pages that are bound into a file twice: the first is kept, and the repeat is reported.

Two pages are compared row by row, by their normalised text together with its structure, so a copy may lack
a line, have a changed value, or print another page number. Pages that are only similar number their projects
otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from planextract.japanese.widths import match_key
from planextract.model.findings import FindingCode, finding
from planextract.model.layout import PageLayout
from planextract.model.plan import Finding
from planextract.structure.page_recogniser import PageRecogniser
from planextract.structure.page_rows import ComparedRow, PageRows, iterate_page_rows
from planextract.structure.repeated_parts import RepeatedPart, find_repeated_parts

COPY_MIN_SHARED_SHARE = 0.6
"""Least share of the text of two pages that is in rows common to both, from which one is a copy of the other.

Rows that continue from the page before may differ from those above in little more than a number, but all of
them do."""

ROW_VERSION_MIN_SIMILARITY = 60.0
"""Least similarity (rapidfuzz ratio, 0 to 100) of two lines or rows that are versions of one."""

_COMMON_ROW_MIN_PAGES = 16
"""Number of pages with the same row from which it is ignored, as the header of a table is on every page.

To compare all of them would make each page of a long plan slower than the last."""


class RowDifference(NamedTuple):
    """A line or row of which only one page has this version; None where the other page has none."""

    project: str | None
    first: ComparedRow | None
    copy: ComparedRow | None


@dataclass(frozen=True, slots=True)
class RepeatedContent:
    """The blocks of a page that repeat an earlier page, and the findings on them."""

    blocks: frozenset[int]
    """The indices of the repeated blocks in the page layout."""
    findings: tuple[Finding, ...]


class PageMemory:
    """The pages read so far, in which the originals of repeated pages are found."""

    def __init__(self, recogniser: PageRecogniser) -> None:
        self._recogniser = recogniser
        self._pages: dict[int, PageRows] = {}
        """The pages with new content, by their position in the order in which all were read (their turn)."""
        self._turn = 0
        self._last = 0
        """The turn of the page that the last one repeats; its own turn when it was new."""
        self._where: defaultdict[str, list[int]] = defaultdict(list)
        """The turns of the pages on which each distinctive row is printed, by its text."""
        self._project: str | None = None
        self._strategy: int | None = None

    def find_repeated_content(self, layout: PageLayout, furniture: frozenset[int]) -> RepeatedContent | None:
        """Return the parts of a page that repeat an earlier one; None when all of it is new.

        The page is remembered for later ones, without the repeated parts."""
        page = self._read_page_rows(layout, furniture)
        self._turn += 1
        for turn in self._find_likely_originals(page):
            first = self._pages[turn]
            if self._is_likely_copy(page, first, turn):
                changes = tuple(_find_differences(first, page))
                # A continued table has new content under the header that it repeats.
                if all(copy is None or ours or copy.is_line for _, ours, copy in changes):
                    self._last = turn
                    if any(ours is None for _, ours, _ in changes):
                        self._remember_page(page)  # it may be repeated itself, with its new content
                    return _report_copy(page, first, changes)
        found = find_repeated_parts(page, self._find_pages_with, self._recogniser)
        again = {row for strip in found for row in range(strip.start, strip.end)}
        self._remember_page(page, again)
        if not found:
            return None
        blocks = frozenset(page.rows[index].block for index in again)
        return RepeatedContent(blocks, tuple(_report_repeated_part(strip, page) for strip in found))

    def _find_pages_with(self, text: str) -> Iterator[PageRows]:
        """Yield the earlier pages with a distinctive row of this text, while these are few."""
        return map(self._pages.__getitem__, self._find_turns_with(text))

    def _find_turns_with(self, text: str) -> Sequence[int]:
        """Return the turns of the earlier pages with a row of this text; none when these are many."""
        turns = self._where.get(text, ())
        return turns if len(turns) < _COMMON_ROW_MIN_PAGES else ()

    def _remember_page(self, page: PageRows, again: Collection[int] = ()) -> None:
        """Keep a page for comparison with later ones.

        `again` are the indices of its repeated rows, which are looked up on the page that printed them
        first."""
        self._last = self._turn
        self._pages[self._turn] = page
        for text in {
            row.plain for index, row in enumerate(page.rows) if row.is_distinctive and index not in again
        }:
            self._where[text].append(self._turn)
        for row in page.rows:
            self._project = row.project or self._project
            self._strategy = self._recogniser.read_strategy_number(row.printed) or self._strategy

    def _read_page_rows(self, layout: PageLayout, furniture: frozenset[int]) -> PageRows:
        """Return a page as rows, with the projects and headings that are printed on it."""
        rows = tuple(iterate_page_rows(layout, furniture, self._recogniser, self._strategy))
        recogniser = self._recogniser
        return PageRows(
            layout.number,
            rows,
            frozenset(row.project for row in rows if row.project is not None),
            frozenset(row.plain for row in rows if row.is_line and recogniser.is_numbered(row.printed)),
            self._project,
            sum(len(row.plain) for row in rows),
        )

    def _find_likely_originals(self, page: PageRows) -> list[int]:
        """Return the turns of the earlier pages that this one may repeat, the most likely first.

        These are the page that has most of its rows in common, then the page repeated last and the one after
        it: a page is bound in right after its original, or a copy of several pages continues."""
        shared: Counter[int] = Counter()
        for text in {row.plain for row in page.rows}:
            for turn in self._find_turns_with(text):
                shared[turn] += len(text)
        most = [min(shared, key=lambda turn: (-shared[turn], turn))] if shared else []
        return [turn for turn in (*most, self._last, self._last + 1) if turn in self._pages]

    def _is_likely_copy(self, page: PageRows, first: PageRows, turn: int) -> bool:
        """Return whether a page is similar enough to an earlier one to be a copy of it."""
        if page.projects:
            if not page.projects <= first.projects:
                return False
        elif page.headings:
            if not page.headings <= first.headings:
                return False
        elif self._last not in (turn, turn - 1):
            return False  # two projects may end alike, on pages of their own
        common = Counter(row.key for row in page.rows) & Counter(row.key for row in first.rows)
        same = sum(count * len(text) for key, count in common.items() for _, text in key)
        # A table of contents has all the headings of a page, and much else.
        return 0 < COPY_MIN_SHARED_SHARE * max(page.length, first.length) <= same


def _find_differences(first: PageRows, page: PageRows) -> Iterator[RowDifference]:
    """Yield every difference between a copy and its first page, with the project in which it is."""
    project = first.before
    ours: list[ComparedRow] = []
    theirs: list[ComparedRow] = []
    keys = [[row.key for row in each.rows] for each in (first, page)]
    for step in Levenshtein.opcodes(*keys):
        stretch = first.rows[step.src_start : step.src_end]
        if step.tag != "equal":
            ours += stretch
            theirs += page.rows[step.dest_start : step.dest_end]
            continue
        yield from _pair_different_rows(project, ours, theirs)
        ours, theirs = [], []
        for row in stretch:
            project = row.project or project
    yield from _pair_different_rows(project, ours, theirs)


def _pair_different_rows(
    project: str | None, ours: Iterable[ComparedRow], theirs: Iterable[ComparedRow]
) -> Iterator[RowDifference]:
    """Yield the differences between two stretches of rows, each row beside its most similar one."""
    ours, left = ([row for row in rows if not row.outermost] for rows in (ours, theirs))
    if "".join(row.plain for row in ours) == "".join(row.plain for row in left):
        return  # lines that break elsewhere
    for row in ours:
        likely = [(_measure_similarity(row, other), -index) for index, other in enumerate(left)]
        likeness, index = max(likely, default=(0.0, 0))
        yield RowDifference(
            project, row, left.pop(-index) if likeness >= ROW_VERSION_MIN_SIMILARITY else None
        )
    for row in left:
        yield RowDifference(project, None, row)


def _measure_similarity(row: ComparedRow, other: ComparedRow) -> float:
    """Return the similarity of two rows from 0 to 100; 0 for table rows with different columns."""
    if [column for column, _ in row.key] != [column for column, _ in other.key]:
        return 0.0
    return fuzz.ratio(row.plain, other.plain)


def _report_repeated_part(strip: RepeatedPart, page: PageRows) -> Finding:
    """Return the finding on a part of an earlier page that is printed again."""
    return finding(
        FindingCode.REPEATED_BLOCK,
        page=page.number,
        first_page=strip.source,
        text=page.rows[strip.start].printed,
    )


def _report_copy(page: PageRows, first: PageRows, changes: Iterable[RowDifference]) -> RepeatedContent:
    """Return the repeated blocks of a copy, with a finding on each conflict or else on the repetition."""
    findings = []
    missing = []
    new = set()
    for project, ours, theirs in changes:
        if ours is None and theirs is not None:
            new.add(theirs.block)
        elif ours is not None and theirs is None:
            missing.append(ours.printed)
        elif ours is not None and theirs is not None:
            values = [
                (one, other)
                for one, other in zip(ours.texts, theirs.texts, strict=True)
                if match_key(one) != match_key(other)
            ]
            findings.append(
                finding(
                    FindingCode.CONFLICTING_COPIES,
                    page=page.number,
                    project=project,
                    first_page=first.number,
                    first=[one for one, _ in values],
                    copy=[other for _, other in values],
                )
            )
    if not findings:
        facts = {"missing": " / ".join(missing)} if missing else {}
        findings.append(
            finding(FindingCode.REPEATED_PAGE, page=page.number, first_page=first.number, **facts)
        )
    return RepeatedContent(frozenset(row.block for row in page.rows) - new, tuple(findings))
