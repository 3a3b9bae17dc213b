"""Split neighbouring cells that a text prints without a space between them.

`１，１００団体９，４０５団体` is two quantities. Text that can be cut in more than one way stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from planextract.japanese.widths import narrow_width

_MAX_WORD_CHARACTERS = 120
"""Characters above which a word is not tried: a row is shorter."""

_MIN_CELL_CHARACTERS = 2
_MAX_CELL_CHARACTERS = 12
"""Most characters of a cell that is cut off; the fewest are two, for single signs prove nothing."""

_JOINTS = "・、／/（）()"

_UNIT_TEXT = re.compile(r"[^\d,()▲△-]*")
_RUN_TOGETHER = re.compile(r"\d[^\d,.]*[▲△]?\d|\d[^\d,.()]+[▲△]?\d|,\d{4}")


def split_quantities(word: str) -> list[str]:
    """Return the quantities that a word consists of, if there is one way to cut it; else the word.

    >>> tuple(map(split_quantities, ("１，１００団体９，４０５団体", "１人２人", "1,100")))
    (['１，１００団体', '９，４０５団体'], ['１人', '２人'], ['1,100'])
    """
    folded = narrow_width(word)
    if len(folded) != len(word) or len(word) > _MAX_WORD_CHARACTERS or not _RUN_TOGETHER.search(folded):
        return [word]
    # The same unit follows all of the numbers.
    units = {_read_unit(folded, number) for number in _find_number_ends(folded, 0)}
    ways = [_count_cuts(len(word), partial(_find_quantity_ends, folded, unit)) for unit in units]
    if sum(count for count, _ in ways) != 1:
        return [word]
    ends = next(ends for count, ends in ways if count)
    return _cut_word(word, ends)


def split_cells(word: str, is_cell: Callable[[str], bool]) -> list[str]:
    """Return the cells that a word consists of, if there is one way to cut it; else the word.

    >>> split_cells("検討検討実施", {"検討", "実施"}.__contains__)
    ['検討', '検討', '実施']
    """
    if not _MIN_CELL_CHARACTERS * 2 <= len(word) <= _MAX_WORD_CHARACTERS:
        return [word]

    def find_cell_ends(start: int) -> Iterator[int]:
        if word[start] not in _JOINTS:
            for end in range(start + _MIN_CELL_CHARACTERS, min(start + _MAX_CELL_CHARACTERS, len(word)) + 1):
                if word[end - 1] not in _JOINTS and is_cell(word[start:end]):
                    yield end

    count, ends = _count_cuts(len(word), find_cell_ends)
    return _cut_word(word, ends) if count == 1 else [word]


def _cut_word(word: str, ends: Sequence[int]) -> list[str]:
    return [word[start:end] for start, end in zip((0, *ends), ends, strict=False)]


def _count_cuts(size: int, ends_from: Callable[[int], Iterable[int]]) -> tuple[int, list[int]]:
    """Return in how many ways text of this size can be cut (at most 2), and the parts' ends of one way.

    `ends_from` yields the positions where a part may end that begins at a position.
    """
    counts = [1] + [0] * size
    before = [0] * (size + 1)
    for start in range(size):
        for end in ends_from(start) if counts[start] else ():
            counts[end] = min(2, counts[end] + counts[start])
            before[end] = start
    ends: list[int] = []
    place = size if counts[size] else 0
    while place:
        ends.append(place)
        place = before[place]
    return counts[size], ends[::-1]


def _find_quantity_ends(text: str, unit: str, start: int) -> Iterator[int]:
    """Yield the positions where a number with this unit may end that begins here."""
    for number in _find_number_ends(text, start):
        if _read_unit(text, number) == unit:
            yield number + len(unit)


def _read_unit(text: str, place: int) -> str:
    behind = _UNIT_TEXT.match(text, place)
    return behind[0] if behind is not None else ""


def _find_number_ends(text: str, start: int) -> list[int]:
    """Return the positions where a number may end that begins here: with commas, or up to three digits."""
    sign = 1 if text[start : start + 1] in ("▲", "△", "-") else 0
    ends = []
    for size in (1, 2, 3):
        head = text[start + sign : start + sign + size]
        if len(head) != size or not head.isdigit():
            break
        end = start + sign + size
        ends.append(end)
        while re.match(r",\d{3}", text[end : end + 4]):
            end += 4
            ends.append(end)
    return ends
