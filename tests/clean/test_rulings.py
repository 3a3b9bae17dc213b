"""Lines that separate, whichever way they are drawn."""

from __future__ import annotations

from typing import Any

import pytest

from planextract.clean.rulings import find_rulings
from planextract.model.page import Box, PaintKind, Point, Ruling, Shape
from tests.support.build import BLACK, area, rectangle


def stroked(*points: Point, width: float = 0.5) -> Shape:
    return Shape(points, True, False, width, 0)


def filled(x0: float, top: float, x1: float, bottom: float) -> Shape:
    return Shape(rectangle(x0, top, x1, bottom), False, True, 0, 0)


def found(*shapes: Shape) -> list[Ruling]:
    return list(find_rulings(shapes, (area(0, 0, 1, 1, BLACK),)))


def test_a_level_line() -> None:
    (rule,) = found(stroked((10, 20), (90, 20)))
    assert (rule.horizontal, rule.x0, rule.x1, rule.middle) == (True, 10, 90, 20)
    assert rule.bottom - rule.top == pytest.approx(0.5)


def test_a_plumb_line_drawn_upwards() -> None:
    (rule,) = found(stroked((10, 90), (10, 20)))
    assert (rule.horizontal, rule.top, rule.bottom, rule.middle) == (False, 20, 90, 10)


def test_a_hairline_has_a_middle_too() -> None:
    (rule,) = found(stroked((10, 20), (90, 20), width=0))
    assert rule.middle == 20


def test_the_sides_of_a_stroked_rectangle() -> None:
    points = rectangle(10, 20, 90, 60)
    sides = {(rule.horizontal, rule.middle) for rule in found(stroked(*points, points[0]))}
    assert sides == {(True, 20), (True, 60), (False, 10), (False, 90)}


@pytest.mark.parametrize("thickness", [0.25, 0.5, 1.0, 3.0])
def test_a_thin_filled_box_is_a_line(thickness: float) -> None:
    (level,) = found(filled(10, 20, 90, 20 + thickness))
    (plumb,) = found(filled(10, 20, 10 + thickness, 90))
    assert (level.horizontal, level.x0, level.x1) == (True, 10, 90)
    assert (plumb.horizontal, plumb.top, plumb.bottom) == (False, 20, 90)


def test_a_frame_filled_between_two_rectangles() -> None:
    outer, inner = rectangle(10, 20, 90, 60), rectangle(11, 21, 89, 59)
    paint = area(10, 20, 90, 60, BLACK, polygons=(outer, inner), even_odd=True)
    sides = {
        (rule.horizontal, rule.middle) for rule in find_rulings([Shape(outer, False, True, 0, 0)], (paint,))
    }
    assert sides == {(True, 20.5), (True, 59.5), (False, 10.5), (False, 89.5)}


@pytest.mark.parametrize(
    "shape",
    [
        filled(10, 20, 90, 60),  # a tinted area
        stroked((10, 20), (90, 60)),  # a slanting line
        stroked((10, 20), (90, 20), width=12),  # a bar of colour
        stroked((10, 20), (11, 20)),  # a dot
        filled(10, 20, 12, 22),  # a bullet
    ],
    ids=["area", "slant", "bar", "dot", "bullet"],
)
def test_what_is_no_rule(shape: Shape) -> None:
    assert found(shape) == []


@pytest.mark.parametrize(
    ("dash", "gap"),
    [(2.25, 1.5), (0.75, 0.75), (6.0, 4.0)],
    ids=["dashed", "dotted", "wide"],
)
def test_dashes_in_a_row_are_one_line(dash: float, gap: float) -> None:
    places = [10 + index * (dash + gap) for index in range(9)]
    level = [filled(x, 20, x + dash, 20.75) for x in places]
    plumb = [filled(10, y, 10.75, y + dash) for y in places]
    across, down = found(*level, *plumb)
    assert (across.horizontal, across.x0, across.x1) == (True, 10, places[-1] + dash)
    assert (down.horizontal, down.top, down.bottom) == (False, 10, places[-1] + dash)


def test_dots_in_uneven_steps_are_no_line() -> None:
    assert found(*(filled(x, 20, x + 1, 21) for x in (10, 13, 22, 24, 40))) == []


def in_clip(shape: Shape, clip: Box, **changes: Any) -> list[Ruling]:
    paint = area(0, 0, 200, 100, BLACK, clips=((rectangle(*clip),),), **changes)
    return list(find_rulings([shape], (paint,)))


@pytest.mark.parametrize("clip", [Box(10, 20, 90, 20.6), Box(10, 20, 10.6, 90)])
def test_what_shows_of_an_area_in_a_thin_clip(clip: Box) -> None:
    (rule,) = in_clip(filled(0, 0, 200, 100), clip)
    assert (rule.x0, rule.top, rule.x1, rule.bottom) == clip
    assert rule.horizontal == (clip.width > clip.height)


def test_a_thick_stroke_in_a_thin_clip() -> None:
    (rule,) = in_clip(stroked((10, 20), (90, 20), width=20), Box(10, 20, 90, 20.6))
    assert (rule.top, rule.bottom) == (20, 20.6)


def test_an_area_in_a_wide_clip_is_none() -> None:
    assert in_clip(filled(0, 0, 200, 100), Box(10, 20, 90, 60)) == []


@pytest.mark.parametrize("kind", [PaintKind.IMAGE, PaintKind.SHADING])
def test_a_thin_picture(kind: PaintKind) -> None:
    (rule,) = find_rulings([], (area(10, 20, 90, 20.6, kind=kind)._replace(fill=None),))
    assert (rule.horizontal, rule.x0, rule.x1) == (True, 10, 90)


def test_a_long_line_may_be_a_little_askew() -> None:
    (rule,) = found(stroked((10, 20), (510, 21.3)))
    assert rule.horizontal
    assert found(stroked((10, 20), (60, 21.3))) == []


def test_the_outline_of_a_letter_is_none() -> None:
    assert (
        found(stroked((10, 20), (18, 20), (18, 22), (14, 30), (12, 30), (16, 22), (10, 22), (10, 20))) == []
    )
