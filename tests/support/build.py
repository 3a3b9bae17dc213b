"""Hand-made input for every stage: glyphs, paints, rules, lines, tables and plans, in a word or two each.

Places are in points from the top left corner of the page. Characters are as wide as the size, ASCII half.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Any

from planextract.model.geometry import Matrix
from planextract.model.layout import Block, Line, PageLayout, Segment, Table, TableCell
from planextract.model.page import (
    Box,
    CleanPage,
    Colour,
    Glyph,
    PageContent,
    Paint,
    PaintKind,
    Polygon,
    Ruling,
    Shape,
)
from planextract.model.plan import Plan

BLACK: Colour = (0, 0, 0, 255)
WHITE: Colour = (255, 255, 255, 255)


def glyphs(
    text: str, x: float = 20, baseline: float = 50, size: float = 10, *, paint: int = 0, gap: float = 0
) -> tuple[Glyph, ...]:
    """A run of characters; a space moves on without a glyph, `gap` points follow each."""
    found = []
    for character in text:
        width = size / 2 if character.isascii() else size
        if not character.isspace():
            top, bottom = baseline - 0.88 * size, baseline + 0.12 * size
            found.append(Glyph(character, x, top, x + width, bottom, size, 0, paint))
        x += width + gap
    return tuple(found)


def rectangle(x0: float, top: float, x1: float, bottom: float) -> Polygon:
    return ((x0, top), (x1, top), (x1, bottom), (x0, bottom))


def ink(**changes: Any) -> Paint:
    """The paint of black text."""
    paint = Paint(PaintKind.TEXT, Box(0, 0, 200, 100), BLACK, None, (), (), False, False, "")
    return paint._replace(**changes)


def area(x0: float, top: float, x1: float, bottom: float, fill: Colour = WHITE, **changes: Any) -> Paint:
    """A filled rectangle."""
    box = Box(x0, top, x1, bottom)
    paint = Paint(PaintKind.PATH, box, fill, None, (), (rectangle(*box),), False, False, "")
    return paint._replace(**changes)


def content(
    glyphs: Iterable[Glyph],
    paints: Sequence[Paint],
    shapes: Iterable[Shape] = (),
    *,
    seen: bool | None = None,
) -> PageContent:
    """A page of 200 by 100 points; `seen` is the answer of a look at it, which must not be asked if None."""

    def look(paints: Collection[int], boxes: Collection[Box]) -> list[bool]:
        assert seen is not None, "the page was looked at where geometry and colour could tell"
        return [seen] * len(boxes)

    upside_down = Matrix(1, 0, 0, -1, 0, 100)
    return PageContent(1, 200, 100, tuple(glyphs), tuple(shapes), tuple(paints), look, upside_down)


def clean(glyphs: Iterable[Glyph], rules: Iterable[Ruling] = ()) -> CleanPage:
    return CleanPage(1, 200, 100, tuple(glyphs), tuple(rules), ())


def across(y: float, x0: float, x1: float) -> Ruling:
    """A level rule, half a point thick."""
    return Ruling(x0, y - 0.25, x1, y + 0.25, True, 0)


def down(x: float, top: float, bottom: float) -> Ruling:
    """A plumb rule, half a point thick."""
    return Ruling(x - 0.25, top, x + 0.25, bottom, False, 0)


def ruled(columns: Sequence[float], rows: Sequence[float]) -> list[Ruling]:
    """All the rules of a table without spans."""
    return [
        *(across(y, columns[0], columns[-1]) for y in rows),
        *(down(x, rows[0], rows[-1]) for x in columns),
    ]


def line(text: str, top: float = 100, *, x0: float = 50, size: float = 10, **changes: Any) -> Line:
    width = sum(size / 2 if character.isascii() else size for character in text)
    box = Box(x0, top, x0 + width, top + size)
    count = sum(not character.isspace() for character in text)
    made = Line(text, box, size, (Segment(text, box.x0, box.x1),), count)
    return Line(*(changes.get(name, getattr(made, name)) for name in made.__slots__))


def table(*rows: Sequence[str | None], top: float = 200, width: float = 60, height: float = 20) -> Table:
    """A table; None goes on with the cell to the left of it, "^" with the one above."""
    columns = tuple(50 + width * index for index in range(len(rows[0]) + 1))
    edges = tuple(top + height * index for index in range(len(rows) + 1))
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None or text == "^":
                continue
            wide, high = 1, 1
            while c + wide < len(row) and row[c + wide] is None:
                wide += 1
            while r + high < len(rows) and rows[r + high][c] == "^":
                high += 1
            box = Box(columns[c], edges[r], columns[c + wide], edges[r + high])
            lines = tuple(
                line(part, edges[r] + 2 + 8 * index, x0=columns[c] + 1, size=6)
                for index, part in enumerate(text.split("\n"))
                if part
            )
            cells.append(TableCell(r, c, high, wide, box, lines))
    return Table(Box(columns[0], edges[0], columns[-1], edges[-1]), columns, edges, tuple(cells))


def layout(
    *blocks: Block, number: int = 1, hidden: Iterable[Block] = (), dropped: dict[str, int] | None = None
) -> PageLayout:
    unseen = tuple(hidden)
    return PageLayout(number, 595, 842, blocks, (unseen,) if unseen else (), dropped or {})


def stacked(*texts: tuple[str, float], top: float = 120) -> list[Line]:
    """Lines under each other, each with its size, two sizes apart."""
    made = []
    for text, size in texts:
        made.append(line(text, top, size=size))
        top += 2 * size
    assert all(above.box.bottom < below.box.top for above, below in pairwise(made))
    return made


def project(**changes: Any) -> dict[str, Any]:
    """A project of plan.json in which no check finds anything."""
    strategy, number = changes.get("strategy", 1), changes.get("number", 1)
    return {
        "id": f"{strategy}-{number}",
        "strategy": strategy,
        "number": number,
        "title": "広場の改修",
        "starred": False,
        "section": None,
        "description": "広場を造り替えます。",
        "items": [],
        "budget": None,
        "departments": [{"department": "都市整備部", "sections": ["公園課"]}],
        "relisted": [],
        "footnotes": [],
        "pages": [3],
        "areas": [],
    } | changes


def item(goal: str, *cells: dict[str, Any]) -> dict[str, Any]:
    return {"goal": goal, "cells": list(cells)}


def cell(period: str, text: str = "", **changes: Any) -> dict[str, Any]:
    year = {"baseline": 2023, "total": None}.get(period) or (int(period) if period.isdigit() else None)
    return {"period": period, "fiscal_year": year, "text": text, "milestones": [], "quantity": None} | changes


def plan(*projects: dict[str, Any], **changes: Any) -> Plan:
    return Plan.model_validate(
        {
            "title": "行動計画",
            "source": {
                "file": "plan.pdf",
                "sha256": "0" * 64,
                "pages": 9,
                "profile": "ward",
                "engine": "pdfium",
            },
            "baseline_year": 2023,
            "fiscal_years": [2024, 2025],
            "pillars": [{"number": 1, "title": "水辺", "pages": [2]}],
            "strategies": [{"number": 1, "title": "再生", "pillar": 1, "pages": [2]}],
            "projects": list(projects),
            "findings": [],
        }
        | changes
    )
