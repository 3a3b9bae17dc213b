"""Find blocks of lines that occur twice: pages that a file contains again, once hidden.

A block is known by its long lines, which are seldom repeated by chance, in the order of the first copy.
Lines may be missing from one copy or differ a little. Around them the block reaches as far as the lines
are those of the first copy; short lines such as 実施 prove nothing by themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from planextract.japanese.widths import match_key
from planextract.salvage.text_lines import TextLine

_DIGITS = re.compile(r"\d+")

MIN_LONG_LINE_CHARACTERS = 12
"""Characters from which on a line is not repeated in a plan by chance."""

MAX_LINE_OCCURRENCES = 4
"""Most occurrences of a line that can identify a block; a more frequent one is a running head or a label."""

MIN_COPY_RATIO = 88.0
"""Least similarity (rapidfuzz ratio, 0 to 100) of two long lines that are copies."""

MIN_BLOCK_LINES = 3
"""Fewest long lines of a repeated block."""

_MAX_COMPARED_LINES = 300
"""Long lines with the same numbers among which a differing copy is searched."""

_MAX_STRAY_LINES = 60
"""Most lines between two long ones of a block."""

_MAX_SLIPPED_LINES = 5
"""Most lines missing from a copy or added to it, where pages are not known."""

_MIN_COPY_SHARE = 0.6
"""Least share of the long lines within a block that are copies."""


def find_repeated_blocks(
    lines: Sequence[TextLine], number: Callable[[str], str | None], is_header: Callable[[str], bool]
) -> dict[int, int]:
    """Return the indices of lines in a later copy of a block, each with the page of the first copy.

    `number` returns the project number printed on a line: a block with one that the page of the first copy
    lacks is not a copy. `is_header` recognises headers of tables, which are alike in all projects.
    """
    keys = [match_key(line.text) for line in lines]
    original = _find_originals(keys, is_header)
    numbers = {index: found for index, line in enumerate(lines) if (found := number(line.text.strip()))}
    known = {(lines[index].page, found) for index, found in numbers.items()}
    blocks: dict[int, int] = {}
    place = 0
    while place < len(lines):
        copies = _find_block_copies(place, lines, keys, original, numbers, known) if place in original else []
        if not copies:
            place += 1
            continue
        start, end = _widen_block(copies, keys, lines, original)
        blocks.update(dict.fromkeys(range(start, end), lines[original[place]].page))
        place = end
    return blocks


def _find_originals(keys: Sequence[str], is_header: Callable[[str], bool]) -> dict[int, int]:
    """Return for each long line that occurs earlier too the index of its first copy.

    Copies are equal, or alike with the same numbers. Alike ones are searched only a few pages back.
    """
    counts = Counter(keys)
    first: dict[str, int] = {}
    recent: dict[tuple[str, ...], deque[str]] = defaultdict(lambda: deque(maxlen=_MAX_COMPARED_LINES))
    result: dict[int, int] = {}
    for index, key in enumerate(keys):
        if len(key) < MIN_LONG_LINE_CHARACTERS or counts[key] > MAX_LINE_OCCURRENCES or is_header(key):
            continue
        if key not in first:
            before = recent[tuple(_DIGITS.findall(key))]
            best = process.extractOne(key, before, scorer=fuzz.ratio, score_cutoff=MIN_COPY_RATIO)
            if best is None:
                first[key] = index
                before.append(key)
                continue
            key = best[0]
        result[index] = first[key]
    return result


def _find_block_copies(
    start: int,
    lines: Sequence[TextLine],
    keys: Sequence[str],
    original: dict[int, int],
    numbers: dict[int, str],
    known: set[tuple[int, str]],
) -> list[int]:
    """Return the long lines of a block that begins with this copy; none where there are too few."""
    source, page = lines[original[start]].page, lines[start].page
    copies = [start]
    block: list[int] = []
    long_lines = 1
    for index in range(start + 1, len(lines)):
        if lines[index].page != page or index - copies[-1] > _MAX_STRAY_LINES:
            break
        if index in numbers and (source, numbers[index]) not in known:
            break
        long_lines += len(keys[index]) >= MIN_LONG_LINE_CHARACTERS
        if (
            index in original
            and lines[original[index]].page == source
            and (
                source != page
                or abs((index - original[index]) - (start - original[start])) <= _MAX_SLIPPED_LINES
            )
            and min(abs(original[index] - original[copy]) for copy in copies) <= _MAX_STRAY_LINES
        ):
            copies.append(index)
            distinct = len({original[copy] for copy in copies})
            if distinct >= MIN_BLOCK_LINES and len(copies) >= _MIN_COPY_SHARE * long_lines:
                block = copies[:]
    return block


def _widen_block(
    copies: Sequence[int], keys: Sequence[str], lines: Sequence[TextLine], original: dict[int, int]
) -> tuple[int, int]:
    """Return start and end of the block, with the short lines around it that are in the first copy too."""
    start, end = copies[0], copies[-1] + 1
    page, source = lines[start].page, lines[original[start]].page
    if page == source:
        return _widen_in_step(copies, keys, original)
    left = Counter(keys[index] for index in range(start) if lines[index].page == source)
    left.subtract(keys[start:end])
    while start > 0 and lines[start - 1].page == page and left[keys[start - 1]] > 0:
        start -= 1
        left[keys[start]] -= 1
    while end < len(lines) and lines[end].page == page and left[keys[end]] > 0:
        left[keys[end]] -= 1
        end += 1
    return start, end


def _widen_in_step(copies: Sequence[int], keys: Sequence[str], original: dict[int, int]) -> tuple[int, int]:
    """Return the same where pages are not known: as long as both copies are equal, line by line."""
    start, end = copies[0], copies[-1] + 1
    first, last = original[copies[0]], original[copies[-1]] + 1
    while first > 0 and keys[start - 1] == keys[first - 1]:
        start, first = start - 1, first - 1
    while last < start and end < len(keys) and keys[end] == keys[last]:
        end, last = end + 1, last + 1
    return start, end
