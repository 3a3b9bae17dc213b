"""Milestones that moved to another fiscal year.

A milestone begins in the first year that bears it. It is delayed when it begins later in the new edition,
provided that the new edition has a column for the year in which it was to begin: an edition that starts
later says nothing of the years before. The other way round for one that comes earlier.

Printed words are looked at first, then stages, for a milestone that moved and was renamed at once. What a
move accounts for, the word leaving its old place, standing in its new one, and an earlier stage filling
the gap, is no change of its own. Years that differ in another way are left for the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, get_args

from planextract.diff.cells import same_cell
from planextract.japanese.widths import compatible
from planextract.model.plan import Cell, Milestone, Stage

_RANK = {stage: rank for rank, stage in enumerate(get_args(Stage))}


class Token(NamedTuple):
    """A milestone without what may vary in print."""

    word: str
    stage: Stage


class Move(NamedTuple):
    term: str
    stage: Stage
    old_year: int
    new_year: int

    @property
    def years(self) -> int:
        """Positive for a delay."""
        return self.new_year - self.old_year


class Moves(NamedTuple):
    moves: tuple[Move, ...]
    """By the year in which they were to begin."""
    unexplained: tuple[int, ...]
    """Years in both editions that differ in what no move accounts for."""


def find_moves(old: Mapping[int, Cell], new: Mapping[int, Cell]) -> Moves:
    """The moves between two rows, each given by its cells by fiscal year."""
    common = sorted(old.keys() & new.keys())
    differing = [year for year in common if not same_cell(old[year], new[year])]
    # a number takes part in no move
    open_years = [year for year in differing if old[year].quantity is None and new[year].quantity is None]
    before = {year: _tokens(cell) for year, cell in old.items()}
    after = {year: _tokens(cell) for year, cell in new.items()}
    gone = {year: before[year] - after[year] for year in open_years}
    come = {year: after[year] - before[year] for year in open_years}
    moves: list[Move] = []
    for key in (_word, _stage):
        candidates = {key(token) for tokens in (*gone.values(), *come.values()) for token in tokens}
        if key is _stage:
            candidates -= {"その他", *(move.stage for move in moves)}
        for wanted in sorted(candidates):
            move = _move(wanted, key, old, new)
            if move is not None:
                moves.append(move)
                _explain(move, wanted, key, gone, come)
    moves.sort(key=lambda move: (move.old_year, move.new_year, move.term))
    unexplained = [year for year in differing if year not in open_years or gone[year] or come[year]] + [
        year for year in open_years if before[year] == after[year]
    ]
    return Moves(tuple(moves), tuple(sorted(unexplained)))


def _move(
    wanted: str, key: Callable[[Token], str], old: Mapping[int, Cell], new: Mapping[int, Cell]
) -> Move | None:
    left, right = _beginning(wanted, key, old), _beginning(wanted, key, new)
    if left is None or right is None:
        return None
    (old_year, _), (new_year, milestone) = left, right
    if old_year == new_year:
        return None
    if (new_year > old_year and old_year not in new) or (new_year < old_year and new_year not in old):
        return None
    return Move(milestone.term, milestone.stage, old_year, new_year)


def _beginning(
    wanted: str, key: Callable[[Token], str], cells: Mapping[int, Cell]
) -> tuple[int, Milestone] | None:
    """The first year that bears the milestone, and the milestone."""
    for year in sorted(cells):
        for milestone in cells[year].milestones:
            if key(_token(milestone)) == wanted:
                return year, milestone
    return None


def _explain(
    move: Move,
    wanted: str,
    key: Callable[[Token], str],
    gone: dict[int, set[Token]],
    come: dict[int, set[Token]],
) -> None:
    """Take out of the differences what follows from the move."""
    gap = range(min(move.old_year, move.new_year), max(move.old_year, move.new_year))
    left, filling = (gone, come) if move.years > 0 else (come, gone)
    for year in left:
        if year in gap:
            left[year] = {token for token in left[year] if key(token) != wanted}
            filling[year] = {token for token in filling[year] if not _fills(token, move)}
        elif year >= gap.stop:
            # the word stands here now, or stood here before it moved away
            filling[year] = {token for token in filling[year] if key(token) != wanted}


def _fills(token: Token, move: Move) -> bool:
    """Whether a milestone may stand in the gap: it is an earlier or the same stage."""
    return token.stage != "その他" and _RANK[token.stage] <= _RANK[move.stage]


def _tokens(cell: Cell) -> set[Token]:
    return {_token(milestone) for milestone in cell.milestones}


def _token(milestone: Milestone) -> Token:
    return Token(compatible(milestone.term), milestone.stage)


def _word(token: Token) -> str:
    return token.word


def _stage(token: Token) -> str:
    return token.stage
