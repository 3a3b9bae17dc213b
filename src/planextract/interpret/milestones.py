"""Parse the words of a table cell into milestones, each with the stage of the project that it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planextract.japanese.amounts import is_blank_amount, parse_quantity
from planextract.japanese.widths import narrow_width
from planextract.model.plan import Milestone
from planextract.profiles.vocabulary import Vocabulary

_SEPARATOR = re.compile(r"[\n・、／/，,→⇒]+")
_NOTE = re.compile(r"\((?P<note>[^()]*)\)")


def parse_milestones(text: str, vocabulary: Vocabulary) -> list[Milestone]:
    """Parse the milestones of a cell; a blank cell and ― have none.

    Words are on lines of their own or separated by ・ and the like; a bracket belongs to the word before
    it. A word broken over two lines is joined when only the whole is in the vocabulary.

    >>> [(found.stage, found.note) for found in parse_milestones("検討・実施（一部）", Vocabulary({}))]
    [('検討', None), ('実施', '一部')]
    """
    if is_blank_amount(text):
        return []
    found = []
    for word, note in _iter_words(text, vocabulary):
        stage, match = vocabulary.look_up(word)
        found.append(Milestone(stage=stage, term=word, match=match, note=note))
    return found


def iter_row_milestones(texts: Iterable[str], vocabulary: Vocabulary) -> Iterator[list[Milestone]]:
    """Yield the milestones of each cell of a row; a quantity has none.

    A cell with only → continues the last milestone of the cell before it; without one, its stage is その他.
    """
    before: list[Milestone] = []
    for text in texts:
        found = parse_milestones(text, vocabulary) if parse_quantity(text) is None else []
        if vocabulary.is_continuation(text):
            sign = "".join(text.split())
            stage, match = (before[-1].stage, "synonym") if before else ("その他", "none")
            found = [Milestone.model_validate({"stage": stage, "term": sign, "match": match, "note": None})]
        yield found
        before = found


def _iter_words(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str | None]]:
    """Yield each word of a cell with the text of the bracket after it, or None."""
    folded = narrow_width(text)
    notes = [(match.start(), match.end(), match.span("note")) for match in _NOTE.finditer(folded)]
    plain_parts: list[tuple[str, str | None]] = []
    place = 0
    for start, end, (note_start, note_end) in [*notes, (len(text), len(text), (0, 0))]:
        words = [part for part in _split_words(text[place:start], vocabulary) if part]
        plain_parts.extend((word, None) for word in words)
        note = "".join(text[note_start:note_end].split())
        if note:
            if plain_parts:
                word, earlier = plain_parts[-1]
                plain_parts[-1] = (word, note if earlier is None else f"{earlier}、{note}")
            else:
                plain_parts.append((text[start:end], None))
        place = end
    yield from plain_parts


def _split_words(text: str, vocabulary: Vocabulary) -> list[str]:
    """Split a text without brackets into words."""
    lines = ["".join(line.split()) for line in text.split("\n")]
    joined: list[str] = []
    for line in lines:
        if joined and line and _is_broken_word(joined[-1], line, vocabulary):
            joined[-1] += line
        else:
            joined.append(line)
    return [
        word
        for line in joined
        for word in _split_at_separators(line, vocabulary)
        if not is_blank_amount(word)
    ]


def _is_broken_word(before: str, line: str, vocabulary: Vocabulary) -> bool:
    """Return whether a word is broken between two lines: only both together are in the vocabulary."""
    apart = _has_only_known_words(before, vocabulary) and _has_only_known_words(line, vocabulary)
    return not apart and _has_only_known_words(before + line, vocabulary)


def _split_at_separators(line: str, vocabulary: Vocabulary) -> list[str]:
    if vocabulary.has_word(line):
        return [line]  # a word may itself hold a separator
    return [part for part in _SEPARATOR.split(line) if part]


def _has_only_known_words(line: str, vocabulary: Vocabulary) -> bool:
    parts = _split_at_separators(line, vocabulary)
    return bool(parts) and all(vocabulary.has_word(part) for part in parts)
