"""Rules to tables: snapped, merged, joined; spans come out by themselves."""

from __future__ import annotations

import itertools
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from planextract.layout.grid import SNAP_DISTANCE_POINTS, RulingEdge, find_grids, merge_edges, snap_edges
from planextract.model.page import Ruling
from tests.support.build import across, down, ruled


def spans(rules: list[Ruling]) -> list[tuple[int, int, int, int]]:
    """Row, column, height and width of every cell of the only table."""
    (grid,) = find_grids(rules)
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]


def test_near_rules_are_one() -> None:
    assert {edge.at for edge in snap_edges([RulingEdge(10, 0, 50), RulingEdge(11, 0, 50)])} == {10.5}
    assert {edge.at for edge in snap_edges([RulingEdge(10, 0, 50), RulingEdge(13, 0, 50)])} == {10, 13}


def test_snapping_loses_no_rule() -> None:
    edges = [RulingEdge(10, 0, 50), RulingEdge(10.5, 60, 90), RulingEdge(40, 0, 90)]
    assert len(snap_edges(edges)) == 3
    assert snap_edges([]) == []


def test_pieces_of_a_rule_are_joined() -> None:
    assert merge_edges([RulingEdge(10, 50, 90), RulingEdge(10, 0, 50)]) == [RulingEdge(10, 0, 90)]
    assert merge_edges([RulingEdge(10, 0, 50), RulingEdge(10, 50 + SNAP_DISTANCE_POINTS, 90)]) == [
        RulingEdge(10, 0, 90)
    ]
    assert merge_edges([RulingEdge(10, 0, 50), RulingEdge(10, 60, 90)]) == [
        RulingEdge(10, 0, 50),
        RulingEdge(10, 60, 90),
    ]
    assert merge_edges([RulingEdge(10, 0, 90), RulingEdge(10, 20, 50)]) == [RulingEdge(10, 0, 90)]


def test_a_plain_table() -> None:
    (grid,) = find_grids(ruled([0, 50, 100, 150], [0, 20, 40]))
    assert grid.columns == (0, 50, 100, 150)
    assert grid.rows == (0, 20, 40)
    assert len(grid.cells) == 6
    assert grid.cells[4].box == (50, 20, 100, 40)


def test_a_cell_over_columns() -> None:
    rules = [across(y, 0, 100) for y in (0, 20, 40)]
    rules += [down(0, 0, 40), down(100, 0, 40), down(50, 20, 40)]
    assert spans(rules) == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_cell_over_rows() -> None:
    rules = [across(0, 0, 100), across(40, 0, 100), across(20, 50, 100)]
    rules += [down(x, 0, 40) for x in (0, 50, 100)]
    assert spans(rules) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]


def test_cells_with_frames_of_their_own_are_one_table() -> None:
    """HTML with `border-spacing`: a frame around each cell, 2 points from the next."""
    rules = [rule for x in (0, 50) for y in (0, 20) for rule in ruled([x, x + 48], [y, y + 18])]
    assert spans(rules) == [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_one_stray_line_opens_no_row() -> None:
    (grid,) = find_grids([*ruled([0, 50, 100], [40, 60, 80]), down(100, 5, 60)])
    assert grid.rows == (40, 60, 80)


def test_a_cell_over_rows_and_columns() -> None:
    rules = ruled([0, 50, 100, 150], [0, 20, 40, 60])
    rules = [rule for rule in rules if rule.middle not in (20, 50)]
    rules += [across(20, 100, 150), down(50, 40, 60)]
    assert (0, 0, 2, 2) in spans(rules)


def test_a_row_whose_columns_are_its_own() -> None:
    """The departments' row of a plan has one wide value where the years are above it."""
    rules = [across(y, 0, 150) for y in (0, 20, 40)]
    rules += [down(x, 0, 20) for x in (50, 100)] + [down(30, 20, 40)] + [down(x, 0, 40) for x in (0, 150)]
    assert [span for span in spans(rules) if span[0] == 1] == [(1, 0, 1, 1), (1, 1, 1, 3)]


def test_tables_apart_are_two() -> None:
    found = find_grids([*ruled([0, 50, 100], [100, 120, 140]), *ruled([0, 50, 100], [0, 20, 40])])
    assert [grid.rows for grid in found] == [(0, 20, 40), (100, 120, 140)]


def test_lines_without_crossings_are_no_table() -> None:
    assert find_grids([across(10, 0, 100), across(30, 0, 100)]) == []
    assert find_grids([]) == []


def test_a_table_that_is_open_at_its_sides() -> None:
    rules = [across(y, 0, 150) for y in (0, 20, 40)] + [down(x, 0, 40) for x in (50, 100)]
    (grid,) = find_grids(rules)
    assert grid.columns == (0, 50, 100, 150)
    assert len(grid.cells) == 6


@given(
    st.lists(st.integers(10, 60), min_size=1, max_size=5),
    st.lists(st.integers(10, 40), min_size=1, max_size=6),
    st.sampled_from(["whole", "segments", "boxes"]),
    st.integers(0, 99),
)
def test_however_the_rules_are_drawn_the_table_is_the_same(
    widths: list[int], heights: list[int], way: str, seed: int
) -> None:
    columns = [sum(widths[:count]) for count in range(len(widths) + 1)]
    rows = [sum(heights[:count]) for count in range(len(heights) + 1)]
    rules = ruled(columns, rows)
    if way == "segments":
        rules = [across(y, *ends) for y in rows for ends in itertools.pairwise(columns)]
        rules += [down(x, *ends) for x in columns for ends in itertools.pairwise(rows)]
    if way == "boxes":
        rules = []
        for x0, x1 in itertools.pairwise(columns):
            for y0, y1 in itertools.pairwise(rows):
                rules += [across(y0, x0, x1), across(y1, x0, x1), down(x0, y0, y1), down(x1, y0, y1)]
    Random(seed).shuffle(rules)
    (grid,) = find_grids(rules)
    assert grid.columns == tuple(columns)
    assert grid.rows == tuple(rows)
    assert [(cell.row, cell.column) for cell in grid.cells] == [
        (row, column) for row in range(len(heights)) for column in range(len(widths))
    ]


def test_rules_that_stop_short_of_each_other_meet() -> None:
    short = [down(x, 14, 26) for x in (10, 50, 90)]
    assert spans([across(10, 10, 90), across(30, 10, 90), *short]) == [(0, 0, 1, 1), (0, 1, 1, 1)]


def test_a_short_stroke_reaches_nothing() -> None:
    frame = [across(10, 10, 90), across(30, 10, 90), down(10, 10, 30), down(90, 10, 30)]
    assert spans([*frame, down(50, 18, 24)]) == [(0, 0, 1, 1)]


def test_double_lines_have_no_row_between_them() -> None:
    rules = ruled([10, 14.5, 90], [10, 26, 30, 50])
    assert spans(rules) == [(0, 0, 1, 1), (1, 0, 1, 1)]


def test_rows_without_any_vertical_rule_have_the_columns_above_them() -> None:
    table = [*(across(y, 10, 90) for y in (10, 30)), *(down(x, 10, 30) for x in (10, 50, 90))]
    more = [across(50, 10, 90), across(70, 10, 90)]
    assert spans([*table, *more]) == [(row, column, 1, 1) for row in range(3) for column in range(2)]
    assert spans([*table, more[0]]) == [(0, 0, 1, 1), (0, 1, 1, 1)], "one line divides the page"
