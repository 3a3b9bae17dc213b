"""Lines of a table to rows, by the places of their words alone."""

from __future__ import annotations

import pytest

from planextract.layout.row_rhythm import PlacedLine, split_rows
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
