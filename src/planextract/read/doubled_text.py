"""Remove overprint from text: bold drawn twice leaves `№№  2233  --  1100` where 23-10 is meant.

In text there are no positions to judge an overprint by, and much is double in earnest (11, 100, ああ). A
doubling is certain only when it covers a whole run of words, and when enough of it can't be anything else.
Otherwise the text stays as it is.
"""

from __future__ import annotations

import re

_MIN_DOUBLED_CHARACTERS = 3
"""Fewest different characters, digits and marks aside, that are double in a run with certain overprint."""

MIN_REPEATED_CHARACTERS = 4
"""Fewest characters of a word whose repetition is an overprint, not emphasis."""

_MAX_HEADING_CHARACTERS = 120
"""Most characters of a heading, each counted twice."""

_MAX_LINE_CHARACTERS = 400
"""Most characters of a line, each counted twice."""

_MIN_PAIRS = 4
"""Pairs of characters from which on they are not chance, where they make up half of a text."""

_NEVER_DOUBLE = ("№№", "NNoo", "番番号号", "【【", "】】", "★★")
DIGIT_OR_MARK = re.compile(r"[\s\d０-９\-－―ー・.…_=*─━]")
_DOUBLED_LETTER = re.compile(r"([^\W\d_])\1(?!\1)")
_MAX_SHARED_CHARACTERS = 6
_TANGLED_CAPTION = re.compile(r"^\s*(?:№-№|-№№|№№-)(?P<strategy>\d+)-(?P<number>\d+)(?=\s|$)")
_DOUBLE_DASH_CAPTION = re.compile(r"^(№\s*\d+)--(\d+)")


