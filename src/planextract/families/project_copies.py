"""Comparison of projects that are printed more than once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from planextract.japanese.widths import match_key
from planextract.model.field_values import iter_paired_values
from planextract.model.findings import FindingCode, finding
from planextract.model.plan import Finding
from planextract.model.raw_plan import RawItem, RawProject, TracedText, join_texts
from planextract.model.record import Fact

SAME_TITLE_MIN_SIMILARITY = 60.0
"""Similarity (rapidfuzz ratio, 0 to 100) below which two titles are of different projects."""


def compare_copies(first: RawProject, copy: RawProject) -> Iterator[Finding]:
    """Yield findings on a project that is printed again: a reused number, conflicting values or a repetition.

    A copy may be cut off, as when only a part of an earlier page is shown, so its missing parts are not
    conflicts."""
    if (
        first.title
        and copy.title
        and fuzz.ratio(match_key(first.title.text), match_key(copy.title.text)) < SAME_TITLE_MIN_SIMILARITY
    ):
        yield finding(
            FindingCode.NUMBER_REPEAT,
            page=copy.page,
            project=first.id,
            pointer="/title",
            first_page=first.page,
            first=first.title.text,
            copy=copy.title.text,
        )
        return
    differences = list(_find_copy_differences(first, copy))
    for different in differences:
        yield finding(
            FindingCode.CONFLICTING_COPIES,
            page=copy.page,
            project=first.id,
            pointer=different.pointer,
            first_page=first.page,
            first=different.first,
            copy=different.copy,
            **_name_cell(first, different.pointer),
        )
    if not differences:
        yield finding(FindingCode.REPEATED_BLOCK, page=copy.page, project=first.id, first_page=first.page)


class _CopyDifference(NamedTuple):
    """A value in which two copies of a project differ."""

    pointer: str
    first: str
    copy: str


def _find_copy_differences(first: RawProject, copy: RawProject) -> Iterator[_CopyDifference]:
    """Yield each value in which two copies differ."""
    if first.title and copy.title and _join_marks(first) != _join_marks(copy):
        yield _CopyDifference("/starred", _join_marks(first), _join_marks(copy))
    yield from _pair_other_goals(first.items, copy.items)
    for field, pointer, ours, theirs in iter_paired_values(first.parts, copy.parts):
        one, other = _join_lines(ours), _join_lines(theirs)
        if not (_is_part(one, other) if field.can_be_cut_off else match_key(one) == match_key(other)):
            yield _CopyDifference(pointer, one, other)


def _is_part(one: str, other: str) -> bool:
    """Return whether one of two texts contains the other."""
    return match_key(one) in match_key(other) or match_key(other) in match_key(one)


def _join_lines(printed: TracedText | tuple[TracedText, ...]) -> str:
    """Return a text as printed, lines of departments with a space between them."""
    return printed.text if isinstance(printed, TracedText) else join_texts(printed, "　").text


def _join_marks(project: RawProject) -> str:
    """Return the marks of a project in one string, ★ included."""
    return "".join([*project.marks, *("★" for _ in range(project.starred))])


def _name_cell(project: RawProject, pointer: str) -> dict[str, Fact]:
    """Return the goal and the period of a cell, or the period of a budget, by name."""
    match pointer.split("/")[1:]:
        case ["items", row, "cells", column, _]:
            item = project.items[int(row)]
            return {"goal": item.goal.text, "period": item.cells[int(column)].period.key}
        case ["budget", "amounts", column, _] if project.budget is not None:
            return {"period": project.budget.years[int(column)].period.key}
    return {}


def _pair_other_goals(first: tuple[RawItem, ...], copy: tuple[RawItem, ...]) -> Iterator[_CopyDifference]:
    """Yield a difference for each goal that only one copy has and the goal in its place in the other."""
    goals, copied = ({match_key(item.goal.text) for item in items} for items in (first, copy))
    missing = [index for index, item in enumerate(first) if match_key(item.goal.text) not in copied]
    unmatched = [item.goal.text for item in copy if match_key(item.goal.text) not in goals]
    for index, other in zip(missing, unmatched, strict=False):
        yield _CopyDifference(f"/items/{index}/goal", first[index].goal.text, other)
