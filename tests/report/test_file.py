"""The report as a file: what is in it, what is not, and that nothing in a plan can break out of it."""

from __future__ import annotations

import base64
import html.parser
import io
import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from plandraw import HAZARDS, draw
from plandraw.__main__ import handmade_plan, handmade_style
from planextract.api import Result, parse_with_accounts
from planextract.errors import UsageError
from planextract.model.plan import Finding, Plan
from planextract.model.provenance import Places
from planextract.read.pdfium.reader import PdfiumReader
from planextract.report.html import render_report, report_html
from planextract.report.pictures import Picture, draw_pictures
from planextract.report.report_data import script_json

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
def result() -> Result:
    return parse_with_accounts(SAMPLE)


@pytest.fixture(scope="module")
def plan(result: Result) -> Plan:
    return result.plan


@pytest.fixture(scope="module")
def places(result: Result) -> Places:
    return result.places


def test_one_file_that_needs_no_network(plan: Plan, places: Places) -> None:
    page = report_html(plan, places, SAMPLE).decode()
    elements = _Elements(page)
    assert elements.addresses == ["#main", "#overview", "#projects", "#findings", "#corrections"]
    assert not re.search(r"url\(|@import", page[: page.index("<script")])
    assert "default-src 'none'" in html.unescape(page[: page.index("<style>")])
    assert report_html(plan, places, SAMPLE).decode() == page
    assert _data(page)["plan"] == plan.model_dump(mode="json")


def test_nothing_in_a_plan_breaks_out(plan: Plan, places: Places) -> None:
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
    calm = _Elements(render_report(plan, places, []))
    found = _Elements(render_report(hostile, places, []))
    assert found.tags == calm.tags
    assert _data(render_report(hostile, places, []))["plan"] == hostile.model_dump(mode="json")
    assert json.loads(script_json(HOSTILE)) == HOSTILE


def test_another_file_is_refused(plan: Plan, places: Places, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_bytes(SAMPLE.read_bytes() + b"\n")
    with pytest.raises(UsageError, match="not the file"):
        report_html(plan, places, other)


def _pictures(data: bytes, pages: set[int]) -> list[Picture]:
    with PdfiumReader().open(data, None) as document:
        return list(draw_pictures(document, pages))


def _ink(webp: bytes) -> Any:
    return Image.open(io.BytesIO(webp)).convert("L")


@pytest.mark.parametrize(
    "hazard", ["beside", "cropped-left", "clipped", "covered", "invisible", "hidden-layer"]
)
def test_hidden_content_is_in_no_picture(hazard: str) -> None:
    """Ghosts of other pages leave no more on a picture than antialiasing does."""
    plan, style = handmade_plan(), handmade_style()
    haunted, calm = (
        _pictures(draw(plan, style, hazards).pdf, {3, 4, 5}) for hazards in ([HAZARDS[hazard]], [])
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
    picture = _pictures(path.read_bytes(), {4})[0]
    assert (round(picture.width), round(picture.height)) == (595, 442)


def test_a_page_that_cannot_be_painted_has_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    with pikepdf.open(SAMPLE) as pdf:
        pdf.Root.Pages.Kids[1] = pikepdf.Array([1])
        pdf.save(path)
    broken = parse_with_accounts(path)
    assert ("unreadable-page", 2) in {(found.code, found.page) for found in broken.plan.findings}
    elements = _Elements(report_html(broken.plan, broken.places, path).decode())
    shown = {a["data-page"] for a, _ in elements.scripts if a.get("class") == "picture"}
    assert "2" not in shown
    assert {"1", "4"} <= shown


def test_only_pages_that_something_was_read_from_are_shown(plan: Plan, places: Places) -> None:
    page = report_html(plan, places, SAMPLE).decode()
    shown = {int(a["data-page"] or 0) for a, _ in _Elements(page).scripts if a.get("class") == "picture"}
    told = {found.page for found in plan.findings if found.page}
    assert shown == {number for project in plan.projects for number in project.pages} | told
    text = next(t for a, t in _Elements(page).scripts if a.get("class") == "picture")
    assert base64.b64decode(text)[:4] == b"RIFF"
