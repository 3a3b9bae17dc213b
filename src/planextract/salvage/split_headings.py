"""Join headings that come out a character to a line, each twice: overprinted bold, taken apart by a tool.

The strikes of one character are together, or nearly so: characters are read on until each has occurred
twice, and are then taken once. Where that closes over a single character, its position is certain; over
several, only their set is known. A number precedes the title it numbers; a text found whole elsewhere with
just these characters settles the rest. A heading that stays open is marked as doubtful.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from planextract.japanese.widths import match_key, narrow_width
from planextract.salvage.text_lines import TextLine, find_run_ends

_MAX_PART_CHARACTERS = 3
"""Most characters of a line that may be a part of a heading taken apart."""

_MAX_STRIKE_DISTANCE = 16
"""Characters within which the second strike of the first must come."""

_MAX_RUN_LINES = 400
"""Most lines of headings and captions in a row."""

_MAX_NUMBER_CHARACTERS = 4
"""Characters within which the signs of a heading's number are, if not in their order."""

_MIN_GROUPS = 3
"""Fewest groups of a run, unless it is a caption."""

_CAPTION_SIGNS = "№-"
_CAPTION_NUMBER = re.compile(r"№\d+-\d+")
_NUMBER_PART = re.compile(r"[\d№-]*[-№][\d№-]*|[\dぁ-ん]+")
_LEADING_NUMBER = re.compile(r"^(?P<number>[\d０-９]{1,2}[．.]?)(?=[^\d０-９\-])")
_NUMBERED_START = re.compile(r"№|[（(]?[\d０-９]")
_NUMBER_SIGN = re.compile(r"[（(]|[\d０-９]|[)）]")

StrikeGroup = tuple[tuple[str, ...], tuple[TextLine, ...], bool]
"""Characters in the order of their first strikes, the lines of all strikes, whether the order is certain."""


def join_split_headings(
    lines: Sequence[TextLine], is_known: Callable[[str], bool], labels: tuple[str, ...] = ()
) -> list[TextLine]:
    """Return the lines with such headings joined, one line each.

    `is_known` returns whether a short text is a word by itself, such as a cell. `labels` are the ends of the
    labels of strategies.
    """
    whole = _index_whole_texts(lines)
    ends = find_run_ends(
        lines,
        lambda at: _is_short(lines[at], is_known) or _is_between_single_characters(lines[at - 1 : at + 2]),
    )
    result: list[TextLine] = []
    strategy: int | None = None
    place = 0
    while place < len(lines):
        end = ends[place]
        if end == place:
            result.append(lines[place])
            place += 1
            continue
        found, rest = _close_groups(lines[place : min(end, place + _MAX_RUN_LINES)])
        if len(found) < _MIN_GROUPS and not any("№" in group[0] for group in found):
            result.append(lines[place])
            place += 1
            continue
        label = (
            bool(result)
            and match_key(result[-1].text).endswith(labels or (" ",))
            and len(match_key(result[-1].text)) <= 4
        )
        if label:
            found = _split_strategy_number(found)
        stray = False
        for at, segment in enumerate(_split_segments(found, label=label)):
            line = _make_heading_line(segment, whole, strategy)
            numbered = bool(_NUMBERED_START.match(line.text)) or (label and at < 2)
            settled = match_key(line.text) in map(match_key, whole.values())
            if (stray and not line.text.startswith("№")) or not (numbered or settled):
                line = replace(line, doubtful=True)  # its number is lost, or is among its characters
            stray = not numbered
            result.append(line)
            number = re.match(r"№?(\d+)(?=-|$)", narrow_width(line.text))
            strategy = int(number[1]) if number and not line.doubtful else strategy
        place += rest
    return result


def _is_between_single_characters(lines: Sequence[TextLine]) -> bool:
    """Return whether the middle of three lines is short and the others are single characters, not numbers."""
    before, line, after = (match_key(line.text) for line in lines) if len(lines) == 3 else ("", "", "")
    single = len(before) == len(after) == 1 and not before.isdigit()
    return single and len(line) <= _MAX_PART_CHARACTERS and after in line


def _split_strategy_number(groups: Sequence[StrikeGroup]) -> list[StrikeGroup]:
    """Return the groups, with the number of a strategy apart from the first characters of its title."""
    characters, lines, _ = groups[0]
    number = tuple(each for each in characters if each.isdigit())
    title = tuple(each for each in characters if not each.isdigit())
    if not number or not title:
        return list(groups)
    return [(number, lines, len(number) == 1), (title, lines, len(title) == 1), *groups[1:]]


def _is_short(line: TextLine, is_known: Callable[[str], bool]) -> bool:
    text = match_key(line.text)
    if len(text) == 1:
        return True
    if text.isdigit():
        return False
    if len(text) > _MAX_PART_CHARACTERS:
        # two strikes of the same characters on one line
        return (
            len(text) <= 2 * _MAX_PART_CHARACTERS and max(Counter(text).values()) > 1 and not is_known(text)
        )
    # a part of a caption, or of 施策の柱２, is neither an amount nor a quantity
    return bool(_NUMBER_PART.fullmatch(text)) or not is_known(text)


def _close_groups(lines: Sequence[TextLine]) -> tuple[list[StrikeGroup], int]:
    """Return the groups from the first line on, and how many lines they take."""
    found: list[StrikeGroup] = []
    opened: list[tuple[str, TextLine]] = []
    counts: Counter[str] = Counter()
    taken = 0
    for number, line in enumerate(lines, start=1):
        for character in "".join(line.text.split()):
            opened.append((character, line))
            counts[character] += 1
        if all(count % 2 == 0 for count in counts.values()):
            found.append(_make_group(opened))
            opened, counts, taken = [], Counter(), number
        elif len(opened) > _MAX_STRIKE_DISTANCE:
            break
    return found, taken


