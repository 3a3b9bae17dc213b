"""Keep the glyphs and rulings that are visible on the page.

A PDF may paint whole pages that nobody sees: beside the page, outside a clip path, in an invisible
render mode, white on white, or under something opaque. Geometry and colour settle nearly every glyph.
Where they can't (under an image, in a layer, inside a transparency group) the page is rendered with and
without the glyphs in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from planextract import limits
from planextract.clean.clipping import Region, build_clip_regions
from planextract.clean.contrast import MIN_TYPE_CONTRAST, check_contrast, is_transparent
from planextract.clean.drawn_marks import drop_arrow_lines, find_visible_marks
from planextract.clean.fills import find_fills
from planextract.clean.occlusion import WHITE, Occluder, OccluderIndex
from planextract.clean.render_check import Doubt, Triage, settle_doubts
from planextract.clean.ruling_visibility import trim_ruling
from planextract.clean.rulings import find_rulings
from planextract.errors import PageError
from planextract.model.geometry import Box, Point
from planextract.model.page import (
    CLIPPING_TEXT_DOUBT,
    CleanPage,
    Colour,
    DroppedContent,
    DropReason,
    Glyph,
    PageContent,
    Paint,
    Ruling,
)
from planextract.wording.messages import make_message

MIN_VISIBLE_SHARE = 0.5
"""Smallest share of a glyph's box that must remain visible for the glyph to be kept."""

MIN_READABLE_POINTS = 1.5
"""Smallest size of readable type, in points; anything smaller is a speck on paper."""

_SAMPLE_POSITIONS = tuple((column / 10, row / 10) for row in (1, 3, 5, 7, 9) for column in (1, 3, 5, 7, 9))


def drop_hidden_content(content: PageContent) -> CleanPage:
    """Return the visible glyphs and rulings of a page; the rest is listed as dropped, by reason.

    Raises PageError when there are more rulings than `limits` allows.
    """
    covers = OccluderIndex(content)
    regions = build_clip_regions(content)
    glyphs = _triage_glyphs(content, regions, covers)
    lines = Triage[Ruling]()
    for count, rule in enumerate(find_rulings(content.shapes, content.paints), 1):
        if count > limits.RULINGS_PER_PAGE:
            raise PageError(
                make_message(
                    "it has more than {rulings_per_page:,} lines", rulings_per_page=limits.RULINGS_PER_PAGE
                )
            )
        paint = content.paints[rule.paint]
        reason, pieces = trim_ruling(rule, paint, regions[rule.paint], content.box, covers)
        if reason is None or isinstance(reason, Doubt):
            for piece in pieces:
                lines.put_mark(piece, reason)
        else:
            lines.put_mark(rule, reason)
    settle_doubts(content, glyphs, lines)
    marks = find_visible_marks(content, regions, covers)
    return CleanPage(
        content.number,
        content.width,
        content.height,
        tuple(glyphs.kept),
        drop_arrow_lines(lines.kept, marks),
        tuple(
            DroppedContent(reason, tuple(glyphs.dropped[reason]), tuple(lines.dropped[reason]))
            for reason in DropReason
            if glyphs.dropped[reason] or lines.dropped[reason]
        ),
        marks=marks,
        fills=tuple(find_fills(content, regions)),
    )


def is_hidden_page(page: CleanPage) -> bool:
    """Return whether a page is cropped so far that its text can't be seen."""
    return min(page.width, page.height) < _MIN_PAGE_POINTS and any(page.dropped)


_MIN_PAGE_POINTS = 72.0
"""Shortest side of a page that can show a plan, in points."""


def _triage_glyphs(
    content: PageContent, regions: list[Region | None], covers: OccluderIndex
) -> Triage[Glyph]:
    found = Triage[Glyph]()
    page, paints, keep = content.box, content.paints, found.kept.append
    _, _, right, low = page
    plain = _find_plain_paints(paints)
    for glyph in content.glyphs:
        _, x0, top, x1, bottom, size, _, index = glyph
        # Nearly every glyph is dark ink, whole and on the page: only paints over or under it can hide it.
        if (
            plain[index]
            and size >= MIN_READABLE_POINTS
            and x0 >= 0
            and top >= 0
            and x1 <= right
            and bottom <= low
        ):
            near = covers.find_touching(x0, top, x1, bottom)
            if near:
                found.put_mark(glyph, _judge_occlusion(glyph, paints[index], near))
            else:
                keep(glyph)
        else:
            found.put_mark(glyph, _judge_glyph(glyph, paints[index], regions[index], page, covers))
    return found


