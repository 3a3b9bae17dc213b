"""Read relisted tables kept by spaces: find the initiative and the project beside each entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from planextract.salvage.table_lines import PROJECT_REFERENCE
from planextract.salvage.text_lines import TextLine
from planextract.salvage.word_positions import split_phrases

FIRST_COLUMN_INDENT = 4
"""Distance from the left edge within which words of the first column begin, in the unit of `Word.start`."""

_MIN_WRAPPED_LABEL_CHARACTERS = 14
"""Characters from which on the first column may continue on another line."""

_MIN_WRAPPED_ENTRY_CHARACTERS = 20
"""Characters from which on an entry may continue on the next line."""


_MAX_ENTRIES = 200
"""Most entries of a table whose spans are searched; the ways to span them grow with the cube."""


def join_entries_beside(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Yield one line for each entry, with the initiative and the project whose cells are beside it."""
    contents: list[tuple[float, TextLine, str]] = []
    initiatives: list[tuple[float, str]] = []
    projects: list[tuple[float, str]] = []
    before: int | None = None
    for number, line in enumerate(lines):
        for word in split_phrases(line, number):
            text = "".join(word.text.split())
            if PROJECT_REFERENCE.search(text):
                projects.append((number, text))
            elif word.start <= FIRST_COLUMN_INDENT:
                last, above = initiatives[-1] if initiatives else (-_MIN_WRAPPED_ENTRY_CHARACTERS, "")
                near = number - last <= 2 and not any(each.gap for each in lines[int(last) + 1 : number + 1])
                if near and len(above) >= max(_MIN_WRAPPED_LABEL_CHARACTERS, 2 * len(text)):
                    initiatives[-1] = ((last + number) / 2, above + text)
                else:
                    initiatives.append((number, text))
            elif (
                before == number - 1
                and not line.gap
                and len(contents[-1][2]) >= _MIN_WRAPPED_ENTRY_CHARACTERS
            ):
                place, start, earlier = contents[-1]
                contents[-1] = (place + 0.5, start, earlier + text)
            else:
                contents.append((number, line, text))
                before = number
    places = [place for place, _, _ in contents]
    heads, tails = _assign_labels(places, initiatives), _assign_labels(places, projects)
    for (_, line, text), head, tail in zip(contents, heads, tails, strict=True):
        yield replace(line, text=" ".join(part for part in (head, text, tail) if part), gap=True)


def _assign_labels(places: Sequence[float], labels: Sequence[tuple[float, str]]) -> list[str]:
    """Return for each entry the label whose cell spans it: a label is in the middle of its span."""
    if not labels or not len(labels) <= len(places) <= _MAX_ENTRIES:
        return [""] * len(places)
    ends: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for label, (where, _) in enumerate(labels):
        left = len(labels) - label - 1
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, cuts) in ends.items():
            for end in range(start + 1, len(places) - left + 1):
                middle = (places[start] + places[end - 1]) / 2
                tried = (cost + abs(middle - where), [*cuts, end])
                if end not in following or tried < following[end]:
                    following[end] = tried
        ends = following
    cuts = ends[len(places)][1]
    return [labels[index][1] for index, (start, end) in enumerate(pairwise(cuts)) for _ in range(start, end)]
