"""Samples drawn without some or all of the rulings of their tables give the plan that they print."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planextract.clean.overprint import drop_overprints
from planextract.clean.visibility import drop_hidden_content
from planextract.export.json import plan_json
from planextract.inputs import InputFile, Options, prepare_inputs
from planextract.layout.grid import Grid, find_grids
from planextract.layout.open_tables import find_open_tables
from planextract.layout.page_layout import build_page_layout
from planextract.model.geometry import Box
from planextract.model.page import CleanPage, PageContent, Ruling
from planextract.pipeline import make_plan
from planextract.read.registry import get_reader
from tests.salvage.score import compare
from tests.support.build import glyphs

SAMPLES = Path(__file__).parents[2] / "samples"
PROFILES = {"shinonomeno": None, "sunahara": str(SAMPLES / "sunahara.yaml"), "shiomino": None}

Redraw = Callable[[CleanPage], CleanPage]


def tables(page: CleanPage) -> list[Grid]:
    return [grid for grid in find_grids(page.rulings) if len(grid.cells) > 1]


def is_of(ruling: Ruling, grid: Grid) -> bool:
    box, x, y = grid.box, (ruling.x0 + ruling.x1) / 2, (ruling.top + ruling.bottom) / 2
    return box.x0 - 3 <= x <= box.x1 + 3 and box.top - 3 <= y <= box.bottom + 3


def without(page: CleanPage, is_left_out: Callable[[Ruling, Grid], bool]) -> CleanPage:
    grids = tables(page)
    kept = (
        rule
        for rule in page.rulings
        if not any(is_of(rule, grid) and is_left_out(rule, grid) for grid in grids)
    )
    return replace(page, rulings=tuple(kept), fills=())


def with_nothing(page: CleanPage) -> CleanPage:
    return replace(page, rulings=(), fills=())


def with_horizontal_rulings(page: CleanPage) -> CleanPage:
    return without(page, lambda rule, grid: not rule.horizontal)


def with_open_sides(page: CleanPage) -> CleanPage:
    return without(
        page,
        lambda rule, grid: (
            not rule.horizontal and min(abs(rule.middle - grid.box.x0), abs(rule.middle - grid.box.x1)) < 3
        ),
    )


def with_a_frame_and_rows(page: CleanPage) -> CleanPage:
    return without(
        page, lambda rule, grid: not rule.horizontal and grid.box.x0 + 3 < rule.middle < grid.box.x1 - 3
    )


def with_filled_cells(page: CleanPage) -> CleanPage:
    cells = [cell.box for grid in tables(page) for cell in grid.cells]
    fills = tuple(Box(box.x0 + 0.7, box.top + 0.7, box.x1 - 0.7, box.bottom - 0.7) for box in cells)
    return replace(page, rulings=(), fills=fills)


@pytest.mark.parametrize("name", ["shinonomeno", "sunahara"])
@pytest.mark.parametrize(
    "redraw",
    [with_nothing, with_horizontal_rulings, with_open_sides, with_a_frame_and_rows, with_filled_cells],
)
def test_a_plan_drawn_otherwise_says_the_same(name: str, redraw: Redraw) -> None:
    pdf = SAMPLES / f"{name}.pdf"
    inputs = prepare_inputs(InputFile(pdf, pdf.read_bytes()), Options(profile=PROFILES[name]))
    with get_reader("pdfium").open(pdf.read_bytes(), None) as document:
        pages = [
            build_page_layout(redraw(drop_overprints(drop_hidden_content(content))))
            for content in document.pages(1, document.page_count)
            if isinstance(content, PageContent)
        ]
    plan = make_plan(pages, len(pages), inputs, None).plan
    found = compare(json.loads(pdf.with_suffix(".truth.json").read_bytes()), json.loads(plan_json(plan)))
    assert (found.wrong, found.missing) == ({}, {})


def test_underlined_headings_are_not_a_table() -> None:
    """Rulings under headings of the same width, with running text between them."""
    lines = ["第１章", "川辺の広場を、車いすでも下りられる坂に造り替えます。", "第２章", "橋を点検します。"]
    page = [each for number, line in enumerate(lines) for each in glyphs(line, baseline=20 * number)]
    rulings = [Ruling(0, y, 300, y, True, 0) for y in (15, 55, 75)]
    assert find_open_tables(page, rulings, ()).tables == ()
