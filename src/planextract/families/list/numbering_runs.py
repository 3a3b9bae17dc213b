"""Groups the rows of lists into strategies: a strategy of a list is a run of numbers.

A list seldom prints a level that a ward's plan calls strategy, and yet the number of a project is unique only
within the run that it is counted in. So the projects of one run make up one strategy: a list whose rows are
numbered once, or the part of it under a heading where the numbers begin again. Where the numbers run on, a
heading is the section of the projects under it. A list without numbers is one run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from planextract.families.captions import is_same_title
from planextract.families.list.column_meanings import ColumnMeaning
from planextract.families.list.list_profile import ListProfile
from planextract.families.list.list_rows import ListRow, ListRowKind
from planextract.families.list.settle_list import ListEntries
from planextract.families.project_ids import NumberParts, read_number_parts
from planextract.japanese.widths import get_printed_group, match_key, narrow_width
from planextract.model.raw_plan import TracedText, join_texts


@dataclass(slots=True)
class NumberedRow:
    """A project's row in its run."""

    row: ListRow
    entries: ListEntries
    section: TracedText | None
    number: int | None
    printed: TracedText | None
    """The text of its number's cell."""
    own_number: bool
    """True if the number is printed, False if it is counted."""
    strategy: int | None
    """The number of the strategy that is printed before the project's number."""
    is_number_kept: bool
    """True in a run of numbers whose printed form says more than the number, such as 0320."""


@dataclass(slots=True)
class NumberingRun:
    """One strategy while its projects are gathered."""

    title: TracedText | None
    number: int | None = None
    """The number that its heading or its projects' numbers print, until all runs are numbered."""
    members: list[NumberedRow] = field(default_factory=list)

    @property
    def last_number(self) -> int:
        """The greatest number of its projects; 0 without numbers."""
        return max((member.number for member in self.members if member.number is not None), default=0)


def find_numbering_runs(lists: Iterable[ListEntries], profile: ListProfile) -> list[NumberingRun]:
    """Return the strategies of all lists, with every project and strategy numbered."""
    found: list[NumberingRun] = []
    for entries in lists:
        _add_list(entries, found, profile)
    found = [run for run in found if run.members]
    _assign_numbers(found)
    return found


def _add_list(entries: ListEntries, found: list[NumberingRun], profile: ListProfile) -> None:
    """Add the projects of a list to the runs found so far, or to new ones."""
    section: TracedText | None = None
    begins = True
    for index, row in enumerate(entries.rows):
        heading = entries.headings.get(index)
        if heading is not None and section is not None and is_same_title(heading.text, section.text):
            heading = None  # printed again at the top of a page
        section = heading or section
        if row.kind is not ListRowKind.PROJECT:
            continue
        (strategy, number, is_kept), printed = _read_printed_number(entries, row)
        boundary = begins or heading is not None
        known = next((run for run in found if strategy is not None and run.number == strategy), None)
        if known is None and (
            _is_new_run(found, number, strategy, boundary=boundary, begins=begins)
            or (begins and strategy is None and _has_other_number(entries.title, found[-1], profile))
        ):
            title = entries.title if begins or section is None else section
            run = NumberingRun(title, strategy)
            if not begins and section is not None:
                _move_heading_to_title(found[-1], entries)
                section = None
            if title is not None:
                titled, words = _split_title_number(title, profile)
                if run.number is None or run.number == titled:
                    run.number, run.title = titled, words
            found.append(run)
        elif begins and entries.title and match_key(entries.title.text) != _bare_text(found[-1].title):
            section = section or entries.title
        begins = False
        (known or found[-1]).members.append(
            NumberedRow(row, entries, section, number, printed, number is not None, strategy, is_kept)
        )


def _is_new_run(
    found: list[NumberingRun], number: int | None, strategy: int | None, *, boundary: bool, begins: bool
) -> bool:
    """Return whether a row begins a run of its own.

    `boundary`: a list or heading begins above it; `begins`: the list begins with it."""
    if not found:
        return True
    run = found[-1]
    if strategy is not None or (run.members and run.members[-1].strategy is not None):
        return strategy != run.number
    if number is None or not run.last_number:
        return begins
    return number <= run.last_number and (boundary or number == 1)


def _has_other_number(title: TracedText | None, run: NumberingRun, profile: ListProfile) -> bool:
    """Return whether the title of a list and that of the run before it print different numbers."""
    number = _split_title_number(title, profile)[0] if title is not None else None
    return number is not None and run.number is not None and number != run.number


def _bare_text(printed: TracedText | None) -> str | None:
    """Return the normalised text, None where there is none."""
    return match_key(printed.text) if printed is not None else None


def _move_heading_to_title(run: NumberingRun, entries: ListEntries) -> None:
    """Make the heading over all projects of a run its title, now that the next heading begins another run."""
    sections = {member.section for member in run.members if member.entries is entries}
    if len(sections) == 1 and None not in sections:
        run.title = sections.pop()
        for member in run.members:
            member.section = None


def _read_printed_number(entries: ListEntries, row: ListRow) -> tuple[NumberParts, TracedText | None]:
    """Return what the number cell of a row says of its project's id, and the text of that cell."""
    nothing = NumberParts(None, None, is_kept=False)
    index = next(
        (place for place, column in enumerate(entries.columns) if column.meaning is ColumnMeaning.NUMBER),
        None,
    )
    if index is None or not row.get_text(index):
        return nothing, None
    printed = join_texts(row.get_lines(index))
    if index in row.from_above or index in row.into_below:
        return nothing, printed  # a number beside several projects belongs to none of them
    return read_number_parts(printed.text), printed


def _split_title_number(title: TracedText, profile: ListProfile) -> tuple[int | None, TracedText]:
    """Separate the number that a pattern finds in the heading of a run from its title."""
    folded = narrow_width(title.text)
    for pattern in profile.headings:
        match = pattern.match(folded)
        if match is not None:
            return int(match["number"]), replace(title, text=get_printed_group(match, "title", title.text))
    return None, title


def _assign_numbers(found: list[NumberingRun]) -> None:
    """Give every run a unique number, and every project without a printed number the next one of its run."""
    taken: set[int] = set()
    for run in found:
        if run.number is None or run.number in taken:
            run.number = max(taken, default=0) + 1
        taken.add(run.number)
        counted = run.last_number
        is_kept = any(member.is_number_kept and member.own_number for member in run.members)
        for member in run.members:
            member.is_number_kept = is_kept
            if member.number is None:
                counted += 1
                member.number = counted