def _make_group(opened: Sequence[tuple[str, TextLine]]) -> StrikeGroup:
    text = "".join(character for character, _ in opened)
    lines = tuple(dict.fromkeys(line for _, line in opened))
    counts = Counter(text)
    order = tuple(character for character in dict.fromkeys(text) for _ in range(counts[character] // 2))
    return order, lines, len(order) == 1


def _split_segments(groups: Sequence[StrikeGroup], *, label: bool) -> Iterator[list[StrikeGroup]]:
    """Yield the groups of each heading or caption: a new one begins with № or with a number.

    `label`: the label of a strategy precedes, so that the first group is its number.
    """
    segment: list[StrikeGroup] = []
    for at, group in enumerate(groups):
        characters, _, _ = group
        banded = bool(segment) and "№" in segment[0][0]
        number = any(each.isdigit() or each in "(（" for each in characters)
        if segment and (
            "№" in characters
            or (banded and not all(each in _CAPTION_SIGNS or each.isdigit() for each in characters))
            or (number and not banded and not _is_number_continued(segment, characters))
            or (label and at == 1)
        ):
            yield segment
            segment = []
        segment.append(group)
    if segment:
        yield segment


def _is_number_continued(segment: Sequence[StrikeGroup], characters: Sequence[str]) -> bool:
    """Return whether signs of a number continue the heading so far.

    It is the beginning of `(1)`, or has a part of that among its first characters.
    """
    before = [each for own, _, _ in segment for each in own]
    if all(_NUMBER_SIGN.fullmatch(each) for each in before):
        return True
    digits = any(each.isdigit() for each in before)
    if len(before) <= _MAX_NUMBER_CHARACTERS and digits and any(each in "(（" for each in characters):
        return True
    brackets = {each for each in before if each in "()（）"}
    return (
        len(before) <= _MAX_NUMBER_CHARACTERS
        and bool(brackets)
        and not (digits and any(each.isdigit() for each in characters))
    )


def _make_heading_line(
    segment: Sequence[StrikeGroup], whole: dict[str, str], strategy: int | None
) -> TextLine:
    lines = [line for _, own, _ in segment for line in own]
    first = min(lines, key=lambda line: line.first)
    last = max(lines, key=lambda line: line.last)
    base = replace(first, last=last.last, gap=True)
    groups = [(_sort_number_first(characters), certain) for characters, _, certain in segment]
    text = _order_bracketed_number("".join(each for characters, _ in groups for each in characters))
    certain = all(sure or _is_ordered(characters) for characters, sure in groups)
    if "№" in text:
        band = _read_caption_number(text, strategy, certain=certain)
        return replace(base, text=band or text, doubtful=band is None)
    number = _LEADING_NUMBER.match(text)
    title = text[number.end() :] if number else text
    if not certain:
        key = "".join(sorted(match_key(title)))
        settled = whole.get(key)
        title, certain = settled or title, settled is not None
    lead = number["number"] + "　" if number else ""
    return replace(base, text=lead + title, doubtful=not certain)


def _order_bracketed_number(text: str) -> str:
    """Return a heading with its bracketed number in order, where the signs of the number are near each other.

    >>> _order_bracketed_number("1()窓口")
    '(1)窓口'
    """
    signs = [at for at, each in enumerate(text[: _MAX_NUMBER_CHARACTERS + 2]) if _NUMBER_SIGN.fullmatch(each)]
    number = "".join(sorted((text[at] for at in signs), key=_rank_sign))
    if not re.fullmatch(r"[(（][\d０-９][)）]", number):
        return text
    return number + "".join(each for at, each in enumerate(text) if at not in signs)


def _rank_sign(sign: str) -> int:
    return {"(": 0, "（": 0, ")": 2, "）": 2}.get(sign, 1 if sign.isdigit() else 3)


def _sort_number_first(characters: tuple[str, ...]) -> tuple[str, ...]:
    """Return characters of open order with those of the number first: a heading begins with it."""
    return tuple(sorted(characters, key=_rank_sign))


def _is_ordered(characters: Sequence[str]) -> bool:
    """Return whether there is only one order for the characters: at most one is not of the number."""
    return (
        sum(not _NUMBER_SIGN.fullmatch(each) for each in characters) <= 1
        and sum(each.isdigit() for each in characters) <= 1
    )


def _read_caption_number(text: str, strategy: int | None, *, certain: bool) -> str | None:
    """Return the number of a caption whose characters are known; None where it is not certain.

    The number of the strategy comes first: the one read last, or the next.
    """
    printed = _CAPTION_NUMBER.fullmatch(text)
    if printed and certain and (strategy is None or text.startswith(f"№{strategy}-")):
        return text
    digits = [each for each in text if each.isdigit()]
    for number in () if strategy is None or text.count("-") != 1 else (strategy, strategy + 1):
        left = digits.copy()
        for digit in str(number):
            if digit in left:
                left.remove(digit)
        if len(left) == 1 and len(digits) == len(str(number)) + 1:
            return f"№{number}-{left[0]}"
    return None


def _index_whole_texts(lines: Sequence[TextLine]) -> dict[str, str]:
    """Return texts printed whole in the document, as in its table of contents, by their sorted characters."""
    found: dict[str, str] = {}
    for line in lines:
        text = re.sub(r"^[\d０-９]{1,2}[\s　．.]+|[・.…]{3,}\s*\d*$", "", line.text.strip())
        if len(match_key(text)) > _MAX_PART_CHARACTERS:
            found.setdefault("".join(sorted(match_key(text))), text)
    return found
