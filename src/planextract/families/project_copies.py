"""Comparison of projects that are printed more than once."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from planextract.japanese.widths import match_key
from planextract.model.findings import make_finding
from planextract.model.plan import Finding
from planextract.model.raw_plan import RawItem, RawProject, TracedText, join_texts

SAME_TITLE_MIN_SIMILARITY = 60.0
"""Similarity (rapidfuzz ratio, 0 to 100) below which two titles are of different projects."""


def compare_copies(first: RawProject, copy: RawProject) -> Iterator[Finding]:
    """Yield findings on a project that is printed again: a reused number, conflicting values or a repetition.

    A copy may be cut off, as when only a part of an earlier page is shown, so its missing parts are not
    conflicts."""
    where = f"on page {first.page} and again on page {copy.page}"
    if (
        first.title
        and copy.title
        and fuzz.ratio(match_key(first.title.text), match_key(copy.title.text)) < SAME_TITLE_MIN_SIMILARITY
    ):
        yield make_finding(
            "number-repeat",
            f"“{first.title.text}” and “{copy.title.text}” both bear the number {first.id}, {where}.",
            project=first.id,
            page=copy.page,
        )
        return
    differences = list(_find_copy_differences(first, copy))
    for what, one, other in differences:
        yield make_finding(
            "conflicting-copies",
            f"Project {first.id} stands {where} with different values: {what} “{one}” and “{other}”.",
            project=first.id,
            page=copy.page,
        )
    if not differences:
        yield make_finding(
            "repeated-block", f"Project {first.id} stands {where}.", project=first.id, page=copy.page
        )


def _find_copy_differences(first: RawProject, copy: RawProject) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each field in which two copies differ, with both values."""
    for what, one, other in (
        ("title", _text_or_empty(first.title), _text_or_empty(copy.title)),
        ("description", first.description.text, copy.description.text),
        ("departments", join_texts(first.departments, "　").text, join_texts(copy.departments, "　").text),
    ):
        if match_key(one) not in match_key(other) and match_key(other) not in match_key(one):
            yield what, one, other
    if first.title and copy.title and _join_marks(first) != _join_marks(copy):
        yield "mark", _join_marks(first), _join_marks(copy)
    yield from _find_item_differences(first.items, copy.items)
    if first.budget and copy.budget:
        for here, there in zip(first.budget.cells, copy.budget.cells, strict=False):
            if here.period == there.period and match_key(here.text) != match_key(there.text):
                yield f"budget of {here.period.key}", here.text, there.text
    for row, repeated in zip(first.relisted, copy.relisted, strict=False):
        one, other = join_texts(row, " / ").text, join_texts(repeated, " / ").text
        if match_key(one) != match_key(other):
            yield "relisted row", one, other
    texts = {note.marker.text: note.text.text for note in first.footnotes}
    for note in copy.footnotes:
        known = texts.get(note.marker.text)
        if known is not None and match_key(note.text.text) != match_key(known):
            yield f"footnote {note.marker.text}", known, note.text.text


def _text_or_empty(printed: TracedText | None) -> str:
    """Return the text, empty where there is none."""
    return printed.text if printed is not None else ""


def _join_marks(project: RawProject) -> str:
    """Return the marks of a project in one string, ★ included."""
    return "".join([*project.marks, *("★" for _ in range(project.starred))]) or "no mark"


def _find_item_differences(
    first: tuple[RawItem, ...], copy: tuple[RawItem, ...]
) -> Iterator[tuple[str, str, str]]:
    """Yield the differences between the rows of goals of two copies, which are matched by their goals."""
    goals = {match_key(item.goal.text): item for item in first}
    unmatched = [item for item in copy if match_key(item.goal.text) not in goals]
    for item in copy:
        match = goals.get(match_key(item.goal.text))
        if match is None:
            continue
        for here, there in zip(match.cells, item.cells, strict=False):
            if here.period == there.period and match_key(here.text) != match_key(there.text):
                yield f"{item.goal.text}, {here.period.key}:", here.text, there.text
    copied = {match_key(item.goal.text) for item in copy}
    missing = [item for item in first if match_key(item.goal.text) not in copied]
    for one, other in zip(missing, unmatched, strict=False):
        yield "goal", one.goal.text, other.goal.text
