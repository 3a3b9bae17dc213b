"""The drawing of what the pipeline saw: every glyph of the page is in it once, under what became of it."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

from plandraw import HAZARDS, draw
from plandraw.__main__ import handmade_plan, handmade_style
from planextract.api import Options, parse, parse_with_accounts
from planextract.errors import UsageError
from planextract.inspect.page_layers import DROP_COLOURS, compute_extent
from planextract.inspect.png import PIXELS_PER_POINT
from planextract.inspect.svg import draw_page_svg
from planextract.inspect.view import PageView, inspect_page
from planextract.model.page import CleanPage, DropReason, Glyph

SAMPLE = Path(__file__).parents[2] / "samples" / "shinonomeno.pdf"
SVG = "{http://www.w3.org/2000/svg}"


def _layers(drawing: str) -> dict[str, list[ET.Element]]:
    return {group.attrib["id"]: list(group) for group in ET.fromstring(drawing).iter(f"{SVG}g")}


@pytest.mark.parametrize("page", [1, 4, 8])
def test_layers_account_for_every_glyph(page: int) -> None:
    layers = _layers(draw_page_svg(inspect_page(SAMPLE, page, Options())))
    account = parse_with_accounts(SAMPLE).accounts[page - 1]
    assert len(layers["kept"]) == account.kept_count
    dropped = {name.removeprefix("dropped-"): len(marks) for name, marks in layers.items() if "-" in name}
    assert {name: count for name, count in dropped.items() if count} == {
        reason: count for reason, count in account.dropped.items() if count
    }


def test_records_are_those_of_the_page() -> None:
    seen = inspect_page(SAMPLE, 4, Options())
    assert {record.project for record in seen.records} == {
        project.id for project in parse(SAMPLE).projects if 4 in project.pages
    }
    assert {
        record.project for record in inspect_page(SAMPLE, 1, Options()).records if not record.hidden
    } == set()


@pytest.mark.parametrize("hazard", ["covered", "invisible", "clipped", "beside", "struck-2"])
def test_dropped_glyphs_have_the_colour_of_their_reason(hazard: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(draw(handmade_plan(), handmade_style(), [HAZARDS[hazard]]).pdf)
    layers = _layers(draw_page_svg(inspect_page(path, 5, Options())))
    reason = {"beside": "off-page", "struck-2": "struck-again"}.get(hazard, hazard)
    marks = layers[f"dropped-{reason}"]
    assert marks
    assert "#000" not in {mark.attrib["fill"] for mark in marks}
    assert len({mark.attrib["fill"] for mark in marks}) == 1


def test_text_of_a_page_is_no_markup() -> None:
    seen = inspect_page(SAMPLE, 4, Options())
    words = "</text><script>&\x00\ud800"
    glyph = Glyph(words, 0, 0, 10, 10, 10, 90, 0)
    clean = CleanPage(4, 100, 100, (glyph,), (), ())
    (drawn,) = _layers(draw_page_svg(PageView(clean, seen.layout, (), ())))["kept"]
    assert next(iter(drawn)).tail == "</text><script>&\ufffd\ufffd"


def test_values_are_named_where_they_stand() -> None:
    marks = _layers(draw_page_svg(inspect_page(SAMPLE, 4, Options())))["values"]
    titles = {next(iter(mark)).text: mark for mark in marks}
    cell = titles["5-1 /items/0/cells/1/text"]
    assert 230 < float(cell.attrib["x"]) < 330


def test_every_reason_has_a_colour() -> None:
    assert set(DROP_COLOURS) == set(DropReason)
    assert len(set(DROP_COLOURS.values())) == len(DROP_COLOURS)


@pytest.mark.parametrize("turned", [0, 90])
def test_png_draws_over_the_picture_of_the_page(turned: int, tmp_path: Path) -> None:
    path, out = tmp_path / "plan.pdf", tmp_path / "page.png"
    hazards = [HAZARDS["covered"], *([HAZARDS["rotated-90"]] if turned else [])]
    path.write_bytes(draw(handmade_plan(), handmade_style(), hazards).pdf)
    done = subprocess.run(
        [sys.executable, "-m", "planextract", "inspect", str(path), "--page", "5", "-o", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = inspect_page(path, 5, Options())
    (covered,) = (dropped for dropped in seen.clean.dropped if dropped.reason is DropReason.COVERED)
    around = compute_extent(seen)
    image = Image.open(out).convert("RGB")

    def pixel(x: float, y: float) -> tuple[int, ...]:
        found = image.getpixel(
            (round((x - around.x0) * PIXELS_PER_POINT), round((y - around.top) * PIXELS_PER_POINT))
        )
        assert isinstance(found, tuple)
        return found

    glyph = covered.glyphs[0]
    red, green, blue = pixel((glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2)
    assert red > green
    assert red > blue  # the red of what is covered
    kept = seen.clean.glyphs[0]
    corner = pixel(kept.x0 + 0.8, kept.top + 0.8)
    assert max(corner) < 250  # a ground under what was kept
    assert pixel(3, seen.clean.height - 3) == (255, 255, 255)


def test_drawing_of_another_kind() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "planextract", "inspect", str(SAMPLE), "--page", "4", "-o", "page.gif"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert ".svg or .png" in done.stderr


def test_no_such_page() -> None:
    with pytest.raises(UsageError, match="There is no page 12"):
        inspect_page(SAMPLE, 12, Options())
