"""From a file's coordinates to the page as it is held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planextract.model.geometry import IDENTITY, Box, Matrix
from planextract.read.page_geometry import build_visible_matrix, compute_em_box

NUMBERS = st.floats(-1000, 1000)
MATRICES = st.builds(Matrix, *([st.floats(-10, 10)] * 6))


@pytest.mark.parametrize(
    ("rotate", "corner"),
    # where the lower left corner of a page of 200 by 100 at (10, 20) is seen
    [(0, (0, 100)), (90, (0, 0)), (180, (200, 0)), (270, (100, 200)), (-90, (100, 200)), (450, (0, 0))],
)
def test_the_lower_left_corner(rotate: int, corner: tuple[float, float]) -> None:
    assert build_visible_matrix(10, 20, 210, 120, rotate).map_point(10, 20) == corner


@given(st.sampled_from([0, 90, 180, 270]), NUMBERS, NUMBERS, st.floats(1, 500), st.floats(1, 500))
def test_the_page_fills_the_visible_page(rotate: int, x: float, y: float, w: float, h: float) -> None:
    shown = build_visible_matrix(x, y, x + w, y + h, rotate).map_rectangle(x, y, x + w, y + h)
    size = (w, h) if rotate % 180 == 0 else (h, w)
    assert shown == pytest.approx((0, 0, *size), abs=1e-6)


@given(MATRICES, MATRICES, NUMBERS, NUMBERS)
def test_one_map_after_the_other(first: Matrix, second: Matrix, x: float, y: float) -> None:
    assert first.compose_with(second).map_point(x, y) == pytest.approx(
        second.map_point(*first.map_point(x, y)), abs=1e-3
    )
    assert first.compose_with(IDENTITY) == first == IDENTITY.compose_with(first)


@pytest.mark.parametrize(
    ("along", "place", "angle"),
    [
        ((1, 0), (50, 41.2, 55, 51.2), 0),
        ((0, 1), (48.8, 50, 58.8, 55), 90),
        ((-1, 0), (45, 48.8, 50, 58.8), 180),
        ((0, -1), (41.2, 45, 51.2, 50), 270),
    ],
)
def test_the_em_box_stands_on_its_baseline(
    along: tuple[float, float], place: tuple[float, ...], angle: int
) -> None:
    box, found = compute_em_box((50, 50), along, 5, 10)
    assert box == pytest.approx(place)
    assert found == angle


def test_the_em_box_of_vertical_type_hangs_from_its_origin() -> None:
    assert compute_em_box((50, 50), (1, 0), 10, 10, vertical=True) == (Box(45, 50, 55, 60), 0)