def drop_overprint(text: str) -> str:
    """Return a line without overprint, where overprint is certain.

    >>> drop_overprint("№№  2233  --  1100 年度別の取組計画")
    '№ 23 - 10 年度別の取組計画'
    >>> drop_overprint("11 22 33 44"), drop_overprint("“ああ、この川よ”")
    ('11 22 33 44', '“ああ、この川よ”')
    """
    if len(text) > _MAX_LINE_CHARACTERS:
        return text
    text = "".join(_drop_whole_overprint(segment) for segment in re.split(r"(\s{3,})", text))
    parts = re.split(r"(\s+)", text)
    once = [_halve_bracketed_word(part) if part and not part.isspace() else None for part in parts]
    result: list[str] = []
    place = 0
    while place < len(parts):
        end = _find_run_end(parts, once, place)
        run = [word for word in once[place:end] if word is not None]
        if run and _is_certain("".join(run), "".join(parts[place:end])):
            result.extend(
                word if word is not None else part[: (len(part) + 1) // 2]
                for word, part in zip(once[place:end], parts[place:end], strict=True)
            )
        else:
            result.extend(parts[place:end])
        place = end
    return _TANGLED_CAPTION.sub(_untangle_caption, _DOUBLE_DASH_CAPTION.sub(r"\1-\2", "".join(result)))


def _drop_whole_overprint(segment: str) -> str:
    """Return a part of a line without words repeated with their spaces: `２　橋の点検２　橋の点検`.

    Each word is followed directly by itself. One of them must be long enough not to be double in earnest.
    """
    if len(segment) > _MAX_HEADING_CHARACTERS or any(
        segment.count(each) % 2 for each in set(segment.replace(" ", ""))
    ):
        return segment  # not a heading, or not all of it is repeated
    # By position: the most words up to it, for each may itself be double.
    reached: dict[int, tuple[str, ...]] = {0: ()}
    for place in range(len(segment)):
        if place not in reached:
            continue
        found = [(place + 1, segment[place])] if segment[place].isspace() else []
        for size in range(1, (len(segment) - place) // 2 + 1):
            word = segment[place : place + size]
            if segment.startswith(word, place + size):
                found.append((place + 2 * size, word))
        for end, word in found:
            if len(reached[place]) >= len(reached.get(end, ())):
                reached[end] = (*reached[place], word)
    words = reached.get(len(segment), ())
    certain = any(len(word) >= MIN_REPEATED_CHARACTERS and len(set(word)) > 2 for word in words)
    return "".join(words) if certain else segment


def has_leftover_overprint(text: str) -> bool:
    """Return whether a text shows overprint that could not be taken apart.

    >>> has_leftover_overprint("ひひととりり暮暮ららし"), has_leftover_overprint("ひとり暮らし")
    (True, False)
    """
    plain = DIGIT_OR_MARK.sub("", text)
    pairs = len(_DOUBLED_LETTER.findall(plain))
    return pairs >= _MIN_PAIRS and 4 * pairs >= len(plain)


def _untangle_caption(band: re.Match[str]) -> str:
    """Return the number of a caption whose two strikes came out alternating: `№-№77-22`."""
    strategy, number = halve_word(band["strategy"]), halve_word(band["number"])
    return f"№{strategy}-{number}" if strategy and number else band[0]


def _find_run_end(parts: list[str], once: list[str | None], start: int) -> int:
    """Return the end of the run of doubled words that begins here; a word not doubled is a run of its own."""
    if once[start] is None:
        return start + 1
    end = start + 1
    while end + 1 < len(parts) and parts[end].isspace() and once[end + 1] is not None:
        end += 2
    return end


def _is_certain(once: str, printed: str) -> bool:
    if any(mark in printed for mark in _NEVER_DOUBLE):
        return True
    return len(set(DIGIT_OR_MARK.sub("", once))) >= _MIN_DOUBLED_CHARACTERS


def _halve_bracketed_word(word: str) -> str | None:
    """Return a doubled word once, also where its opening bracket is single: `(44))窓窓口口`."""
    found = halve_word(word)
    if found is None and word[0] in "(（「“":
        rest = halve_word(word[1:])
        found = word[0] + rest if rest else None
    return found


def halve_word(word: str) -> str | None:
    """Return a word that consists only of doubled parts, each part once; None for any other word.

    In a word with signs that are never double in earnest one strike may be missing: `事事業番番号号`.
    """
    if len(word) % 2:
        if not any(mark in word for mark in _NEVER_DOUBLE) or len(word) > _MAX_HEADING_CHARACTERS:
            return None
        mended = (word[:place] + word[place : place + 1] + word[place:] for place in range(len(word)))
        found = {once for each in mended if (once := halve_word(each)) is not None}
        return found.pop() if len(found) == 1 else None
    # By position: the most parts up to it, for a part may itself be double (いきいき).
    count = {0: 0}
    before: dict[int, int] = {}
    for place in range(0, len(word), 2):
        if place not in count:
            continue
        for size in range(1, min(4, (len(word) - place) // 2) + 1):
            end = place + 2 * size
            if word.startswith(word[place : place + size], place + size) and count[place] >= count.get(
                end, 0
            ):
                count[end], before[end] = count[place] + 1, place
    if len(word) not in count:
        return None
    pieces: list[str] = []
    end = len(word)
    while end:
        start = before[end]
        pieces.append(word[start : (start + end) // 2])
        end = start
    return "".join(reversed(pieces))


def count_shared_characters(before: str, after: str) -> int:
    """Return how many characters the end of one part and the beginning of the next have in common.

    >>> count_shared_characters("川辺の広場", "広場の改修")
    2
    """
    longest = min(_MAX_SHARED_CHARACTERS, len(before), len(after))
    return next((size for size in range(longest, 0, -1) if before.endswith(after[:size])), 0)


def rejoin_heading(pieces: list[str]) -> str:
    """Return the parts of a heading, joined.

    Tools that drop a second strike in place only cut a heading into parts, each beginning with the
    characters that end the one before: `川辺の広場` / `広場の改修`. In a part that begins so, a pair
    (`手渡渡す`) is another cut.

    >>> rejoin_heading(["川辺の広場", "広場の改修"]), rejoin_heading(["世代へ手", "手渡渡す"])
    ('川辺の広場の改修', '世代へ手渡す')
    """
    joined = pieces[0]
    for piece in pieces[1:]:
        shared = count_shared_characters(joined, piece)
        if shared:
            joined = joined.replace("((", "(")
            piece = _DOUBLED_LETTER.sub(r"\1", piece[shared:])
        joined += piece
    return joined
