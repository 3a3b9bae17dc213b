"""Comparison of projects that are printed more than once."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from planextract.japanese.widths import bare
from planextract.model.findings import finding
from planextract.model.plan import Finding
from planextract.model.raw_plan import DraftItem, DraftProject, Printed, joined

SAME_TITLE = 60.0
"""Similarity (rapidfuzz ratio, 0 to 100) below which two titles are of different projects."""


def compare(first: DraftProject, copy: DraftProject) -> Iterator[Finding]:
    """Yield findings on a project that is printed again: a reused number, conflicting values or a repetition.

    A copy may be cut off, as when only a part of an earlier page is shown, so its missing parts are not
    conflicts."""
    where = f"on page {first.page} and again on page {copy.page}"
    if first.title and copy.title and fuzz.ratio(bare(first.title.text), bare(copy.title.text)) < SAME_TITLE:
        yield finding(
            "number-repeat",
            f"“{first.title.text}” and “{copy.title.text}” both bear the number {first.id}, {where}.",
            project=first.id,
            page=copy.page,
        )
        return
    differences = list(_differences(first, copy))
    for what, one, other in differences:
        yield finding(
            "conflicting-copies",
            f"Project {first.id} stands {where} with different values: {what} “{one}” and “{other}”.",
            project=first.id,
            page=copy.page,
        )
    if not differences:
        yield finding(
            "repeated-block", f"Project {first.id} stands {where}.", project=first.id, page=copy.page
        )


def _differences(first: DraftProject, copy: DraftProject) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each field in which two copies differ, with both values."""
    for what, one, other in (
        ("title", _text(first.title), _text(copy.title)),
        ("description", first.description.text, copy.description.text),
        ("departments", joined(first.departments, "　").text, joined(copy.departments, "　").text),
    ):
        if bare(one) not in bare(other) and bare(other) not in bare(one):
            yield what, one, other
    if first.title and copy.title and _marks(first) != _marks(copy):
        yield "mark", _marks(first), _marks(copy)
    yield from _item_differences(first.items, copy.items)
    if first.budget and copy.budget:
        for here, there in zip(first.budget.cells, copy.budget.cells, strict=False):
            if here.period == there.period and bare(here.text) != bare(there.text):
                yield f"budget of {here.period.key}", here.text, there.text
    for row, repeated in zip(first.relisted, copy.relisted, strict=False):
        one, other = joined(row, " / ").text, joined(repeated, " / ").text
        if bare(one) != bare(other):
            yield "relisted row", one, other
    texts = {note.marker.text: note.text.text for note in first.footnotes}
    for note in copy.footnotes:
        known = texts.get(note.marker.text)
        if known is not None and bare(note.text.text) != bare(known):
            yield f"footnote {note.marker.text}", known, note.text.text


def _text(printed: Printed | None) -> str:
    """Return the text, empty where there is none."""
    return printed.text if printed is not None else ""


def _marks(project: DraftProject) -> str:
    """Return the marks of a project in one string, ★ included."""
    return "".join([*project.marks, *("★" for _ in range(project.starred))]) or "no mark"


def _item_differences(
    first: tuple[DraftItem, ...], copy: tuple[DraftItem, ...]
) -> Iterator[tuple[str, str, str]]:
    """Yield the differences between the rows of goals of two copies, which are matched by their goals."""
    goals = {bare(item.goal.text): item for item in first}
    unmatched = [item for item in copy if bare(item.goal.text) not in goals]
    for item in copy:
        match = goals.get(bare(item.goal.text))
        if match is None:
            continue
        for here, there in zip(match.cells, item.cells, strict=False):
            if here.period == there.period and bare(here.text) != bare(there.text):
                yield f"{item.goal.text}, {here.period.key}:", here.text, there.text
    copied = {bare(item.goal.text) for item in copy}
    missing = [item for item in first if bare(item.goal.text) not in copied]
    for one, other in zip(missing, unmatched, strict=False):
        yield "goal", one.goal.text, other.goal.text
