"""Milestones that moved to another fiscal year.

A milestone begins in the first year whose cell contains it. It is delayed when it begins later in the new
edition, provided that the new edition has a column for the year in which it was to begin: an edition that
starts later contains nothing about the years before. A milestone that begins earlier is treated likewise.

Printed words are compared first, then stages, for a milestone that was moved and renamed at once. The
differences that a move explains (the word missing in its old year, the word present in its new one, an
earlier stage filling the gap) are not changes of their own. Years that differ in another way are returned
as unexplained.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, get_args

from planextract.diff.cells import is_same_cell
from planextract.japanese.widths import nfkc_key
from planextract.model.plan import Cell, Milestone
from planextract.model.record import Stage

_STAGE_RANKS = {stage: rank for rank, stage in enumerate(get_args(Stage))}


class MilestoneToken(NamedTuple):
    """A milestone reduced to its normalised word and its stage, for comparison."""

    word: str
    stage: Stage


class MilestoneMove(NamedTuple):
    """A milestone that begins in another fiscal year in the new edition."""

    term: str
    stage: Stage
    old_year: int
    new_year: int

    @property
    def years(self) -> int:
        """Years by which the milestone moved; positive for a delay."""
        return self.new_year - self.old_year


class MilestoneMoves(NamedTuple):
    """The moved milestones of one row, and the years with other differences."""

    moves: tuple[MilestoneMove, ...]
    """The moves, sorted by the year in which the milestones were to begin."""
    unexplained: tuple[int, ...]
    """Fiscal years in both editions with a difference that the moves do not explain."""


def find_moves(old: Mapping[int, Cell], new: Mapping[int, Cell]) -> MilestoneMoves:
    """Return the milestones moved between two editions of a row, each given as cells by fiscal year."""
    common = sorted(old.keys() & new.keys())
    differing = [year for year in common if not is_same_cell(old[year], new[year])]
    # cells with a quantity are not part of a move
    open_years = [year for year in differing if old[year].quantity is None and new[year].quantity is None]
    before = {year: _make_tokens(cell) for year, cell in old.items()}
    after = {year: _make_tokens(cell) for year, cell in new.items()}
    gone = {year: before[year] - after[year] for year in open_years}
    come = {year: after[year] - before[year] for year in open_years}
    moves: list[MilestoneMove] = []
    for key in (_get_token_word, _get_token_stage):
        candidates = {key(token) for tokens in (*gone.values(), *come.values()) for token in tokens}
        if key is _get_token_stage:
            candidates -= {"その他", *(move.stage for move in moves)}
        for wanted in sorted(candidates):
            move = _find_move(wanted, key, old, new)
            if move is not None:
                moves.append(move)
                _remove_explained(move, wanted, key, gone, come)
    moves.sort(key=lambda move: (move.old_year, move.new_year, move.term))
    unexplained = [year for year in differing if year not in open_years or gone[year] or come[year]] + [
        year for year in open_years if before[year] == after[year]
    ]
    return MilestoneMoves(tuple(moves), tuple(sorted(unexplained)))


def _find_move(
    wanted: str, key: Callable[[MilestoneToken], str], old: Mapping[int, Cell], new: Mapping[int, Cell]
) -> MilestoneMove | None:
    """Return the move of the milestone whose `key` is `wanted`; None where it did not move."""
    left, right = _find_beginning(wanted, key, old), _find_beginning(wanted, key, new)
    if left is None or right is None:
        return None
    (old_year, _), (new_year, milestone) = left, right
    if old_year == new_year:
        return None
    if (new_year > old_year and old_year not in new) or (new_year < old_year and new_year not in old):
        return None
    return MilestoneMove(milestone.term, milestone.stage, old_year, new_year)


def _find_beginning(
    wanted: str, key: Callable[[MilestoneToken], str], cells: Mapping[int, Cell]
) -> tuple[int, Milestone] | None:
    """Return the first fiscal year that contains the milestone, and the milestone; None where none does."""
    for year in sorted(cells):
        for milestone in cells[year].milestones:
            if key(_make_token(milestone)) == wanted:
                return year, milestone
    return None


def _remove_explained(
    move: MilestoneMove,
    wanted: str,
    key: Callable[[MilestoneToken], str],
    gone: dict[int, set[MilestoneToken]],
    come: dict[int, set[MilestoneToken]],
) -> None:
    """Remove from `gone` and `come`, in place, the differences that the move explains."""
    gap = range(min(move.old_year, move.new_year), max(move.old_year, move.new_year))
    left, filling = (gone, come) if move.years > 0 else (come, gone)
    for year in left:
        if year in gap:
            left[year] = {token for token in left[year] if key(token) != wanted}
            filling[year] = {token for token in filling[year] if not _can_fill_gap(token, move)}
        elif year >= gap.stop:
            # the word is in this cell now, or was in it before it moved away
            filling[year] = {token for token in filling[year] if key(token) != wanted}


def _can_fill_gap(token: MilestoneToken, move: MilestoneMove) -> bool:
    """Return whether a milestone may fill the gap that a move leaves: its stage is earlier or the same."""
    return token.stage != "その他" and _STAGE_RANKS[token.stage] <= _STAGE_RANKS[move.stage]


def _make_tokens(cell: Cell) -> set[MilestoneToken]:
    return {_make_token(milestone) for milestone in cell.milestones}


def _make_token(milestone: Milestone) -> MilestoneToken:
    return MilestoneToken(nfkc_key(milestone.term), milestone.stage)


def _get_token_word(token: MilestoneToken) -> str:
    return token.word


def _get_token_stage(token: MilestoneToken) -> str:
    return token.stage
