"""Pages that are bound in again: the first stays, and the repeat is told of.

Two pages are compared row by row, by their normalised text together with its structure, so a copy may miss
a line, have a value changed, or bear another page number. Pages that only look alike number their projects
otherwise.
"""

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
"""Share of the text of two pages in lines and rows that stand on both, each the same as a whole. (Rows that
go on from the page before may differ from those above in little more than a number, but all do.)"""

ALIKE = 60.0
"""Similarity (rapidfuzz ratio, 0 to 100) from which two lines or rows are versions of one."""

_TOO_OFTEN = 16
"""Pages on which a row stands, as a table's header does, from which it tells nothing about any of them. (To
look through them all would make each page of a long plan dearer than the last.)"""


class Change(NamedTuple):
    """A line or row of which only one page has this version; None where the other page has none."""

    project: str | None
    first: Row | None
    copy: Row | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a page says again."""

    blocks: frozenset[int]
    findings: tuple[Finding, ...]


class Memory:
    """The pages read so far."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._pages: dict[int, PageRows] = {}
        """Those that say something new, by the order in which all came."""
        self._turn = 0
        self._last = 0
        """The page that the last one repeats; itself when it was new."""
        self._where: defaultdict[str, list[int]] = defaultdict(list)
        """The pages on which a telling row stands."""
        self._project: str | None = None
        self._strategy: int | None = None

    def repeated(self, layout: PageLayout, furniture: frozenset[int]) -> Repeat | None:
        """What a page repeats when it is bound in again; None when it is new."""
        page = self._page(layout, furniture)
        self._turn += 1
        for turn in self._likely(page):
            first = self._pages[turn]
            if self._may_be_copy(page, first, turn):
                changes = tuple(_changes(first, page))
                # A table that goes on says something new under the header that it repeats.
                if all(copy is None or ours or copy.is_line for _, ours, copy in changes):
                    self._last = turn
                    if any(ours is None for _, ours, _ in changes):
                        self._remember(page)  # it may be bound in again itself, with what it says besides
                    return _told(page, first, changes)
        found = strips(page, self._shown_on, self._grammar)
        again = {row for strip in found for row in range(strip.start, strip.end)}
        self._remember(page, again)
        if not found:
            return None
        blocks = frozenset(page.rows[index].block for index in again)
        return Repeat(blocks, tuple(_told_of_strip(strip, page) for strip in found))

    def _shown_on(self, text: str) -> Iterator[PageRows]:
        """The earlier pages on which a telling row stands, while these are few."""
        return map(self._pages.__getitem__, self._turns_with(text))

    def _turns_with(self, text: str) -> Sequence[int]:
        turns = self._where.get(text, ())
        return turns if len(turns) < _TOO_OFTEN else ()

    def _remember(self, page: PageRows, again: Collection[int] = ()) -> None:
        """Keep a page for those to come; rows that it says `again` are looked for where they stood first."""
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
        """Earlier pages that this one may repeat: the one with most of its rows, then that which a page
        bound in right after its first one, or after a copy of the page before it, repeats."""
        shared: Counter[int] = Counter()
        for text in {row.plain for row in page.rows}:
            for turn in self._turns_with(text):
                shared[turn] += len(text)
        most = [min(shared, key=lambda turn: (-shared[turn], turn))] if shared else []
        return [turn for turn in (*most, self._last, self._last + 1) if turn in self._pages]

    def _may_be_copy(self, page: PageRows, first: PageRows, turn: int) -> bool:
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
    """Wherever a copy differs from its first page."""
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
    """What differs between two stretches of text, row by row."""
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
    """From 0 to 100; rows of a table are versions of one only when they stand in the same columns."""
    if [column for column, _ in row.key] != [column for column, _ in other.key]:
        return 0.0
    return fuzz.ratio(row.plain, other.plain)


def _told_of_strip(strip: Strip, page: PageRows) -> Finding:
    first = shortened(page.rows[strip.start].printed)
    return finding(
        "repeated-block",
        f"A part of page {strip.source}, from “{first}” on, stands again on page {page.number}.",
        page=page.number,
    )


def _told(page: PageRows, first: PageRows, changes: Iterable[Change]) -> Repeat:
    """The findings on a copy: where it disagrees with the first page, or that it does not."""
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
