"""When a page can't be read, the others are, and no project is silently another."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from planextract.api import Options, parse
from planextract.errors import UnreadableError
from planextract.export.json import plan_json
from planextract.read.registry import ENGINES
from tests.conftest import ROOT
from tests.fuzz.run import Ran, changed_projects
from tests.support import pdfs

SAMPLES = ("shinonomeno", "shiomino")
PROFILES = {"shinonomeno": "ward", "shiomino": "list"}
PAGES = [
    (name, page) for name, pages in (("shinonomeno", 11), ("shiomino", 2)) for page in range(1, pages + 1)
]


def spoiled(data: bytes, page: int) -> bytes:
    """The file with a page too wide to be read."""

    def change(document: pikepdf.Pdf) -> None:
        document.pages[page - 1].obj.MediaBox = pikepdf.Array([0, 0, 20_000_000, 100])
        if "/CropBox" in document.pages[page - 1].obj:
            del document.pages[page - 1].obj["/CropBox"]

    return pdfs.changed(data, change)


def read(data: bytes, tmp_path: Path, **options: str) -> Ran:
    path = tmp_path / "plan.pdf"
    path.write_bytes(data)
    return Ran(0, "", 0, 0, json.loads(plan_json(parse(path, Options(**options)))))


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_a_page_that_cannot_be_read_is_named_and_the_rest_is_read(
    name: str, page: int, tmp_path: Path
) -> None:
    data = (ROOT / "samples" / f"{name}.pdf").read_bytes()
    before = read(data, tmp_path, profile=PROFILES[name])
    after = read(spoiled(data, page), tmp_path, profile=PROFILES[name])
    assert before.plan is not None
    assert after.plan is not None
    errors = [found for found in after.plan["findings"] if found["code"] == "unreadable-page"]
    assert page in [found["page"] for found in errors]
    assert after.plan["projects"]
    untold = [id_ for id_, told in changed_projects(before, after) if not told]
    assert untold == []
    if PROFILES[name] == "list":  # whose lists are counted, and bear no numbers of their own
        return
    there = {project["id"] for project in before.plan["projects"] if page not in project["pages"]}
    assert there <= {project["id"] for project in after.plan["projects"]}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_file_without_a_page_that_can_be_read(engine: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"No plan can be read in .*20,000,000 by 100 points"):
        read(spoiled(pdfs.letter(), 1), tmp_path, engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_characters_that_turn_the_text_around_are_left_out_and_told(engine: str, tmp_path: Path) -> None:
    def turned(document: pikepdf.Pdf) -> None:
        """The map of the font says that 傷 is an override of the order of writing, and み a control."""
        for stream in document.objects:
            if isinstance(stream, pikepdf.Stream) and b"beginbfchar" in (content := stream.read_bytes()):
                stream.write(
                    content.replace(
                        b"<" + "傷".encode("utf-16-be").hex().upper().encode() + b">", b"<202E>"
                    ).replace(b"<" + "み".encode("utf-16-be").hex().upper().encode() + b">", b"<001B>")
                )

    plan = read(pdfs.changed(pdfs.drawn_plan(), turned), tmp_path, engine=engine).plan
    assert plan is not None
    text = plan["projects"][0]["description"]
    assert text == "石畳の　\ufffdが進む広場を造り替えます。"
    codes = {found["code"] for found in plan["findings"]}
    assert {"control-character", "missing-character"} <= codes


def test_a_text_longer_than_any_is_cut_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planextract.limits.TEXT_LENGTH", 10)
    plan = read(pdfs.drawn_plan(), tmp_path).plan
    assert plan is not None
    assert plan["projects"][0]["description"] == "石畳の傷みが進む広場"
    (found,) = [found for found in plan["findings"] if found["code"] == "long-text"]
    assert (found["project"], found["severity"]) == ("1-1", "error")