def _find_plain_paints(paints: Sequence[Paint]) -> list[bool]:
    """Return for each paint whether only paints over or under it can hide it."""
    known: dict[int, bool] = {}  # marks that are painted alike share their paint
    for paint in paints:
        if id(paint) not in known:
            known[id(paint)] = not (
                paint.hidden
                or paint.clips
                or paint.doubt
                or is_transparent(paint)
                or check_contrast(paint, WHITE, MIN_TYPE_CONTRAST)
            )
    return [known[id(paint)] for paint in paints]


def _judge_glyph(
    glyph: Glyph, paint: Paint, clip: Region | None, page: Box, covers: OccluderIndex
) -> DropReason | Doubt | None:
    """Return the reason why a glyph is hidden, a doubt that it is visible, or None where it is visible."""
    if glyph.size < MIN_READABLE_POINTS:
        return DropReason.TOO_SMALL
    box = Box(*glyph[1:5])
    whole = box.width * box.height
    if _compute_area(box.intersect_with(page)) < MIN_VISIBLE_SHARE * whole:
        return DropReason.OFF_PAGE
    points: list[Point] | None = None
    if clip is not None:
        if _compute_area(box.intersect_with(clip.box)) < MIN_VISIBLE_SHARE * whole:
            return DropReason.CLIPPED
        if clip.polygons:
            points = [point for point in _sample_points(box) if clip.has_point(*point)]
            if len(points) < MIN_VISIBLE_SHARE * len(_SAMPLE_POSITIONS):
                return DropReason.CLIPPED
    if paint.hidden or paint.doubt == CLIPPING_TEXT_DOUBT or is_transparent(paint):
        return Doubt.NO_INK
    return _judge_occlusion(glyph, paint, covers.find_near(box), points)


def _judge_occlusion(
    glyph: Glyph, paint: Paint, near: Sequence[Occluder], points: list[Point] | None = None
) -> DropReason | Doubt | None:
    """Return the verdict on a glyph from the covers over and under it.

    `points` are the sample points inside the clip; None for all of them.
    """
    box = Box(*glyph[1:5])
    over = [cover for cover in near if cover.index > glyph.paint and cover.is_overlapping_box(box)]
    unsure = False
    if over:
        points = _sample_points(box) if points is None else points
        for cover in over:
            if cover.get_colour_beside(paint) is None:
                unsure = unsure or any(cover.region.has_point(*point) for point in points)
            else:
                points = [point for point in points if not cover.region.has_point(*point)]
        if len(points) < MIN_VISIBLE_SHARE * len(_SAMPLE_POSITIONS):
            return DropReason.COVERED
    if paint.doubt:
        return Doubt.LAYER
    under = _find_background(glyph, paint, near)
    lost = check_contrast(paint, under, MIN_TYPE_CONTRAST) if under is not None else None
    if lost is None and unsure:
        return Doubt.UNDER
    return Doubt.UPON if under is None else lost


def _find_background(glyph: Glyph, paint: Paint, near: Sequence[Occluder]) -> Colour | None:
    """Return the background colour of a glyph; None where it is unknown."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    under: Colour | None = WHITE
    for cover in near:
        # A line that crosses under a glyph is not its background.
        if cover.index < glyph.paint and cover.thickness > 0.3 * glyph.size and cover.region.has_point(x, y):
            under = cover.get_colour_beside(paint)
    return under


def _sample_points(box: Box) -> list[Point]:
    width, height = box.width, box.height
    return [(box.x0 + u * width, box.top + v * height) for u, v in _SAMPLE_POSITIONS]


def _compute_area(box: Box) -> float:
    return box.width * box.height if box.width > 0 and box.height > 0 else 0.0
