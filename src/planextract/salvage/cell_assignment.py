"""Put cells that the text prints apart from their goals back into rows.

Every arrangement that the domain allows is tried, and only cells on which all of them agree are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise, product

from planextract.japanese.amounts import is_blank_amount, parse_quantity
from planextract.profiles.vocabulary import Vocabulary
from planextract.salvage.fragments import Fragment
from planextract.salvage.text_lines import TextLine

_BRACKETED_NOTE = re.compile(r"[（(][^（）()]*[）)]")

_CUMULATIVE = re.compile("累計|延べ")
"""Words for a running count (“cumulative”), which the total has wherever the years have them."""

_MAX_ARRANGEMENTS = 20_000
"""Arrangements tried before a row is given up."""

Cells = tuple[str, ...]


@dataclass(slots=True)
class GoalRow:
    """A goal and the cells known of its row."""

    goal: str
    lines: tuple[TextLine, ...]
    cells: tuple[str | None, ...]
    """One cell for each period; None where it is not known."""
    part: Cells = ()
    """Cells that follow the goal, in order, while others are missing."""
    prefix: bool = False
    """The cells of `part` are those of the first columns."""
    candidates: tuple[Cells, ...] = ()

    @property
    def is_whole(self) -> bool:
        return all(cell is not None for cell in self.cells)


@dataclass(frozen=True)
class RowRules:
    """Conditions that every row of a plan's tables of goals meets."""

    vocabulary: Vocabulary
    count: int
    """Cells of a row."""
    by_rows: bool = False
    """The text lists its tables row by row."""

    def is_unambiguous(self, cells: Sequence[str]) -> bool:
        """Return whether cells, each a line by itself, are a row that can't be read in another way.

        A blank cell leaves no line, and a cell of two lines makes up for it, so more is asked of words: no
        year returns to a word that an earlier one has left, and the total ends in the word of the last
        year.
        """
        if not self.is_possible(cells) or any(
            parse_quantity(_BRACKETED_NOTE.sub("", cell)) is not None for cell in cells
        ):
            return self.is_possible(cells)
        years = [self._split_words(cell) for cell in cells[1:-1]]
        runs = [tuple(year) for year, _ in groupby(filter(None, years))]
        total = self._split_words(cells[-1])
        return len(set(runs)) == len(runs) and (not (total and years[-1]) or total[-1] == years[-1][-1])

    def is_unambiguous_in_boxes(self, cells: Cells) -> bool:
        """Return the same for cells in boxes, in any order: quantities must also add up to the total."""
        counted = any(parse_quantity(_BRACKETED_NOTE.sub("", cell)) is not None for cell in cells)
        return self.is_unambiguous(cells) and (not counted or has_matching_total(cells))

    def is_possible(self, cells: Sequence[str]) -> bool:
        """Return whether cells can be a row.

        The total repeats only words of the years; nothing is examined or planned again once it runs; a row
        consists of words, or of numbers of one unit.
        """
        if any(_is_mixed(cell) for cell in cells):
            return False
        numbers = [
            parse_quantity(_BRACKETED_NOTE.sub("", cell)) is not None
            for cell in cells
            if not is_blank_amount(cell)
        ]
        if any(numbers):
            running = [_CUMULATIVE.search(cell) is not None for cell in cells[1:]]
            units = {
                found.unit
                for cell in cells
                if (found := parse_quantity(_BRACKETED_NOTE.sub("", cell))) is not None
            }
            return all(numbers) and running[-1] >= any(running) and len(units) == 1
        words = [self._split_words(cell) for cell in cells]
        if any(len(set(each)) < len(each) for each in words):
            return False
        years = [word for each in words[1:-1] for word in each]
        if not all(any(word in year for year in years) for word in words[-1]):
            return False
        said = [word for each in words[:-1] for word in each]
        return not any(self._is_step_back(before, after) for before, after in pairwise(said))

    def _split_words(self, cell: str) -> list[str]:
        plain = _BRACKETED_NOTE.sub("", cell)
        return [word for word in re.split(r"[\n・、]+", plain) if word and not is_blank_amount(word)]

    def _is_step_back(self, before: str, after: str) -> bool:
        first, second = self.vocabulary.look_up(before)[0], self.vocabulary.look_up(after)[0]
        if after == "検討":
            return first != "検討"
        return before.startswith("運用") and second in ("検討", "策定", "実施")


def _is_mixed(cell: str) -> bool:
    """Return whether a cell contains a quantity, or a dash, beside other text than a note in brackets."""
    lines = [line for line in cell.split("\n") if line and not _BRACKETED_NOTE.fullmatch(line)]
    return len(lines) > 1 and any(
        is_blank_amount(line) or parse_quantity(_BRACKETED_NOTE.sub("", line)) is not None for line in lines
    )


