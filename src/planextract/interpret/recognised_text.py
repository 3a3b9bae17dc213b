"""Confidence of texts recognised in pictures: of each value, and as findings where a person should look.

What a page's picture was straightened by is undone here: source spans then are boxes of the page in the file.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from planextract.interpret.departments import Organisation
from planextract.interpret.source_spans import iter_project_texts
from planextract.model.findings import make_finding
from planextract.model.geometry import Box
from planextract.model.plan import Finding
from planextract.model.raw_plan import RawPlan, RawProject, SourceSpan, TracedText
from planextract.model.recognition import (
    DOUBTFUL_CONFIDENCE,
    SURE_CONFIDENCE,
    DoubtfulCharacter,
    LayerDisagreement,
    PageRecognition,
)

_T = TypeVar("_T")

_MAX_LISTED = 6
"""Characters or readings that one message lists."""

Recognitions = Mapping[int, PageRecognition]
"""The recognition results by page."""


class RecognisedValue(NamedTuple):
    """A value of a project that was read in a picture, as a whole or in part."""

    project: RawProject
    pointer: str
    text: TracedText
    confidence: float
    doubtful: tuple[DoubtfulCharacter, ...]
    """Its characters that are less sure than DOUBTFUL_CONFIDENCE."""
    disagreements: tuple[LayerDisagreement, ...]


def find_recognised_values(
    draft: RawPlan, recognitions: Recognitions, organisation: Organisation
) -> list[RecognisedValue]:
    """Return the values read in pictures, with how sure they are, in the order of the plan."""
    if not recognitions:
        return []
    return [
        value
        for project in (*draft.projects, *draft.hidden)
        for pointer, text in iter_project_texts(project, organisation)
        if text is not None and (value := _measure(project, pointer, text, recognitions)) is not None
    ]


def _measure(
    project: RawProject, pointer: str, text: TracedText, recognitions: Recognitions
) -> RecognisedValue | None:
    characters: list[DoubtfulCharacter] = []
    disagreements: list[LayerDisagreement] = []
    is_recognised = False
    for span in dict.fromkeys(text.spans):
        page = recognitions.get(span.page)
        if page is None:
            continue
        found = [c for c in page.characters if _has_middle(span.box, c.box)]
        characters += found
        disagreements += [d for d in page.disagreements if _has_middle(span.box, d.box)]
        words = any(_has_middle(span.box, word.box) for word in page.words)
        is_recognised = is_recognised or page.method != "text" or bool(found) or words
    if not is_recognised:
        return None
    # Of a line that holds several values only the characters of this one matter.
    own = [c for c in characters if c.text in text.text] if text.text else []
    return RecognisedValue(
        project,
        pointer,
        text,
        min((c.confidence for c in own), default=SURE_CONFIDENCE),
        tuple(c for c in own if c.confidence < DOUBTFUL_CONFIDENCE),
        tuple(disagreements),
    )


def _has_middle(box: Box, other: Box) -> bool:
    return box.has_point((other.x0 + other.x1) / 2, (other.top + other.bottom) / 2)


def list_recognition_findings(
    values: Iterable[RecognisedValue], recognitions: Recognitions
) -> Iterator[Finding]:
    """Yield the findings about recognised text: recovered words, doubtful characters, disagreeing readings."""
    seen: dict[int, list[Box]] = {}
    for value in values:
        page = value.text.spans[0].page if value.text.spans else None
        boxes = seen.setdefault(page or 0, [])
        if value.doubtful:
            boxes += [c.box for c in value.doubtful]
            message = (
                f"{value.pointer} of project {value.project.id} is read in the picture as "
                f"“{_shorten(value.text.text)}”, and not surely: {_list_characters(value.doubtful)}."
            )
            yield make_finding("ocr-doubtful", message, project=value.project.id, page=page)
        if value.disagreements:
            boxes += [d.box for d in value.disagreements]
            readings = "; ".join(_contrast(found) for found in value.disagreements[:_MAX_LISTED])
            message = f"{value.pointer} of project {value.project.id} has two readings: {readings}."
            yield make_finding("ocr-disagreement", message, project=value.project.id, page=page)
    for number in sorted(recognitions):
        yield from _list_page_findings(number, recognitions[number], seen.get(number, []))


def _list_page_findings(number: int, page: PageRecognition, seen: list[Box]) -> Iterator[Finding]:
    for word in page.words:
        box = word.box
        message = (
            f"“{word.text}” is recovered from its picture, sure to {word.confidence:.0%}: its font has no "
            f"Unicode map (from {box.x0:.0f}, {box.top:.0f} to {box.x1:.0f}, {box.bottom:.0f} points)."
        )
        yield make_finding("recovered-word", message, page=number)
    if page.method == "text":
        return
    known = set(seen)
    doubtful = [c for c in page.characters if c.confidence < DOUBTFUL_CONFIDENCE and c.box not in known]
    if doubtful:
        message = f"Characters outside the projects are not surely read: {_list_characters(doubtful)}."
        yield make_finding("ocr-doubtful", message, page=number)
    others = [d for d in page.disagreements if d.box not in known]
    if others:
        readings = "; ".join(map(_contrast, others[:_MAX_LISTED]))
        message = f"{len(others)} lines outside the projects have two readings: {readings}."
        yield make_finding("ocr-disagreement", message, page=number)


def _list_characters(characters: Iterable[DoubtfulCharacter]) -> str:
    listed = sorted(characters, key=lambda c: c.confidence)
    texts = [
        f"{c.text} ({c.confidence:.0%}{f', or {c.rival}' if c.rival.strip() else ''})"
        for c in listed[:_MAX_LISTED]
    ]
    rest = len(listed) - len(texts)
    return ", ".join(texts) + (f" and {rest} more" if rest else "")


def _contrast(found: LayerDisagreement) -> str:
    return f"“{_shorten(found.picture_text)}” in the picture, “{_shorten(found.layer_text)}” in the text layer"


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def map_to_paper(draft: RawPlan, recognitions: Recognitions) -> RawPlan:
    """Return the raw plan with the source spans of straightened pages mapped to the pages in the file."""
    moved = {number: page for number, page in recognitions.items() if page.to_paper is not None}
    return _map_spans(draft, moved) if moved else draft


def _map_spans(value: _T, moved: Recognitions) -> _T:
    """Map every source span inside a value that is made of tuples and frozen dataclasses."""
    result: Any = value
    if isinstance(value, SourceSpan):
        page = moved.get(value.page)
        if page is not None and page.to_paper is not None:
            result = SourceSpan(value.page, page.to_paper.map_rectangle(*value.box))
    elif isinstance(value, tuple):
        parts = [_map_spans(part, moved) for part in value]
        result = type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        result = dataclasses.replace(
            value,
            **{
                part.name: _map_spans(getattr(value, part.name), moved)
                for part in dataclasses.fields(value)
                if part.init
            },
        )
    return result  # type: ignore[no-any-return]
