"""Remove overprint from the lines of a text, judging a line also by the one above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from planextract.japanese.widths import match_key
from planextract.read.doubled_text import (
    DIGIT_OR_MARK,
    MIN_REPEATED_CHARACTERS,
    drop_overprint,
    halve_word,
    has_leftover_overprint,
)
from planextract.salvage.text_lines import TextLine


def drop_line_overprints(lines: Sequence[TextLine], is_known: Callable[[str], bool]) -> list[TextLine]:
    """Return the lines with certain overprint removed.

    The last line of a title may be too short to be certain by itself: it is judged by the line right above.
    A whole line may be repeated behind itself; `is_known` returns whether a short text is a word such as a
    cell, for those do repeat.
    """
    result: list[TextLine] = []
    struck = False
    for line in lines:
        text = drop_overprint(line.text)
        rest = halve_word(line.text.strip())
        if text == line.text and struck and not line.gap and rest and not DIGIT_OR_MARK.search(rest):
            text = rest
        if (
            result
            and not (struck and text == line.text)
            and _is_repeated_line(result[-1], line, text, is_known)
        ):
            result[-1] = replace(result[-1], last=line.last)
            continue
        struck = text != line.text
        doubtful = line.doubtful or has_leftover_overprint(text)
        result.append(replace(line, text=text, doubtful=doubtful) if struck or doubtful else line)
    return result


def _is_repeated_line(before: TextLine, line: TextLine, text: str, is_known: Callable[[str], bool]) -> bool:
    plain = match_key(text)
    return (
        not line.gap
        and before.page == line.page
        and len(plain) >= MIN_REPEATED_CHARACTERS
        and match_key(before.text) == plain
        and not is_known(plain)
    )
