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

from planextract.families.block.grammar import Grammar
from planextract.japanese.widths import bare
from planextract.model.findings import finding, shortened
from planextract.model.layout import PageLayout
from planextract.model.plan import Finding
from planextract.structure.page_rows import PageRows, Row, rows_of, strategy_number
from planextract.structure.repeated_parts import Strip, strips

SAME = 0.6
"""Least share of the text of two pages that is in rows common to both, from which one is a copy of the other.

Rows that continue from the page before may differ from those above in little more than a number, but all of
them do."""

ALIKE = 60.0
"""Least similarity (rapidfuzz ratio, 0 to 100) of two lines or rows that are versions of one."""

_TOO_OFTEN = 16
"""Number of pages with the same row from which it is ignored, as the header of a table is on every page.

To compare all of them would make each page of a long plan slower than the last."""


class Change(NamedTuple):
    """A line or row of which only one page has this version; None where the other page has none."""

    project: str | None
    first: Row | None
    copy: Row | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """The blocks of a page that repeat an earlier page, and the findings on them."""

    blocks: frozenset[int]
    """The indices of the repeated blocks in the page layout."""
    findings: tuple[Finding, ...]


class Memory:
    """The pages read so far, in which the originals of repeated pages are found."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._pages: dict[int, PageRows] = {}
        """The pages with new content, by their position in the order in which all were read (their turn)."""
        self._turn = 0
        self._last = 0
        """The turn of the page that the last one repeats; its own turn when it was new."""
        self._where: defaultdict[str, list[int]] = defaultdict(list)
        """The turns of the pages on which each distinctive row is printed, by its text."""
        self._project: str | None = None
        self._strategy: int | None = None

    def repeated(self, layout: PageLayout, furniture: frozenset[int]) -> Repeat | None:
        """Return the parts of a page that repeat an earlier one; None when all of it is new.

        The page is remembered for later ones, without the repeated parts."""
        page = self._page(layout, furniture)
        self._turn += 1
        for turn in self._likely(page):
            first = self._pages[turn]
            if self._may_be_copy(page, first, turn):
                changes = tuple(_changes(first, page))
                # A continued table has new content under the header that it repeats.
                if all(copy is None or ours or copy.is_line for _, ours, copy in changes):
                    self._last = turn
                    if any(ours is None for _, ours, _ in changes):
                        self._remember(page)  # it may be repeated itself, with its new content
                    return _told(page, first, changes)
        found = strips(page, self._shown_on, self._grammar)
        again = {row for strip in found for row in range(strip.start, strip.end)}
        self._remember(page, again)
        if not found:
            return None
        blocks = frozenset(page.rows[index].block for index in again)
        return Repeat(blocks, tuple(_told_of_strip(strip, page) for strip in found))

    def _shown_on(self, text: str) -> Iterator[PageRows]:
        """Yield the earlier pages with a distinctive row of this text, while these are few."""
        return map(self._pages.__getitem__, self._turns_with(text))

    def _turns_with(self, text: str) -> Sequence[int]:
        """Return the turns of the earlier pages with a row of this text; none when these are many."""
        turns = self._where.get(text, ())
        return turns if len(turns) < _TOO_OFTEN else ()

    def _remember(self, page: PageRows, again: Collection[int] = ()) -> None:
        """Keep a page for comparison with later ones.

        `again` are the indices of its repeated rows, which are looked up on the page that printed them
        first."""
        self._last = self._turn
        self._pages[self._turn] = page
        for text in {
            row.plain for index, row in enumerate(page.rows) if row.is_telling and index not in again
        }:
            self._where[text].append(self._turn)
        for row in page.rows:
            self._project = row.project or self._project
            self._strategy = strategy_number(row.printed, self._grammar) or self._strategy

    def _page(self, layout: PageLayout, furniture: frozenset[int]) -> PageRows:
        """Return a page as rows, with the projects and headings that are printed on it."""
        rows = tuple(rows_of(layout, furniture, self._grammar, self._strategy))
        grammar = self._grammar
        return PageRows(
            layout.number,
            rows,
            frozenset(row.project for row in rows if row.project is not None),
            frozenset(row.plain for row in rows if row.is_line and grammar.numbered(row.printed)),
            self._project,
            sum(len(row.plain) for row in rows),
        )

    def _likely(self, page: PageRows) -> list[int]:
        """Return the turns of the earlier pages that this one may repeat, the most likely first.

        These are the page that has most of its rows in common, then the page repeated last and the one after
        it: a page is bound in right after its original, or a copy of several pages continues."""
        shared: Counter[int] = Counter()
        for text in {row.plain for row in page.rows}:
            for turn in self._turns_with(text):
                shared[turn] += len(text)
        most = [min(shared, key=lambda turn: (-shared[turn], turn))] if shared else []
        return [turn for turn in (*most, self._last, self._last + 1) if turn in self._pages]

    def _may_be_copy(self, page: PageRows, first: PageRows, turn: int) -> bool:
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
        return 0 < SAME * max(page.length, first.length) <= same


def _changes(first: PageRows, page: PageRows) -> Iterator[Change]:
    """Yield every difference between a copy and its first page, with the project in which it is."""
    project = first.before
    ours: list[Row] = []
    theirs: list[Row] = []
    keys = [[row.key for row in each.rows] for each in (first, page)]
    for step in Levenshtein.opcodes(*keys):
        stretch = first.rows[step.src_start : step.src_end]
        if step.tag != "equal":
            ours += stretch
            theirs += page.rows[step.dest_start : step.dest_end]
            continue
        yield from _paired(project, ours, theirs)
        ours, theirs = [], []
        for row in stretch:
            project = row.project or project
    yield from _paired(project, ours, theirs)


def _paired(project: str | None, ours: Iterable[Row], theirs: Iterable[Row]) -> Iterator[Change]:
    """Yield the differences between two stretches of rows, each row beside its most similar one."""
    ours, left = ([row for row in rows if not row.outermost] for rows in (ours, theirs))
    if "".join(row.plain for row in ours) == "".join(row.plain for row in left):
        return  # lines that break elsewhere
    for row in ours:
        likely = [(_likeness(row, other), -index) for index, other in enumerate(left)]
        likeness, index = max(likely, default=(0.0, 0))
        yield Change(project, row, left.pop(-index) if likeness >= ALIKE else None)
    for row in left:
        yield Change(project, None, row)


def _likeness(row: Row, other: Row) -> float:
    """Return the similarity of two rows from 0 to 100; 0 for table rows with different columns."""
    if [column for column, _ in row.key] != [column for column, _ in other.key]:
        return 0.0
    return fuzz.ratio(row.plain, other.plain)


def _told_of_strip(strip: Strip, page: PageRows) -> Finding:
    """Return the finding on a part of an earlier page that is printed again."""
    first = shortened(page.rows[strip.start].printed)
    return finding(
        "repeated-block",
        f"A part of page {strip.source}, from “{first}” on, stands again on page {page.number}.",
        page=page.number,
    )


def _told(page: PageRows, first: PageRows, changes: Iterable[Change]) -> Repeat:
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
                f"“{one}” and “{other}”"
                for one, other in zip(ours.texts, theirs.texts, strict=True)
                if bare(one) != bare(other)
            ]
            findings.append(
                finding(
                    "conflicting-copies",
                    f"Page {first.number} is bound in again as page {page.number} with different values: "
                    f"{', '.join(values)}.",
                    project=project,
                    page=page.number,
                )
            )
    if not findings:
        without = f", without “{shortened(' / '.join(missing))}”" if missing else ""
        findings.append(
            finding(
                "repeated-page",
                f"Page {page.number} says what page {first.number} says{without}.",
                page=page.number,
            )
        )
    return Repeat(frozenset(row.block for row in page.rows) - new, tuple(findings))
