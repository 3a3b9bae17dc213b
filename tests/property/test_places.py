"""Every value that is printed can be traced to where on paper it was read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from plandraw import draw, random_plan, random_style
from planextract.api import parse_with_accounts
from planextract.japanese.widths import match_key, nfkc_key
from planextract.model.field_values import iter_correctable_fields
from planextract.model.layout import Block, Line, PageLayout
from planextract.model.plan import Area, Project
from planextract.pages import iter_layouts
from planextract.read.registry import get_reader

SAMPLE = Path(__file__).parents[2] / "samples" / "shinonomeno.pdf"


@pytest.mark.parametrize("seed", [None, 5, 6, 7])
def test_a_value_is_printed_in_its_places(seed: int | None, tmp_path: Path) -> None:
    path = SAMPLE
    if seed is not None:
        rng = Random(seed)
        path = tmp_path / "plan.pdf"
        path.write_bytes(draw(random_plan(rng), random_style(rng), []).pdf)
    result = parse_with_accounts(path)
    with get_reader("pdfium").open(path.read_bytes(), None) as document:
        pages = {layout.number: layout for layout in iter_layouts(document, 1, document.page_count)}
    assert result.places.sha256 == result.plan.source.sha256
    assert result.plan.projects
    for project in result.plan.projects:
        spots = result.places.projects[project.id]
        for at, value in _values(project):
            assert spots.get(at), (project.id, at)
            printed = "".join(_printed(pages[area.page], area) for area in spots[at])
            assert _wanted(at, value) in printed, (project.id, at)


@pytest.mark.parametrize("level", ["pillars", "strategies"])
def test_headings_have_places(level: str) -> None:
    result = parse_with_accounts(SAMPLE)
    for heading in getattr(result.plan, level):
        (area, *_) = getattr(result.places, level)[str(heading.number)]["/title"]
        assert area.page == heading.pages[0]


def _values(project: Project) -> Iterator[tuple[str, object]]:
    """What is printed of a project; the names of departments each on its own."""
    for field in iter_correctable_fields(project):
        if field.value is not None and field.pointer not in ("/starred", "/departments"):
            yield field.pointer, field.value
    for number, unit in enumerate(project.departments):
        if unit.department:
            yield f"/departments/{number}/department", unit.department
        for place, section in enumerate(unit.sections):
            yield f"/departments/{number}/sections/{place}", section


def _wanted(at: str, value: object) -> str:
    if at.endswith("/project"):  # 20-5 may be printed as 計画20／事業№20－5
        return str(value).rpartition("-")[2]
    return _plain(str(value).removeprefix("-"))  # ▲ is printed for -


def _printed(layout: PageLayout, area: Area) -> str:
    return "".join(
        _plain(line.text)
        for line in _lines(layout.blocks)
        if line.box.x0 <= area.x1
        and area.x0 <= line.box.x1
        and area.top <= (line.box.top + line.box.bottom) / 2 <= area.bottom
    )


def _plain(text: str) -> str:
    return match_key(nfkc_key(text)).replace(",", "")


def _lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for cell in block.cells for line in cell.lines)
