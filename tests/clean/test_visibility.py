"""Why a glyph can't be seen, and that one that can is never dropped. The page is 200 by 100 points."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from planextract.clean.visibility import drop_hidden_content
from planextract.model.page import DropReason, Glyph, Paint, PaintKind, Shape
from tests.support.build import BLACK, WHITE, area, content, glyphs, ink, rectangle

TEXT = "計"


def fate(
    paints: Sequence[Paint],
    run: tuple[Glyph, ...] | None = None,
    *,
    shapes: Sequence[Shape] = (),
    seen: bool | None = None,
) -> DropReason | None:
    """Why the glyph at (20, 50) is dropped; None when it is kept."""
    listed = glyphs(TEXT) if run is None else run
    page = drop_hidden_content(content(listed, paints, shapes, seen=seen))
    if page.glyphs:
        assert page.glyphs == listed
        return None
    (dropped,) = (part for part in page.dropped if part.glyphs)
    assert dropped.glyphs == listed
    return dropped.reason


def test_plain_text() -> None:
    assert fate([ink()]) is None


@pytest.mark.parametrize(
    ("x", "baseline", "expected"),
    [
        (210, 50, DropReason.OFF_PAGE),
        (-30, 50, DropReason.OFF_PAGE),
        (20, -20, DropReason.OFF_PAGE),
        (20, 130, DropReason.OFF_PAGE),
        (196, 50, DropReason.OFF_PAGE),
        (-4, 50, None),
        (186, 50, None),
    ],
)
def test_off_the_page(x: float, baseline: float, expected: DropReason | None) -> None:
    assert fate([ink()], glyphs(TEXT, x, baseline)) is expected


def test_a_render_mode_without_ink() -> None:
    assert fate([ink(hidden=True)]) is DropReason.INVISIBLE


@pytest.mark.parametrize(
    ("clips", "expected"),
    [
        (((rectangle(0, 0, 200, 100),),), None),
        (((rectangle(0, 0, 28, 100),),), None),
        (((rectangle(0, 0, 22, 100),),), DropReason.CLIPPED),
        (((rectangle(100, 0, 200, 100),),), DropReason.CLIPPED),
        (((rectangle(0, 0, 30, 100),), (rectangle(29, 0, 200, 100),)), DropReason.CLIPPED),
        (((((0, 0), (200, 0), (0, 100)),),), None),
        (((((200, 0), (200, 100), (100, 100)),),), DropReason.CLIPPED),
        (((),), DropReason.CLIPPED),
        # two subpaths: what either holds can be seen
        (((rectangle(100, 0, 200, 100), rectangle(10, 30, 50, 60)),), None),
    ],
    ids=["page", "most", "little", "beside", "disjoint", "triangle", "far triangle", "empty", "either"],
)
def test_clips(
    clips: tuple[tuple[tuple[tuple[float, float], ...], ...], ...], expected: DropReason | None
) -> None:
    assert fate([ink(clips=clips)]) is expected


@pytest.mark.parametrize(
    ("fill", "under", "expected"),
    [
        (BLACK, None, None),
        (WHITE, None, DropReason.SAME_COLOUR),
        (WHITE, (0, 60, 120, 255), None),
        ((0, 60, 120, 255), (0, 60, 120, 255), DropReason.SAME_COLOUR),
        ((237, 245, 255, 255), (237, 245, 255, 255), DropReason.SAME_COLOUR),
        ((0, 0, 0, 0), None, DropReason.INVISIBLE),
        ((150, 150, 150, 255), None, None),
    ],
)
def test_colours(
    fill: tuple[int, int, int, int], under: tuple[int, int, int, int] | None, expected: DropReason | None
) -> None:
    ground = [area(0, 0, 200, 100, under)] if under else []
    run = tuple(glyph._replace(paint=len(ground)) for glyph in glyphs(TEXT))
    assert fate([*ground, ink(fill=fill)], run) is expected


def test_white_type_with_a_dark_outline_is_seen() -> None:
    assert fate([ink(fill=WHITE, stroke=BLACK)]) is None


def test_white_type_on_a_thick_bar_is_seen() -> None:
    bar = area(10, 35, 190, 55)._replace(fill=None, stroke=BLACK, polygons=())
    shape = Shape(((10, 46), (190, 46)), True, False, 20, 0)
    run = tuple(glyph._replace(paint=1) for glyph in glyphs(TEXT))
    assert fate([bar, ink(fill=WHITE)], run, shapes=[shape]) is None


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        (area(0, 0, 200, 100), DropReason.COVERED),
        (area(0, 0, 200, 100, BLACK), DropReason.COVERED),
        (area(0, 0, 24, 100), None),
        (area(0, 0, 27, 100), DropReason.COVERED),
        (area(0, 0, 200, 100, (255, 255, 255, 128)), None),
        (area(0, 0, 200, 100, clips=((rectangle(100, 0, 200, 100),),)), None),
        (area(0, 44, 200, 44.5, BLACK), None),
    ],
    ids=["white", "black", "a part", "most", "translucent", "clipped away", "a line through"],
)
def test_covers(cover: Paint, expected: DropReason | None) -> None:
    assert fate([ink(), cover]) is expected


def test_what_is_painted_before_covers_nothing() -> None:
    run = tuple(glyph._replace(paint=1) for glyph in glyphs(TEXT))
    assert fate([area(0, 0, 200, 100), ink()], run) is None


def test_two_covers_that_hide_a_half_each() -> None:
    assert fate([ink(), area(0, 0, 25, 100), area(25, 0, 200, 100)]) is DropReason.COVERED


def test_a_cover_with_a_hole_over_the_glyph() -> None:
    outer, hole = rectangle(0, 0, 200, 100), rectangle(15, 35, 35, 60)
    assert fate([ink(), area(0, 0, 200, 100, polygons=(outer, hole), even_odd=True)]) is None


@pytest.mark.parametrize("seen", [True, False])
def test_under_a_picture_the_page_is_looked_at(seen: bool) -> None:
    picture = area(0, 0, 200, 100)._replace(kind=PaintKind.IMAGE, fill=None)
    assert fate([ink(), picture], seen=seen) is (None if seen else DropReason.COVERED)


@pytest.mark.parametrize("seen", [True, False])
def test_in_a_layer_the_page_is_looked_at(seen: bool) -> None:
    assert (fate([ink(doubt="layer")], seen=seen) is None) == seen


def test_what_covers_it_in_the_same_form_needs_no_look() -> None:
    """Whether the form shows or not: what it paints over is not seen."""
    assert fate([ink(doubt="form 1"), area(0, 0, 200, 100, doubt="form 1")]) is DropReason.COVERED
    assert fate([ink(doubt="form 1.2"), area(0, 0, 200, 100, doubt="form 1")]) is DropReason.COVERED


@pytest.mark.parametrize("doubt", ["form 2", "form 1.2", "form 12", "layer"])
@pytest.mark.parametrize("seen", [True, False])
def test_what_may_not_be_there_covers_nothing_for_certain(doubt: str, seen: bool) -> None:
    later = area(0, 0, 200, 100, doubt=doubt)
    assert (fate([ink(doubt="form 1"), later], seen=seen) is None) == seen


def test_order_is_that_of_paint_whatever_had_to_be_looked_at() -> None:
    first = glyphs("一", paint=0)
    second = glyphs("二", 60, paint=1)
    third = glyphs("三", 100, paint=2)
    page = drop_hidden_content(
        content((*first, *second, *third), [ink(), ink(doubt="layer"), ink()], seen=True)
    )
    assert "".join(glyph.text for glyph in page.glyphs) == "一二三"


# Rules -----------------------------------------------------------------------------------------------


def line(paint: Paint, *later: Paint, x0: float = 10, x1: float = 190) -> list[tuple[float, float]]:
    """The visible pieces of a line at y 50, as their ends."""
    shape = Shape(((x0, 50), (x1, 50)), True, False, 0.5, 0)
    page = drop_hidden_content(content((), [paint, *later], [shape]))
    return [(rule.x0, rule.x1) for rule in page.rulings]


STROKE = area(0, 49.75, 200, 50.25)._replace(fill=None, stroke=BLACK, polygons=())


def test_a_rule_is_kept() -> None:
    assert line(STROKE) == [(10, 190)]


def test_a_rule_is_cut_at_the_edge_of_the_page() -> None:
    ((x0, x1),) = line(STROKE, x0=-100, x1=300)
    assert x0 == pytest.approx(0, abs=2)
    assert x1 == pytest.approx(200, abs=2)


def test_a_rule_beside_the_page_is_dropped() -> None:
    assert line(STROKE, x0=250, x1=300) == []


def test_a_rule_is_cut_by_its_clip() -> None:
    ((x0, x1),) = line(STROKE._replace(clips=((rectangle(50, 0, 100, 100),),)))
    assert (x0, x1) == pytest.approx((50, 100), abs=2)


def test_a_rule_is_cut_by_what_covers_it() -> None:
    assert line(STROKE, area(80, 0, 120, 100)) == [(10, 80), (120, 190)]
    assert line(STROKE, area(0, 0, 200, 100)) == []


def test_a_white_rule_on_white_is_no_rule() -> None:
    assert line(STROKE._replace(stroke=WHITE)) == []


@pytest.mark.parametrize("seen", [True, False])
def test_a_rule_upon_a_picture_is_looked_at(seen: bool) -> None:
    picture = area(0, 0, 200, 100)._replace(kind=PaintKind.IMAGE, fill=None)
    shape = Shape(((10, 50), (190, 50)), True, False, 0.5, 1)
    page = drop_hidden_content(content((), [picture, STROKE], [shape], seen=seen))
    assert bool(page.rulings) == seen
