"""Separates what is printed beside the title of a project on its line: badges, labels and departments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from planextract.families.block.grammar import BlockGrammar
from planextract.japanese.widths import match_key
from planextract.model.geometry import Box
from planextract.model.layout import Line, Segment

_SMALL_LABEL_RATIO = 0.85
"""Greatest ratio of the size of a label beside a title to the size of the title."""

_FAR_LABEL_EM = 8.0
"""Least distance of a label of any size from the title beside which it is printed, in ems of the title."""

_SENTENCE_OVERHANG_EM = 10.0
"""Ems by which a line reaches further right than the title above that it does not continue.

The title would not have been broken where it is."""


class TitleLine(NamedTuple):
    """The line of a title, and the texts beside it."""

    line: Line
    """The line without the texts beside the title."""
    marks: tuple[str, ...]
    """Badges such as 新規, which the profile knows as marks."""
    departments: tuple[str, ...]
    labels: tuple[Line, ...]
    """Other texts, which are no part of the title."""
    whole: Line
    """The line as printed."""


def split_title_line(line: Line, grammar: BlockGrammar) -> TitleLine:
    """Return the title on a heading's line apart from the badges, departments and labels beside it."""
    kept = list(line.segments)
    marks: list[str] = []
    departments: list[str] = []
    labels: list[Line] = []
    while len(kept) > 1:
        last, title = kept[-1], kept[0]
        badge = grammar.find_badge(last.text)
        size = title.size or line.size
        if badge is not None:
            marks.insert(0, badge)
        elif _is_departments(last.text, grammar):
            departments.insert(0, last.text.strip(_BRACKETS + " 　"))
        elif (last.size and last.size < _SMALL_LABEL_RATIO * size) or _is_far(kept, size, grammar):
            labels.insert(0, _cut_segments(line, [last]))
        else:
            break
        kept.pop()
    whole = line if len(kept) == len(line.segments) else _cut_segments(line, kept)
    return TitleLine(whole, tuple(marks), tuple(departments), tuple(labels), line)


_BRACKETS = "()（）[]［］【】〔〕〈〉《》"


def _is_departments(text: str, grammar: BlockGrammar) -> bool:
    """Return whether a text consists of the names of departments or sections, in brackets or not."""
    labelled = grammar.read_departments(text)
    plain = (labelled or text).strip(_BRACKETS + " 　")
    words = [word for word in re.split(r"[\s　、，,・]+", plain) if word]
    return bool(words) and all(len(word) > 1 and grammar.organisation.is_unit(word) for word in words)


def _is_far(kept: Sequence[Segment], size: float, grammar: BlockGrammar) -> bool:
    """Return whether the last piece of a title's line is far from the title, and no mark of its own."""
    gap = kept[-1].x0 - kept[-2].x1
    return gap >= _FAR_LABEL_EM * size and grammar.read_title(kept[-1].text).text != ""


def _cut_segments(line: Line, segments: Sequence[Segment]) -> Line:
    """Return a line with some of its pieces only."""
    text = "　".join(segment.text for segment in segments)
    box = Box(segments[0].x0, line.box.top, segments[-1].x1, line.box.bottom)
    count = len(match_key(text))
    size = segments[0].size or line.size
    return replace(line, text=text, box=box, size=size, segments=tuple(segments), glyphs=count)


def can_continue_title(title: Line, line: Line) -> bool:
    """Return whether a line of the same type right under a title may be the rest of it.

    A sentence is not, nor a line that reaches so far to the right that the title had room for more."""
    if match_key(line.text).endswith("。"):
        return False
    return line.box.x1 - title.box.x1 <= _SENTENCE_OVERHANG_EM * title.size
