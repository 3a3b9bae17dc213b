"""Cut a ruling to its visible pieces."""

from __future__ import annotations

from collections.abc import Iterator

from planextract.clean.clipping import Region
from planextract.clean.contrast import MIN_RULING_CONTRAST, check_contrast, is_transparent
from planextract.clean.occlusion import WHITE, OccluderIndex
from planextract.clean.render_check import Doubt
from planextract.clean.rulings import MAX_RULING_THICKNESS_POINTS
from planextract.model.geometry import Box
from planextract.model.page import Colour, DropReason, Paint, Ruling


def trim_ruling(
    rule: Ruling, paint: Paint, clip: Region | None, page: Box, covers: OccluderIndex
) -> tuple[DropReason | Doubt | None, list[Ruling]]:
    """Return the verdict on a ruling and its visible pieces.

    The verdict is None (visible), a doubt about the pieces, or the reason why no piece is visible.
    """
    box = Box(rule.x0, rule.top, rule.x1, rule.bottom)
    # A ruling exactly on the edge of the page or of a clip is half inside; count its middle.
    slack = MAX_RULING_THICKNESS_POINTS / 2
    limits = [(page, DropReason.OFF_PAGE)]
    if clip is not None:
        limits.append((clip.box, DropReason.CLIPPED))
    for limit, reason in limits:
        common = box.intersect_with(
            Box(limit.x0 - slack, limit.top - slack, limit.x1 + slack, limit.bottom + slack)
        )
        if common.width <= 0 or common.height <= 0:
            return reason, []
        box = common
    if clip is not None and clip.polygons:
        middle_x, middle_y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        if not clip.has_point(middle_x, middle_y):
            return DropReason.CLIPPED, []
    low, high = (box.x0, box.x1) if rule.horizontal else (box.top, box.bottom)
    pieces = [(low, high)]
    has_ink = paint.fill is not None or paint.stroke is not None  # a picture's is not known
    doubt = Doubt.LAYER if paint.is_doubtful or not has_ink else None
    under: Colour | None = WHITE
    spots = [(box.x0 + t * box.width, box.top + t * box.height) for t in (0.1, 0.3, 0.5, 0.7, 0.9)]
    for cover in covers.find_near(box):
        area = cover.region.box
        if cover.index < rule.paint:
            if cover.thickness > MAX_RULING_THICKNESS_POINTS and cover.region.has_point(*spots[2]):
                under = cover.get_colour_beside(paint)
        elif cover.index == rule.paint or cover.thickness <= MAX_RULING_THICKNESS_POINTS:
            continue
        elif cover.get_colour_beside(paint) is None:
            if doubt is None and any(cover.region.has_point(*spot) for spot in spots):
                doubt = Doubt.UNDER
        elif cover.region.polygons:
            if all(cover.region.has_point(*spot) for spot in spots):
                return DropReason.COVERED, []
        else:
            across = (area.top, area.bottom) if rule.horizontal else (area.x0, area.x1)
            middle = (box.top + box.bottom) / 2 if rule.horizontal else (box.x0 + box.x1) / 2
            if across[0] <= middle <= across[1]:
                along = (area.x0, area.x1) if rule.horizontal else (area.top, area.bottom)
                pieces = [piece for part in pieces for piece in _subtract_interval(part, along)]
    if is_transparent(paint):
        return DropReason.INVISIBLE, []
    if under is None:
        doubt = doubt or Doubt.UPON
    elif not paint.is_doubtful and has_ink:
        lost = check_contrast(paint, under, MIN_RULING_CONTRAST)
        if lost is not None:
            return lost, []
    pieces = [piece for piece in pieces if piece[1] - piece[0] >= 1.0]
    if not pieces:
        return DropReason.COVERED, []
    if rule.horizontal:
        return doubt, [rule._replace(x0=first, x1=last) for first, last in pieces]
    return doubt, [rule._replace(top=first, bottom=last) for first, last in pieces]


def _subtract_interval(part: tuple[float, float], hole: tuple[float, float]) -> Iterator[tuple[float, float]]:
    if hole[1] <= part[0] or hole[0] >= part[1]:
        yield part
        return
    if hole[0] > part[0]:
        yield part[0], hole[0]
    if hole[1] < part[1]:
        yield hole[1], part[1]
