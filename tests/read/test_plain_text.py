"""A text whose columns are kept by spaces is read as pages, and gives the plan that its PDF gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planextract.api import Options, parse
from planextract.export.json import plan_json
from planextract.model.geometry import Box
from planextract.read.plain_text import PlainTextDocument, has_aligned_columns
from tests.salvage.score import compare

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
EXTRACTED = ROOT / "tests" / "salvage" / "extracted"

PLACES = ("areas", "page", "pages", "source", "findings")


def without_places(value: Any) -> Any:
    """The plan without what a text can't have: places on paper, and white space as printed."""
    if isinstance(value, dict):
        return {name: without_places(each) for name, each in value.items() if name not in PLACES}
    if isinstance(value, list):
        return [without_places(each) for each in value]
    return "".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("tool", ["pdftotext-layout", "pymupdf-sorted"])
def test_another_wards_text_gives_what_its_pdf_prints(tool: str) -> None:
    truth = json.loads((SAMPLES / "sunahara.truth.json").read_bytes())
    plan = parse(EXTRACTED / f"sunahara-{tool}.txt", Options(profile=str(SAMPLES / "sunahara.yaml")))
    found = compare(truth, json.loads(plan_json(plan)))
    assert (found.wrong, found.missing) == ({}, {})
    assert plan.source.engine == "text"


def test_a_list_as_text_gives_what_its_pdf_gives() -> None:
    of_pdf = parse(SAMPLES / "shiomino.pdf")
    of_text = parse(EXTRACTED / "shiomino-pdftotext-layout.txt")
    assert without_places(json.loads(plan_json(of_text))) == without_places(json.loads(plan_json(of_pdf)))


TABLE = """\
事業コード 1-1    年次ごとの進め方
     実施項目     R8年度実施     R9年度実施     期末

手引の作成       検討         実施         実施

窓口の案内       実施         充実         充実
"""


def test_columns_are_recognised_by_wide_gaps() -> None:
    assert has_aligned_columns(TABLE)
    assert not has_aligned_columns("川辺の広場を、車いすでも下りられる\n坂に造り替えます。\n")


def test_a_form_feed_begins_a_page() -> None:
    document = PlainTextDocument(f"{TABLE}\f{TABLE}\f")
    assert document.page_count == 2
    first, second = document.pages(1, 2)
    assert (first.number, second.number) == (1, 2)
    assert [glyph.text for glyph in first.glyphs] == [glyph.text for glyph in second.glyphs]
    assert not first.is_typeset


def test_boxes_are_located_by_lines_of_the_file() -> None:
    document = PlainTextDocument(f"\n{TABLE}")
    (page,) = document.pages(1, 1)
    last = next(glyph for glyph in page.glyphs if glyph.text == "窓")
    length = len("窓口の案内       実施         充実         充実")
    assert document.locate_lines(1, Box(*last[1:5])) == Box(0, 7, length, 7)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("№№  2222  --  11   年度別の取組計画", "№22-1年度別の取組計画"),
        ("川辺の広場\n   広場の改修\n", "川辺の広場の改修"),
        ("身\n身軽軽な区役所\n", "身軽な区役所"),
        ("合計  （累計１２校）６校", "合計６校（累計１２校）"),
    ],
)
def test_double_strikes_are_undone(printed: str, read: str) -> None:
    (page,) = PlainTextDocument(printed).pages(1, 1)
    assert "".join(glyph.text for glyph in page.glyphs) == read
