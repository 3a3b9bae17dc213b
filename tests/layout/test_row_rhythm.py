"""Lines of a table to rows, by the places of their words alone."""

from __future__ import annotations

import pytest

from planextract.layout.row_rhythm import PlacedLine, find_open_rows, split_rows
from planextract.layout.words import Word

PITCH = 12.0


def table(text: str) -> list[PlacedLine]:
    """One line a line, a column at every fourth character; a blank line leaves a gap."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        cells = {
            at // 4: [Word(at, at + 2, number * PITCH, number * PITCH + 10, ())]
            for at in range(0, len(line), 4)
            if line[at] != " "
        }
        if cells:
            lines.append(PlacedLine(number * PITCH, number * PITCH + 10, cells))
    return lines


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a   b   c\nd   e   f\ng   h   i", [1, 1, 1]),
        # a goal on two lines, its cells in the middle
        ("a\n    b   c\na\n\nd   e   f", [3, 1]),
        # cells on two lines around a goal on one
        ("        b   c   d\na   x               e\n        b   c   d\n\nf   g   h   i   j   k", [3, 1]),
        # a row that has its label only, and names beside a label
        ("a   b   c   d   e\n\nf\n\n    g\nh\n    i", [1, 1, 3]),
        # long text beside cells that are in its middle
        ("            t\na   b   c   t\n            t\n            t\nd   e   f   t\n            t", [3, 3]),
    ],
)
def test_rows(text: str, rows: list[int]) -> None:
    assert [len(row) for row in split_rows(table(text), PITCH)] == rows


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("a   b   c\nd   e   f\ng   h   i", False),
        ("a\n    b   c\na\n\nd   e   f", False),
        # a label on two lines around its cells, or two labels
        (
            "a       c   d       f\n    b           e\na       c   d       f\n                    f\n"
            "a   b   c   d   e\n                    f\na   b   c   d   e   f",
            True,
        ),
    ],
)
def test_rows_are_open_where_another_way_is_nearly_as_good(text: str, is_open: bool) -> None:
    lines = table(text)
    assert bool(find_open_rows(lines, PITCH, split_rows(lines, PITCH))) is is_open
