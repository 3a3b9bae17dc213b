"""Glyphs of one shape are one character: what is read of each occurrence counts for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from planextract.model.recognition import GlyphPlace, RecoveredCharacter
from planextract.recognise.homoglyphs import shape_of

SIDE = 32
"""Pixels a side of the picture that a glyph is compared by."""

_SAME_SHAPE = 0.965
"""Correlation of the pictures of two glyphs from which they are one: the same outline on other pixels has
0.98 and more, l and I of one font 0.95."""

_SAME_WIDTH = 0.08
"""Ems by which the widths of one glyph may differ."""

LEAST_CONFIDENCE = 0.6
"""A character that is less sure stays unknown."""


class Occurrence(NamedTuple):
    """One printed glyph that the file does not name."""

    page: int
    place: tuple[float, float, float, float]
    """Its em box."""
    width: float
    """Ems."""
    picture: bytes
    """SIDE by SIDE grey pixels of its em box."""
    text: str
    """The character that was read, empty where none was."""
    confidence: float


@dataclass(slots=True)
class _Shape:
    mean: np.ndarray[Any, np.dtype[np.float64]]
    width: float
    members: list[Occurrence] = field(default_factory=list)


def name_glyphs(
    occurrences: Iterable[Occurrence],
) -> dict[GlyphPlace, RecoveredCharacter]:
    """Name the glyphs by page and place, as far as their occurrences agree on what they are."""
    shapes: list[_Shape] = []
    for occurrence in occurrences:
        vector = _vector(occurrence.picture)
        near = [
            (float(vector @ shape.mean), -index)
            for index, shape in enumerate(shapes)
            if abs(shape.width - occurrence.width) <= _SAME_WIDTH
        ]
        best = max(near, default=(0.0, 0))
        if best[0] >= _SAME_SHAPE:
            shapes[-best[1]].members.append(occurrence)
        else:
            shapes.append(_Shape(vector, occurrence.width, [occurrence]))
    return {
        (member.page, member.place): named
        for shape in shapes
        if (named := _name(shape.members)) is not None
        for member in shape.members
    }


def _vector(picture: bytes) -> np.ndarray[Any, np.dtype[np.float64]]:
    pixels = 255.0 - np.frombuffer(picture, np.uint8).astype(np.float64)
    pixels -= pixels.mean()
    length = float(np.sqrt((pixels**2).sum()))
    return pixels / length if length else pixels


def _name(members: list[Occurrence]) -> RecoveredCharacter | None:
    votes: dict[str, list[float]] = defaultdict(list)
    for member in members:
        if member.text:
            votes[shape_of(member.text)].append(member.confidence)
    if not votes:
        return None
    totals = {text: sum(confidences) for text, confidences in votes.items()}
    shape = max(totals, key=lambda text: (totals[text], text))
    share = totals[shape] / sum(totals.values())
    best = max(votes[shape])
    confidence = share * best
    # Of one shape in several scripts the form that was read most.
    forms = [member.text for member in members if member.text and shape_of(member.text) == shape]
    text = max(sorted(set(forms)), key=forms.count)
    return RecoveredCharacter(text, confidence, len(votes[shape])) if confidence >= LEAST_CONFIDENCE else None
