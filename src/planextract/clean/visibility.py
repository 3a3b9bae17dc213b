"""Keep the glyphs and rulings that are visible on the page.

A PDF may paint whole pages that nobody sees: beside the page, outside a clip path, in an invisible
render mode, white on white, or under something opaque. Geometry and colour settle nearly every glyph.
Where they can't (under an image, in a layer, inside a transparency group) the page is rendered with and
without the glyphs in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from planextract import limits
from planextract.clean.clipping import Region, clip_regions
from planextract.clean.contrast import INK_CONTRAST, faint, transparent
from planextract.clean.occlusion import WHITE, Cover, Covers
from planextract.clean.render_check import Doubt, Sorted, look
from planextract.clean.ruling_visibility import trim
from planextract.clean.rulings import rules
from planextract.errors import PageError
from planextract.model.geometry import Box, Point
from planextract.model.page import CleanPage, Colour, Dropped, Glyph, PageContent, Paint, Reason, Rule

ENOUGH = 0.5
"""Smallest share of a glyph's box that must remain visible for the glyph to be kept."""

READABLE = 1.5
"""Smallest size of readable type, in points; anything smaller is a speck on paper."""

_SAMPLES = tuple((column / 10, row / 10) for row in (1, 3, 5, 7, 9) for column in (1, 3, 5, 7, 9))


def visible(content: PageContent) -> CleanPage:
    """Return the visible glyphs and rulings of a page; the rest is listed as dropped, by reason.

    Raises PageError when there are more rulings than `limits` allows.
    """
    covers = Covers(content)
    regions = clip_regions(content)
    glyphs = _sort_glyphs(content, regions, covers)
    lines = Sorted[Rule]()
    for count, rule in enumerate(rules(content.shapes, content.paints), 1):
        if count > limits.RULES_PER_PAGE:
            raise PageError(f"it has more than {limits.RULES_PER_PAGE:,} lines")
        paint = content.paints[rule.paint]
        reason, pieces = trim(rule, paint, regions[rule.paint], content.box, covers)
        if reason is None or isinstance(reason, Doubt):
            for piece in pieces:
                lines.put(piece, reason)
        else:
            lines.put(rule, reason)
    look(content, glyphs, lines)
    return CleanPage(
        content.number,
        content.width,
        content.height,
        tuple(glyphs.kept),
        tuple(lines.kept),
        tuple(
            Dropped(reason, tuple(glyphs.dropped[reason]), tuple(lines.dropped[reason]))
            for reason in Reason
            if glyphs.dropped[reason] or lines.dropped[reason]
        ),
    )


def _sort_glyphs(content: PageContent, regions: list[Region | None], covers: Covers) -> Sorted[Glyph]:
    found = Sorted[Glyph]()
    page, paints, keep = content.box, content.paints, found.kept.append
    _, _, right, low = page
    plain = _plain_paints(paints)
    for glyph in content.glyphs:
        _, x0, top, x1, bottom, size, _, index = glyph
        # Nearly every glyph is dark ink, whole and on the page: only paints over or under it can hide it.
        if plain[index] and size >= READABLE and x0 >= 0 and top >= 0 and x1 <= right and bottom <= low:
            near = covers.touching(x0, top, x1, bottom)
            if near:
                found.put(glyph, _among(glyph, paints[index], near))
            else:
                keep(glyph)
        else:
            found.put(glyph, _judge(glyph, paints[index], regions[index], page, covers))
    return found


def _plain_paints(paints: Sequence[Paint]) -> list[bool]:
    """Return for each paint whether only paints over or under it can hide it."""
    known: dict[int, bool] = {}  # marks that are painted alike share their paint
    for paint in paints:
        if id(paint) not in known:
            known[id(paint)] = not (
                paint.hidden
                or paint.clips
                or paint.doubt
                or transparent(paint)
                or faint(paint, WHITE, INK_CONTRAST)
            )
    return [known[id(paint)] for paint in paints]


def _judge(
    glyph: Glyph, paint: Paint, clip: Region | None, page: Box, covers: Covers
) -> Reason | Doubt | None:
    """Return the reason why a glyph is hidden, a doubt that it is visible, or None where it is visible."""
    if paint.hidden:
        return Reason.INVISIBLE
    if glyph.size < READABLE:
        return Reason.TOO_SMALL
    box = Box(*glyph[1:5])
    whole = box.width * box.height
    if _area(box.meet(page)) < ENOUGH * whole:
        return Reason.OFF_PAGE
    points: list[Point] | None = None
    if clip is not None:
        if _area(box.meet(clip.box)) < ENOUGH * whole:
            return Reason.CLIPPED
        if clip.polygons:
            points = [point for point in _sample(box) if clip.holds(*point)]
            if len(points) < ENOUGH * len(_SAMPLES):
                return Reason.CLIPPED
    if transparent(paint):
        return Reason.INVISIBLE
    return _among(glyph, paint, covers.near(box), points)


def _among(
    glyph: Glyph, paint: Paint, near: Sequence[Cover], points: list[Point] | None = None
) -> Reason | Doubt | None:
    """Return the verdict on a glyph from the covers over and under it.

    `points` are the sample points inside the clip; None for all of them.
    """
    box = Box(*glyph[1:5])
    over = [cover for cover in near if cover.index > glyph.paint and cover.overlaps(box)]
    unsure = False
    if over:
        points = _sample(box) if points is None else points
        for cover in over:
            if cover.colour_beside(paint) is None:
                unsure = unsure or any(cover.region.holds(*point) for point in points)
            else:
                points = [point for point in points if not cover.region.holds(*point)]
        if len(points) < ENOUGH * len(_SAMPLES):
            return Reason.COVERED
    if paint.doubt:
        return Doubt.LAYER
    under = _under(glyph, paint, near)
    lost = faint(paint, under, INK_CONTRAST) if under is not None else None
    if lost is None and unsure:
        return Doubt.UNDER
    return Doubt.UPON if under is None else lost


def _under(glyph: Glyph, paint: Paint, near: Sequence[Cover]) -> Colour | None:
    """Return the background colour of a glyph; None where it is unknown."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    under: Colour | None = WHITE
    for cover in near:
        # A line that crosses under a glyph is not its background.
        if cover.index < glyph.paint and cover.thickness > 0.3 * glyph.size and cover.region.holds(x, y):
            under = cover.colour_beside(paint)
    return under


def _sample(box: Box) -> list[Point]:
    width, height = box.width, box.height
    return [(box.x0 + u * width, box.top + v * height) for u, v in _SAMPLES]


def _area(box: Box) -> float:
    return box.width * box.height if box.width > 0 and box.height > 0 else 0.0