def find_stackings(pieces: Sequence[Fragment], count: int) -> list[Cells]:
    """Return the ways to join words printed below each other into cells so that `count` cells result.

    Words side by side on a line are cells of their own.
    """
    units: list[tuple[str, bool]] = []
    for piece in pieces:
        for cell in piece.cells:
            lines = split_cell_lines(cell) if piece.stacked else [cell]
            units.extend((line, piece.stacked) for line in lines)
    surplus = len(units) - count
    if surplus <= 0 or len(units) > 16:
        return []
    joints = [index for index in range(1, len(units)) if units[index][1] and units[index - 1][1]]
    ways: dict[Cells, None] = {}
    for joined in combinations(joints, surplus):
        cells: list[str] = []
        for index, (text, _) in enumerate(units):
            if index in joined:
                cells[-1] += "\n" + text
            else:
                cells.append(text)
        ways[tuple(cells)] = None
    return list(ways)


def split_cell_lines(cell: str) -> list[str]:
    """Return the lines of a stacked cell; a note in brackets is kept with the line above it."""
    lines: list[str] = []
    for line in cell.split("\n"):
        if lines and _BRACKETED_NOTE.fullmatch(line):
            lines[-1] += "\n" + line
        else:
            lines.append(line)
    return lines


def assign_loose_cells(
    rows: Sequence[GoalRow], loose: Sequence[Fragment], rules: RowRules, column: int | None = None
) -> bool:
    """Put loose cells into rows that lack some, where all arrangements agree; return whether all fit.

    `column`: index of the column under whose header alone a single loose cell is printed.
    """
    missing = [row for row in rows if not row.is_whole]
    chunks = [piece.cells for piece in loose]
    if not missing or sum(map(len, chunks)) + sum(len(row.part) for row in missing) != rules.count * len(
        missing
    ):
        return False
    cells = [cell for chunk in chunks for cell in chunk] + [cell for row in missing for cell in row.part]
    if len(set(cells)) == 1:
        for row in missing:
            row.cells = (cells[0],) * rules.count
        return True
    found = _find_arrangements(missing, chunks, rules)
    if found is None:
        return False
    for row, ways in zip(missing, found, strict=True):
        candidates = [way for way in ways if has_matching_total(way)] or ways
        if column is not None and len(missing) == 1 and len(chunks) == 1 and len(chunks[0]) == 1:
            here = [
                way for way in candidates if way == (*row.part[:column], chunks[0][0], *row.part[column:])
            ]
            candidates = here or candidates
        row.candidates = tuple(candidates)
        row.cells = (
            tuple(way[0] if len(set(way)) == 1 else None for way in zip(*candidates, strict=True))
            or row.cells
        )
    return True


def _find_arrangements(
    rows: Sequence[GoalRow], chunks: Sequence[Cells], rules: RowRules
) -> list[list[Cells]] | None:
    """Return all possible readings of each row; None where there are none or too many ways to try."""
    if len(rows) ** len(chunks) > _MAX_ARRANGEMENTS:
        return None
    parts = [row.part for row in rows]
    known = any(parts)
    if not known:
        # rows without known cells: each run of cells side by side begins a row, but it is open which
        runs = [chunk for chunk in chunks if len(chunk) > 1]
        if len(runs) != len(rows):
            return None
        parts = runs
        chunks = [chunk for chunk in chunks if len(chunk) == 1]
    ways: list[dict[Cells, None]] = [{} for _ in rows]
    tried = 0
    for owners in product(range(len(rows)), repeat=len(chunks)):
        given = [
            [chunk for chunk, owner in zip(chunks, owners, strict=True) if owner == row]
            for row in range(len(rows))
        ]
        if any(
            len(part) + sum(map(len, extra)) != rules.count for part, extra in zip(parts, given, strict=True)
        ):
            continue
        each = []
        for row, part, extra in zip(rows, parts, given, strict=True):
            ways_here = [part + sum(extra, ())] if row.prefix else _insert_cells(part, extra)
            filled = {way: None for way in ways_here if rules.is_possible(way)}
            tried += len(filled) + 1
            each.append(filled)
        if tried > _MAX_ARRANGEMENTS:
            return None
        if all(each):
            for known_ways, filled in zip(ways, each, strict=True):
                known_ways.update(filled)
    if not all(ways):
        return None
    if not known and len(rows) > 1:
        every = dict.fromkeys(way for each in ways for way in each)
        return [list(every) for _ in rows]
    return [list(each) for each in ways]


def _insert_cells(part: Cells, extra: Sequence[Cells]) -> Iterator[Cells]:
    """Yield the known cells of a row with other cells inserted anywhere, in the order of the text."""
    cells = [cell for chunk in extra for cell in chunk]
    count = len(part) + len(cells)
    for places in combinations(range(count), len(cells)):
        row, new = iter(part), iter(cells)
        yield tuple(next(new) if place in places else next(row) for place in range(count))


def has_matching_total(cells: Cells) -> bool:
    """Return whether the total of a row of quantities is the sum of its years, the baseline aside.

    >>> has_matching_total(("", "1人", "2人", "3人")), has_matching_total(("", "1人", "2人", "4人"))
    (True, False)
    """
    found = [parse_quantity(cell) for cell in cells[1:]]
    values = [each.value for each in found if each is not None]
    return bool(values) and len(values) == len(found) and sum(values[:-1]) == values[-1]
