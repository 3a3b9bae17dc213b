"""Confidence of texts recognised in pictures: of each value, and as findings where a person should look.

What a page's picture was straightened by is undone here: source spans then are boxes of the page in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from planextract.interpret.source_spans import iter_project_texts
from planextract.model.findings import FindingCode, finding
from planextract.model.geometry import Box
from planextract.model.plan import Finding
from planextract.model.raw_plan import RawPlan, RawProject, TracedText
from planextract.model.recognition import (
    DOUBTFUL_CONFIDENCE,
    SURE_CONFIDENCE,
    DoubtfulCharacter,
    LayerDisagreement,
    PageRecognition,
)
from planextract.model.record import PageMethod
from planextract.profiles.organisation import Organisation
from planextract.structure.relocated_spans import relocate_spans

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
    """Yield the findings about recovered words, doubtful characters and disagreeing readings."""
    seen: dict[int, set[Box]] = {}
    for value in values:
        page = value.text.spans[0].page
        boxes = seen.setdefault(page, set())
        if value.doubtful:
            boxes.update(found.box for found in value.doubtful)
            yield finding(
                FindingCode.OCR_DOUBTFUL,
                page=page,
                project=value.project.id,
                pointer=value.pointer,
                text=value.text.text,
                characters=_list_characters(value.doubtful),
            )
        if value.disagreements:
            boxes.update(found.box for found in value.disagreements)
            yield finding(
                FindingCode.OCR_DISAGREEMENT,
                page=page,
                project=value.project.id,
                pointer=value.pointer,
                picture=[each.picture_text for each in value.disagreements[:_MAX_LISTED]],
                layer=[each.layer_text for each in value.disagreements[:_MAX_LISTED]],
            )
    for number in sorted(recognitions):
        yield from _list_page_findings(number, recognitions[number], seen.get(number, set()))


def _list_page_findings(number: int, page: PageRecognition, seen: set[Box]) -> Iterator[Finding]:
    """Yield the findings about a page's recovered words, and about what is outside all projects."""
    for word in page.words:
        box = page.to_paper.map_rectangle(*word.box) if page.to_paper is not None else word.box
        yield finding(
            FindingCode.RECOVERED_WORD,
            page=number,
            word=word.text,
            percent=round(100 * word.confidence),
            place=", ".join(f"{edge:.0f}" for edge in box),
        )
    if page.method == "text":
        return
    doubtful = [c for c in page.characters if c.confidence < DOUBTFUL_CONFIDENCE and c.box not in seen]
    if doubtful:
        yield finding(FindingCode.OCR_DOUBTFUL, page=number, characters=_list_characters(doubtful))
    others = [found for found in page.disagreements if found.box not in seen]
    if others:
        yield finding(
            FindingCode.OCR_DISAGREEMENT,
            page=number,
            picture=[each.picture_text for each in others[:_MAX_LISTED]],
            layer=[each.layer_text for each in others[:_MAX_LISTED]],
        )


def _list_characters(characters: Iterable[DoubtfulCharacter]) -> list[str]:
    """Return the least sure characters with how sure they are in per cent, and what else they may be."""
    return [
        f"{found.text} {found.confidence:.0%}{f' ({found.rival}?)' if found.rival.strip() else ''}"
        for found in sorted(characters, key=lambda each: each.confidence)[:_MAX_LISTED]
    ]


def map_to_paper(draft: RawPlan, recognitions: Recognitions) -> RawPlan:
    """Return the raw plan with the source spans of straightened pages mapped to the pages in the file."""
    moved = {number: page.to_paper for number, page in recognitions.items() if page.to_paper is not None}

    def locate(number: int, box: Box) -> Box:
        return moved[number].map_rectangle(*box) if number in moved else box

    return relocate_spans(draft, locate) if moved else draft


def collect_confidences(values: Iterable[RecognisedValue]) -> dict[str, dict[str, float]]:
    """Return how sure each recognised value is, by project and JSON Pointer."""
    found: dict[str, dict[str, float]] = {}
    for value in values:
        if value.text:
            known = found.setdefault(value.project.id, {})
            known[value.pointer] = min(value.confidence, known.get(value.pointer, 1.0))
    return found


def list_page_methods(page_count: int, recognitions: Recognitions) -> list[PageMethod]:
    """Return how each page was read; nothing where all were read from their text."""
    if all(page.method == "text" for page in recognitions.values()):
        return []
    return [
        recognitions[number].method if number in recognitions else "text"
        for number in range(1, page_count + 1)
    ]
