"""Tells the lines of a project's description from the labels of a chart or picture beside them."""

from __future__ import annotations

from planextract.model.layout import Line
from planextract.structure.body_type import PARAGRAPH_LINE_MIN_CHARS

_SMALLER_TYPE_RATIO = 0.93
"""Ratio of sizes under which a short line is no part of a description in larger type."""

_BESIDE_EM = 6.0
"""Distance from the left edge of a description, in ems, from which a short line is no part of it."""


def is_beside_text(line: Line, size: float, left: float | None) -> bool:
    """Return whether a short line is the label of something beside or under a description.

    `size` and `left` are the font size and the left edge of the description so far, in points; 0 and None
    where it has not begun. A sentence, or a line as long as those of running text, is part of it."""
    text = line.text.strip()
    if len(text) >= PARAGRAPH_LINE_MIN_CHARS or text.endswith(("。", "、", "．")):
        return False
    if size and line.size < _SMALLER_TYPE_RATIO * size:
        return True
    return left is not None and line.box.x0 > left + _BESIDE_EM * line.size


def is_small_label(line: Line, size: float) -> bool:
    """Return whether a line is smaller than the text under it and no sentence, as labels of goals (SDGs) are.

    `size` is the font size of the text, in points."""
    is_sentence = line.text.strip().endswith(("。", "、", "．")) or "。" in line.text
    return not is_sentence and line.size < _SMALLER_TYPE_RATIO * size
