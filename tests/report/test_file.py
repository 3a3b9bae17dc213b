"""The report as a file: what is in it, what is not, and that nothing in a plan can break out of it."""

from __future__ import annotations

import base64
import html.parser
import io
import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pytest
from PIL import Image

from plandraw import HAZARDS, draw, random_plan, random_style
from plandraw.__main__ import handmade_plan, handmade_style
from planextract.corrections.fields import fields
from planextract.errors import UsageError
from planextract.model.plan import Finding, Plan
from planextract.normalise.fold import bare, compatible
from planextract.pipeline import layouts, parse
from planextract.read.readers import reader
from planextract.report.data import script_json
from planextract.report.html import page_of, report_html
from planextract.report.pictures import pictures
from planextract.report.places import places

SAMPLE = Path(__file__).parents[2] / "samples" / "shinonomeno.pdf"
HOSTILE = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>@@DATA@@\u2028'\"&amp;"


class _Elements(html.parser.HTMLParser):
    """The scripts of a page, and every address that it names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "script":
            self.scripts.append((dict(attrs), ""))
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]

    def handle_data(self, data: str) -> None:
        if self.scripts:
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)


def _data(page: str) -> Any:
    return json.loads(next(text for a, text in _Elements(page).scripts if a.get("id") == "data"))


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse(SAMPLE)


def test_one_file_that_needs_no_network(plan: Plan) -> None:
    page = report_html(plan, SAMPLE).decode()
    elements = _Elements(page)
    assert elements.addresses == ["#main", "#overview", "#projects", "#findings"]
    assert not re.search(r"url\(|@import", page[: page.index("<script")])
    assert "default-src 'none'" in html.unescape(page[: page.index("<style>")])
    assert report_html(plan, SAMPLE).decode() == page
    assert _data(page)["plan"] == plan.model_dump(mode="json")


def test_nothing_in_a_plan_breaks_out(plan: Plan) -> None:
    first = plan.projects[0]
    item = first.items[0].model_copy(update={"goal": HOSTILE})
    hostile = plan.model_copy(
        update={
            "title": HOSTILE,
            "projects": [
                first.model_copy(update={"title": HOSTILE, "description": HOSTILE, "items": [item]}),
                *plan.projects[1:],
            ],
            "findings": [
                Finding(code="x", severity="error", message=HOSTILE, project=None, page=None),
            ],
        }
    )
    calm = _Elements(page_of(plan, {}, []))
    found = _Elements(page_of(hostile, {}, []))
    assert found.tags == calm.tags
    assert _data(page_of(hostile, {}, []))["plan"] == hostile.model_dump(mode="json")
    assert json.loads(script_json(HOSTILE)) == HOSTILE


def test_another_file_is_refused(plan: Plan, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(SAMPLE.read_bytes() + b"\n")
    with pytest.raises(UsageError, match="not the file"):
        report_html(plan, other)


def _ink(webp: bytes) -> Any:
    return Image.open(io.BytesIO(webp)).convert("L")


@pytest.mark.parametrize(
    "hazard", ["beside", "cropped-left", "clipped", "covered", "invisible", "hidden-layer"]
)
def test_hidden_content_is_in_no_picture(hazard: str) -> None:
    """Ghosts of other pages leave no more on a picture than antialiasing does."""
    plan, style = handmade_plan(), handmade_style()
    haunted, calm = (
        list(pictures(draw(plan, style, hazards).pdf, None, {3, 4, 5})) for hazards in ([HAZARDS[hazard]], [])
    )
    for one, other in zip(haunted, calm, strict=True):
        assert (one.width, one.height) == (other.width, other.height)
        first, second = _ink(one.webp), _ink(other.webp)
        pairs = zip(first.tobytes(), second.tobytes(), strict=True)
        assert sum(abs(a - b) > 64 for a, b in pairs) < 0.0005 * first.width * first.height


def test_what_the_crop_box_cuts_off_is_in_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "cropped.pdf"
    with pikepdf.open(SAMPLE) as pdf:
        pdf.pages[3].CropBox = [0, 400, 595, 842]
        pdf.save(path)
    picture = next(pictures(path.read_bytes(), None, {4}))
    assert (round(picture.width), round(picture.height)) == (595, 442)


def test_only_pages_that_something_was_read_from_are_shown(plan: Plan) -> None:
    page = report_html(plan, SAMPLE).decode()
    shown = {int(a["data-page"] or 0) for a, _ in _Elements(page).scripts if a.get("class") == "picture"}
    told = {found.page for found in plan.findings if found.page}
    assert shown == {number for project in plan.projects for number in project.pages} | told
    text = next(t for a, t in _Elements(page).scripts if a.get("class") == "picture")
    assert base64.b64decode(text)[:4] == b"RIFF"


@pytest.mark.parametrize("seed", [None, 5, 6])
def test_a_value_is_pointed_at_where_it_is_printed(seed: int | None, tmp_path: Path) -> None:
    path = SAMPLE
    if seed is not None:
        rng = Random(seed)
        path = tmp_path / "plan.pdf"
        path.write_bytes(draw(random_plan(rng), random_style(rng), []).pdf)
    plan = parse(path)
    with reader("pdfium").open(path.read_bytes(), None) as document:
        laid_out = {layout.number: layout for layout in layouts(document, 1, document.page_count)}
    asked = placed = 0
    for project in plan.projects:
        found = places(project, laid_out)
        columns: dict[str, list[float]] = {}
        for field in fields(project):
            if field.value in (None, ""):
                continue
            asked += 1
            if field.at not in found:
                continue
            placed += 1
            page, box = found[field.at]
            printed = _printed(laid_out[page].blocks, box)
            if field.at == "/budget/total":
                assert str(abs(int(field.value or 0))) in compatible(printed).replace(",", "")
            elif field.at != "/budget/unit":
                assert bare(str(field.value))[:4] in printed, field
            period = field.context.get(field.at.replace("/text", "/period"))
            if field.at.startswith("/items") and isinstance(period, str):
                columns.setdefault(period, []).append((box.x0 + box.x1) / 2)
        # the columns of a table stand in the order of the periods, and each row keeps to them
        order = [min(places_) for _, places_ in sorted(columns.items(), key=lambda each: _rank(each[0]))]
        assert order == sorted(order)
    assert placed >= 0.85 * asked


def _rank(period: str) -> str:
    return {"baseline": "0", "total": "9"}.get(period, period)


def _printed(blocks: Any, box: Any) -> str:
    """The words inside a box, without spaces."""

    def lines_of(block: Any) -> list[Any]:
        return [line for cell in block.cells for line in cell.lines] if hasattr(block, "cells") else [block]

    lines = [line for block in blocks for line in lines_of(block)]
    return "".join(
        bare(line.text)
        for line in lines
        if box.holds((line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2)
    )
