"""Cells put back into rows.

A row has a cell for each period. Where a goal is followed by just as many cells the row is read; where
cells stand apart, every arrangement that the domain allows is tried, and only what all of them agree on
is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise, product

from planextract.normalise.milestones import Vocabulary
from planextract.normalise.numbers import is_nothing, quantity
from planextract.text.lines import TextLine
from planextract.text.pieces import Kind, Piece, is_amount

_NOTE = re.compile(r"[（(][^（）()]*[）)]")

_CIRCLED = re.compile(r"[①-⑳]")

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
    prefix: bool = False
    """They are those of the first columns."""
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
        _bind_group(bound, goals, cells, runs[0] if runs else [], rules, budget=budget and last)
        amounts = tuple(cell for piece in apart for cell in piece.cells)
        if budget and not bound.amounts and _are_amounts(amounts, rules.count):
            bound.amounts = amounts
        else:
            bound.loose += apart
    return bound


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


def _bind_group(
    bound: Bound, runs: Goals, pieces: list[Piece], begun: Sequence[Piece], rules: Rules, *, budget: bool
) -> None:
    """Bind the goals of a group to its cells; `begun` are those that follow the last goal at once."""
    count = rules.count
    for version in (pieces, _one_to_a_line(pieces)):
        left, amounts = _without_amounts(version, count) if budget and not bound.amounts else (version, ())
        rows = _fitting(runs, left, rules)
        if rows:
            bound.rows += rows
            bound.amounts = amounts or bound.amounts
            return
    if budget and not bound.amounts:
        pieces, bound.amounts = _without_amounts(pieces, count)
    texts = _texts(runs, 0)
    if len(texts) == 1:
        ways = [way for way in stackings(pieces, count) if rules.allows(way)]
        if len(ways) == 1:
            bound.rows.append(Row(*texts[0], ways[0]))
            return
    unknown: tuple[None, ...] = (None,) * count
    bound.rows += [Row(text, lines, unknown) for text, lines in texts]
    if len(texts) == 1 and pieces:
        pieces = _begun(bound.rows[-1], pieces, begun, count)
    bound.loose += pieces


def _fitting(runs: Goals, pieces: Sequence[Piece], rules: Rules) -> list[Row]:
    """The rows where there are just as many cells as the goals must have; else none."""
    cells = [cell for piece in pieces for cell in piece.cells]
    count, rest = divmod(len(cells), rules.count)
    texts = _texts(runs, count if not rest else 0)
    parts = [tuple(cells[index * rules.count : (index + 1) * rules.count]) for index in range(count)]
    if count != len(texts) or rest or not all(map(rules.allows, parts)):
        return []
    return [Row(text, lines, part) for (text, lines), part in zip(texts, parts, strict=True)]


def _one_to_a_line(pieces: Sequence[Piece]) -> list[Piece]:
    """The cells as they are where a text leaves no blank line between them: each line one, brackets with
    the line above them."""
    result: list[Piece] = []
    for piece in pieces:
        if not piece.stacked:
            result.append(piece)
            continue
        result += [replace(piece, text=cell, cells=(cell,)) for cell in _cell_lines(piece.text)]
    return result


def _texts(runs: Goals, rows: int) -> list[tuple[str, tuple[TextLine, ...]]]:
    """The goals with their lines, as many as there are whole rows if that can be: what stands before the
    header is in no row, and goals without a blank line between them are one to a line."""
    goals = [goal for run in runs for goal in run]
    lines = [line for goal in goals for line in goal.lines]
    marked = _marked_goals(lines)
    if rows and len(goals) > rows == len(runs[-1]):
        goals = runs[-1]
    elif rows and len(goals) != rows == len(marked):
        return marked
    elif rows and len(goals) != rows == len(lines):
        return [(line.text.strip(), (line,)) for line in lines]
    return [(goal.text, goal.lines) for goal in goals]


def _marked_goals(lines: Sequence[TextLine]) -> list[tuple[str, tuple[TextLine, ...]]]:
    """The goals that lines hold where each begins with a mark: ① to ⑳."""
    goals: list[list[TextLine]] = []
    for line in lines:
        if _CIRCLED.match(line.text.strip()):
            goals.append([])
        if not goals:
            return []
        goals[-1].append(line)
    return [("".join(line.text.strip() for line in goal), tuple(goal)) for goal in goals]


def _begun(row: Row, pieces: list[Piece], begun: Sequence[Piece], count: int) -> list[Piece]:
    """Give a row the cells that follow its goal; returns the others. Side by side on a line some may be
    missing between them; one to a line, the first are those of the first columns."""
    first = pieces[0]
    if len(first.cells) > 1 or first.lines[0] in row.lines:
        taken = [first]
    else:
        taken = [piece for piece in pieces if len(piece.cells) == 1 and _among(piece, begun)]
        row.prefix = True
    part = tuple(cell for piece in taken for cell in piece.cells)
    if len(part) >= count:
        row.prefix = False
        return pieces
    row.part = part
    return [piece for piece in pieces if not _among(piece, taken)]


def _among(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether it is one of them, and not only alike."""
    return any(piece is other for other in pieces)


def _without_amounts(pieces: list[Piece], count: int) -> tuple[list[Piece], Cells]:
    """Cells of rows, and the amounts, one less, that end them or stand between them."""
    cells = [cell for piece in pieces for cell in piece.cells]
    end = tuple(cells[1 - count :])
    for at in range(len(pieces)):
        if tuple(cell for piece in pieces[at:] for cell in piece.cells) == end:
            if len(cells) % count == count - 1 and _are_amounts(end, count):
                return pieces[:at], end
            break
    apart = [piece for piece in pieces if len(piece.cells) == 1 and is_amount(piece.cells[0])]
    amounts = tuple(piece.text for piece in apart)
    if len(amounts) == count - 1 == sum(map(is_amount, cells)):
        return [piece for piece in pieces if not _among(piece, apart)], amounts
    return pieces, ()


def _are_amounts(cells: Sequence[str], count: int) -> bool:
    """Whether cells are those of a budget: one for each period but the baseline."""
    return (
        len(cells) == count - 1
        and all(is_amount(cell) or is_nothing(cell) for cell in cells)
        and any(map(is_amount, cells))
    )


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
    for row, ways in zip(missing, found, strict=True):
        candidates = [way for way in ways if _adds_up(way)] or ways
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
    if len(rows) ** len(chunks) > _LIMIT:
        return None
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
        for row, part, extra in zip(rows, parts, given, strict=True):
            ways_here = [part + sum(extra, ())] if row.prefix else _inserted(part, extra)
            filled = {way: None for way in ways_here if rules.allows(way)}
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
    """The part of a row with other cells put in anywhere, in the order of the text."""
    cells = [cell for chunk in extra for cell in chunk]
    count = len(part) + len(cells)
    for places in combinations(range(count), len(cells)):
        row, new = iter(part), iter(cells)
        yield tuple(next(new) if place in places else next(row) for place in range(count))


def _adds_up(cells: Cells) -> bool:
    """Whether the total of a row of quantities is the sum of its years."""
    found = [quantity(cell) for cell in cells[1:]]
    values = [each.value for each in found if each is not None]
    return len(values) == len(found) and sum(values[:-1]) == values[-1]
