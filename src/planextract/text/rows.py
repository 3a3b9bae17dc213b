"""Cells put back into rows.

A row has a cell for each period. Where a goal is followed by just as many cells the row is read; where
cells stand apart, every arrangement that the domain allows is tried, and only what all of them agree on
is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, permutations, product

from planextract.normalise.milestones import Vocabulary
from planextract.normalise.numbers import is_nothing, quantity
from planextract.text.lines import TextLine
from planextract.text.pieces import Kind, Piece, is_amount

_NOTE = re.compile(r"[（(][^（）()]*[）)]")

_LIMIT = 20_000
"""Arrangements tried before a row is given up."""

Cells = tuple[str, ...]


@dataclass(slots=True)
class Row:
    """A goal and what is known of its cells."""

    goal: str
    lines: tuple[TextLine, ...]
    cells: tuple[str | None, ...]
    """One a period; None where it is not known."""
    part: Cells = ()
    """Cells that follow the goal, in order, while some are missing."""
    candidates: tuple[Cells, ...] = ()

    @property
    def whole(self) -> bool:
        return all(cell is not None for cell in self.cells)


@dataclass(slots=True)
class Bound:
    """What could be bound of the goals and cells of a cluster."""

    rows: list[Row] = field(default_factory=list)
    amounts: Cells = ()
    """Of the budget: one a year, and the total."""
    loose: list[Piece] = field(default_factory=list)
    """Cells that belong to no row yet."""


@dataclass(frozen=True)
class Rules:
    """What holds of every row of a plan."""

    vocabulary: Vocabulary
    count: int
    """Cells of a row."""

    def allows(self, cells: Sequence[str]) -> bool:
        """The total says nothing that no year says; nothing is examined or planned again once it runs;
        a row is of words or of numbers."""
        numbers = [quantity(_NOTE.sub("", cell)) is not None for cell in cells if not is_nothing(cell)]
        if any(numbers):
            return all(numbers)
        words = [self._words(cell) for cell in cells]
        if any(len(set(each)) < len(each) for each in words):
            return False
        years = [word for each in words[1:-1] for word in each]
        if not all(any(word in year for year in years) for word in words[-1]):
            return False
        said = [word for each in words[:-1] for word in each]
        return not any(self._goes_back(before, after) for before, after in pairwise(said))

    def _words(self, cell: str) -> list[str]:
        plain = _NOTE.sub("", cell)
        return [word for word in re.split(r"[\n・、]+", plain) if word and not is_nothing(word)]

    def _goes_back(self, before: str, after: str) -> bool:
        first, second = self.vocabulary.look_up(before)[0], self.vocabulary.look_up(after)[0]
        if after == "検討":
            return first != "検討"
        return before.startswith("運用") and second in ("検討", "策定", "実施")


def bind(pieces: Sequence[Piece], rules: Rules, *, budget: bool) -> Bound:
    """Rows of one cluster: its goals and cells in the order of the text.

    `budget`: a row of amounts may be among the cells.
    """
    bound = Bound()
    groups = list(_groups(pieces))
    if len(groups) > 1 and not groups[0][0] and groups[0][1] and not groups[-1][1]:
        # every goal stands behind its cells
        groups = [(after[0], before[1]) for before, after in pairwise(groups)]
    for position, (goals, runs) in enumerate(groups):
        cells = [piece for run in runs for piece in run]
        apart: list[Piece] = []
        if len(runs) > 1 and any(len(piece.cells) > 1 for piece in cells):
            # cells side by side on a line are read along the row; what is cut off from them may be any row's
            cells, apart = runs[0], [piece for run in runs[1:] for piece in run]
        last = position == len(groups) - 1
        _bind_group(bound, goals, cells, rules, budget=budget and last)
        if budget and not bound.amounts and _amounts(apart, rules.count - 1):
            bound.amounts = tuple(cell for piece in apart for cell in piece.cells)
        else:
            bound.loose += apart
    return bound


def _amounts(pieces: Sequence[Piece], count: int) -> bool:
    cells = [cell for piece in pieces for cell in piece.cells]
    return len(cells) == count and all(is_amount(cell) or is_nothing(cell) for cell in cells)


Goals = list[list[Piece]]
"""Goals of a group; a new run where a header stands between them."""

Runs = list[list[Piece]]
"""Cells of a group; a new run where something else than a header stands between them."""


def _groups(pieces: Sequence[Piece]) -> Iterator[tuple[Goals, Runs]]:
    """Goals with the cells that follow them; first the cells before any goal."""
    goals: Goals = []
    runs: Runs = []
    cut = header = True
    for piece in pieces:
        if piece.kind is Kind.TEXT:
            if runs:
                yield goals, runs
                goals, runs, header = [], [], True
            if header:
                goals.append([])
            goals[-1].append(piece)
            cut, header = True, False
        elif piece.kind is Kind.CELLS:
            if cut:
                runs.append([])
            runs[-1].append(piece)
            cut = False
        elif piece.kind is Kind.HEADER:
            header = True
        else:
            cut = True
    yield goals, runs


def _bind_group(bound: Bound, runs: Goals, pieces: list[Piece], rules: Rules, *, budget: bool) -> None:
    goals = [goal for run in runs for goal in run]
    count = rules.count
    cells = [cell for piece in pieces for cell in piece.cells]
    texts = [(goal.text, goal.lines) for goal in goals]
    rest: Cells = ()
    if budget and len(cells) >= count - 1 and len(cells) % count == count - 1:
        cells, rest = _without_amounts(cells, count - 1)
    rows = len(cells) // count
    if rows and len(cells) == rows * count and len(texts) > rows == len(runs[-1]):
        # what stands before the header is in no row
        texts = [(goal.text, goal.lines) for goal in runs[-1]]
    elif rows and len(cells) == rows * count and rows != len(texts):
        lines = [line for goal in goals for line in goal.lines]
        if len(lines) == rows:
            texts = [(line.text.strip(), (line,)) for line in lines]
    parts = [tuple(cells[index * count : (index + 1) * count]) for index in range(rows)]
    if rows == len(texts) and len(cells) == rows * count and all(map(rules.allows, parts)):
        bound.amounts = rest or bound.amounts
        bound.rows += [Row(text, lines, part) for (text, lines), part in zip(texts, parts, strict=True)]
        return
    bound.amounts = rest or bound.amounts
    left = list(pieces) if not rest else [_loose(pieces, cells)] if cells else []
    if len(texts) == 1:
        ways = [way for way in stackings(left, count) if rules.allows(way)]
        if len(ways) == 1:
            bound.rows.append(Row(*texts[0], ways[0]))
            return
    unknown: tuple[None, ...] = (None,) * count
    bound.rows += [Row(text, lines, unknown) for text, lines in texts]
    if len(texts) == 1 and left:
        row = bound.rows[-1]
        part = left[0].cells
        if not rest and len(part) < count and (left[0].lines[0] in row.lines or len(part) > 1):
            row.part = part
            left = left[1:]
    bound.loose += left


def _loose(pieces: Sequence[Piece], cells: Sequence[str]) -> Piece:
    lines = tuple(line for piece in pieces for line in piece.lines)
    return Piece(Kind.CELLS, lines, "".join(cells), tuple(cells))


def _without_amounts(cells: Sequence[str], count: int) -> tuple[list[str], Cells]:
    """Cells of rows, and the amounts that end them or stand between them."""
    end = tuple(cells[-count:])
    if all(is_amount(cell) or is_nothing(cell) for cell in end) and any(map(is_amount, end)):
        return list(cells[:-count]), end
    amounts = tuple(cell for cell in cells if is_amount(cell))
    if len(amounts) == count:
        return [cell for cell in cells if not is_amount(cell)], amounts
    return list(cells), ()


def stackings(pieces: Sequence[Piece], count: int) -> list[Cells]:
    """The ways in which lines of single words, one under the other, are the lines of one cell, so that
    there is the right number of cells. Words side by side on a line are cells of their own."""
    units: list[tuple[str, bool]] = []
    for piece in pieces:
        for cell in piece.cells:
            lines = _cell_lines(cell) if piece.stacked else [cell]
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


def _cell_lines(cell: str) -> list[str]:
    """The lines of a stacked cell; a bracket stays with the line above it."""
    lines: list[str] = []
    for line in cell.split("\n"):
        if lines and _NOTE.fullmatch(line):
            lines[-1] += "\n" + line
        else:
            lines.append(line)
    return lines


def solve(rows: Sequence[Row], loose: Sequence[Piece], rules: Rules, column: int | None = None) -> bool:
    """Put loose cells into rows that miss some, as far as all arrangements agree; whether all were used.

    `column`: where a single loose cell stands under the header of its column alone.
    """
    missing = [row for row in rows if not row.whole]
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
    found = _arrangements(missing, chunks, rules)
    if found is None:
        return False
    for row, candidates in zip(missing, found, strict=True):
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


def _arrangements(rows: Sequence[Row], chunks: Sequence[Cells], rules: Rules) -> list[list[Cells]] | None:
    """For each row all it may say; None where there are too many ways to try."""
    parts = [row.part for row in rows]
    known = any(parts)
    if not known:
        # rows without a beginning: each run of cells side by side begins one, whose it is is open
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
        for part, extra in zip(parts, given, strict=True):
            filled = {way: None for way in _inserted(part, extra) if rules.allows(way)}
            tried += len(filled) + 1
            each.append(filled)
        if tried > _LIMIT:
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


def _inserted(part: Cells, extra: Sequence[Cells]) -> Iterator[Cells]:
    """The part of a row with other cells put in anywhere, runs of cells kept in order."""
    count = len(part) + sum(map(len, extra))
    cells = [cell for chunk in extra for cell in chunk]
    orders = set(permutations(range(len(extra)))) if len(extra) > 1 else {tuple(range(len(extra)))}
    for order in sorted(orders):
        cells = [cell for index in order for cell in extra[index]]
        for places in combinations(range(count), len(cells)):
            row = iter(part)
            new = iter(cells)
            yield tuple(next(new) if place in places else next(row) for place in range(count))
