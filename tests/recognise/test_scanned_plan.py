"""A plan on paper, scanned, gives the data of the file that was printed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from plandraw import Style, draw
from planextract.api import parse, parse_with_accounts
from planextract.export.json import plan_json
from planextract.inputs import Options
from planextract.isolation import Guard
from planextract.model.findings import FINDING_KINDS
from planextract.model.plan import Plan
from tests.support.pdfs import drawn_plan, from_content, plan_of_one
from tests.support.scans import scan
from tests.support.truth import differences

FILE = drawn_plan(description="駅から公園までの歩道を広げ、高齢者も歩きやすくします。")
TRUTH = draw(plan_of_one(description="駅から公園までの歩道を広げ、高齢者も歩きやすくします。"), Style()).truth
PROJECT_PAGE = 1


def read(data: bytes, **options: str) -> Plan:
    return parse(data, Options(**options), name="plan.pdf")


def as_data(plan: Plan) -> dict[str, object]:
    text = plan_json(plan)
    loaded: dict[str, object] = json.loads(text)
    return loaded


def doubts(plan: Plan) -> list[str]:
    return [found.code for found in plan.findings if found.code.startswith("ocr-")]


@pytest.mark.parametrize(
    "scanned",
    [
        pytest.param({"dpi": 200}, id="200 dpi"),
        pytest.param({"dpi": 200, "skew": -3.0}, id="skew"),
        pytest.param({"dpi": 200, "noise": 12.0, "jpeg": 60}, id="noise"),
        pytest.param({"dpi": 200, "quarters": 1}, id="on its side"),
    ],
)
def test_a_scan_gives_the_data_of_what_was_scanned(scanned: dict[str, float]) -> None:
    plan = read(scan(FILE, **scanned))  # type: ignore[arg-type]
    assert differences(TRUTH, as_data(plan)) == []
    assert set(plan.source.page_methods) <= {"ocr", "text"}
    assert "ocr" in plan.source.page_methods


def test_values_are_placed_on_the_paper_as_it_is() -> None:
    straight = parse_with_accounts(FILE, name="plan.pdf")
    skewed = parse_with_accounts(scan(FILE, 200, skew=-3.0), name="plan.pdf")
    (project,) = straight.plan.projects
    (expected,) = straight.places.projects[project.id]["/items/0/cells/4/text"]
    (found,) = skewed.places.projects[project.id]["/items/0/cells/4/text"]
    # At the right edge of the page, 3° move a place by some 15 points.
    assert abs(found.top - expected.top) > 8
    confidences = skewed.places.confidences[project.id]
    assert confidences["/title"] >= 0.8
    assert straight.places.confidences == {}


def test_a_layer_that_agrees_makes_the_picture_sure() -> None:
    plan = read(scan(FILE, 200, layer=True))
    assert differences(TRUTH, as_data(plan)) == []
    assert "ocr-layer" in plan.source.page_methods
    assert "ocr-disagreement" not in doubts(plan)


def test_a_layer_that_says_otherwise_is_a_finding_with_both_readings() -> None:
    other = drawn_plan(description="駅から公園までの歩道を狭め、高齢者も歩きやすくします。")
    page = scan(FILE, 200)
    plan = read(_with_layer_of(page, other))
    (project,) = plan.projects
    assert "広げ" in project.description
    found = next(each for each in plan.findings if each.code == "ocr-disagreement")
    assert found.project == project.id
    assert found.pointer == "/description"
    assert "広げ" in found.message
    assert "狭め" in found.message


def _with_layer_of(picture: bytes, text: bytes) -> bytes:
    """The pictures of one file with the invisible text of another."""
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(picture)) as under, pikepdf.open(BytesIO(scan(text, 20, layer=True))) as over:
        for page, layer in zip(under.pages, over.pages, strict=True):
            content = layer.Contents.read_bytes()
            words = b"\n".join(re.findall(rb"BT.*?ET", content, re.S))
            page.Resources.Font = under.copy_foreign(layer.Resources.Font)
            page.contents_add(words)
        target = BytesIO()
        under.save(target)
        return target.getvalue()


def test_pages_with_text_are_not_recognised() -> None:
    plan = read(FILE)
    assert plan.source.page_methods == []
    assert doubts(plan) == []


def test_recognition_can_be_asked_for_everywhere() -> None:
    plan = read(FILE, ocr="always")
    assert set(plan.source.page_methods) == {"ocr"} or "ocr" in plan.source.page_methods
    assert differences(TRUTH, as_data(plan)) == []


def test_processes_read_what_one_reads() -> None:
    data = scan(FILE, 150)
    alone = parse(data, name="plan.pdf")
    spread = parse(data, guard=Guard(jobs=2), name="plan.pdf")
    assert plan_json(alone) == plan_json(spread)


def test_findings_have_their_kinds() -> None:
    assert {"ocr-doubtful", "ocr-disagreement", "ocr-missing", "recovered-word"} <= set(FINDING_KINDS)


def test_an_empty_picture_has_no_text(tmp_path: Path) -> None:
    from planextract.errors import NoTextError

    blank = scan(from_content("% nothing"), 72)
    with pytest.raises(NoTextError, match="Nothing was recognised"):
        read(blank)
